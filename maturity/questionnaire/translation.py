"""Texts in other languages: addresses, hashes of what was translated, and putting them in place."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from maturity.questionnaire.fields import Record
from maturity.questionnaire.forms import TRANSLATION
from maturity.questionnaire.reading import Node, Problems, read_yaml
from maturity.questionnaire.values import INVALID, nearest, shown
from maturity.text import msg

_HASH = re.compile("[0-9a-f]{8}")
#: With more problems than this in one file, no more names are guessed.
_MOST_HINTS = 50


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One text of a questionnaire in one language.

    Attributes:
        text: As written.
        node: Where it stands.
    """

    text: str
    node: Node


def text_hash(text: str) -> str:
    """Return the eight hexadecimal digits that a translation of `text` carries."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def source_texts(root: Record) -> dict[str, PlacedText]:
    """Return every translatable text of a questionnaire file by its address."""
    found: dict[str, PlacedText] = {}
    for address, record, key in _places(root):
        if isinstance(text := record.get(key), str):
            found[address] = PlacedText(text, record.at(key))
    return found


def _places(root: Record) -> Iterator[tuple[str, Record, str]]:
    yield "title", root, "title"
    yield "summary", root, "summary"
    roles = root.get("roles", {})
    role_nodes = {key.text: value for key, value in root.at("roles").entries}
    for role in roles:
        yield f"role.{role}", Record(root.at("roles"), roles, role_nodes), role
    for level in root.get("levels", ()):
        yield f"level.{level.get('value')}", level, "label"
    for scale_id, scale in root.get("scales", {}).items():
        for option in scale.get("options", ()):
            yield from _option_places(f"scale.{scale_id}.{option.get('value')}", option)
    for dimension in root.get("dimensions", ()):
        yield f"dimension.{dimension.get('id')}.title", dimension, "title"
        for question in dimension.get("questions", ()):
            yield from _question_places(question)
    for item in root.get("comparison_items", ()):
        yield from _question_places(item)


def _question_places(question: Record) -> Iterator[tuple[str, Record, str]]:
    prefix = question.get("id")
    for key in ("title", "text", "help", "example"):
        yield f"{prefix}.{key}", question, key
    for option in question.get("options", ()):
        yield from _option_places(f"{prefix}.option.{option.get('value')}", option)
    if numbers := question.get("range"):
        yield f"{prefix}.unit", numbers, "unit"
    for step in question.get("improvement", ()):
        yield f"{prefix}.improvement.{step.get('from')}", step, "text"
    if not_applicable := question.get("not_applicable"):
        yield f"{prefix}.not-applicable", not_applicable, "guidance"


def _option_places(address: str, option: Record) -> Iterator[tuple[str, Record, str]]:
    yield address, option, "text"
    yield f"{address}.label", option, "label"


def read_translation(
    path: Path, questionnaire_id: str | None, language: str, sources: Mapping[str, PlacedText]
) -> tuple[dict[str, PlacedText], Problems]:
    """Read one translation file and hold it against the source texts.

    Args:
        path: The file.
        questionnaire_id: What it must be a translation of.
        language: What it must be in.
        sources: Every source text by address.

    Returns:
        Texts by address, and everything that is wrong: missing, stale, unknown.

    Raises:
        StorageError: The file cannot be read.
    """
    problems = Problems(str(path))
    node = read_yaml(path, problems)
    record = TRANSLATION.read(node, problems, "") if node else INVALID
    if record is INVALID:
        return {}, problems
    for key, expected in (("questionnaire", questionnaire_id), ("language", language)):
        if expected and (found := record.get(key, expected)) != expected:
            problems.at(record.at(key), msg("Found “{found}”; expected {expected}.", found=found, expected=expected))
    texts: dict[str, Record] | None = record.get("texts")
    if texts is None:
        return {}, problems
    for address, entry in texts.items():
        _check_text(address, entry, sources, problems)
    # One that stands there but could not be read is named already.
    there = {key.text for key, _ in record.at("texts").entries}
    for address, source in sources.items():
        if address not in there:
            entry_text = f'{address}: {{of: "{text_hash(source.text)}", text: "…"}}'
            problems.at(
                record.at("texts"),
                msg("The translation of “{address}” is missing.", address=address),
                hint=msg(
                    "Translate line {line} of questionnaire.yaml and add under “texts”: {entry}", line=source.node.line, entry=entry_text
                ),
            )
    return {address: PlacedText(text, entry.at("text")) for address, entry in texts.items() if (text := entry.get("text"))}, problems


def _check_text(address: str, entry: Record, sources: Mapping[str, PlacedText], problems: Problems) -> None:
    """Record an address that the questionnaire does not have, and a text of which the source has changed."""
    if address not in sources:
        # A translation of another questionnaire has hundreds of such addresses, and comparing takes its time.
        hint = nearest(address, list(sources)) if len(problems.found) < _MOST_HINTS else None
        message = msg("The questionnaire has no text “{address}”.", address=address)
        problems.at(entry.node, message, hint=hint or msg("Remove it from the translation."))
        return
    found, current, line = entry.get("of"), text_hash(sources[address].text), sources[address].node.line
    if found == current or (found is None and "of" in entry.nodes):
        return
    if found is None:
        message = msg("The key “{key}” is missing.", key="of")
    elif not _HASH.fullmatch(found):
        message = msg("Found “{found}”; expected {expected}.", found=shown(found), expected=f"“{current}”")
    else:
        message = msg("The source text of “{address}” has changed since it was translated.", address=address)
    hint = msg('Compare the translation with line {line} of questionnaire.yaml, mend it and write of: "{hash}".', line=line, hash=current)
    problems.at(entry.at("of"), message, hint=hint)
