"""The forms of the questionnaire format, version 1."""

from __future__ import annotations

from typing import Any

from maturity.model.organisation import KINDS
from maturity.questionnaire.conditions import ConditionKind
from maturity.questionnaire.fields import Field, Form, ListOf, MapOf
from maturity.questionnaire.values import Boolean, Choice, Format, Id, Integer, Parameter, Pattern, Points, Share, Text
from maturity.text import msg

#: What a questionnaire's folder holds.
FILE = "questionnaire.yaml"
QUESTIONNAIRE_FORMAT = "maturity/questionnaire/1"
OVERLAY_FORMAT = "maturity/overlay/1"
TRANSLATION_FORMAT = "maturity/translation/1"

#: Values are small: they are answers and levels, not measurements.
_VALUE = Integer(-1_000, 1_000)
_WEIGHT = Integer(1, 1_000)
_TITLE = Text(120)
_LANGUAGE = Pattern("[a-z]{2,3}", msg("a language such as nb, nn or en"))

SCORING = Form(
    "scoring",
    {
        "rule": Field(Id(), required=True, doc="The rule that makes the score."),
        "min_completeness": Field(Share(), doc="Share of the applicable scored questions that must be answered."),
    },
    rest=Parameter(),
)

OPTION = Form(
    "option",
    {
        "value": Field(_VALUE, required=True, doc="What is stored for this option."),
        "text": Field(Text(300), required=True, doc="What the reader sees."),
        "score": Field(Points(), doc="What the option counts, when that is not its value; a fraction such as 7/3 is kept exactly."),
        "label": Field(Text(60), doc="A short name for tables."),
        "exclusive": Field(Boolean(), doc="In a multiple choice: cannot be chosen together with another."),
    },
)

_NUMBER = Integer(-1_000_000_000, 1_000_000_000)

_QUESTION_FIELDS = {
    "id": Field(Id(), required=True, doc="Never reused, never renamed."),
    "type": Field(
        Choice(("statements", "rating", "yes-no", "multiple-choice", "number", "text")), required=True, doc="How it is answered."
    ),
    "title": Field(_TITLE, required=True, doc="A few words to recognise the question by."),
    "text": Field(Text(400), required=True, doc="The question itself."),
    "help": Field(Text(600), doc="Explains words and limits."),
    "example": Field(Text(400), doc="What an answer may look like, in one kind of organisation."),
    "options": Field(ListOf(OPTION, shortest=2), doc="For statements, and for a rating without a shared scale."),
    "scale": Field(Id(), doc="A shared scale, for a rating."),
    "improvement": Field(
        ListOf(
            Form("improvement", {"from": Field(_VALUE, required=True), "text": Field(Text(600), required=True)}),
        ),
        doc="Advice for whoever answered the option with this value.",
    ),
    "weight": Field(_WEIGHT, doc="How much it counts beside the others, for rules that weigh; 1 when left out."),
    "key": Field(Boolean(), doc="true for a question that rules such as gate look at first."),
    "reversed": Field(Boolean(), doc="A high answer is unfavourable."),
    "roles": Field(ListOf(Id(), unique=True), doc="Roles the question is put to; all when left out."),
    "not_applicable": Field(
        Form(
            "not_applicable",
            {
                "allowed": Field(Boolean(), required=True),
                "guidance": Field(Text(300), doc="When the question is not applicable, in words."),
                "policy": Field(Choice(("exclude", "value")), doc="What it means for the score: left out, or counted as a value."),
                "value": Field(_VALUE, doc="What it counts under the policy value."),
            },
        )
    ),
    "ask_if": Field(ConditionKind(), doc="Asked only when earlier answers prove this."),
    "applies_to": Field(ListOf(Choice(KINDS), unique=True), doc="Kinds of organisation it is meant for; all when left out."),
    "range": Field(
        Form(
            "range",
            {
                "low": Field(_NUMBER, required=True),
                "high": Field(_NUMBER, required=True),
                "unit": Field(Text(40), doc="What is counted."),
            },
        ),
        doc="Which numbers can be answered.",
    ),
    "bands": Field(
        ListOf(Form("band", {"from": Field(_NUMBER, required=True), "score": Field(_VALUE, required=True)})),
        doc="What a number, or the sum of a multiple choice, counts from each limit on.",
    ),
    "scored": Field(Boolean(), doc="false for a question that is asked and shown but counts in neither score nor completeness."),
    "printed": Field(Boolean(), doc="The wording is printed elsewhere and must stay as it is."),
    "sources": Field(ListOf(Id(), unique=True), doc="Keys of the questionnaire's sources."),
}

QUESTION = Form("question", _QUESTION_FIELDS)
_SCORED_ONLY = ("weight", "key", "bands", "scored", "improvement")
COMPARISON_ITEM = Form(
    "comparison item",
    {name: declared for name, declared in _QUESTION_FIELDS.items() if name not in _SCORED_ONLY},
    refused={name: msg("A comparison item is never scored and has no “{key}”.", key=name) for name in _SCORED_ONLY},
)

