"""Several respondents, one score: the mean of each role, then the mean of the roles."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from maturity.model.assessment import AnswerState, Response
from maturity.model.result import CombinedScore, Result, ScoreStatus
from maturity.scoring.engine import Built
from tests.export.making import dimension, everything, question, questionnaire, response, result

BUILT = questionnaire(dimension("method"), dimension("learning"))


def all_of(value: int, role: str = "top-manager", number: int = 1, built: Built = BUILT) -> Response:
    return response(everything(built, value), role=role, number=number)


def by_id(found: Result) -> dict[str, CombinedScore]:
    return {combined.id: combined for combined in (*found.dimensions, found.overall)}


def test_a_large_group_does_not_drown_a_small_one() -> None:
    """Three top managers at 5 and one other at 1: 3, and not 4."""
    found = result(BUILT, *(all_of(5, number=number) for number in (1, 2, 3)), all_of(1, "digitalisation-manager"))

    for combined in by_id(found).values():
        assert {role: score.value for role, score in combined.roles.items()} == {
            "top-manager": Fraction(5),
            "digitalisation-manager": Fraction(1),
        }
        assert combined.score.value == Fraction(3)
        assert combined.score.level == 3
        assert combined.spread == Fraction(4)


def test_roles_differ_within_a_dimension_and_not_in_another() -> None:
    other = response(
        {**everything(BUILT, 4), **dict.fromkeys(("learning.q1", "learning.q2", "learning.q3"), 2)}, role="digitalisation-manager"
    )
    found = by_id(result(BUILT, all_of(4), other))

    assert [combined.spread for combined in found.values()] == [Fraction(0), Fraction(2), Fraction(1)]
    assert found["overall"].score.value == Fraction(7, 2)


def test_the_mean_of_two_in_a_role_is_exact() -> None:
    found = result(BUILT, all_of(1), all_of(2, number=2), all_of(2, "digitalisation-manager"))

    assert found.overall.roles["top-manager"].value == Fraction(3, 2)
    assert found.overall.score.value == Fraction(7, 4)
    assert found.overall.score.level == 1


def test_one_role_alone_has_no_spread() -> None:
    assert result(BUILT, all_of(2), all_of(5, number=2)).overall.spread is None


def test_whoever_has_no_score_does_not_pull_it_down() -> None:
    silent = response({"method.q1": AnswerState.DONT_KNOW}, role="digitalisation-manager")
    found = result(BUILT, all_of(4), silent).overall

    assert found.score.value == Fraction(4)
    assert found.roles["digitalisation-manager"].status is ScoreStatus.NOT_ENOUGH_ANSWERS
    assert found.spread is None
    # Their questions still count as not answered.
    assert (found.score.answered, found.score.applicable) == (6, 12)


def test_nobody_has_a_score() -> None:
    nothing = response({})
    elsewhere = response(dict.fromkeys(("method.q1", "method.q2", "method.q3"), "We have no methods."), role="digitalisation-manager")

    alone = by_id(result(BUILT, elsewhere))
    assert alone["method"].score.status is ScoreStatus.NOT_APPLICABLE
    assert alone["learning"].score.status is ScoreStatus.NOT_ENOUGH_ANSWERS
    both = by_id(result(BUILT, nothing, elsewhere))
    assert both["method"].score.status is ScoreStatus.NOT_ENOUGH_ANSWERS
    assert (both["method"].score.value, both["method"].score.level) == (None, None)


def test_nobody_at_all() -> None:
    found = result(BUILT)

    assert found.overall.score.status is ScoreStatus.NOT_ENOUGH_ANSWERS
    assert (found.overall.roles, found.last_answer, found.respondents) == ({}, None, ())


def test_targets_are_a_mean_too_and_of_those_who_set_one() -> None:
    first = response(everything(BUILT, 3), targets={"method": 4, "learning": 5})
    second = response(everything(BUILT, 3), number=2, targets={"method": 5})
    third = response(everything(BUILT, 3), role="digitalisation-manager")
    found = by_id(result(BUILT, first, second, third))

    assert found["method"].score.target == Fraction(9, 2)
    assert found["method"].score.gap == Fraction(3, 2)
    assert found["learning"].score.target == 5
    # A target for the whole needs one for every dimension.
    assert found["overall"].score.target == Fraction(9, 2)
    assert found["overall"].roles["digitalisation-manager"].target is None


def test_a_question_for_one_role_counts_for_that_role() -> None:
    built = questionnaire(dimension("method", question("method.q1"), question("method.q2", roles=("digitalisation-manager",))))
    found = result(built, all_of(4, built=built), response({"method.q1": 4, "method.q2": 1}, role="digitalisation-manager"))

    assert found.overall.roles["top-manager"].applicable == 1
    assert found.overall.roles["digitalisation-manager"].value == Fraction(5, 2)
    assert found.overall.score.value == Fraction(13, 4)


def test_the_time_of_a_result_is_that_of_the_last_answer() -> None:
    times = ("2026-03-02T09:30:00Z", "2026-03-04T08:00:00Z", None)
    people = [response({}, number=number, last_answer=time) for number, time in enumerate(times, 1)]

    assert result(BUILT, *people).last_answer == "2026-03-04T08:00:00Z"


def test_the_order_of_respondents_does_not_matter() -> None:
    people = [all_of(1), all_of(4, number=2), all_of(5, "digitalisation-manager")]

    assert len({result(BUILT, *order).overall.score.value for order in permutations(people)}) == 1
    assert {tuple(result(BUILT, *order).overall.roles) for order in permutations(people)} == {("top-manager", "digitalisation-manager")}


@given(
    first=st.lists(st.integers(1, 5), min_size=1, max_size=4),
    second=st.lists(st.integers(1, 5), min_size=1, max_size=4),
)
def test_a_score_of_many_lies_between_theirs(first: list[int], second: list[int]) -> None:
    people = [
        *(all_of(value, "top-manager", number) for number, value in enumerate(first, 1)),
        *(all_of(value, "digitalisation-manager", number) for number, value in enumerate(second, 1)),
    ]
    found = result(BUILT, *people).overall
    means = [Fraction(sum(values), len(values)) for values in (first, second)]

    assert found.score.value == sum(means) / 2
    assert found.spread == abs(means[0] - means[1])
    assert min(first + second) <= found.score.value <= max(first + second)
