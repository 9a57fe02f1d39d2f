"""The polars backend, node by node: each value of a plan as one expression over the columns of the steps before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import ceil, gcd, lcm

import polars as pl

from maturity.scoring import column_conditions, plan
from maturity.scoring.column import (
    Builder,
    Column,
    Inputs,
    added,
    all_true,
    bounded,
    chosen,
    counted,
    fixed,
    lifted,
    literal,
    reached,
    scale_of,
    whole,
)
from maturity.scoring.facts import straight_line
from maturity.scoring.numbers import DECIMALS, SCALE, Number, half_up
from maturity.scoring.plan import Node


def _answer(builder: Builder, node: plan.Answer, _: Inputs) -> Column:
    value = pl.col(node.question).cast(whole(node.low, node.high))
    return Column(value, builder.has_excluded(node.question), 1, node.low, node.high)


def _constant(_: Builder, node: plan.Constant, _inputs: Inputs) -> Column:
    scale = scale_of([node.value])
    value = fixed(node.value, scale)
    return Column(pl.lit(value, dtype=whole(value, value)), False, scale, value, value, certain=True)


def _excluded(_builder: Builder, _node: plan.Excluded, _inputs: Inputs) -> Column:
    return Column(None, True)


def _rescale(_: Builder, node: plan.Rescale, inputs: Inputs) -> Column:
    column = inputs[0]
    if column.value is None:
        return column
    slope, intercept = straight_line(node)
    over = lcm(slope.denominator, intercept.denominator)
    scale = 1 if over == column.scale == 1 else SCALE
    times, plus = int(slope * over) * (scale // column.scale), int(intercept * over) * scale
    ends = [end * times + plus for end in (column.low, column.high)]
    kind = whole(0, max(map(abs, (times, plus, column.low, column.high, column.low * times, column.high * times, *ends))))
    value = column.value.cast(kind) * times + plus
    if over > 1:
        value = (value.cast(pl.Int64) * 2 + over) // (2 * over)
        ends = [(2 * end + over) // (2 * over) for end in ends]
    low, high = min(ends), max(ends)
    return Column(value.cast(whole(low, high)), column.excluded, scale, low, high, column.certain)


def _bands(_: Builder, node: plan.Bands, inputs: Inputs) -> Column:
    column = inputs[0]
    if column.value is None:
        return column
    start = node.start
    steps: list[tuple[int, Number]] = []
    for threshold, number in node.bands:
        limit = reached(column, threshold)
        if limit <= column.low:
            start = number
        elif limit <= column.high:
            steps.append((limit, number))
    numbers = [start, *(number for _, number in steps)]
    scale = scale_of(numbers)
    values = [fixed(number, scale) for number in numbers]
    kind = whole(min(values), max(values))
    # Every branch asks about the value, so that a missing one falls through all of them.
    tests = [column.value < limit for limit, _ in steps]
    tests.append(column.value >= steps[-1][0] if steps else column.present)
    return Column(chosen(tests, values, kind), column.excluded, scale, min(values), max(values), column.certain)


def _clip(_: Builder, node: plan.Clip, inputs: Inputs) -> Column:
    column = inputs[0]
    if column.value is None:
        return column
    # A limit that is never met must not make the unit finer, nor be a number the type cannot hold.
    limits = [
        limit
        for limit, met in ((node.low, node.low * column.scale > column.low), (node.high, node.high * column.scale < column.high))
        if met
    ]
    scale = column.scale if scale_of(limits) == 1 else SCALE
    low, high = bounded(column, scale)
    least, most = fixed(max(node.low, Fraction(low, scale)), scale), fixed(min(node.high, Fraction(high, scale)), scale)
    if least > high or most < low:
        # Everything lies beyond one of the limits.
        least = most = least if least > high else most
    kind = whole(min(low, least), max(high, most))
    value = lifted(column, scale).cast(kind).clip(pl.lit(least, dtype=kind), pl.lit(most, dtype=kind))
    return Column(value, column.excluded, scale, least, most, column.certain)


def _aggregate(inputs: Inputs) -> tuple[list[Column], pl.Expr | bool, bool]:
    """Return the items that can have a value, whether all are excluded, and whether some item always has a value."""
    able = [column for column in inputs if column.value is not None]
    return able, all_true([column.excluded for column in inputs]), any(column.certain for column in able)


def _present(builder: Builder, able: Sequence[Column]) -> pl.Expr:
    """Return how many of the items have a value; shared, because completeness asks the same as the mean."""
    truths = [column.present for column in able]
    return builder.shared(("present", *map(str, truths)), counted(truths))


def _mean(builder: Builder, node: plan.Mean, inputs: Inputs) -> Column:
    able, excluded, certain = _aggregate(inputs)
    if not able:
        return Column(None, excluded)
    if len(able) == 1:
        only = able[0]
        return Column(only.value, excluded, only.scale, only.low, only.high, only.certain)
    pairs = [(column, weight) for column, weight in zip(inputs, node.weights, strict=True) if column.value is not None]
    common = gcd(*(weight for _, weight in pairs))
    pairs = [(column, weight // common) for column, weight in pairs]
    scale = max(column.scale for column in able)
    bounds = [bounded(column, scale) for column in able]
    most = sum(max(map(abs, ends)) * weight for ends, (_, weight) in zip(bounds, pairs, strict=True))
    kind = whole(most, most)
    terms = [(lifted(column, scale).fill_null(0).cast(kind), weight) for column, weight in pairs]
    total = added([term if weight == 1 else term * weight for term, weight in terms]).cast(pl.Int64)
    if all(weight == 1 for _, weight in pairs):
        count = _present(builder, able)
    else:
        width = whole(0, sum(weight for _, weight in pairs))
        count = added([column.present.cast(width) * weight for column, weight in pairs])
        count = builder.shared(("weight", *((str(column.present), weight) for column, weight in pairs)), count)
    count = count.cast(pl.Int64)
    # Half up, in whole numbers; divided by nought it is null.
    value = (total * (2 * (SCALE // scale)) + count) // (count * 2)
    low, high = min(low for low, _ in bounds), max(high for _, high in bounds)
    return Column(value, excluded, SCALE, low * (SCALE // scale), high * (SCALE // scale), certain)


def _sum(builder: Builder, _: plan.Sum, inputs: Inputs) -> Column:
    able, excluded, certain = _aggregate(inputs)
    if not able:
        return Column(None, excluded)
    scale = max(column.scale for column in able)
    bounds = [bounded(column, scale) for column in able]
    low, high = sum(min(low, 0) for low, _ in bounds), sum(max(high, 0) for _, high in bounds)
    kind = whole(low, high)
    value = added([lifted(column, scale).fill_null(0).cast(kind) for column in able])
    # A sum over nothing would be nought.
    value = value if certain else pl.when(_present(builder, able) > 0).then(value)
    return Column(value, excluded, scale, low, high, certain)


def _minimum(builder: Builder, _: plan.Minimum, inputs: Inputs) -> Column:
    return _extreme(builder, inputs, pl.min_horizontal, lambda _, high: high)


def _maximum(builder: Builder, _: plan.Maximum, inputs: Inputs) -> Column:
    return _extreme(builder, inputs, pl.max_horizontal, lambda low, _: low)


def _extreme(builder: Builder, inputs: Inputs, take: Callable[[Sequence[pl.Expr]], pl.Expr], neutral: Callable[[int, int], int]) -> Column:
    able, excluded, certain = _aggregate(inputs)
    if not able:
        return Column(None, excluded)
    scale = max(column.scale for column in able)
    bounds = [bounded(column, scale) for column in able]
    low, high = min(low for low, _ in bounds), max(high for _, high in bounds)
    kind = whole(low, high)
    # Without nulls among them this is many times faster, so each gives way to the end that changes nothing.
    value = take([lifted(column, scale).cast(kind).fill_null(pl.lit(neutral(low, high), dtype=kind)) for column in able])
    value = value if certain else pl.when(_present(builder, able) > 0).then(value)
    return Column(value, excluded, scale, low, high, certain)


def coverage(builder: Builder, items: Inputs) -> tuple[pl.Expr, pl.Expr | int]:
    """Return how many items have a value, and how many apply."""
    answered = _present(builder, [column for column in items if column.value is not None])
    applying = [column for column in items if column.excluded is not True]
    left_out = [column.excluded for column in applying if not isinstance(column.excluded, bool)]
    if not left_out:
        return answered, len(applying)
    return answered, builder.shared(("applies", *map(str, left_out), len(applying)), len(applying) - counted(left_out))


def _covered(builder: Builder, node: plan.Covered, inputs: Inputs) -> Column:
    column, items = inputs[0], inputs[1:]
    none_applies = all_true([item.excluded for item in items])
    if none_applies is True or column.excluded is True:
        return Column(None, True)
    truths = [literal(truth) for truth in (column.excluded, none_applies) if truth is not False]
    excluded: pl.Expr | bool = pl.any_horizontal(truths) if truths else False
    if column.value is None:
        return Column(None, excluded)
    answered, applicable = coverage(builder, items)
    share, over = node.min_completeness.numerator, node.min_completeness.denominator
    kind = whole(0, len(items) * over)
    tests = []
    if isinstance(applicable, int):
        if (least := ceil(node.min_completeness * applicable)) > 0:
            tests.append(answered >= least)
    else:
        tests.append(answered.cast(kind) * over >= applicable.cast(kind) * share)
        if none_applies is not False:
            tests.append(applicable > 0)
    value = pl.when(pl.all_horizontal(tests)).then(column.value) if tests else column.value
    return Column(value, excluded, column.scale, column.low, column.high, column.certain and not tests)


def _when(_: Builder, _node: plan.When, inputs: Sequence[Column | pl.Expr]) -> Column:
    condition, then, otherwise = inputs
    assert isinstance(condition, pl.Expr) and isinstance(then, Column) and isinstance(otherwise, Column)
    excluded: pl.Expr | bool
    if isinstance(then.excluded, bool) and then.excluded is otherwise.excluded:
        excluded = then.excluded
    else:
        # An unknown condition chooses the other branch, as polars does.
        excluded = pl.when(condition).then(literal(then.excluded)).otherwise(literal(otherwise.excluded))
    able = [branch for branch in (then, otherwise) if branch.value is not None]
    if not able:
        return Column(None, excluded)
    scale = max(branch.scale for branch in able)
    bounds = [bounded(branch, scale) for branch in able]
    low, high = min(low for low, _ in bounds), max(high for _, high in bounds)
    kind = whole(low, high)
    values = [pl.lit(None, dtype=kind) if branch.value is None else lifted(branch, scale).cast(kind) for branch in (then, otherwise)]
    value = pl.when(condition).then(values[0]).otherwise(values[1])
    return Column(value, excluded, scale, low, high, then.certain and otherwise.certain)


def _cap(_: Builder, node: plan.Cap, inputs: Sequence[Column | pl.Expr]) -> Column:
    column, unless = inputs
    assert isinstance(column, Column) and isinstance(unless, pl.Expr)
    if column.value is None or node.at * column.scale >= column.high:
        return column
    scale = column.scale if scale_of([node.at]) == 1 else SCALE
    low, high = bounded(column, scale)
    at = fixed(node.at, scale)
    kind = whole(min(low, at), high)
    value = lifted(column, scale).cast(kind)
    value = pl.when(unless).then(value).otherwise(value.clip(upper_bound=pl.lit(at, dtype=kind)))
    return Column(value, column.excluded, scale, min(low, at), high, column.certain)


def held_down(node: plan.Cap, column: Column, unless: pl.Expr) -> pl.Expr:
    """Return where a cap holds the value of `column` down; never null."""
    above = reached(column, half_up(node.at) + Fraction(1, 10**DECIMALS))
    if column.value is None or above > column.high:
        return pl.lit(False)
    return (column.value >= above).fill_null(False) & ~unless.fill_null(False)


def _staircase(_: Builder, node: plan.Staircase, inputs: Sequence[pl.Expr]) -> Column:
    numbers = [node.start, *(number for _, number in node.steps)]
    scale = scale_of(numbers)
    values = [fixed(number, scale) for number in numbers]
    stops = [~condition.fill_null(False) for condition in inputs]
    value = chosen(stops, values, whole(min(values), max(values)), otherwise=values[-1])
    return Column(value, False, scale, min(values), max(values), certain=True)


STEPS: Mapping[type[Node], Callable[..., Column | pl.Expr]] = {
    plan.Answer: _answer,
    plan.Constant: _constant,
    plan.Excluded: _excluded,
    plan.Rescale: _rescale,
    plan.Bands: _bands,
    plan.Clip: _clip,
    plan.Mean: _mean,
    plan.Sum: _sum,
    plan.Minimum: _minimum,
    plan.Maximum: _maximum,
    plan.Covered: _covered,
    plan.When: _when,
    plan.Cap: _cap,
    plan.Staircase: _staircase,
    plan.AtLeast: column_conditions.at_least,
    plan.OneOf: column_conditions.one_of,
    plan.Answered: column_conditions.answered,
    plan.Applies: column_conditions.applies,
    plan.Count: column_conditions.count,
    plan.Not: column_conditions.not_,
}
"""One function per node: values give a `Column`, conditions an expression that is true, false or null for unknown."""
