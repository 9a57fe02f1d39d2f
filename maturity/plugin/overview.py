"""What `maturity plugin list` and `info` tell, without importing a plugin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maturity.errors import DataError, MaturityError, UsageError
from maturity.model.plugin import Failure, Origin, QuestionSet, foreign
from maturity.plugin.data import MANIFEST, read_question_set
from maturity.plugin.discovery import CODE_GROUP, DATA_GROUP, EntryPoint, installed
from maturity.plugin.folders import package_folder
from maturity.plugin.status import recall
from maturity.questionnaire.values import choices, nearest
from maturity.text import clean_line, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One installed plugin.

    Attributes:
        question_set: What a data plugin brings; None for code, and for data that cannot be read.
        failure: Why it was left out the last time it was tried, or why its data cannot be read now.
    """

    point: EntryPoint
    question_set: QuestionSet | None = None
    failure: Failure | None = None

    @property
    def is_data(self) -> bool:
        """Whether it is data, read and never imported."""
        return self.point.group == DATA_GROUP

    def to_json(self) -> dict[str, Any]:
        """Return it as it stands in documents."""
        brought = self.question_set
        return {
            "name": self.point.name,
            "kind": "data" if self.is_data else "code",
            "distribution": self.point.distribution,
            "version": self.point.version,
            "question_set": None
            if brought is None
            else {
                "id": brought.id,
                "version": brought.version,
                "title": dict(brought.title),
                "publisher": brought.publisher,
                "contact": brought.contact,
                "licence": brought.licence,
                "questionnaires": list(brought.questionnaires),
                "benchmarks": list(brought.benchmarks),
                "rules": list(brought.rules),
                "sha256": brought.origin.sha256,
            },
            "failure": None
            if self.failure is None
            else {"stage": self.failure.stage, "reason": str(self.failure.reason), "remedy": self.failure.origin.remedy},
        }


def overview() -> list[Overview]:
    """Return every installed plugin, by name."""
    failed = {failure.origin.plugin: failure for failure in recall()}
    return [_one(point, failed.get(point.name)) for point in installed()]


def find_overview(name: str) -> Overview:
    """Return one installed plugin.

    Raises:
        UsageError: None is called so; names the nearest.
    """
    found = {one.point.name: one for one in overview()}
    if name not in found:
        shown = clean_line(name, limit=80)
        hint = nearest(shown, list(found)) or msg("Installed: {names}.", names=choices(list(found)) or "–")
        raise UsageError(msg("There is no plugin “{name}”.", name=shown), hint)
    return found[name]


def _one(point: EntryPoint, failure: Failure | None) -> Overview:
    if point.group != DATA_GROUP:
        return Overview(point=point, failure=failure)
    origin = Origin(plugin=point.name, distribution=point.distribution, version=point.version)
    folder = package_folder(point.value)
    if folder is None:
        reason = msg(
            "the package {package} has no folder; where it is installed for editing, name its folder with --path", package=point.value
        )
        return Overview(point=point, failure=Failure(origin=origin, stage="load", reason=reason))
    try:
        return Overview(point=point, question_set=read_question_set(folder, origin), failure=failure)
    except MaturityError as error:
        reason = foreign(str(error.problems[0])) if isinstance(error, DataError) and error.problems else error.message
        return Overview(point=point, failure=Failure(origin=origin, stage="validate", reason=reason))


def is_code(named: Path) -> bool:
    """Whether this is the name of an installed Python plugin, and no folder."""
    return not (named / MANIFEST).is_file() and any(point.name == str(named) and point.group == CODE_GROUP for point in installed())


def question_set_folder(named: Path) -> Path:
    """Return the folder of a question set given by its path or by the name of an installed data plugin.

    Raises:
        UsageError: There is none.
    """
    if (named / MANIFEST).is_file():
        return named
    point = next((point for point in installed() if point.name == str(named) and point.group == DATA_GROUP), None)
    folder = package_folder(point.value) if point else None
    if folder is None:
        raise UsageError(
            msg("There is no question set in {path}.", path=clean_line(str(named), limit=300)),
            msg("A question set is a folder with a file {file}.", file=MANIFEST),
        )
    return folder
