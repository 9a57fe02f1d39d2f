"""Scoring a table: whole numbers in one go where everything is sound, else text, else text with every bad row named."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from maturity.batch.headings import Headings, read_headings
from maturity.batch.long import lengthened, look_long
from maturity.batch.mapping import MappingFile
from maturity.batch.responses import KEY, ROW, Meanings, Reject, Responses
from maturity.batch.tables import Table, open_table, table_of
from maturity.errors import UsageError
from maturity.model.organisation import Kind
from maturity.scoring.columns import MILLION, Outputs, compile_columns
from maturity.scoring.engine import Built
from maturity.scoring.numbers import DECIMALS
from maturity.text import Message, msg

#: Rows from which the words of a table are learned before it is known whether there are others.
_SAMPLE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a table is to be read.

    Attributes:
        key: Columns that together name a response.
        role: Whose answers they are where the table does not say.
        kind: What kind of organisation, where the table does not say.
        groups: Further columns that go along.
    """

    key: tuple[str, ...] = ()
    mapping: MappingFile = field(default_factory=MappingFile)
    role: str | None = None
    kind: Kind | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Responses that were scored.

    Attributes:
        frame: One row per response that was scored.
        rejects: The others, each with what is wrong with it; scored and rejected are all that were read.
        read: How many rows there were.
        notes: What a user must know about how the table was read.
    """

    frame: pl.DataFrame
    rejects: tuple[Reject, ...]
    read: int
    notes: tuple[Message, ...]


def responses(path: Path, built: Built, wanted: Wanted, scratch: Path) -> tuple[Responses, tuple[Message, ...]]:
    """Open a table of responses, wide or long, and say what its columns are.

    Returns:
        The responses, and what a user must know about how they are read.

    Raises:
        UsageError: There is no such file or column.
        DataError: The table cannot be read, or no column is a question.
        StorageError: It cannot be read.
    """
    return of_table(open_table(path, scratch), built, wanted)


def of_table(table: Table, built: Built, wanted: Wanted) -> tuple[Responses, tuple[Message, ...]]:
    """Say what the columns of a table are; see `responses`."""
    questionnaire = built.questionnaire
    notes = list(table.notes)
    if long := look_long(table.columns, wanted.mapping.columns):
        table, rows = lengthened(table, long)
        notes.append(msg("{n} rows with one answer each are read as {m} responses.", n=rows, m=table.rows))
    headings = read_headings(
        table.columns,
        questionnaire,
        renamed=wanted.mapping.columns,
        recoded=wanted.mapping.recoded(questionnaire.by_id),
        named_keys=wanted.key,
        file=str(table.path),
    )
    missing = [name for name in wanted.groups if name not in table.columns]
    if missing:
        raise UsageError(msg("There is no column “{name}”.", name=missing[0]))
    ignored = tuple(name for name in headings.ignored if name not in wanted.groups)
    headings = Headings(
        keys=headings.keys, questions=headings.questions, ignored=ignored, identity=headings.identity, recoded=headings.recoded
    )
    notes += headings.notes(questionnaire)
    if wanted.role is not None and wanted.role not in questionnaire.roles:
        raise UsageError(msg("There is no {kind} “{name}”.", kind=msg("role"), name=wanted.role))
    found = Responses(built=built, table=table, headings=headings, role=wanted.role, kind=wanted.kind, groups=wanted.groups)
    return found, tuple(notes)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading a table.

    Attributes:
        inputs: Sound rows, as the plan needs them.
        expected: How many rows come out if every row is sound; fewer mean that this way will not do. None where the rows that are
            not sound are known.
        identity: Columns of the scores that together name a response, where it is not yet known whether two have the same name.
        rejects: What is not sound, where that is known.
    """

    inputs: pl.LazyFrame
    excludable: tuple[str, ...]
    expected: int | None
    identity: tuple[str, ...] = ()
    rejects: Iterable[Reject] = ()


def ways(found: Responses) -> Iterator[Way]:
    """Yield ways of reading a table, the fastest first; the last one always does."""
    sound = found.table.rows - (len(found.table.text.refused) if found.table.text else 0)
    meanings: Meanings = {**found.learned(_SAMPLE), **_beside(found)}
    types = found.types(meanings)
    cells = found.cells(meanings, types)
    frame = found.table.scan(types).filter(found.known(cells, meanings))
    yield Way(found.inputs(frame, cells, meanings), found.excludable(cells), sound, found.identity, found.refused())
    meanings, duplicates = found.learned(), found.duplicates()
    cells = found.cells(meanings, {})
    frame, known = numbered(found, duplicates), found.known(cells, meanings)
    if duplicates is not None:
        known &= pl.col("#times").is_null()
    rejects = _chained(found.refused(), found.rejects(frame.filter(~known), meanings))
    yield Way(found.inputs(frame.filter(known), cells, meanings), found.excludable(cells), None, (), rejects)


