"""Questions that are asked only under conditions: what is refused, what is asked, and what it means for the score."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from maturity import DataError, load_questionnaire, score
from maturity.assessment.respondents import score_assessment
from maturity.model.assessment import Answer, AnswerState, Assessment, Response
from maturity.model.organisation import Kind, Organisation
from maturity.scoring.check import check_questionnaire
from maturity.scoring.engine import Built
from tests.questionnaire.writing import rating, write


def problems(folder: Path) -> list[tuple[int | None, str]]:
    return [(problem.line, str(problem.message)) for problem in check_questionnaire(folder) if not problem.warning]


def given(values: Mapping[str, int], role: str = "top-manager") -> Response:
    answers = {f"q.{name}": Answer(state=AnswerState.ANSWERED, value=value) for name, value in values.items()}
    return Response(role=role, number=1, answers=answers)


def response(_: Built, /, role: str = "top-manager", **values: int) -> Response:
    return given(values, role)


def states(built: Built, given: Response, kind: Kind | None = None) -> dict[str, AnswerState]:
    return dict(built.askable.states(given.answers, given.role, kind))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("{question: q.b, at_least: 3}", "There is no question “q.b”."),
        ("{question: q.z, at_least: 3}", "“q.z” comes after this question"),
        ("{question: q.a, at_least: 9}", "Found “9”; expected a whole number from 2 to 5."),
        ("{question: q.a, at_least: 1}", "Found “1”; expected a whole number from 2 to 5."),
        ("{question: q.a, one_of: [2, 7]}", "Found “7”; expected one of: 1, 2, 3, 4, 5."),
        ("{question: q.a}", "expected “question” with “at_least” or “one_of”"),
        ("{question: q.a, at_least: 2, one_of: [3]}", "expected “question” with “at_least” or “one_of”"),
        ("{every: [{question: q.a, at_least: 2}]}", "expected “question” with “at_least” or “one_of”"),
        ("{all: []}", "The list has 0 items"),
        ("{not: {not: {question: q.b, at_least: 2}}}", "There is no question “q.b”."),
    ],
)
def test_a_wrong_condition_is_named_with_its_line(condition: str, said: str, tmp_path: Path) -> None:
    folder = write(tmp_path, rating("q.a") + rating("q.x", f"ask_if: {condition}") + rating("q.z"))

    ((line, message),) = problems(folder)
    assert said in message
    assert line == 30


def test_conditions_that_go_round_in_a_circle(tmp_path: Path) -> None:
    first = rating("q.a", "ask_if: {question: q.c, at_least: 2}")
    folder = write(
        tmp_path, first + rating("q.b", "ask_if: {question: q.a, at_least: 2}") + rating("q.c", "ask_if: {question: q.b, at_least: 2}")
    )

    found = problems(folder)
    assert len(found) == 3
    assert all("go round in a circle" in message for _, message in found)
    assert "q.a → q.c → q.b → q.a" in found[0][1]


def test_two_options_with_one_value_and_a_translation_for_nothing_are_named_together(tmp_path: Path) -> None:
    questions = """\
      - id: q.a
        type: statements
        title: A
        text: Which?
        options:
          - {value: 1, text: One.}
          - {value: 1, text: One again.}
