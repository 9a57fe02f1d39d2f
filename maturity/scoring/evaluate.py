"""The exact backend: one respondent's answers through the steps of a plan, in fractions. What each step gave is the trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from maturity.scoring import plan
from maturity.scoring.numbers import half_up
from maturity.scoring.plan import Node
from maturity.scoring.schedule import Schedule


class State(Enum):
    """What a step came out as: the first three for values, the others for conditions."""

    VALUE = "value"
    MISSING = "missing"
    EXCLUDED = "excluded"
    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one step gave.

    Attributes:
        value: Exact; only with the state `State.VALUE`.
        capped: For a cap: whether it held the value down.
    """

    state: State
    value: Fraction | None = None
    capped: bool = False

    @property
    def proven(self) -> bool:
        """Whether a condition is true: the only case in which anything acts on it."""
        return self.state is State.TRUE


MISSING = Outcome(State.MISSING)
EXCLUDED = Outcome(State.EXCLUDED)
UNKNOWN = Outcome(State.UNKNOWN)


def evaluate(schedule: Schedule, answers: Mapping[str, int | State]) -> tuple[Outcome, ...]:
    """Run the steps of a plan.

    Args:
        schedule: The steps.
        answers: By question: the value, or `State.MISSING` or `State.EXCLUDED`. What is not there is missing.

    Returns:
        One outcome per step.
    """
    outcomes: list[Outcome] = []
    for step in schedule.steps:
        if isinstance(step.node, plan.Answer):
            outcomes.append(_answer(answers.get(step.node.question, State.MISSING)))
        else:
            outcomes.append(STEPS[type(step.node)](step.node, [outcomes[place] for place in step.inputs]))
    return tuple(outcomes)


def _answer(answer: int | State) -> Outcome:
    if isinstance(answer, State):
        return EXCLUDED if answer is State.EXCLUDED else MISSING
    return value_of(Fraction(answer))


def value_of(value: Fraction) -> Outcome:
    """Return the outcome that is this value."""
    return Outcome(State.VALUE, value)


def truth_of(truth: bool) -> Outcome:
    """Return the outcome of a condition that is known."""
    return Outcome(State.TRUE if truth else State.FALSE)


def _constant(node: plan.Constant, _: Sequence[Outcome]) -> Outcome:
    return value_of(Fraction(node.value))


def _excluded(_node: plan.Excluded, _: Sequence[Outcome]) -> Outcome:
    return EXCLUDED


def _rescale(node: plan.Rescale, inputs: Sequence[Outcome]) -> Outcome:
    if inputs[0].value is None:
        return inputs[0]
    (low, high), (new_low, new_high) = node.source, node.target
    return value_of(new_low + (inputs[0].value - low) * Fraction(new_high - new_low) / Fraction(high - low))


def _bands(node: plan.Bands, inputs: Sequence[Outcome]) -> Outcome:
    if inputs[0].value is None:
        return inputs[0]
    rounded, found = half_up(inputs[0].value), node.start
    for threshold, value in node.bands:
        if rounded >= threshold:
            found = value
    return value_of(Fraction(found))


def _clip(node: plan.Clip, inputs: Sequence[Outcome]) -> Outcome:
    if inputs[0].value is None:
        return inputs[0]
    return value_of(min(max(inputs[0].value, Fraction(node.low)), Fraction(node.high)))


def _values(inputs: Sequence[Outcome]) -> list[Fraction] | Outcome:
    """Return the values among the inputs, or what an aggregate is without any."""
    values = [outcome.value for outcome in inputs if outcome.value is not None]
    if values:
        return values
    return MISSING if any(outcome.state is State.MISSING for outcome in inputs) else EXCLUDED


def _mean(node: plan.Mean, inputs: Sequence[Outcome]) -> Outcome:
    values = _values(inputs)
    if isinstance(values, Outcome):
        return values
    weighed = [(outcome.value, weight) for outcome, weight in zip(inputs, node.weights, strict=True) if outcome.value is not None]
    return value_of(sum((value * weight for value, weight in weighed), Fraction(0)) / sum(weight for _, weight in weighed))


