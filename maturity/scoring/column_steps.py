"""The polars backend, node by node: each step of a plan as one expression over the columns of the steps before it.

Whole numbers stay whole and as narrow as the plan's bounds allow; what is divided is counted in units of 1 / `SCALE`. An expression
never contains another step's expression, only the name of its column: nested ones would double with every condition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, lcm
from typing import Protocol

import polars as pl

from maturity.scoring import plan
from maturity.scoring.facts import straight_line
from maturity.scoring.numbers import DECIMALS, SCALE, Number, half_up
from maturity.scoring.plan import Node

#: Comparisons look at six decimals, so a value this little below a limit has reached it.
_HALF = SCALE // 10**DECIMALS // 2


@dataclass(frozen=True, slots=True)
class Column:
    """A value step.

    Attributes:
        value: Whole numbers, null where there is no value; None where there never is one.
        excluded: Whether it does not apply; never null. True and False where that does not depend on the row.
        scale: What one point is counted as: 1, or `SCALE`.
        low: Least value, in that unit.
        high: Greatest value.
        certain: Whether every row has a value.
    """

    value: pl.Expr | None
    excluded: pl.Expr | bool = False
    scale: int = 1
    low: int = 0
    high: int = 0
    certain: bool = False

    @property
    def present(self) -> pl.Expr:
        """Whether there is a value; never null."""
        return pl.lit(False) if self.value is None else pl.lit(True) if self.certain else self.value.is_not_null()


class Builder(Protocol):
    """What the functions of the steps need from whoever puts the columns together."""

    def shared(self, key: object, expression: pl.Expr) -> pl.Expr:
        """Return a column of its own for `expression`, the same one for the same key."""

    def has_excluded(self, question: str) -> pl.Expr | bool:
        """Return where a question's input says that it does not apply."""


Inputs = Sequence[Column]


def whole(low: int, high: int) -> type[pl.DataType]:
    """Return the narrowest type that holds both: polars wraps around in silence."""
    most = max(abs(low), abs(high))
    return next((kind for bits, kind in ((7, pl.Int8), (15, pl.Int16), (31, pl.Int32)) if most < 2**bits), pl.Int64)


def reached(column: Column, limit: Number) -> int:
    """Return the least number in the column's unit that is at least `limit` at six decimals."""
    return ceil(limit) if column.scale == 1 else int(limit * SCALE) - _HALF


def _fixed(number: Number, scale: int) -> int:
    return int(half_up(Fraction(number) * scale, 0))


def _scale_of(numbers: Sequence[Number]) -> int:
    return 1 if all(Fraction(number).denominator == 1 for number in numbers) else SCALE


def lifted(column: Column, scale: int) -> pl.Expr:
    """Return the values in a finer unit."""
    assert column.value is not None
    return column.value if column.scale == scale else column.value.cast(pl.Int64) * SCALE


