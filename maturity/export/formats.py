"""Kinds of file that a result can be written as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from maturity.model.questionnaire import Questionnaire
from maturity.model.result import Result

Write = Callable[[Path, Questionnaire, Result, str], object]
"""Writes a result: path, questionnaire, result, the reader's language. Raises `StorageError` when it cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One kind of file.

    Attributes:
        suffix: With its dot, in lower case.
        write: Writes the file; whatever it needs is imported inside.
    """

    suffix: str
    write: Write


def _workbook(path: Path, questionnaire: Questionnaire, result: Result, language: str) -> None:
    from maturity.export.xlsx import write_workbook

    write_workbook(path, questionnaire, result, language)


def _json(path: Path, questionnaire: Questionnaire, result: Result, _: str) -> None:
    from maturity.export.json import write_json

    write_json(path, questionnaire, result)


def _csv(path: Path, questionnaire: Questionnaire, result: Result, language: str) -> None:
    from maturity.export.csv import write_csv

    write_csv(path, questionnaire, result, language)


EXPORTERS: Mapping[str, Exporter] = {
    exporter.suffix: exporter
    for exporter in (
        Exporter(suffix=".xlsx", write=_workbook),
        Exporter(suffix=".json", write=_json),
        Exporter(suffix=".csv", write=_csv),
    )
}
"""What is built in, by suffix."""
