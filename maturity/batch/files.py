"""From files of responses to a file of scores: whole or not at all, with every row accounted for."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from maturity.batch.assessments import assessments_table
from maturity.batch.contributions import contributions_below, contributions_table
from maturity.batch.responses import Reject, Responses
from maturity.batch.run import Wanted, did, of_table, responses, scored, ways
from maturity.errors import UsageError
from maturity.files import make_folder, storage_errors, write_atomically
from maturity.scoring.engine import Built
from maturity.text import Catalogue, Message, catalogue, msg

if TYPE_CHECKING:
    from maturity.assessment.loading import Find
    from maturity.model.benchmark import Benchmark

Style = Literal["plain", "excel-no"]

FORMAT = "maturity/batch/1"
#: Scores tables, each into its own Parquet file, and yields the rejects of each in order.
Elsewhere = Callable[[Sequence[Responses], Sequence[Path]], Iterable[list[Reject]]]
#: Rows with something wrong that are told on a screen.
_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of the rows.

    Attributes:
        read: In all files.
        scored: In the output.
        rejected: With something wrong; scored and rejected are all that were read.
    """

    read: int
    scored: int
    rejected: int


def opened(paths: Sequence[Path], built: Built, wanted: Wanted, scratch: Path, find: Find) -> list[tuple[Responses, tuple[Message, ...]]]:
    """Open files of responses and folders of assessments, each with what a user must know about how it is read.

    Raises:
        UsageError: One is not there, or of no kind that is read here.
        DataError: One cannot be read, or holds no answers to this questionnaire.
        StorageError: One cannot be read.
    """
    found = []
    for path in paths:
        if path.is_dir() and (inside := sorted(path.glob("*.parquet"))):
            found += [responses(part, built, wanted, scratch) for part in inside]
        elif path.is_dir():
            contributed = contributions_below(path)
            table = contributions_table(contributed, path, built) if contributed else assessments_table(path, built, find)
            found.append(of_table(table, built, wanted))
        else:
            found.append(responses(path, built, wanted, scratch))
    return found


def score_files(
    found: Sequence[Responses],
    output: Path,
    rejects: Callable[[Responses, Reject], None],
    language: str,
    style: Style = "plain",
    *,
    named: bool = False,
    elsewhere: Elsewhere | None = None,
    published: Sequence[Benchmark] = (),
) -> Counts:
    """Score responses into one file.

    Args:
        found: What was opened.
        output: Ends in .csv, .jsonl, .json or .parquet.
        rejects: Is given each row that is not scored.
        language: Of the reasons why a score was held down.
        style: ``excel-no`` writes semicolons, decimal commas and a byte order mark.
        named: Whether a workbook shows each response with its organisation.
        elsewhere: Scores tables in other processes; here when left out.
        published: Benchmarks whose segments a workbook puts respondents into.

    Raises:
        UsageError: The suffix says no kind of file.
        StorageError: The output cannot be written; what stood there before still stands there.
    """
    write = writer(output, style) if output.suffix.lower() != ".xlsx" else None
    make_folder(output.parent)
    rejected = 0
    with storage_errors(output), tempfile.TemporaryDirectory(prefix=".maturity-", dir=output.parent) as folder:
        parts = [Path(folder) / f"{number}.parquet" for number in range(len(found))]
        if elsewhere is None:
            rejected = sum(score_one(one, part, rejects, language) for one, part in zip(found, parts, strict=True))
        else:
            for one, several in zip(found, elsewhere(found, parts), strict=True):
                for reject in several:
                    rejects(one, reject)
                rejected += len(several)
        read = sum(one.table.rows for one in found)
        scores = (
            pl.scan_parquet(parts[0]) if len(parts) == 1 else pl.concat([pl.scan_parquet(part) for part in parts], how="diagonal_relaxed")
        )
        whole = Path(folder) / f"scores{output.suffix}"
        if write is None:
            _workbook(whole, found, scores, language, (read, read - rejected, rejected), published, named=named)
        elif len(parts) == 1 and output.suffix.lower() == ".parquet":
            whole = parts[0]
        else:
            write(scores, whole, found[0].built, read, rejected)
        with whole.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(whole, output)
    return Counts(read=read, scored=read - rejected, rejected=rejected)


def score_one(found: Responses, part: Path, rejects: Callable[[Responses, Reject], None], language: str) -> int:
    """Write the scores of one table, and return how many rows were rejected."""
    for way in ways(found):
        try:
            scored(way, found.built, language).sink_parquet(part, engine="streaming", compression="lz4")
        except pl.exceptions.PolarsError:
            if way.expected is None:
                raise
            continue
        if not did(way, pl.scan_parquet(part)):
            continue
        rejected = 0
        for reject in way.rejects:
            rejects(found, reject)
            rejected += 1
        written = pl.scan_parquet(part).select(pl.len()).collect().item()
        assert written + rejected == found.table.rows, "a row is neither scored nor rejected"
        return rejected
    raise AssertionError("the last way always does")


