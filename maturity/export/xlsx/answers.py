"""Every answer of every respondent, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.export.xlsx import page
from maturity.export.xlsx.cells import BODY, HEADER, NUMBER, PLAIN, SAMPLE, TITLE, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maturity.export.xlsx.report import Report
    from maturity.model.assessment import Response
    from maturity.model.questionnaire import Question

WIDTHS = (19, 21, 36, 20, 9, 15, 9, 40, 34, 26, 22)

_ROLE, _NUMBER, _STATE, _VALUE = 4, 5, 6, 7


def write(sheet: Sheet, report: Report) -> None:
    """Write the sheet: a table that can be filtered, comparison items last."""
    t = report.t
    row = start(sheet, report, t("Answers"))
    headers = (
        t("Dimension"),
        t("Question"),
        t("Question text"),
        t("Role"),
        t("No."),
        t("State"),
        t("Value"),
        t("Statement chosen"),
        t("Comment"),
        t("Evidence"),
        t("Why not applicable"),
    )
    header_row(sheet, row, headers)
    first = row
    for dimension, question, response in _rows(report):
        row += 1
        _write_answer(sheet, report, row, dimension, question, response)
    finish_table(sheet, report, "Answers", (first, row), len(headers), t("Nobody has answered yet."))


def _rows(report: Report) -> Iterator[tuple[str, Question, Response]]:
    """Yield every row, question by question so that differences between respondents stand next to each other."""
    scored = [(report.text(dimension.title), question) for dimension in report.questionnaire.dimensions for question in dimension.questions]
    compared = [(report.t("For comparison (not scored)"), question) for question in report.questionnaire.comparison_items]
    for dimension, question in (*scored, *compared):
        for response in report.result.assessment.responses:
            yield dimension, question, response


def _write_answer(sheet: Sheet, report: Report, row: int, dimension: str, question: Question, response: Response) -> None:
    answer = response.answer(question.id)
    sheet.text(row, 1, dimension, BODY)
    sheet.text(row, 2, report.text(question.title), BODY)
    sheet.text(row, 3, report.text(question.text), BODY)
    sheet.text(row, _ROLE, report.role(response.role), BODY)
    sheet.number(row, _NUMBER, response.number, "0", NUMBER)
    sheet.text(row, _STATE, report.state_words(question, response), BODY)
    if answer.value is None:
        sheet.text(row, _VALUE, None, NUMBER)
    else:
        sheet.number(row, _VALUE, answer.value, "0", NUMBER)
    for column, text in enumerate(
        (
            report.statement(question, answer),
            response.comments.get(question.id),
            response.evidence.get(question.id),
            answer.reason,
        ),
        start=_VALUE + 1,
    ):
        sheet.text(row, column, text, BODY)


def start(sheet: Sheet, report: Report, title: str) -> int:
    """Write what stands above a table and return the row of its header."""
    row = 1
    if report.sample_mark:
        sheet.text(row, 1, report.sample_mark, SAMPLE, span=3)
        row += 1
    sheet.text(row, 1, title, TITLE, span=len(sheet.widths))
    sheet.text(row + 1, 1, report.title, PLAIN, span=len(sheet.widths))
    return row + 2


def header_row(sheet: Sheet, row: int, headers: tuple[str, ...]) -> None:
    """Write column headers, which have to differ; the room on the right is for Excel's filter button."""
    seen: set[str] = set()
    for column, header in enumerate(headers, start=1):
        unique = header
        while unique.casefold() in seen:
            unique += "\u00a0"
        seen.add(unique.casefold())
        sheet.text(row, column, unique, HEADER)
    sheet.grow(row, 36)


def finish_table(sheet: Sheet, report: Report, name: str, rows: tuple[int, int], columns: int, empty: str) -> None:
    """Make the rows a real table with a frozen, repeated header; say so where there are none."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    first, last = rows
    if last == first:
        sheet.text(first + 1, 1, empty, PLAIN, span=columns)
    else:
        table = Table(displayName=name, ref=f"A{first}:{get_column_letter(columns)}{last}")
        # Plain: the borders and the header are the cells' own, so that every program shows them.
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        sheet.worksheet.add_table(table)
    sheet.worksheet.freeze_panes = f"A{first + 1}"
    page.set_up(sheet.worksheet, report, landscape=True, header_row=first)
