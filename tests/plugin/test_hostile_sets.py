"""Question sets that mean harm, or were made by a program gone wrong: one clear line, in bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import ROOT, maturity
from tests.plugin.test_data import MANIFEST, question_set
from tests.questionnaire.writing import HEAD, rating

#: Megabytes that a process may take; the toolkit with all its libraries takes about 60.
_MEMORY = 400


def manifest(old: str, new: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "question-set.yaml").write_text(MANIFEST.replace(old, new), encoding="utf-8")


def questions(number: int) -> Callable[[Path], object]:
    text = HEAD + "".join(rating(f"q.a{index}") for index in range(number))
    return lambda folder: (folder / "small" / "questionnaire.yaml").write_text(text, encoding="utf-8")


def linked_file(folder: Path) -> None:
    (folder / "small" / "questionnaire.yaml").unlink()
    (folder / "small" / "questionnaire.yaml").symlink_to(ROOT / "LICENSE")


def linked_folder(folder: Path) -> None:
    (folder / "small" / "questionnaire.yaml").unlink()
    (folder / "small").rmdir()
    (folder / "small").symlink_to(ROOT / "questionnaires" / "data-management")


def pipe(folder: Path) -> None:
    (folder / "question-set.yaml").unlink()
    os.mkfifo(folder / "question-set.yaml")


def folder_for_manifest(folder: Path) -> None:
    (folder / "question-set.yaml").unlink()
    (folder / "question-set.yaml").mkdir()


RULES = "".join(f"  - id: best{index}\n    plan: {{maximum: items}}\n" for index in range(8_000))
ONE_RULE = "  - id: best\n    plan: {maximum: items}\n"

HOSTILE = {
    "20,000 questions": (questions(20_000), "bytes; at most 1000000 are allowed."),
    "5,500 questions": (questions(5_500), "The file holds more than 50000 values."),
    "8,000 rules": (manifest(ONE_RULE, RULES), "The file holds more than 50000 values."),
    "a bomb of references": (manifest("publisher: Sector body", "publisher: &a [*a, *a]"), "Anchors (&a) are not allowed."),
    "10 MB": (manifest("id: sector", "#" * 10_000_000), "bytes; at most 1000000 are allowed."),
    "200 deep": (manifest("{maximum: items}", "{maximum: " * 200 + "items" + "}" * 200), "Values are nested more than 20 deep."),
    "right to left": (manifest("Sector body", "Sector \u202ebody"), "The character U+202E is not allowed."),
    "escapes": (manifest("Sector body", '"Sector \\e[2J body"'), "control character"),
    "unknown key": (manifest("licence:", "license:"), "Did you mean licence?"),
    "hostile id": (manifest("id: sector", "id: ../../etc"), "is not an id"),
    "a file that is a link": (linked_file, "small/questionnaire.yaml is a link that leads out of the question set."),
    "a folder that is a link": (linked_folder, "There is no “small” in the folder of the question set."),
    "a folder for a manifest": (folder_for_manifest, "question-set.yaml"),
    "a pipe for a manifest": (pipe, "question-set.yaml"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights on Windows")
@pytest.mark.parametrize("name", HOSTILE)
def test_one_clear_line_in_bounded_memory(name: str, tmp_path: Path) -> None:
    prepare, said = HOSTILE[name]
    folder = question_set(tmp_path / "set")
    prepare(folder)

    listed = maturity("questionnaire", "list", "--path", folder, "--language", "en", timeout=20)
    limited = f"ulimit -v {_MEMORY * 1_024}; exec {sys.executable} -m maturity plugin check {folder} --language en"
    checked = subprocess.run(["sh", "-c", limited], capture_output=True, text=True, encoding="utf-8", timeout=20, check=False)

    assert "Traceback" not in listed.stderr + checked.stderr
    assert checked.returncode in (2, 3, 6), checked
    told = checked.stdout + checked.stderr
    assert said in told
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert listed.returncode == 0
    assert sum("is left out" in line for line in listed.stderr.splitlines()) == 1


def test_a_few_thousand_questions_are_many_but_no_harm(tmp_path: Path) -> None:
    folder = question_set(tmp_path / "set")
    questions(2_000)(folder)

    assert maturity("plugin", "check", folder, "--language", "en").returncode == 0


def test_what_is_installed_without_its_folder_or_with_escapes_in_its_name_costs_one_line(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("mp_gone-1", "mp_\x1b[31mred-1", "mp_\u202eback-1"):
        (site / f"{name}.dist-info").mkdir(parents=True)
        (site / f"{name}.dist-info" / "entry_points.txt").write_text(
            f"[maturity.question_sets]\n{name.partition('-')[0]} = mp_not_there\n", encoding="utf-8"
        )
    environment = {"PYTHONPATH": os.pathsep.join([str(site), os.environ["PYTHONPATH"]]), "XDG_STATE_HOME": str(tmp_path)}
    done = maturity("questionnaire", "list", "--language", "en", env=environment)
    listed = maturity("plugin", "list", "--language", "en", env=environment)

    assert done.stderr.count("name its folder with --path") == 3
    for text in (done.stderr, listed.stdout):
        assert "\x1b" not in text
        assert "\u202e" not in text