def did(way: Way, written: pl.LazyFrame) -> bool:
    """Whether a way of reading a table did for all of its rows, and no two of them have one name."""
    if way.expected is None:
        return True
    if written.select(pl.len()).collect().item() != way.expected:
        return False
    return not way.identity or written.select(pl.struct(way.identity).n_unique()).collect(engine="streaming").item() == way.expected


def numbered(found: Responses, duplicates: pl.DataFrame | None) -> pl.LazyFrame:
    """Return all rows as text, with their index and, where some share their names, how many do."""
    frame = found.table.strings().with_row_index(ROW)
    if duplicates is None:
        return frame
    return frame.join(duplicates.lazy(), on=list(found.headings.identity), how="left", nulls_equal=True, maintain_order="left")


def _chained(*several: Iterable[Reject]) -> Iterator[Reject]:
    for one in several:
        yield from one


def _beside(found: Responses) -> Meanings:
    """Return what the columns beside the answers mean, learned from all rows: they are few."""
    from dataclasses import replace

    headings = replace(found.headings, questions={})
    return replace(found, headings=headings).learned() if found.headings.keys else {}


def scored(way: Way, built: Built, language: str = "en", *, keep: Sequence[str] = ()) -> pl.LazyFrame:
    """Return scores, one row per response.

    Columns: what goes along with a response; then for every dimension and ``overall`` ``<id>.score``, ``.level``, ``.status``,
    ``.completeness`` and, where the rule has a cap, ``.capped`` with its reason. Last ``questionnaire_status``, where that is not
    ``published``.

    Args:
        way: How the table is read.
        built: The questionnaire with its plan.
        language: Of the reasons.
        keep: Columns of the inputs that are wanted too.
    """
    levels = [level.value for level in built.questionnaire.levels]
    plan = compile_columns(built.schedule, way.excludable, levels)
    names = [name for name in way.inputs.collect_schema().names() if name.startswith(KEY)]
    frame = plan.apply(way.inputs, [*names, *keep])
    columns = [column for name, outputs in plan.outputs.items() for column in _columns(name, outputs, language)]
    if built.questionnaire.caveat:
        columns.append(pl.lit(built.questionnaire.status).alias("questionnaire_status"))
    return frame.select(*(pl.col(name).alias(name.removeprefix(KEY)) for name in names), *keep, *columns)


def _columns(name: str, outputs: Outputs, language: str) -> Iterator[pl.Expr]:
    yield (pl.col(outputs.score) / MILLION).round(DECIMALS).alias(f"{name}.score")
    yield pl.col(outputs.level).alias(f"{name}.level")
    yield pl.col(outputs.status).alias(f"{name}.status")
    applicable = pl.col(outputs.applicable)
    yield pl.when(applicable > 0).then((pl.col(outputs.answered) / applicable).round(DECIMALS)).alias(f"{name}.completeness")
    if outputs.caps:
        reasons = [pl.when(pl.col(column)).then(pl.lit(_in(reason, language))) for column, reason in outputs.caps]
        yield pl.concat_str(reasons, separator=" ", ignore_nulls=True).replace("", None).alias(f"{name}.capped")


def _in(reason: tuple[tuple[str, str], ...], language: str) -> str:
    texts = dict(reason)
    return texts.get(language) or texts.get({"nb": "nn", "nn": "nb"}.get(language, ""), "") or next(iter(texts.values()), "")


def score_table(
    table: pl.DataFrame | str | Path,
    questionnaire: Built,
    *,
    key: Sequence[str] = (),
    mapping: MappingFile | None = None,
    role: str | None = None,
    kind: Kind | None = None,
    groups: Sequence[str] = (),
    language: str = "en",
) -> Scores:
    """Score a table of responses.

    Args:
        table: A polars frame, or the path of a CSV, JSONL, Parquet or xlsx file: a column per question, or one answer a row.
        questionnaire: What `load_questionnaire` returned.
        key: Columns that together name a response; two rows with the same are both rejected.
        mapping: Renames columns and recodes values.
        role: Whose answers they are where the table does not say.
        kind: What kind of organisation, where the table does not say.
        groups: Further columns that go along, such as a region.
        language: Of the reasons why a score was held down.

    Returns:
        Scores, and every row that could not be scored with what is wrong with it.

    Raises:
        UsageError: There is no such file or column.
        DataError: The table cannot be read, or no column is a question.
        StorageError: It cannot be read.
    """
    wanted = Wanted(key=tuple(key), mapping=mapping or MappingFile(), role=role, kind=kind, groups=tuple(groups))
    with tempfile.TemporaryDirectory(prefix="maturity-") as scratch:
        if isinstance(table, pl.DataFrame):
            found, notes = of_table(table_of(table, Path("frame")), questionnaire, wanted)
        else:
            found, notes = responses(Path(table), questionnaire, wanted, Path(scratch))
        for way in ways(found):
            try:
                frame = scored(way, questionnaire, language).collect(engine="streaming")
            except pl.exceptions.PolarsError:
                if way.expected is None:
                    raise
                continue
            if did(way, frame.lazy()):
                return Scores(frame=frame, rejects=tuple(way.rejects), read=found.table.rows, notes=notes)
    raise AssertionError("the last way always does")
