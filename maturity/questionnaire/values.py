"""Kinds of single values: what may stand in a file, once, for the reader and for the JSON Schema that editors use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from msgspec import Struct, field

from maturity.questionnaire.reading import Node, Problems
from maturity.text import Message, clean_line, is_id, msg
from maturity.text.sanitise import ID_PATTERN

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,9})")
_FRACTION = re.compile(r"(0|[1-9][0-9]{0,4})(?:/([1-9][0-9]{0,4}))?")
_POINTS = re.compile(r"-?(?:0|[1-9][0-9]{0,5})(?:/[1-9][0-9]{0,3})?")
#: What somebody may write for true and false; only a hint comes of it.
_TRUTH_WORDS = {"yes": "true", "no": "false", "on": "true", "off": "false", "true": "true", "false": "false", "ja": "true", "nei": "false"}

#: Longer names are like no name there is, and comparing takes its time.
_LONGEST_NAME = 150

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
    found = nearest_name(name, known)
    return None if found is None else msg("Did you mean {name}?", name=found)


def nearest_name(name: str, known: Sequence[str]) -> str | None:
    """Return the known name most like `name`, None when none is near."""
    from difflib import get_close_matches

    matches = get_close_matches(name[:_LONGEST_NAME], known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def choices(names: Sequence[str]) -> str:
    """Return names as they are listed in a message."""
    return ", ".join(names)


def shown(text: str, limit: int = 80) -> str:
    """Return a piece of a file as it is quoted in a message: on one line, and no longer than `limit`."""
    line = clean_line(text)
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def unexpected(node: Node, problems: Problems, where: str, expected: Message, hint: Message | None = None) -> Any:
    """Record what was found instead of what was expected, and return `INVALID`."""
    if node.kind == "text" and node.text.strip():
        message = msg("Found “{found}”; expected {expected}.", found=shown(node.text), expected=expected)
    else:
        found = {"list": msg("a list"), "map": msg("a group of keys"), "text": msg("nothing")}[node.kind]
        message = msg("Found {found}; expected {expected}.", found=found, expected=expected)
    problems.at(node, message, hint=hint, where=where)
    return INVALID


def expect_text(node: Node, problems: Problems, where: str, expected: Message) -> bool:
    """Return whether `node` holds text that is not empty; record what was found instead."""
    if node.kind == "text" and node.text.strip():
        return True
    unexpected(node, problems, where, expected)
    return False


def _unquoted(node: Node) -> Message | None:
    """Return the hint for a number or a true that stands in quotation marks, and so is a text."""
    return None if node.plain else msg("Write it without quotation marks.")


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
        # What other readers of YAML take for a number or a truth is a text here.
        return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": self.longest}


class Id(Struct, frozen=True):
    """An id, or any other name of a fixed form."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if not expect_text(node, problems, where, msg("an id")):
            return INVALID
        if not is_id(node.text):
            problems.at(
                node,
                msg("“{found}” is not an id.", found=shown(node.text)),
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
        return node.text if re.fullmatch(self.pattern, node.text) else unexpected(node, problems, where, self.expected)

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
        if not _INTEGER.fullmatch(node.text) or not self.low <= int(node.text) <= self.high:
            return unexpected(node, problems, where, expected)
        return int(node.text) if node.plain else unexpected(node, problems, where, expected, _unquoted(node))

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
        return unexpected(node, problems, where, expected)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"enum": [0, 1]}, {"type": "string", "pattern": f"^{_FRACTION.pattern}$"}]}


class Points(Struct, frozen=True):
    """What an answer counts: a whole number or a fraction such as 7/3."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("a whole number or a fraction such as 7/3")
        if not expect_text(node, problems, where, expected):
            return INVALID
        if (match := _POINTS.fullmatch(node.text)) and abs(points := Fraction(match[0])) <= 1_000:
            return points if node.plain else unexpected(node, problems, where, expected, _unquoted(node))
        return unexpected(node, problems, where, expected)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer", "minimum": -1_000, "maximum": 1_000}, {"type": "string", "pattern": f"^{_POINTS.pattern}$"}]}


class Boolean(Struct, frozen=True):
    """``true`` or ``false``, nothing else."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("true or false")
        if not expect_text(node, problems, where, expected):
            return INVALID
        if node.text in ("true", "false"):
            return node.text == "true" if node.plain else unexpected(node, problems, where, expected, _unquoted(node))
        meant = _TRUTH_WORDS.get(node.text.lower())
        return unexpected(node, problems, where, expected, msg("Did you mean {name}?", name=meant) if meant else None)

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Choice(Struct, frozen=True):
    """One of some words."""

    words: tuple[str, ...]

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("one of: {names}", names=choices(self.words))
        if not expect_text(node, problems, where, expected):
            return INVALID
        return node.text if node.text in self.words else unexpected(node, problems, where, expected, nearest(node.text, self.words))

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
                node,
                msg("Found “{found}”; this version reads {expected}.", found=shown(node.text), expected=self.name),
                hint=hint,
                where=where,
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
