"""Two periods of one assessment beside each other, and where they cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from maturity.assessment.store import Stored
from maturity.errors import UsageError
from maturity.model.questionnaire import Dimension, Question, Questionnaire
from maturity.model.result import OVERALL, CombinedScore, Result, Score
from maturity.text import Message, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """One dimension (or overall) in two periods.

    Attributes:
        before: None where the earlier questionnaire has no such dimension.
        after: None where the later one has none.
        why_not: Why the two cannot be compared; None when they can.
    """

    id: str
    before: Score | None
    after: Score | None
    why_not: Message | None = None

    @property
    def difference(self) -> Fraction | None:
        """After minus before; None without two scores that can be compared."""
        if self.why_not or self.before is None or self.after is None or self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodComparison:
    """Two periods.

    Attributes:
        notes: What a reader must know before relying on a difference.
    """

    before: str
    after: str
    changes: tuple[ScoreChange, ...]
    notes: tuple[Message, ...]


def compare_periods(earlier: tuple[Questionnaire, Result], later: tuple[Questionnaire, Result]) -> PeriodComparison:
    """Compare the scores of two periods.

    Raises:
        UsageError: They are not of the same organisation and questionnaire, or of the same period.
    """
    (old, before), (new, after) = earlier, later
    if old.id != new.id or before.assessment.organisation.name.casefold() != after.assessment.organisation.name.casefold():
        raise UsageError(
            msg("Two periods are compared for one organisation and one questionnaire."),
            msg("Found {one} and {other}.", one=_named(old, before), other=_named(new, after)),
        )
    if before.assessment.period == after.assessment.period:
        raise UsageError(msg("Both assessments are of the period {period}.", period=after.assessment.period))
    scores_before, scores_after = _by_id(before), _by_id(after)
    names = list(dict.fromkeys((*scores_after, *scores_before)))
    names.sort(key=lambda name: name == OVERALL)
    return PeriodComparison(
        before=before.assessment.period,
        after=after.assessment.period,
        changes=tuple(
            ScoreChange(
                id=name,
                before=scores_before[name].score if name in scores_before else None,
                after=scores_after[name].score if name in scores_after else None,
                why_not=why_not_comparable(old, new, name),
            )
            for name in names
        ),
        notes=tuple(_notes(before, after)),
    )


def why_not_comparable(old: Questionnaire, new: Questionnaire, name: str) -> Message | None:
    """Return why a score of two versions of a questionnaire cannot be compared; None when it can."""
    if _major(old) != _major(new):
        return msg("not comparable: version {old} became version {new}", old=old.version, new=new.version)
    if name == OVERALL:
        if old.overall != new.overall or [(one.id, one.weight) for one in old.dimensions] != [
            (one.id, one.weight) for one in new.dimensions
        ]:
            return msg("not comparable: the overall score is made in another way")
        reasons = (why_not_comparable(old, new, dimension.id) for dimension in new.dimensions)
        return msg("not comparable: a dimension in it has changed") if any(reasons) else None
    first, second = old.dimension(name), new.dimension(name)
    if first is None or second is None:
        return msg("not comparable: only one of the versions has this dimension")
    return _dimension_changed(first, second)


def same_question(first: Question, second: Question) -> bool:
    """Whether an answer means the same to both; wording may differ within a major version, by the rules for versions."""
    return (
        first.id == second.id
        and first.type == second.type
        and first.reversed == second.reversed
        and [(option.value, option.score) for option in first.options] == [(option.value, option.score) for option in second.options]
    )


def _dimension_changed(first: Dimension, second: Dimension) -> Message | None:
    if first.scoring != second.scoring:
        return msg("not comparable: scored in another way")
    counted = [(question.id, question.weight, question.key, question.roles) for question in first.questions]
    if counted != [(question.id, question.weight, question.key, question.roles) for question in second.questions]:
        return msg("not comparable: other questions")
    if not all(same_question(one, other) for one, other in zip(first.questions, second.questions, strict=True)):
        return msg("not comparable: a question has changed")
    return None


def _notes(before: Result, after: Result) -> Iterator[Message]:
    first, second = ({response.role for response in result.assessment.responses} for result in (before, after))
    if first != second:
        yield msg("Other roles answered in the two periods, which alone can move a score.")


def _by_id(result: Result) -> dict[str, CombinedScore]:
    return {combined.id: combined for combined in (*result.dimensions, result.overall)}


def _major(questionnaire: Questionnaire) -> str:
    return questionnaire.version.split(".")[0]


def _named(questionnaire: Questionnaire, result: Result) -> str:
    return f"{result.assessment.organisation.name}, {questionnaire.id} {result.assessment.period}"


def pairs_of_periods(found: Sequence[Stored]) -> list[tuple[Stored, Stored]]:
    """Return each assessment with the next one of the same organisation and questionnaire, in the order of their periods."""
    series: dict[tuple[str, str], list[Stored]] = {}
    for stored in found:
        key = (stored.assessment.organisation.name.casefold(), stored.assessment.questionnaire.id)
        series.setdefault(key, []).append(stored)
    ordered = (sorted(several, key=lambda stored: stored.assessment.period) for several in series.values())
    return [pair for several in ordered for pair in pairwise(several) if pair[0].assessment.period != pair[1].assessment.period]
