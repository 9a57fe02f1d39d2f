"""Results as CSV: one row per dimension and role, comma, point, UTF-8; for programs rather than for Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from maturity.export.json import result_to_json
from maturity.files import write_atomically
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import Result
from maturity.text import catalogue, clean_line

COLUMNS = (
    "organisation",
    "period",
    "questionnaire",
    "version",
    "sample",
    "dimension",
    "title",
    "role",
    "status",
    "score",
    "level",
    "level_label",
    "answered",
    "applicable",
    "completeness",
    "target",
    "gap",
    "questionnaire_status",
)

#: Full-width forms included: programs in East Asia read them the same way.
_STARTS_FORMULA = tuple("=+-@＝＋－＠")


def write_csv(path: Path, results: Iterable[tuple[Questionnaire, Result]], language: str) -> None:
    """Write results as CSV; see `to_csv`.

    Raises:
        StorageError: The file cannot be written.
    """
    write_atomically(path, to_csv(results, language).encode())


def to_csv(results: Iterable[tuple[Questionnaire, Result]], language: str) -> str:
    """Return results as CSV with a header; the role is empty for all roles together.

    Args:
        results: What was scored, each with its questionnaire.
        language: Of titles and level labels.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for questionnaire, result in results:
        writer.writerows(_rows(questionnaire, result, language))
    return text.getvalue()


def _rows(questionnaire: Questionnaire, result: Result, language: str) -> Iterator[dict[str, Any]]:
    document = result_to_json(result, questionnaire)
    spoken = questionnaire.language_for(language)
    labels = {level.value: harmless(level.label[spoken]) for level in questionnaire.levels}
    common = {
        "organisation": harmless(result.assessment.organisation.name),
        "period": result.assessment.period,
        "questionnaire": questionnaire.id,
        "version": questionnaire.version,
        "questionnaire_status": questionnaire.status,
        "sample": "true" if result.assessment.sample else "false",
    }
    for combined in (*document["dimensions"], document["overall"]):
        dimension = questionnaire.dimension(combined["id"])
        title = dimension.title[spoken] if dimension else catalogue(language)("Overall")
        for role, score in (("", combined), *combined["roles"].items()):
            values = {name: _plain(score[name]) for name in COLUMNS if name in score}
            values["level_label"] = labels.get(score["level"], "")
            yield {**common, "dimension": combined["id"], "title": harmless(title), "role": role, **values}


def _plain(value: Any) -> Any:
    """Return a number without an exponent, which not every program reads."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def harmless(text: str) -> str:
    """Return text on one line that a spreadsheet will not take for a formula, in any form of the sign it begins with."""
    line = clean_line(text)
    return f"'{line}" if line[:1] in _STARTS_FORMULA else line
