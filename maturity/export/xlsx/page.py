"""Sheet names, print header and footer, and A4."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from maturity.text import clean_line

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from maturity.export.xlsx.report import Report

#: Excel repairs a file whose header or footer is longer than 255 with its codes; this leaves room for three parts.
_LONGEST_PART = 70

#: Printable A4 in points at the margins below.
_MARGIN = 0.45
_SHORT, _LONG = 595 - 2 * 72 * _MARGIN, 842 - 2 * 72 * 0.65


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


def escaped(text: str, longest: int = _LONGEST_PART) -> str:
    """Return text for a print header or footer: an ampersand starts a code there and is doubled."""
    line = clean_line(text)
    shortened = line if len(line) <= longest else line[: longest - 1] + "…"
    while len(shortened.replace("&", "&&")) > longest + 10:
        shortened = shortened[:-2] + "…"
    return shortened.replace("&", "&&")


def set_up(worksheet: Worksheet, report: Report, *, landscape: bool, one_page: bool = False, header_row: int | None = None) -> None:
    """Make a sheet print on A4, one page wide, with the organisation and page numbers below and the sample mark above."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 1 if one_page else 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins = PageMargins(left=_MARGIN, right=_MARGIN, top=0.65, bottom=0.65, header=0.3, footer=0.3)
    worksheet.print_options.horizontalCentered = True
    if header_row:
        worksheet.print_title_rows = f"{header_row}:{header_row}"
    questionnaire = report.questionnaire
    footer, header = worksheet.oddFooter, worksheet.oddHeader
    assert footer is not None and header is not None
    footer.left.text = escaped(report.organisation)
    footer.center.text = escaped(f"{report.text(questionnaire.title)} {questionnaire.version} · {report.result.assessment.period}")
    footer.right.text = report.t("Page {page} of {pages}", page="&P", pages="&N")
    if report.sample_mark:
        header.center.text = escaped(report.sample_mark)


def landscape_fits_better(width: float, height: float) -> bool:
    """Whether something of this size in points is printed larger on a page that lies than on one that stands."""
    return min(_LONG / width, _SHORT / height) > min(_SHORT / width, _LONG / height)
