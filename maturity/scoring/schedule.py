"""A plan flattened: ordered steps, each made once, every step after the steps it needs.

All backends run the same list, so that step 12 of a trace is row 12 of a workbook and column ``#12`` of a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from maturity.model.questionnaire import Reason
from maturity.model.result import OVERALL
from maturity.scoring import plan
from maturity.scoring.numbers import Number, fraction
from maturity.scoring.plan import Condition, Node, Value, parts


@dataclass(frozen=True, slots=True)
class Step:
    """One node in its place.

    Attributes:
        index: Its place, from 0.
        node: The node; its own fields count, its children are found through `inputs`.
        inputs: The places of its children, in the order of `plan.parts`.
    """

    index: int
    node: Node
    inputs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The steps of a plan.

    Attributes:
        steps: In an order in which each comes after its inputs.
        roots: Name of a score to the step that gives it.
    """

    steps: tuple[Step, ...]
    roots: Mapping[str, int]


def schedule(roots: Mapping[str, Node]) -> Schedule:
    """Flatten the plans of some scores into one list without repeated steps.

    Equal nodes are found by their own fields and the places of their children, never by comparing trees: deep plans stay cheap.
    """
    steps: list[Step] = []
    places: dict[tuple[object, ...], int] = {}
    done: dict[int, int] = {}
    keep: list[Node] = []
    for root in roots.values():
        waiting: list[tuple[Node, bool]] = [(root, False)]
        while waiting:
            node, ready = waiting.pop()
            if id(node) in done:
                continue
            taken = parts(node)
            if not ready:
                waiting.append((node, True))
                waiting.extend((child, False) for child in reversed(taken.children))
                continue
            inputs = tuple(done[id(child)] for child in taken.children)
            key = (type(node).__name__, *taken.own.items(), inputs)
            if key not in places:
                places[key] = len(steps)
                steps.append(Step(len(steps), node, inputs))
            done[id(node)] = places[key]
            keep.append(node)
    return Schedule(tuple(steps), {name: done[id(node)] for name, node in roots.items()})


def steps_below(found: Schedule, root: int) -> set[int]:
    """Return the places of a step and of everything it depends on."""
    below: set[int] = set()
    waiting = [root]
    while waiting:
        if (index := waiting.pop()) not in below:
            below.add(index)
            waiting.extend(found.steps[index].inputs)
    return below


def own_steps(found: Schedule, root: str) -> list[int]:
    """Return the steps below a root in order, without those of other roots: what a reader of that score wants to see."""
    others = {index for name, index in found.roots.items() if name != root} if root == OVERALL else set()
    own: set[int] = set()
    waiting = [found.roots[root]]
    while waiting:
        index = waiting.pop()
        if index not in own:
            own.add(index)
            if index not in others:
                waiting.extend(found.steps[index].inputs)
    return sorted(own)


def dump(found: Schedule) -> dict[str, Any]:
    """Return a schedule as plain data; `load` reads it back."""
    steps = []
    for step in found.steps:
        own = {name: _plain(value) for name, value in parts(step.node).own.items()}
        steps.append({"node": type(step.node).__name__, **own, **({"inputs": list(step.inputs)} if step.inputs else {})})
    return {"steps": steps, "roots": dict(found.roots)}


def load(data: Any) -> Schedule:
    """Read what `dump` gave.

    Raises:
        ValueError: It is not a schedule.
        LookupError: A step lacks a field or an input.
        TypeError: A field is of another kind.
    """
    nodes: list[Node] = []
    steps: list[Step] = []
    for index, entry in enumerate(data["steps"]):
        inputs = tuple(entry.get("inputs", ()))
        if any(type(place) is not int or not 0 <= place < index for place in inputs):
            raise ValueError(f"step {index} needs a step that does not come before it")
        if (make := _MAKERS.get(entry["node"])) is None:
            raise ValueError(f"step {index} has an unknown kind: {entry['node']}")
        nodes.append(make(entry, [nodes[place] for place in inputs]))
        steps.append(Step(index, nodes[-1], inputs))
    roots = {str(name): place for name, place in data["roots"].items()}
    if any(type(place) is not int or not 0 <= place < len(steps) for place in roots.values()):
        raise ValueError("a root names a step that does not exist")
    return Schedule(tuple(steps), roots)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    return value


