"""Rounding, in one place: exact inside, six decimals where anything is compared, one decimal where it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

#: Decimals that comparisons and levels look at.
DECIMALS = 6
#: Fixed point of a division in backends without fractions: room for three divisions on top of each other within 1e-9.
SCALE = 10**10

#: Whatever a plan counts with: whole numbers where possible, never floats.
Number = int | Fraction
Level = TypeVar("Level", bound=Number)
_FRACTION = re.compile(r"-?[0-9]{1,1000}(/[1-9][0-9]{0,999})?")


def fraction(text: str) -> Fraction:
    """Return the number that a stored plan writes as text, such as 7/3; an exponent could make one of a billion digits.

    Raises:
        ValueError: It is no such number.
    """
    if not _FRACTION.fullmatch(text):
        raise ValueError(f"not a number: {text[:40]!r}")
    return Fraction(text)


def half_up(value: Number, decimals: int = DECIMALS) -> Fraction:
    """Return `value` rounded to so many decimals, a half upwards (towards plus infinity)."""
    unit = 10**decimals
    exact = Fraction(value)
    return Fraction((2 * exact.numerator * unit + exact.denominator) // (2 * exact.denominator), unit)


def level(value: Number, levels: Iterable[Level]) -> Level | None:
    """Return the highest of `levels` that a score has reached, looking at six decimals; None below the first."""
    rounded = half_up(value)
    return max((known for known in levels if known <= rounded), default=None)


def display(value: Number, levels: Iterable[Number], decimals: int = 1) -> str:
    """Return a score as it is shown: rounded half up, with a point.

    Where rounding would show a level that is not reached, as many more decimals are shown as it takes: 2.96, not 3.0.
    """
    known = list(levels)
    reached = level(value, known)
    while decimals < DECIMALS and level(half_up(value, decimals), known) != reached:
        decimals += 1
    rounded = half_up(value, decimals)
    whole, rest = divmod(abs(rounded.numerator) * 10**decimals // rounded.denominator, 10**decimals)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"
