"""Workbooks read back as a user's program would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

README, SUMMARY, ANSWERS, NEXT_STEPS = range(4)


def opened(path: Path) -> Workbook:
    # From memory: openpyxl would keep the file open.
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def parts(path: Path) -> dict[str, str]:
    """Return every part of the file as text."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def cells(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell) and cell.value is not None)


def texts(sheet: Worksheet) -> list[str]:
    return [cell.value for cell in cells(sheet) if isinstance(cell.value, str)]


def table(sheet: Worksheet, first_header: str = "Dimension") -> list[dict[str, Any]]:
    """Return the rows below the header that begins with `first_header`, up to the first row whose first cell is empty."""
    return [{header: cell.value for header, cell in row.items()} for row in table_cells(sheet, first_header)]


def table_cells(sheet: Worksheet, first_header: str = "Dimension") -> list[dict[str, Any]]:
    start = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == first_header)
    headers = [str(cell.value) for cell in sheet[start] if cell.value]
    found = []
    for row in range(start + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value is None:
            break
        found.append({header: sheet.cell(row, column) for column, header in enumerate(headers, start=1)})
    return found


def charts(sheet: Worksheet) -> list[Any]:
    found: list[Any] = sheet._charts  # type: ignore[attr-defined]
    return found


def pairs(sheet: Worksheet) -> dict[str, Any]:
    """Return the second column of the Read me by its first."""
    return {str(row[0].value): row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value and row[1].value}
