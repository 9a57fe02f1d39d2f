"""Strict YAML: strings stay strings, and every node knows its line.

The parser is PyYAML's C parser, used for its events only. Nothing is ever constructed from a tag, a plain ``no`` stays the text
``no``, and what makes YAML surprising or dangerous (anchors, aliases, tags, several documents, duplicate keys) is an error.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maturity.errors import DataError, Problem
from maturity.files import storage_errors
from maturity.questionnaire.syntax import explain
from maturity.text import Message, clean, is_clean, msg

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 50_000

_YAML_TAG = "tag:yaml.org,2002:"
#: Characters of a name that a message quotes, and of a line that are looked through for a comment.
_QUOTED, _GAP = 80, 200


@dataclass(slots=True)
class Node:
    """One value of a document and where it stands.

    Attributes:
        kind: ``text``, ``list`` or ``map``.
        line: 1-based.
        column: 1-based.
        text: Of a text node.
        plain: Whether a text node stands without quotes, so that it may be read as a number.
        comment: Whether a comment follows a text node without quotes on its line.
        flow: Whether a map node stands in braces.
        refused: Whether it was refused already, so that nothing more is said about it.
        file: Where it stands, when that is not the file being read.
        items: Of a list node.
        entries: Of a map node: key node and value node.
    """

    kind: str
    line: int
    column: int
    text: str = ""
    plain: bool = True
    comment: bool = False
    flow: bool = False
    refused: bool = False
    file: str | None = None
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Node, Node]] = field(default_factory=list)


class Problems:
    """Collects what is wrong in one file.

    Attributes:
        file: The name shown to the user.
        max_bytes: Size above which the file is refused unread.
        max_nodes: Number of values above which it is refused.
        is_yaml: Whether hints on how YAML is written are to the point.
        found: In the order of discovery.
    """

    def __init__(self, file: str, max_bytes: int = MAX_BYTES, max_nodes: int = MAX_NODES) -> None:
        self.file = file
        self.max_bytes = max_bytes
        self.max_nodes = max_nodes
        self.is_yaml = True
        self.found: list[Problem] = []

    def at(
        self, node: Node | None, message: Message, *, hint: Message | None = None, where: str | None = None, warning: bool = False
    ) -> None:
        """Record a problem at `node`, or at the file as a whole; nothing at a node that was refused before."""
        if node is not None and node.refused:
            return
        line, column = (node.line, node.column) if node else (None, None)
        file = node.file or self.file if node else self.file
        self.found.append(Problem(message=message, file=file, line=line, column=column, where=where or None, hint=hint, warning=warning))

    def raise_if_any(self) -> None:
        """Raise what was found, in the order of the file.

        Raises:
            DataError: Anything was found that is more than a warning.
        """
        if any(not problem.warning for problem in self.found):
            raise DataError(in_order(self.found))


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return problems by line and column, those of the whole file first."""
    return sorted(problems, key=lambda problem: (problem.file or "", problem.line or 0, problem.column or 0))


def read_yaml(path: Path, problems: Problems) -> Node | None:
    """Read one document.

    Args:
        path: The file.
        problems: Where everything wrong with it is recorded.

    Returns:
        The root node, or None when the file is not a document at all.

    Raises:
        StorageError: The file cannot be read.
    """
    text = read_text(path, problems)
    return None if text is None else parse(text, problems)


def read_text(path: Path, problems: Problems) -> str | None:
    """Return the text of a file that may not be larger than `problems` allows; None, with the problem recorded, when it is none.

    Raises:
        StorageError: The file cannot be read.
    """
    with storage_errors(path):
        if stat.S_ISFIFO(path.stat().st_mode) or path.is_block_device():
            problems.at(None, msg("This is no file that can be read."))
            return None
    with storage_errors(path), path.open("rb") as file:
        content = file.read(problems.max_bytes + 1)
        size = max(len(content), os.fstat(file.fileno()).st_size)
    if len(content) > problems.max_bytes:
        problems.at(None, msg("The file holds {n} bytes; at most {limit} are allowed.", n=size, limit=problems.max_bytes))
        return None
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        place = Node("text", before.count("\n") + 1, len(before) - before.rfind("\n"))
        problems.at(place, msg("The file is not UTF-8 text."), hint=msg("Save it again as UTF-8."))
        return None


