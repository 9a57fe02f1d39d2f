"""Results as files; the suffix says which kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from maturity.errors import UsageError
from maturity.export.formats import EXPORTERS, Exporter
from maturity.model.result import Result
from maturity.scoring.engine import Built
from maturity.text import msg


def write_report(
    result: Result, questionnaire: Built, path: str | Path, *, language: str = "en", exporters: Mapping[str, Exporter] = EXPORTERS
) -> Path:
    """Write a result to a file and return its path.

    Args:
        result: What was scored.
        questionnaire: What it was scored with.
        path: ``.xlsx`` for a workbook, ``.json`` for a result that can be scored again, ``.csv`` for one row per score.
        language: The language of a workbook and of titles: ``nb``, ``nn`` or ``en``.
        exporters: The kinds of file there are, by suffix.

    Raises:
        UsageError: The suffix is none of these.
        StorageError: The file cannot be written; what stood there before still stands there.
    """
    path = Path(path)
    check_suffix(path, exporters)
    exporters[path.suffix.lower()].write(path, questionnaire.questionnaire, result, language)
    return path


def check_suffix(path: Path, exporters: Mapping[str, Exporter] = EXPORTERS) -> None:
    """Make sure that `path` says a kind of file there is.

    Raises:
        UsageError: It does not.
    """
    if path.suffix.lower() not in exporters:
        raise UsageError(
            msg("“{path}” does not say what kind of file to write.", path=str(path)),
            msg("Let the name end in one of: {names}", names=", ".join(exporters)),
        )
