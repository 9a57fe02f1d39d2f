"""Every answer of every respondent, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.export.xlsx.cells import NUMBER, Sheet
from maturity.export.xlsx.table import Table, fitted_widths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maturity.export.xlsx.report import Report
    from maturity.model.questionnaire import Question
    from maturity.model.result import RespondentScores

_WIDTHS = (16, 20, 28, 16, 5, 12, 8, 32, 30, 18, 17)


def _headers(report: Report) -> tuple[str, ...]:
    t = report.t
    return (
        t("Dimension"),
        t("Question"),
        t("Question text"),
        t("Role"),
        t("No."),
        t("State"),
        t("Value"),
        t("Answer"),
        t("Comment"),
        t("Evidence"),
        t("Why not applicable"),
    )


def widths(report: Report) -> list[float]:
    """Return the widths of the columns."""
    questionnaire = report.questionnaire
    dimensions = [report.text(dimension.title) for dimension in questionnaire.dimensions]
    titles = [report.text(question.title) for question in questionnaire.by_id.values()]
    return fitted_widths(_headers(report), _WIDTHS, {1: dimensions, 2: titles, 4: [report.role(role) for role in report.roles]})


def write(sheet: Sheet, report: Report) -> None:
    """Write the sheet: a table that can be filtered, comparison items last."""
    t = report.t
    table = Table(sheet, report, name="Answers", title=t("Answers"), headers=_headers(report))
    for dimension, question, respondent in _rows(report):
        _write_answer(table, report, dimension, question, respondent)
    table.finish(t("Nobody has answered yet."), fixed_columns=2)


def _rows(report: Report) -> Iterator[tuple[str, Question, RespondentScores]]:
    """Yield every row, question by question so that differences between respondents stand next to each other."""
    scored = [(report.text(dimension.title), question) for dimension in report.questionnaire.dimensions for question in dimension.questions]
    compared = [(report.t("For comparison (not scored)"), question) for question in report.questionnaire.comparison_items]
    for dimension, question in (*scored, *compared):
        for respondent in report.result.respondents:
            yield dimension, question, respondent


def _write_answer(table: Table, report: Report, dimension: str, question: Question, respondent: RespondentScores) -> None:
    response = respondent.response
    answer = response.answer(question.id)
    title = report.text(question.title)
    table.next_row(f"{title} · {report.respondent(response)}")
    table.text(1, dimension)
    table.text(2, title)
    table.text(3, report.text(question.text))
    table.text(4, report.role(response.role))
    table.number(5, response.number, "0")
    table.text(6, report.state_words(question, respondent))
    if answer.value is None:
        table.text(7, None, NUMBER)
    else:
        table.number(7, answer.value, "0")
    table.text(8, report.answer_words(question, answer))
    table.text(9, response.comments.get(question.id))
    table.text(10, response.evidence.get(question.id))
    table.text(11, answer.reason)
