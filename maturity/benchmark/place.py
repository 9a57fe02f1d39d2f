"""An organisation's place among its peers, as far as published figures tell it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from maturity.benchmark.groups import groups_of
from maturity.benchmark.statistics import mid_rank
from maturity.model.benchmark import Benchmark, Bound, Figures, Share
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import CombinedScore, Result
from maturity.scoring.numbers import half_up
from maturity.text import Message, msg

#: Organisations from which a percentile is told instead of a count.
_MANY = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One score among the peers.

    Attributes:
        figures: Those it is held against; None where there are none for any group.
        passed: Narrower groups of which nothing is published.
        below: Organisations on a lower maturity level.
        exact: Whether that is the number, and not the least it can be.
        percentile: Mid-rank among the levels, 0 to 1, from 30 organisations on.
        quarter: 1 for the lowest to 4 for the highest, by the published quartiles.
    """

    score: CombinedScore
    figures: Figures | None
    passed: tuple[str, ...] = ()
    below: int | None = None
    exact: bool = True
    percentile: Fraction | None = None
    quarter: int | None = None


def refused(benchmark: Benchmark, questionnaire: Questionnaire) -> Message | None:
    """Return why a benchmark that was built cannot be held against a questionnaire; None where it can."""
    built = benchmark.built_from
    if built is None or built.questionnaire != questionnaire.id:
        return None
    if built.version.split(".")[0] == questionnaire.version.split(".")[0]:
        return None
    return msg(
        "These figures are about version {found} of the questionnaire, and the answers are to version {version}; they are not compared.",
        found=built.version,
        version=questionnaire.version,
    )


def places(result: Result, benchmark: Benchmark, questionnaire: Questionnaire) -> tuple[Place, ...]:
    """Return the place of every score; each in the narrowest group of which something is published."""
    if benchmark.built_from is None or benchmark.built_from.questionnaire != questionnaire.id or refused(benchmark, questionnaire):
        return ()
    by_key = {(figures.measure, figures.group): figures for figures in benchmark.figures}
    groups = [group for group in groups_of(result.assessment.organisation) if group in benchmark.groups]
    found = []
    for score in (*result.dimensions, result.overall):
        passed: list[str] = []
        chosen: Figures | None = None
        for group in groups:
            figures = by_key.get((score.id, group))
            if figures is not None and figures.mean is not None:
                chosen = figures
                break
            passed.append(group)
        found.append(_place(score, chosen, tuple(passed)))
    return tuple(found)


def _place(score: CombinedScore, figures: Figures | None, passed: tuple[str, ...]) -> Place:
    value, level = score.score.value, score.score.level
    if figures is None or value is None or figures.n is None:
        return Place(score=score, figures=figures, passed=passed)
    below: int | None = None
    exact = True
    percentile = None
    if figures.distribution and level is not None:
        under = [share for each, share in figures.distribution.items() if each < level]
        below, exact = sum(_least(share, figures.n) for share in under), all(share.bound is None for share in under)
        if figures.n >= _MANY and exact and figures.distribution.get(level) and figures.distribution[level].bound is None:
            percentile = mid_rank(below, _least(figures.distribution[level], figures.n), figures.n)
    quarter = None
    if {25, 50, 75} <= set(figures.quantiles):
        quarter = 1 + sum(half_up(value) > figures.quantiles[share] for share in (25, 50, 75))
    return Place(score=score, figures=figures, passed=passed, below=below, exact=exact, percentile=percentile, quarter=quarter)


def _least(share: Share, of: int) -> int:
    """Return how many a share is at the least: of what is shown as under, there may be none."""
    if share.bound is Bound.UNDER:
        return 0
    return round(share.value * of)
