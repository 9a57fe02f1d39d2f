"""The nodes of a scoring plan.

A *value node* is a value, missing (applies, but has no answer) or excluded (does not apply). A *condition* is true, false or
unknown, and whoever consumes it acts only on true: what answers have proven. Nodes hold no behaviour; each backend has one function
per node. They are msgspec structs because making as many dataclasses would take as long as importing click.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from maturity.model.questionnaire import Reason
from maturity.scoring.numbers import Number, half_up


class Node(Struct, frozen=True):
    """Anything in a plan."""


class Value(Node, frozen=True):
    """A node that is a value, missing or excluded."""


class Condition(Node, frozen=True):
    """A node that is true, false or unknown."""


class Answer(Value, frozen=True):
    """What was answered to a question; `low` and `high` are the least and greatest value it can have."""

    question: str
    low: int
    high: int


class Constant(Value, frozen=True):
    """Always the same value."""

    value: Number


class Excluded(Value, frozen=True):
    """Never applies."""


class Rescale(Value, frozen=True):
    """Linear through two anchors: ``source[0]`` becomes ``target[0]``, ``source[1]`` becomes ``target[1]``. Swapped ends reverse."""

    node: Value
    source: tuple[Number, Number]
    target: tuple[Number, Number]

    def __post_init__(self) -> None:
        if self.source[0] == self.source[1]:
            raise ValueError("the two ends of the source are the same")


class Bands(Value, frozen=True):
    """The value of the greatest threshold that is reached, `start` below the first. Pairs of threshold and value, thresholds ascending."""

    node: Value
    start: Number
    bands: tuple[tuple[Number, Number], ...]

    def __post_init__(self) -> None:
        thresholds = [threshold for threshold, _ in self.bands]
        if not thresholds or any(second <= first for first, second in pairwise(thresholds)):
            raise ValueError("the thresholds do not ascend")
        _six_decimals(thresholds)


class Clip(Value, frozen=True):
    """The value, held between `low` and `high`."""

    node: Value
    low: Number
    high: Number

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("the low end is above the high end")


class Mean(Value, frozen=True):
    """The weighted mean of the items that have a value; weights are positive whole numbers."""

    items: tuple[Value, ...]
    weights: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.items) != len(self.weights) or not self.items:
            raise ValueError("each item needs one weight")
        if any(weight < 1 for weight in self.weights):
            raise ValueError("a weight is not positive")


class Sum(Value, frozen=True):
    """The sum of the items that have a value; a missing item contributes nothing, so use it behind full completeness."""

    items: tuple[Value, ...]

    def __post_init__(self) -> None:
        _some(self.items)


class Minimum(Value, frozen=True):
    """The lowest of the items that have a value."""

    items: tuple[Value, ...]

    def __post_init__(self) -> None:
        _some(self.items)


class Maximum(Value, frozen=True):
    """The highest of the items that have a value."""

    items: tuple[Value, ...]

    def __post_init__(self) -> None:
        _some(self.items)


class Covered(Value, frozen=True):
    """`node`, if the share of applicable `items` that have a value is at least `min_completeness`; missing below it."""

    node: Value
    items: tuple[Value, ...]
    min_completeness: Fraction

    def __post_init__(self) -> None:
        _some(self.items)
        if not 0 <= self.min_completeness <= 1:
            raise ValueError("the least completeness is no share")


class When(Value, frozen=True):
    """`then` if the condition is true, else `otherwise`."""

    condition: Condition
    then: Value
    otherwise: Value


class Cap(Value, frozen=True):
    """`node`, but at most `at` unless the condition is true."""

    node: Value
    at: Number
    unless: Condition
    reason: Reason


class Staircase(Value, frozen=True):
    """Climbs from `start` while the next step's condition is true; pairs of condition and value."""

    start: Number
    steps: tuple[tuple[Condition, Number], ...]

    def __post_init__(self) -> None:
        _some(self.steps)


