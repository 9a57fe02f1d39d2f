"""Scoring rules given as data: a tree of plan nodes with places for the items of a dimension.

::

    rules:
      - id: steering
        plan:
          staircase:
            start: 1
            steps:
              - {if: {all: {each: keys, holds: {at_least: {of: this, level: 2, excluded: true}}}}, value: 2}

A value is ``this``, ``{item: id}`` or one node; a list is ``items``, ``keys``, values, or ``{each: items, as: value}`` in which ``this``
stands for each of them. Reading checks everything that does not depend on the items; building is given those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from maturity.model.questionnaire import Reason
from maturity.questionnaire.fields import INVALID, Boolean, Id, Integer, ListOf, MapOf, Pattern, Points, Share, Text, choices, nearest
from maturity.questionnaire.reading import Node, Problems
from maturity.scoring import plan
from maturity.scoring.items import Item
from maturity.scoring.numbers import Number
from maturity.scoring.plan import Condition, Value
from maturity.scoring.rules.base import Parameters, Rule, RuleError
from maturity.text import Message, msg

_DEEPEST = 15
_LANGUAGE = Pattern("[a-z]{2,3}", msg("a language such as nb, nn or en"))


@dataclass(frozen=True, slots=True)
class Place:
    """What a template is filled in with."""

    items: Sequence[Item]
    this: Value | None = None

    @property
    def keys(self) -> Sequence[Item]:
        return [item for item in self.items if item.key]

    def item(self, name: str) -> Value:
        """Return an item by its id; under the overall rule also the answer to a question inside a dimension."""
        for found in self.items:
            if found.id == name:
                return found.node
        if (answer := _answer_to(name, self.items)) is not None:
            return answer
        raise RuleError(msg("there is no question “{name}” here", name=name))

    def the_one(self) -> Value:
        if self.this is None:
            raise RuleError(msg("“this” stands outside of “each”"))
        return self.this


MakeValue = Callable[[Place], Value]
MakeValues = Callable[[Place], tuple[Value, ...]]
MakeCondition = Callable[[Place], Condition]
MakeConditions = Callable[[Place], tuple[Condition, ...]]


def read_rule(name: str, node: Node, problems: Problems, *, min_completeness: Fraction | None = None, ordered: bool = False) -> Rule | None:
    """Return the rule whose plan is written at `node`, None with the problems recorded where it cannot be read."""
    make = _Reader(problems).value(node, 0)
    if make is None:
        return None

    def build(items: Sequence[Item], _: Parameters) -> Value:
        try:
            return make(Place(items))
        except ValueError as error:
            raise RuleError(Message("{reason}", {"reason": str(error)})) from error

    return Rule(id=name, build=build, default_min_completeness=min_completeness, ordered=ordered)


class _Reader:
    """Reads templates; a method returns None when something was wrong, and has recorded it."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def value(self, node: Node, depth: int) -> MakeValue | None:
        if node.kind == "text" and node.text == "this":
            return Place.the_one
        name, body = self._only_key(node, depth, (*_VALUES, "item"))
        if name is None or body is None:
            return None
        if name == "item":
            wanted = Id().read(body, self._problems, "item")
            return None if wanted is INVALID else lambda place: place.item(wanted)
        return _VALUES[name](self, body, depth + 1)

    def condition(self, node: Node, depth: int) -> MakeCondition | None:
        name, body = self._only_key(node, depth, tuple(_CONDITIONS))
        return None if name is None or body is None else _CONDITIONS[name](self, body, depth + 1)

    def values(self, node: Node, depth: int) -> MakeValues | None:
        """Read a list of values."""
        if node.kind == "text" and node.text in ("items", "keys"):
            return _some(lambda place: tuple(item.node for item in _chosen(place, node.text)))
        if node.kind == "map":
            fields = self.fields(node, {"each": True, "as": True})
            if fields is None or (each := self._each(fields["each"])) is None or (make := self.value(fields["as"], depth + 1)) is None:
                return None
            return _some(lambda place: tuple(make(replace(place, this=item.node)) for item in _chosen(place, each)))
        if node.kind != "list":
            self._wrong(node, "items, keys, a list, or each … as …")
            return None
        found = [self.value(item, depth + 1) for item in node.items]
        makes = [make for make in found if make is not None]
        return None if len(makes) < len(found) else _some(lambda place: tuple(make(place) for make in makes))

    def conditions(self, node: Node, depth: int) -> MakeConditions | None:
        """Read a list of conditions."""
        if node.kind == "map":
            fields = self.fields(node, {"each": True, "holds": True})
            if (
                fields is None
                or (each := self._each(fields["each"])) is None
                or (make := self.condition(fields["holds"], depth + 1)) is None
            ):
                return None
            return lambda place: tuple(make(replace(place, this=item.node)) for item in _chosen(place, each))
        if node.kind != "list":
            self._wrong(node, "a list, or each … holds …")
            return None
        found = [self.condition(item, depth + 1) for item in node.items]
        makes = [make for make in found if make is not None]
        return None if len(makes) < len(found) else lambda place: tuple(make(place) for make in makes)

    def fields(self, node: Node, known: Mapping[str, bool]) -> dict[str, Node] | None:
        """Return the entries of a group; `known` says of each key whether it must be there."""
        if node.kind != "map":
            self._wrong(node, choices(list(known)))
            return None
        found = {key.text: value for key, value in node.entries}
        sound = True
        for key, _ in node.entries:
            if key.text not in known:
                hint = nearest(key.text, list(known)) or msg("Known here: {names}.", names=choices(list(known)))
                self._problems.at(key, msg("“{key}” is not a key that is known here.", key=key.text), hint=hint)
                sound = False
        for name, required in known.items():
            if required and name not in found:
                self._problems.at(node, msg("The key “{key}” is missing.", key=name))
                sound = False
        return found if sound else None

    def read(self, kind: Any, node: Node | None, default: Any = None) -> Any:
        """Read a plain field; `INVALID` when it was wrong, `default` when it is not there."""
        return default if node is None else kind.read(node, self._problems, "")

    def _each(self, node: Node) -> str | None:
        if node.kind == "text" and node.text in ("items", "keys"):
            return node.text
        self._wrong(node, "items, keys")
        return None

    def _only_key(self, node: Node, depth: int, known: Sequence[str]) -> tuple[str | None, Node | None]:
        if depth > _DEEPEST:
            self._problems.at(node, msg("Nodes are nested more than {limit} deep.", limit=_DEEPEST))
        elif node.kind != "map" or len(node.entries) != 1:
            self._wrong(node, choices(known))
        else:
            key, body = node.entries[0]
            if key.text in known:
                return key.text, body
            hint = nearest(key.text, known) or msg("Known here: {names}.", names=choices(known))
            self._problems.at(key, msg("“{key}” is not a key that is known here.", key=key.text), hint=hint)
        return None, None

    def _wrong(self, node: Node, expected: str) -> None:
        found = node.text or node.kind
        self._problems.at(node, msg("Found “{found}”; expected {expected}.", found=found, expected=msg("one of: {names}", names=expected)))


