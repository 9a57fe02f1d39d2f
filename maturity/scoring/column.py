"""Columns of a plan: what the functions of the nodes make, and what they need for it.

Whole numbers stay whole and as narrow as the plan's bounds allow; what is divided is counted in units of 1 / `SCALE`. An expression
never contains another step's expression, only the name of its column: nested ones would double with every condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Protocol

import polars as pl

from maturity.scoring.numbers import DECIMALS, SCALE, Number, half_up

HALF = SCALE // 10**DECIMALS // 2
"""Comparisons look at six decimals, so a value this little below a limit has reached it."""


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
    return ceil(limit) if column.scale == 1 else int(limit * SCALE) - HALF


def fixed(number: Number, scale: int) -> int:
    return int(half_up(Fraction(number) * scale, 0))


def scale_of(numbers: Sequence[Number]) -> int:
    return 1 if all(Fraction(number).denominator == 1 for number in numbers) else SCALE


def lifted(column: Column, scale: int) -> pl.Expr:
    """Return the values in a finer unit."""
    assert column.value is not None
    return column.value if column.scale == scale else column.value.cast(pl.Int64) * SCALE


def bounded(column: Column, scale: int) -> tuple[int, int]:
    return column.low * (scale // column.scale), column.high * (scale // column.scale)


def added(expressions: Sequence[pl.Expr]) -> pl.Expr:
    """Add as a tree: a chain of thousands of terms takes seconds to plan."""
    found = list(expressions)
    while len(found) > 1:
        found = [found[place] + found[place + 1] if place + 1 < len(found) else found[place] for place in range(0, len(found), 2)]
    return found[0]


def counted(truths: Sequence[pl.Expr]) -> pl.Expr:
    """Return how many are true."""
    kind = whole(0, len(truths))
    none, one = pl.lit(0, dtype=kind), pl.lit(1, dtype=kind)
    # Faster than a cast.
    return added([pl.when(truth).then(one).otherwise(none) for truth in truths]) if truths else none


def all_true(truths: Sequence[pl.Expr | bool]) -> pl.Expr | bool:
    if any(truth is False for truth in truths):
        return False
    found = [truth for truth in truths if not isinstance(truth, bool)]
    return pl.all_horizontal(found) if found else True


def literal(truth: pl.Expr | bool) -> pl.Expr:
    return pl.lit(truth) if isinstance(truth, bool) else truth


def chosen(tests: Sequence[pl.Expr], values: Sequence[int], kind: type[pl.DataType], otherwise: int | None = None) -> pl.Expr:
    """Return the value of the first test that is true."""
    first, *rest = zip(tests, values, strict=False)
    chain = pl.when(first[0]).then(pl.lit(first[1], dtype=kind))
    for test, value in rest:
        chain = chain.when(test).then(pl.lit(value, dtype=kind))  # type: ignore[assignment]
    return chain.otherwise(pl.lit(otherwise, dtype=kind))