def _bounded(column: Column, scale: int) -> tuple[int, int]:
    return column.low * (scale // column.scale), column.high * (scale // column.scale)


def _added(expressions: Sequence[pl.Expr]) -> pl.Expr:
    """Add as a tree: a chain of thousands of terms takes seconds to plan."""
    found = list(expressions)
    while len(found) > 1:
        found = [found[place] + found[place + 1] if place + 1 < len(found) else found[place] for place in range(0, len(found), 2)]
    return found[0]


def counted(truths: Sequence[pl.Expr]) -> pl.Expr:
    """Return how many are true."""
    kind = whole(0, len(truths))
    return _added([truth.cast(kind) for truth in truths]) if truths else pl.lit(0, dtype=pl.Int8)


def _all(truths: Sequence[pl.Expr | bool]) -> pl.Expr | bool:
    if any(truth is False for truth in truths):
        return False
    found = [truth for truth in truths if not isinstance(truth, bool)]
    return pl.all_horizontal(found) if found else True


def _literal(truth: pl.Expr | bool) -> pl.Expr:
    return pl.lit(truth) if isinstance(truth, bool) else truth


def _answer(builder: Builder, node: plan.Answer, _: Inputs) -> Column:
    value = pl.col(node.question).cast(whole(node.low, node.high))
    return Column(value, builder.has_excluded(node.question), 1, node.low, node.high)


def _constant(_: Builder, node: plan.Constant, _inputs: Inputs) -> Column:
    scale = _scale_of([node.value])
    value = _fixed(node.value, scale)
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
    scale = _scale_of(numbers)
    values = [_fixed(number, scale) for number in numbers]
    kind = whole(min(values), max(values))
    # Every branch asks about the value, so that a missing one falls through all of them.
    tests = [column.value < limit for limit, _ in steps]
    tests.append(column.value >= steps[-1][0] if steps else column.present)
    return Column(chosen(tests, values, kind), column.excluded, scale, min(values), max(values), column.certain)


def chosen(tests: Sequence[pl.Expr], values: Sequence[int], kind: type[pl.DataType], otherwise: int | None = None) -> pl.Expr:
    """Return the value of the first test that is true."""
    first, *rest = zip(tests, values, strict=False)
    chain = pl.when(first[0]).then(pl.lit(first[1], dtype=kind))
    for test, value in rest:
        chain = chain.when(test).then(pl.lit(value, dtype=kind))  # type: ignore[assignment]
    return chain.otherwise(pl.lit(otherwise, dtype=kind))


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
    scale = column.scale if _scale_of(limits) == 1 else SCALE
    low, high = _bounded(column, scale)
    least, most = _fixed(max(node.low, Fraction(low, scale)), scale), _fixed(min(node.high, Fraction(high, scale)), scale)
    if least > high or most < low:
        # Everything lies beyond one of the limits.
        least = most = least if least > high else most
    kind = whole(min(low, least), max(high, most))
    value = lifted(column, scale).cast(kind).clip(pl.lit(least, dtype=kind), pl.lit(most, dtype=kind))
    return Column(value, column.excluded, scale, least, most, column.certain)


def _aggregate(inputs: Inputs) -> tuple[list[Column], pl.Expr | bool, bool]:
    """Return the items that can have a value, whether all are excluded, and whether some item always has a value."""
    able = [column for column in inputs if column.value is not None]
    return able, _all([column.excluded for column in inputs]), any(column.certain for column in able)


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
    bounds = [_bounded(column, scale) for column in able]
    most = sum(max(map(abs, ends)) * weight for ends, (_, weight) in zip(bounds, pairs, strict=True))
    kind = whole(most, most)
    terms = [(lifted(column, scale).fill_null(0).cast(kind), weight) for column, weight in pairs]
    total = _added([term if weight == 1 else term * weight for term, weight in terms]).cast(pl.Int64)
    if all(weight == 1 for _, weight in pairs):
        count = _present(builder, able)
    else:
        width = whole(0, sum(weight for _, weight in pairs))
        count = _added([column.present.cast(width) * weight for column, weight in pairs])
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
    bounds = [_bounded(column, scale) for column in able]
    low, high = sum(min(low, 0) for low, _ in bounds), sum(max(high, 0) for _, high in bounds)
    kind = whole(low, high)
    value = _added([lifted(column, scale).fill_null(0).cast(kind) for column in able])
    # A sum over nothing would be nought.
    value = value if certain else pl.when(_present(builder, able) > 0).then(value)
    return Column(value, excluded, scale, low, high, certain)


def _extreme(take: Callable[[Sequence[pl.Expr]], pl.Expr]) -> Callable[[Builder, Node, Inputs], Column]:
    def made(_: Builder, _node: Node, inputs: Inputs) -> Column:
        able, excluded, certain = _aggregate(inputs)
        if not able:
            return Column(None, excluded)
        scale = max(column.scale for column in able)
        bounds = [_bounded(column, scale) for column in able]
        low, high = min(low for low, _ in bounds), max(high for _, high in bounds)
        value = take([lifted(column, scale).cast(whole(low, high)) for column in able])
        return Column(value, excluded, scale, low, high, certain)

    return made


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
    none_applies = _all([item.excluded for item in items])
    if none_applies is True or column.excluded is True:
        return Column(None, True)
    truths = [_literal(truth) for truth in (column.excluded, none_applies) if truth is not False]
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
        excluded = pl.when(condition).then(_literal(then.excluded)).otherwise(_literal(otherwise.excluded))
    able = [branch for branch in (then, otherwise) if branch.value is not None]
    if not able:
        return Column(None, excluded)
    scale = max(branch.scale for branch in able)
    bounds = [_bounded(branch, scale) for branch in able]
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
    scale = column.scale if _scale_of([node.at]) == 1 else SCALE
    low, high = _bounded(column, scale)
    at = _fixed(node.at, scale)
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
    scale = _scale_of(numbers)
    values = [_fixed(number, scale) for number in numbers]
    stops = [~condition.fill_null(False) for condition in inputs]
    value = chosen(stops, values, whole(min(values), max(values)), otherwise=values[-1])
    return Column(value, False, scale, min(values), max(values), certain=True)


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


def _at_least(_: Builder, node: plan.AtLeast, inputs: Inputs) -> pl.Expr:
    column = inputs[0]
    limit = reached(column, node.level)
    if column.value is None or limit <= column.low or limit > column.high:
        truth = _always(column, limit <= column.low)
    else:
        truth = column.value >= limit
    return _tested(column, truth, excluded=node.excluded)


def _one_of(_: Builder, node: plan.OneOf, inputs: Inputs) -> pl.Expr:
    column = inputs[0]
    wanted = [number for number in node.values if column.low <= number * column.scale <= column.high]
    if column.scale == 1:
        wanted = [number for number in wanted if Fraction(number).denominator == 1]
    if column.value is None or not wanted:
        return _tested(column, _always(column, truth=False), excluded=node.excluded)
    if column.scale == 1:
        truths = [column.value == int(number) for number in wanted]
    else:
        truths = [column.value.is_between(at := reached(column, number), at + 2 * _HALF, closed="left") for number in wanted]
    return _tested(column, truths[0] if len(truths) == 1 else pl.any_horizontal(truths), excluded=node.excluded)


def _answered(_: Builder, _node: plan.Answered, inputs: Inputs) -> pl.Expr:
    return inputs[0].present


def _applies(_: Builder, _node: plan.Applies, inputs: Inputs) -> pl.Expr:
    return ~_literal(inputs[0].excluded)


def _count(_: Builder, node: plan.Count, inputs: Sequence[pl.Expr]) -> pl.Expr:
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


def _not(_: Builder, _node: plan.Not, inputs: Sequence[pl.Expr]) -> pl.Expr:
    return ~inputs[0]


STEPS: Mapping[type[Node], Callable[..., Column | pl.Expr]] = {
    plan.Answer: _answer,
    plan.Constant: _constant,
    plan.Excluded: _excluded,
    plan.Rescale: _rescale,
    plan.Bands: _bands,
    plan.Clip: _clip,
    plan.Mean: _mean,
    plan.Sum: _sum,
    plan.Minimum: _extreme(pl.min_horizontal),
    plan.Maximum: _extreme(pl.max_horizontal),
    plan.Covered: _covered,
    plan.When: _when,
    plan.Cap: _cap,
    plan.Staircase: _staircase,
    plan.AtLeast: _at_least,
    plan.OneOf: _one_of,
    plan.Answered: _answered,
    plan.Applies: _applies,
    plan.Count: _count,
    plan.Not: _not,
}
"""One function per node: values give a `Column`, conditions an expression that is true, false or null for unknown."""
