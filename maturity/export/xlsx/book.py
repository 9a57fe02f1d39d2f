"""What one workbook is about: one organisation, the latest period of each questionnaire, and the period before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from maturity.errors import UsageError
from maturity.export.xlsx.report import Report
from maturity.model.result import MadeBy
from maturity.text import catalogue, clean_line, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maturity.model.benchmark import Benchmark
    from maturity.model.questionnaire import Questionnaire
    from maturity.model.result import Result
    from maturity.text import Catalogue


@dataclass(frozen=True)
class Book:
    """The results of one workbook, in the reader's language.

    Attributes:
        reports: The latest period of each questionnaire, in the order they came; at least one.
        benchmarks: Those with figures for one of the questionnaires.
        left_out: Periods before the last two, which the workbook does not show.
    """

    reports: tuple[Report, ...]
    t: Catalogue
    benchmarks: tuple[Benchmark, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def single(self) -> Report | None:
        """The only questionnaire; None where there are several."""
        return self.reports[0] if len(self.reports) == 1 else None

    @cached_property
    def organisation(self) -> str:
        """The organisation's name on one line."""
        return self.reports[0].organisation

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The latest periods, each once."""
        return tuple(dict.fromkeys(sorted(report.period for report in self.reports)))

    @cached_property
    def earlier_periods(self) -> tuple[str, ...]:
        """The periods that stand beside the latest, each once."""
        return tuple(dict.fromkeys(sorted(report.earlier.period for report in self.reports if report.earlier)))

    @cached_property
    def title(self) -> str:
        """What the workbook is about, on one line."""
        return self.single.title if self.single else " · ".join((self.organisation, *self.periods))

    @cached_property
    def footer(self) -> tuple[str, str]:
        """Questionnaires, which may be cut, and versions and periods, which may not."""
        periods = ", ".join(self.periods)
        if self.single:
            return self.single.questionnaire_title, f" {self.single.questionnaire.version} · {periods}"
        return ", ".join(report.questionnaire_title for report in self.reports), f" · {periods}"

    @cached_property
    def sample_mark(self) -> str | None:
        """The words that say that something here is made up, None when nothing is."""
        return next((mark for report in self.reports for each in (report, report.earlier) if each and (mark := each.sample_mark)), None)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """What stands at the top of every sheet: that something is made up, and which questionnaires are drafts or withdrawn."""
        caveats = [self.with_questionnaire(report, report.caveat) for report in self.reports if report.caveat]
        return (*([self.sample_mark] if self.sample_mark else []), *caveats)

    @cached_property
    def last_answer(self) -> datetime | None:
        """The time of the last answer in UTC."""
        return max((report.last_answer for report in self.reports if report.last_answer), default=None)

    @cached_property
    def made_by(self) -> tuple[MadeBy, ...]:
        """Everything that took part: in the latest results, in the earlier ones, and in the comparison."""
        results = [each.result for report in self.reports for each in (report, report.earlier) if each]
        parts = [part for result in results for part in result.made_by]
        parts += [MadeBy(kind="benchmark", id=found.id, version=found.version, sha256=found.sha256) for found in self.benchmarks]
        kinds = list(dict.fromkeys(part.kind for part in parts))
        return tuple(sorted(dict.fromkeys(parts), key=lambda part: kinds.index(part.kind)))

    def with_questionnaire(self, report: Report, text: str) -> str:
        """Return a text with the questionnaire it is about, where there are several."""
        return text if self.single else f"{report.questionnaire_title}: {text}"


def book_of(results: Sequence[tuple[Questionnaire, Result]], language: str, benchmarks: Iterable[Benchmark] = ()) -> Book:
    """Return what a workbook of these results is about.

    Raises:
        UsageError: They are of several organisations, or there are two of one questionnaire and period.
    """
    if not results:
        raise UsageError(msg("There is nothing to write: no result was given."))
    _check(results)
    t = catalogue(language)
    series: dict[str, list[tuple[Questionnaire, Result]]] = {}
    for questionnaire, result in results:
        series.setdefault(questionnaire.id, []).append((questionnaire, result))
    reports, left_out = [], set()
    for several in series.values():
        *before, latest = sorted(several, key=lambda pair: pair[1].assessment.period)
        earlier = Report(*before[-1], t) if before else None
        reports.append(Report(*latest, t, earlier))
        left_out |= {clean_line(result.assessment.period) for _, result in before[:-1]}
    used = [found for found in benchmarks if any(report.has_figures(found) for report in reports)]
    return Book(tuple(reports), t, tuple(used), tuple(sorted(left_out)))


def _check(results: Sequence[tuple[Questionnaire, Result]]) -> None:
    organisations = {result.assessment.organisation.name.casefold(): result.assessment.organisation.name for _, result in results}
    if len(organisations) > 1:
        raise UsageError(
            msg("A workbook is about one organisation; these are about several: {names}.", names=", ".join(organisations.values())),
            msg("Write one workbook for each."),
        )
    found = sorted((questionnaire.id, result.assessment.period) for questionnaire, result in results)
    for one, other in pairwise(found):
        if one == other:
            raise UsageError(
                msg("There are two assessments of the questionnaire {id} in the period {period}.", id=one[0], period=one[1]),
                msg("Leave one of them out, or give the folder that holds the journals of both respondents."),
            )
