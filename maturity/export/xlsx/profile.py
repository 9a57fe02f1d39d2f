"""One page for several questionnaires: each for itself, because no score for all of them together is defined."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from maturity.assessment.advice import strongest, weakest
from maturity.export.xlsx import chart, page
from maturity.export.xlsx.cells import HEADLINE, MARK, NOTE, SECTION, SUBTITLE, TITLE, Sheet
from maturity.export.xlsx.finding import names
from maturity.export.xlsx.metrics import POINTS_PER_CHARACTER
from maturity.export.xlsx.scores import Row, rows_in_order, write_header
from maturity.export.xlsx.summary import about_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.chart import BarChart

    from maturity.export.xlsx.book import Book
    from maturity.export.xlsx.columns import Columns
    from maturity.export.xlsx.report import Report

_ROOM = 2.0
_SMALL_GAP = 6.0
_NOTE = replace(NOTE, indent=1, vertical="center", pad=4.0)


def write(sheet: Sheet, book: Book, columns: Columns) -> list[tuple[BarChart, str]]:
    """Write the sheet and return its charts with what they say in words."""
    t, row = book.t, 1
    for mark in book.marks:
        sheet.text(row, 1, mark, MARK, span=columns.last)
        row += 1
    sheet.text(row, 1, t("Summary: {title}", title=book.title), TITLE, span=columns.last)
    count = t.counted("{n} questionnaire", "{n} questionnaires", len(book.reports))
    sheet.text(row + 1, 1, count, SUBTITLE, span=columns.last)
    sentence = t("Each questionnaire stands for itself; there is no score for all of them together.")
    sheet.text(row + 2, 1, sentence, replace(HEADLINE, size=12, pad=6), span=columns.last)
    first = row + 4
    row = _write_overall(sheet, book, columns, row + 3)
    charts, row = _draw(sheet, book, columns, first, row + 1)
    write_header(sheet, row, {**columns.headers, 1: t("Dimension")}, left=(1, columns.level))
    for report in book.reports:
        row = _write_block(sheet, book, report, columns, row + 1)
    sheet.grow(row + 1, _SMALL_GAP)
    sheet.text(row + 2, 1, _levels(book), replace(NOTE, horizontal="center"), span=columns.last)
    width = sum(sheet.widths) * POINTS_PER_CHARACTER
    page.set_up(sheet.worksheet, book, landscape=page.landscape_fits_better(width, sheet.height), one_page=True)
    return charts


def _in_order(book: Book) -> list[Report]:
    """Return the questionnaires with an overall score, then those without, so that the chart finds its numbers together."""
    return sorted(book.reports, key=lambda report: report.result.overall.score.value is None)


def _write_overall(sheet: Sheet, book: Book, columns: Columns, row: int) -> int:
    write_header(sheet, row, columns.headers, left=(1, columns.level))
    for report in _in_order(book):
        row += 1
        Row(sheet, report, row, total=False, room=_ROOM).write_scores(columns, report.result.overall, report.questionnaire_title)
    return row


def _write_block(sheet: Sheet, book: Book, report: Report, columns: Columns, row: int) -> int:
    """Write one questionnaire from `row` on and return its last row."""
    sheet.text(row, 1, _heading(book, report), SECTION, span=columns.last)
    scored, unscored = rows_in_order(report)
    for combined in (*scored, *unscored, report.result.overall):
        row += 1
        Row(sheet, report, row, total=combined is report.result.overall, room=_ROOM).write_scores(columns, combined)
    for note in _notes(report):
        row += 1
        sheet.text(row, 1, note, _NOTE, span=columns.last)
    return row


def _heading(book: Book, report: Report) -> str:
    t, parts = book.t, [report.questionnaire_title]
    if len(book.periods) > 1:
        parts.append(report.period)
    responses = report.result.assessment.responses
    finished = sum(response.finished for response in responses)
    if responses:
        parts.append(
            t.counted("{n} respondent, {finished} finished", "{n} respondents, {finished} finished", len(responses), finished=finished)
        )
    else:
        parts.append(t("Nobody has answered yet.").rstrip("."))
    if report.earlier and len(book.earlier_periods) > 1:
        parts.append(t("beside {period}", period=report.earlier.period))
    return " · ".join(parts)


def _notes(report: Report) -> Iterator[str]:
    t = report.t
    if high := strongest(report.result):
        words = t(
            "Strongest: {strongest}. Weakest: {weakest}", strongest=names(report, high), weakest=names(report, weakest(report.result))
        )
        yield f"{words}."
    for combined in (*report.result.dimensions, report.result.overall):
        for cap in combined.score.caps:
            yield t("{dimension} is held down: {reason}", dimension=report.dimension_title(combined.id), reason=report.text(dict(cap)))
    yield from about_before(report)


def _draw(sheet: Sheet, book: Book, columns: Columns, first: int, row: int) -> tuple[list[tuple[BarChart, str]], int]:
    """Draw the overall scores and return the first row below."""
    t = book.t
    drawn = [report for report in _in_order(book) if report.result.overall.score.value is not None]
    if len({report.scale for report in drawn}) != 1:
        why = (
            t("The questionnaires have different scales, so they are not drawn together.") if drawn else t("No overall score to draw yet.")
        )
        sheet.text(row, 1, why, NOTE, span=columns.last)
        sheet.grow(row + 1, _SMALL_GAP)
        return [], row + 2
    bars = [chart.Bar(report.questionnaire_title, report, report.result.overall.score) for report in drawn]
    targets = any(bar.score.target is not None for bar in bars)
    title = t("Overall score of each questionnaire")
    plan = chart.plan(title, bars, sum(sheet.widths) * POINTS_PER_CHARACTER, targets=targets)
    for height in plan.rows:
        sheet.grow(row, height)
        row += 1
    made = chart.bar_chart(
        bars,
        plan,
        sheet=sheet.worksheet.title,
        first_row=first,
        columns=(1, 2, columns.target if targets else None),
        place=(row - len(plan.rows), row, columns.last),
    )
    sheet.worksheet.add_chart(made)
    low, high = drawn[0].scale
    axis = t("Bar chart of the overall score of each questionnaire, on a scale from {low} to {high}.", low=low, high=high)
    sheet.grow(row, _SMALL_GAP)
    return [(made, chart.description(bars, title, axis))], row + 1


def _levels(book: Book) -> str:
    found = [(report, " · ".join(report.level(level) for level in report.levels)) for report in book.reports if report.levels]
    if len({levels for _, levels in found}) == 1:
        return book.t("Levels: {levels}", levels=found[0][1]) + "."
    return "\n".join(f"{report.questionnaire_title}: {book.t('Levels: {levels}', levels=levels)}." for report, levels in found)
