"""Reading a benchmark file, ``maturity/benchmark/1``: all errors at once, each with its line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from maturity.errors import DataError, Problem
from maturity.files import storage_errors
from maturity.model.benchmark import BOXES, INDICATOR_KINDS, QUALIFIERS, Benchmark, Group, Indicator, Segment, Segmentation
from maturity.model.organisation import KINDS
from maturity.model.questionnaire import Question
from maturity.questionnaire.fields import INVALID, Choice, Field, Form, Id, Integer, ListOf, MapOf, Pattern, Record, Text, choices, nearest
from maturity.questionnaire.reading import Node, Problems, in_order, read_yaml
from maturity.text import msg

FORMAT = "maturity/benchmark/1"

_FIGURE = re.compile(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,6})|/([1-9][0-9]{0,5}))?")
_LANGUAGE = Pattern("[a-z]{2,3}", msg("a language such as nb, nn or en"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed: 0.03, 1/3 or 120."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        match = _FIGURE.fullmatch(node.text) if node.kind == "text" and node.plain else None
        if match is None:
            found = node.text or node.kind
            expected = msg("a number such as 0.03, 1/3 or 120")
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=found, expected=expected), where=where)
            return INVALID
        return Fraction(node.text)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": f"^{_FIGURE.pattern}$"}]}


_TEXTS = MapOf(_LANGUAGE, Text(600))

_GROUP = Form(
    "group",
    {
        "text": Field(_TEXTS, required=True, doc="Who it is about, in words, with how many answered as far as printed."),
        "roles": Field(ListOf(Id())),
        "kinds": Field(ListOf(Choice(KINDS))),
    },
)

_INDICATOR = Form(
    "indicator",
    {
        "id": Field(Id(), required=True),
        "kind": Field(Choice(INDICATOR_KINDS), required=True),
        "value": Field(Figure(), required=True, doc="A share from 0 to 1, a mean or a count."),
        "qualifier": Field(Choice(QUALIFIERS), required=True, doc="How exactly it was printed."),
        "group": Field(Id(), required=True, doc="Key of one of the groups."),
        "text": Field(_TEXTS, required=True, doc="What it says, with {figure} where the figure stands."),
        "source": Field(Id(), required=True, doc="Key of one of the sources."),
        "quote": Field(Text(300), required=True, doc="A few words as printed."),
        "question": Field(Id(), doc="The question or comparison item with the same wording and scale."),
        "levels": Field(ListOf(Integer(-1_000, 1_000)), doc="The answers that the share counts."),
        "box": Field(Choice(BOXES), doc="Instead of levels."),
        "about": Field(Id(), doc="For context only: the question it belongs to in subject."),
        "note": Field(_TEXTS),
    },
)

_SEGMENTATION = Form(
    "segmentation",
    {
        "id": Field(Id(), required=True),
        "text": Field(_TEXTS, required=True),
        "items": Field(ListOf(Id()), required=True),
        "roles": Field(ListOf(Id()), required=True),
        "segments": Field(
            ListOf(
                Form(
                    "segment",
                    {
                        "id": Field(Id(), required=True),
                        "text": Field(_TEXTS, required=True),
                        "low": Field(Figure()),
                        "high": Field(Figure()),
                        "share": Field(Figure()),
                    },
                )
            ),
            required=True,
        ),
        "source": Field(Id(), required=True),
        "quote": Field(Text(300), required=True),
        "note": Field(_TEXTS),
    },
)

BENCHMARK = Form(
    "benchmark",
    {
        "format": Field(Choice((FORMAT,)), required=True),
        "id": Field(Id(), required=True),
        "version": Field(Pattern(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", msg("a version such as 1.0.0")), required=True),
        "title": Field(_TEXTS, required=True),
        "year": Field(Integer(1990, 2100), required=True),
        "attribution": Field(Text(200), required=True, doc="Whom a reader must be told the figures are by."),
        "licence": Field(Text(200), required=True),
        "languages": Field(ListOf(_LANGUAGE), required=True, doc="Every text stands in each of them."),
        "sources": Field(MapOf(Id(), Text(300)), required=True, doc="Short key to citation."),
        "groups": Field(MapOf(Id(), _GROUP), required=True),
        "indicators": Field(ListOf(_INDICATOR), required=True),
        "segmentations": Field(ListOf(_SEGMENTATION)),
        "note": Field(_TEXTS),
    },
)


def read_benchmark(path: Path, questions: Mapping[str, Question] | None = None) -> Benchmark:
    """Read and check a benchmark.

    Args:
        path: The file.
        questions: Every question and comparison item that figures can be linked to, by id; None leaves the links unchecked.

    Raises:
        DataError: Anything is wrong; carries every problem.
        StorageError: The file cannot be read.
    """
    problems = Problems(str(path))
    node = read_yaml(path, problems)
    root = BENCHMARK.read(node, problems, "") if node else INVALID
    if root is INVALID:
        raise DataError(in_order(problems.found), msg("The benchmark {path} cannot be used.", path=str(path)))
    _Checker(root, problems, questions).check()
    if problems.found:
        raise DataError(in_order(problems.found), msg("The benchmark {path} cannot be used.", path=str(path)))
    with storage_errors(path):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return _build(root, sha256)


def check_benchmark(path: Path, questions: Mapping[str, Question]) -> tuple[Problem, ...]:
    """Return everything that is wrong with a benchmark; see `read_benchmark`."""
    try:
        read_benchmark(path, questions)
    except DataError as error:
        return error.problems
    return ()


class _Checker:
    """What the forms cannot say."""

    def __init__(self, root: Record, problems: Problems, questions: Mapping[str, Question] | None) -> None:
        self._root = root
        self._problems = problems
        self._questions = questions
        self._languages = root.get("languages", [])

    def check(self) -> None:
        root = self._root
        self._texts(root, "title", "note")
        for group in root.get("groups", {}).values():
            self._texts(group, "text")
        seen: dict[str, int] = {}
        for indicator in root.get("indicators", ()):
            self._indicator(indicator)
            self._unique(indicator, seen)
        for segmentation in root.get("segmentations", ()):
            self._unique(segmentation, seen)
            self._texts(segmentation, "text", "note")
            self._known(segmentation, "source", root.get("sources", {}), msg("source"))
            for item in segmentation.at("items").items:
                self._question_at(item)
            for segment in segmentation.get("segments", ()):
                self._texts(segment, "text")
                self._share(segment, "share")
            unbounded = [segment for segment in segmentation.get("segments", ()) if not {"low", "high"} & set(segment.values)]
            if len(unbounded) != 1:
                message = msg("Exactly one segment must be without bounds: the one for everybody between the others.")
                self._problems.at(segmentation.at("segments"), message)

    def _unique(self, record: Record, seen: dict[str, int]) -> None:
        name = record.get("id")
        if name in seen:
            self._problems.at(record.at("id"), msg("The id “{id}” is already used on line {line}.", id=name, line=seen[name]))
        elif name is not None:
            seen[name] = record.at("id").line

    def _texts(self, record: Record, *keys: str) -> None:
        for key in keys:
            texts = record.get(key)
            if texts is None:
                continue
            for language in self._languages:
                if language not in texts:
                    self._problems.at(record.at(key), msg("The text in the language {language} is missing.", language=language))
            for language in texts:
                if language not in self._languages:
                    self._problems.at(
                        record.at(key), msg("The language {language} is not among the languages of this file.", language=language)
                    )

    def _known(self, record: Record, key: str, known: Iterable[str], kind: Any) -> None:
        name = record.get(key)
        names = list(known)
        if name is not None and name not in names:
            hint = nearest(name, names) or (msg("Known here: {names}.", names=choices(names)) if names else None)
            self._problems.at(record.at(key), msg("There is no {kind} “{name}”.", kind=kind, name=name), hint=hint)

    def _question_at(self, node: Node) -> None:
        if self._questions is not None and node.text and node.text not in self._questions:
            hint = nearest(node.text, list(self._questions))
            self._problems.at(node, msg("There is no {kind} “{name}”.", kind=msg("question"), name=node.text), hint=hint)

    def _share(self, record: Record, key: str) -> None:
        value = record.get(key)
        if value is not None and value > 1:
            self._problems.at(
                record.at(key),
                msg("The share {value} is over 1.", value=record.at(key).text),
                hint=msg("Write 3 per cent as 0.03."),
            )

    def _indicator(self, indicator: Record) -> None:
        self._texts(indicator, "text", "note")
        self._known(indicator, "group", self._root.get("groups", {}), msg("group"))
        self._known(indicator, "source", self._root.get("sources", {}), msg("source"))
        for key in ("question", "about"):
            if key in indicator.nodes:
                self._question_at(indicator.at(key))
        if indicator.get("kind") == "share":
            self._share(indicator, "value")
        for language, text in (indicator.get("text") or {}).items():
            if "{figure}" not in text:
                message = msg("The text in the language {language} does not say where the figure stands.", language=language)
                self._problems.at(indicator.at("text"), message, hint=msg("Write {placeholder} there.", placeholder="{figure}"))
        has_levels, has_box = "levels" in indicator.values, "box" in indicator.values
        if "question" in indicator.values and indicator.get("kind") == "share" and has_levels == has_box:
            self._problems.at(indicator.node, msg("A share of the answers to a question needs either levels or a box."))
        if "question" not in indicator.values and (has_levels or has_box):
            self._problems.at(indicator.node, msg("Levels and boxes belong to a question; none is named."))
        if "question" in indicator.values and "about" in indicator.values:
            self._problems.at(indicator.at("about"), msg("A figure is compared with a question or is context about one, not both."))
        question = (self._questions or {}).get(indicator.get("question", ""))
        if question is not None:
            values = [option.value for option in question.options]
            for item in indicator.at("levels").items if has_levels else ():
                if item.text.lstrip("-").isdecimal() and int(item.text) not in values:
                    hint = msg("Known here: {names}.", names=choices([str(value) for value in values]))
                    self._problems.at(item, msg("No option has the value {value}.", value=item.text), hint=hint)


def _build(root: Record, sha256: str) -> Benchmark:
    groups = {
        name: Group(id=name, text=group.get("text"), roles=tuple(group.get("roles", ())), kinds=tuple(group.get("kinds", ())))
        for name, group in root.get("groups").items()
    }
    return Benchmark(
        id=root.get("id"),
        version=root.get("version"),
        title=root.get("title"),
        year=root.get("year"),
        attribution=root.get("attribution"),
        licence=root.get("licence"),
        languages=tuple(root.get("languages")),
        sources=root.get("sources"),
        groups=groups,
        indicators=tuple(_indicator(indicator, groups) for indicator in root.get("indicators")),
        segmentations=tuple(_segmentation(record) for record in root.get("segmentations", ())),
        note=root.get("note"),
        sha256=sha256,
    )


def _indicator(record: Record, groups: Mapping[str, Group]) -> Indicator:
    return Indicator(
        id=record.get("id"),
        kind=record.get("kind"),
        value=record.get("value"),
        qualifier=record.get("qualifier"),
        group=groups[record.get("group")],
        text=record.get("text"),
        source=record.get("source"),
        quote=record.get("quote"),
        question=record.get("question"),
        levels=tuple(record.get("levels", ())),
        box=record.get("box"),
        about=record.get("about"),
        note=record.get("note"),
    )


def _segmentation(record: Record) -> Segmentation:
    return Segmentation(
        id=record.get("id"),
        text=record.get("text"),
        items=tuple(record.get("items")),
        roles=tuple(record.get("roles")),
        segments=tuple(
            Segment(
                id=segment.get("id"), text=segment.get("text"), low=segment.get("low"), high=segment.get("high"), share=segment.get("share")
            )
            for segment in record.get("segments")
        ),
        source=record.get("source"),
        quote=record.get("quote"),
        note=record.get("note"),
    )
