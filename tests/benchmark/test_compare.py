"""Own answers beside published figures: never more is said than was printed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.benchmark.compare import OwnAnswer, comparisons, context, placements, segment_of
from maturity.model.assessment import Answer, AnswerState
from maturity.model.organisation import Kind
from tests.benchmark.making import assessment, benchmarked, respondent, small

QUESTIONNAIRE = benchmarked().questionnaire
METHOD, HINDRANCE = (QUESTIONNAIRE.by_id[name] for name in ("work.method", "bm.hindrance"))
FIGURES = {indicator.id: indicator for indicator in small().indicators}
(GAINS,) = small().segmentations


def own(value: int) -> OwnAnswer:
    return OwnAnswer(role="top-manager", number=1, answer=Answer(state=AnswerState.ANSWERED, value=value))


def gains(role: str = "top-manager", number: int = 1, *, cost: int, service: int, quality: int) -> dict[str, str | None]:
    """Return the segment of one respondent, by name."""
    found = placements(GAINS, assessment(respondent(role, number, bm__cost=cost, bm__service=service, bm__quality=quality)))
    return {f"{placement.role}-{placement.number}": placement.segment.id if placement.segment else None for placement in found}


# Which questions, whose answers, which figures


def test_only_questions_that_figures_were_printed_for_are_compared_in_the_order_of_the_questionnaire() -> None:
    found = comparisons(QUESTIONNAIRE, assessment(respondent(work__method=3)), small())
    assert [comparison.question.id for comparison in found] == ["work.method", "work.people", "bm.hindrance"]


def test_figures_of_one_question_stand_beside_each_other_and_are_never_added() -> None:
    comparison, *_ = comparisons(QUESTIONNAIRE, assessment(respondent(work__method=3)), small())
    assert [figure.id for figure in comparison.indicators] == ["small.method.level5", "small.method.level3"]
    assert [figure.value for figure in comparison.indicators] == [Fraction(3, 100), Fraction(23, 100)]


def test_every_respondent_stands_alone_and_nothing_is_averaged() -> None:
    answered = assessment(
        respondent("top-manager", 1, work__method=2), respondent("top-manager", 2, work__method=5), respondent("adviser", 1)
    )
    comparison, *_ = comparisons(QUESTIONNAIRE, answered, small())
    assert [(own.role, own.number, own.answer.value) for own in comparison.own] == [
        ("top-manager", 1, 2),
        ("top-manager", 2, 5),
        ("adviser", 1, None),
    ]


def test_whoever_was_not_asked_does_not_stand_beside_the_figures() -> None:
    answered = assessment(respondent("top-manager", bm__hindrance=4), respondent("adviser", work__method=3))
    hindrance = comparisons(QUESTIONNAIRE, answered, small())[-1]
    assert [own.role for own in hindrance.own] == ["top-manager"]


@pytest.mark.parametrize("kind", ["municipality", "county", "health-trust", "other", None])
def test_figures_for_state_agencies_do_not_apply_to_others(kind: Kind | None) -> None:
    hindrance = comparisons(QUESTIONNAIRE, assessment(respondent(bm__hindrance=1), kind=kind), small())[-1]
    assert [figure.id for figure in hindrance.indicators] == ["small.hindrance.high"]
    assert [figure.id for figure in hindrance.elsewhere] == ["small.hindrance.low.state"]


def test_figures_for_state_agencies_apply_to_a_state_agency() -> None:
    hindrance = comparisons(QUESTIONNAIRE, assessment(respondent(bm__hindrance=1), kind="state"), small())[-1]
    assert [figure.id for figure in hindrance.indicators] == ["small.hindrance.high", "small.hindrance.low.state"]
    assert hindrance.elsewhere == ()


def test_context_stands_by_its_question_and_is_not_compared() -> None:
    assert [(question.id, figure.id) for question, figure in context(QUESTIONNAIRE, small())] == [("work.plan", "small.plans")]
    compared = comparisons(QUESTIONNAIRE, assessment(respondent(work__plan=1)), small())
    assert "work.plan" not in [comparison.question.id for comparison in compared]


def test_another_questionnaire_meets_no_figures() -> None:
    alone = replace(QUESTIONNAIRE, dimensions=(), comparison_items=())
    assert comparisons(alone, assessment(), small()) == ()
    assert context(alone, small()) == ()


# Whether an answer is among those counted


def test_a_reversed_item_is_compared_as_it_was_answered() -> None:
    """A high answer to a hindrance is unfavourable, and the printed share counts the high answers."""
    assert HINDRANCE.reversed
    counted = {value: own(value).is_among(FIGURES["small.hindrance.high"], HINDRANCE) for value in range(1, 6)}
    assert counted == {1: False, 2: False, 3: False, 4: True, 5: True}


def test_where_the_source_does_not_say_whether_an_answer_is_counted_neither_do_we() -> None:
    counted = {value: own(value).is_among(FIGURES["small.method.level3"], METHOD) for value in range(1, 6)}
    assert counted == {1: False, 2: False, 3: True, 4: None, 5: None}


def test_a_figure_about_some_roles_says_nothing_about_the_answer_of_another_role() -> None:
    adviser = OwnAnswer(role="adviser", number=1, answer=Answer(state=AnswerState.ANSWERED, value=5))
    assert adviser.is_among(FIGURES["small.method.level5"], METHOD) is None
    anybody = replace(FIGURES["small.method.level5"], group=small().groups["state"])
    assert adviser.is_among(anybody, METHOD) is True


@pytest.mark.parametrize("state", [state for state in AnswerState if state is not AnswerState.ANSWERED])
def test_no_answer_is_not_an_answer_outside(state: AnswerState) -> None:
    silent = OwnAnswer(role="top-manager", number=1, answer=Answer(state=state))
    assert silent.is_among(FIGURES["small.method.level5"], METHOD) is None


# Segments


@pytest.mark.parametrize(
    ("mean", "segment"),
    [
        ("1", "worst"),
        ("2.9", "worst"),
        ("2.9000004", "worst"),
        ("2.9000005", "middle"),
        ("2.900001", "middle"),
        ("10/3", "middle"),
        ("3.749999", "middle"),
        ("3.7499994", "middle"),
        ("3.7499995", "best"),
        ("3.75", "best"),
        ("5", "best"),
    ],
)
def test_both_bounds_belong_to_the_outer_segments_and_six_decimals_count(mean: str, segment: str) -> None:
    assert segment_of(GAINS, Fraction(mean)).id == segment


def test_a_bound_that_is_a_fraction_is_reached_by_exactly_that_mean() -> None:
    worst, middle, best = GAINS.segments
    thirds = replace(GAINS, segments=(replace(worst, high=Fraction(8, 3)), middle, replace(best, low=Fraction(10, 3))))
    found = [segment_of(thirds, Fraction(n, 3)).id for n in (8, 9, 10)]
    assert found == ["worst", "middle", "best"]


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))
def test_three_answers_give_the_segment_of_their_plain_mean(cost: int, service: int, quality: int) -> None:
    total = cost + service + quality
    expected = "worst" if total <= 8 else "best" if total >= 12 else "middle"
    assert gains(cost=cost, service=service, quality=quality) == {"top-manager-1": expected}


@pytest.mark.parametrize("state", [AnswerState.UNANSWERED, AnswerState.DONT_KNOW, AnswerState.NOT_APPLICABLE, AnswerState.SKIPPED])
def test_a_missing_item_gives_neither_mean_nor_segment(state: AnswerState) -> None:
    (placement,) = placements(GAINS, assessment(respondent(bm__cost=5, bm__service=5, bm__quality=state)))
    assert (placement.mean, placement.segment) == (None, None)


def test_only_the_roles_that_were_segmented_are_segmented() -> None:
    assert gains("digitalisation-manager", 2, cost=4, service=4, quality=4) == {"digitalisation-manager-2": "best"}
    assert gains("adviser", cost=4, service=4, quality=4) == {}


def test_roles_are_segmented_one_by_one_and_never_pooled() -> None:
    """A worst and a best respondent of one organisation do not become a middling organisation."""
    top = respondent("top-manager", bm__cost=1, bm__service=2, bm__quality=2)
    digital = respondent("digitalisation-manager", bm__cost=5, bm__service=5, bm__quality=4)
    found = placements(GAINS, assessment(top, digital))
    assert [(placement.role, placement.mean, placement.segment and placement.segment.id) for placement in found] == [
        ("top-manager", Fraction(5, 3), "worst"),
        ("digitalisation-manager", Fraction(14, 3), "best"),
    ]
