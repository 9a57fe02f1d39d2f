"""What may stand where in a benchmark file, ``maturity/benchmark/1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from maturity.model.benchmark import BOXES, INDICATOR_KINDS, QUALIFIERS
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
