"""Build, save, reopen, count."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from maturity.errors import StorageError
from maturity.export.xlsx import answers, next_steps, page, readme, summary
from maturity.export.xlsx.cells import Pen, Sheet
from maturity.export.xlsx.columns import columns
from maturity.export.xlsx.report import Report
from maturity.export.xlsx.saving import expected_cells, reopened_cells, workbook_bytes
from maturity.files import storage_errors, write_atomically
from maturity.text import catalogue, clean, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.chart import BarChart

    from maturity.model.questionnaire import Questionnaire
    from maturity.model.result import Result

#: Stands for the time of a result that has no answers.
_NO_TIME = datetime(2000, 1, 1)

_LANGUAGES = {"en": "en-GB", "nb": "nb-NO", "nn": "nn-NO"}


def write_workbook(path: Path, questionnaire: Questionnaire, result: Result, language: str) -> int:
    """See `maturity.export.xlsx.write_workbook`."""
    report = Report(questionnaire, result, catalogue(language))
    with storage_errors(path):  # openpyxl writes temporary files
        workbook, charts = build(report)
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


def build(report: Report) -> tuple[Workbook, list[tuple[BarChart, str]]]:
    """Return the workbook and its charts with what they say in words."""
    from openpyxl import Workbook

    t, pen = report.t, Pen()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    taken: set[str] = set()

    def add(title: str, code: str, widths: Sequence[float]) -> Sheet:
        name = page.sheet_name(title, taken)
        taken.add(name.casefold())
        worksheet = workbook.create_sheet(name)
        # The same in every language, for scripts that look for a sheet.
        worksheet.sheet_properties.codeName = code
        return Sheet(worksheet, widths, report, pen)

    first = add(t("Read me"), "ReadMe", readme.WIDTHS)
    readme.write(first, report)
    needed = columns(report)
    second = add(t("Summary"), "Summary", needed.widths)
    charts = summary.write(second, report, needed)
    third = add(t("Answers"), "Answers", answers.widths(report))
    answers.write(third, report)
    fourth = add(t("Next steps"), "NextSteps", next_steps.widths(report))
    next_steps.write(fourth, report)
    for sheet in (first, second, third, fourth):
        sheet.fit()
    _describe(workbook, report)
    return workbook, charts


def _describe(workbook: Workbook, report: Report) -> None:
    properties = workbook.properties
    title = f"{report.sample_mark} · {report.title}" if report.sample_mark else report.title
    properties.title = clean(title, limit=250)
    properties.language = _LANGUAGES.get(report.t.language, report.t.language)
    properties.creator = properties.lastModifiedBy = "maturity"
    properties.created = properties.modified = report.last_answer or _NO_TIME
