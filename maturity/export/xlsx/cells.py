"""The only place that writes text and numbers into cells, and the only place that knows what they look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maturity.export.xlsx.metrics import HIGHEST_ROW, text_height
from maturity.scoring.numbers import half_up
from maturity.text import clean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from maturity.export.xlsx.book import Book
    from maturity.text import Catalogue

#: What one cell can hold, counted in UTF-16 as Excel does.
LONGEST_TEXT = 32_767

INK = "1A1A1A"
NAVY = "1F3A5F"
PALE = "E9EDF3"
GREY = "8C8C8C"
WHITE = "FFFFFF"

#: What one step of indentation takes, in characters of column width.
_INDENT = 1.5

#: Excel reads ``_x0041_`` in a text as an escaped letter; the underscore itself then has to be escaped.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Style:
    """What a cell looks like. Everything can be told apart without colour: by weight, rule and words.

    Attributes:
        rule: Which lines it has: ``box``, ``frame`` or ``total``.
        pad: Points that its row is higher than the text needs.
    """

    size: float = 11
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str | None = None
    rule: str | None = None
    horizontal: str = "left"
    vertical: str = "top"
    wrap: bool = True
    indent: int = 0
    pad: float = 0.0


PLAIN = Style()
TITLE = Style(size=16, bold=True, colour=NAVY, vertical="center", pad=6)
SUBTITLE = Style(size=12, colour="404040", vertical="center")
SECTION = Style(size=12, bold=True, colour=NAVY, fill=PALE, vertical="center", pad=4)
LABEL = Style(bold=True)
HEADLINE = Style(size=14, bold=True, vertical="center", pad=10)
NOTE = Style(size=10, colour="404040")
MARK = Style(size=12, bold=True, rule="frame", fill="FFF2CC", vertical="center", indent=1, pad=6)
HEADER = Style(bold=True, colour=WHITE, fill=NAVY, rule="box", vertical="center", indent=1)
HEADER_NUMBER = replace(HEADER, horizontal="center", indent=0)
BODY = Style(rule="box", indent=1)
BODY_BOLD = replace(BODY, bold=True)
NUMBER = Style(rule="box", horizontal="center", wrap=False)
TOTAL = Style(rule="total", bold=True, fill=PALE, indent=1)
TOTAL_NUMBER = replace(TOTAL, horizontal="center", wrap=False, indent=0)


def write_text(cell: Cell, value: str, cut_mark: str = " […]") -> str:
    """Write text that is text: it can never become a formula, an error value or a number, now or when somebody edits the cell.

    Every text in the workbook goes through here, our own as well as foreign text.

    Args:
        cell: Where; its style must be set before.
        value: Any text at all.
        cut_mark: What ends a text that is longer than a cell can hold.

    Returns:
        What the cell shows.
    """
    text = clean(value)
    stored = _LOOKS_ESCAPED.sub("_x005F_", text)
    if len(stored) * 2 > LONGEST_TEXT and len(stored.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        text = stored = _cut(stored, LONGEST_TEXT - len(cut_mark)) + cut_mark
    cell.value = stored
    # openpyxl has by now made a formula of "=…" and an error of "#N/A".
    cell.data_type = "s"
    if not text[:1].isalpha():
        # Without it Excel would read "=…", "+…", "1-2" afresh as soon as somebody opens the cell and presses Enter.
        cell.quotePrefix = 1
    return text


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def write_number(cell: Cell, value: Fraction | int, number_format: str) -> None:
    """Write a number as a number, at the six decimals that every comparison looks at."""
    cell.value = value if isinstance(value, int) else float(half_up(value))
    cell.number_format = number_format


def inner_width(width: float, style: Style) -> float:
    """Return the part of a column's width that is left for text."""
    return width - _INDENT * style.indent


def outer_width(width: float, style: Style) -> float:
    """Return how wide a column must be to leave so much for text."""
    return width + _INDENT * style.indent


def decimal_format(decimals: int) -> str:
    """Return the number format with exactly so many decimals; the reader's computer chooses point or comma."""
    return "0." + "0" * decimals if decimals else "0"


