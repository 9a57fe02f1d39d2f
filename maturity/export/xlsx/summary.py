"""One page for the management meeting: the overall score, a table of dimensions, what stands out, a chart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from maturity.assessment.advice import strongest, weakest
from maturity.export.xlsx import chart, page
from maturity.export.xlsx.cells import (
    BODY,
    BODY_BOLD,
    HEADER,
    HEADER_NUMBER,
    HEADLINE,
    NOTE,
    NUMBER,
    SAMPLE,
    SUBTITLE,
    TITLE,
    TOTAL,
    TOTAL_NUMBER,
    Sheet,
    Style,
    decimal_format,
)
from maturity.export.xlsx.metrics import HIGHEST_ROW
from maturity.export.xlsx.report import percent_decimals, visible_decimals
from maturity.export.xlsx.words import STATES

if TYPE_CHECKING:
    from openpyxl.chart import BarChart

    from maturity.export.xlsx.report import Report
    from maturity.model.result import CombinedScore, Score

_MOST_HOLES = 6


@dataclass(frozen=True)
class _Columns:
    """Which columns this result needs, 1-based; None for one that would say nothing."""

    level: int | None
    answered: int
    completeness: int
    target: int | None
    gap: int | None
    roles: dict[str, int]
    spread: int | None

    @property
    def last(self) -> int:
        return max(filter(None, (self.completeness, self.gap, self.spread)))


def _columns(report: Report) -> _Columns:
    position = 3
    level = target = gap = spread = None
    if report.levels:
        level, position = position, position + 1
    answered, completeness = position, position + 1
    position += 2
    if any(combined.score.target is not None for combined in (*report.result.dimensions, report.result.overall)):
        target, gap = position, position + 1
        position += 2
    roles: dict[str, int] = {}
    if len(report.roles) > 1:
        roles = {role: position + index for index, role in enumerate(report.roles)}
        spread = position + len(roles)
    return _Columns(level=level, answered=answered, completeness=completeness, target=target, gap=gap, roles=roles, spread=spread)


def widths(report: Report) -> list[float]:
    """Return the widths of the columns that this result needs."""
    columns = _columns(report)
    found = {1: 34.0, 2: 12.0, columns.answered: 12.0, columns.completeness: 14.0}
    found.update(dict.fromkeys(columns.roles.values(), 17.0))
    for column, width in ((columns.level, 20.0), (columns.target, 10.0), (columns.gap, 13.0), (columns.spread, 13.0)):
        if column:
            found[column] = width
    return [found[column] for column in sorted(found)]


def write(sheet: Sheet, report: Report) -> list[tuple[BarChart, str]]:
    """Write the sheet and return its charts with what they say in words."""
    t, columns = report.t, _columns(report)
    row = 1
    if report.sample_mark:
        sheet.text(row, 1, report.sample_mark, SAMPLE, span=columns.last)
        row += 1
    sheet.text(row, 1, t("Summary: {title}", title=report.title), TITLE, span=columns.last)
    sheet.text(row + 1, 1, _respondents(report), SUBTITLE, span=columns.last)
    sheet.text(row + 2, 1, _headline(report), HEADLINE, span=columns.last)
    sheet.grow(row + 2, 34)
    row += 3
    row, first, drawn = _table(sheet, report, columns, row)
    for note in _notes(report):
        row += 1
        sheet.text(row, 1, note, replace(NOTE, bold=note.startswith(t("Strongest:"))), span=columns.last)
    charts: list[tuple[BarChart, str]] = []
    row += 1
    if drawn:
        sheet.grow(row, min(HIGHEST_ROW, 105 + (44 if columns.target else 28) * len(drawn)))
        made = chart.bar_chart(
            report,
            drawn,
            sheet=sheet.worksheet.title,
            first_row=first,
            columns=(1, 2, columns.target),
            place=(row, columns.last),
        )
        sheet.worksheet.add_chart(made)
        charts.append((made, chart.description(report, drawn)))
        sheet.text(row + 1, 1, _below_chart(report), replace(NOTE, horizontal="center"), span=columns.last)
    else:
        sheet.text(row, 1, t("No dimension has a score yet, so there is nothing to draw."), NOTE, span=columns.last)
    width = sum(sheet.widths) * 5.3
    page.set_up(sheet.worksheet, report, landscape=page.landscape_fits_better(width, sheet.height), one_page=True)
    return charts


def _respondents(report: Report) -> str:
    t, responses = report.t, report.result.assessment.responses
    finished = sum(response.finished for response in responses)
    text = t.counted("{n} respondent, {finished} finished", "{n} respondents, {finished} finished", len(responses), finished=finished)
    version = t("version {version}", version=report.questionnaire.version)
    return f"{text} · {report.text(report.questionnaire.title)}, {version}"


def _headline(report: Report) -> str:
    t, score = report.t, report.result.overall.score
    if score.value is None:
        if missing := [found for found in report.result.dimensions if found.score.value is None]:
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
        parts.append(t("level {level}", level=report.reached(score)))
    if score.target is not None:
        parts.append(t("target {target}", target=report.target_words(score.target)))
    return " · ".join(parts)


def _table(sheet: Sheet, report: Report, columns: _Columns, row: int) -> tuple[int, int, list[CombinedScore]]:
    """Write the table and return its last row, its first row of numbers and the dimensions with a score, which come first.

    Those without a score come last, so that the chart can take its numbers from rows that lie together.
    """
    t = report.t
    headers = {
        1: t("Dimension"),
        2: t("Score"),
        columns.answered: t("Answered"),
        columns.completeness: t("Complete-ness"),
    }
    headers.update({column: report.role(role) for role, column in columns.roles.items()})
    for column, header in (
        (columns.level, t("Level")),
        (columns.target, t("Target")),
        (columns.gap, t("Gap to target")),
        (columns.spread, t("Gap between roles")),
    ):
        if column:
            headers[column] = header
    for column in sorted(headers):
        sheet.text(row, column, headers[column], HEADER if column in (1, columns.level) else HEADER_NUMBER)
    scored = [combined for combined in report.result.dimensions if combined.score.value is not None]
    unscored = [combined for combined in report.result.dimensions if combined.score.value is None]
    first = row + 1
    for combined in (*scored, *unscored, report.result.overall):
        row += 1
        _write_row(sheet, report, columns, row, combined, total=combined is report.result.overall)
    return row, first, scored


def _write_row(sheet: Sheet, report: Report, columns: _Columns, row: int, combined: CombinedScore, *, total: bool) -> None:
    words, number = (TOTAL, TOTAL_NUMBER) if total else (BODY, NUMBER)
    centred = replace(words, horizontal="center")
    score = combined.score
    sheet.text(row, 1, report.dimension_title(combined.id), TOTAL if total else BODY_BOLD)
    _write_score(sheet, report, row, 2, score, number, centred)
    if columns.level:
        sheet.text(row, columns.level, report.reached(score) if score.value is not None else _why(report, combined), words)
    t = report.t
    sheet.text(
        row,
        columns.answered,
        t("{answered} of {applicable}", answered=score.answered, applicable=score.applicable),
        centred,
    )
    _write_share(sheet, report, row, columns.completeness, score.completeness, number)
    if columns.target and columns.gap:
        if score.target is None:
            sheet.text(row, columns.target, t("None set"), centred)
        else:
            sheet.number(row, columns.target, score.target, decimal_format(report.target_decimals(score.target)), number)
        if score.gap is None:
            sheet.text(row, columns.gap, "–", centred)
        else:
            sheet.number(row, columns.gap, score.gap, decimal_format(report.gap_decimals(score)), number)
    for role, column in columns.roles.items():
        if role in combined.roles:
            _write_score(sheet, report, row, column, combined.roles[role], number, centred)
        else:
            sheet.text(row, column, "–", centred)
    if columns.spread:
        if combined.spread is None:
            sheet.text(row, columns.spread, "–", centred)
        else:
            sheet.number(row, columns.spread, combined.spread, decimal_format(visible_decimals(combined.spread)), number)


def _write_score(sheet: Sheet, report: Report, row: int, column: int, score: Score, number: Style, words: Style) -> None:
    if score.value is None:
        sheet.text(row, column, report.no_score(score), words)
    else:
        sheet.number(row, column, score.value, decimal_format(report.score_decimals(score)), number)


def _write_share(sheet: Sheet, report: Report, row: int, column: int, share: Fraction | None, style: Style) -> None:
    if share is None:
        sheet.text(row, column, report.t("None apply"), replace(style, wrap=True))
    else:
        sheet.number(row, column, share, f"{decimal_format(percent_decimals(share))}{report.decimal_percent}%", style)


def _why(report: Report, combined: CombinedScore) -> str:
    """Return why there is no level: no score, for want of how many answers."""
    score = combined.score
    if not score.applicable:
        return report.t("No questions apply")
    return report.t("No level without a score")


def _notes(report: Report) -> list[str]:
    t, notes = report.t, []
    if high := strongest(report.result):
        low = weakest(report.result)
        notes.append(
            t(
                "Strongest: {strongest}. Weakest: {weakest}",
                strongest=chart.names(report, high),
                weakest=chart.names(report, low),
            )
            + "."
        )
    for combined in report.result.dimensions:
        notes += _missing(report, combined)
    for combined in (*report.result.dimensions, report.result.overall):
        notes += [
            t("{dimension} is held down: {reason}", dimension=report.dimension_title(combined.id), reason=report.text(dict(cap)))
            for cap in combined.score.caps
        ]
    return notes


def _missing(report: Report, combined: CombinedScore) -> list[str]:
    """Say for each respondent how many answers are too few for a score, and which are missing."""
    t, found = report.t, []
    holes = list(report.holes(combined))
    for respondent in report.result.respondents:
        mine = [hole for hole in holes if hole.response is respondent.response]
        if not mine:
            continue
        score = respondent.scores[combined.id]
        missing = [f"{report.text(hole.question.title)} ({t(STATES[hole.state]).lower()})" for hole in mine[:_MOST_HOLES]]
        if more := len(mine) - len(missing):
            missing.append(t.counted("and {n} more", "and {n} more", more))
        found.append(
            t(
                "Not enough answers: {dimension}, {respondent}: {answered} of {applicable} answered, at least {needed} needed. Missing: {questions}.",
                dimension=report.dimension_title(combined.id),
                respondent=report.respondent(respondent.response),
                answered=score.answered,
                applicable=score.applicable,
                needed=report.needed(combined, score),
                questions=", ".join(missing),
            )
        )
    return found


def _below_chart(report: Report) -> str:
    parts = [report.level(level) for level in report.levels]
    text = report.t("Levels: {levels}", levels=" · ".join(parts)) + ". " if parts else ""
    unscored = [report.dimension_title(combined.id) for combined in report.result.dimensions if combined.score.value is None]
    if unscored:
        text += report.t("Not drawn, because there is no score: {dimensions}.", dimensions=", ".join(unscored))
    return text.strip()
