"""Reads templates from a file; what stands for one node is read by its own function in ``nodes``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from maturity.questionnaire.reading import Node, Problems
from maturity.questionnaire.values import INVALID, Id, choices, nearest
from maturity.scoring.items import Item
from maturity.scoring.plan import Excluded, Value
from maturity.scoring.rules.base import RuleError
from maturity.scoring.templates.place import MakeCondition, MakeConditions, MakeValue, MakeValues, Place
from maturity.text import msg

_DEEPEST = 15


class Reader:
    """Reads templates; a method returns None when something was wrong, and has recorded it."""

    def __init__(
        self,
        problems: Problems,
        values: Mapping[str, Callable[[Reader, Node, int], MakeValue | None]],
        conditions: Mapping[str, Callable[[Reader, Node, int], MakeCondition | None]],
    ) -> None:
        self._problems = problems
        self._values = values
        self._conditions = conditions

    def value(self, node: Node, depth: int) -> MakeValue | None:
        if node.kind == "text" and node.text == "this":
            return Place.the_one
        if node.kind == "text" and node.text == "excluded":
            return lambda _place: Excluded()
        name, body = self._only_key(node, depth, (*self._values, "item"))
        if name is None or body is None:
            return None
        if name == "item":
            wanted = Id().read(body, self._problems, "item")
            return None if wanted is INVALID else lambda place: place.item(wanted)
        return self._values[name](self, body, depth + 1)

    def condition(self, node: Node, depth: int) -> MakeCondition | None:
        name, body = self._only_key(node, depth, tuple(self._conditions))
        return None if name is None or body is None else self._conditions[name](self, body, depth + 1)

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


def _chosen(place: Place, which: str) -> Sequence[Item]:
    return place.items if which == "items" else place.keys


def _some(make: MakeValues) -> MakeValues:
    def checked(place: Place) -> tuple[Value, ...]:
        found = make(place)
        if not found:
            raise RuleError(msg("a list in the rule is empty; are key questions marked “key: true”?"))
        return found

    return checked