def date_format(t: Catalogue) -> str:
    """Return how the reader's language writes a date."""
    return "yyyy-mm-dd" if t.language == "en" else "dd.mm.yyyy"


class Pen:
    """Gives cells their style; each style is made once per workbook."""

    def __init__(self) -> None:
        self._made: dict[Style, Any] = {}

    def apply(self, cell: Cell, style: Style) -> None:
        """Give a cell a style."""
        made = self._made.get(style)
        if made is None:
            self._make(cell, style)
            self._made[style] = copy(cell._style)  # type: ignore[attr-defined]
        else:
            cell._style = copy(made)  # type: ignore[attr-defined]

    @staticmethod
    def _make(cell: Cell, style: Style) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        thin, firm = Side(style="thin", color="B0B7C3"), Side(style="medium", color=NAVY)
        borders = {
            "box": Border(left=thin, right=thin, top=thin, bottom=thin),
            "frame": Border(left=firm, right=firm, top=firm, bottom=firm),
            "total": Border(left=thin, right=thin, top=firm, bottom=firm),
        }
        # family and no scheme: a computer without Calibri picks another sans serif instead of the theme's.
        cell.font = Font(name="Calibri", family=2, size=style.size, bold=style.bold, italic=style.italic, color=style.colour)
        cell.alignment = Alignment(horizontal=style.horizontal, vertical=style.vertical, wrap_text=style.wrap, indent=style.indent)
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=style.fill)
        if style.rule:
            cell.border = borders[style.rule]


class Sheet:
    """One sheet being written, row heights included."""

    def __init__(self, worksheet: Worksheet, widths: Sequence[float], book: Book, pen: Pen) -> None:
        from openpyxl.utils import get_column_letter

        self.worksheet = worksheet
        self.widths = tuple(widths)
        self.book = book
        self._pen = pen
        self._heights: dict[int, float] = {}
        for index, width in enumerate(widths, start=1):
            worksheet.column_dimensions[get_column_letter(index)].width = width
        worksheet.sheet_view.showGridLines = False

    def _cell(self, row: int, column: int, style: Style) -> Cell:
        cell = self.worksheet.cell(row=row, column=column)
        self._pen.apply(cell, style)  # type: ignore[arg-type]
        return cell  # type: ignore[return-value]

    def text(self, row: int, column: int, value: str | None, style: Style = PLAIN, *, span: int = 1) -> None:
        """Write text, or an empty cell for None. With `span` it reaches over that many columns."""
        cell = self._cell(row, column, style)
        if span > 1:
            for other in range(column + 1, column + span):
                self._cell(row, other, style)
            self.worksheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + span - 1)
        shown = ""
        if value:
            mark = self.book.t(" … [cut: a cell holds no more]")
            shown = write_text(cell, value, mark)
        width = inner_width(sum(self.widths[column - 1 : column - 1 + span]), style)
        lines = shown if style.wrap else shown[:1]
        self.grow(row, text_height(lines, width, style.size, bold=style.bold) + style.pad)

    def number(self, row: int, column: int, value: Fraction | int, number_format: str, style: Style = NUMBER) -> None:
        """Write a number."""
        write_number(self._cell(row, column, style), value, number_format)
        self.grow(row, text_height("0", self.widths[column - 1], style.size) + style.pad)

    def time(self, row: int, column: int, value: datetime, style: Style = PLAIN) -> None:
        """Write a date and time as such."""
        cell = self._cell(row, column, style)
        cell.value = value
        cell.number_format = f"{date_format(self.book.t)} hh:mm"
        self.grow(row, text_height("0", self.widths[column - 1], style.size) + style.pad)

    def grow(self, row: int, height: float) -> None:
        """Make a row at least so high."""
        self._heights[row] = max(self._heights.get(row, 0.0), height)

    @property
    def height(self) -> float:
        """The height of all rows written so far, in points."""
        return sum(min(height, HIGHEST_ROW) for height in self._heights.values())

    def fit(self) -> None:
        """Give every row the height that its texts need."""
        for row, height in sorted(self._heights.items()):
            self.worksheet.row_dimensions[row].height = min(height, HIGHEST_ROW)
