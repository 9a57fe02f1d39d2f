"""What a user has settled once for all."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import maturity
from tests.plugin.test_data import question_set


def test_question_sets_are_found_in_the_settings(tmp_path: Path) -> None:
    question_set(tmp_path / "sets" / "sector")
    (tmp_path / "config.yaml").write_text("paths: [sets/sector]\n", encoding="utf-8")
    environment = {"MATURITY_CONFIG": str(tmp_path / "config.yaml"), "XDG_STATE_HOME": str(tmp_path)}

    assert "small 1.0.0" in maturity("questionnaire", "list", env=environment).stdout
    assert "small 1.0.0" in maturity("questionnaire", "list", "--path", tmp_path / "sets" / "sector", env=environment).stdout


def test_wrong_settings_are_named_with_the_line_and_the_nearest_key(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("path: [sets]\n", encoding="utf-8")
    done = maturity("questionnaire", "list", "--language", "en", env={"MATURITY_CONFIG": str(tmp_path / "config.yaml")})

    assert done.returncode == 3
    assert "config.yaml:1:1: “path” is not a key that is known here." in done.stderr
    assert "Did you mean paths?" in done.stderr
