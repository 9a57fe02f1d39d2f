"""What scoring found, with the answers it was found from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from maturity.model.assessment import AnswerState, Assessment, Response
from maturity.model.questionnaire import Reason

OVERALL = "overall"
"""The id under which the score over all dimensions stands beside the dimensions; no dimension may have it."""


class ScoreStatus(StrEnum):
    """Whether there is a score, and if not, why."""

    SCORED = "scored"
    NOT_ENOUGH_ANSWERS = "not-enough-answers"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One score, or the reason that there is none.

    Attributes:
        value: The exact score in the questionnaire's own points; None unless the status is scored.
        level: The maturity level reached (never rounded up), None without a score or below the first level.
        answered: Scored, applicable items that have an answer.
        applicable: Scored items that apply. For the overall score both count questions, not dimensions.
        target: Level aimed for; a mean where respondents named several; None where nobody did.
        caps: Reasons of the caps that held the score down.
    """

    status: ScoreStatus
    value: Fraction | None
    level: int | None
    answered: int
    applicable: int
    target: Fraction | None = None
    caps: tuple[Reason, ...] = ()

    @property
    def completeness(self) -> Fraction | None:
        """Share of the applicable scored questions that are answered, 0 to 1; None when none applies."""
        return Fraction(self.answered, self.applicable) if self.applicable else None

    @property
    def gap(self) -> Fraction | None:
        """Target minus score; negative when the target is passed; None without both."""
        return None if self.target is None or self.value is None else self.target - self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class CombinedScore:
    """The score of a dimension (or overall) over all respondents.

    Attributes:
        id: Dimension id, or ``overall``.
        score: The mean of the roles.
        roles: The mean of the respondents in each role, roles in the questionnaire's order.
        spread: Highest role minus lowest role; None with fewer than two scored roles.
    """

    id: str
    score: Score
    roles: Mapping[str, Score]
    spread: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentScores:
    """One respondent and what the answers gave.

    Attributes:
        scores: By dimension id and ``overall``.
        states: Of every question and comparison item: the answer's own state, hidden, or out of scope.
    """

    response: Response
    scores: Mapping[str, Score]
    states: Mapping[str, AnswerState]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """One part that took part in making a result."""

    kind: str
    id: str
    version: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The scores of one assessment and everything needed to recompute them.

    Attributes:
        assessment: The answers.
        dimensions: One combined score per dimension, in the questionnaire's order.
        overall: Over all dimensions.
        respondents: Scores of each respondent.
        made_by: Tool, questionnaire, rules (and plugins, benchmarks) with versions.
        last_answer: Time of the last answer of all, the only time in a result.
    """

    assessment: Assessment
    dimensions: tuple[CombinedScore, ...]
    overall: CombinedScore
    respondents: tuple[RespondentScores, ...]
    made_by: tuple[MadeBy, ...] = field(default=())
    last_answer: str | None = None