def _workbook(
    path: Path,
    found: Sequence[Responses],
    scores: pl.LazyFrame,
    language: str,
    counts: tuple[int, int, int],
    published: Sequence[Benchmark],
    *,
    named: bool,
) -> None:
    """Write figures over organisations, protected as a benchmark is, and with `named` every response."""
    from maturity.batch.building import Labels, build_benchmark
    from maturity.export.xlsx.sector import Sector, write_sector

    built = found[0].built
    title = built.questionnaire.title[built.questionnaire.language_for(language)]
    periods = periods_of(found)
    # Nothing of these is shown: a workbook is no publication with a name and a year.
    labels = Labels(id=built.questionnaire.id, version="1.0.0", title=title, attribution="–", period="2000")
    benchmark, _ = build_benchmark(found, built, labels, groups=found[0].groups, published=published)
    assert benchmark.built_from is not None
    benchmark = replace(benchmark, built_from=replace(benchmark.built_from, period=", ".join(periods)))
    rows: Iterable[Any] = ()
    heading: list[str] = []
    if named:
        heading = scores.collect_schema().names()
        rows = (
            [Fraction(str(value)) if isinstance(value, float) else value for value in row]
            for batch in scores.collect_batches(chunk_size=5_000)
            for row in batch.iter_rows()
        )
    write_sector(
        path, Sector(benchmark=benchmark, questionnaire=built.questionnaire, counts=counts, heading=heading, responses=rows), language
    )


def periods_of(found: Sequence[Responses]) -> list[str]:
    """Return the periods that the rows of some tables say they are of, in order."""
    periods: set[str] = set()
    for one in found:
        if (column := one.headings.keys.get("period")) is not None:
            unique = one.table.strings().select(pl.col(column).unique()).collect(engine="streaming")
            periods |= {text.strip() for text in unique.to_series().to_list() if text and text.strip()}
    return sorted(periods)


Write = Callable[[pl.LazyFrame, Path, Built, int, int], None]


def writer(output: Path, style: Style = "plain") -> Write:
    """Return what writes a kind of file.

    Raises:
        UsageError: The suffix says no kind of file.
    """
    if style != "plain" and output.suffix.lower() != ".csv":
        raise UsageError(msg("Semicolons and decimal commas are for CSV; {path} is none.", path=str(output)))
    options: dict[str, Any] = {"separator": ";", "decimal_comma": True, "include_bom": True} if style == "excel-no" else {}
    known: dict[str, Write] = {
        ".csv": lambda frame, path, *_: frame.sink_csv(path, engine="streaming", **options),
        ".jsonl": lambda frame, path, *_: frame.sink_ndjson(path, engine="streaming"),
        ".parquet": lambda frame, path, *_: frame.sink_parquet(path, engine="streaming"),
        ".json": _json,
    }
    if output.suffix.lower() not in known:
        raise UsageError(
            msg("“{path}” does not say what kind of file to write.", path=str(output)),
            msg("Let the name end in one of: {suffixes}", suffixes=", ".join([*known, ".xlsx"])),
        )
    return known[output.suffix.lower()]


def _json(frame: pl.LazyFrame, path: Path, built: Built, read: int, rejected: int) -> None:
    """Write one document, its rows one by one."""
    head = {"format": FORMAT, "questionnaire": vars_of(built), "read": read, "scored": read - rejected, "rejected": rejected}
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "responses": [')
        first = True
        for batch in frame.collect_batches(chunk_size=20_000):
            for row in batch.iter_rows(named=True):
                file.write(("\n" if first else ",\n") + json.dumps(row, ensure_ascii=False))
                first = False
        file.write("\n]}\n")


def vars_of(built: Built) -> dict[str, str]:
    """Return which questionnaire it was, as documents say it."""
    reference = built.reference
    status = {"status": built.questionnaire.status} if built.questionnaire.caveat else {}
    return {"id": reference.id, "version": reference.version, "sha256": reference.sha256, **status}


class RejectsFile:
    """A file of rows that were not scored: why, and as they were."""

    HEADING = ("file", "row", "column", "found", "allowed", "reason", "line")

    def __init__(self, path: Path | None, language: str, style: Style = "plain") -> None:
        self._path = path
        self._style = style
        self._t: Catalogue = catalogue(language)
        self._scratch = tempfile.TemporaryFile("w+", encoding="utf-8", newline="") if path else None  # noqa: SIM115 - closed in write
        self._columns: list[str] = []
        self.first: list[tuple[Responses, Reject]] = []
        self.count = 0
        self.rows: dict[int, set[int]] = {}

    def add(self, found: Responses, reject: Reject) -> None:
        """Keep one row."""
        self.count += 1
        self.rows.setdefault(id(found), set()).add(reject.row)
        if len(self.first) < _SHOWN:
            self.first.append((found, reject))
        if self._scratch is not None:
            self._columns += [name for name in reject.cells if name not in self._columns]
            row = {**self._told(found, reject), "cells": reject.cells}
            self._scratch.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _told(self, found: Responses, reject: Reject) -> dict[str, Any]:
        t = self._t
        return {
            "file": str(found.table.path),
            "row": reject.row,
            "column": reject.column,
            "found": reject.found,
            "allowed": t(reject.allowed) if reject.allowed else "",
            "reason": " ".join(t(problem) for problem in reject.problems),
            "line": reject.line,
        }

    def write(self) -> None:
        """Put the file in place; a file without rows says that nothing was rejected.

        Raises:
            StorageError: It cannot be written.
        """
        if self._scratch is None or self._path is None:
            return
        out = io.StringIO(newline="")
        table = csv.writer(out, delimiter=";" if self._style == "excel-no" else ",")
        table.writerow([*self.HEADING, *self._columns])
        self._scratch.seek(0)
        for line in self._scratch:
            row = json.loads(line)
            table.writerow([*(row[name] for name in self.HEADING), *(row["cells"].get(name) for name in self._columns)])
        self._scratch.close()
        write_atomically(self._path, out.getvalue().encode("utf-8-sig" if self._style == "excel-no" else "utf-8"))
