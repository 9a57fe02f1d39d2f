"""What to do, in the order advice gives it, with room for who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.assessment.advice import next_steps
from maturity.export.xlsx.answers import finish_table, header_row, start
from maturity.export.xlsx.cells import BODY, BODY_BOLD, NUMBER, Sheet, decimal_format

if TYPE_CHECKING:
    from maturity.assessment.advice import NextStep
    from maturity.export.xlsx.report import Report
    from maturity.model.questionnaire import Option, Question
    from maturity.model.result import CombinedScore

WIDTHS = (21, 11, 11, 10, 23, 34, 34, 46, 20, 15)


def write(sheet: Sheet, report: Report) -> None:
    """Write the sheet."""
    t = report.t
    row = start(sheet, report, t("Next steps"))
    headers = (
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
    header_row(sheet, row, headers)
    first = row
    combined = {found.id: found for found in report.result.dimensions}
    for step in next_steps(report.questionnaire, report.result):
        row += 1
        _write_step(sheet, report, row, step, combined[step.dimension])
    finish_table(
        sheet,
        report,
        "NextSteps",
        (first, row),
        len(headers),
        t("There is nothing to advise before there are answers."),
    )


def _write_step(sheet: Sheet, report: Report, row: int, step: NextStep, combined: CombinedScore) -> None:
    question = report.questionnaire.by_id[step.question]
    sheet.text(row, 1, report.dimension_title(step.dimension), BODY_BOLD)
    write_scores(sheet, report, row, 2, combined)
    current, following = question.option(step.from_value), _next_option(question, step.from_value)
    advice = question.improvement.get(step.from_value)
    sheet.text(row, 5, report.text(question.title), BODY)
    sheet.text(row, 6, report.text(current.text) if current else None, BODY)
    sheet.text(row, 7, report.text(following.text) if following else report.t("This is the highest level"), BODY)
    sheet.text(row, 8, report.text(advice) if advice else report.text(following.text) if following else None, BODY_BOLD)
    sheet.text(row, 9, None, BODY)
    sheet.text(row, 10, None, BODY)
    sheet.worksheet.cell(row=row, column=10).number_format = "yyyy-mm-dd" if report.t.language == "en" else "dd.mm.yyyy"


def write_scores(sheet: Sheet, report: Report, row: int, column: int, combined: CombinedScore) -> None:
    """Write score, target and gap in three columns, in words where there is no score."""
    score = combined.score
    if score.value is None:
        sheet.text(row, column, report.no_score(score), BODY)
    else:
        sheet.number(row, column, score.value, decimal_format(report.score_decimals(score)))
    if score.target is None:
        sheet.text(row, column + 1, report.t("None set"), BODY)
    else:
        sheet.number(row, column + 1, score.target, decimal_format(report.target_decimals(score.target)))
    if score.gap is None:
        sheet.text(row, column + 2, "–", NUMBER)
    else:
        sheet.number(row, column + 2, score.gap, decimal_format(report.gap_decimals(score)))


def _next_option(question: Question, value: int) -> Option | None:
    """Return the option one step better than the one with `value`; where high is unfavourable that is the one below."""
    options = sorted(question.options, key=lambda option: option.value, reverse=question.reversed)
    values = [option.value for option in options]
    position = values.index(value) + 1 if value in values else len(options)
    return options[position] if position < len(options) else None