def _answer_to(question: str, items: Sequence[Item]) -> Value | None:
    waiting: list[plan.Node] = [item.node for item in items]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, plan.Answer) and node.question == question:
            return node
        waiting.extend(plan.parts(node).children)
    return None


def _chosen(place: Place, which: str) -> Sequence[Item]:
    return place.items if which == "items" else place.keys


def _some(make: MakeValues) -> MakeValues:
    def checked(place: Place) -> tuple[Value, ...]:
        found = make(place)
        if not found:
            raise RuleError(msg("a list in the rule is empty; are key questions marked “key: true”?"))
        return found

    return checked


def _number(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


# One function per node


def _of(reader: _Reader, fields: Mapping[str, Node], depth: int) -> MakeValue | None:
    return reader.value(fields["of"], depth)


def _constant(reader: _Reader, node: Node, _: int) -> MakeValue | None:
    value = reader.read(Points(), node)
    return None if value is INVALID else lambda _place: plan.Constant(_number(value))


def _mean(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    make = reader.values(node, depth)
    return None if make is None else lambda place: _weighed(make(place), {})


def _weighted_mean(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    make = reader.values(node, depth)
    return None if make is None else lambda place: _weighed(make(place), {id(item.node): item.weight for item in place.items})


def _weighed(nodes: tuple[Value, ...], weights: Mapping[int, int]) -> Value:
    return plan.Mean(nodes, tuple(weights.get(id(node), 1) for node in nodes))


def _aggregate(kind: Callable[[tuple[Value, ...]], Value]) -> Callable[[_Reader, Node, int], MakeValue | None]:
    def read(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
        make = reader.values(node, depth)
        return None if make is None else lambda place: kind(make(place))

    return read


def _rescale(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "from": True, "to": True})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    source, target = reader.read(ListOf(Points(), 2), fields["from"]), reader.read(ListOf(Points(), 2), fields["to"])
    if source is INVALID or target is INVALID or len(source) != 2 or len(target) != 2:
        return None
    ends = tuple(_number(end) for end in (*source, *target))
    return lambda place: plan.Rescale(make(place), (ends[0], ends[1]), (ends[2], ends[3]))


def _bands(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "start": True, "bands": True})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    start, pairs = reader.read(Points(), fields["start"]), []
    for entry in fields["bands"].items:
        inner = reader.fields(entry, {"from": True, "score": True})
        pair = [reader.read(Points(), inner[key]) for key in ("from", "score")] if inner else [INVALID]
        pairs.append(pair)
    if start is INVALID or not pairs or any(INVALID in pair for pair in pairs):
        return None
    limits = tuple((_number(first), _number(second)) for first, second in pairs)
    return lambda place: plan.Bands(make(place), _number(start), limits)


def _clip(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "low": True, "high": True})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    low, high = reader.read(Points(), fields["low"]), reader.read(Points(), fields["high"])
    return None if INVALID in (low, high) else lambda place: plan.Clip(make(place), _number(low), _number(high))


def _cap(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "at": True, "unless": True, "reason": True})
    if fields is None:
        return None
    make, unless = _of(reader, fields, depth), reader.condition(fields["unless"], depth)
    at, reason = reader.read(Points(), fields["at"]), reader.read(MapOf(_LANGUAGE, Text(300)), fields["reason"])
    if make is None or unless is None or at is INVALID or reason is INVALID or not reason:
        return None
    texts: Reason = tuple(reason.items())
    return lambda place: plan.Cap(make(place), _number(at), unless(place), texts)


