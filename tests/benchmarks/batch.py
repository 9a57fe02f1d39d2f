"""A million responses: scored, beside polars only reading the same file and adding up its columns."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from tests.benchmarks.startup import command
from tests.benchmarks.timing import Row, process

ROWS = 1_000_000
_QUESTIONS = 60
_ROUNDS = 7

_HEAD = """\
format: maturity/questionnaire/1
id: sixty
version: 1.0.0
status: draft
source_language: en
languages: [en]
title: Sixty
summary: Sixty questions.
licence: CC-BY-4.0
roles: {top-manager: Top manager}
levels: [{value: 1, label: One}, {value: 2, label: Two}, {value: 3, label: Three}, {value: 4, label: Four}, {value: 5, label: Five}]
scales:
  five: {options: [{value: 1, text: Very little}, {value: 2, text: A little}, {value: 3, text: Some}, {value: 4, text: Much}, {value: 5, text: Very much}]}
scoring: {dimension: {rule: mean}, overall: {rule: mean}}
dimensions:
"""
_RULES = ("mean", "weighted-mean", "gate, threshold: 3, cap: 2", "staged", "minimum", "mean")


def questionnaire(folder: Path) -> Path:
    """Write a questionnaire of sixty questions under six rules."""
    text = _HEAD
    for dimension, rule in enumerate(_RULES):
        text += f"  - id: d{dimension}\n    title: D{dimension}\n    scoring: {{rule: {rule}}}\n    questions:\n"
        for number in range(dimension * 10, dimension * 10 + 10):
            more = ", key: true" if number % 10 < 3 else ""
            not_applicable = ", not_applicable: {allowed: true}" if number % 3 == 0 else ""
            text += f"      - {{id: q.{number}, type: rating, scale: five, title: Q{number}, text: Q{number}?, weight: {1 + number % 3}{more}{not_applicable}}}\n"
    place = folder / "sixty"
    place.mkdir()
    (place / "questionnaire.yaml").write_text(text, encoding="utf-8")
    return place


def tables(folder: Path, rows: int = ROWS) -> dict[str, Path]:
    """Write the same responses as numbers in CSV and Parquet, and as words in CSV."""
    import polars as pl

    random = Random(1)
    names = [f"q.{number}" for number in range(_QUESTIONS)]
    # A few columns, drawn once and turned, are as good as sixty drawn ones.
    columns = [pl.Series([random.randint(1, 5) for _ in range(rows)], dtype=pl.Int8) for _ in range(6)]
    data = {name: columns[number % 6].shift(number, fill_value=3) for number, name in enumerate(names)}
    frame = pl.DataFrame({"respondent": pl.int_range(rows, eager=True).cast(pl.String), **data})
    found = {kind: folder / f"{kind}-{rows}.{kind.partition('-')[0]}" for kind in ("csv", "parquet", "csv-words")}
    frame.write_csv(found["csv"])
    frame.write_parquet(found["parquet"])
    words = ["dont-know", "1", "2", "3", "not-applicable", "5"]
    said = frame.with_columns([pl.col(name).replace_strict(list(range(6)), words, return_dtype=pl.String) for name in names[::3]])
    said.write_csv(found["csv-words"])
    return found


def rows(folder: Path) -> list[Row]:
    sixty = questionnaire(folder)
    written = tables(folder)

    def ours(path: Path) -> list[str]:
        return [command(), "batch", str(path), "-q", str(sixty), "-o", str(folder / "scores.parquet")]

    def polars(path: Path) -> list[str]:
        read = "read_parquet" if path.suffix == ".parquet" else "read_csv"
        lazy = read.replace("read", "scan")
        code = f"import polars as pl; pl.{lazy}({str(path)!r}).select(pl.all().exclude('respondent').cast(pl.Int64, strict=False).sum()).collect(engine='streaming')"
        return [sys.executable, "-c", code]

    return [
        Row(
            f"batch: {ROWS:,} × 60 numbers, CSV to Parquet",
            "polars reading and adding",
            1.6,
            process(ours(written["csv"])),
            process(polars(written["csv"])),
            _ROUNDS,
        ),
        Row(
            "batch: the same with words",
            "polars reading and adding",
            2.5,
            process(ours(written["csv-words"])),
            process(polars(written["csv-words"])),
            _ROUNDS,
        ),
        Row(
            "batch: the same from Parquet",
            "polars reading and adding",
            2,
            process(ours(written["parquet"])),
            process(polars(written["parquet"])),
            _ROUNDS,
        ),
    ]
