"""Tables with one answer a row, turned so that each response has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from maturity.batch.headings import KEYS, LONG
from maturity.batch.tables import Table, table_of
from maturity.batch.values import plain
from maturity.errors import DataError, Problem
from maturity.text import msg

_WORDS = {"question": ("question", "spørsmål", "question id", "spørsmåls-id"), "value": ("value", "answer", "svar", "verdi")}


def look_long(columns: Sequence[str], renamed: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return the columns that say question and value, None where a table has not both."""
    found: dict[str, str] = {}
    for name in columns:
        meant = renamed.get(name)
        for part in LONG:
            if meant == part or (meant is None and plain(name) in _WORDS[part]):
                found.setdefault(part, name)
    return found if len(found) == len(LONG) else None


def lengthened(table: Table, long: Mapping[str, str]) -> tuple[Table, int]:
    """Return a table with one row per response and a column per question, and the number of rows it was made from.

    Two different answers to one question stand in one cell, with a bar between them, and are refused there.
    """
    question, value = long["question"], long["value"]
    known = {word for key, others in KEYS.items() for word in (key, *others)}
    keys = [name for name in table.columns if name not in (question, value) and plain(name) in known]
    if not keys:
        message = msg("A table with one answer a row needs a column that says whose answer it is, such as organisation.")
        raise DataError([Problem(message=message, file=str(table.path))])
    frame = table.strings().select([*keys, question, value]).collect(engine="streaming")
    wide = (
        frame.filter(pl.col(question).is_not_null())
        .group_by([*keys, question], maintain_order=True)
        .agg(pl.col(value).drop_nulls().unique(maintain_order=True).str.join(" | "))
        .pivot(on=question, index=keys, values=value, aggregate_function="first", maintain_order=True)
    )
    return table_of(wide, table.path, table.notes), frame.height
