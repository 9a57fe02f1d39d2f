"""Figures over many organisations, counted exactly; every square root is rounded half up to six decimals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

#: The 97.5th percentile of the normal distribution, for intervals of 95 per cent.
Z95 = Fraction(1_959_964, 1_000_000)
_UNIT = 10**6


def mean(values: Sequence[Fraction]) -> Fraction:
    """Return the mean of at least one value."""
    return sum(values, Fraction(0)) / len(values)


def deviation(values: Sequence[Fraction]) -> Fraction:
    """Return the standard deviation of a sample (divided by n - 1) of at least two values."""
    middle = mean(values)
    return root(sum(((value - middle) ** 2 for value in values), Fraction(0)) / (len(values) - 1))


def root(value: Fraction) -> Fraction:
    """Return the square root of a number that is not negative, rounded half up to six decimals."""
    # The root of 4·u²·x is twice what is wanted in units, so that its half decides the rounding.
    doubled = isqrt(4 * _UNIT * _UNIT * value.numerator // value.denominator)
    return Fraction((doubled + 1) // 2, _UNIT)


def quantile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return a quantile of at least one value, type 7: linear between order statistics at 1 + (n - 1)·share.

    Source: Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996).
    """
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def wilson(count: int, of: int) -> tuple[Fraction, Fraction]:
    """Return the 95 per cent interval of a share.

    Source: Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), without correction.
    """
    share, square = Fraction(count, of), Z95 * Z95
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z95 * root(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    # At the ends the interval ends there exactly, whatever the root was rounded to.
    return (middle - half if count else Fraction(0)), (middle + half if count < of else Fraction(1))


def mid_rank(below: int, same: int, of: int) -> Fraction:
    """Return the percentile rank, 0 to 1, of one who has so many below and so many on the same place, itself not counted."""
    return Fraction(2 * below + same, 2 * of)
