"""The tables of the Summary: the scores of every dimension, and of every role where there are many."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from maturity.export.xlsx.cells import (
    BODY,
    BODY_BOLD,
    HEADER,
    HEADER_NUMBER,
    NUMBER,
    TOTAL,
    TOTAL_NUMBER,
    Sheet,
    Style,
    decimal_format,
)
from maturity.export.xlsx.report import percent_decimals, visible_decimals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maturity.assessment.periods import ScoreChange
    from maturity.export.xlsx.columns import Columns
    from maturity.export.xlsx.report import Report
    from maturity.model.result import CombinedScore, Score

#: Points that a row is higher than its text needs.
_ROOM = 5.0


def rows_in_order(report: Report) -> tuple[list[CombinedScore], list[CombinedScore]]:
    """Return the dimensions with a score and those without.

    Those without come last, so that the chart can take its numbers from rows that lie together.
    """
    dimensions = report.result.dimensions
    scored = [combined for combined in dimensions if combined.score.value is not None]
    return scored, [combined for combined in dimensions if combined.score.value is None]


def write_scores(sheet: Sheet, report: Report, columns: Columns, row: int) -> int:
    """Write the table of scores with its header in `row`, and return its last row."""
    write_header(sheet, row, columns.headers, left=(1, columns.level))
    scored, unscored = rows_in_order(report)
    for combined in (*scored, *unscored, report.result.overall):
        row += 1
        Row(sheet, report, row, total=combined is report.result.overall).write_scores(columns, combined)
    return row


def write_roles(sheet: Sheet, report: Report, columns: Columns, row: int) -> int:
    """Write the table of the scores of each role with its header in `row`, and return its last row."""
    t = report.t
    headers = {1: t("By role"), **{column: report.role(role) for role, column in columns.roles.items()}}
    if columns.spread:
        headers[columns.spread] = t("Gap between roles")
    write_header(sheet, row, headers, left=(1,))
    scored, unscored = rows_in_order(report)
    for combined in (*scored, *unscored, report.result.overall):
        row += 1
        Row(sheet, report, row, total=combined is report.result.overall).write_roles(columns, combined)
    return row


def write_header(sheet: Sheet, row: int, headers: Mapping[int, str], *, left: tuple[int | None, ...]) -> None:
    """Write the header of a table, with the columns `left` of words rather than numbers."""
    for column in sorted(headers):
        sheet.text(row, column, headers[column], HEADER if column in left else HEADER_NUMBER)
    sheet.grow(row, 34)


class Row:
    """One row of a table of scores."""

    def __init__(self, sheet: Sheet, report: Report, row: int, *, total: bool, room: float = _ROOM) -> None:
        def roomy(style: Style) -> Style:
            return replace(style, vertical="center", pad=room)

        self._sheet, self._report, self._row = sheet, report, row
        self._name, self._words = roomy(TOTAL if total else BODY_BOLD), roomy(TOTAL if total else BODY)
        self._centred = replace(self._words, horizontal="center", indent=0)
        self._figure = roomy(TOTAL_NUMBER if total else NUMBER)

    def write_scores(self, columns: Columns, combined: CombinedScore, name: str = "") -> None:
        """Write everything but the roles; `name` instead of the dimension's title."""
        report, score = self._report, combined.score
        self._text(1, name or report.dimension_title(combined.id), self._name)
        self._score(2, score)
        if columns.before and columns.change:
            self._before(columns.before, columns.change, report.change(combined))
        if columns.level:
            if score.value is None:
                self._text(columns.level, "–")
            else:
                self._text(columns.level, report.reached(score), self._words)
        answered = report.t("{answered} of {applicable}", answered=score.answered, applicable=score.applicable)
        self._text(columns.answered, answered if score.applicable else "–")
        if columns.completeness:
            self._share(columns.completeness, score.completeness)
        if columns.target and columns.gap:
            self._number(columns.target, score.target, report.target_decimals_beside(score.target))
            self._number(columns.gap, score.gap, 0 if score.gap is None else report.gap_decimals(score))
        if not columns.apart:
            self._roles(columns, combined)

    def write_roles(self, columns: Columns, combined: CombinedScore) -> None:
        """Write the score of each role."""
        self._text(1, self._report.dimension_title(combined.id), self._name)
        self._roles(columns, combined)

    def _roles(self, columns: Columns, combined: CombinedScore) -> None:
        for role, column in columns.roles.items():
            self._score(column, combined.roles[role])
        if columns.spread:
            self._number(columns.spread, combined.spread, 0 if combined.spread is None else visible_decimals(combined.spread))

    def _before(self, before: int, change: int, found: ScoreChange | None) -> None:
        """Write the score of the period before and the difference, or why the two cannot be compared and then no number at all."""
        if found is not None and found.why_not:
            reason = self._report.t(found.why_not)
            self._sheet.text(self._row, before, reason[:1].upper() + reason[1:], self._words, span=change - before + 1)
        elif found is None or found.before is None:
            self._text(before, "–")
            self._text(change, "–")
        else:
            assert self._report.earlier is not None
            if found.before.value is None:
                self._text(before, self._report.no_score(found.before))
            else:
                self._number(before, found.before.value, self._report.earlier.score_decimals(found.before))
            if found.difference is None:
                self._text(change, "–")
            else:
                decimals = decimal_format(visible_decimals(found.difference))
                self._sheet.number(self._row, change, found.difference, f"+{decimals};-{decimals};{decimals}", self._figure)

    def _text(self, column: int, text: str, style: Style | None = None) -> None:
        self._sheet.text(self._row, column, text, style or self._centred)

    def _number(self, column: int, value: Fraction | None, decimals: int) -> None:
        if value is None:
            self._text(column, "–")
        else:
            self._sheet.number(self._row, column, value, decimal_format(decimals), self._figure)

    def _score(self, column: int, score: Score) -> None:
        if score.value is None:
            self._text(column, self._report.no_score(score))
        else:
            self._number(column, score.value, self._report.score_decimals(score))

    def _share(self, column: int, share: Fraction | None) -> None:
        if share is None:
            self._text(column, "–")
        else:
            percent = f"{decimal_format(percent_decimals(share))}{self._report.decimal_percent}%"
            self._sheet.number(self._row, column, share, percent, self._figure)
