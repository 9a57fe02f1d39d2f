"""What a reader sees of a number: never more than was reached."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.export.xlsx.cells import decimal_format
from maturity.export.xlsx.report import Report, percent_decimals, visible_decimals
from maturity.model.result import Score, ScoreStatus
from maturity.scoring.numbers import half_up, level
from maturity.text import catalogue
from tests.export.making import dimension, everything, question, questionnaire, response, result, write
from tests.export.reading import SUMMARY, opened, table_cells, texts

BUILT = questionnaire()
LEVELS = range(1, 6)


def shown(value: float, number_format: str) -> str:
    """Return what a spreadsheet shows of a number, formats as ``0.00`` and ``0%`` only."""
    percent = number_format.endswith("%")
    decimals = len(number_format.strip("% ").partition(".")[2])
    number = Decimal(repr(value)) * (100 if percent else 1)
    return str(number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def report(value: Fraction, target: Fraction | None = None) -> tuple[Report, Score]:
    score = Score(status=ScoreStatus.SCORED, value=value, level=level(value, LEVELS), answered=3, applicable=3, target=target)
    made = result(BUILT, response(everything(BUILT, 3)))
    return Report(BUILT.questionnaire, made, catalogue("en")), score


def in_cell(value: Fraction) -> float:
    """Return the number that a cell holds."""
    return float(half_up(value))


scores = st.one_of(
    st.fractions(min_value=1, max_value=5, max_denominator=10_000),
    # Just below a level, where rounding would do harm.
    st.builds(lambda near, down: near - Fraction(1, down), st.integers(2, 5), st.integers(2, 2_000_000)),
)


@given(scores)
def test_a_score_never_shows_a_level_that_is_not_reached(value: Fraction) -> None:
    found, score = report(value)

    seen = Fraction(shown(in_cell(value), decimal_format(found.score_decimals(score))))

    assert level(seen, LEVELS) == score.level
    assert Fraction(found.words(value)) == seen


@given(scores, scores)
def test_a_score_below_its_target_never_looks_as_if_it_had_reached_it(value: Fraction, target: Fraction) -> None:
    found, score = report(value, half_up(target))
    assert score.target is not None and score.gap is not None

    seen = Fraction(shown(in_cell(value), decimal_format(found.score_decimals(score))))
    gap = Fraction(shown(in_cell(score.gap), decimal_format(found.gap_decimals(score))))

    assert (seen < score.target) == (half_up(value) < score.target)
    assert (gap == 0) == (half_up(score.gap) == 0)


@given(st.integers(1, 3_000).flatmap(lambda applicable: st.tuples(st.integers(0, applicable), st.just(applicable))))
def test_nearly_all_never_looks_like_all(counted: tuple[int, int]) -> None:
    answered, applicable = counted
    share = Fraction(answered, applicable)

    seen = Fraction(shown(in_cell(share), f"{decimal_format(percent_decimals(share))}%"))

    assert (seen == 100) == (answered == applicable)
    assert (seen == 0) == (answered == 0)


@given(st.fractions(min_value=-4, max_value=4, max_denominator=500_000))
def test_a_difference_never_looks_like_none(value: Fraction) -> None:
    seen = Fraction(shown(in_cell(value), decimal_format(visible_decimals(value))))

    assert (seen == 0) == (half_up(value) == 0)


@pytest.mark.parametrize(
    ("answers", "cell", "words"),
    [
        ((3,) * 24 + (2,), "2.96", "2.96"),
        ((3,) * 199 + (2,), "2.995", "2.995"),
        ((3,) * 25, "3.0", "3.0"),
        ((2,) * 24 + (3,), "2.0", "2.0"),
        ((3,) * 3 + (2,), "2.8", "2.8"),
    ],
)
def test_scores_as_they_stand_in_the_summary(tmp_path: Path, answers: tuple[int, ...], cell: str, words: str) -> None:
    asked = [question(f"method.q{number}") for number in range(len(answers))]
    built = questionnaire(dimension("method", *asked))
    said = {one.id: value for one, value in zip(asked, answers, strict=True)}
    sheet = opened(write(tmp_path / "a.xlsx", built, result(built, response(said)))).worksheets[SUMMARY]

    row = table_cells(sheet)[0]
    assert shown(row["Score"].value, row["Score"].number_format) == cell
    assert any(f"Overall score: {words} on a scale" in text for text in texts(sheet))


def test_per_cent_is_written_as_the_language_writes_it(tmp_path: Path) -> None:
    made = result(BUILT, response(everything(BUILT, 3)))
    formats = {
        language: next(
            cell.number_format
            for row in opened(write(tmp_path / f"{language}.xlsx", BUILT, made, language)).worksheets[SUMMARY]
            for cell in row
            if cell.number_format.endswith("%")
        )
        for language in ("en", "nb", "nn")
    }

    assert formats == {"en": "0%", "nb": "0 %", "nn": "0 %"}


def test_targets_in_a_column_have_the_same_decimals(tmp_path: Path) -> None:
    """A mean of several targets has decimals, and then the whole ones beside it have them too."""
    said = everything(BUILT, 2)
    made = result(
        BUILT,
        response(said, targets={"method": 3, "ownership": 4}),
        response(said, role="digitalisation-manager", targets={"method": 4, "ownership": 4}),
    )
    rows = table_cells(opened(write(tmp_path / "a.xlsx", BUILT, made)).worksheets[SUMMARY])

    assert [shown(row["Target"].value, row["Target"].number_format) for row in rows[:2]] == ["3.5", "4.0"]
    assert rows[2]["Target"].value == "–"


def test_a_score_below_the_first_level_says_so(tmp_path: Path) -> None:
    built = questionnaire(levels=("Started", "Established"), first_level=2)
    sheet = opened(write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 1))))).worksheets[SUMMARY]

    assert table_cells(sheet)[0]["Level"].value == "Below level 2"
    assert "Overall score: 1.0 on a scale from 1 to 3 · level Below level 2" not in texts(sheet)
