"""One function per node: from how it is written to how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from maturity.model.questionnaire import Reason
from maturity.questionnaire.fields import ListOf, MapOf
from maturity.questionnaire.reading import Node
from maturity.questionnaire.values import INVALID, Boolean, Integer, Pattern, Points, Share, Text
from maturity.scoring import plan
from maturity.scoring.numbers import Number
from maturity.scoring.plan import Condition, Value
from maturity.scoring.templates.place import MakeCondition, MakeValue
from maturity.scoring.templates.reader import Reader
from maturity.text import msg

_LANGUAGE = Pattern("[a-z]{2,3}", msg("a language such as nb, nn or en"))


def _number(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


def _of(reader: Reader, fields: Mapping[str, Node], depth: int) -> MakeValue | None:
    return reader.value(fields["of"], depth)


def _constant(reader: Reader, node: Node, _: int) -> MakeValue | None:
    value = reader.read(Points(), node)
    return None if value is INVALID else lambda _place: plan.Constant(_number(value))


def _mean(reader: Reader, node: Node, depth: int) -> MakeValue | None:
    make = reader.values(node, depth)
    return None if make is None else lambda place: _weighed(make(place), {})


def _weighted_mean(reader: Reader, node: Node, depth: int) -> MakeValue | None:
    make = reader.values(node, depth)
    return None if make is None else lambda place: _weighed(make(place), {id(item.node): item.weight for item in place.items})


def _weighed(nodes: tuple[Value, ...], weights: Mapping[int, int]) -> Value:
    return plan.Mean(nodes, tuple(weights.get(id(node), 1) for node in nodes))


def _aggregate(kind: Callable[[tuple[Value, ...]], Value]) -> Callable[[Reader, Node, int], MakeValue | None]:
    def read(reader: Reader, node: Node, depth: int) -> MakeValue | None:
        make = reader.values(node, depth)
        return None if make is None else lambda place: kind(make(place))

    return read


def _rescale(reader: Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "from": True, "to": True})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    source, target = reader.read(ListOf(Points(), 2), fields["from"]), reader.read(ListOf(Points(), 2), fields["to"])
    if source is INVALID or target is INVALID or len(source) != 2 or len(target) != 2:
        return None
    ends = tuple(_number(end) for end in (*source, *target))
    return lambda place: plan.Rescale(make(place), (ends[0], ends[1]), (ends[2], ends[3]))


def _bands(reader: Reader, node: Node, depth: int) -> MakeValue | None:
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


def _clip(reader: Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "low": True, "high": True})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    low, high = reader.read(Points(), fields["low"]), reader.read(Points(), fields["high"])
    return None if INVALID in (low, high) else lambda place: plan.Clip(make(place), _number(low), _number(high))


def _cap(reader: Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "at": True, "unless": True, "reason": True})
    if fields is None:
        return None
    make, unless = _of(reader, fields, depth), reader.condition(fields["unless"], depth)
    at, reason = reader.read(Points(), fields["at"]), reader.read(MapOf(_LANGUAGE, Text(300)), fields["reason"])
    if make is None or unless is None or at is INVALID or reason is INVALID or not reason:
        return None
    texts: Reason = tuple(reason.items())
    return lambda place: plan.Cap(make(place), _number(at), unless(place), texts)


def _when(reader: Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"if": True, "then": True, "otherwise": False})
    if fields is None:
        return None
    condition, then = reader.condition(fields["if"], depth), reader.value(fields["then"], depth)
    otherwise = reader.value(fields["otherwise"], depth) if "otherwise" in fields else lambda _place: plan.Excluded()
    if condition is None or then is None or otherwise is None:
        return None
    return lambda place: plan.When(condition(place), then(place), otherwise(place))


def _staircase(reader: Reader, node: Node, depth: int) -> MakeValue | None:
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


def _covered(reader: Reader, node: Node, depth: int) -> MakeValue | None:
    fields = reader.fields(node, {"of": True, "items": True, "min_completeness": True})
    if fields is None:
        return None
    make, items, least = _of(reader, fields, depth), reader.values(fields["items"], depth), reader.read(Share(), fields["min_completeness"])
    return None if make is None or items is None or least is INVALID else lambda place: plan.Covered(make(place), items(place), least)


def _at_least(reader: Reader, node: Node, depth: int) -> MakeCondition | None:
    fields = reader.fields(node, {"of": True, "level": True, "excluded": False})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    level, excluded = reader.read(Points(), fields["level"]), reader.read(Boolean(), fields.get("excluded"), default=False)
    return None if INVALID in (level, excluded) else lambda place: plan.AtLeast(make(place), _number(level), excluded)


def _one_of(reader: Reader, node: Node, depth: int) -> MakeCondition | None:
    fields = reader.fields(node, {"of": True, "values": True, "excluded": False})
    if fields is None or (make := _of(reader, fields, depth)) is None:
        return None
    values = reader.read(ListOf(Points()), fields["values"])
    excluded = reader.read(Boolean(), fields.get("excluded"), default=False)
    if values is INVALID or excluded is INVALID:
        return None
    return lambda place: plan.OneOf(make(place), tuple(_number(value) for value in values), excluded)


def _tests(kind: Callable[[Value], Condition]) -> Callable[[Reader, Node, int], MakeCondition | None]:
    def read(reader: Reader, node: Node, depth: int) -> MakeCondition | None:
        make = reader.value(node, depth)
        return None if make is None else lambda place: kind(make(place))

    return read


def _joins(kind: Callable[[tuple[Condition, ...]], Condition]) -> Callable[[Reader, Node, int], MakeCondition | None]:
    def read(reader: Reader, node: Node, depth: int) -> MakeCondition | None:
        make = reader.conditions(node, depth)
        return None if make is None else lambda place: kind(make(place))

    return read


def _count(reader: Reader, node: Node, depth: int) -> MakeCondition | None:
    fields = reader.fields(node, {"of": True, "at_least": True})
    if fields is None or (make := reader.conditions(fields["of"], depth)) is None:
        return None
    least = reader.read(Integer(0, 1_000), fields["at_least"])
    return None if least is INVALID else lambda place: plan.Count(make(place), least)


def _not(reader: Reader, node: Node, depth: int) -> MakeCondition | None:
    make = reader.condition(node, depth)
    return None if make is None else lambda place: plan.Not(make(place))


VALUES: Mapping[str, Callable[[Reader, Node, int], MakeValue | None]] = {
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
CONDITIONS: Mapping[str, Callable[[Reader, Node, int], MakeCondition | None]] = {
    "at_least": _at_least,
    "one_of": _one_of,
    "answered": _tests(plan.Answered),
    "applies": _tests(plan.Applies),
    "all": _joins(plan.all_of),
    "any": _joins(plan.any_of),
    "count": _count,
    "not": _not,
}
