"""From a workbook in memory to bytes, the same ones for the same content, and back again to count them.

openpyxl writes the time of day into the file and orders its parts as they come.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.chart._chart import ChartBase

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"

_CELL = re.compile(rb"<c [^>]*?>")
_FILLED = re.compile(rb"<(?:is|v)>")
_FORMULA = re.compile(rb"<f[ >/]")


class _Parts:
    """What openpyxl takes for a zip archive: the parts in memory, by name."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def writestr(self, name: str, content: str | bytes) -> None:
        self.parts[name] = content.encode() if isinstance(content, str) else content

    def write(self, file: str, name: str) -> None:
        self.parts[name] = Path(file).read_bytes()

    def namelist(self) -> list[str]:
        return list(self.parts)

    def close(self) -> None:
        pass


def workbook_bytes(workbook: Workbook, descriptions: Sequence[tuple[ChartBase, str]] = ()) -> bytes:
    """Return the file's bytes, the same ones for the same workbook in any process on any day.

    Args:
        workbook: Its ``created`` and ``modified`` must be set.
        descriptions: The alternative text of each chart.
    """
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class Writer(ExcelWriter):
        def write_worksheet(self, ws: Any) -> None:
            # In memory: openpyxl's own way is a temporary file, which on a full disk ends in a traceback that nobody can catch.
            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts = ws._charts
            ws._drawing.images = ws._images
            writer = WorksheetWriter(ws, out=BytesIO())
            writer.write()
            ws._rels = writer._rels  # type: ignore[attr-defined]
            self._archive.writestr(ws.path[1:], writer.read())  # type: ignore[attr-defined]
            self.manifest.append(ws)

        def _write_drawing(self, drawing: Any) -> None:
            make_frame = drawing._chart_frame

            def described_frame(index: int) -> Any:
                frame = make_frame(index)
                # openpyxl knows no alternative text for charts.
                frame.nvGraphicFramePr.cNvPr.descr = next(text for chart, text in descriptions if chart is drawing.charts[index - 1])
                return frame

            drawing._chart_frame = described_frame
            super()._write_drawing(drawing)  # type: ignore[misc]

    collected = _Parts()
    Writer(workbook, collected).save()  # type: ignore[arg-type]
    return _zipped(collected.parts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name])
    return file.getvalue()


def expected_cells(workbook: Workbook) -> tuple[int, ...]:
    """Return how many cells of each sheet hold something, as built."""
    return tuple(sum(1 for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")) for sheet in workbook.worksheets)


def reopened_cells(file: bytes) -> tuple[int, ...] | None:
    """Return how many cells of each sheet hold something, as read; None for what is no sound workbook or holds a formula."""
    try:
        with zipfile.ZipFile(BytesIO(file)) as archive:
            if archive.testzip() is not None:
                return None
            names = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
            sheets = [archive.read(name) for name in sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))]
    except (zipfile.BadZipFile, zlib.error, OSError):
        return None
    if any(_FORMULA.search(sheet) for sheet in sheets):
        return None
    return tuple(len(_FILLED.findall(sheet)) for sheet in sheets)
