"""`maturity questionnaire list`, `show` and `check`, as a process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maturity.questionnaire.catalog import shipped
from tests.assessment.making import SMALL, small
from tests.cli.conftest import fails, succeeds
from tests.helpers import maturity


def test_list() -> None:
    lines = succeeds("questionnaire", "list").splitlines()

    assert [line.partition(" ")[0] for line in lines] == list(shipped())
    assert "benefits-realisation 1.0.0: Benefits realisation. 13 questions; en, nb, nn." in lines


def test_list_as_json() -> None:
    document = json.loads(succeeds("questionnaire", "list", "--format", "json"))

    assert document["format"] == "maturity/questionnaires/1"
    assert [row["id"] for row in document["questionnaires"]] == list(shipped())
    assert {len(row["sha256"]) for row in document["questionnaires"]} == {64}


def test_show() -> None:
    """Every question with everything that can be answered."""
    printed = succeeds("questionnaire", "show", SMALL)

    for question in small().questionnaire.by_id.values():
        assert f"{question.text['en']} [{question.id}]" in printed
        for option in question.options:
            assert option.text["en"] in printed


def test_show_in_the_readers_language() -> None:
    assert "Gevinstrealisering" in succeeds("questionnaire", "show", "benefits-realisation", "--language", "nb")


def test_check_a_sound_one() -> None:
    done = maturity("questionnaire", "check", "benefits-realisation")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing wrong was found.\n")


def test_check_names_everything_that_is_wrong(tmp_path: Path) -> None:
    text = (SMALL / "questionnaire.yaml").read_text("utf-8").replace("type: number", "type: numbers").replace("at_least: 2", "at_least: 9")
    (tmp_path / "questionnaire.yaml").write_text(text, "utf-8")
    done = maturity("questionnaire", "check", tmp_path)

    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    assert all(line.startswith(f"{tmp_path / 'questionnaire.yaml'}:") for line in lines)
    wrong = text.splitlines().index("        type: numbers") + 1
    assert any(line.startswith(f"{tmp_path / 'questionnaire.yaml'}:{wrong}:15: ") and "Did you mean number?" in line for line in lines)

    as_json = maturity("questionnaire", "check", tmp_path, "--format", "json")
    problems = json.loads(as_json.stdout)["problems"]
    assert as_json.returncode == 3
    assert len(problems) == len(lines)
    assert (wrong, 15, "error") in {(problem["line"], problem["column"], problem["severity"]) for problem in problems}


def test_warnings_fail_only_when_asked_to(tmp_path: Path) -> None:
    """The small questionnaire has a number question of which nothing is proven, so there is a warning."""
    done = maturity("questionnaire", "check", SMALL)
    assert done.returncode == 0
    assert "Warning: " in done.stdout

    assert maturity("questionnaire", "check", SMALL, "--strict").returncode == 4


@pytest.mark.parametrize("command", ["show", "check"])
def test_one_that_is_not_there(command: str, tmp_path: Path) -> None:
    assert fails(2, "questionnaire", command, "benefit-realisation") == (
        "Error: There is no questionnaire “benefit-realisation”.\nDid you mean benefits-realisation?\n"
    )
    assert "There is no questionnaire in" in fails(2, "questionnaire", command, tmp_path)
    assert "There is no questionnaire" in fails(2, "questionnaire", command, "x" * 300)
    assert "Known here: benefits-realisation" in fails(2, "questionnaire", command, "\x1b]0;title\x07")
