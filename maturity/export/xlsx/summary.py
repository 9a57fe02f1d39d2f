"""One page for the management meeting: the overall score, a table of dimensions, what stands out, a chart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from maturity.assessment.advice import strongest, weakest
from maturity.export.xlsx import chart, page
from maturity.export.xlsx.cells import HEADLINE, MARK, NOTE, SUBTITLE, TITLE, Sheet, Style
from maturity.export.xlsx.finding import finding, names
from maturity.export.xlsx.metrics import POINTS_PER_CHARACTER
from maturity.export.xlsx.scores import rows_in_order, write_roles, write_scores
from maturity.export.xlsx.words import STATES
from maturity.model.result import OVERALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.chart import BarChart

    from maturity.export.xlsx.book import Book
    from maturity.export.xlsx.columns import Columns
    from maturity.export.xlsx.report import Report
    from maturity.model.result import RespondentScores

#: So many missing questions are named for one respondent and dimension, and so many respondents and dimensions at all.
_MOST_HOLES = 6
_MOST_NOTES = 6

_SMALL_GAP = 8.0


def write(sheet: Sheet, book: Book, report: Report, columns: Columns) -> list[tuple[BarChart, str]]:
    """Write the sheet and return its charts with what they say in words."""
    t = report.t
    row = 1
    for mark in book.marks:
        sheet.text(row, 1, mark, MARK, span=columns.last)
        row += 1
    sheet.text(row, 1, t("Summary: {title}", title=report.title), TITLE, span=columns.last)
    sheet.text(row + 1, 1, _respondents(report), SUBTITLE, span=columns.last)
    sheet.text(row + 2, 1, _headline(report), HEADLINE, span=columns.last)
    first = row + 4
    row = write_scores(sheet, report, columns, row + 3)
    if columns.apart:
        sheet.grow(row + 1, _SMALL_GAP)
        row = write_roles(sheet, report, columns, row + 2)
    row += 1
    sheet.grow(row, _SMALL_GAP)
    for note, style in notes(report):
        row += 1
        sheet.text(row, 1, note, style, span=columns.last)
    charts = _draw(sheet, report, columns, first, row + 1)
    width = sum(sheet.widths) * POINTS_PER_CHARACTER
    page.set_up(sheet.worksheet, book, landscape=page.landscape_fits_better(width, sheet.height), one_page=True)
    return charts


def _draw(sheet: Sheet, report: Report, columns: Columns, first: int, row: int) -> list[tuple[BarChart, str]]:
    drawn, _ = rows_in_order(report)
    if not drawn:
        sheet.text(row, 1, report.t("No dimension has a score yet, so there is nothing to draw."), NOTE, span=columns.last)
        return []
    bars = [chart.Bar(report.dimension_title(combined.id), report, combined.score) for combined in drawn]
    plan = chart.plan(
        finding(report, chart.LONGEST_NAME), bars, sum(sheet.widths) * POINTS_PER_CHARACTER, targets=columns.target is not None
    )
    for height in plan.rows:
        sheet.grow(row, height)
        row += 1
    made = chart.bar_chart(
        bars,
        plan,
        sheet=sheet.worksheet.title,
        first_row=first,
        columns=(1, 2, columns.target),
        place=(row - len(plan.rows), row, columns.last),
    )
    sheet.worksheet.add_chart(made)
    sheet.text(row, 1, _below_chart(report), replace(NOTE, horizontal="center"), span=columns.last)
    low, high = report.scale
    axis = report.t("Bar chart of the score of each dimension, on a scale from {low} to {high}.", low=low, high=high)
    return [(made, chart.description(bars, finding(report), axis))]


def _respondents(report: Report) -> str:
    t, responses = report.t, report.result.assessment.responses
    finished = sum(response.finished for response in responses)
    questionnaire = f"{report.text(report.questionnaire.title)}, {t('version {version}', version=report.questionnaire.version)}"
    if not responses:
        return f"{t('Nobody has answered yet.')} {questionnaire}"
    text = t.counted("{n} respondent, {finished} finished", "{n} respondents, {finished} finished", len(responses), finished=finished)
    return f"{text} · {questionnaire}"


def _headline(report: Report) -> str:
    t, score = report.t, report.result.overall.score
    if score.value is None:
        missing = [found for found in report.result.dimensions if found.score.value is None]
        if 0 < len(missing) < len(report.result.dimensions):
            titles = ", ".join(report.dimension_title(found.id) for found in missing)
            return t(
                "Overall score: {why}. Without a score: {dimensions}.",
                why=report.no_score(score).lower(),
                dimensions=titles,
            )
        return t("Overall score: {why}.", why=report.no_score(score).lower())
    words = report.words(score.value, score.target)
    parts = [
        t(
            "Overall score: {score} on a scale from {low} to {high}",
            score=words,
            low=report.scale[0],
            high=report.scale[1],
        )
    ]
    if report.levels:
        reached = report.reached(score)
        parts.append(t("level {level}", level=reached) if score.level is not None else reached[:1].lower() + reached[1:])
    if score.target is not None:
        parts.append(t("target {target}", target=report.target_words(score.target)))
    return " · ".join(parts)


def notes(report: Report) -> Iterator[tuple[str, Style]]:
    """Yield what a reader must know beside the figures: what stands out, what holds a score down, what is missing."""
    t = report.t
    if high := strongest(report.result):
        words = t(
            "Strongest: {strongest}. Weakest: {weakest}",
            strongest=names(report, high),
            weakest=names(report, weakest(report.result)),
        )
        yield f"{words}.", replace(NOTE, bold=True)
    for combined in (*report.result.dimensions, report.result.overall):
        for cap in combined.score.caps:
            yield (
                t("{dimension} is held down: {reason}", dimension=report.dimension_title(combined.id), reason=report.text(dict(cap))),
                NOTE,
            )
    yield from ((note, NOTE) for note in about_before(report))
    missing = [note for respondent in report.result.respondents for note in _missing(report, respondent)]
    for note in missing[:_MOST_NOTES]:
        yield note, NOTE
    if (more := len(missing) - _MOST_NOTES) > 0:
        yield (
            t.counted(
                "{n} more has too few answers: see the sheet Answers.", "{n} more have too few answers: see the sheet Answers.", more
            ),
            NOTE,
        )


def about_before(report: Report) -> Iterator[str]:
    """Yield what a reader must know before relying on a change since the period before."""
    t = report.t
    if report.earlier is None or report.comparison is None:
        return
    yield from (t(note) for note in report.comparison.notes)
    gone = [report.earlier.dimension_title(change.id) for change in report.changes if change.after is None]
    if gone:
        yield t("Only in {period}: {dimensions}.", period=report.earlier.period, dimensions=", ".join(gone))


def _missing(report: Report, respondent: RespondentScores) -> Iterator[str]:
    """Say for each dimension how many of a respondent's answers are too few for a score, and which are missing."""
    t, who = report.t, report.respondent(respondent.response)
    overall = respondent.scores[OVERALL]
    if overall.applicable and not overall.answered:
        yield t("{respondent} has not answered any question that counts.", respondent=who)
        return
    for combined in report.result.dimensions:
        holes = report.holes(combined, respondent)
        if not holes:
            continue
        score = respondent.scores[combined.id]
        missing = [f"{report.text(question.title)} ({t(STATES[state]).lower()})" for question, state in holes[:_MOST_HOLES]]
        if more := len(holes) - len(missing):
            missing.append(t.counted("and {n} more", "and {n} more", more))
        yield t(
            "Not enough answers: {dimension}, {respondent}: {answered} of {applicable} answered, at least {needed} needed. Missing: {questions}.",
            dimension=report.dimension_title(combined.id),
            respondent=who,
            answered=score.answered,
            applicable=score.applicable,
            needed=report.needed(combined, score),
            questions=", ".join(missing),
        )


def _below_chart(report: Report) -> str:
    parts = [report.level(level) for level in report.levels]
    text = report.t("Levels: {levels}", levels=" · ".join(parts)) + ". " if parts else ""
    _, unscored = rows_in_order(report)
    if unscored:
        titles = ", ".join(report.dimension_title(combined.id) for combined in unscored)
        text += report.t("Not drawn, because there is no score: {dimensions}.", dimensions=titles)
    return text.strip()
