"""From a name or a path to scores: what scripts and commands start with."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from maturity import DataError, StorageError, UsageError, load_questionnaire, open_assessment, open_assessments, score, write_report
from maturity.assessment.loading import open_readable
from maturity.model.result import ScoreStatus
from tests.assessment.making import answer_everything, contents_below, journal_in, sitting, small

ALL_TWOS: Mapping[str, Any] = {"plan.goals": 2, "plan.measured": 2, "plan.owner": 2, "learn.meetings": 3, "learn.ways": [2]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two periods of one organisation."""
    for period, value in (("2025", 1), ("2026", 3)):
        with sitting(tmp_path / "assessments", period=period) as session:
            answer_everything(session, value)
    return tmp_path / "assessments"


def test_every_kind_of_path(root: Path) -> None:
    folder = journal_in(root).parent
    stored = open_assessment(folder)
    result = write_report(score(stored), stored.built, root.parent / "result.json")

    for path in (folder, str(folder), f"{folder}/", journal_in(root), folder.parent, folder / "..", result, str(result)):
        assert open_assessment(path).assessment == stored.assessment
    assert [found.assessment.period for found in open_assessments(root)] == ["2025", "2026"]


def test_what_is_returned_does_not_change(root: Path) -> None:
    stored = open_assessment(journal_in(root))
    result = score(stored)
    for record in (stored, stored.assessment, result, result.overall, result.overall.score):
        with pytest.raises(FrozenInstanceError):
            setattr(record, fields(record)[0].name, None)


def test_opening_changes_nothing(root: Path) -> None:
    before = contents_below(root.parent)
    score(open_assessments(root)[0])

    assert contents_below(root.parent) == before


def test_more_than_one_assessment(root: Path) -> None:
    with pytest.raises(UsageError) as raised:
        open_assessment(root)

    assert str(raised.value.message) == f"There are 2 assessments in {root}."
    assert str(raised.value.hint) == f"Name one of them: {journal_in(root, period='2025').parent}, {journal_in(root).parent}"


@pytest.mark.parametrize("name", ["missing", "missing/", "a\0b", "x" * 300, "missing.jsonl", "missing.json", ""])
def test_a_path_that_leads_nowhere(tmp_path: Path, name: str) -> None:
    path = f"{tmp_path}/{name}" if name else f"{tmp_path}/none/.."
    with pytest.raises(UsageError, match="There is no file or folder"):
        open_assessment(path)


def test_a_folder_without_assessments(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl").write_text("{}")
    with pytest.raises(UsageError, match="There are no assessments in") as raised:
        open_assessment(tmp_path)

    assert str(raised.value.hint) == "Begin one with: maturity assess"


def test_a_folder_that_is_called_like_a_document(tmp_path: Path) -> None:
    (tmp_path / "top-manager-1.jsonl").mkdir()
    with pytest.raises(StorageError, match=r"top-manager-1\.jsonl"):
        open_assessment(tmp_path)


def test_a_bad_assessment_does_not_hide_the_good_ones(root: Path) -> None:
    bad = journal_in(root, period="2025")
    bad.write_bytes(b"hello\n")

    found, problems = open_readable([root])
    assert [stored.assessment.period for stored in found] == ["2026"]
    assert [problem.file for problem in problems] == [str(bad)]
    with pytest.raises(DataError, match="This is not a journal"):
        open_assessments(root)
    shutil.rmtree(journal_in(root).parent)
    with pytest.raises(DataError, match="This is not a journal"):
        open_readable([root])


def test_answers_from_a_script() -> None:
    result = score(ALL_TWOS, small())

    assert result.overall.score.value == Fraction(2)
    assert result.overall.score.level == 2
    assert result.respondents[0].response.role == "top-manager"
    assert score(ALL_TWOS, small(), role="project-manager").overall.score.applicable == 6


def test_states_from_a_script() -> None:
    """Two of three are needed in a dimension."""
    one_unknown = score({**ALL_TWOS, "plan.owner": "dont-know"}, small())
    two_unknown = score({**ALL_TWOS, "plan.owner": "dont-know", "plan.measured": "skipped"}, small())

    assert one_unknown.dimensions[0].score.value == Fraction(2)
    assert one_unknown.dimensions[0].score.completeness == Fraction(2, 3)
    assert two_unknown.dimensions[0].score.status is ScoreStatus.NOT_ENOUGH_ANSWERS


def test_no_answers_at_all() -> None:
    result = score({}, small())

    assert result.overall.score.status is ScoreStatus.NOT_ENOUGH_ANSWERS
    assert (result.overall.score.value, result.last_answer) == (None, None)


def test_every_wrong_answer_is_named() -> None:
    wrong: dict[str, Any] = {
        "plan.goals": 4,
        "plan.owner": True,
        "plan.measured": "dunno",
        "plan.gaols": 1,
        "learn.meetings": 2.0,
        "learn.ways": [1, 3],
        "learn.words": "",
        "bm.cost": None,
    }
    with pytest.raises(DataError) as raised:
        score(wrong, small())

    assert [f"{problem.where}: {problem.message} {problem.hint or ''}".rstrip() for problem in raised.value.problems] == [
        "plan.goals: Found “4”; expected one of: 1, 2, 3.",
        "plan.owner: An answered question needs a value.",
        "plan.measured: Found “dunno”; expected a value or one of: dont-know, not-applicable, skipped, unanswered.",
        "None: The questionnaire small has no question “plan.gaols”. Did you mean plan.goals?",
        "learn.meetings: An answered question needs a value.",
        "learn.ways: The option 3 stands alone.",
        "learn.words: An answered question needs a text.",
        "bm.cost: An answered question needs a value.",
    ]


def test_what_does_not_go_together(root: Path) -> None:
    with pytest.raises(UsageError, match="give one as the second argument"):
        score(ALL_TWOS)
    with pytest.raises(UsageError, match="leave the argument out"):
        score(open_assessment(journal_in(root)), small())


@pytest.mark.parametrize("name", ["benefit-realisation", "", "../small", "a\0b", "x" * 300, "\x1b[2J"])
def test_a_questionnaire_that_is_not_there(name: str) -> None:
    with pytest.raises(UsageError, match="There is no questionnaire"):
        load_questionnaire(name)
