"""Every plugin of the fixture distribution by itself against every command: what is sound works, one line names the culprit."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.helpers import maturity
from tests.plugin.test_code import BAD, DIST, SOUND
from tests.plugin.test_commands import answers
from tests.questionnaire.writing import HEAD, rating
from tests.terminal.terminal import Terminal, has_terminals

#: What is said of the plugins whose hooks work.
SAID = {
    "shadows": ("the exporter .json is built in and cannot be replaced", "the scoring rule mean is built in and cannot be replaced"),
    "gone-files": ("mp_gone/question-set.yaml could not be read", "mp_gone.yaml is not there"),
}


@pytest.fixture(scope="module")
def core_answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return answers(tmp_path_factory.mktemp("answers"), "benefits-realisation", {"br.method.overall": 2})


def site(folder: Path, *names: str) -> Path:
    """Return a folder in which only these plugins are installed."""
    place = folder / "site"
    place.mkdir()
    for name in names:
        module = f"mp_{name.replace('-', '_')}"
        for path in DIST.glob(f"{module}*"):
            if path.name.removesuffix(".py") == module or path.name.startswith(f"{module}-"):
                (place / path.name).symlink_to(path)
    return place


def environment(place: Path, folder: Path) -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join([str(place), os.environ["PYTHONPATH"]]), "XDG_STATE_HOME": str(folder / "state")}


@pytest.mark.parametrize("name", [*BAD, *SOUND])
def test_every_command_works_beside_it(name: str, core_answers: Path, tmp_path: Path) -> None:
    env = environment(site(tmp_path, name), tmp_path)
    for arguments in (
        ["--help"],
        ["questionnaire", "show", "benefits-realisation"],
        ["score", str(core_answers), "--format", "json"],
        ["report", str(core_answers), "-o", "out.json"],
    ):
        done = maturity(*arguments, cwd=tmp_path, env=env)
        assert (done.returncode, "left out" in done.stderr) == (0, False), done.stderr
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["format"] == "maturity/result/1"

    listed = maturity("questionnaire", "list", "--language", "en", cwd=tmp_path, env=env)
    after = maturity("plugin", "list", "--language", "en", cwd=tmp_path, env=env)
    told = [line for line in listed.stderr.splitlines() if "is left out" in line]
    expected = (
        [BAD[name][1]]
        if name in BAD
        else [text for text in SAID.get(name, ()) if "cannot be replaced" not in text and "mp_gone.yaml" not in text]
    )

    assert (listed.returncode, listed.stdout.count("\n")) == (0, 4)
    assert "Traceback" not in listed.stderr + after.stderr
    assert len(told) == len(expected)
    for line, text in zip(told, expected, strict=True):
        assert f"Plugin {name} (mp-{name} " in line
        assert text.replace("\x1b", "") in line.replace(os.sep, "/")
        assert f"Remove it with: pip uninstall mp-{name}" in line
    assert (f"{name}: mp-{name}" in after.stdout, "Left out" in after.stdout) == (True, bool(expected))


@pytest.mark.parametrize("name", SAID)
def test_what_cannot_be_had_is_named_when_it_is_looked_for(name: str, core_answers: Path, tmp_path: Path) -> None:
    env = environment(site(tmp_path, name), tmp_path)
    asked = (
        maturity("report", core_answers, "-o", "out.pdf", "--language", "en", cwd=tmp_path, env=env),
        maturity("benchmark", "list", "--language", "en", cwd=tmp_path, env=env),
        maturity("questionnaire", "check", tmp_path / "gone", "--language", "en", cwd=tmp_path, env=env),
        maturity("plugin", "check", name, "--language", "en", cwd=tmp_path, env=env),
    )
    told = "\n".join(done.stderr + done.stdout for done in asked)
    assert "Traceback" not in told
    for text in SAID[name]:
        assert text in told.replace("\n", " ")


@pytest.mark.parametrize("rule", ["raises", "rubbish"])
def test_a_rule_that_fails_ends_with_5_and_only_where_it_is_needed(rule: str, tmp_path: Path) -> None:
    env = environment(site(tmp_path, "late"), tmp_path)
    folder = tmp_path / "set"
    (folder / "small").mkdir(parents=True)
    questionnaire = (HEAD + rating("q.a")).replace("dimension: {rule: mean, min_completeness: 1/2}", f"dimension: {{rule: {rule}}}")
    (folder / "small" / "questionnaire.yaml").write_text(questionnaire, encoding="utf-8")

    shown = maturity("questionnaire", "show", folder / "small", "--language", "en", cwd=tmp_path, env=env)
    assert shown.returncode == 5
    assert "The plugin late failed: " in shown.stderr
    assert "Remove it with: pip uninstall mp-late" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_file_that_a_plugin_wrote_half_is_none(core_answers: Path, tmp_path: Path) -> None:
    env = environment(site(tmp_path, "late"), tmp_path)
    (tmp_path / "out.half").write_text("whole", encoding="utf-8")
    done = maturity("report", core_answers, "-o", "out.half", "--language", "en", cwd=tmp_path, env=env)

    assert done.returncode == 5
    assert "The plugin late failed: OSError: the rest is gone." in done.stderr
    assert (tmp_path / "out.half").read_text("utf-8") == "whole"
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.terminal
@pytest.mark.skipif(not has_terminals(), reason="there are no terminals on this computer")
def test_an_interview_begins_beside_all_of_them(tmp_path: Path) -> None:
    env = environment(site(tmp_path, *BAD, *SOUND), tmp_path)
    who = ["--organisation", "Fjordvik", "--kind", "other", "--period", "2026", "--role", "top-manager", "--respondent", "1"]
    with Terminal(["assess", *who, "--language", "en"], tmp_path, env=env) as terminal:
        terminal.see("Benefits realisation")
        terminal.press("\r")
        terminal.see("Question 1 of 13")
        terminal.kill()
    assert "Traceback" not in terminal.everything
