"""Texts in other languages: addresses, hashes of what was translated, and putting them in place."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from maturity.questionnaire.fields import INVALID, Record, nearest
from maturity.questionnaire.forms import TRANSLATION
from maturity.questionnaire.reading import Node, Problems, read_yaml
from maturity.text import msg


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
    for key in ("title", "text", "help"):
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
    if questionnaire_id and record.get("questionnaire", questionnaire_id) != questionnaire_id:
        problems.at(
            record.at("questionnaire"),
            msg("Found “{found}”; expected {expected}.", found=record.get("questionnaire"), expected=questionnaire_id),
        )
    if record.get("language", language) != language:
        problems.at(record.at("language"), msg("Found “{found}”; expected {expected}.", found=record.get("language"), expected=language))
    texts: dict[str, Record] = record.get("texts", {})
    for address, entry in texts.items():
        if address not in sources:
            hint = nearest(address, list(sources))
            problems.at(entry.node, msg("The questionnaire has no text “{address}”.", address=address), hint=hint)
        elif entry.get("of") not in (None, current := text_hash(sources[address].text)):
            problems.at(
                entry.at("of"),
                msg("The source text of “{address}” has changed since it was translated.", address=address),
                hint=msg(
                    'Read it again (line {line} of questionnaire.yaml), mend the translation and write of: "{hash}".',
                    line=sources[address].node.line,
                    hash=current,
                ),
            )
    for address, source in sources.items():
        if address not in texts:
            problems.at(
                record.at("texts"),
                msg("The translation of “{address}” is missing.", address=address),
                hint=msg('Add it with of: "{hash}".', hash=text_hash(source.text)),
            )
    found = {address: PlacedText(entry.get("text"), entry.at("text")) for address, entry in texts.items() if entry.get("text") is not None}
    return found, problems
