"""What can be used as it is but should be mended: warnings, with line, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap

from maturity.questionnaire.fields import Record
from maturity.questionnaire.reading import Problems
from maturity.questionnaire.translation import PlacedText
from maturity.questionnaire.values import choices
from maturity.text import LANGUAGES, msg

#: Longest text that reads well on a screen, by the last part of its address that is a word.
LIMITS = {"title": 60, "text": 160, "help": 300, "example": 300, "option": 160, "improvement": 300, "not-applicable": 160}

#: A second clause joined to the first, in any of the languages; “who pays, and who gains” is one claim about two things.
_TWO_CLAIMS = re.compile(r"(?:, (?:and|og|samt)|;) (?!who|what|how|which|hv|kven|kva|korleis)", re.IGNORECASE)

_COLUMNS, _ROWS = 80, 24
#: Rows of a question's page beside the question and its options: heading, empty lines, two lines of letters, the prompt.
_FRAME = 7
_MARK = 4


def lint(root: Record, texts: Mapping[str, PlacedText], problems: Problems) -> None:
    """Record warnings about the texts of one language.

    Args:
        root: The questionnaire's file.
        texts: By address, with the node each stands at in the file that `problems` is about.
        problems: Where the warnings go.
    """
    # Wording that is printed elsewhere cannot be shortened.
    printed = tuple(f"{one.get('id')}.{part}" for one in _questions(root) if one.get("printed") for part in ("text", "option."))
    for address, placed in texts.items():
        parts = [part for part in address.split(".") if part in LIMITS and not address.startswith(printed)]
        limit = LIMITS[parts[-1]] if parts else None
        if limit and len(placed.text) > limit:
            message = msg("“{address}” has {n} characters; it reads well up to {limit}.", address=address, n=len(placed.text), limit=limit)
            problems.at(placed.node, message, warning=True)
        if placed.node.comment:
            message = msg("What follows “#” after this text is a comment, and no part of it.")
            problems.at(
                placed.node, message, hint=msg("Put the text in quotation marks, or the comment on a line of its own."), warning=True
            )
    for question in _questions(root):
        _lint_question(question, texts, problems)


def lint_languages(root: Record, problems: Problems) -> None:
    """Record yes-no questions in languages in which the toolkit does not know yes and no."""
    unknown = [language for language in root.get("languages", ()) if language not in LANGUAGES]
    for question in _questions(root) if unknown else ():
        if question.get("type") == "yes-no":
            message = msg("The answers no and yes are shown in English in these languages: {languages}.", languages=choices(unknown))
            hint = msg("Use statements or a rating with these two options.")
            problems.at(question.at("type"), message, hint=hint, warning=True)


def _questions(root: Record) -> Iterator[Record]:
    for dimension in root.get("dimensions", ()):
        yield from dimension.get("questions", ())
    yield from root.get("comparison_items", ())


def _lint_question(question: Record, texts: Mapping[str, PlacedText], problems: Problems) -> None:
    name = question.get("id")
    place = texts.get(f"{name}.text")
    options = {address: found for address, found in texts.items() if address.startswith(f"{name}.option.")}
    if place is None:
        return
    rows = _FRAME + len(wrap(place.text, _COLUMNS)) + sum(len(wrap(option.text, _COLUMNS - _MARK)) for option in options.values())
    if rows > _ROWS:
        message = msg("“{name}” needs {n} lines on a screen of 80 columns; there are {limit}.", name=name, n=rows, limit=_ROWS)
        problems.at(place.node, message, hint=msg("Shorten its statements."), warning=True)
    seen: dict[str, str] = {}
    for address, option in options.items():
        if question.get("type") == "statements" and not question.get("printed") and _TWO_CLAIMS.search(option.text):
            message = msg("“{address}” may make two claims; somebody can agree with one of them only.", address=address)
            problems.at(option.node, message, hint=msg("Keep one, and move the other into the help or the advice."), warning=True)
        text = option.text.casefold()
        if text in seen:
            problems.at(option.node, msg("“{address}” says the same as “{other}”.", address=address, other=seen[text]), warning=True)
        seen.setdefault(text, address)
