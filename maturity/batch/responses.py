"""Responses as the plan needs them: every cell looked at, every row either ready to be scored or named with what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import TYPE_CHECKING

import polars as pl

from maturity.assessment.store import check_period
from maturity.batch.decode import Decoded, decoded
from maturity.batch.headings import Headings
from maturity.batch.tables import Table
from maturity.batch.values import Meaning, Reader, plain
from maturity.errors import DataError, Problem, UsageError
from maturity.model.assessment import AnswerState
from maturity.model.organisation import KIND_WORDS, KINDS, Kind, is_municipality_number, is_organisation_number
from maturity.model.questionnaire import Question
from maturity.questionnaire.values import choices
from maturity.scoring.columns import excluded_name
from maturity.scoring.engine import Built
from maturity.scoring.items import KIND, ROLE
from maturity.text import LANGUAGES, Message, catalogue, clean_line, msg, msgs

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

#: More different texts in one column of answers, and it is no column of answers.
_MOST_TEXTS = 100_000
#: Begins the names of the columns that go along with a response.
KEY = "#key:"
ROW = "#row"
_INTEGER = re.compile(r"-?[0-9]{1,9}|")

Meanings = Mapping[str, Mapping[str, Meaning | Message]]
#: Reads a text that stands beside the answers.
Word = Callable[[str], Meaning | Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row that is not scored.

    Attributes:
        row: Its number in the file, the heading not counted.
        column: Where the first problem is; empty for the row as a whole.
        problems: Everything that is wrong with it.
        cells: The row as it was; empty where it could not be taken apart.
        line: The line as it was, where it could not be taken apart.
    """

    row: int
    column: str
    found: str
    allowed: Message | None
    problems: tuple[Message, ...]
    cells: Mapping[str, str | None] = field(default_factory=dict)
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class Responses:
    """A table together with the questionnaire it answers.

    Attributes:
        role: Whose answers they are where the table does not say; the questionnaire's first role by default.
        kind: What kind of organisation, where the table does not say.
        groups: Further columns that go along, such as a region.
    """

    built: Built
    table: Table
    headings: Headings
    role: str | None = None
    kind: Kind | None = None
    groups: tuple[str, ...] = ()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions that have a column of answers to be read, by column."""
        known = self.built.questionnaire.by_id
        return {column: known[name] for name, column in self.headings.questions.items() if known[name].type != "text"}

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """What reads each column of answers."""
        languages = self.built.questionnaire.languages
        recoded = self.headings.recoded
        return {column: Reader(question, languages, recoded.get(question.id)) for column, question in self.questions.items()}

    @cached_property
    def along(self) -> Mapping[str, str]:
        """Columns that go along with a response, by the name they get."""
        found = {name: column for name, column in self.headings.keys.items() if name != "questionnaire_version"}
        return {**found, **{name: name for name in self.groups if name not in found}}

    @property
    def identity(self) -> tuple[str, ...]:
        """What names a response, by the names that go along."""
        names = {column: name for name, column in self.along.items()}
        return tuple(names[column] for column in self.headings.identity)

    # What cells mean

    def learned(self, rows: int | None = None) -> Meanings:
        """Return what each different text in each column that is read means.

        Args:
            rows: How many rows to look at; all of them by default.

        Raises:
            DataError: A column holds so many different texts that it cannot hold answers.
        """
        columns = [*self.questions, *self._words]
        frame = self.table.strings() if rows is None else self.table.strings().head(rows)
        found = frame.select([pl.col(name).unique().implode() for name in columns]).collect(engine="streaming")
        meanings: dict[str, dict[str, Meaning | Message]] = {}
        for name in columns:
            texts = found[name][0].to_list()
            if len(texts) > _MOST_TEXTS:
                message = msg(
                    "The column “{name}” holds {n} different texts; no column of answers does.", name=clean_line(name), n=len(texts)
                )
                raise DataError(
                    [Problem(message=message, file=str(self.table.path), hint=msg("Say in a mapping file what it is, or ignore it."))]
                )
            meanings[name] = {text: self.read(name, text) for text in texts if text is not None}
        return meanings

    def read(self, column: str, text: str) -> Meaning | Message:
        """Return what a text in a column means, or what is wrong with it."""
        return self.readers[column].read(text) if column in self.readers else self._words[column](text)

    def types(self, meanings: Meanings) -> dict[str, PolarsDataType]:
        """Return the columns that can be read as whole numbers at once, as far as `meanings` show, with the type each needs."""
        found: dict[str, PolarsDataType] = {}
        for column, question in self.questions.items():
            if question.type == "multiple-choice" or self.readers[column].recoded:
                continue
            if column in self.table.whole if self.table.whole is not None else all(_INTEGER.fullmatch(text) for text in meanings[column]):
                low, high = _limits(question)
                found[column] = pl.Int8 if low >= -100 and high <= 100 else pl.Int32
        return found

    def cells(self, meanings: Meanings, types: Mapping[str, PolarsDataType]) -> dict[str, Decoded]:
        """Return how each column of answers is read: as numbers where it has a type, else by what its texts mean."""
        found = {}
        for column, question in self.questions.items():
            if column in types:
                found[column] = Decoded(pl.col(column), None, _in_range(column, question))
            else:
                found[column] = decoded(column, {**self.readers[column].usual, **meanings[column]})
        return found

    def known(self, cells: Mapping[str, Decoded], meanings: Meanings) -> pl.Expr:
        """Return where every cell that is read means something."""
        return _all_of([cell.known for cell in (*cells.values(), *self._told(meanings).values())])

    def inputs(self, frame: pl.LazyFrame, cells: Mapping[str, Decoded], meanings: Meanings) -> pl.LazyFrame:
        """Return rows as the plan needs them."""
        columns = []
        for column, cell in cells.items():
            name = self.questions[column].id
            columns.append(cell.value.alias(name))
            if cell.excluded is not None:
                columns.append(cell.excluded.alias(excluded_name(name)))
        return frame.select(*self._carried(self._told(meanings)), *columns, *self._unasked())

    def excludable(self, cells: Mapping[str, Decoded]) -> tuple[str, ...]:
        """Return the questions that are set aside as not applicable somewhere."""
        return tuple(self.questions[column].id for column, cell in cells.items() if cell.excluded is not None)

    def _told(self, meanings: Meanings) -> dict[str, Decoded]:
        return {column: decoded(column, meanings[column]) for column in self._words}

    def _carried(self, told: Mapping[str, Decoded]) -> list[pl.Expr]:
        keys = self.headings.keys
        roles = list(self.built.questionnaire.roles)
        role = roles.index(self.role) + 1 if self.role in roles else 1 if roles and self.role is None else 0
        kind = KINDS.index(self.kind) + 1 if self.kind else None
        names: dict[str, dict[int, str]] = {"role": dict(enumerate(roles, 1)), "kind": dict(enumerate(map(str, KINDS), 1))}
        columns = [
            # By id, whatever word or language the table says it in.
            (
                told[column].value.replace_strict(names[name], default=None, return_dtype=pl.String)
                if name in names
                else pl.col(column).cast(pl.String)
            ).alias(f"{KEY}{name}")
            for name, column in self.along.items()
        ]
        columns.append((told[keys["role"]].value if "role" in keys else pl.lit(role)).cast(pl.Int16).alias(ROLE))
        columns.append((told[keys["kind"]].value if "kind" in keys else pl.lit(kind)).cast(pl.Int8).alias(KIND))
        return columns

    def _unasked(self) -> list[pl.Expr]:
        """Return empty columns for the questions that have none."""
        missing = [question.id for question in self.built.questionnaire.questions if question.id not in self.headings.questions]
        return [pl.lit(None, pl.Int8).alias(name) for name in missing]

    # What stands beside the answers

    @cached_property
    def _words(self) -> Mapping[str, Word]:
        """What reads the columns beside the answers, by column."""
        readers: dict[str, Word] = {
            "organisation_number": _organisation_number,
            "municipality_number": _municipality_number,
            "role": self._role,
            "kind": _kind,
            "period": _period,
            "inhabitants": _inhabitants,
            "questionnaire_version": self._version,
        }
        return {self.headings.keys[name]: reader for name, reader in readers.items() if name in self.headings.keys}

    def _role(self, text: str) -> Meaning | Message:
        roles = self.built.questionnaire.roles
        found = plain(text)
        for number, (name, texts) in enumerate(roles.items(), 1):
            if found in {plain(name), *(plain(word) for word in texts.values())}:
                return Meaning(AnswerState.ANSWERED, number)
        names = choices(list(roles))
        return msg("Found “{found}”; expected {expected}.", found=clean_line(text, limit=80), expected=msg("one of: {names}", names=names))

    def _version(self, text: str) -> Meaning | Message:
        own = self.built.questionnaire.version
        if text.strip().split(".")[0] == own.split(".")[0]:
            return Meaning(AnswerState.ANSWERED, 0)
        return msg(
            "The answers are to version {found} of the questionnaire; this is {version}.", found=clean_line(text, limit=40), version=own
        )

    # What is not scored

    def duplicates(self) -> pl.DataFrame | None:
        """Return what names more than one row; None where rows have no name of their own, or no two the same."""
        identity = list(self.headings.identity)
        if not identity:
            return None
        frame = self.table.strings().select(identity)
        distinct = frame.select(pl.struct(identity).n_unique() if len(identity) > 1 else pl.col(identity[0]).n_unique())
        rows = self.table.rows - (len(self.table.text.refused) if self.table.text else 0)
        if distinct.collect(engine="streaming").item() == rows:
            return None
        return frame.group_by(identity).agg(pl.len().alias("#times")).filter(pl.col("#times") > 1).collect(engine="streaming")

    def rejects(self, frame: pl.LazyFrame, meanings: Meanings) -> Iterator[Reject]:
        """Yield what is wrong with rows of text that are not sound."""
        for batch in frame.collect_batches(chunk_size=20_000):
            for record in batch.iter_rows(named=True):
                yield self._reject(record, meanings)

    def refused(self) -> Iterator[Reject]:
        """Yield the lines that are no rows."""
        for line in self.table.text.refused if self.table.text else ():
            yield Reject(row=line.row, column="", found="", allowed=None, problems=(line.message,), line=line.line)

    def _reject(self, record: Mapping[str, object], meanings: Meanings) -> Reject:
        cells = {name: None if record[name] is None else str(record[name]) for name in self.table.columns}
        wrong: list[tuple[str, Message]] = []
        for column in (*self.questions, *self._words):
            text = cells[column]
            meaning = None if not text else meanings.get(column, {}).get(text) or self.read(column, text)
            if meaning is not None and not isinstance(meaning, Meaning):
                wrong.append((column, meaning))
        if times := record.get("#times"):
            identity = " · ".join(cells[name] or "–" for name in self.headings.identity)
            message = msgs(
                "“{key}” stands in {n} row; which of them counts is not known.",
                "“{key}” stands in {n} rows; which of them counts is not known.",
                int(str(times)),
                key=clean_line(identity, limit=120),
            )
            wrong.append((self.headings.identity[0], message))
        column = wrong[0][0] if wrong else ""
        allowed = self.readers[column].allowed if column in self.readers else None
        return Reject(
            row=self.table.row_number(int(str(record[ROW]))),
            column=column,
            found=cells.get(column) or "",
            allowed=allowed,
            problems=tuple(message for _, message in wrong),
            cells=cells,
        )


def _kind(text: str) -> Meaning | Message:
    found = plain(text)
    for number, kind in enumerate(KINDS, 1):
        if found in {kind, *(plain(catalogue(language)(KIND_WORDS[kind])) for language in LANGUAGES)}:
            return Meaning(AnswerState.ANSWERED, number)
    expected = msg("one of: {names}", names=choices(KINDS))
    return msg("Found “{found}”; expected {expected}.", found=clean_line(text, limit=80), expected=expected)


def _organisation_number(text: str) -> Meaning | Message:
    if is_organisation_number(text.replace(" ", "").replace("\u00a0", "")):
        return Meaning(AnswerState.ANSWERED, 0)
    shown = clean_line(text, limit=40)
    return msg("“{found}” is no organisation number: nine digits, of which the last checks the others.", found=shown)


def _municipality_number(text: str) -> Meaning | Message:
    if is_municipality_number(text.strip()):
        return Meaning(AnswerState.ANSWERED, 0)
    return msg("“{found}” does not have the form of a municipality number: four digits.", found=clean_line(text, limit=40))


def _period(text: str) -> Meaning | Message:
    try:
        check_period(text.strip())
    except UsageError as error:
        return error.message
    return Meaning(AnswerState.ANSWERED, 0)


def _inhabitants(text: str) -> Meaning | Message:
    digits = text.replace(" ", "").replace("\u00a0", "").replace(".", "")
    if digits.isdecimal() and len(digits) <= 9:
        return Meaning(AnswerState.ANSWERED, int(digits))
    expected = msg("a whole number from {low} to {high}", low=0, high=100_000_000)
    return msg("Found “{found}”; expected {expected}.", found=clean_line(text, limit=80), expected=expected)


def _limits(question: Question) -> tuple[int, int]:
    if question.range is not None:
        return question.range.low, question.range.high
    values = [option.value for option in question.options]
    return min(values), max(values)


def _in_range(column: str, question: Question) -> pl.Expr:
    low, high = _limits(question)
    cell = pl.col(column)
    if question.range is None and len(question.options) != high - low + 1:
        return cell.is_in([option.value for option in question.options]).fill_null(value=True)
    return cell.is_between(low, high).fill_null(value=True)


def _all_of(truths: Sequence[pl.Expr]) -> pl.Expr:
    """Return the conjunction as a balanced tree."""
    found = list(truths) or [pl.lit(value=True)]
    while len(found) > 1:
        found = [reduce(lambda left, right: left & right, found[at : at + 2]) for at in range(0, len(found), 2)]
    return found[0]
