"""What can be known about a plan before anybody answers: bounds, and which way each answer moves each score."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from math import lcm

from maturity.scoring import plan
from maturity.scoring.numbers import SCALE, Number, half_up
from maturity.scoring.plan import Condition, Node
from maturity.scoring.schedule import Schedule, Step, steps_below
from maturity.text import Message, msg

#: What 64 bits hold, with room for what rounding adds.
_ROOM = 2**63 - 2**40

TOO_LARGE = msg("The numbers of this score are too large to be counted exactly; use smaller values or weights.")
"""What is wrong with a plan whose steps do not all have room."""


class Direction(Enum):
    """Which way a step moves when an answer is raised."""

    UP = 1
    DOWN = -1
    UNPROVEN = 0

    def turned(self) -> Direction:
        """The direction seen from the other end."""
        return {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}.get(self, self)


@dataclass(frozen=True, slots=True)
class Move:
    """How one question moves a step.

    Attributes:
        why: Index of the step at which the direction was lost; None while it is proven.
    """

    direction: Direction
    why: int | None = None


UP = Move(Direction.UP)


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for one step, whatever is answered.

    Attributes:
        low: Least value; None for a condition and for what is always excluded.
        high: Greatest value.
        moves: By question whose answer's value can change the step.
        switches: Questions whose answer's *value* can decide whether the step has a value at all.
        certain: Whether it has a value whatever is answered and whatever is left out.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    moves: Mapping[str, Move] = field(default_factory=dict)
    switches: frozenset[str] = frozenset()
    certain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a plan that its author should know.

    Attributes:
        root: The score it concerns.
        question: The question it concerns, or None.
        warning: False for what makes the plan unusable.
    """

    message: Message
    root: str
    question: str | None = None
    warning: bool = True


def facts(schedule: Schedule) -> tuple[Facts, ...]:
    """Return the facts of every step."""
    found: list[Facts] = []
    for step in schedule.steps:
        inputs = [found[place] for place in step.inputs]
        low, high = _bounds(step.node, inputs) or (None, None)
        moves, switches = _moves(step, inputs)
        found.append(Facts(low, high, moves, switches, _certain(step.node, inputs)))
    return tuple(found)


def lint_plan(schedule: Schedule, reverse: Collection[str] = ()) -> list[Finding]:
    """Return what a plan does that nobody would expect of a score.

    Args:
        schedule: The plan.
        reverse: Questions where a high answer is unfavourable.
    """
    known = facts(schedule)
    findings = [
        Finding(
            message=TOO_LARGE,
            root=root,
            warning=False,
        )
        for root, place in schedule.roots.items()
        if not all(has_room(schedule.steps[index], known) for index in steps_below(schedule, place))
    ]
    for root, place in schedule.roots.items():
        for question, move in known[place].moves.items():
            wanted = Direction.DOWN if question in reverse else Direction.UP
            if question.startswith("@") or move.direction is wanted:
                continue
            findings.append(Finding(message=_not_monotone(schedule, move, question, root), root=root, question=question))
    return findings


def _not_monotone(schedule: Schedule, move: Move, question: str, root: str) -> Message:
    if move.why is None:
        return msg("A better answer to “{question}” lowers the score “{root}”.", question=question, root=root)
    kind = type(schedule.steps[move.why].node).__name__
    return msg(
        "It is not proven that a better answer to “{question}” never lowers the score “{root}” (step {step}, {kind}).",
        question=question,
        root=root,
        step=move.why,
        kind=kind,
    )


def straight_line(node: plan.Rescale) -> tuple[Fraction, Fraction]:
    """Return the slope of a rescaling and where it crosses nought."""
    (low, high), (new_low, new_high) = node.source, node.target
    slope = Fraction(new_high - new_low) / Fraction(high - low)
    return slope, new_low - low * slope


def largest(step: Step, known: Sequence[Facts]) -> Fraction:
    """Return a bound of every number that a backend meets at a step when it counts in fixed point."""
    sizes = [_size(known[place]) for place in step.inputs]
    match step.node:
        case plan.Mean(_, weights):
            return 2 * SCALE * sum((size * weight for size, weight in zip(sizes, weights, strict=True)), Fraction(0)) + sum(weights)
        case plan.Sum():
            return SCALE * sum(sizes, Fraction(0))
        case plan.Rescale():
            slope, intercept = straight_line(step.node)
            over = lcm(slope.denominator, intercept.denominator)
            return 2 * SCALE * over * (sizes[0] * abs(slope) + abs(intercept)) + over
    return SCALE * max([*sizes, _size(known[step.index])])


def has_room(step: Step, known: Sequence[Facts]) -> bool:
    """Whether 64 bits cannot overflow at a step in a backend that counts in fixed point."""
    return largest(step, known) < _ROOM


def _size(found: Facts) -> Fraction:
    return Fraction(0) if found.low is None or found.high is None else max(abs(found.low), abs(found.high))


def _bounds(node: Node, inputs: Sequence[Facts]) -> tuple[Fraction, Fraction] | None:
    pairs = [(found.low, found.high) for found in inputs if found.low is not None and found.high is not None]
    lows, highs = [low for low, _ in pairs], [high for _, high in pairs]
    match node:
        case plan.Answer():
            return Fraction(node.low), Fraction(node.high)
        case plan.Constant(value):
            return Fraction(value), Fraction(value)
        case plan.Staircase(start, steps):
            values = [Fraction(start), *(Fraction(value) for _, value in steps)]
            return min(values), max(values)
    if isinstance(node, Condition) or not pairs:
        return None
    match node:
        case plan.Rescale():
            slope, intercept = straight_line(node)
            ends = [intercept + end * slope for end in pairs[0]]
            return min(ends), max(ends)
        case plan.Bands():
            reachable = _reachable(node, *pairs[0])
            return min(reachable), max(reachable)
        case plan.Clip():
            limits = Fraction(node.low), Fraction(node.high)
            return min(max(lows[0], limits[0]), limits[1]), min(max(highs[0], limits[0]), limits[1])
        case plan.Sum():
            # Any of them may be missing, and a missing one adds nothing.
            return sum((min(low, Fraction(0)) for low in lows), Fraction(0)), sum((max(high, Fraction(0)) for high in highs), Fraction(0))
        case plan.Covered():
            own = inputs[0]
            return None if own.low is None or own.high is None else (own.low, own.high)
        case plan.Cap(_, at, _, _):
            return min(lows[0], Fraction(at)), highs[0]
    return min(lows), max(highs)


