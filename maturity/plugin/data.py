"""Question sets: a folder with a manifest, read and never imported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from maturity.errors import DataError
from maturity.files import storage_errors
from maturity.model.plugin import Origin, QuestionSet
from maturity.plugin.hookspecs import API
from maturity.questionnaire.fields import Field, Form, ListOf, MapOf, Record
from maturity.questionnaire.reading import Node, Problems, in_order, read_yaml
from maturity.questionnaire.values import INVALID, Boolean, Choice, Id, Integer, Pattern, Share, Text
from maturity.scoring.rules.base import Rule
from maturity.scoring.templates import read_rule
from maturity.text import msg

MANIFEST = "question-set.yaml"
FORMAT = "maturity/question-set/1"
MAX_FILES = 500
MAX_BYTES = 50_000_000

_LANGUAGE = Pattern("[a-z]{2,3}", msg("a language such as nb, nn or en"))
_PLACE = Pattern(
    r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}){0,3}",
    msg("a name inside this folder, such as my-questionnaire"),
)


class Anything:
    """A node that somebody else reads."""

    def read(self, node: Node, _problems: Problems, _where: str) -> Any:
        return node

    def schema(self) -> dict[str, Any]:
        return {}


_RULE = Form(
    "rule",
    {
        "id": Field(Id(), required=True, doc="What questionnaires call it."),
        "plan": Field(Anything(), required=True, doc="A tree of plan nodes with places for the items."),
        "min_completeness": Field(Share(), doc="The share that must be answered when a questionnaire does not say."),
        "ordered": Field(Boolean(), doc="Whether the order of the questions is part of the rule."),
    },
)

QUESTION_SET = Form(
    "question set",
    {
        "format": Field(Choice((FORMAT,)), required=True),
        "id": Field(Id(), required=True),
        "version": Field(Pattern(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", msg("a version such as 1.0.0")), required=True),
        "api": Field(Integer(1, 1_000), required=True, doc="Version of the plugin interface it was written for."),
        "title": Field(MapOf(_LANGUAGE, Text(120)), required=True),
        "publisher": Field(Text(120), required=True),
        "contact": Field(Text(200), required=True),
        "licence": Field(Text(60), required=True),
        "questionnaires": Field(ListOf(_PLACE), doc="Folders of questionnaires; the last part is the id."),
        "benchmarks": Field(ListOf(_PLACE), doc="Files of benchmarks; the name without its suffix is the id."),
        "rules": Field(ListOf(_RULE), doc="Scoring rules as data."),
        "tombstones": Field(ListOf(Id()), doc="Ids that were used once and never will be again."),
    },
)


def read_question_set(folder: Path, origin: Origin) -> QuestionSet:
    """Read a question set's manifest and its rules; its questionnaires and benchmarks are read when they are used.

    Raises:
        DataError: Anything in the manifest is wrong, or what it names is not there; carries every problem.
        StorageError: A file cannot be read.
    """
    problems = Problems(str(folder / MANIFEST))
    node = read_yaml(folder / MANIFEST, problems)
    root = QUESTION_SET.read(node, problems, "") if node else INVALID
    if root is INVALID:
        raise DataError(in_order(problems.found), msg("The question set in {folder} cannot be used.", folder=str(folder)))
    questionnaires = dict(_named(root, "questionnaires", folder, problems))
    benchmarks = dict(_named(root, "benchmarks", folder, problems))
    rules = {rule.id: rule for record in root.get("rules", ()) if (rule := _rule(record, problems)) is not None}
    if (api := root.get("api")) is not None and api > API:
        message = msg(
            "The question set was written for version {found} of the plugin interface; this is version {known}.", found=api, known=API
        )
        problems.at(root.at("api"), message, hint=msg("Install a newer version of the toolkit."))
    for path in _links_out(folder):
        problems.at(None, msg("{path} is a link that leads out of the question set.", path=path), hint=msg("Put the file itself there."))
    problems.raise_if_any()
    return QuestionSet(
        id=root.get("id"),
        version=root.get("version"),
        api=root.get("api"),
        title=root.get("title"),
        publisher=root.get("publisher"),
        contact=root.get("contact"),
        licence=root.get("licence"),
        folder=folder,
        origin=Origin(plugin=origin.plugin, distribution=origin.distribution, version=root.get("version"), sha256=fingerprint(folder)),
        questionnaires=questionnaires,
        benchmarks=benchmarks,
        rules=rules,
        tombstones=tuple(root.get("tombstones", ())),
    )


def fingerprint(folder: Path) -> str:
    """Return the sha256 of a question set's files: names and contents, in order.

    Raises:
        DataError: There are too many files, or too large ones.
        StorageError: A file cannot be read.
    """
    found = hashlib.sha256()
    size = 0
    with storage_errors(folder):
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in (".yaml", ".md", ".json", ".csv"))
        if len(files) > MAX_FILES:
            raise DataError([], msg("The folder {folder} holds more than {limit} files.", folder=str(folder), limit=MAX_FILES))
        for path in files:
            size += path.stat().st_size
            if size > MAX_BYTES:
                raise DataError([], msg("The folder {folder} holds more than {limit} bytes.", folder=str(folder), limit=MAX_BYTES))
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _links_out(folder: Path) -> Iterator[str]:
    top = folder.resolve()
    with storage_errors(folder):
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() and not path.resolve().is_relative_to(top):
                yield path.relative_to(folder).as_posix()


def _named(root: Record, key: str, folder: Path, problems: Problems) -> Iterator[tuple[str, Path]]:
    seen: set[str] = set()
    for item in root.at(key).items if key in root.nodes else ():
        path = folder / item.text
        if ".." in item.text or not path.resolve().is_relative_to(folder.resolve()) or not path.exists():
            problems.at(item, msg("There is no “{name}” in the folder of the question set.", name=item.text))
            continue
        name = path.stem if key == "benchmarks" else path.name
        if name in seen:
            problems.at(item, msg("“{key}” stands here for the second time.", key=name))
        seen.add(name)
        yield name, path


def _rule(record: Record, problems: Problems) -> Rule | None:
    name, node = record.get("id"), record.get("plan")
    if name is None or node is None:
        return None
    least: Fraction | None = record.get("min_completeness")
    return read_rule(name, node, problems, min_completeness=least, ordered=record.get("ordered", False))
