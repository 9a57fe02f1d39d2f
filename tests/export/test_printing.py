"""How the sheets look: on paper, on the screen, and to a reader who hears them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maturity.text import catalogue
from tests.export.making import demo_result, dimension, everything, questionnaire, response, result, write
from tests.export.reading import ANSWERS, NEXT_STEPS, README, SUMMARY, charts, opened, parts, table


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    return {
        language: write(folder / f"{language}.xlsx", *demo_result(folder / language, language), language) for language in ("en", "nb", "nn")
    }


def test_everything_prints_on_a4_one_page_wide(books: dict[str, Path]) -> None:
    for sheet in opened(books["nb"]).worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert not sheet.sheet_view.showGridLines
        assert sheet.print_options.horizontalCentered


def test_the_summary_prints_on_one_page_and_tables_on_as_many_as_they_need(books: dict[str, Path]) -> None:
    sheets = opened(books["nb"]).worksheets

    assert sheets[SUMMARY].page_setup.fitToHeight == 1
    for table_sheet in (sheets[ANSWERS], sheets[NEXT_STEPS]):
        assert not table_sheet.page_setup.fitToHeight
        assert table_sheet.page_setup.orientation == "landscape"


def test_headers_stay_in_sight_and_repeat_on_paper(books: dict[str, Path]) -> None:
    sheets = opened(books["en"]).worksheets

    for place, panes in ((ANSWERS, "C5"), (NEXT_STEPS, "C5")):
        assert sheets[place].freeze_panes == panes
        assert sheets[place].print_title_rows == "$4:$4"


def test_the_footer_says_who_what_and_which_page(books: dict[str, Path]) -> None:
    for language, page in (("en", "Page &P of &N"), ("nb", "Side &P av &N")):
        for sheet in opened(books[language]).worksheets:
            footer = sheet.oddFooter
            assert footer is not None
            assert footer.left.text == "Eksempelfjord kommune"
            assert str(footer.center.text).endswith("1.0.0 · 2026")
            assert footer.right.text == page


def test_tables_are_real_and_their_headers_differ(books: dict[str, Path]) -> None:
    for language, path in books.items():
        sheets = opened(path).worksheets
        for place, name, first in ((ANSWERS, "Answers", "Dimension"), (NEXT_STEPS, "NextSteps", "No.")):
            (found,) = sheets[place].tables.values()
            rows = table(sheets[place], catalogue(language)(first))
            assert found.displayName == name
            assert found.ref == f"A4:K{4 + len(rows)}"
            headers = [column.name for column in found.tableColumns]
            assert headers == list(rows[0])
            assert len({header.casefold() for header in headers}) == len(headers) == 11


def test_the_table_above_the_long_texts_ends_where_its_rows_end(tmp_path: Path) -> None:
    built = questionnaire()
    scored = result(built, response(everything(built, 3), comments={"method.q1": "word " * 800}))
    sheet = opened(write(tmp_path / "a.xlsx", built, scored)).worksheets[ANSWERS]

    (found,) = sheet.tables.values()
    assert found.ref == f"A3:K{3 + len(built.questionnaire.by_id)}"


def test_a_table_without_rows_is_no_table(tmp_path: Path) -> None:
    """Excel repairs a file with an empty table."""
    built = questionnaire()
    book = opened(write(tmp_path / "a.xlsx", built, result(built)))

    assert not book.worksheets[ANSWERS].tables
    assert not book.worksheets[NEXT_STEPS].tables


def test_no_cells_are_merged_in_tables(books: dict[str, Path]) -> None:
    sheets = opened(books["en"]).worksheets
    for place in (ANSWERS, NEXT_STEPS):
        assert all(merged.max_row < 4 for merged in sheets[place].merged_cells.ranges)


def test_the_chart_is_said_in_words(books: dict[str, Path]) -> None:
    found = {language: _alternative_text(path) for language, path in books.items()}

    assert found["en"] == (
        "Furthest from their targets: Ownership and governance (2.8), Measurement and follow-up (1.8). "
        "Bar chart of the score of each dimension, on a scale from 1 to 5. "
        "Method and planning: score 2.5, target 3.5; Ownership and governance: score 2.8, target 4; "
        "Measurement and follow-up: score 1.8, target 3; Benefits across organisations: score 2.3, target 3; "
        "Learning: score 2.0, target 3."
    )
    assert "skår 2,5" in found["nb"]
    assert len({text.casefold() for text in found.values()}) == 3


def test_the_finding_names_what_stands_out_where_there_are_no_targets(tmp_path: Path) -> None:
    built = questionnaire()
    said = {**everything(built, 3), "method.q1": 5}
    path = write(tmp_path / "a.xlsx", built, result(built, response(said)))

    assert _alternative_text(path).startswith("Strongest: Method (3.7). Weakest: Ownership (3.0), Learning (3.0). Bar chart")


def test_reached_targets_are_said_to_be_reached(tmp_path: Path) -> None:
    built = questionnaire()
    targets = dict.fromkeys(("method", "ownership", "learning"), 3)
    path = write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 3), targets=targets)))

    assert _alternative_text(path).startswith("Every dimension that has a score has reached its target. ")


def test_the_chart_draws_the_numbers_of_the_table(tmp_path: Path) -> None:
    """Dimensions without a score are left out, so the rows drawn must be those with one."""
    built = questionnaire(*(dimension(name) for name in ("first", "second", "third")))
    said = {name: value for name, value in everything(built, 4).items() if not name.startswith("second")}
    path = write(tmp_path / "a.xlsx", built, result(built, response(said, targets={"first": 5})))
    sheet = opened(path).worksheets[SUMMARY]

    (chart,) = charts(sheet)
    score, target = chart.series
    places = [
        re.fullmatch(r"'?Summary'?!\$(\w)\$(\d+):\$\w\$(\d+)", source)
        for source in (score.cat.strRef.f, score.val.numRef.f, target.val.numRef.f)
    ]
    drawn = [[sheet[f"{place[1]}{row}"].value for row in range(int(place[2]), int(place[3]) + 1)] for place in places if place]
    assert drawn == [["First", "Third"], [4, 4], [5, "–"]]
    assert [point.v for point in score.cat.strRef.strCache.pt] == ["First", "Third"]
    assert [(point.idx, point.v) for point in target.val.numRef.numCache.pt] == [(0, 5)]


def test_no_program_may_leave_out_names_in_the_chart(books: dict[str, Path]) -> None:
    (chart,) = charts(opened(books["en"]).worksheets[SUMMARY])

    assert chart.x_axis.tickLblSkip == 1


def test_bars_begin_at_nothing_and_end_at_the_highest_level(books: dict[str, Path]) -> None:
    (chart,) = charts(opened(books["en"]).worksheets[SUMMARY])

    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (0, 5)
    # The scale begins at 1: the 0 is not written.
    assert chart.y_axis.number_format.formatCode == "0;-0;"


def test_a_chart_is_as_high_as_its_bars_need(tmp_path: Path) -> None:
    def height(count: int, words: int) -> float:
        built = questionnaire(*(dimension(f"d{number}", title="A long name " * words) for number in range(count)))
        sheet = opened(write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 3))))).worksheets[SUMMARY]
        anchor = charts(sheet)[0].anchor
        return sum(sheet.row_dimensions[row + 1].height or 0 for row in range(anchor._from.row, anchor.to.row))

    # Every dimension takes the same; no row of Excel could hold them all.
    assert (height(20, 1) - height(10, 1)) / 10 == pytest.approx((height(10, 1) - height(2, 1)) / 8, rel=0.01)
    assert height(20, 1) > 409
    # Names that take several lines take more.
    assert height(5, 10) - height(4, 10) > 1.2 * (height(5, 1) - height(4, 1))


def test_the_first_cell_says_what_a_sheet_is(tmp_path: Path) -> None:
    built = questionnaire()
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 3)))))

    first = [sheet["A1"].value for sheet in book.worksheets]
    assert first == ["Maturity self-assessment", "Summary: Eksempelfjord kommune · Benefits · 2026", "Answers", "Next steps"]


@pytest.mark.parametrize("place", [README, SUMMARY, ANSWERS, NEXT_STEPS])
def test_no_word_is_wider_than_its_column_in_any_language(books: dict[str, Path], place: int) -> None:
    """Names of roles and dimensions and all headers stand unbroken; a rough count of letters is enough to see it."""
    for path in books.values():
        sheet = opened(path).worksheets[place]
        merged = {cell for area in sheet.merged_cells.ranges for cell in area.cells}
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and (cell.row, cell.column) not in merged and cell.alignment.wrap_text:
                    room = sheet.column_dimensions[cell.column_letter].width or 8
                    assert max((len(word) for word in cell.value.split()), default=0) <= room * 1.2, cell.value


def _alternative_text(path: Path) -> str:
    (drawing,) = (content for name, content in parts(path).items() if name.startswith("xl/drawings/drawing"))
    found = re.search(r'descr="([^"]*)"', drawing)
    assert found
    return found[1]