_VERSION = Pattern(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", msg("a version such as 1.0.0"))
_SCALES = MapOf(Id(), Form("scale", {"options": Field(ListOf(OPTION, shortest=2), required=True)}))

QUESTIONNAIRE = Form(
    "questionnaire",
    {
        "format": Field(Format(QUESTIONNAIRE_FORMAT), required=True),
        "id": Field(Id(), required=True, doc="Never reused, never renamed."),
        "version": Field(
            _VERSION,
            required=True,
            doc="Of this questionnaire: major.minor.patch.",
        ),
        "status": Field(Choice(("draft", "published", "withdrawn")), required=True, doc="Whether others are to use it."),
        "source_language": Field(_LANGUAGE, required=True, doc="The language of this file."),
        "languages": Field(ListOf(_LANGUAGE, unique=True), required=True, doc="Each but the source has a translation file."),
        "title": Field(_TITLE, required=True),
        "summary": Field(Text(600), required=True),
        "licence": Field(Text(60), required=True),
        "sources": Field(MapOf(Id(), Text(300)), doc="Short key to citation."),
        "roles": Field(MapOf(Id(), Text(60)), doc="Role id to its name, in the order they are offered."),
        "levels": Field(
            ListOf(Form("level", {"value": Field(_VALUE, required=True), "label": Field(Text(60), required=True)})),
            doc="Names of scores, from the lowest on.",
        ),
        "scales": Field(
            _SCALES,
            doc="Options that several ratings share.",
        ),
        "scoring": Field(
            Form("scoring", {"dimension": Field(SCORING, required=True), "overall": Field(SCORING, required=True)}),
            required=True,
            doc="How answers become the score of a dimension, and these the overall score.",
        ),
        "dimensions": Field(
            ListOf(
                Form(
                    "dimension",
                    {
                        "id": Field(Id(), required=True),
                        "title": Field(_TITLE, required=True),
                        "questions": Field(ListOf(QUESTION), required=True),
                        "scoring": Field(SCORING, doc="The dimension's own rule, when it is not the questionnaire's."),
                        "weight": Field(_WEIGHT, doc="How much it counts in the overall score, for rules that weigh."),
                        "key": Field(Boolean(), doc="true for a dimension that rules such as gate look at first."),
                    },
                )
            ),
            required=True,
        ),
        "comparison_items": Field(ListOf(COMPARISON_ITEM), doc="Asked for comparison, never scored."),
    },
)

#: What can be said of a core question without changing what an answer to it means.
_ADDED = ("help", "example", "improvement", "applies_to", "ask_if", "not_applicable", "roles", "weight", "key")
_FIXED = {
    name: msg("“{key}” of a core question cannot be changed: its answers would no longer mean the same.", key=name)
    for name in _QUESTION_FIELDS
    if name not in _ADDED
}

OVERLAY = Form(
    "overlay",
    {
        "format": Field(Format(OVERLAY_FORMAT), required=True),
        "id": Field(Id(), required=True, doc="Of the new questionnaire; never reused, never renamed."),
        "version": Field(_VERSION, required=True),
        "status": Field(Choice(("draft", "published", "withdrawn")), required=True),
        "base": Field(
            Form(
                "base",
                {
                    "id": Field(Id(), required=True, doc="Of the core questionnaire."),
                    "at_least": Field(_VERSION, required=True, doc="The first version it builds on."),
                    "below": Field(_VERSION, required=True, doc="The first version it does not build on."),
                },
            ),
            required=True,
            doc="What it builds on.",
        ),
        "languages": Field(ListOf(_LANGUAGE, unique=True), doc="The core questionnaire's when left out."),
        "title": Field(_TITLE, required=True),
        "summary": Field(Text(600), required=True),
        "licence": Field(Text(60), required=True),
        "sources": Field(MapOf(Id(), Text(300)), doc="Besides the core questionnaire's."),
        "roles": Field(MapOf(Id(), Text(60)), doc="Besides the core questionnaire's."),
        "scales": Field(_SCALES, doc="Besides the core questionnaire's."),
        "scoring": Field(Form("scoring", {"dimension": Field(SCORING), "overall": Field(SCORING)}), doc="Where it differs."),
        "questions": Field(
            MapOf(Id(), Form("added", {name: _QUESTION_FIELDS[name] for name in _ADDED}, refused=_FIXED)),
            doc="What is added to questions of the core questionnaire, by id; it takes the place of what stands there.",
        ),
        "dimensions": Field(
            ListOf(
                Form(
                    "added dimension",
                    {
                        "id": Field(Id(), required=True, doc="Of the core questionnaire, or new."),
                        "title": Field(_TITLE, doc="Of a new one."),
                        "questions": Field(ListOf(QUESTION), doc="They come after the core questionnaire's."),
                        "scoring": Field(SCORING),
                        "weight": Field(_WEIGHT),
                        "key": Field(Boolean()),
                    },
                )
            ),
            doc="Questions that are added.",
        ),
        "comparison_items": Field(ListOf(COMPARISON_ITEM), doc="Besides the core questionnaire's."),
    },
)

TRANSLATION = Form(
    "translation",
    {
        "format": Field(Format(TRANSLATION_FORMAT), required=True),
        "questionnaire": Field(Id(), required=True),
        "language": Field(_LANGUAGE, required=True),
        "texts": Field(
            MapOf(
                Pattern(r"[a-z0-9._-]{1,120}", msg("the address of a text such as dimension.method.title")),
                Form(
                    "text",
                    {
                        # Its absence is named with what it must be, where the source text is known.
                        "of": Field(Pattern(r"\S{1,64}", msg("the hash of the source text")), doc="Hash of the source text."),
                        "text": Field(Text(), required=True),
                    },
                ),
            ),
            required=True,
        ),
    },
)


def json_schema(form: Form) -> dict[str, Any]:
    """Return the JSON Schema of a whole file, for editors."""
    defs = {"condition": ConditionKind.definition()}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": form.name, **form.schema(), "$defs": defs}
