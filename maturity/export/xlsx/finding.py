"""What stands out in a result, in a sentence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maturity.assessment.advice import strongest, weakest
from maturity.export.xlsx.metrics import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maturity.export.xlsx.report import Report
    from maturity.model.result import CombinedScore

#: The size of letters in the title of a chart.
TITLE_SIZE = 13


def finding(report: Report, longest: float = math.inf) -> str:
    """Return what the chart shows, in a sentence; no dimension's title in it wider than `longest` points."""
    t, scored = report.t, [combined for combined in report.result.dimensions if combined.score.value is not None]
    gaps = {combined.id: gap for combined in scored if (gap := combined.score.gap) is not None}
    if gaps and (widest := max(gaps.values())) > 0:
        furthest = [combined for combined in scored if gaps.get(combined.id) == widest]
        if len(furthest) == 1:
            (found,) = furthest
            assert found.score.value is not None and found.score.target is not None
            return t(
                "Furthest from its target: {dimension} (score {score}, target {target})",
                dimension=_short(report, found, longest),
                score=report.words(found.score.value, found.score.target),
                target=report.target_words(found.score.target),
            )
        return t("Furthest from their targets: {dimensions}", dimensions=names(report, furthest, longest))
    if gaps and len(gaps) == len(scored):
        return t("Every dimension that has a score has reached its target")
    if high := strongest(report.result):
        return t(
            "Strongest: {strongest}. Weakest: {weakest}",
            strongest=names(report, high, longest),
            weakest=names(report, weakest(report.result), longest),
        )
    return t("Score of each dimension")


def names(report: Report, dimensions: Sequence[CombinedScore], longest: float = math.inf) -> str:
    """Return dimensions with their scores, at most three of them; no title wider than `longest` points."""
    shown = [
        f"{_short(report, combined, longest)} ({report.words(combined.score.value, combined.score.target)})"
        for combined in dimensions[:3]
        if combined.score.value is not None
    ]
    if more := len(dimensions) - len(shown):
        shown.append(report.t.counted("and {n} more", "and {n} more", more))
    return ", ".join(shown)


def _short(report: Report, combined: CombinedScore, longest: float) -> str:
    return shortened(report.dimension_title(combined.id), longest, TITLE_SIZE, bold=True)
