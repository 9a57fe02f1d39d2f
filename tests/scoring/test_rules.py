"""The built-in rules on small questionnaires, with figures that can be checked in the head."""

from __future__ import annotations

from fractions import Fraction

import pytest

from maturity.scoring import plan
from maturity.scoring.evaluate import State, evaluate
from maturity.scoring.facts import lint_plan
from maturity.scoring.items import Item
from maturity.scoring.plan import Node
from maturity.scoring.rules import RULES, RuleError
from maturity.scoring.schedule import schedule


def items(*weights: int, key: tuple[int, ...] = ()) -> list[Item]:
    return [
        Item(
            id=f"q.{number}",
            title={"en": f"Question {number}", "nb": f"Spørsmål {number}"},
            node=plan.Answer(f"q.{number}", 1, 5),
            low=1,
            high=5,
            weight=weight,
            key=number in key,
        )
        for number, weight in enumerate(weights, 1)
    ]


def value(node: Node, *answers: int | State) -> Fraction | State:
    made = schedule({"score": node})
    found = evaluate(made, {f"q.{number}": answer for number, answer in enumerate(answers, 1)})[made.roots["score"]]
    return found.state if found.value is None else found.value


def test_mean() -> None:
    assert value(RULES["mean"].build(items(1, 9), {}), 2, 5) == Fraction(7, 2)


def test_weighted_mean_renormalises_over_what_is_answered() -> None:
    node = RULES["weighted-mean"].build(items(30, 10, 10), {})

    assert value(node, 5, 1, 1) == Fraction(17, 5)
    assert value(node, 5, 1, State.EXCLUDED) == 4
    assert isinstance(node, plan.Mean)
    assert node.weights == (3, 1, 1)


def test_sum_needs_every_answer_unless_told_otherwise() -> None:
    assert RULES["sum"].default_min_completeness == 1
    assert value(RULES["sum"].build(items(1, 1, 1), {}), 1, 2, 3) == 6


def test_minimum_is_the_weakest_link() -> None:
    assert value(RULES["minimum"].build(items(1, 1, 1), {}), 4, 2, 5) == 2


def test_a_gate_holds_the_score_down_and_says_why() -> None:
    node = RULES["gate"].build(items(1, 1, key=(2,)), {"threshold": 3, "cap": 2})

    assert value(node, 5, 2) == 2
    assert value(node, 5, 3) == 4
    assert value(node, 1, 1) == 1
    assert value(node, 5, State.MISSING) == 2
    assert value(node, 5, State.EXCLUDED) == 5
    assert isinstance(node, plan.Cap)
    reason = dict(node.reason)
    assert reason["en"] == "The score is at most 2 until “Question 2” is at 3 or higher."
    assert "Spørsmål 2" in reason["nb"]


def test_a_gate_without_a_key_question_is_refused() -> None:
    with pytest.raises(RuleError, match="key: true"):
        RULES["gate"].build(items(1, 1), {"threshold": 3, "cap": 2})


@pytest.mark.parametrize(
    ("rule", "parameters", "said"),
    [
        ("gate", {"threshold": 3}, "needs the parameter cap"),
        ("gate", {"threshold": "3", "cap": 2}, "expected a whole number"),
        ("gate", {"threshold": 3, "cap": 2, "base": "median"}, "expected one of: mean"),
        ("mean", {"threshold": 3}, "has no parameters; found “threshold”"),
    ],
)
def test_wrong_parameters_are_named(rule: str, parameters: dict[str, object], said: str) -> None:
    assert any(said in str(message) for message in RULES[rule].check(parameters).values())


def test_the_linter_names_a_rule_that_punishes_better_answers() -> None:
    node = plan.Bands(plan.Answer("q.1", 1, 5), 5, ((3, 1),))

    (finding,) = lint_plan(schedule({"score": node}))
    assert finding.question == "q.1"
    assert "lowers the score" in str(finding.message)


def test_the_linter_warns_of_a_question_that_opens_others() -> None:
    first, second = plan.Answer("q.1", 1, 5), plan.Answer("q.2", 1, 5)
    shown = plan.When(plan.AtLeast(first, 3), second, plan.Excluded())

    findings = lint_plan(schedule({"score": plan.Mean((first, shown), (1, 1))}))
    assert [finding.question for finding in findings] == ["q.1"]
    assert findings[0].warning


def test_the_linter_refuses_numbers_that_overflow() -> None:
    huge = plan.Mean((plan.Rescale(plan.Answer("q.1", 0, 1), (0, 1), (0, 10**9)),), (1_000,))

    assert any(not finding.warning for finding in lint_plan(schedule({"score": huge})))


def test_staged_needs_every_key_question_at_a_level() -> None:
    node = RULES["staged"].build(items(1, 1, 1, key=(1, 2)), {})

    assert value(node, 4, 3, 1) == 3
    assert value(node, 4, 5, 1) == 4
    assert value(node, 5, 5, 1) == 5
    assert value(node, 1, 5, 5) == 1
    assert value(node, 4, State.EXCLUDED, 1) == 4
    assert value(node, State.EXCLUDED, State.EXCLUDED, 1) is State.EXCLUDED
    assert value(node, 4, State.MISSING, 1) is State.MISSING


def test_share_of_questions_at_or_above_a_value() -> None:
    assert value(RULES["share"].build(items(1, 1, 1, 1), {"at_least": 3}), 3, 5, 2, 1) == Fraction(1, 2)
    assert value(RULES["share"].build(items(1, 1), {"at_least": 3, "low": 1, "high": 5}), 3, 2) == 3


def test_staircase_stops_at_the_first_step_missed() -> None:
    node = RULES["staircase"].build(items(1, 1, 2), {"at_least": 3})

    assert value(node, 3, 3, 3) == 5
    assert value(node, 3, 2, 5) == 2
    assert value(node, 2, 5, 5) == 1
    assert value(node, 3, State.EXCLUDED, 3) == 5
    assert value(node, 3, State.MISSING, 5) == 2
