"""What to do, in the order advice gives it, with room for who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.assessment.advice import next_steps
from maturity.export.xlsx.cells import BODY, BODY_BOLD, NUMBER, Sheet, date_format, decimal_format
from maturity.export.xlsx.table import Table, fitted_widths

if TYPE_CHECKING:
    from maturity.assessment.advice import NextStep
    from maturity.export.xlsx.report import Report
    from maturity.model.questionnaire import Option, Question
    from maturity.model.result import CombinedScore

_WIDTHS = (5, 18, 8, 8, 8, 20, 30, 30, 40, 17, 13)
_DEADLINE = 11


def _headers(report: Report) -> tuple[str, ...]:
    t = report.t
    return (
        t("No."),
        t("Dimension"),
        t("Score"),
        t("Target"),
        t("Gap"),
        t("Question"),
        t("Where you are"),
        t("The next level"),
        t("What to do"),
        t("Responsible"),
        t("Deadline"),
    )


def widths(report: Report) -> list[float]:
    """Return the widths of the columns."""
    questionnaire = report.questionnaire
    dimensions = [report.text(dimension.title) for dimension in questionnaire.dimensions]
    titles = [report.text(question.title) for question in questionnaire.questions]
    return fitted_widths(_headers(report), _WIDTHS, {2: dimensions, 6: titles})


def write(sheet: Sheet, report: Report) -> None:
    """Write the sheet."""
    t = report.t
    table = Table(sheet, report, name="NextSteps", title=t("Next steps"), headers=_headers(report))
    combined = {found.id: found for found in report.result.dimensions}
    for number, step in enumerate(next_steps(report.questionnaire, report.result), start=1):
        _write_step(table, report, number, step, combined[step.dimension])
        sheet.worksheet.cell(row=table.row, column=_DEADLINE).number_format = date_format(report)
    answered = any(combined.score.answered for combined in report.result.dimensions)
    empty = t("No answer calls for a next step.") if answered else t("There is nothing to advise before there are answers.")
    table.finish(empty, fixed_columns=2)


def _write_step(table: Table, report: Report, number: int, step: NextStep, combined: CombinedScore) -> None:
    question = report.questionnaire.by_id[step.question]
    title = report.text(question.title)
    current, following = question.option(step.from_value), _next_option(question, step.from_value)
    advice = question.improvement.get(step.from_value)
    table.next_row(title)
    table.number(1, number, "0")
    table.text(2, report.dimension_title(step.dimension), BODY_BOLD)
    _write_scores(table, report, combined)
    table.text(6, title)
    table.text(7, report.text(current.text) if current else None)
    table.text(8, report.text(following.text) if following else report.t("This is the highest level"))
    table.text(9, report.text(advice) if advice else report.text(following.text) if following else None, BODY_BOLD)
    table.text(10, None)
    table.text(_DEADLINE, None)


def _write_scores(table: Table, report: Report, combined: CombinedScore) -> None:
    """Write score, target and gap, in words where there is none."""
    score = combined.score
    if score.value is None:
        table.text(3, report.no_score(score), BODY)
    else:
        table.number(3, score.value, decimal_format(report.score_decimals(score)))
    if score.target is None:
        table.text(4, "–", NUMBER)
    else:
        table.number(4, score.target, decimal_format(report.target_decimals(score.target)))
    if score.gap is None:
        table.text(5, "–", NUMBER)
    else:
        table.number(5, score.gap, decimal_format(report.gap_decimals(score)))


def _next_option(question: Question, value: int) -> Option | None:
    """Return the option one step better than the one with `value`; where high is unfavourable that is the one below."""
    options = sorted(question.options, key=lambda option: option.value, reverse=question.reversed)
    values = [option.value for option in options]
    position = values.index(value) + 1 if value in values else len(options)
    return options[position] if position < len(options) else None
