"""Declared forms: which values may stand where in a file, once, for the reader and for the JSON Schema that editors use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from maturity.questionnaire.reading import Node, Problems
from maturity.questionnaire.values import INVALID, Kind, choices, nearest_name, shown, unexpected
from maturity.text import Message, msg, msgs

#: So many keys are named to somebody who wrote no group at all; of more, only those that must be there.
_FEW = 4


def _name_and_value(problems: Problems) -> Message | None:
    return msg("Write each on a line of its own: the name, a colon, a space and the value.") if problems.is_yaml else None


class ListOf(Struct, frozen=True):
    """A list of values of one kind; where it is `unique`, no text stands in it twice."""

    item: Kind
    shortest: int = 1
    unique: bool = False

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if node.kind != "list":
            hint = msg("Begin each item on its own line with a hyphen and a space.") if problems.is_yaml else None
            return unexpected(node, problems, where, msg("a list"), hint)
        if len(node.items) < self.shortest:
            message = msgs(
                "The list has {n} item; expected at least {least}.",
                "The list has {n} items; expected at least {least}.",
                len(node.items),
                least=self.shortest,
            )
            problems.at(node, message, where=where)
            return INVALID
        values = [self.item.read(item, problems, f"{where}[{index}]") for index, item in enumerate(node.items)]
        if self.unique:
            seen: set[str] = set()
            for item in node.items:
                if item.text and item.text in seen:
                    problems.at(item, msg("“{name}” stands in the list for the second time.", name=shown(item.text)), where=where)
                seen.add(item.text)
        return [value for value in values if value is not INVALID]

    def schema(self) -> dict[str, Any]:
        unique = {"uniqueItems": True} if self.unique else {}
        return {"type": "array", "items": self.item.schema(), "minItems": self.shortest, **unique}


class MapOf(Struct, frozen=True):
    """Values of one kind under names that the author chooses."""

    key: Kind
    value: Kind

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if node.kind != "map":
            return unexpected(node, problems, where, msg("names, each with a value"), _name_and_value(problems))
        pairs = (
            (self.key.read(key, problems, where), self.value.read(value, problems, f"{where}.{shown(key.text)}"))
            for key, value in node.entries
        )
        return {name: value for name, value in pairs if name is not INVALID and value is not INVALID}

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "propertyNames": self.key.schema(), "additionalProperties": self.value.schema()}


class Field(Struct, frozen=True):
    """One key of a form."""

    kind: Kind
    required: bool = False
    doc: str = ""


class Record(Struct, frozen=True):
    """What was read from one form: the values by key, and the nodes they came from."""

    node: Node
    values: Mapping[str, Any]
    nodes: Mapping[str, Node]

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value under `key`; `default` where it is missing or could not be read."""
        value = self.values.get(key, INVALID)
        return default if value is INVALID else value

    def at(self, key: str) -> Node:
        """Return the node under `key`, the form's own where the key is missing."""
        return self.nodes.get(key, self.node)


class Form(Struct, frozen=True):
    """A group with a fixed set of keys; an unknown key is an error with the nearest known one.

    Attributes:
        name: What it is, for the schema.
        fields: Its keys.
        rest: What any other key may hold; None where there can be no other.
        refused: Keys that authors look for here in vain, with the reason.
    """

    name: str
    fields: Mapping[str, Field]
    rest: Kind | None = None
    refused: Mapping[str, Message] = field(default_factory=dict)

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        required = [name for name, declared in self.fields.items() if declared.required]
        if node.kind != "map":
            names = list(self.fields) if len(self.fields) <= _FEW else required or list(self.fields)
            expected = msg("a group with the keys: {names}", names=choices(names))
            return unexpected(node, problems, where, expected, _name_and_value(problems))
        values: dict[str, Any] = {}
        nodes: dict[str, Node] = {}
        meant: set[str] = set()
        for key, value in node.entries:
            declared = self.fields.get(key.text)
            kind = declared.kind if declared else self.rest
            if kind is None:
                meant |= self._unknown(key, problems, where, in_text=node.flow and value.kind == "text" and value.plain and not value.text)
                continue
            values[key.text] = kind.read(value, problems, f"{where}.{shown(key.text)}" if where else shown(key.text))
            nodes[key.text] = value
        for name in required:
            if name not in values and name not in meant:
                problems.at(node, msg("The key “{key}” is missing.", key=name), where=where)
        return Record(node, values, nodes)

    def _unknown(self, key: Node, problems: Problems, where: str, *, in_text: bool) -> set[str]:
        """Record a key that is not known and return the key that was meant, as far as that can be seen.

        Args:
            key: As it was written.
            problems: Where it is recorded.
            where: The place of the group.
            in_text: Whether the key has no value between braces: for YAML a key follows each comma, but a text was meant.
        """
        if key.text in self.refused:
            problems.at(key, self.refused[key.text], where=where)
            return set()
        likely = None if in_text else nearest_name(key.text, list(self.fields))
        if in_text:
            hint = msg("If it belongs to the text before it, put that text in quotation marks: a comma ends a text between braces.")
        elif likely is not None:
            hint = msg("Did you mean {name}?", name=likely)
        else:
            hint = msg("Known here: {names}.", names=choices(list(self.fields)))
        problems.at(key, msg("“{key}” is not a key that is known here.", key=shown(key.text)), hint=hint, where=where)
        return set() if likely is None else {likely}

    def schema(self) -> dict[str, Any]:
        properties = {}
        for name, declared in self.fields.items():
            properties[name] = {**declared.kind.schema(), **({"description": declared.doc} if declared.doc else {})}
        required = [name for name, declared in self.fields.items() if declared.required]
        rest = self.rest.schema() if self.rest else False
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": rest}
