"""Sheet names, print header and footer, and A4."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from maturity.export.xlsx.metrics import shortened, text_width
from maturity.text import clean_line

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from maturity.export.xlsx.book import Book

#: Excel repairs a file whose header or footer is longer than 255 with its codes; this leaves room for three parts.
_LONGEST_PART = 75

#: Margins in inches: at the sides, and above and below.
_SIDE, _END = 0.45, 0.65
#: Printable A4 in points: width and height of a page that stands, and of one that lies.
_STANDING = (595 - 144 * _SIDE, 842 - 144 * _END)
_LYING = (842 - 144 * _SIDE, 595 - 144 * _END)

#: Smaller than this share of their size letters are hard to read on paper; then rather another page.
_SMALLEST = 0.7
_FOOTER_SIZE = 10


def sheet_name(wanted: str, taken: Container[str]) -> str:
    """Return a name that Excel accepts and that is not taken: at most 31 characters, without ``[]:*?/\\``."""
    name = re.sub(r"[\[\]:*?/\\]+", " ", clean_line(wanted)).strip(" '")[:31].strip(" '") or "-"
    if name.casefold() == "history":
        name += " -"
    number, unique = 1, name
    while unique.casefold() in taken:
        number += 1
        unique = f"{name[: 31 - len(str(number)) - 1]} {number}"
    return unique


def escaped(text: str, room: float) -> str:
    """Return text for a print header or footer, no wider than `room` points: an ampersand starts a code there and is doubled."""
    line = shortened(clean_line(text), room, _FOOTER_SIZE)
    while len(line.replace("&", "&&").encode("utf-16-le")) > 2 * _LONGEST_PART:
        line = line[:-2] + "…"
    return line.replace("&", "&&")


def set_up(worksheet: Worksheet, book: Book, *, landscape: bool, one_page: bool = False, header_row: int | None = None) -> None:
    """Make a sheet print on A4, one page wide, with the organisation and page numbers below and the sample mark above.

    Args:
        worksheet: Which.
        book: For the organisation, the questionnaires and the sample mark.
        landscape: Whether the page lies.
        one_page: Whether everything goes on one page, however small that makes it.
        header_row: The row that every page repeats.
    """
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 1 if one_page else 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins = PageMargins(left=_SIDE, right=_SIDE, top=_END, bottom=_END, header=0.3, footer=0.3)
    worksheet.print_options.horizontalCentered = True
    if header_row:
        worksheet.print_title_rows = f"{header_row}:{header_row}"
    _write_footer(worksheet, book, (_LYING if landscape else _STANDING)[0])


def _write_footer(worksheet: Worksheet, book: Book, width: float) -> None:
    footer, header = worksheet.oddFooter, worksheet.oddHeader
    assert footer is not None and header is not None
    # Otherwise letters would shrink with a sheet that is made to fit.
    worksheet.HeaderFooter.scaleWithDoc = False
    title, version = book.footer
    room = 0.4 * width - text_width(version, _FOOTER_SIZE)
    footer.left.text = escaped(book.organisation, 0.28 * width)
    footer.center.text = escaped(shortened(title, room, _FOOTER_SIZE) + version, 0.4 * width)
    footer.right.text = book.t("Page {page} of {pages}", page="&P", pages="&N")
    if book.marks:
        header.center.text = escaped(" · ".join(book.marks), width)


def landscape_fits_better(width: float, height: float) -> bool:
    """Whether something of this size in points is printed larger on a page that lies than on one that stands."""
    return _scale(width, height, _LYING) > _scale(width, height, _STANDING)


def is_readable_on_one_page(width: float, height: float) -> bool:
    """Whether something of this size in points can be read when it is printed on one page that stands."""
    return _scale(width, height, _STANDING) >= _SMALLEST


def _scale(width: float, height: float, paper: tuple[float, float]) -> float:
    # Fitting to a page makes things smaller, never larger.
    return min(paper[0] / width, paper[1] / height, 1.0)
