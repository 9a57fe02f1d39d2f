"""From responses to what a benchmark is built from: every organisation's values, and who belongs to which group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import polars as pl

from maturity.batch.responses import Reject, Responses
from maturity.batch.run import Way, did, scored, ways
from maturity.benchmark.build import Measure, Survey, combined
from maturity.benchmark.groups import ALL, SIZES, size_of
from maturity.benchmark.protection import FEWEST, Members, Scale
from maturity.errors import DataError, Problem, UsageError
from maturity.model.organisation import KINDS
from maturity.model.questionnaire import Question
from maturity.scoring.columns import compile_conditions, inputs_of
from maturity.scoring.engine import Built
from maturity.scoring.facts import facts
from maturity.text import Message, clean_line, msg, msgs, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Responses, gathered.

    Attributes:
        survey: What can be published is found from it.
        names: Groups by key: what each is one of, and its value as the table says it; None for the size classes and everybody.
        read: Rows there were.
        rejects: Rows that could not be scored.
        notes: What a user must know about the groups.
        rows: Every response that was scored, with its answers: for what is found from these, never for a file.
    """

    survey: Survey
    names: Mapping[str, tuple[str, str]]
    read: int
    rejects: tuple[Reject, ...]
    notes: tuple[Message, ...] = ()
    rows: Sequence[Mapping[str, object]] = ()


def gather(
    found: Sequence[Responses],
    built: Built,
    *,
    groups: Sequence[str] = (),
    least: int = 5,
    previous: Mapping[tuple[str, str], int] | None = None,
) -> Gathered:
    """Gather responses by organisation.

    Args:
        found: What was opened.
        built: The questionnaire with its plan.
        groups: Columns whose values are groups, besides kind and size.
        least: Organisations that a group must have.
        previous: Of the period before: how many organisations each figure was about.

    Raises:
        UsageError: Fewer than `FEWEST` organisations were asked for.
        DataError: A table does not say which organisation a row is of.
    """
    if least < FEWEST:
        raise UsageError(msg("A group has at least {least} organisations, however it is set; found {n}.", least=FEWEST, n=least))
    frames: list[pl.DataFrame] = []
    rejects: list[Reject] = []
    read = 0
    for one in found:
        if "organisation" not in one.headings.keys:
            message = msg("No column says which organisation a row is of.")
            raise DataError([Problem(message=message, file=str(one.table.path), hint=msg("Say it in a mapping file, as organisation."))])
        frame, refused = _frame(one)
        frames.append(frame)
        rejects += refused
        read += one.table.rows
    whole = pl.concat(frames, how="diagonal_relaxed").filter(pl.col("organisation").is_not_null() & (pl.col("organisation") != ""))
    rows = list(whole.iter_rows(named=True))
    measures = tuple(_measures(rows, built))
    members, names, notes = _groups(rows, groups)
    survey = Survey(measures=measures, groups=members, least=least, previous=previous or {})
    return Gathered(survey=survey, names=names, read=read, rejects=tuple(rejects), notes=tuple(notes), rows=rows)


def _frame(found: Responses) -> tuple[pl.DataFrame, tuple[Reject, ...]]:
    """Return scores and answers of every row that can be scored, and the others."""
    asked = {question.id for question in found.questions.values()}
    keep = [name for name, question in found.built.questionnaire.by_id.items() if name in asked and question.type != "text"]
    for way in ways(found):
        try:
            frame = scored(replace(way, inputs=_as_asked(way, found.built)), found.built, keep=keep).collect(engine="streaming")
        except pl.exceptions.PolarsError:
            if way.expected is None:
                raise
            continue
        if did(way, frame.lazy()):
            return frame, tuple(way.rejects)
    raise AssertionError("the last way always does")


