"""Own answers beside published figures: as printed, one figure a row, and nothing that was not printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from maturity.benchmark.catalog import load_benchmark
from maturity.benchmark.compare import comparisons, context
from maturity.text import catalogue
from tests.export.making import CORE, core_result, everything, questionnaire, response, result, write_all
from tests.export.reading import README, cells, charts, opened, texts

FIGURES = load_benchmark("it-i-praksis-2020")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Benefits realisation alone in every language, and all four questionnaires."""
    folder = tmp_path_factory.mktemp("books")
    one, four = [core_result(CORE[0])], [core_result(name) for name in CORE]
    found = {language: opened(write_all(folder / f"{language}.xlsx", one, language, [FIGURES])) for language in ("en", "nb", "nn")}
    return {**found, "four": opened(write_all(folder / "four.xlsx", four, "en", [FIGURES]))}


def sheet_of(book: Workbook) -> Worksheet:
    return next(sheet for sheet in book.worksheets if sheet.sheet_properties.codeName == "Benchmark")


def rows(book: Workbook) -> list[dict[str, Any]]:
    """Return every row below the headers, those of segments and context too."""
    sheet = sheet_of(book)
    start = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 3).value)
    headers = [str(cell.value) for cell in sheet[start]]
    values = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=start + 1))
    return [dict(zip(headers, row, strict=True)) for row in values if row[2] is not None]


def test_it_stands_between_answers_and_next_steps(books: dict[str, Workbook]) -> None:
    assert [sheet.sheet_properties.codeName for sheet in books["nb"].worksheets] == [
        "ReadMe",
        "Summary",
        "Answers",
        "Benchmark",
        "NextSteps",
    ]


def test_without_figures_there_is_no_such_sheet(tmp_path: Path) -> None:
    built = questionnaire()
    book = opened(write_all(tmp_path / "a.xlsx", [(built, result(built, response(everything(built, 3))))], "en", [FIGURES]))

    assert len(book.worksheets) == 4
    assert "it-i-praksis" not in " ".join(texts(book.worksheets[README]))


@pytest.mark.parametrize(
    ("language", "three", "twenty_three"), [("en", "3%", "23%"), ("nb", "3\u00a0%", "23\u00a0%"), ("nn", "3\u00a0%", "23\u00a0%")]
)
def test_figures_on_one_question_stand_apart_and_are_never_added(
    books: dict[str, Workbook], language: str, three: str, twenty_three: str
) -> None:
    figures = [str(row[catalogue(language)("Published figure")]) for row in rows(books[language])]

    assert sum(figure.startswith(f"{three} ") for figure in figures) == 1
    assert sum(figure.startswith(f"{twenty_three} ") for figure in figures[:4]) == 1
    for sheet in books[language].worksheets:
        assert not any(f"{sum_of}{sign}%" in text for text in texts(sheet) for sum_of in (26, 29, 73, 76) for sign in ("", "\u00a0"))


def test_every_figure_is_there_with_group_source_and_quotation(books: dict[str, Workbook]) -> None:
    compared = []
    for name in CORE:
        built, scored = core_result(name)
        for found in comparisons(built.questionnaire, scored.assessment, FIGURES):
            compared += [*found.indicators, *found.elsewhere]
        compared += [indicator for _, indicator in context(built.questionnaire, FIGURES)]

    said = {row["Quotation"]: row for row in rows(books["four"])}
    for indicator in compared:
        row = said[f"“{indicator.quote}”"]
        assert row["Year"] == 2020
        assert row["Source"] == FIGURES.sources[indicator.source]
    quotations = [row["Quotation"] for row in rows(books["four"])]
    assert all(f"“{indicator.quote}”" in quotations for indicator in compared)


def test_no_figure_is_a_number_that_could_be_drawn_or_added(books: dict[str, Workbook]) -> None:
    """“More than half” is words; the only numbers on the sheet are years."""
    for book in books.values():
        sheet = sheet_of(book)
        assert {cell.value for cell in cells(sheet) if cell.data_type == "n"} == {2020}
        assert not charts(sheet)


def test_more_than_half_is_said_as_such(books: dict[str, Workbook]) -> None:
    (row,) = [row for row in rows(books["en"]) if row["As printed"] == "More than"]

    assert row["Published figure"].startswith("More than 50% of the managers")


def test_own_answers_stand_beside_the_figures(books: dict[str, Workbook]) -> None:
    level3 = next(row for row in rows(books["en"]) if row["Published figure"].startswith("23%"))

    assert level3["Your answers"] == "Top manager 1: 3\nDigitalisation manager 1: 2"
    assert level3["Note"].startswith("The source does not say whether the higher levels")
    level2 = next(row for row in rows(books["en"]) if row["As printed"] == "More than")
    assert level2["You and the figure"] == "Among these: Digitalisation manager 1."


def test_every_respondent_is_in_a_segment_within_the_role(books: dict[str, Workbook]) -> None:
    found = [row for row in rows(books["en"]) if str(row["Who it is about"]).startswith("Within the role")]

    assert [row["Who it is about"] for row in found] == ["Within the role: Top manager", "Within the role: Digitalisation manager"]
    assert [row["Your answers"] for row in found] == [f"{who} 1: mean 3.33" for who in ("Top manager", "Digitalisation manager")]


def test_context_is_marked_as_not_compared(books: dict[str, Workbook]) -> None:
    count = sum(len(context(core_result(name)[0].questionnaire, FIGURES)) for name in CORE)

    assert count > 0
    assert sum(row["Your answers"] == "Not compared" for row in rows(books["four"])) == count


def test_the_figures_are_attributed_and_named_among_what_made_the_workbook(books: dict[str, Workbook]) -> None:
    for book in books.values():
        assert any("Rambøll Management Consulting" in text for text in texts(sheet_of(book))[:4])
        assert f"it-i-praksis-2020 {FIGURES.version}\nsha256 {FIGURES.sha256}" in texts(book.worksheets[README])
