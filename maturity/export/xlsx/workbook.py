"""Build, save, reopen, count."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from maturity.errors import StorageError
from maturity.export.xlsx import answers, benchmark, next_steps, page, profile, readme, summary
from maturity.export.xlsx.book import book_of
from maturity.export.xlsx.cells import Pen, Sheet
from maturity.export.xlsx.columns import columns, columns_of_several
from maturity.export.xlsx.saving import expected_cells, reopened_cells, workbook_bytes
from maturity.files import storage_errors, write_atomically
from maturity.text import clean, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.chart import BarChart

    from maturity.export.xlsx.book import Book
    from maturity.model.benchmark import Benchmark
    from maturity.model.questionnaire import Questionnaire
    from maturity.model.result import Result

#: Stands for the time of a result that has no answers.
_NO_TIME = datetime(2000, 1, 1)

_LANGUAGES = {"en": "en-GB", "nb": "nb-NO", "nn": "nn-NO"}


def write_workbook(path: Path, results: Sequence[tuple[Questionnaire, Result]], language: str, benchmarks: Sequence[Benchmark]) -> int:
    """See `maturity.export.xlsx.write_workbook`."""
    book = book_of(results, language, benchmarks)
    with storage_errors(path):  # openpyxl writes temporary files
        workbook, charts = build(book)
        content = workbook_bytes(workbook, charts)
    expected = expected_cells(workbook)
    write_atomically(path, content)
    with storage_errors(path):
        found = path.read_bytes()
    if found != content or reopened_cells(found) != expected:
        raise StorageError(
            msg("{path} does not hold what was written to it.", path=str(path)),
            msg("Check the disk, then write the workbook again, or write it to another folder."),
        )
    return sum(expected)


def build(book: Book) -> tuple[Workbook, list[tuple[BarChart, str]]]:
    """Return the workbook and its charts with what they say in words."""
    from openpyxl import Workbook

    t, pen = book.t, Pen()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    taken: set[str] = set()

    def add(title: str, code: str, widths: Sequence[float]) -> Sheet:
        name = page.sheet_name(title, taken)
        taken.add(name.casefold())
        worksheet = workbook.create_sheet(name)
        # The same in every language, for scripts that look for a sheet.
        worksheet.sheet_properties.codeName = code
        return Sheet(worksheet, widths, book, pen)

    first = add(t("Read me"), "ReadMe", readme.WIDTHS)
    readme.write(first, book)
    needed = columns(book.single) if book.single else columns_of_several(book.reports)
    second = add(t("Summary"), "Summary", needed.widths)
    charts = summary.write(second, book, book.single, needed) if book.single else profile.write(second, book, needed)
    third = add(t("Answers"), "Answers", answers.widths(book))
    answers.write(third, book)
    sheets = [first, second, third]
    if book.benchmarks:
        sheets.append(add(t("Benchmark"), "Benchmark", benchmark.widths(book)))
        benchmark.write(sheets[-1], book)
    last = add(t("Next steps"), "NextSteps", next_steps.widths(book))
    next_steps.write(last, book)
    for sheet in (*sheets, last):
        sheet.fit()
    _describe(workbook, book)
    return workbook, charts


def _describe(workbook: Workbook, book: Book) -> None:
    properties = workbook.properties
    title = f"{book.sample_mark} · {book.title}" if book.sample_mark else book.title
    properties.title = clean(title, limit=250)
    properties.language = _LANGUAGES.get(book.t.language, book.t.language)
    properties.creator = properties.lastModifiedBy = "maturity"
    properties.created = properties.modified = book.last_answer or _NO_TIME
