"""How a table will be read, before anything is scored; and a draft of the mapping file that would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from maturity.batch.headings import IGNORE, KEYS
from maturity.batch.mapping import FORMAT
from maturity.batch.responses import Reject, Responses
from maturity.batch.run import numbered
from maturity.batch.values import Meaning, plain
from maturity.questionnaire.values import nearest_name
from maturity.text import Message, clean_line

#: Unknown texts of one column that are shown.
_SHOWN = 8
_REJECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one column is read.

    Attributes:
        meaning: A question's id, a key, or None where it is ignored.
        unknown: Texts that mean nothing there, the first of them.
        guess: What an ignored column may have been meant to be.
    """

    name: str
    meaning: str | None
    unknown: tuple[str, ...] = ()
    guess: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found out about a table.

    Attributes:
        rejected: Rows that would not be scored.
        rejects: The first of them.
    """

    columns: tuple[Column, ...]
    rows: int
    rejected: int
    rejects: tuple[Reject, ...]
    notes: tuple[Message, ...]


def check_table(found: Responses, notes: Sequence[Message] = ()) -> Checked:
    """Look at every row of a table without scoring any.

    Raises:
        DataError: A column that is read cannot hold answers.
    """
    meanings = found.learned()
    duplicates = found.duplicates()
    frame, known = numbered(found, duplicates), found.known(found.cells(meanings, {}), meanings)
    if duplicates is not None:
        known &= pl.col("#times").is_null()
    wrong = frame.filter(~known)
    number = wrong.select(pl.len()).collect(engine="streaming").item()
    refused = list(found.refused())
    return Checked(
        columns=tuple(_columns(found, meanings)),
        rows=found.table.rows,
        rejected=number + len(refused),
        rejects=(*refused[:_REJECTS], *islice(found.rejects(wrong.head(_REJECTS), meanings), _REJECTS)),
        notes=tuple(notes),
    )


def _columns(found: Responses, meanings: Mapping[str, Mapping[str, Meaning | Message]]) -> Iterator[Column]:
    keys = {column: name for name, column in found.headings.keys.items()}
    questions = {column: name for name, column in found.headings.questions.items()}
    known = [*found.built.questionnaire.by_id, *KEYS]
    for name in found.table.columns:
        unknown = [text for text, meaning in meanings.get(name, {}).items() if text and not isinstance(meaning, Meaning)]
        meaning = questions.get(name) or keys.get(name) or (name if name in found.groups else None)
        guess = nearest_name(plain(name), known) if meaning is None else None
        yield Column(name=name, meaning=meaning, unknown=tuple(sorted(unknown)[:_SHOWN]), guess=guess)


def draft(found: Iterable[tuple[Responses, Checked]]) -> str:
    """Return a mapping file that says what is known and leaves a place for what is not."""
    columns: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    for one, checked in found:
        for column in checked.columns:
            if column.meaning != column.name:
                columns[column.name] = column.meaning or column.guess or IGNORE
            for text in column.unknown if column.name in one.questions else ():
                values.setdefault(one.questions[column.name].id, []).append(text)
    lines = [f"format: {FORMAT}"]
    if columns:
        lines += ["# Column: question id or key; “ignore” leaves it out.", "columns:"]
        lines += [f"  {_quoted(name)}: {meaning}" for name, meaning in columns.items()]
    if values:
        lines += ["# Text in the table: the answer it means. Fill in the answers and take the marks away.", "# values:"]
        for name, texts in values.items():
            lines += [f"#   {name}:", *(f"#     {_quoted(text)}: " for text in texts)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = clean_line(text, limit=1_000).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