def _number(value: Any) -> Number:
    if type(value) is int:
        return value
    if isinstance(value, str):
        return fraction(value)
    raise ValueError(f"not a number: {value!r}")


def _pair(values: Any) -> tuple[Number, Number]:
    first, second = values
    return _number(first), _number(second)


def _numbers(values: Any) -> tuple[Number, ...]:
    return tuple(_number(value) for value in values)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise ValueError(f"not a whole number: {value!r}")
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(f"not true or false: {value!r}")
    return value


def _reason(value: Any) -> Reason:
    return tuple((str(language), str(text)) for language, text in value)


def _value(node: Node) -> Value:
    if not isinstance(node, Value):
        raise ValueError(f"{type(node).__name__} is no value")
    return node


def _condition(node: Node) -> Condition:
    if not isinstance(node, Condition):
        raise ValueError(f"{type(node).__name__} is no condition")
    return node


def _values(nodes: list[Node]) -> tuple[Value, ...]:
    return tuple(_value(node) for node in nodes)


def _conditions(nodes: list[Node]) -> tuple[Condition, ...]:
    return tuple(_condition(node) for node in nodes)


def _staircase(entry: Any, nodes: list[Node]) -> plan.Staircase:
    return plan.Staircase(_number(entry["start"]), tuple(zip(_conditions(nodes), _numbers(entry["values"]), strict=True)))


_MAKERS: dict[str, Callable[[Any, list[Node]], Node]] = {
    "Answer": lambda entry, _: plan.Answer(str(entry["question"]), _whole(entry["low"]), _whole(entry["high"])),
    "Constant": lambda entry, _: plan.Constant(_number(entry["value"])),
    "Excluded": lambda _entry, _: plan.Excluded(),
    "Rescale": lambda entry, nodes: plan.Rescale(_value(nodes[0]), _pair(entry["source"]), _pair(entry["target"])),
    "Bands": lambda entry, nodes: plan.Bands(_value(nodes[0]), _number(entry["start"]), tuple(_pair(band) for band in entry["bands"])),
    "Clip": lambda entry, nodes: plan.Clip(_value(nodes[0]), _number(entry["low"]), _number(entry["high"])),
    "Mean": lambda entry, nodes: plan.Mean(_values(nodes), tuple(_whole(weight) for weight in entry["weights"])),
    "Sum": lambda _, nodes: plan.Sum(_values(nodes)),
    "Minimum": lambda _, nodes: plan.Minimum(_values(nodes)),
    "Maximum": lambda _, nodes: plan.Maximum(_values(nodes)),
    "Covered": lambda entry, nodes: plan.Covered(_value(nodes[0]), _values(nodes[1:]), Fraction(_number(entry["min_completeness"]))),
    "When": lambda _, nodes: plan.When(_condition(nodes[0]), *_values(nodes[1:])),
    "Cap": lambda entry, nodes: plan.Cap(_value(nodes[0]), _number(entry["at"]), _condition(nodes[1]), _reason(entry["reason"])),
    "Staircase": _staircase,
    "AtLeast": lambda entry, nodes: plan.AtLeast(_value(nodes[0]), _number(entry["level"]), _truth(entry["excluded"])),
    "OneOf": lambda entry, nodes: plan.OneOf(_value(nodes[0]), _numbers(entry["values"]), _truth(entry["excluded"])),
    "Answered": lambda _, nodes: plan.Answered(_value(nodes[0])),
    "Applies": lambda _, nodes: plan.Applies(_value(nodes[0])),
    "Count": lambda entry, nodes: plan.Count(_conditions(nodes), _whole(entry["at_least"])),
    "Not": lambda _, nodes: plan.Not(_condition(nodes[0])),
}