def _reachable(node: plan.Bands, low: Fraction, high: Fraction) -> list[Fraction]:
    """Return the values of the bands that a value between the bounds can fall into."""
    edges = [*(threshold for threshold, _ in node.bands), None]
    values = [node.start, *(value for _, value in node.bands)]
    first: list[Number | None] = [None, *(threshold for threshold, _ in node.bands)]
    return [
        Fraction(value)
        for value, begins, ends in zip(values, first, edges, strict=True)
        if (begins is None or half_up(high) >= begins) and (ends is None or half_up(low) < ends)
    ]


def _moves(step: Step, inputs: Sequence[Facts]) -> tuple[dict[str, Move], frozenset[str]]:
    node, here = step.node, step.index
    switches = frozenset[str]().union(*(found.switches for found in inputs))
    lost = {question: Move(Direction.UNPROVEN, here) for question in switches}
    joined = _join(here, *(found.moves for found in inputs))
    match node:
        case plan.Answer(question, _, _):
            return {question: UP}, frozenset()
        case plan.Constant() | plan.Excluded():
            return {}, frozenset()
        case plan.Rescale(_, (low, high), (new_low, new_high)):
            if new_low == new_high:
                return {}, switches
            return (joined if (new_high > new_low) == (high > low) else _turned(joined)), switches
        case plan.Bands():
            return _along(here, joined, _reachable(node, *_both(inputs[0]))), switches
        case plan.Clip():
            return joined, switches
        case plan.Staircase(start, steps):
            return _along(here, joined, [Fraction(start), *(Fraction(value) for _, value in steps)]), frozenset()
        case plan.Covered():
            return {**inputs[0].moves, **lost}, switches
        case plan.Cap():
            # An unknown condition caps like a false one, so what switches it is already among its moves.
            return joined, inputs[0].switches
        case plan.When():
            return _when(here, inputs)
        case plan.OneOf():
            return {question: Move(Direction.UNPROVEN, here) for question in (*joined, *switches)}, frozenset()
        case plan.AtLeast():
            return {**joined, **lost}, frozenset()
        case plan.Answered() | plan.Applies():
            return lost, frozenset()
        case plan.Not():
            return _turned(joined), frozenset()
        case plan.Count():
            return joined, frozenset()
    return {**joined, **lost}, switches


def _when(here: int, inputs: Sequence[Facts]) -> tuple[dict[str, Move], frozenset[str]]:
    condition, then, otherwise = inputs
    branches = _join(here, then.moves, otherwise.moves)
    switches = then.switches | otherwise.switches
    if not (then.certain and otherwise.certain):
        # The two branches can differ in having a value, so the condition's questions can switch it on and off.
        switches |= frozenset(condition.moves)
    if then.low is None or then.high is None or otherwise.low is None or otherwise.high is None:
        # One branch never has a value: the condition decides whether there is one, not how high it is.
        return branches, switches
    if then.low >= otherwise.high:
        chosen = dict(condition.moves)
    elif then.high <= otherwise.low:
        chosen = _turned(condition.moves)
    else:
        chosen = {question: Move(Direction.UNPROVEN, here) for question in condition.moves}
    return _join(here, branches, chosen), switches


def _certain(node: Node, inputs: Sequence[Facts]) -> bool:
    match node:
        case plan.Constant() | plan.Staircase():
            return True
        case plan.Rescale() | plan.Bands() | plan.Clip() | plan.Cap():
            return inputs[0].certain
        case plan.Mean() | plan.Sum() | plan.Minimum() | plan.Maximum():
            return any(found.certain for found in inputs)
        case plan.When():
            return inputs[1].certain and inputs[2].certain
    return False


def _both(found: Facts) -> tuple[Fraction, Fraction]:
    return (found.low or Fraction(0), found.high or Fraction(0))


def _join(here: int, *several: Mapping[str, Move]) -> dict[str, Move]:
    """Return how questions move a step that rises with each of its inputs; up and down of one question prove nothing."""
    found: dict[str, Move] = {}
    for moves in several:
        for question, move in moves.items():
            standing = found.get(question)
            if standing is None or standing.direction is move.direction:
                found[question] = standing or move
            else:
                found[question] = next((known for known in (standing, move) if known.why is not None), Move(Direction.UNPROVEN, here))
    return found


def _turned(moves: Mapping[str, Move]) -> dict[str, Move]:
    return {question: Move(move.direction.turned(), move.why) for question, move in moves.items()}


def _along(here: int, moves: Mapping[str, Move], values: Sequence[Fraction]) -> dict[str, Move]:
    """Return how questions move a step whose values come in this order as its input rises."""
    pairs = list(pairwise(values))
    if all(second == first for first, second in pairs):
        return {}
    if all(second >= first for first, second in pairs):
        return dict(moves)
    if all(second <= first for first, second in pairs):
        return _turned(moves)
    return {question: Move(Direction.UNPROVEN, here) for question in moves}
