"""Kinds of file that a result can be written as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from maturity.model.benchmark import Benchmark
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is to be written.

    Attributes:
        results: What was scored, each with its questionnaire; one or more.
        language: The reader's language.
        benchmarks: Published figures to show the answers beside, where the kind of file has room for them.
    """

    results: tuple[tuple[Questionnaire, Result], ...]
    language: str = "en"
    benchmarks: tuple[Benchmark, ...] = ()


Write = Callable[[Path, Content], object]
"""Writes a file. Raises `StorageError` when it cannot, `UsageError` when these results do not go into one file of this kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One kind of file.

    Attributes:
        suffix: With its dot, in lower case.
        write: Writes the file; whatever it needs is imported inside.
    """

    suffix: str
    write: Write


def _workbook(path: Path, content: Content) -> None:
    from maturity.export.xlsx import write_workbook

    write_workbook(path, content.results, content.language, content.benchmarks)


def _json(path: Path, content: Content) -> None:
    from maturity.export.json import write_json

    write_json(path, content.results)


def _csv(path: Path, content: Content) -> None:
    from maturity.export.csv import write_csv

    write_csv(path, content.results, content.language)


EXPORTERS: Mapping[str, Exporter] = {
    exporter.suffix: exporter
    for exporter in (
        Exporter(suffix=".xlsx", write=_workbook),
        Exporter(suffix=".json", write=_json),
        Exporter(suffix=".csv", write=_csv),
    )
}
"""What is built in, by suffix."""