def _as_asked(way: Way, built: Built) -> pl.LazyFrame:
    """Return the inputs without answers to questions that were not asked: they are kept in journals, and say nothing in a figure."""
    conditions = {name.partition(":")[2]: name for name in built.askable.schedule.roots if name.startswith("asked:")}
    if not conditions:
        return way.inputs
    plan = compile_conditions(built.askable.schedule, way.excludable)
    columns = way.inputs.collect_schema().names()
    asked = [
        pl.when(pl.col(plan.names[root]).fill_null(value=False)).then(pl.col(name)).alias(name)
        for name, root in conditions.items()
        if name in columns
    ]
    missing = [name for name in inputs_of(built.askable.schedule) if name not in columns]
    frame = plan.apply(way.inputs.with_columns([pl.lit(None, pl.Int8).alias(name) for name in missing]))
    return frame.with_columns(asked).select(columns)


Row = Mapping[str, object]


def _measures(rows: Sequence[Row], built: Built) -> Iterator[Measure]:
    questionnaire = built.questionnaire
    # Comparison items too: they are asked to be compared.
    for question in questionnaire.by_id.values():
        if question.options and question.type != "multiple-choice" and any(row.get(question.id) is not None for row in rows):
            yield _of_question(rows, question)
    known = facts(built.schedule)
    levels = tuple(level.value for level in questionnaire.levels)
    for name, place in built.schedule.roots.items():
        low, high = known[place].low, known[place].high
        if low is None or high is None:
            continue
        values = combined(_values(rows, f"{name}.score"))
        yield Measure(id=name, scale=Scale(low=low, high=high), values=values, options=levels)


def _of_question(rows: Sequence[Row], question: Question) -> Measure:
    options = tuple(option.value for option in question.options)
    said = [(str(row["organisation"]), int(str(row[question.id]))) for row in rows if row.get(question.id) is not None]
    return Measure(
        id=question.id,
        scale=Scale(low=Fraction(options[0]), high=Fraction(options[-1])),
        values=combined(_values(rows, question.id)),
        answers=tuple(said),
        options=options,
    )


def _values(rows: Sequence[Row], column: str) -> Iterator[tuple[str, str, Fraction]]:
    for row in rows:
        if (value := row.get(column)) is not None:
            # A score stands there with six decimals; as a fraction it is what it says.
            yield str(row["organisation"]), str(row.get("role") or ""), Fraction(str(value))


def _groups(rows: Sequence[Row], columns: Sequence[str]) -> tuple[dict[str, Members], dict[str, tuple[str, str]], list[Message]]:
    """Return groups, what each is called, and where an organisation says two things about itself and so is in neither group."""
    facts: dict[tuple[str, str], set[str]] = {}
    everybody: set[str] = set()
    for row in rows:
        organisation = str(row["organisation"])
        everybody.add(organisation)
        for column in ("kind", "inhabitants", *columns):
            if value := str(row.get(column) or "").strip():
                facts.setdefault((organisation, column), set()).add(value)
    members: dict[str, set[str]] = {ALL: everybody}
    names: dict[str, tuple[str, str]] = {}
    unclear: dict[str, int] = {}
    for (organisation, column), values in facts.items():
        if len(values) > 1:
            unclear[column] = unclear.get(column, 0) + 1
            continue
        (value,) = values
        key = _key(column, value)
        if key is not None:
            names.setdefault(key, (column, value))
            members.setdefault(key, set()).add(organisation)
    order = [ALL, *(f"kind.{kind}" for kind in KINDS), *(name for _, name, _ in SIZES)]
    ranked = sorted(members, key=lambda name: (order.index(name) if name in order else len(order), name))
    notes = [
        msgs(
            "{n} organisation says different things in the column “{column}” and is in none of its groups.",
            "{n} organisations say different things in the column “{column}” and are in none of its groups.",
            number,
            column=clean_line(column, limit=60),
        )
        for column, number in unclear.items()
    ]
    return {name: frozenset(members[name]) for name in ranked}, names, notes


def _key(column: str, value: str) -> str | None:
    """Return the key of the group that a value makes; None for one that makes none."""
    if column != "inhabitants":
        return f"{slug(column)}.{slug(value)}"
    digits = value.replace(" ", "").replace("\u00a0", "").replace(".", "")
    return size_of(int(digits)) if digits.isdecimal() else None
