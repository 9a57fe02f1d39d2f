"""Every node in every state, as the specification of the plan says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from maturity.scoring import column_steps, plan, schedule
from maturity.scoring import evaluate as exact
from maturity.scoring.evaluate import State, evaluate
from maturity.scoring.plan import Answer, Condition, Constant, Node, Value, all_of, any_of
from maturity.ui import explain
from tests.properties.agreement import differences

M, X = State.MISSING, State.EXCLUDED
T, F, U = State.TRUE, State.FALSE, State.UNKNOWN

A, B, C = (Answer(name, 1, 5) for name in ("a1", "b1", "c1"))


def outcome(node: Node, **answers: int | State) -> Fraction | State:
    made = schedule.schedule({"root": node})
    given = {f"{name}1": answer for name, answer in answers.items()}
    found = evaluate(made, given)[made.roots["root"]]
    assert differences(schedule.schedule({"root": node} if isinstance(node, Value) else told(node)), [given]) == []
    return found.state if found.value is None else found.value


def told(condition: Node) -> dict[str, Node]:
    """Return what shows whether a condition is true, and whether its opposite is."""
    assert isinstance(condition, Condition)
    sides = {"true": condition, "false": plan.Not(condition)}
    return {name: plan.When(side, Constant(1), Constant(0)) for name, side in sides.items()}


@pytest.mark.parametrize(
    ("node", "answers", "expected"),
    [
        (A, {}, M),
        (A, {"a": X}, X),
        (A, {"a": 4}, 4),
        (Constant(Fraction(7, 2)), {}, Fraction(7, 2)),
        (plan.Excluded(), {}, X),
        (plan.Rescale(A, (1, 5), (5, 1)), {"a": 2}, 4),
        (plan.Rescale(A, (1, 5), (0, 100)), {"a": 2}, 25),
        (plan.Rescale(A, (1, 4), (1, 5)), {"a": 2}, Fraction(7, 3)),
        (plan.Rescale(A, (1, 5), (5, 1)), {"a": M}, M),
        (plan.Bands(A, 0, ((2, 10), (4, 30))), {"a": 1}, 0),
        (plan.Bands(A, 0, ((2, 10), (4, 30))), {"a": 3}, 10),
        (plan.Bands(A, 0, ((2, 10), (4, 30))), {"a": 5}, 30),
        (plan.Bands(A, 0, ((2, 10), (4, 30))), {"a": X}, X),
        (plan.Clip(plan.Sum((A, B)), 0, 6), {"a": 5, "b": 5}, 6),
        (plan.Mean((A, B, C), (1, 1, 1)), {"a": 1, "b": 2, "c": 2}, Fraction(5, 3)),
        (plan.Mean((A, B, C), (3, 1, 1)), {"a": 1, "b": 5, "c": X}, 2),
        (plan.Mean((A, B), (1, 1)), {"a": X, "b": M}, M),
        (plan.Mean((A, B), (1, 1)), {"a": X, "b": X}, X),
        (plan.Sum((A, B, C)), {"a": 1, "b": M, "c": 3}, 4),
        (plan.Minimum((A, B, C)), {"a": 4, "b": M, "c": 3}, 3),
        (plan.Maximum((A, B, C)), {"a": 4, "b": X, "c": 3}, 4),
        (plan.Covered(A, (A, B, C), Fraction(2, 3)), {"a": 4, "b": M, "c": 3}, 4),
        (plan.Covered(A, (A, B, C), Fraction(2, 3)), {"a": 4, "b": M, "c": M}, M),
        (plan.Covered(A, (A, B, C), Fraction(2, 3)), {"a": 4, "b": X, "c": X}, 4),
        (plan.Covered(Constant(1), (A, B), Fraction(0)), {"a": X, "b": X}, X),
        (plan.Covered(Constant(1), (A, B), Fraction(0)), {}, 1),
        (plan.When(plan.AtLeast(A, 3), B, plan.Excluded()), {"a": 3, "b": 5}, 5),
        (plan.When(plan.AtLeast(A, 3), B, plan.Excluded()), {"a": 2, "b": 5}, X),
        (plan.When(plan.AtLeast(A, 3), B, plan.Excluded()), {"a": M, "b": 5}, X),
        (plan.When(plan.Applies(A), A, Constant(3)), {"a": X}, 3),
        (plan.When(plan.Applies(A), A, Constant(3)), {"a": M}, M),
        (plan.Cap(A, 2, plan.AtLeast(B, 3), ()), {"a": 5, "b": 2}, 2),
        (plan.Cap(A, 2, plan.AtLeast(B, 3), ()), {"a": 5, "b": M}, 2),
        (plan.Cap(A, 2, plan.AtLeast(B, 3), ()), {"a": 5, "b": 3}, 5),
        (plan.Cap(A, 2, plan.AtLeast(B, 3), ()), {"a": 1, "b": 1}, 1),
        (plan.Cap(A, 2, plan.AtLeast(B, 3), ()), {"a": M, "b": 1}, M),
        (plan.Staircase(1, ((plan.AtLeast(A, 2), 2), (plan.AtLeast(B, 3), 3))), {"a": 2, "b": 5}, 3),
        (plan.Staircase(1, ((plan.AtLeast(A, 2), 2), (plan.AtLeast(B, 3), 3))), {"a": 1, "b": 5}, 1),
        (plan.Staircase(1, ((plan.AtLeast(A, 2), 2), (plan.AtLeast(B, 3), 3))), {}, 1),
    ],
)
def test_value_nodes(node: Value, answers: dict[str, int | State], expected: Fraction | State) -> None:
    assert outcome(node, **answers) == expected


@pytest.mark.parametrize(
    ("node", "answers", "expected"),
    [
        (plan.AtLeast(A, 3), {"a": 3}, T),
        (plan.AtLeast(A, 3), {"a": 2}, F),
        (plan.AtLeast(A, 3), {"a": M}, U),
        (plan.AtLeast(A, 3), {"a": X}, F),
        (plan.AtLeast(A, 3, excluded=True), {"a": X}, T),
        (plan.OneOf(A, (1, 3)), {"a": 3}, T),
        (plan.OneOf(A, (1, 3)), {"a": 2}, F),
        (plan.OneOf(A, (1, 3)), {"a": M}, U),
        (plan.Answered(A), {"a": M}, F),
        (plan.Answered(A), {"a": X}, F),
        (plan.Answered(A), {"a": 1}, T),
        (plan.Applies(A), {"a": M}, T),
        (plan.Applies(A), {"a": X}, F),
        (plan.Not(plan.AtLeast(A, 3)), {"a": M}, U),
        (plan.Not(plan.AtLeast(A, 3)), {"a": 2}, T),
        (all_of(()), {}, T),
        (any_of(()), {}, F),
        (all_of((plan.AtLeast(A, 3), plan.AtLeast(B, 3))), {"a": 2, "b": M}, F),
        (all_of((plan.AtLeast(A, 3), plan.AtLeast(B, 3))), {"a": 3, "b": M}, U),
        (any_of((plan.AtLeast(A, 3), plan.AtLeast(B, 3))), {"a": 3, "b": M}, T),
        (plan.Count((plan.AtLeast(A, 3), plan.AtLeast(B, 3), plan.AtLeast(C, 3)), 2), {"a": 3, "b": M, "c": 1}, U),
    ],
)
def test_conditions(node: Condition, answers: dict[str, int | State], expected: State) -> None:
    assert outcome(node, **answers) == expected


def test_comparisons_look_at_six_decimals() -> None:
    """A mean that is a hair below a limit because of how it was divided has reached it."""
    almost = plan.Rescale(A, (0, 3), (0, Fraction(29_999_999, 10_000_000)))

    assert outcome(plan.AtLeast(almost, 3), a=3) is T
    with pytest.raises(ValueError, match="six decimals"):
        plan.AtLeast(A, Fraction(7, 3))


def test_a_hidden_parent_cannot_open_a_child() -> None:
    """The condition looks at the parent as it is scored, so an old answer to a hidden question opens nothing."""
    shown = plan.When(plan.AtLeast(A, 3), B, plan.Excluded())
    child = plan.When(plan.AtLeast(shown, 3), C, plan.Excluded())

    assert outcome(child, a=3, b=3, c=4) == 4
    assert outcome(child, a=1, b=3, c=4) is X


def test_every_backend_has_every_node() -> None:
    every = set(plan.NODES)

    assert set(exact.STEPS) | {Answer} == every
    assert set(column_steps.STEPS) == every
    assert set(explain.WHAT) == every
    assert set(schedule._MAKERS) == {node.__name__ for node in every}


def test_deep_plans_do_not_recurse() -> None:
    node: Value = A
    for number in range(3_000):
        node = plan.Sum((node, Constant(number % 2)))

    assert outcome(node, a=1) == 1 + 1_500


@pytest.mark.parametrize(
    "broken",
    [
        {"steps": [{"node": "Sum", "inputs": [0]}], "roots": {}},
        {"steps": [{"node": "Sum", "inputs": [-1]}], "roots": {}},
        {"steps": [{"node": "Power"}], "roots": {}},
        {"steps": [{"node": "Excluded"}], "roots": {"a": 1}},
        {"steps": [{"node": "Excluded"}, {"node": "Not", "inputs": [0]}], "roots": {}},
        {"steps": [{"node": "Constant", "value": 1.5}], "roots": {}},
        {"steps": [{"node": "Answer", "question": "q.x", "low": True, "high": 2}], "roots": {}},
    ],
)
def test_a_changed_plan_is_refused(broken: object) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        schedule.load(broken)
