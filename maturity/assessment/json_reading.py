"""JSON with line numbers: the same nodes as the strict YAML reader gives, so that the same forms read both.

JSON is nearly a part of YAML, but not quite: programs write other characters as pairs of escapes, and null for what is not there.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from maturity.questionnaire.reading import MAX_DEPTH, Node, Problems, read_text
from maturity.text import clean, msg

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
#: A whole number as statistics programs write it.
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")


def read_json(path: Path, problems: Problems) -> Node | None:
    """Read one document.

    Texts are cleaned and null counts as not there.

    Args:
        path: The file.
        problems: Where everything wrong with it is recorded.

    Returns:
        The root node, or None when the file is not a document at all.

    Raises:
        StorageError: The file cannot be read.
    """
    problems.is_yaml = False
    text = read_text(path, problems)
    if text is None:
        return None
    if not text.strip():
        problems.at(None, msg("The file is empty."))
        return None
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    try:
        # Numbers stay text: one of a million digits must not be computed.
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        problems.at(_node(error.pos, lines), msg("This is not JSON: {reason}.", reason=error.msg))
        return None
    except RecursionError:
        problems.at(None, msg("Values are nested more than {limit} deep.", limit=MAX_DEPTH))
        return None
    return _Reader(text, lines, problems).document()


def _node(position: int, lines: list[int]) -> Node:
    line = bisect_right(lines, position)
    return Node("text", line, position - lines[line - 1] + 1)


class _TooMuchError(Exception):
    pass


class _Reader:
    """Makes nodes of a text that is known to be JSON."""

    def __init__(self, text: str, lines: list[int], problems: Problems) -> None:
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(text)
        self._lines = lines
        self._problems = problems
        self._count = 0

    def document(self) -> Node | None:
        try:
            return self._value(next(self._tokens), 1)
        except _TooMuchError:
            return None

    def _value(self, token: re.Match[str], depth: int) -> Node:
        node = _node(token.start(), self._lines)
        self._count += 1
        if depth > MAX_DEPTH:
            self._problems.at(node, msg("Values are nested more than {limit} deep.", limit=MAX_DEPTH))
            raise _TooMuchError
        if self._count > self._problems.max_nodes:
            self._problems.at(node, msg("The file holds more than {limit} values.", limit=self._problems.max_nodes))
            raise _TooMuchError
        match token[0][0]:
            case "[":
                node.kind = "list"
                node.items = [self._value(first, depth + 1) for first in self._until("]")]
            case "{":
                node.kind = "map"
                self._entries(node, depth)
            case '"':
                node.text, node.plain = clean(json.loads(token[0])), False
            case _:
                whole = _WHOLE.fullmatch(token[0])
                node.text = whole[1] if whole else token[0]
        return node

    def _entries(self, node: Node, depth: int) -> None:
        seen: dict[str, Node] = {}
        for first in self._until("}"):
            key = self._value(first, depth + 1)
            next(self._tokens)  # the colon
            value = self._value(next(self._tokens), depth + 1)
            if key.text in seen:
                self._problems.at(
                    key,
                    msg("“{key}” stands here for the second time; the first is on line {line}.", key=key.text, line=seen[key.text].line),
                )
            elif value.kind != "text" or not value.plain or value.text != "null":
                node.entries.append((key, value))
            seen.setdefault(key.text, key)

    def _until(self, end: str) -> Iterator[re.Match[str]]:
        """Yield the token that begins each item, up to the bracket that ends them."""
        for token in self._tokens:
            if token[0] == end:
                return
            if token[0] != ",":
                yield token
