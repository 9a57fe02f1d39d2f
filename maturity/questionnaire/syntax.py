"""What the YAML parser complains of, in the words of somebody who writes a questionnaire: what is wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.text import Message, msg

if TYPE_CHECKING:
    from yaml import MarkedYAMLError
    from yaml.error import Mark

Place = tuple[int, int]

_INDENTATION = msg("Check the indentation.")
_QUOTES = msg("Put the text in quotation marks.")

#: By what the parser says: what is wrong, and what to do.
_REASONS: dict[str, tuple[Message, Message]] = {
    "mapping values are not allowed in this context": (
        msg("A colon and a space end a key, but there can be no key here."),
        msg("If they belong to a text, put the whole text in quotation marks; otherwise check the indentation."),
    ),
    "could not find expected ':'": (
        msg("Expected a key, a colon, a space and a value."),
        msg("A text of several lines is indented further than its key; an item of a list begins with a hyphen and a space."),
    ),
    "did not find expected key": (
        msg("This does not fit what stands before it."),
        msg("Check the indentation, the brackets and the quotation marks: a text that begins with one ends with one."),
    ),
    "did not find expected '-' indicator": (msg("Expected a hyphen, as before the other items of the list."), _INDENTATION),
    "block sequence entries are not allowed in this context": (
        msg("A list begins on its own line, and no text begins with “- ”."),
        _QUOTES,
    ),
    "mapping keys are not allowed in this context": (msg("A text cannot begin with “{characters}”.", characters="? "), _QUOTES),
    "found a tab character that violates indentation": (msg("A tab cannot indent a line."), msg("Use spaces instead.")),
    "found unknown escape character": (
        msg("“\\” has a special meaning between double quotation marks, and this one is not known."),
        msg("Write “\\\\”, or use single quotation marks."),
    ),
    "did not find expected comment or line break": (
        msg("Nothing can follow “|” or “>” on the same line."),
        msg("Begin the text on the next line, indented further; a text that begins with one of them needs quotation marks."),
    ),
    "did not find expected <document start>": (
        msg("Nothing more was expected here."),
        msg("Check the indentation and the brackets; the keys of the first level begin in the first column."),
    ),
    "did not find expected node content": (
        msg("Expected a value."),
        msg("Check that every bracket is closed and that no comma is left over."),
    ),
}
_TAB = _REASONS["found a tab character that violates indentation"]


def explain(error: MarkedYAMLError, text: str, deepest: int) -> tuple[Place | None, Message, Message | None]:
    """Return where the parser stopped, what is wrong there and what to do; its own English words where none here fit.

    Args:
        error: What the parser raised.
        text: What it read.
        deepest: How deep values may be nested.
    """
    reason = error.problem or error.context or "?"
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None, msg("This is not YAML: {reason}.", reason=reason), None
    place, began = _place(mark), _place(error.context_mark or mark)
    if "quoted scalar" in (error.context or "") and reason in ("found unexpected end of stream", "found unexpected document indicator"):
        return began, msg("This quotation mark is never closed."), msg("End the text with the same mark.")
    if reason == "exceeded maximum nesting depth":
        return place, msg("Values are nested more than {limit} deep.", limit=deepest), None
    if reason in ("did not find expected ',' or '}'", "did not find expected ',' or ']'"):
        hint = msg("The bracket on line {line} is still open; a text with a comma or a bracket needs quotation marks.", line=began[0])
        return place, msg("Expected a comma or “{bracket}”.", bracket=reason[-2]), hint
    if reason == "did not find expected alphabetic or numeric character" and error.context_mark is not None:
        return began, msg("A text cannot begin with “{characters}”.", characters=_at(text, error.context_mark)), _QUOTES
    if reason == "found character that cannot start any token" and (character := _at(text, mark)):
        return place, *(_TAB if character == "\t" else (msg("A text cannot begin with “{characters}”.", characters=character), _QUOTES))
    if reason == "could not find expected ':'":
        place = began
    known = _REASONS.get(reason)
    return (place, *known) if known else (place, msg("This is not YAML: {reason}.", reason=reason), None)


def _place(mark: Mark) -> Place:
    return mark.line + 1, mark.column + 1


def _at(text: str, mark: Mark) -> str:
    lines = text.split("\n")
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
