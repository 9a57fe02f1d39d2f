"""Questionnaires that build on a core questionnaire: what they add is put into its file before that is read as any other.

The questions keep their ids, so an answer counts in both and is comparable with the same figures; what an answer means cannot be changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from maturity.model.questionnaire import Base
from maturity.questionnaire.fields import Record
from maturity.questionnaire.forms import FILE, OVERLAY
from maturity.questionnaire.reading import Node, Problems, read_yaml
from maturity.questionnaire.translation import PlacedText, read_translation
from maturity.questionnaire.values import INVALID, choices, nearest
from maturity.text import msg

_OWN = ("id", "version", "status", "title", "summary", "licence", "languages")
_JOINED = ("sources", "roles", "scales")


@dataclass(frozen=True, slots=True)
class Core:
    """The core questionnaire that an overlay builds on.

    Attributes:
        reference: Which one it was when this was read.
        folder: Where it stands.
    """

    reference: Base
    folder: Path

    def translation(self, language: str, sources: Mapping[str, PlacedText]) -> dict[str, PlacedText] | None:
        """Return its texts in another language, those of `sources` that stand in it; None where it is not translated into that.

        Raises:
            StorageError: The file cannot be read.
        """
        path = self.folder / f"{language}.yaml"
        if not path.is_file():
            return None
        texts, _ = read_translation(path, self.reference.id, language, sources)
        own = {address: placed for address, placed in texts.items() if address in sources and sources[address].node.file}
        for placed in own.values():
            placed.node.file = str(path)
        return own


def is_overlay(node: Node | None) -> bool:
    """Whether a file is an overlay, by what it says."""
    return node is not None and any(key.text == "format" and value.text.startswith("maturity/overlay/") for key, value in node.entries)


def merged(node: Node, problems: Problems) -> tuple[Node, Core] | None:
    """Return the questionnaire that an overlay makes of its base; None, with the problems recorded, where it makes none.

    Nodes of the base know their file, so that a problem there is told with the right one.
    """
    root = OVERLAY.read(node, problems, "")
    if root is INVALID or any(not problem.warning for problem in problems.found):
        return None
    # The catalogue finds questionnaires by the file that this module helps to read.
    from maturity.questionnaire.catalog import shipped

    named, known = root.get("base"), shipped()
    folder = known.get(named.get("id"))
    if folder is None:
        hint = nearest(named.get("id"), list(known)) or msg("Known here: {names}.", names=choices(list(known)))
        problems.at(named.at("id"), msg("There is no core questionnaire “{name}”.", name=named.get("id")), hint=hint)
        return None
    base = read_yaml(folder / FILE, problems)
    if base is None:
        return None
    _stamp(base, str(folder / FILE))
    found = _entries(base)
    version = found["version"].text
    if not _numbers(named.get("at_least")) <= _numbers(version) < _numbers(named.get("below")):
        message = msg(
            "It builds on {id} from version {low} up to, but not including, {high}; here is {version}.",
            id=named.get("id"),
            low=named.get("at_least"),
            high=named.get("below"),
            version=version,
        )
        problems.at(root.at("base"), message, hint=msg("Ask the publisher for a version that fits."))
        return None
    return _Merge(root, found, problems).node(), Core(Base(id=named.get("id"), version=version), folder)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _stamp(node: Node, file: str) -> None:
    node.file = file
    for child in (*node.items, *(part for pair in node.entries for part in pair)):
        _stamp(child, file)


def _entries(node: Node | None) -> dict[str, Node]:
    return {key.text: value for key, value in node.entries} if node else {}


def _key(name: str, like: Node) -> Node:
    return Node("text", like.line, like.column, name, file=like.file)


def _map(entries: Mapping[str, Node], like: Node) -> Node:
    return Node("map", like.line, like.column, file=like.file, entries=[(_key(name, value), value) for name, value in entries.items()])


def _list(items: Iterable[Node], like: Node) -> Node:
    return Node("list", like.line, like.column, file=like.file, items=list(items))


class _Merge:
    def __init__(self, root: Record, base: dict[str, Node], problems: Problems) -> None:
        self._root = root
        self._base = base
        self._problems = problems
        self._changes = _entries(root.nodes.get("questions"))
        self._changed: set[str] = set()

    def node(self) -> Node:
        root, own = self._root, self._root.nodes
        result = dict(self._base)
        result.update({name: own[name] for name in _OWN if name in own})
        for name in _JOINED:
            if name in own:
                result[name] = self._joined(name, own[name])
        if "scoring" in own:
            result["scoring"] = _map({**_entries(self._base["scoring"]), **_entries(own["scoring"])}, own["scoring"])
        result["dimensions"] = _list(self._dimensions(), root.node)
        if items := [*self._questions(self._base.get("comparison_items")), *getattr(own.get("comparison_items"), "items", ())]:
            result["comparison_items"] = _list(items, root.node)
        known = [_entries(question)["id"].text for question in self._base_questions()]
        for name, value in self._changes.items():
            if name not in self._changed:
                hint = nearest(name, known)
                self._problems.at(value, msg("The core questionnaire has no question “{name}”.", name=name), hint=hint)
        return _map(result, root.node)

    def _joined(self, name: str, own: Node) -> Node:
        base = _entries(self._base.get(name))
        for key, _ in own.entries:
            if key.text in base:
                self._problems.at(key, msg("“{key}” stands in the core questionnaire already.", key=key.text))
        return _map({**base, **_entries(own)}, own)

    def _base_questions(self) -> Iterator[Node]:
        for dimension in self._base["dimensions"].items:
            yield from _entries(dimension)["questions"].items
        if "comparison_items" in self._base:
            yield from self._base["comparison_items"].items

    def _dimensions(self) -> Iterator[Node]:
        own = {record.get("id"): record for record in self._root.get("dimensions", ())}
        for node in self._base["dimensions"].items:
            entries = _entries(node)
            questions = list(self._questions(entries["questions"]))
            if (record := own.pop(entries["id"].text, None)) is not None:
                if "title" in record.nodes:
                    self._problems.at(record.at("title"), msg("A dimension of the core questionnaire keeps its title."))
                questions += record.nodes["questions"].items if "questions" in record.nodes else []
                entries.update({name: record.nodes[name] for name in ("scoring", "weight", "key") if name in record.nodes})
            entries["questions"] = _list(questions, entries["questions"])
            yield _map(entries, node)
        # What is left is new, and is read as any dimension is.
        yield from (record.node for record in own.values())

    def _questions(self, found: Node | None) -> Iterator[Node]:
        for node in found.items if found else ():
            entries = _entries(node)
            name = entries["id"].text
            if name in self._changes:
                self._changed.add(name)
                yield _map({**entries, **_entries(self._changes[name])}, node)
            else:
                yield node