"""
    folder = write(tmp_path, questions)
    source = (folder / "questionnaire.yaml").read_text("utf-8").replace("languages: [en]", "languages: [en, nb]")
    (folder / "questionnaire.yaml").write_text(source, encoding="utf-8")
    head = "format: maturity/translation/1\nquestionnaire: small\nlanguage: nb\ntexts:\n"
    (folder / "nb.yaml").write_text(head + '  q.zzz.title: {of: "12345678", text: Ukjent}\n', encoding="utf-8")

    found = problems(folder)
    assert any("must be greater than the one before it (1)" in message and line == 35 for line, message in found)
    assert any("The questionnaire has no text “q.zzz.title”." in message and line == 5 for line, message in found)


def test_a_question_opens_only_when_proven(tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, rating("q.a") + rating("q.b", "ask_if: {question: q.a, at_least: 3}")))

    assert states(built, response(built))["q.b"] is AnswerState.HIDDEN
    assert states(built, response(built, a=2))["q.b"] is AnswerState.HIDDEN
    assert states(built, response(built, a=3))["q.b"] is AnswerState.UNANSWERED
    assert states(built, response(built, a=3, b=4))["q.b"] is AnswerState.ANSWERED


def test_an_old_answer_to_a_hidden_question_opens_nothing_and_counts_nothing(tmp_path: Path) -> None:
    chain = rating("q.a") + rating("q.b", "ask_if: {question: q.a, at_least: 3}") + rating("q.c", "ask_if: {question: q.b, at_least: 3}")
    built = load_questionnaire(write(tmp_path, chain))

    found = states(built, response(built, a=1, b=5, c=5))
    assert (found["q.b"], found["q.c"]) == (AnswerState.HIDDEN, AnswerState.HIDDEN)
    assert score({"q.a": 1, "q.b": 5, "q.c": 5}, built).overall.score.value == 1
    assert score({"q.a": 3, "q.b": 5, "q.c": 4}, built).overall.score.value == 4


def test_hidden_questions_leave_the_completeness(tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, rating("q.a") + rating("q.b", "ask_if: {question: q.a, at_least: 3}")))

    closed, opened = score({"q.a": 2}, built).overall.score, score({"q.a": 3}, built).overall.score
    assert (closed.answered, closed.applicable) == (1, 1)
    assert (opened.answered, opened.applicable) == (1, 2)


@pytest.mark.parametrize(
    ("condition", "opening", "closing"),
    [
        ("{all: [{question: q.a, at_least: 3}, {question: q.b, one_of: [1, 5]}]}", {"a": 3, "b": 5}, {"a": 3, "b": 4}),
        ("{any: [{question: q.a, at_least: 3}, {question: q.b, one_of: [1, 5]}]}", {"a": 1, "b": 1}, {"a": 1, "b": 4}),
        ("{not: {question: q.a, at_least: 3}}", {"a": 2}, {"a": 3}),
        ("{not: {question: q.a, at_least: 3}}", {"a": 1}, {}),
    ],
)
def test_combined_conditions(condition: str, opening: dict[str, int], closing: dict[str, int], tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, rating("q.a") + rating("q.b") + rating("q.c", f"ask_if: {condition}")))

    assert states(built, given(opening))["q.c"] is AnswerState.UNANSWERED
    assert states(built, given(closing))["q.c"] is AnswerState.HIDDEN


def test_what_is_meant_for_other_organisations_is_out_of_scope(tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, rating("q.a") + rating("q.b", "applies_to: [municipality, county]")))
    mine = response(built, a=3, b=5)

    def overall(kind: Kind | None) -> Fraction | None:
        alone = Assessment(organisation=Organisation(name="X", kind=kind), period="2026", questionnaire=built.reference, responses=(mine,))
        return score_assessment(built, alone).overall.score.value

    assert overall("county") == 4
    assert overall("state") == 3
    assert overall(None) == 3
    assert states(built, mine, "state")["q.b"] is AnswerState.OUT_OF_SCOPE


def test_questions_for_one_role_only(tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, rating("q.a") + rating("q.b", "roles: [adviser]")))

    assert states(built, response(built))["q.b"] is AnswerState.OUT_OF_SCOPE
    assert states(built, response(built, role="adviser"))["q.b"] is AnswerState.UNANSWERED


def test_not_applicable_can_count_as_a_value_without_counting_as_answered(tmp_path: Path) -> None:
    policy = "not_applicable: {allowed: true, policy: value, value: 3}"
    built = load_questionnaire(write(tmp_path, rating("q.a") + rating("q.b", policy)))
    aside = Answer(state=AnswerState.NOT_APPLICABLE, reason="We have none.")
    mine = Response(role="top-manager", number=1, answers={**response(built, a=5).answers, "q.b": aside})
    alone = Assessment(organisation=Organisation(name="X"), period="2026", questionnaire=built.reference, responses=(mine,))

    found = score_assessment(built, alone).overall.score
    assert found.value == 4
    assert (found.answered, found.applicable) == (1, 1)


def test_long_chains_cost_little_and_do_not_recurse(tmp_path: Path) -> None:
    chain = rating("q.n0") + "".join(rating(f"q.n{n}", f"ask_if: {{question: q.n{n - 1}, at_least: 3}}") for n in range(1, 600))
    built = load_questionnaire(write(tmp_path, chain))

    assert score({f"q.n{n}": 3 for n in range(600)}, built).overall.score.value == 3
    assert len(built.schedule.steps) < 600 * 6


NUMBERS = """\
      - id: q.many
        type: number
        title: Many
        text: How many services?
        range: {low: 0, high: 1000, unit: services}
        bands: [{from: 0, score: 1}, {from: 10, score: 3}, {from: 100, score: 5}]
      - id: q.which
        type: multiple-choice
        title: Which
        text: Which of these?
        options:
          - {value: 1, text: Web, score: 2}
          - {value: 2, text: Telephone, score: 2}
          - {value: 3, text: None of these, score: 0, exclusive: true}
        bands: [{from: 0, score: 1}, {from: 2, score: 3}, {from: 4, score: 5}]
      - {id: q.words, type: text, title: Words, text: What else?}
      - {id: q.aside, type: rating, scale: five, title: Aside, text: By the way?, scored: false}