def parse(text: str, problems: Problems) -> Node | None:
    """Parse the text of one document; see `read_yaml`."""
    import yaml

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not is_clean(text):
        text = _without_active(text, problems)
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return _Composer(iter(yaml.parse(text, Loader=loader)), text, problems).document()
    except yaml.MarkedYAMLError as error:
        place, message, hint = explain(error, text, MAX_DEPTH)
        problems.at(Node("text", *place) if place else None, message, hint=hint)
    except yaml.YAMLError as error:
        problems.at(None, msg("This is not YAML: {reason}.", reason=str(error).splitlines()[0]))
    except _TooMuchError as error:
        problems.at(error.node, error.message)
    return None


def _without_active(text: str, problems: Problems) -> str:
    """Record the lines that hold characters which act instead of being read, and return the text without these."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not is_clean(line):
            column = next(position for position, character in enumerate(line, 1) if not is_clean(character))
            problems.at(
                Node("text", number + 1, column),
                msg("The character U+{code} is not allowed.", code=f"{ord(line[column - 1]):04X}"),
                hint=msg("Remove it; it cannot be seen but can change what is shown."),
            )
            lines[number] = clean(line)
    return "\n".join(lines)


class _TooMuchError(Exception):
    def __init__(self, node: Node, message: Message) -> None:
        super().__init__(str(message))
        self.node = node
        self.message = message


class _Composer:
    """Builds nodes from parser events, refusing what the format does not allow."""

    def __init__(self, events: Iterator[Any], text: str, problems: Problems) -> None:
        self._events = events
        self._lines = text.split("\n")
        self._problems = problems
        self._count = 0

    def document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self._events:
            name = type(event).__name__
            if name == "DocumentStartEvent":
                documents += 1
                if documents == 2:
                    self._problems.at(self._mark(event), msg("The file holds more than one document."), hint=msg("Remove the line ---."))
                    return root
            elif name not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                root = self._node(event, 1)
        if root is None:
            self._problems.at(
                None, msg("The file holds nothing but comments.") if "#" in "".join(self._lines) else msg("The file is empty.")
            )
        return root

    def _node(self, event: Any, depth: int) -> Node:
        node = self._mark(event)
        self._count += 1
        if depth > MAX_DEPTH:
            raise _TooMuchError(node, msg("Values are nested more than {limit} deep.", limit=MAX_DEPTH))
        if self._count > self._problems.max_nodes:
            raise _TooMuchError(node, msg("The file holds more than {limit} values.", limit=self._problems.max_nodes))
        name = type(event).__name__
        if name == "AliasEvent":
            self._problems.at(
                node,
                msg("References (*{name}) are not allowed.", name=event.anchor[:_QUOTED]),
                hint=msg("Write the text out again; one that begins with * stands in quotation marks."),
            )
            node.refused = True
            return node
        if event.anchor is not None:
            self._problems.at(node, msg("Anchors (&{name}) are not allowed.", name=event.anchor[:_QUOTED]), hint=msg("Remove it."))
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace(_YAML_TAG, "!!", 1)[:_QUOTED]
            hint = msg("Remove it; a text that begins with an exclamation mark stands in quotation marks.")
            self._problems.at(node, msg("Tags ({tag}) are not allowed.", tag=tag), hint=hint)
            node.refused = True
        if name == "ScalarEvent":
            node.plain = event.implicit[0]
            if node.plain:
                end = event.end_mark
                # Only so much of the line as anybody would leave empty: one line may hold the whole file.
                rest = self._lines[end.line][end.column : end.column + _GAP] if end.line < len(self._lines) else ""
                node.comment = rest.lstrip().startswith("#")
            if not is_clean(event.value):
                self._problems.at(node, msg("The text holds a control character written as an escape."), hint=msg("Remove it."))
            node.text = clean(event.value)
        elif name == "SequenceStartEvent":
            node.kind = "list"
            while type(event := next(self._events)).__name__ != "SequenceEndEvent":
                node.items.append(self._node(event, depth + 1))
        else:
            node.kind, node.flow = "map", event.flow_style
            self._entries(node, depth)
        return node

    def _entries(self, node: Node, depth: int) -> None:
        seen: dict[str, Node] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if key.kind != "text":
                self._problems.at(key, msg("A key must be a word, not a list or a group."))
            elif key.text in seen:
                first = seen[key.text].line
                self._problems.at(
                    key, msg("“{key}” stands here for the second time; the first is on line {line}.", key=key.text[:_QUOTED], line=first)
                )
            else:
                seen[key.text] = key
                node.entries.append((key, value))

    @staticmethod
    def _mark(event: Any) -> Node:
        return Node("text", event.start_mark.line + 1, event.start_mark.column + 1)
