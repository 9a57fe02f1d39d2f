"""The polars backend: the steps of a plan as columns, for any number of responses.

Step 12 of the trace is column ``#12`` here, ``#12x`` says where it does not apply, and ``#12c`` where a cap held a score down. Importing
this module imports polars, which is an extra, so it is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from maturity.errors import DataError, Problem
from maturity.model.questionnaire import Reason
from maturity.model.result import OVERALL, ScoreStatus
from maturity.scoring import plan
from maturity.scoring.column import Column, chosen, whole
from maturity.scoring.column_steps import STEPS, coverage, held_down
from maturity.scoring.facts import TOO_LARGE, facts, has_room
from maturity.scoring.numbers import DECIMALS, SCALE
from maturity.scoring.schedule import Schedule, own_steps, steps_below

MILLION = 10**DECIMALS
"""What one point is counted as in a score."""

STATUS = pl.Enum([status.value for status in ScoreStatus])
"""The type of a status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """The names of the columns that say how one score came out.

    Attributes:
        score: Whole millionths, rounded half up; null without a score.
        level: The maturity level reached; null without a score or below the first.
        status: One of `ScoreStatus`.
        answered: How many of the questions that apply are answered; of the whole questionnaire for ``overall``.
        applicable: How many apply.
        caps: Columns that are true where a cap held the score down, each with the reason.
    """

    score: str
    level: str
    status: str
    answered: str
    applicable: str
    caps: tuple[tuple[str, Reason], ...] = ()

    @property
    def names(self) -> list[str]:
        """All of them."""
        return [self.score, self.level, self.status, self.answered, self.applicable, *(name for name, _ in self.caps)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """A plan that can be run over a frame.

    Attributes:
        inputs: The columns it reads, with the type that holds every value the plan allows: questions, ``@kind`` and ``@role``. Null is a
            missing answer.
        excluded: Columns of truths it reads besides: where a question does not apply, by question.
        layers: New columns; those of one layer need only what stands before it.
        outputs: By score.
    """

    inputs: Mapping[str, type[pl.DataType]]
    excluded: Mapping[str, str]
    layers: tuple[tuple[pl.Expr, ...], ...]
    outputs: Mapping[str, Outputs]

    @property
    def names(self) -> list[str]:
        """The columns of every output, each once."""
        return list(dict.fromkeys(name for outputs in self.outputs.values() for name in outputs.names))

    def apply(self, frame: pl.LazyFrame, keep: Sequence[str] = ()) -> pl.LazyFrame:
        """Return the outputs for every row, after the columns to keep; nothing is computed yet."""
        for layer in self.layers:
            frame = frame.with_columns(layer)
        return frame.select(*keep, *self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionPlan:
    """Conditions that can be run over a frame: whether each is proven.

    Attributes:
        layers: As of a `ColumnPlan`.
        names: The column with the answer, by condition.
    """

    layers: tuple[tuple[pl.Expr, ...], ...]
    names: Mapping[str, str]

    def apply(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Return the frame with a column for each condition: whether it is proven, null while that is not known."""
        for layer in self.layers:
            frame = frame.with_columns(layer)
        return frame


def excluded_name(question: str) -> str:
    """Return the name of the column that says where a question does not apply."""
    return f"{question}#x"


def compile_columns(schedule: Schedule, excludable: Collection[str] = (), levels: Sequence[int] = ()) -> ColumnPlan:
    """Turn the steps of a plan into columns.

    Args:
        schedule: The steps; as the engine builds them, each score's root is a completeness over its questions.
        excludable: Questions for which the frame says where they do not apply, in `excluded_name`. Without any the plan is faster.
        levels: Values of the maturity levels.

    Raises:
        DataError: A number could outgrow 64 bits, so that a score would be wrong.
    """
    known = facts(schedule)
    problems = [
        Problem(message=TOO_LARGE, where=root)
        for root, place in schedule.roots.items()
        if not all(has_room(schedule.steps[index], known) for index in steps_below(schedule, place))
    ]
    if problems:
        raise DataError(problems)
    layers = _Layers(excludable)
    found = layers.run(schedule)
    questions = [step.node for step in schedule.steps if isinstance(step.node, plan.Answer)]
    return ColumnPlan(
        inputs={node.question: whole(node.low, node.high) for node in questions},
        excluded={node.question: excluded_name(node.question) for node in questions if node.question in layers.excludable},
        outputs=_outputs(schedule, found, layers, levels),
        layers=layers.as_tuple(),
    )


def inputs_of(schedule: Schedule) -> tuple[str, ...]:
    """Return the columns that a plan or some conditions read."""
    return tuple(dict.fromkeys(step.node.question for step in schedule.steps if isinstance(step.node, plan.Answer)))


def compile_conditions(schedule: Schedule, excludable: Collection[str] = ()) -> ConditionPlan:
    """Turn conditions into columns; see `compile_columns`. The roots of the schedule are conditions."""
    layers = _Layers(excludable)
    found = layers.run(schedule)
    names = {}
    for root, place in schedule.roots.items():
        condition = found[place]
        assert isinstance(condition, pl.Expr)
        layers.named(f"{root}#", condition)
        names[root] = f"{root}#"
    return ConditionPlan(layers=layers.as_tuple(), names=names)


@dataclass(slots=True)
class _Layers:
    """Columns put into layers: each as early as what it reads allows."""

    excludable: Collection[str]
    depth: dict[str, int] = field(default_factory=dict)
    layers: list[list[pl.Expr]] = field(default_factory=list)
    known: dict[object, pl.Expr] = field(default_factory=dict)

    def run(self, schedule: Schedule) -> list[Column | pl.Expr]:
        """Make the columns of every step."""
        found: list[Column | pl.Expr] = []
        for step in schedule.steps:
            made = STEPS[type(step.node)](self, step.node, [found[place] for place in step.inputs])
            found.append(self.keep(step.index, made))
        return found

    def named(self, name: str, expression: pl.Expr) -> pl.Expr:
        """Make a column and return what refers to it."""
        depth = max((self.depth.get(read, -1) for read in expression.meta.root_names()), default=-1) + 1
        self.depth[name] = depth
        while len(self.layers) <= depth:
            self.layers.append([])
        self.layers[depth].append(expression.alias(name))
        return pl.col(name)

    def shared(self, key: object, expression: pl.Expr) -> pl.Expr:
        if key not in self.known:
            self.known[key] = self.named(f"#+{len(self.known)}", expression)
        return self.known[key]

    def has_excluded(self, question: str) -> pl.Expr | bool:
        return pl.col(excluded_name(question)) if question in self.excludable else False

    def keep(self, index: int, made: Column | pl.Expr) -> Column | pl.Expr:
        """Make the columns of a step and return what refers to them. What is the same in every row needs none."""
        if isinstance(made, pl.Expr):
            return made if made.meta.is_literal() else self.named(f"#{index}", made)
        value, excluded = made.value, made.excluded
        if value is not None and not value.meta.is_literal():
            value = self.named(f"#{index}", value)
        if not isinstance(excluded, bool) and not excluded.meta.is_column():
            excluded = self.named(f"#{index}x", excluded)
        return Column(value, excluded, made.scale, made.low, made.high, made.certain)

    def as_tuple(self) -> tuple[tuple[pl.Expr, ...], ...]:
        return tuple(tuple(layer) for layer in self.layers)


def _outputs(schedule: Schedule, found: Sequence[Column | pl.Expr], layers: _Layers, levels: Sequence[int]) -> dict[str, Outputs]:
    outputs: dict[str, Outputs] = {}
    counts: dict[str, tuple[pl.Expr, pl.Expr]] = {}
    for root, place in schedule.roots.items():
        column = found[place]
        assert isinstance(column, Column)
        if root == OVERALL and counts:
            # Of the whole, questions are counted, not dimensions.
            answered, applicable = (pl.sum_horizontal([pair[side].cast(pl.Int32) for pair in counts.values()]) for side in (0, 1))
        else:
            step = schedule.steps[place]
            below = step.inputs[1:] if isinstance(step.node, plan.Covered) else ()
            answered, applies = coverage(layers, [made for index in below if isinstance(made := found[index], Column)])
            applicable = pl.lit(applies, dtype=pl.Int32) if isinstance(applies, int) else applies
            counts[root] = answered, applicable
        names = Outputs(
            score=f"{root}#score",
            level=f"{root}#level",
            status=f"{root}#status",
            answered=f"{root}#answered",
            applicable=f"{root}#applicable",
            caps=tuple(_caps(schedule, found, layers, root)),
        )
        score = layers.named(names.score, _millionths(column))
        layers.named(names.level, _level(score, levels))
        layers.named(names.status, _status(column))
        layers.named(names.answered, answered.cast(pl.Int32))
        layers.named(names.applicable, applicable.cast(pl.Int32))
        outputs[root] = names
    return outputs


def _millionths(column: Column) -> pl.Expr:
    if column.value is None:
        return pl.lit(None, dtype=pl.Int64)
    value, unit = column.value.cast(pl.Int64), SCALE // MILLION
    rounded: pl.Expr = value * MILLION if column.scale == 1 else (value + unit // 2) // unit
    return rounded


def _level(score: pl.Expr, levels: Sequence[int]) -> pl.Expr:
    kind = pl.Int32
    if not levels:
        return pl.lit(None, dtype=kind)
    highest_first = sorted(levels, reverse=True)
    return chosen([score >= level * MILLION for level in highest_first], highest_first, kind)


def _status(column: Column) -> pl.Expr:
    scored, missing, excluded = (
        pl.lit(status.value, dtype=STATUS) for status in (ScoreStatus.SCORED, ScoreStatus.NOT_ENOUGH_ANSWERS, ScoreStatus.NOT_APPLICABLE)
    )
    if isinstance(column.excluded, bool):
        without = excluded if column.excluded else missing
    else:
        without = pl.when(column.excluded).then(excluded).otherwise(missing)
    return without if column.value is None else pl.when(column.present).then(scored).otherwise(without)


def _caps(schedule: Schedule, found: Sequence[Column | pl.Expr], layers: _Layers, root: str) -> list[tuple[str, Reason]]:
    caps = []
    for index in own_steps(schedule, root):
        node = schedule.steps[index].node
        if isinstance(node, plan.Cap):
            column, unless = (found[place] for place in schedule.steps[index].inputs)
            assert isinstance(column, Column) and isinstance(unless, pl.Expr)
            if f"#{index}c" not in layers.depth:
                layers.named(f"#{index}c", held_down(node, column, unless))
            caps.append((f"#{index}c", node.reason))
    return caps