"""


@pytest.mark.parametrize(("many", "points"), [(0, 1), (9, 1), (10, 3), (99, 3), (100, 5), (1000, 5)])
def test_a_number_counts_by_its_bands(many: int, points: int, tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, NUMBERS))

    assert score({"q.many": many}, built).dimensions[0].score.value == points


def test_a_multiple_choice_counts_what_was_chosen(tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, NUMBERS))

    def value(*chosen: int) -> Fraction | None:
        answer = Answer(state=AnswerState.ANSWERED, choices=chosen)
        mine = Response(role="top-manager", number=1, answers={"q.which": answer})
        alone = Assessment(organisation=Organisation(name="X"), period="2026", questionnaire=built.reference, responses=(mine,))
        return score_assessment(built, alone).overall.score.value

    assert [value(1), value(1, 2), value(3)] == [3, 5, 1]


def test_words_and_questions_on_the_side_are_not_scored(tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, NUMBERS))

    found = score({"q.many": 100, "q.aside": 1}, built).dimensions[0].score
    assert found.value == 5
    assert (found.answered, found.applicable) == (1, 2)


def test_a_fraction_is_counted_exactly(tmp_path: Path) -> None:
    ladder = """\
      - id: q.ladder
        type: statements
        title: Ladder
        text: Which step?
        options:
          - {value: 1, text: First., score: 1}
          - {value: 2, text: Second., score: 7/3}
          - {value: 3, text: Third., score: 11/3}
          - {value: 4, text: Fourth., score: 5}
"""
    built = load_questionnaire(write(tmp_path, ladder))

    assert [score({"q.ladder": step}, built).overall.score.value for step in (1, 2, 3, 4)] == [1, Fraction(7, 3), Fraction(11, 3), 5]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("{id: q.x, type: number, title: X, text: How many?}", "A number needs a range"),
        ("{id: q.x, type: number, title: X, text: How many?, range: {low: 5, high: 5}}", "must be greater than the one before it (5)"),
        (
            "{id: q.x, type: number, title: X, text: N?, range: {low: 0, high: 9}, bands: [{from: 1, score: 1}]}",
            "The first band must begin at 0",
        ),
        ("{id: q.x, type: text, title: X, text: What?, options: [{value: 1, text: A}, {value: 2, text: B}]}", "has no options"),
        ("{id: q.x, type: multiple-choice, title: X, text: Which?}", "needs options"),
        (
            "{id: q.x, type: rating, scale: five, title: X, text: N?, not_applicable: {allowed: true, policy: value}}",
            "belong together; one of them is missing",
        ),
        ("{id: q.x, type: rating, scale: five, title: X, text: N?, range: {low: 0, high: 9}}", "Only a number has a range"),
    ],
)
def test_what_does_not_fit_together_is_named(question: str, said: str, tmp_path: Path) -> None:
    folder = write(tmp_path, rating("q.a") + f"      - {question}\n")

    assert any(said in message for _, message in problems(folder))


def test_the_author_is_warned_that_opening_a_question_can_lower_a_score(tmp_path: Path) -> None:
    """A property of conditions, not a mistake: a warning, with an example."""
    folder = write(tmp_path, rating("q.a") + rating("q.b", "ask_if: {question: q.a, at_least: 3}") + rating("q.c"))

    found = [problem for problem in check_questionnaire(folder) if problem.where == "q.a"]
    assert found
    assert all(problem.warning for problem in found)
    assert "can take the score from" in str(found[0].hint)


def test_an_answer_that_cannot_be_is_refused(tmp_path: Path) -> None:
    built = load_questionnaire(write(tmp_path, NUMBERS))

    with pytest.raises(DataError, match="from 0 to 1000"):
        score({"q.many": 1001}, built)
