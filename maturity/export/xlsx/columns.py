"""Which columns the Summary needs, and how wide they have to be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from maturity.export.xlsx.cells import HEADER, TOTAL
from maturity.export.xlsx.metrics import column_width, longest_word, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maturity.export.xlsx.report import Report

#: So many roles stand beside the other columns; more get a table of their own, or the page would print too small.
_ROLES_BESIDE = 2

_NAME = (30.0, 46.0)
_LEVEL = (18.0, 28.0)
_REASON = 32.0


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of one result, 1-based; None for one that would say nothing.

    Attributes:
        before: The score of the period before; `change`, what became of it, stands beside it.
        roles: The column of each role, beside the others or, where `apart`, in a table of their own.
        apart: Whether the roles have a table of their own.
        headers: What stands above each column of the first table.
        widths: Of every column, in characters.
    """

    before: int | None = None
    change: int | None = None
    level: int | None
    answered: int
    completeness: int | None = None
    target: int | None
    gap: int | None
    roles: dict[str, int] = field(default_factory=dict)
    spread: int | None = None
    apart: bool = False
    headers: dict[int, str] = field(default_factory=dict)
    widths: list[float] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last column of all."""
        return len(self.widths)


class _Headers:
    def __init__(self, *first: str) -> None:
        self.found = dict(enumerate(first, start=1))

    def add(self, header: str) -> int:
        self.found[len(self.found) + 1] = header
        return len(self.found)


def columns(report: Report) -> Columns:
    """Return the columns that the Summary of one questionnaire needs."""
    t = report.t
    headers = _Headers(t("Dimension"), t("Score"))
    before, change = _add_before(headers, [report])
    level = headers.add(t("Level")) if report.levels else None
    answered, completeness = headers.add(t("Answered")), headers.add(t("Completeness"))
    target, gap = _add_target(headers, [report])
    apart = len(report.roles) > _ROLES_BESIDE
    roles: dict[str, int] = {}
    spread = None
    if apart:
        roles = {role: column for column, role in enumerate(report.roles, start=2)}
        spread = len(roles) + 2
    elif len(report.roles) > 1:
        roles = {role: headers.add(report.role(role)) for role in report.roles}
        spread = headers.add(t("Gap between roles"))
    found = Columns(
        before=before,
        change=change,
        level=level,
        answered=answered,
        completeness=completeness,
        target=target,
        gap=gap,
        roles=roles,
        spread=spread,
        apart=apart,
        headers=headers.found,
    )
    named = [(column, report.role(role)) for role, column in roles.items()]
    if spread:
        named.append((spread, t("Gap between roles")))
    return replace(found, widths=_widths([report], found, named))


def columns_of_several(reports: Sequence[Report]) -> Columns:
    """Return the columns that the Summary of several questionnaires needs: the same for all of them, and none for roles."""
    t = reports[0].t
    headers = _Headers(t("Questionnaire"), t("Score"))
    before, change = _add_before(headers, reports)
    level = headers.add(t("Level")) if any(report.levels for report in reports) else None
    answered = headers.add(t("Answered"))
    target, gap = _add_target(headers, reports)
    found = Columns(before=before, change=change, level=level, answered=answered, target=target, gap=gap, headers=headers.found)
    return replace(found, widths=_widths(reports, found, []))


def _add_before(headers: _Headers, reports: Sequence[Report]) -> tuple[int, int] | tuple[None, None]:
    t = reports[0].t
    periods = {report.earlier.period for report in reports if report.earlier}
    if not periods:
        return None, None
    header = t("Score {period}", period=next(iter(periods))) if len(periods) == 1 else t("Score before")
    return headers.add(header), headers.add(t("Change"))


def _add_target(headers: _Headers, reports: Sequence[Report]) -> tuple[int, int] | tuple[None, None]:
    t = reports[0].t
    scores = (combined.score for report in reports for combined in (*report.result.dimensions, report.result.overall))
    return (
        (headers.add(t("Target")), headers.add(t("Gap to target"))) if any(score.target is not None for score in scores) else (None, None)
    )


def _widths(reports: Sequence[Report], found: Columns, named: Sequence[tuple[int, str]]) -> list[float]:
    widths = [12.0] * max(len(found.headers), found.spread or 0)
    names = [report.dimension_title(combined.id) for report in reports for combined in report.result.dimensions]
    if len(reports) > 1:
        names += [report.questionnaire_title for report in reports]
    widths[0] = _fitted(names, _NAME)
    if found.level:
        widths[found.level - 1] = _fitted([report.level(level) for report in reports for level in report.levels], _LEVEL)
    if found.before and found.change and any(change.why_not for report in reports for change in report.changes):
        # The reason takes the place of both.
        widths[found.before - 1] = widths[found.change - 1] = _REASON / 2
    for column, header in (*found.headers.items(), *named):
        needed = column_width(longest_word(header, HEADER.size, bold=True) + 4)
        widths[column - 1] = max(widths[column - 1], needed)
    return widths


def _fitted(names: Sequence[str], bounds: tuple[float, float]) -> float:
    """Return a width between the bounds in which names take one line, or the longest of them a few."""
    widest = max((text_width(name, TOTAL.size, bold=True) for name in names), default=0.0)
    return min(max(column_width(widest + 12), bounds[0]), bounds[1])
