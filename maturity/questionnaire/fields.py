"""Declared forms: what may stand where in a file, once, for the reader and for the JSON Schema that editors use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

from msgspec import Struct, field

from maturity.questionnaire.reading import Node, Problems
from maturity.text import Message, is_id, msg
from maturity.text.sanitise import ID_PATTERN

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_FRACTION = re.compile(r"(0|[1-9][0-9]{0,4})(?:/([1-9][0-9]{0,4}))?")
_POINTS = re.compile(r"-?(?:0|[1-9][0-9]{0,5})(?:/[1-9][0-9]{0,3})?")
#: Words that YAML 1.1 reads as something else; whoever writes them gets a hint.
_TRUTH_WORDS = {"yes": "true", "no": "false", "on": "true", "off": "false", "True": "true", "False": "false"}

INVALID: Any = object()
"""What a kind returns for a value it could not read; the problem is recorded."""


class Kind(Protocol):
    """One kind of value."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        """Return the value of `node`, or `INVALID` with the problem recorded."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of such a value."""


def nearest(name: str, known: Sequence[str]) -> Message | None:
    """Return the hint with the known name most like `name`, None when none is near."""
    from difflib import get_close_matches

    matches = get_close_matches(name, known, n=1, cutoff=0.6)
    return msg("Did you mean {name}?", name=matches[0]) if matches else None


def choices(names: Sequence[str]) -> str:
    """Return names as they are listed in a message."""
    return ", ".join(names)


def expect_text(node: Node, problems: Problems, where: str, expected: Message) -> bool:
    """Return whether `node` holds text that is not empty; record what was found instead."""
    if node.kind == "text" and node.text.strip():
        return True
    found = {"list": msg("a list"), "map": msg("a group of keys"), "text": msg("nothing")}[node.kind]
    problems.at(node, msg("Found {found}; expected {expected}.", found=found, expected=expected), where=where)
    return False


class Text(Struct, frozen=True):
    """A sentence or a title: white space at line ends means nothing."""

    longest: int = 2_000
    expected: Message = field(default_factory=lambda: msg("a text"))

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if not expect_text(node, problems, where, self.expected):
            return INVALID
        text = " ".join(node.text.split())
        if len(text) > self.longest:
            problems.at(
                node, msg("The text has {n} characters; at most {limit} are allowed.", n=len(text), limit=self.longest), where=where
            )
            return INVALID
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


class Id(Struct, frozen=True):
    """An id, or any other name of a fixed form."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if not expect_text(node, problems, where, msg("an id")):
            return INVALID
        if not is_id(node.text):
            problems.at(
                node,
                msg("“{found}” is not an id.", found=node.text),
                hint=msg("An id has 2 to 64 characters: a–z, 0–9, dot, hyphen and underscore, and begins with a letter or a digit."),
                where=where,
            )
            return INVALID
        return node.text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{ID_PATTERN}$"}


class Pattern(Struct, frozen=True):
    """A text of a fixed form, with the form in words."""

    pattern: str
    expected: Message

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if not expect_text(node, problems, where, self.expected):
            return INVALID
        if not re.fullmatch(self.pattern, node.text):
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=self.expected), where=where)
            return INVALID
        return node.text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}


class Integer(Struct, frozen=True):
    """A whole number within limits, written without quotes."""

    low: int
    high: int

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("a whole number from {low} to {high}", low=self.low, high=self.high)
        if not expect_text(node, problems, where, expected):
            return INVALID
        if not node.plain or not _INTEGER.fullmatch(node.text) or not self.low <= int(node.text) <= self.high:
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected), where=where)
            return INVALID
        return int(node.text)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class Share(Struct, frozen=True):
    """A share from 0 to 1 as a fraction, such as 2/3."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("a share from 0 to 1 such as 2/3")
        if not expect_text(node, problems, where, expected):
            return INVALID
        if (match := _FRACTION.fullmatch(node.text)) and (share := Fraction(int(match[1]), int(match[2] or 1))) <= 1:
            return share
        problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected), where=where)
        return INVALID

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"enum": [0, 1]}, {"type": "string", "pattern": f"^{_FRACTION.pattern}$"}]}