class AtLeast(Condition, frozen=True):
    """Whether the value is at least `level`; `excluded` when it does not apply, unknown when it is missing."""

    node: Value
    level: Number
    excluded: bool = False

    def __post_init__(self) -> None:
        _six_decimals((self.level,))


class OneOf(Condition, frozen=True):
    """Whether the value is one of `values`; `excluded` when it does not apply, unknown when it is missing."""

    node: Value
    values: tuple[Number, ...]
    excluded: bool = False

    def __post_init__(self) -> None:
        _six_decimals(self.values)


class Answered(Condition, frozen=True):
    """Whether there is a value."""

    node: Value


class Applies(Condition, frozen=True):
    """Whether it applies, answered or not."""

    node: Value


class Count(Condition, frozen=True):
    """Whether at least so many conditions are true; unknown while the unknown ones decide."""

    conditions: tuple[Condition, ...]
    at_least: int


class Not(Condition, frozen=True):
    """The opposite; unknown stays unknown."""

    condition: Condition


#: Every kind of node; a backend that lacks one of them is caught by a test.
NODES: tuple[type[Node], ...] = (
    Answer,
    Constant,
    Excluded,
    Rescale,
    Bands,
    Clip,
    Mean,
    Sum,
    Minimum,
    Maximum,
    Covered,
    When,
    Cap,
    Staircase,
    AtLeast,
    OneOf,
    Answered,
    Applies,
    Count,
    Not,
)


class Parts(Struct, frozen=True):
    """A node taken apart.

    Attributes:
        own: What it holds besides other nodes, by field; with the name of the node this is all that its backend needs.
        children: The nodes it depends on, in the order of its fields.
    """

    own: dict[str, object] = {}
    children: tuple[Node, ...] = ()


def parts(node: Node) -> Parts:
    """Return a node's own fields and its children."""
    match node:
        case Answer(question, low, high):
            return Parts({"question": question, "low": low, "high": high})
        case Constant(value):
            return Parts({"value": value})
        case Excluded():
            return Parts()
        case Rescale(child, source, target):
            return Parts({"source": source, "target": target}, (child,))
        case Bands(child, start, bands):
            return Parts({"start": start, "bands": bands}, (child,))
        case Clip(child, low, high):
            return Parts({"low": low, "high": high}, (child,))
        case Mean(items, weights):
            return Parts({"weights": weights}, items)
        case Sum(items) | Minimum(items) | Maximum(items):
            return Parts({}, items)
        case Covered(child, items, least):
            return Parts({"min_completeness": least}, (child, *items))
        case When(condition, then, otherwise):
            return Parts({}, (condition, then, otherwise))
        case Cap(child, at, unless, reason):
            return Parts({"at": at, "reason": reason}, (child, unless))
        case Staircase(start, steps):
            return Parts({"start": start, "values": tuple(value for _, value in steps)}, tuple(condition for condition, _ in steps))
        case AtLeast(child, level, excluded):
            return Parts({"level": level, "excluded": excluded}, (child,))
        case OneOf(child, values, excluded):
            return Parts({"values": values, "excluded": excluded}, (child,))
        case Answered(child) | Applies(child):
            return Parts({}, (child,))
        case Count(conditions, least):
            return Parts({"at_least": least}, conditions)
        case Not(condition):
            return Parts({}, (condition,))
    raise TypeError(type(node))


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Return the condition that all of `conditions` are true; all of nothing is true."""
    found = tuple(conditions)
    return Count(found, len(found))


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Return the condition that at least one of `conditions` is true."""
    return Count(tuple(conditions), 1)


def _some(items: tuple[object, ...]) -> None:
    if not items:
        raise ValueError("there are no items")


def _six_decimals(values: Iterable[Number]) -> None:
    # Comparisons look at six decimals of a value; a limit with more could never be met exactly.
    for value in values:
        if half_up(value) != value:
            raise ValueError(f"the limit {value} has more than six decimals")
