"""What to do, in the order advice gives it, with room for who and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maturity.assessment.advice import next_steps
from maturity.export.xlsx.cells import BODY, BODY_BOLD, NUMBER, Sheet, Style, date_format, decimal_format
from maturity.export.xlsx.table import Table, fitted_widths

if TYPE_CHECKING:
    from fractions import Fraction

    from maturity.assessment.advice import NextStep
    from maturity.export.xlsx.book import Book
    from maturity.export.xlsx.report import Report
    from maturity.model.questionnaire import Option, Question
    from maturity.model.result import CombinedScore, Score

_WIDTHS = {
    "number": 5,
    "questionnaire": 16,
    "dimension": 18,
    "score": 8,
    "target": 8,
    "gap": 8,
    "question": 20,
    "where": 30,
    "next": 30,
    "do": 40,
    "who": 17,
    "deadline": 13,
}


def _headers(book: Book) -> dict[str, str]:
    t = book.t
    found = {
        "number": t("No."),
        "questionnaire": t("Questionnaire"),
        "dimension": t("Dimension"),
        "score": t("Score"),
        "target": t("Target"),
        "gap": t("Gap"),
        "question": t("Question"),
        "where": t("Where you are"),
        "next": t("The next level"),
        "do": t("What to do"),
        "who": t("Responsible"),
        "deadline": t("Deadline"),
    }
    if book.single:
        del found["questionnaire"]
    return found


def widths(book: Book) -> list[float]:
    """Return the widths of the columns."""
    headers = _headers(book)
    names = {
        "questionnaire": [report.questionnaire_title for report in book.reports],
        "dimension": [report.text(dimension.title) for report in book.reports for dimension in report.questionnaire.dimensions],
        "question": [report.text(question.title) for report in book.reports for question in report.questionnaire.questions],
    }
    by_column = {column: names[key] for column, key in enumerate(headers, start=1) if key in names}
    return fitted_widths(list(headers.values()), [_WIDTHS[key] for key in headers], by_column)


def write(sheet: Sheet, book: Book) -> None:
    """Write the sheet; the steps of each questionnaire are numbered for themselves, because their order is found within it."""
    t, headers = book.t, _headers(book)
    table = Table(sheet, book, name="NextSteps", title=t("Next steps"), headers=list(headers.values()))
    columns = {key: column for column, key in enumerate(headers, start=1)}
    for report in book.reports:
        combined = {found.id: found for found in report.result.dimensions}
        for number, step in enumerate(next_steps(report.questionnaire, report.result), start=1):
            _Step(table, book, report, columns).write(number, step, combined[step.dimension])
            sheet.worksheet.cell(row=table.row, column=columns["deadline"]).number_format = date_format(t)
    answered = any(combined.score.answered for report in book.reports for combined in report.result.dimensions)
    empty = t("No answer calls for a next step.") if answered else t("There is nothing to advise before there are answers.")
    table.finish(empty, fixed_columns=columns["dimension"])


@dataclass(frozen=True)
class _Step:
    """One row."""

    table: Table
    book: Book
    report: Report
    columns: dict[str, int]

    def write(self, number: int, step: NextStep, combined: CombinedScore) -> None:
        report = self.report
        question = report.questionnaire.by_id[step.question]
        title = report.text(question.title)
        current, following = question.option(step.from_value), _next_option(question, step.from_value)
        advice = question.improvement.get(step.from_value)
        self.table.next_row(self.book.with_questionnaire(report, title))
        self._number("number", number, 0)
        if "questionnaire" in self.columns:
            self._text("questionnaire", report.questionnaire_title)
        self._text("dimension", report.dimension_title(step.dimension), BODY_BOLD)
        self._scores(combined.score)
        self._text("question", title)
        self._text("where", report.text(current.text) if current else None)
        self._text("next", report.text(following.text) if following else report.t("This is the highest level"))
        self._text("do", report.text(advice) if advice else report.text(following.text) if following else None, BODY_BOLD)
        self._text("who", None)
        self._text("deadline", None)

    def _scores(self, score: Score) -> None:
        """Write score, target and gap, in words where there is none."""
        report = self.report
        if score.value is None:
            self._text("score", report.no_score(score))
        else:
            self._number("score", score.value, report.score_decimals(score))
        if score.target is None:
            self._text("target", "–", NUMBER)
        else:
            self._number("target", score.target, report.target_decimals(score.target))
        if score.gap is None:
            self._text("gap", "–", NUMBER)
        else:
            self._number("gap", score.gap, report.gap_decimals(score))

    def _text(self, key: str, text: str | None, style: Style = BODY) -> None:
        self.table.text(self.columns[key], text, style)

    def _number(self, key: str, value: Fraction | int, decimals: int) -> None:
        self.table.number(self.columns[key], value, decimal_format(decimals))


def _next_option(question: Question, value: int) -> Option | None:
    """Return the option one step better than the one with `value`; where high is unfavourable that is the one below."""
    options = sorted(question.options, key=lambda option: option.value, reverse=question.reversed)
    values = [option.value for option in options]
    position = values.index(value) + 1 if value in values else len(options)
    return options[position] if position < len(options) else None
