"""Every answer of every respondent, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maturity.export.xlsx.cells import NUMBER, Sheet
from maturity.export.xlsx.table import Table, fitted_widths
from maturity.export.xlsx.words import STATES
from maturity.model.assessment import AnswerState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maturity.export.xlsx.book import Book
    from maturity.export.xlsx.report import Report
    from maturity.model.questionnaire import Question
    from maturity.model.result import RespondentScores

_WIDTHS = {
    "questionnaire": 16,
    "dimension": 16,
    "question": 20,
    "text": 28,
    "role": 16,
    "number": 5,
    "state": 12,
    "value": 8,
    "answer": 32,
    "previous": 28,
    "comment": 30,
    "evidence": 18,
    "reason": 17,
}


def _headers(book: Book) -> dict[str, str]:
    t = book.t
    found = {
        "questionnaire": t("Questionnaire"),
        "dimension": t("Dimension"),
        "question": t("Question"),
        "text": t("Question text"),
        "role": t("Role"),
        "number": t("No."),
        "state": t("State"),
        "value": t("Value"),
        "answer": t("Answer"),
        "previous": t("Answer before"),
        "comment": t("Comment"),
        "evidence": t("Evidence"),
        "reason": t("Why not applicable"),
    }
    if book.single:
        del found["questionnaire"]
    before = [report for report in book.reports if any(report.previous(each.response) for each in report.result.respondents)]
    periods = {report.earlier.period for report in before if report.earlier}
    if not before:
        del found["previous"]
    elif len(periods) == 1:
        found["previous"] = t("Answer {period}", period=next(iter(periods)))
    return found


def widths(book: Book) -> list[float]:
    """Return the widths of the columns."""
    headers = _headers(book)
    names = {
        "questionnaire": [report.questionnaire_title for report in book.reports],
        "dimension": [report.text(dimension.title) for report in book.reports for dimension in report.questionnaire.dimensions],
        "question": [report.text(question.title) for report in book.reports for question in report.questionnaire.by_id.values()],
        "role": [report.role(role) for report in book.reports for role in report.roles],
    }
    by_column = {column: names[key] for column, key in enumerate(headers, start=1) if key in names}
    return fitted_widths(list(headers.values()), [_WIDTHS[key] for key in headers], by_column)


def write(sheet: Sheet, book: Book) -> None:
    """Write the sheet: a table that can be filtered, comparison items last in each questionnaire."""
    t, headers = book.t, _headers(book)
    table = Table(sheet, book, name="Answers", title=t("Answers"), headers=list(headers.values()))
    columns = {key: column for column, key in enumerate(headers, start=1)}
    for report in book.reports:
        for dimension, question, respondent in _rows(report):
            _Answer(table, book, report, columns, question, respondent).write(dimension)
    table.finish(t("Nobody has answered yet."), fixed_columns=columns["question"])


def _rows(report: Report) -> Iterator[tuple[str, Question, RespondentScores]]:
    """Yield every row, question by question so that differences between respondents stand next to each other."""
    scored = [(report.text(dimension.title), question) for dimension in report.questionnaire.dimensions for question in dimension.questions]
    compared = [(report.t("For comparison (not scored)"), question) for question in report.questionnaire.comparison_items]
    for dimension, question in (*scored, *compared):
        for respondent in report.result.respondents:
            yield dimension, question, respondent


@dataclass(frozen=True)
class _Answer:
    """One row."""

    table: Table
    book: Book
    report: Report
    columns: dict[str, int]
    question: Question
    respondent: RespondentScores

    def write(self, dimension: str) -> None:
        report, question, response = self.report, self.question, self.respondent.response
        answer, title = response.answer(question.id), report.text(question.title)
        self.table.next_row(self.book.with_questionnaire(report, f"{title} · {report.respondent(response)}"))
        self._text("questionnaire", report.questionnaire_title)
        self._text("dimension", dimension)
        self._text("question", title)
        self._text("text", report.text(question.text))
        self._text("role", report.role(response.role))
        self.table.number(self.columns["number"], response.number, "0")
        self._text("state", report.state_words(question, self.respondent))
        if answer.value is None:
            self.table.text(self.columns["value"], None, NUMBER)
        else:
            self.table.number(self.columns["value"], answer.value, "0")
        self._text("answer", report.answer_words(question, answer))
        self._text("previous", self._previous())
        self._text("comment", response.comments.get(question.id))
        self._text("evidence", response.evidence.get(question.id))
        self._text("reason", answer.reason)

    def _text(self, key: str, text: str | None) -> None:
        if key in self.columns:
            self.table.text(self.columns[key], text)

    def _previous(self) -> str | None:
        """Return what the same respondent answered in the period before, in words; a question that has changed has no answer."""
        report, question = self.report, self.question
        previous = report.previous(self.respondent.response)
        if previous is None or report.earlier is None:
            return None
        if previous.has_changed(question):
            return report.t("The question has changed since {period}.", period=previous.period)
        answer = previous.response.answer(question.id)
        if answer.state is not AnswerState.ANSWERED:
            words = report.t(STATES[answer.state])
        else:
            words = report.earlier.answer_words(previous.questionnaire.by_id[question.id], answer) or ""
            if answer.value is not None and question.options:
                words = f"{answer.value} – {words}"
        return words if len(self.book.earlier_periods) == 1 else f"{previous.period}: {words}"
