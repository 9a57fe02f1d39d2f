"""Results as files; the suffix says which kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from maturity.errors import UsageError
from maturity.export.formats import EXPORTERS, Content, Exporter
from maturity.model.benchmark import Benchmark
from maturity.model.result import Result
from maturity.scoring.engine import Built
from maturity.text import msg


def write_report(
    result: Result,
    questionnaire: Built,
    path: str | Path,
    *,
    language: str = "en",
    exporters: Mapping[str, Exporter] = EXPORTERS,
    benchmarks: Iterable[Benchmark] = (),
) -> Path:
    """Write a result to a file and return its path.

    Args:
        result: What was scored.
        questionnaire: What it was scored with.
        path: ``.xlsx`` for a workbook, ``.json`` for a result that can be scored again, ``.csv`` for one row per score.
        language: The language of a workbook and of titles: ``nb``, ``nn`` or ``en``.
        exporters: The kinds of file there are, by suffix.
        benchmarks: Published figures that a workbook shows the answers beside.

    Raises:
        UsageError: The suffix is none of these.
        StorageError: The file cannot be written; what stood there before still stands there.
    """
    return write_reports([(questionnaire, result)], path, language=language, exporters=exporters, benchmarks=benchmarks)


def write_reports(
    results: Sequence[tuple[Built, Result]],
    path: str | Path,
    *,
    language: str = "en",
    exporters: Mapping[str, Exporter] = EXPORTERS,
    benchmarks: Iterable[Benchmark] = (),
) -> Path:
    """Write several results to one file and return its path; see `write_report`.

    Args:
        results: One or more questionnaires and periods. All of one organisation for a workbook, which shows the latest period of each
            questionnaire beside the one before; a list of results for ``.json``, the rows of all for ``.csv``.
        path: Where, and by its suffix what.
        language: The reader's.
        exporters: The kinds of file there are, by suffix.
        benchmarks: Published figures that a workbook shows the answers beside.

    Raises:
        UsageError: The suffix is none of these, or the results do not belong in one workbook.
        StorageError: The file cannot be written; what stood there before still stands there.
    """
    path = Path(path)
    check_suffix(path, exporters)
    content = Content(
        results=tuple((built.questionnaire, result) for built, result in results), language=language, benchmarks=tuple(benchmarks)
    )
    exporters[path.suffix.lower()].write(path, content)
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
