"""A sheet that is a table: one header that stays in sight, and nothing lost of what is too long for its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from maturity.export.xlsx import page
from maturity.export.xlsx.cells import (
    BODY,
    BODY_BOLD,
    HEADER,
    LABEL,
    MARK,
    NOTE,
    NUMBER,
    PLAIN,
    SECTION,
    SUBTITLE,
    TITLE,
    Sheet,
    Style,
    inner_width,
    outer_width,
)
from maturity.export.xlsx.metrics import column_width, fitting, longest_word, pieces, text_height

if TYPE_CHECKING:
    from maturity.export.xlsx.book import Book

#: Excel's filter button covers the lower right corner of a header, which therefore needs this much more room, in points.
_BUTTON = 15.0

#: However long a word is, its column becomes no wider than this for it.
_WIDEST_FOR_A_WORD = 30.0

#: Rows higher than this, in points, are tiresome to scroll past and to print.
_HIGHEST = 300.0
#: A long text stands in rows of this height, so that pages break within it rather than before it.
_PIECE = 100.0


def fitted_widths(headers: Sequence[str], widths: Sequence[float], names: Mapping[int, Iterable[str]]) -> list[float]:
    """Return the widths of columns, made so wide that no header and no name is broken within a word.

    Args:
        headers: Above the columns.
        widths: The least there can be.
        names: By column, 1-based: the names that will stand in it.
    """
    found = []
    for column, (header, width) in enumerate(zip(headers, widths, strict=True), start=1):
        words = [longest_word(header, HEADER.size, bold=True) + _BUTTON]
        words += [longest_word(name, BODY_BOLD.size, bold=True) for name in names.get(column, ())]
        found.append(max(width, min(outer_width(column_width(max(words)), BODY), _WIDEST_FOR_A_WORD)))
    return found


class Table:
    """Writes a sheet with one table, row by row."""

    def __init__(self, sheet: Sheet, book: Book, *, name: str, title: str, headers: Sequence[str], intro: Sequence[str] = ()) -> None:
        """Write what stands above the rows.

        Args:
            sheet: Where.
            book: For the title and the sample mark.
            name: The table's name in Excel, the same in every language.
            title: What the sheet is called.
            headers: One per column.
            intro: What a reader must know before the rows.
        """
        self._sheet, self._book, self._name = sheet, book, name
        self._headers = _unique(headers)
        self._long: list[tuple[str, str]] = []
        self._label = ""
        row = 1
        for mark in book.marks:
            sheet.text(row, 1, mark, MARK, span=len(headers))
            row += 1
        sheet.text(row, 1, title, TITLE, span=len(headers))
        sheet.text(row + 1, 1, book.title, replace(SUBTITLE, pad=4), span=len(headers))
        row += 2
        for text in intro:
            sheet.text(row, 1, text, NOTE, span=len(headers))
            row += 1
        self._first = self.row = row
        for column, header in enumerate(self._headers, start=1):
            sheet.text(self._first, column, header, HEADER)
        sheet.grow(self._first, 34)

    def next_row(self, label: str) -> None:
        """Begin a row; `label` says what it is about, wherever a text of it has to stand elsewhere."""
        self.row += 1
        self._label = label

    def text(self, column: int, value: str | None, style: Style = BODY) -> None:
        """Write text into this row; as much as fits in its height, and then in full below the table."""
        width = inner_width(self._sheet.widths[column - 1], style)
        if value and text_height(value, width, style.size, bold=style.bold) > _HIGHEST:
            self._long.append((f"{self._label} · {self._headers[column - 1]}", value))
            mark = self._book.t(" … [in full below the table]")
            room = _HIGHEST - text_height(mark, width, style.size, bold=style.bold)
            value = value[: fitting(value, width, style.size, room)] + mark
        self._sheet.text(self.row, column, value, style)

    def number(self, column: int, value: Fraction | int, number_format: str, style: Style = NUMBER) -> None:
        """Write a number into this row."""
        self._sheet.number(self.row, column, value, number_format, style)

    def finish(self, empty: str, *, fixed_columns: int) -> None:
        """Make the rows a real table, or say `empty` where there are none; then write the long texts.

        Args:
            empty: What to say where there are no rows.
            fixed_columns: How many columns stay in sight when the others are moved.
        """
        self.end(empty)
        self.finish_sheet(fixed_columns=fixed_columns)

    def end(self, empty: str) -> None:
        """Make the rows a real table, or say `empty` where there are none; more can be written below it."""
        from openpyxl.utils import get_column_letter

        if self.row == self._first:
            self._sheet.text(self.row + 1, 1, empty, PLAIN, span=len(self._headers))
            self.row += 1
        else:
            self._make_table(f"A{self._first}:{get_column_letter(len(self._headers))}{self.row}")

    def section(self, title: str) -> None:
        """Begin a part below the table."""
        self.row += 2
        self._sheet.text(self.row, 1, title, SECTION, span=len(self._headers))

    def line(self, text: str) -> None:
        """Write a sentence over the whole width."""
        self.row += 1
        self._sheet.text(self.row, 1, text, PLAIN, span=len(self._headers))

    def finish_sheet(self, *, fixed_columns: int) -> None:
        """Write the long texts and make the sheet ready for screen and paper."""
        from openpyxl.utils import get_column_letter

        sheet = self._sheet
        sheet.worksheet.freeze_panes = f"{get_column_letter(fixed_columns + 1)}{self._first + 1}"
        if self._long:
            self._write_long(self.row + 2)
        page.set_up(sheet.worksheet, self._book, landscape=True, header_row=self._first)

    def _make_table(self, reference: str) -> None:
        from openpyxl.worksheet.table import Table as ExcelTable
        from openpyxl.worksheet.table import TableStyleInfo

        table = ExcelTable(displayName=self._name, ref=reference)
        # Plain: the borders and the header are the cells' own, so that every program shows them.
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        self._sheet.worksheet.add_table(table)

    def _write_long(self, row: int) -> None:
        sheet, columns = self._sheet, len(self._headers)
        sheet.text(row, 1, self._book.t("Long texts in full"), SECTION, span=columns)
        for label, text in self._long:
            row += 1
            sheet.text(row, 1, label, LABEL, span=columns)
            for piece in pieces(text, sum(sheet.widths), PLAIN.size, _PIECE):
                row += 1
                sheet.text(row, 1, piece, PLAIN, span=columns)


def _unique(headers: Sequence[str]) -> list[str]:
    """Return headers that all differ, as those of a table in Excel have to, without a visible change."""
    found: list[str] = []
    for header in headers:
        unique = header
        while unique.casefold() in (taken.casefold() for taken in found):
            unique += "\u00a0"
        found.append(unique)
    return found
