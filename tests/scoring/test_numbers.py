from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.scoring.numbers import display, half_up, level

LEVELS = (1, 2, 3, 4, 5)
scores = st.fractions(1, 5, max_denominator=10_000)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (Fraction(5, 2), 0, 3),
        (Fraction(-5, 2), 0, -2),
        (Fraction(7, 3), 6, Fraction(2333333, 1_000_000)),
        (Fraction(29999996, 10_000_000), 6, Fraction(3)),
        (Fraction(29999994, 10_000_000), 6, Fraction(2999999, 1_000_000)),
    ],
)
def test_a_half_goes_up(value: Fraction, decimals: int, expected: Fraction) -> None:
    assert half_up(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(296, 100), "2.96"),
        (Fraction(29996, 10_000), "2.9996"),
        (Fraction(3), "3.0"),
        (Fraction(245, 100), "2.5"),
        (Fraction(2999999, 1_000_000), "2.999999"),
        (Fraction(29999996, 10_000_000), "3.0"),
        (Fraction(-1, 20), "0.0"),
        (Fraction(-3, 2), "-1.5"),
    ],
)
def test_what_is_shown_never_claims_a_level_that_is_not_reached(value: Fraction, shown: str) -> None:
    assert display(value, LEVELS) == shown


@given(scores)
def test_the_shown_number_has_the_same_level(value: Fraction) -> None:
    assert level(Fraction(display(value, LEVELS)), LEVELS) == level(value, LEVELS)


@given(scores)
def test_a_level_is_never_rounded_up(value: Fraction) -> None:
    reached = level(value, LEVELS)

    assert reached is not None
    assert reached <= half_up(value) < reached + 1


def test_below_the_first_level_there_is_none() -> None:
    assert level(Fraction(1, 2), LEVELS) is None
