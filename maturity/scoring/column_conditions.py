"""The conditions of a plan as polars expressions: true, false, or null for unknown, which polars combines as Kleene does."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from maturity.scoring import plan
from maturity.scoring.column import HALF, Builder, Column, Inputs, counted, literal, reached


def _tested(column: Column, truth: pl.Expr, *, excluded: bool) -> pl.Expr:
    """Return a truth about the value, null where it is missing, and `excluded` where it does not apply."""
    if isinstance(column.excluded, bool):
        return pl.lit(excluded) if column.excluded else truth
    return truth | column.excluded if excluded else truth & ~column.excluded


def _always(column: Column, truth: bool) -> pl.Expr:
    """Return a truth that holds for every value, null where there is none."""
    if column.value is None:
        return pl.lit(None, dtype=pl.Boolean)
    return pl.lit(truth) if column.certain else pl.when(column.present).then(pl.lit(truth))


def at_least(_: Builder, node: plan.AtLeast, inputs: Inputs) -> pl.Expr:
    column = inputs[0]
    limit = reached(column, node.level)
    if column.value is None or limit <= column.low or limit > column.high:
        truth = _always(column, limit <= column.low)
    else:
        truth = column.value >= limit
    return _tested(column, truth, excluded=node.excluded)


def one_of(_: Builder, node: plan.OneOf, inputs: Inputs) -> pl.Expr:
    column = inputs[0]
    wanted = [number for number in node.values if column.low <= number * column.scale <= column.high]
    if column.scale == 1:
        wanted = [number for number in wanted if Fraction(number).denominator == 1]
    if column.value is None or not wanted:
        return _tested(column, _always(column, truth=False), excluded=node.excluded)
    if column.scale == 1:
        truths = [column.value == int(number) for number in wanted]
    else:
        truths = [column.value.is_between(at := reached(column, number), at + 2 * HALF, closed="left") for number in wanted]
    return _tested(column, truths[0] if len(truths) == 1 else pl.any_horizontal(truths), excluded=node.excluded)


def answered(_: Builder, _node: plan.Answered, inputs: Inputs) -> pl.Expr:
    return inputs[0].present


def applies(_: Builder, _node: plan.Applies, inputs: Inputs) -> pl.Expr:
    return ~literal(inputs[0].excluded)


def count(_: Builder, node: plan.Count, inputs: Sequence[pl.Expr]) -> pl.Expr:
    if node.at_least <= 0 or node.at_least > len(inputs):
        return pl.lit(node.at_least <= 0)
    # Those two know true, false and unknown by themselves.
    if node.at_least == len(inputs):
        return pl.all_horizontal(inputs)
    if node.at_least == 1:
        return pl.any_horizontal(inputs)
    proven = counted([truth.fill_null(False) for truth in inputs])
    possible = counted([truth.fill_null(True) for truth in inputs])
    return pl.when(proven >= node.at_least).then(pl.lit(True)).when(possible < node.at_least).then(pl.lit(False))


def not_(_: Builder, _node: plan.Not, inputs: Sequence[pl.Expr]) -> pl.Expr:
    return ~inputs[0]
