"""`maturity plugin check`, and what a plugin author's own tests use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from maturity.testing import assert_question_set, check_question_set
from tests.helpers import ROOT, maturity

MUNICIPALITY = ROOT / "plugins" / "maturity-municipality" / "maturity_municipality"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "maturity_municipality"
    shutil.copytree(MUNICIPALITY, folder)
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_question_set_that_can_be_published() -> None:
    assert_question_set(MUNICIPALITY)
    done = maturity("plugin", "check", MUNICIPALITY, "--strict", "--language", "en")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("file", "old", "new", "said", "warning"),
    [
        ("golden.yaml", "overall: 51/20", "overall: 5/2", "“mixed” gives 51/20 for overall; 5/2 was expected.", False),
        ("golden.yaml", "questionnaire: municipality", "questionnaire: municipalty", "There is no questionnaire “municipalty”.", False),
        ("golden.yaml", "kommune.process.ladder: 1", "kommune.process.ladder: 9", "Found “9”; expected one of: 1, 2, 3, 4.", False),
        ("golden.yaml", "scores: {process: 1", "scores: {proces: 1", "has no dimension “proces”", False),
        (
            "question-set.yaml",
            "licence: CC-BY-4.0",
            "licence: CC-BY-4.0\ntombstones: [kommune.market.involve]",
            "was used before and removed",
            False,
        ),
        (
            "question-set.yaml",
            "{item: kommune.sensitive.control}",
            "{item: kommune.sensitive.gone}",
            "no question “kommune.sensitive.gone”",
            False,
        ),
        (
            "municipality/questionnaire.yaml",
            "rule: municipality-total",
            "rule: municipality-totl",
            "Did you mean municipality-total?",
            False,
        ),
        ("municipality/questionnaire.yaml", "title: Municipality", "title: Municipalities", "has changed since it was translated", False),
        ("question-set.yaml", "at: 29/10", "at: 29/10\n        cap: 1", "“cap” is not a key that is known here.", False),
    ],
)
def test_what_is_wrong_is_named(copy: Path, file: str, old: str, new: str, said: str, warning: bool) -> None:
    text = (copy / file).read_text("utf-8")
    if old not in text:
        pytest.fail(f"{old} is not in {file}")
    change(copy, file, old, new)

    found = check_question_set(copy)
    assert any(said in str(problem) and problem.warning is warning for problem in found), [str(problem) for problem in found]
    assert maturity("plugin", "check", copy).returncode == 3


def test_without_golden_answers_there_is_a_warning(copy: Path) -> None:
    (copy / "golden.yaml").unlink()

    (problem,) = check_question_set(copy)
    assert problem.warning
    assert maturity("plugin", "check", copy).returncode == 0
    assert maturity("plugin", "check", copy, "--strict").returncode == 4
    with pytest.raises(AssertionError, match="golden answers"):
        assert_question_set(copy)


def test_a_level_that_no_answers_reach_is_a_warning(copy: Path) -> None:
    change(copy, "question-set.yaml", "at: 29/10", "at: 1/2")
    change(copy, "question-set.yaml", "level: 3}", "level: 6}")

    found = [str(problem.message) for problem in check_question_set(copy)]
    assert "The best answers reach level –, not the highest level 5." in found


def test_a_folder_that_is_no_question_set_is_wrong_use(tmp_path: Path) -> None:
    done = maturity("plugin", "check", tmp_path, "--language", "en")

    assert done.returncode == 2
    assert "question-set.yaml" in done.stderr
