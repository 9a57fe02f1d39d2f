"""What stands out, and what to do next."""

from __future__ import annotations

from dataclasses import replace

from maturity.assessment.advice import NextStep, disagreements, next_steps, strongest, weakest
from maturity.model.assessment import AnswerState
from maturity.model.questionnaire import AskIf
from maturity.model.result import CombinedScore, Result
from maturity.scoring.engine import Built
from tests.export.making import Said, dimension, question, questionnaire, response, result

BUILT = questionnaire(dimension("method"), dimension("ownership"), dimension("learning"))


def answers(**values: tuple[Said, Said, Said]) -> dict[str, Said]:
    return {f"{name}.q{number}": value for name, given in values.items() for number, value in enumerate(given, 1)}


def scored(built: Built = BUILT, targets: dict[str, int] | None = None, **values: tuple[Said, Said, Said]) -> Result:
    return result(built, response(answers(**values), targets=targets))


def ids(found: tuple[CombinedScore, ...]) -> list[str]:
    return [combined.id for combined in found]


def steps(found: Result, limit: int | None = None, built: Built = BUILT) -> list[tuple[str, int]]:
    return [(step.question, step.from_value) for step in next_steps(built.questionnaire, found, limit)]


def test_the_strongest_and_the_weakest() -> None:
    found = scored(method=(4, 4, 4), ownership=(2, 2, 2), learning=(3, 3, 3))

    assert (ids(strongest(found)), ids(weakest(found))) == (["method"], ["ownership"])


def test_several_are_strongest_together() -> None:
    found = scored(method=(4, 4, 4), ownership=(4, 4, 4), learning=(3, 3, 3))

    assert (ids(strongest(found)), ids(weakest(found))) == (["method", "ownership"], ["learning"])


def test_nothing_stands_out_when_all_are_alike_or_one_is_alone() -> None:
    alike = scored(method=(3, 3, 3), ownership=(3, 3, 3), learning=(2, 3, 4))
    alone = scored(method=(3, 3, 3))

    for found in (alike, alone, scored()):
        assert (strongest(found), weakest(found)) == ((), ())


def test_a_dimension_without_a_score_is_not_the_weakest() -> None:
    found = scored(method=(3, 3, 3), ownership=(5, 5, 5), learning=(1, AnswerState.DONT_KNOW, AnswerState.DONT_KNOW))

    assert ids(weakest(found)) == ["method"]
    assert all(not name.startswith("learning") for name, _ in steps(found))


def test_every_dimension_has_its_turn_before_one_comes_again() -> None:
    found = scored(method=(1, 1, 1), ownership=(2, 3, 4), learning=(4, 4, 3))

    assert steps(found) == [
        *(("method.q1", 1), ("ownership.q1", 2), ("learning.q3", 3)),
        *(("method.q2", 1), ("ownership.q2", 3), ("learning.q1", 4)),
        *(("method.q3", 1), ("ownership.q3", 4), ("learning.q2", 4)),
    ]
    assert steps(found, 3) == steps(found)[:3]


def test_the_greatest_distance_to_a_target_comes_first() -> None:
    """And not the lowest score: whoever is content with 2 has nowhere to go."""
    found = scored(method=(1, 1, 1), ownership=(3, 3, 3), learning=(4, 4, 4), targets={"method": 2, "ownership": 5, "learning": 4})

    assert [name.partition(".")[0] for name, _ in steps(found, 3)] == ["ownership", "method", "learning"]


def test_without_a_target_the_highest_level_is_the_goal() -> None:
    found = scored(method=(3, 3, 3), ownership=(2, 2, 2), targets={"method": 5, "ownership": 3})
    without = scored(method=(3, 3, 3), ownership=(2, 2, 2), targets={"ownership": 3})

    assert steps(found, 1) == steps(without, 1) == [("method.q1", 3)]


def test_there_is_no_advice_above_the_top() -> None:
    found = scored(method=(5, 5, 5), ownership=(5, 5, 4))

    assert steps(found) == [("ownership.q3", 4)]
    assert steps(scored()) == []


def test_advice_starts_from_the_mean_of_the_roles_rounded_down() -> None:
    """One role at 2 and 3, the other at 4: (2.5 + 4) / 2 = 3.25, so the step from 3 to 4."""
    people = [
        response({"method.q1": 2, "method.q2": 5, "method.q3": 5}),
        response({"method.q1": 3, "method.q2": 5, "method.q3": 5}, number=2),
        response({"method.q1": 4, "method.q2": 5, "method.q3": 5}, role="digitalisation-manager"),
    ]

    assert steps(result(BUILT, *people)) == [("method.q1", 3)]


def test_advice_on_a_reversed_question_starts_from_the_worse_answer_too() -> None:
    """Half-way between 3 and 4, where 4 is the less favourable one."""
    built = questionnaire(dimension("method", replace(question("method.q1"), reversed=True)))
    people = [response({"method.q1": 3}), response({"method.q1": 4}, number=2)]

    assert steps(result(built, *people), built=built) == [("method.q1", 4)]


def test_an_answer_to_a_question_that_has_closed_since_is_no_ground_for_advice() -> None:
    after = replace(question("method.q2"), ask_if=AskIf(op="at-least", question="method.q1", values=(3,)))
    built = questionnaire(dimension("method", question("method.q1"), after))

    assert steps(scored(built, method=(3, 1, 1)), None, built) == [("method.q2", 1), ("method.q1", 3)]
    assert steps(scored(built, method=(2, 1, 1)), None, built) == [("method.q1", 2)]


def test_a_reversed_question_is_low_where_its_answer_is_high() -> None:
    reverse = replace(question("method.q2"), reversed=True)
    built = questionnaire(dimension("method", question("method.q1"), reverse, question("method.q3")))
    found = scored(built, method=(2, 4, 3))

    assert steps(found, 1, built) == [("method.q1", 2)]
    # 4 on a reversed scale is as good as 2, and it comes after q1 in order; 3 is better than both.
    assert [name for name, _ in steps(found, None, built)] == ["method.q1", "method.q2", "method.q3"]


def test_scales_of_different_length_are_compared_by_share() -> None:
    """2 of 1 to 3 is half the way; 2 of 1 to 5 is a quarter."""
    short = replace(question("method.q1"), options=question("method.q1").options[:3])
    built = questionnaire(dimension("method", short, question("method.q2"), question("method.q3")))

    assert [name for name, _ in steps(scored(built, method=(2, 2, 4)), None, built)] == ["method.q2", "method.q1", "method.q3"]


def test_a_step_names_its_dimension() -> None:
    found = scored(method=(1, 2, 3))

    assert next_steps(BUILT.questionnaire, found, 1) == (NextStep(dimension="method", question="method.q1", from_value=1),)


def test_answers_that_differ_by_two_levels_or_more_are_named_the_widest_first() -> None:
    found = result(
        BUILT,
        response(answers(method=(1, 2, 3), ownership=(2, 2, 2))),
        response(answers(method=(3, 5, 4), ownership=(3, 2, AnswerState.DONT_KNOW)), role="digitalisation-manager"),
    )

    assert [(each.question, each.low, each.high) for each in disagreements(BUILT.questionnaire, found)] == [
        ("method.q2", 2, 5),
        ("method.q1", 1, 3),
    ]
    assert disagreements(BUILT.questionnaire, scored(method=(1, 5, 1))) == ()
