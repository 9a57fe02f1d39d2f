"""What may stand where in a benchmark file, ``maturity/benchmark/1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from maturity.model.benchmark import BOXES, INDICATOR_KINDS, QUALIFIERS, Bound, Share
from maturity.model.organisation import KINDS
from maturity.questionnaire.fields import Field, Form, ListOf, MapOf
from maturity.questionnaire.reading import Node, Problems
from maturity.questionnaire.values import INVALID, Choice, Id, Integer, Pattern, Text, expect_text
from maturity.text import msg

FORMAT = "maturity/benchmark/1"

_FIGURE = re.compile(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,6})|/([1-9][0-9]{0,5}))?")
_LANGUAGE = Pattern("[a-z]{2,3}", msg("a language such as nb, nn or en"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed: 0.03, 1/3 or 120."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("a number such as 0.03, 1/3 or 120")
        if not expect_text(node, problems, where, expected):
            return INVALID
        if not node.plain or not _FIGURE.fullmatch(node.text):
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected), where=where)
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
        "unclear_levels": Field(ListOf(Integer(-1_000, 1_000)), doc="Answers that the source does not say whether it counts."),
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
        "quote": Field(Text(300), doc="A few words as printed; none for one's own respondents."),
        "note": Field(_TEXTS),
    },
)

_VERSION = Pattern(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", msg("a version such as 1.0.0"))
_SHARE = re.compile(r"([<>]?)((?:0|1)(?:\.[0-9]{1,3})?)(?: \[((?:0|1)(?:\.[0-9]{1,3})?), ((?:0|1)(?:\.[0-9]{1,3})?)\])?")
#: Stands where a figure is not published.
WITHHELD = ":"
_NUMBER = r"-?[0-9]{1,6}(?:\.[0-9]{1,2})?"


@dataclass(frozen=True, slots=True)
class ShareText:
    """A share: 0.43, <0.08 or >0.92, with its interval 0.43 [0.3, 0.57], or : where it is not published."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("a share such as 0.43, <0.08, >0.92 or 0.43 [0.3, 0.57], or : where it is not published")
        if not expect_text(node, problems, where, expected):
            return INVALID
        if node.text == WITHHELD:
            return None
        match = _SHARE.fullmatch(node.text)
        if match is None or Fraction(match[2]) > 1:
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected), where=where)
            return INVALID
        bound = {"<": Bound.UNDER, ">": Bound.OVER}.get(match[1])
        low, high = (Fraction(match[3]), Fraction(match[4])) if match[3] else (None, None)
        return Share(value=Fraction(match[2]), bound=bound, low=low, high=high)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"]}


@dataclass(frozen=True, slots=True)
class Published:
    """A number with at most two decimals, or : where it is not published."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        expected = msg("a number with at most two decimals, or : where it is not published")
        if not expect_text(node, problems, where, expected):
            return INVALID
        if node.text == WITHHELD:
            return None
        if not node.plain or not re.fullmatch(_NUMBER, node.text):
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected), where=where)
            return INVALID
        return Fraction(node.text)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"]}


_FIGURES = Form(
    "figures",
    {
        "measure": Field(Id(), required=True, doc="Of a question or dimension, or overall."),
        "group": Field(Id(), required=True, doc="Key of one of the groups."),
        "n": Field(Integer(1, 1_000_000), doc="Organisations."),
        "respondents": Field(Integer(1, 100_000_000)),
        "mean": Field(Published()),
        "deviation": Field(Published(), doc="Standard deviation, divided by n - 1."),
        "quantiles": Field(MapOf(Pattern("10|25|50|75|90", msg("10, 25, 50, 75 or 90")), Published()), doc="Type 7."),
        "distribution": Field(MapOf(Pattern("-?[0-9]{1,6}", msg("a whole number")), ShareText())),
        "top_two": Field(ShareText()),
        "bottom_two": Field(ShareText()),
        "withheld": Field(MapOf(Id(), Choice(("few", "complement", "alike", "previous"))), doc="Figure, or all, to why it is not there."),
    },
)

_BUILT_FROM = Form(
    "built_from",
    {
        "questionnaire": Field(Id(), required=True),
        "version": Field(_VERSION, required=True),
        "sha256": Field(Pattern("[0-9a-f]{64}", msg("a sha256")), required=True),
        "period": Field(Text(20), required=True),
        "least": Field(Integer(3, 1_000), required=True, doc="Organisations that a group must have."),
        "method": Field(MapOf(_LANGUAGE, Text(4_000)), required=True),
    },
)

BENCHMARK = Form(
    "benchmark",
    {
        "format": Field(Choice((FORMAT,)), required=True),
        "id": Field(Id(), required=True),
        "version": Field(_VERSION, required=True),
        "title": Field(_TEXTS, required=True),
        "year": Field(Integer(1990, 2100), required=True),
        "attribution": Field(Text(200), required=True, doc="Whom a reader must be told the figures are by."),
        "licence": Field(Text(200), required=True),
        "languages": Field(ListOf(_LANGUAGE), required=True, doc="Every text stands in each of them."),
        "sources": Field(MapOf(Id(), Text(300)), required=True, doc="Short key to citation."),
        "groups": Field(MapOf(Id(), _GROUP), required=True),
        "indicators": Field(ListOf(_INDICATOR), doc="Figures as they were printed elsewhere."),
        "built_from": Field(_BUILT_FROM, doc="Of a benchmark that was built from responses."),
        "figures": Field(ListOf(_FIGURES), doc="The same."),
        "segmentations": Field(ListOf(_SEGMENTATION)),
        "note": Field(_TEXTS),
    },
)