def _when(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"if": True, "then": True, "otherwise": False})
    if fields is None:
        return None
    condition, then = reader.condition(fields["if"], depth), reader.value(fields["then"], depth)
    otherwise = reader.value(fields["otherwise"], depth) if "otherwise" in fields else lambda _place: plan.Excluded()
    if condition is None or then is None or otherwise is None:
        return None
    return lambda place: plan.When(condition(place), then(place), otherwise(place))


def _staircase(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"start": True, "steps": True})
    if fields is None:
        return None
    start, steps = reader.read(Points(), fields["start"]), []
    for entry in fields["steps"].items:
        inner = reader.fields(entry, {"if": True, "value": True})
        if inner is None:
            return None
        steps.append((reader.condition(inner["if"], depth), reader.read(Points(), inner["value"])))
    sound = [(condition, value) for condition, value in steps if condition is not None and value is not INVALID]
    if start is INVALID or not steps or len(sound) < len(steps):
        return None
    return lambda place: plan.Staircase(_number(start), tuple((condition(place), _number(value)) for condition, value in sound))


def _covered(reader: _Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "items": True, "min_completeness": True})
    if fields is None:
        return None
    make, items, least = _of(reader, fields, depth), reader.values(fields["items"], depth), reader.read(Share(), fields["min_completeness"])
    return None if make is None or items is None or least is INVALID else lambda place: plan.Covered(make(place), items(place), least)


def _at_least(reader: _Reader, node: Node, depth: int) -> MakeCondition | None:
    fields = reader.fields(node, {"of": True, "level": True, "excluded": False})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    level, excluded = reader.read(Points(), fields["level"]), reader.read(Boolean(), fields.get("excluded"), default=False)
    return None if INVALID in (level, excluded) else lambda place: plan.AtLeast(make(place), _number(level), excluded)


def _one_of(reader: _Reader, node: Node, depth: int) -> MakeCondition | None:
    fields = reader.fields(node, {"of": True, "values": True, "excluded": False})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    values = reader.read(ListOf(Points()), fields["values"])
    excluded = reader.read(Boolean(), fields.get("excluded"), default=False)
    if values is INVALID or excluded is INVALID:
        return None
    return lambda place: plan.OneOf(make(place), tuple(_number(value) for value in values), excluded)


def _tests(kind: Callable[[Value], Condition]) -> Callable[[_Reader, Node, int], MakeCondition | None]:
    def read(reader: _Reader, node: Node, depth: int) -> MakeCondition | None:
        make = reader.value(node, depth)
        return None if make is None else lambda place: kind(make(place))

    return read


def _joins(kind: Callable[[tuple[Condition, ...]], Condition]) -> Callable[[_Reader, Node, int], MakeCondition | None]:
    def read(reader: _Reader, node: Node, depth: int) -> MakeCondition | None:
        make = reader.conditions(node, depth)
        return None if make is None else lambda place: kind(make(place))

    return read


def _count(reader: _Reader, node: Node, depth: int) -> MakeCondition | None:
    fields = reader.fields(node, {"of": True, "at_least": True})
    if fields is None or (make := reader.conditions(fields["of"], depth)) is None:
        return None
    least = reader.read(Integer(0, 1_000), fields["at_least"])
    return None if least is INVALID else lambda place: plan.Count(make(place), least)


def _not(reader: _Reader, node: Node, depth: int) -> MakeCondition | None:
    make = reader.condition(node, depth)
    return None if make is None else lambda place: plan.Not(make(place))


_VALUES: Mapping[str, Callable[[_Reader, Node, int], MakeValue | None]] = {
    "constant": _constant,
    "mean": _mean,
    "weighted_mean": _weighted_mean,
    "sum": _aggregate(plan.Sum),
    "minimum": _aggregate(plan.Minimum),
    "maximum": _aggregate(plan.Maximum),
    "rescale": _rescale,
    "bands": _bands,
    "clip": _clip,
    "cap": _cap,
    "when": _when,
    "staircase": _staircase,
    "covered": _covered,
}
_CONDITIONS: Mapping[str, Callable[[_Reader, Node, int], MakeCondition | None]] = {
    "at_least": _at_least,
    "one_of": _one_of,
    "answered": _tests(plan.Answered),
    "applies": _tests(plan.Applies),
    "all": _joins(plan.all_of),
    "any": _joins(plan.any_of),
    "count": _count,
    "not": _not,
}
