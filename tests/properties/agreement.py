"""The exact backend and the columns, side by side over the same answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from maturity.model.result import ScoreStatus
from maturity.scoring.columns import MILLION, ColumnPlan, compile_columns
from maturity.scoring.evaluate import Outcome, State, evaluate
from maturity.scoring.numbers import half_up, level
from maturity.scoring.plan import Answer
from maturity.scoring.schedule import Schedule

Answers = Mapping[str, int | State]

_STATE = {
    State.VALUE: ScoreStatus.SCORED.value,
    State.MISSING: ScoreStatus.NOT_ENOUGH_ANSWERS.value,
    State.EXCLUDED: ScoreStatus.NOT_APPLICABLE.value,
}


def plan_for(schedule: Schedule, rows: Sequence[Answers], levels: Sequence[int] = ()) -> ColumnPlan:
    """Return the columns of a plan in which whatever some row sets aside can be set aside."""
    asked = {step.node.question for step in schedule.steps if isinstance(step.node, Answer)}
    return compile_columns(schedule, {name for row in rows for name in asked if row.get(name) is State.EXCLUDED}, levels)


def frame_of(columns: ColumnPlan, rows: Sequence[Answers]) -> pl.DataFrame:
    """Return answers as the columns that a plan reads."""
    found = {
        name: pl.Series([None if isinstance(value := row.get(name, State.MISSING), State) else value for row in rows], dtype=kind)
        for name, kind in columns.inputs.items()
    }
    truths = {name: pl.Series([row.get(question) is State.EXCLUDED for row in rows]) for question, name in columns.excluded.items()}
    return pl.DataFrame({**found, **truths, "#row": range(len(rows))})


def in_columns(schedule: Schedule, rows: Sequence[Answers], levels: Sequence[int] = ()) -> pl.DataFrame:
    columns = plan_for(schedule, rows, levels)
    return columns.apply(frame_of(columns, rows).lazy(), ["#row"]).collect()


def differences(schedule: Schedule, rows: Sequence[Answers], levels: Sequence[int] = ()) -> list[str]:
    """Return where the backends disagree on state, level or score, one line each."""
    table = in_columns(schedule, rows, levels)
    exact = [evaluate(schedule, row) for row in rows]
    wrong = []
    for root, place in schedule.roots.items():
        found = zip(table[f"{root}#status"], table[f"{root}#score"], table[f"{root}#level"], strict=True)
        for row, outcomes, got in zip(rows, exact, found, strict=True):
            if got != (expected := _expected(outcomes[place], levels)):
                wrong.append(f"{root}: {got}, not {expected} ({outcomes[place].value}), for {row}")
    return wrong


def _expected(outcome: Outcome, levels: Sequence[int]) -> tuple[str, int | None, int | None]:
    if outcome.value is None:
        return _STATE[outcome.state], None, None
    millionths = half_up(outcome.value) * MILLION
    assert millionths.denominator == 1
    return _STATE[outcome.state], int(millionths), level(outcome.value, levels)
