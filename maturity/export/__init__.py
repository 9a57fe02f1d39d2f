"""Results as files; the suffix says which kind."""

from __future__ import annotations

from pathlib import Path

from maturity.errors import UsageError
from maturity.model.result import Result
from maturity.scoring.engine import Built
from maturity.text import msg

SUFFIXES = (".xlsx", ".json", ".csv")


def write_report(result: Result, questionnaire: Built, path: str | Path, *, language: str = "en") -> Path:
    """Write a result to a file and return its path.

    Args:
        result: What was scored.
        questionnaire: What it was scored with.
        path: ``.xlsx`` for a workbook, ``.json`` for a result that can be scored again, ``.csv`` for one row per score.
        language: The language of a workbook and of titles: ``nb``, ``nn`` or ``en``.

    Raises:
        UsageError: The suffix is none of these.
        StorageError: The file cannot be written; what stood there before still stands there.
    """
    path = Path(path)
    check_suffix(path)
    match path.suffix.lower():
        case ".xlsx":
            from maturity.export.xlsx import write_workbook

            write_workbook(path, questionnaire.questionnaire, result, language)
        case ".csv":
            from maturity.export.csv import write_csv

            write_csv(path, questionnaire.questionnaire, result, language)
        case _:
            from maturity.export.json import write_json

            write_json(path, questionnaire.questionnaire, result)
    return path


def check_suffix(path: Path) -> None:
    """Make sure that `path` says a kind of file there is.

    Raises:
        UsageError: It does not.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            msg("“{path}” does not say what kind of file to write.", path=str(path)),
            msg("Let the name end in one of: {names}", names=", ".join(SUFFIXES)),
        )
