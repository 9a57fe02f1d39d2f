"""Which columns the Summary needs, and how wide they have to be."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Columns:
    """The columns of one result, 1-based; None for one that would say nothing.

    Attributes:
        roles: The column of each role, beside the others or, where `apart`, in a table of their own.
        apart: Whether the roles have a table of their own.
        headers: What stands above each column of the first table.
        widths: Of every column, in characters.
    """

    level: int | None
    answered: int
    completeness: int
    target: int | None
    gap: int | None
    roles: dict[str, int]
    spread: int | None
    apart: bool
    headers: dict[int, str] = field(default_factory=dict)
    widths: list[float] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last column of all."""
        return len(self.widths)


def columns(report: Report) -> Columns:
    """Return the columns that this result needs."""
    t, headers = report.t, {1: report.t("Dimension"), 2: report.t("Score")}

    def add(header: str) -> int:
        headers[len(headers) + 1] = header
        return len(headers)

    level = add(t("Level")) if report.levels else None
    answered, completeness = add(t("Answered")), add(t("Completeness"))
    target = gap = spread = None
    if any(combined.score.target is not None for combined in (*report.result.dimensions, report.result.overall)):
        target, gap = add(t("Target")), add(t("Gap to target"))
    apart = len(report.roles) > _ROLES_BESIDE
    roles: dict[str, int] = {}
    if apart:
        roles = {role: column for column, role in enumerate(report.roles, start=2)}
        spread = len(roles) + 2
    elif len(report.roles) > 1:
        roles = {role: add(report.role(role)) for role in report.roles}
        spread = add(t("Gap between roles"))
    found = Columns(level, answered, completeness, target, gap, roles, spread, apart, headers)
    return Columns(level, answered, completeness, target, gap, roles, spread, apart, headers, _widths(report, found))


def _widths(report: Report, found: Columns) -> list[float]:
    count = max(len(found.headers), found.spread or 0)
    widths = [12.0] * count
    widths[0] = _fitted([report.dimension_title(combined.id) for combined in report.result.dimensions], _NAME)
    if found.level:
        widths[found.level - 1] = _fitted([report.level(level) for level in report.levels], _LEVEL)
    headers = [*found.headers.items(), *((column, report.role(role)) for role, column in found.roles.items())]
    if found.spread:
        headers.append((found.spread, report.t("Gap between roles")))
    for column, header in headers:
        needed = column_width(longest_word(header, HEADER.size, bold=True) + 4)
        widths[column - 1] = max(widths[column - 1], needed)
    return widths


def _fitted(names: Sequence[str], bounds: tuple[float, float]) -> float:
    """Return a width between the bounds in which names take one line, or the longest of them a few."""
    widest = max((text_width(name, TOTAL.size, bold=True) for name in names), default=0.0)
    return min(max(column_width(widest + 12), bounds[0]), bounds[1])