def _sum(_: plan.Sum, inputs: Sequence[Outcome]) -> Outcome:
    values = _values(inputs)
    return values if isinstance(values, Outcome) else value_of(sum(values, Fraction(0)))


def _minimum(_: plan.Minimum, inputs: Sequence[Outcome]) -> Outcome:
    values = _values(inputs)
    return values if isinstance(values, Outcome) else value_of(min(values))


def _maximum(_: plan.Maximum, inputs: Sequence[Outcome]) -> Outcome:
    values = _values(inputs)
    return values if isinstance(values, Outcome) else value_of(max(values))


def _covered(node: plan.Covered, inputs: Sequence[Outcome]) -> Outcome:
    states = [outcome.state for outcome in inputs[1:]]
    answered, missing = states.count(State.VALUE), states.count(State.MISSING)
    if not answered + missing or inputs[0].state is State.EXCLUDED:
        return EXCLUDED
    if inputs[0].value is None or Fraction(answered, answered + missing) < node.min_completeness:
        return MISSING
    return value_of(inputs[0].value)


def _when(_: plan.When, inputs: Sequence[Outcome]) -> Outcome:
    chosen = inputs[1] if inputs[0].proven else inputs[2]
    return Outcome(chosen.state, chosen.value)


def _cap(node: plan.Cap, inputs: Sequence[Outcome]) -> Outcome:
    value = inputs[0].value
    if value is None:
        return inputs[0]
    if inputs[1].proven:
        return value_of(value)
    # Six decimals, as in every comparison: only then does no backend see a cap that another does not.
    return Outcome(State.VALUE, min(value, Fraction(node.at)), capped=half_up(value) > half_up(node.at))


def _staircase(node: plan.Staircase, inputs: Sequence[Outcome]) -> Outcome:
    reached = node.start
    for outcome, (_, value) in zip(inputs, node.steps, strict=True):
        if not outcome.proven:
            break
        reached = value
    return value_of(Fraction(reached))


def _at_least(node: plan.AtLeast, inputs: Sequence[Outcome]) -> Outcome:
    if inputs[0].value is None:
        return truth_of(node.excluded) if inputs[0].state is State.EXCLUDED else UNKNOWN
    return truth_of(half_up(inputs[0].value) >= node.level)


def _one_of(node: plan.OneOf, inputs: Sequence[Outcome]) -> Outcome:
    if inputs[0].value is None:
        return truth_of(node.excluded) if inputs[0].state is State.EXCLUDED else UNKNOWN
    return truth_of(half_up(inputs[0].value) in node.values)


def _answered(_: plan.Answered, inputs: Sequence[Outcome]) -> Outcome:
    return truth_of(inputs[0].state is State.VALUE)


def _applies(_: plan.Applies, inputs: Sequence[Outcome]) -> Outcome:
    return truth_of(inputs[0].state is not State.EXCLUDED)


def _count(node: plan.Count, inputs: Sequence[Outcome]) -> Outcome:
    proven = sum(outcome.state is State.TRUE for outcome in inputs)
    possible = sum(outcome.state is not State.FALSE for outcome in inputs)
    if proven >= node.at_least:
        return truth_of(True)
    return UNKNOWN if possible >= node.at_least else truth_of(False)


def _not(_: plan.Not, inputs: Sequence[Outcome]) -> Outcome:
    return inputs[0] if inputs[0].state is State.UNKNOWN else truth_of(inputs[0].state is State.FALSE)


STEPS: Mapping[type[Node], Callable[..., Outcome]] = {
    plan.Constant: _constant,
    plan.Excluded: _excluded,
    plan.Rescale: _rescale,
    plan.Bands: _bands,
    plan.Clip: _clip,
    plan.Mean: _mean,
    plan.Sum: _sum,
    plan.Minimum: _minimum,
    plan.Maximum: _maximum,
    plan.Covered: _covered,
    plan.When: _when,
    plan.Cap: _cap,
    plan.Staircase: _staircase,
    plan.AtLeast: _at_least,
    plan.OneOf: _one_of,
    plan.Answered: _answered,
    plan.Applies: _applies,
    plan.Count: _count,
    plan.Not: _not,
}
"""One function per node; answers are the only step that looks outside the plan."""
