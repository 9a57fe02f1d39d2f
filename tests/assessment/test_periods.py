"""Two periods beside each other: the difference where it can be defended, and “not comparable” where it cannot."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from maturity import UsageError, load_questionnaire
from maturity.assessment.periods import PeriodComparison, compare_periods
from maturity.assessment.previous import previous_response
from maturity.assessment.respondents import score_assessment
from maturity.assessment.sample import ORGANISATION, write_sample
from maturity.model.assessment import Answer, AnswerState, Assessment, Response
from maturity.model.organisation import Organisation
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import Result
from maturity.scoring.engine import Built
from tests.helpers import maturity
from tests.questionnaire.writing import HEAD, rating, write


def scored(built: Built, period: str, role: str = "top-manager", **values: int) -> tuple[Questionnaire, Result]:
    answers = {f"q.{name}": Answer(state=AnswerState.ANSWERED, value=value) for name, value in values.items()}
    response = Response(role=role, number=1, answers=answers)
    assessment = Assessment(organisation=Organisation(name="Fjordvik"), period=period, questionnaire=built.reference, responses=(response,))
    return built.questionnaire, score_assessment(built, assessment)


def built(folder: Path, questions: str, *, version: str = "1.0.0") -> Built:
    place = folder / version
    place.mkdir()
    return load_questionnaire(write(place, questions, head=HEAD.replace("version: 1.0.0", f"version: {version}")))


def reasons(comparison: PeriodComparison) -> dict[str, str | None]:
    return {change.id: str(change.why_not) if change.why_not else None for change in comparison.changes}


TWO = rating("q.a") + rating("q.b")


def test_the_difference_is_exact(tmp_path: Path) -> None:
    one = built(tmp_path, TWO)

    comparison = compare_periods(scored(one, "2025", a=2, b=3), scored(one, "2026", a=4, b=3))
    assert {change.id: change.difference for change in comparison.changes} == {"one": 1, "overall": 1}
    assert reasons(comparison) == {"one": None, "overall": None}
    assert comparison.notes == ()


def test_a_new_major_version_is_not_comparable(tmp_path: Path) -> None:
    comparison = compare_periods(
        scored(built(tmp_path, TWO), "2025", a=2, b=2), scored(built(tmp_path, TWO, version="2.0.0"), "2026", a=4, b=4)
    )

    assert [change.difference for change in comparison.changes] == [None, None]
    assert all("version 1.0.0 became version 2.0.0" in str(reason) for reason in reasons(comparison).values())


def test_new_wording_within_a_major_version_is_comparable(tmp_path: Path) -> None:
    reworded = TWO.replace("How much?", "To what extent?")

    comparison = compare_periods(
        scored(built(tmp_path, TWO), "2025", a=2, b=2), scored(built(tmp_path, reworded, version="1.0.1"), "2026", a=3, b=3)
    )
    assert [change.difference for change in comparison.changes] == [1, 1]


@pytest.mark.parametrize(
    ("questions", "why"),
    [
        (rating("q.a") + rating("q.b") + rating("q.c"), "other questions"),
        (rating("q.a") + rating("q.b", "weight: 3"), "other questions"),
        (rating("q.a") + rating("q.b", "reversed: true"), "a question has changed"),
    ],
)
def test_changed_questions_are_not_comparable_and_neither_is_the_whole(questions: str, why: str, tmp_path: Path) -> None:
    comparison = compare_periods(
        scored(built(tmp_path, TWO), "2025", a=2, b=2), scored(built(tmp_path, questions, version="1.1.0"), "2026", a=3, b=3)
    )

    found = reasons(comparison)
    assert why in str(found["one"])
    assert "a dimension in it has changed" in str(found["overall"])


def test_a_period_without_a_score_has_no_difference(tmp_path: Path) -> None:
    one = built(tmp_path, TWO)

    comparison = compare_periods(scored(one, "2025"), scored(one, "2026", a=4, b=3))
    assert [change.difference for change in comparison.changes] == [None, None]


def test_other_roles_are_pointed_out(tmp_path: Path) -> None:
    one = built(tmp_path, TWO)

    comparison = compare_periods(scored(one, "2025", a=2, b=2), scored(one, "2026", role="adviser", a=2, b=2))
    assert "Other roles answered" in str(comparison.notes[0])


def test_the_same_period_twice_is_refused(tmp_path: Path) -> None:
    one = built(tmp_path, TWO)

    with pytest.raises(UsageError, match="2026"):
        compare_periods(scored(one, "2026", a=2), scored(one, "2026", a=2))


def test_the_command_puts_two_periods_beside_each_other(tmp_path: Path) -> None:
    folder = write_sample(tmp_path, load_questionnaire("benefits-realisation"), str)
    shutil.copytree(folder, folder.parent.parent / "2027" / folder.name)
    for journal in (folder.parent.parent / "2027").rglob("*.jsonl"):
        journal.unlink()
    answers = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": "benefits-realisation"},
        "organisation": {"name": ORGANISATION.name},
        "period": "2027",
        "respondents": [{"role": "top-manager", "answers": {"br.learning.experience": 4}}],
    }
    later = tmp_path / "later.json"
    later.write_text(json.dumps(answers), encoding="utf-8")

    done = maturity("compare", folder, later, "--language", "en")
    assert done.returncode == 0, done.stderr
    assert "From 2026 to 2027" in done.stdout
    assert "Learning: 2026 2.0, 2027 4.0, difference +2.0" in done.stdout
    assert "Method and planning: 2026 2.5, 2027 not enough answers" in done.stdout
    as_json = json.loads(maturity("compare", folder, later, "--format", "json").stdout)
    assert {one["id"]: one["difference"] for one in as_json["periods"][0]["scores"]}["learning"] == 2


def test_last_periods_answers_are_those_of_the_same_respondent(tmp_path: Path) -> None:
    folder = write_sample(tmp_path, load_questionnaire("benefits-realisation"), str)
    later = folder.parent.parent / "2027-H1" / folder.name

    previous = previous_response(later, "digitalisation-manager", 3)
    assert previous is not None
    assert previous.period == "2026"
    assert previous.response.role == "digitalisation-manager"
    assert previous_response(later, "benefit-owner", 1) is None
    assert previous_response(folder, "top-manager", 1) is None
    question = load_questionnaire("benefits-realisation").questionnaire.by_id["br.measurement.baseline"]
    answer = previous.answer(question)
    assert answer is not None
    assert Fraction(answer.value or 0) == 1