class Points(Struct, frozen=True):
    """What an answer counts: a whole number or a fraction such as 7/3."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("a whole number or a fraction such as 7/3")
        if not expect_text(node, problems, where, expected):
            return INVALID
        if node.plain and (match := _POINTS.fullmatch(node.text)) and abs(points := Fraction(match[0])) <= 1_000:
            return points
        problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected), where=where)
        return INVALID

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer", "minimum": -1_000, "maximum": 1_000}, {"type": "string", "pattern": f"^{_POINTS.pattern}$"}]}


class Boolean(Struct, frozen=True):
    """``true`` or ``false``, nothing else."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("true or false")
        if not expect_text(node, problems, where, expected):
            return INVALID
        if node.plain and node.text in ("true", "false"):
            return node.text == "true"
        meant = _TRUTH_WORDS.get(node.text)
        hint = msg("Did you mean {name}?", name=meant) if meant else None
        problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected), hint=hint, where=where)
        return INVALID

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Choice(Struct, frozen=True):
    """One of some words."""

    words: tuple[str, ...]

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("one of: {names}", names=choices(self.words))
        if not expect_text(node, problems, where, expected):
            return INVALID
        if node.text not in self.words:
            problems.at(
                node,
                msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected),
                hint=nearest(node.text, self.words),
                where=where,
            )
            return INVALID
        return node.text

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


class Format(Struct, frozen=True):
    """What kind of file it is, with the version of its format."""

    name: str

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if not expect_text(node, problems, where, msg("a format")):
            return INVALID
        if node.text != self.name:
            kind, _, version = node.text.rpartition("/")
            newer = kind == self.name.rpartition("/")[0] and version.isdecimal()
            hint = msg("Install a newer version of the toolkit.") if newer else msg("Write format: {name}", name=self.name)
            problems.at(
                node, msg("Found “{found}”; this version reads {expected}.", found=node.text, expected=self.name), hint=hint, where=where
            )
            return INVALID
        return node.text

    def schema(self) -> dict[str, Any]:
        return {"const": self.name}


class Parameter(Struct, frozen=True):
    """A rule's parameter: a whole number, true, false or a word; the rule says which."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if not expect_text(node, problems, where, msg("a number, a word, true or false")):
            return INVALID
        if node.plain and node.text in ("true", "false"):
            return node.text == "true"
        return int(node.text) if node.plain and _INTEGER.fullmatch(node.text) else node.text

    def schema(self) -> dict[str, Any]:
        return {"type": ["integer", "boolean", "string"]}


class ListOf(Struct, frozen=True):
    """A list of values of one kind."""

    item: Kind
    shortest: int = 1

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if node.kind != "list":
            problems.at(node, msg("Expected a list."), hint=msg("Begin each item on its own line with a hyphen."), where=where)
            return INVALID
        if len(node.items) < self.shortest:
            problems.at(
                node, msg("The list has {n} items; at least {least} are needed.", n=len(node.items), least=self.shortest), where=where
            )
            return INVALID
        values = [self.item.read(item, problems, f"{where}[{index}]") for index, item in enumerate(node.items)]
        return [value for value in values if value is not INVALID]

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(), "minItems": self.shortest}


class MapOf(Struct, frozen=True):
    """Values of one kind under names that the author chooses."""

    key: Kind
    value: Kind

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if node.kind != "map":
            problems.at(node, msg("Expected names, each with a value."), where=where)
            return INVALID
        pairs = (
            (self.key.read(key, problems, where), self.value.read(value, problems, f"{where}.{key.text}")) for key, value in node.entries
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
    """A group with a fixed set of keys; an unknown key is an error with the nearest known one."""

    name: str
    fields: Mapping[str, Field]
    rest: Kind | None = None

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if node.kind != "map":
            problems.at(node, msg("Expected a group with the keys: {names}.", names=choices(list(self.fields))), where=where)
            return INVALID
        values: dict[str, Any] = {}
        nodes: dict[str, Node] = {}
        for key, value in node.entries:
            declared = self.fields.get(key.text)
            kind = declared.kind if declared else self.rest
            if kind is None:
                hint = nearest(key.text, list(self.fields)) or msg("Known here: {names}.", names=choices(list(self.fields)))
                problems.at(key, msg("“{key}” is not a key that is known here.", key=key.text), hint=hint, where=where)
                continue
            values[key.text] = kind.read(value, problems, f"{where}.{key.text}" if where else key.text)
            nodes[key.text] = value
        for name, declared in self.fields.items():
            if declared.required and name not in values:
                problems.at(node, msg("The key “{key}” is missing.", key=name), where=where)
        return Record(node, values, nodes)

    def schema(self) -> dict[str, Any]:
        properties = {}
        for name, declared in self.fields.items():
            properties[name] = {**declared.kind.schema(), **({"description": declared.doc} if declared.doc else {})}
        required = [name for name, declared in self.fields.items() if declared.required]
        rest = self.rest.schema() if self.rest else False
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": rest}
