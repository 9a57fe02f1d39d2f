"""What holds of every score, whatever the questionnaire and whatever is answered."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maturity.scoring import plan
from maturity.scoring.evaluate import State, evaluate
from maturity.scoring.facts import Direction, facts
from maturity.scoring.items import Item
from maturity.scoring.plan import Covered, Value
from maturity.scoring.rules import RULES
from maturity.scoring.schedule import dump, load, schedule
from tests.properties import plans

PARAMETERS: dict[str, dict[str, int | str | bool]] = {
    "gate": {"threshold": 3, "cap": 2},
    "share": {"at_least": 3, "low": 1, "high": 5},
    "staircase": {"at_least": 3},
}

every_rule = pytest.mark.parametrize("rule", sorted(RULES))
every_unordered_rule = pytest.mark.parametrize("rule", sorted(rule.id for rule in RULES.values() if not rule.ordered))


def scored(rule: str, items: list[Item], least: Fraction = Fraction(2, 3)) -> Value:
    return Covered(RULES[rule].build(items, PARAMETERS.get(rule, {})), tuple(item.node for item in items), least)


def result(node: Value, answers: dict[str, int | State]) -> tuple[State, Fraction | None]:
    made = schedule({"score": node})
    outcome = evaluate(made, answers)[made.roots["score"]]
    return outcome.state, outcome.value


@given(plans.values(), plans.answers)
def test_a_value_lies_within_its_bounds(node: Value, answers: dict[str, int | State]) -> None:
    made = schedule({"score": node})
    known = facts(made)

    for outcome, found in zip(evaluate(made, answers), known, strict=True):
        if outcome.value is not None:
            assert found.low is not None
            assert found.high is not None
            assert found.low <= outcome.value <= found.high


@given(plans.values(), plans.answers, st.sampled_from(plans.QUESTIONS), st.integers(plans.LOW, plans.HIGH - 1), st.integers(1, 4))
def test_a_raised_answer_moves_a_score_only_as_proven(
    node: Value, answers: dict[str, int | State], question: str, before: int, by: int
) -> None:
    answers = {**answers, question: before}
    raised = min(before + by, plans.HIGH)
    made = schedule({"score": node})
    root = made.roots["score"]
    found = facts(made)[root]
    first, second = evaluate(made, answers)[root], evaluate(made, {**answers, question: raised})[root]

    if question not in found.switches:
        assert first.state is second.state
    if first.value is None or second.value is None:
        return
    move = found.moves.get(question)
    if move is None:
        assert first.value == second.value
    elif move.direction is Direction.UP:
        assert first.value <= second.value
    elif move.direction is Direction.DOWN:
        assert first.value >= second.value


@every_unordered_rule
@given(items=plans.items(), answers=plans.answers, data=st.data())
def test_the_order_of_questions_does_not_matter(rule: str, items: list[Item], answers: dict[str, int | State], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(items))

    assert result(scored(rule, items), answers) == result(scored(rule, shuffled), answers)


@every_rule
@given(items=plans.items(), answers=plans.answers)
def test_a_better_answer_never_lowers_a_score(rule: str, items: list[Item], answers: dict[str, int | State]) -> None:
    """And the linter proves it of every built-in rule."""
    node = scored(rule, items)
    made = schedule({"score": node})
    moves = facts(made)[made.roots["score"]].moves

    for item in items:
        reversed_ = isinstance(item.node, plan.Rescale)
        if item.id in moves:
            assert moves[item.id].direction is (Direction.DOWN if reversed_ else Direction.UP)
        value = answers[item.id]
        better = value if isinstance(value, State) else max(value - 1, 1) if reversed_ else min(value + 1, 5)
        state, before = result(node, answers)
        after_state, after = result(node, {**answers, item.id: better})
        assert state is after_state
        assert before is None or (after is not None and after >= before)


@every_unordered_rule
@given(items=plans.items(), answers=plans.answers, data=st.data())
def test_what_does_not_apply_leaves_the_rest_as_it_was(
    rule: str, items: list[Item], answers: dict[str, int | State], data: st.DataObject
) -> None:
    """A question set aside as not applicable gives the same score as a questionnaire without it."""
    gone = data.draw(st.sampled_from(items))
    rest = [item for item in items if item.id != gone.id]
    assume(rest and (rule not in ("gate", "staged") or any(item.key for item in rest)))

    assert result(scored(rule, items), {**answers, gone.id: State.EXCLUDED}) == result(scored(rule, rest), answers)


@every_rule
@given(items=plans.items(), answers=plans.answers)
def test_too_few_answers_give_no_score(rule: str, items: list[Item], answers: dict[str, int | State]) -> None:
    states = [answers[item.id] for item in items]
    answered = sum(not isinstance(state, State) for state in states)
    applicable = sum(state is not State.EXCLUDED for state in states)
    state, value = result(scored(rule, items), answers)

    if not applicable or (rule == "staged" and all(answers[item.id] is State.EXCLUDED for item in items if item.key)):
        # A staged score is about its key questions; without any that applies there is nothing to say.
        assert state is State.EXCLUDED
    elif Fraction(answered, applicable) < Fraction(2, 3):
        assert state is State.MISSING
    elif rule == "staged":
        # A level is a claim about every key question.
        assert (value is None) == any(answers[item.id] is State.MISSING for item in items if item.key)
    else:
        assert value is not None


@given(plans.values(), plans.answers)
def test_a_stored_plan_scores_the_same(node: Value, answers: dict[str, int | State]) -> None:
    made = schedule({"score": node})
    again = load(dump(made))

    assert dump(again) == dump(made)
    assert evaluate(again, answers) == evaluate(made, answers)


@given(plans.values(), plans.values(), plans.answers)
def test_sharing_steps_changes_nothing(first: Value, second: Value, answers: dict[str, int | State]) -> None:
    """Two scores in one list of steps come out as each would alone."""
    both = schedule({"a": first, "b": plan.Sum((first, second))})
    outcomes = evaluate(both, answers)
    alone = schedule({"a": first})
    other = schedule({"b": plan.Sum((first, second))})

    assert outcomes[both.roots["a"]] == evaluate(alone, answers)[alone.roots["a"]]
    assert outcomes[both.roots["b"]] == evaluate(other, answers)[other.roots["b"]]


@given(plans.values())
def test_every_step_is_made_once(node: Value) -> None:
    steps = dump(schedule({"score": node}))["steps"]

    assert len({repr(step) for step in steps}) == len(steps)
