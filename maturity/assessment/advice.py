"""What stands out in a result, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from maturity.model.assessment import AnswerState
from maturity.model.questionnaire import Question, Questionnaire
from maturity.model.result import CombinedScore, Result, ScoreStatus
from maturity.scoring.score import mean


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One improvement.

    Attributes:
        dimension: Id of the dimension it belongs to.
        question: Id of the question whose answer calls for it.
        from_value: The answer it starts from; the advice is ``question.improvement[from_value]``.
    """

    dimension: str
    question: str
    from_value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A question that respondents see differently.

    Attributes:
        low: The lowest answer that somebody gave.
        high: The highest.
    """

    question: str
    low: int
    high: int


def disagreements(questionnaire: Questionnaire, result: Result, levels: int = 2) -> tuple[Disagreement, ...]:
    """Return the questions on which answers differ by so many levels or more, the widest first.

    Steps are counted on the question's own scale, so a scale of 0, 5, 10 has three steps, not eleven.
    """
    found: list[tuple[int, int, Disagreement]] = []
    for order, question in enumerate(questionnaire.questions):
        if not question.options or question.type == "multiple-choice":
            continue
        places = {option.value: place for place, option in enumerate(question.options)}
        said = [
            value
            for respondent in result.respondents
            if respondent.states.get(question.id) is AnswerState.ANSWERED
            and (value := respondent.response.answer(question.id).value) is not None
        ]
        if len(said) > 1 and (steps := places[max(said)] - places[min(said)]) >= levels:
            found.append((-steps, order, Disagreement(question=question.id, low=min(said), high=max(said))))
    return tuple(disagreement for *_, disagreement in sorted(found, key=lambda each: each[:2]))


def strongest(result: Result) -> tuple[CombinedScore, ...]:
    """Return the dimensions with the highest score; none when all scored ones are alike."""
    return _extreme(result, highest=True)


def weakest(result: Result) -> tuple[CombinedScore, ...]:
    """Return the dimensions with the lowest score; none when all scored ones are alike."""
    return _extreme(result, highest=False)


def _extreme(result: Result, *, highest: bool) -> tuple[CombinedScore, ...]:
    values = {dimension.id: dimension.score.value for dimension in result.dimensions if dimension.score.value is not None}
    if len(set(values.values())) < 2:
        return ()
    wanted = max(values.values()) if highest else min(values.values())
    return tuple(dimension for dimension in result.dimensions if values.get(dimension.id) == wanted)


def next_steps(questionnaire: Questionnaire, result: Result, limit: int | None = None) -> tuple[NextStep, ...]:
    """Return improvements, the most pressing first.

    Dimensions come by their distance to the target (to the highest level where no target is set); in each, the question with the
    lowest answers comes first. Every dimension has its turn before one comes again, so that three steps are not three times the same.
    """
    top = Fraction(max((level.value for level in questionnaire.levels), default=0))
    turns: list[tuple[int, Fraction, int, NextStep]] = []
    for order, combined in enumerate(result.dimensions):
        dimension = questionnaire.dimension(combined.id)
        if dimension is None or combined.score.status is ScoreStatus.NOT_ENOUGH_ANSWERS:
            continue
        goal = top if combined.score.target is None else combined.score.target
        # In a dimension that does not apply, a question that never counts may have been answered; it comes last.
        gap = Fraction(0) if combined.score.value is None else goal - combined.score.value
        found = [(answer, question) for question in dimension.questions if (answer := _typical_answer(result, question)) is not None]
        for turn, (answer, question) in enumerate(sorted(found, key=lambda pair: _favourable(pair[1], pair[0]))):
            turns.append((turn, -gap, order, NextStep(dimension=dimension.id, question=question.id, from_value=answer)))
    steps = [step for *_, step in sorted(turns, key=lambda turn: turn[:3])]
    return tuple(steps if limit is None else steps[:limit])


def _typical_answer(result: Result, question: Question) -> int | None:
    """Return the answer advice starts from: the mean of the roles, rounded to the less favourable option; None where it has no advice."""
    by_role: dict[str, list[Fraction]] = {}
    for respondent in result.respondents:
        value = respondent.response.answer(question.id).value
        # An answer to a question that another answer has closed since is kept, but says nothing now.
        if value is not None and respondent.states.get(question.id) is AnswerState.ANSWERED:
            by_role.setdefault(respondent.response.role, []).append(Fraction(value))
    if not by_role:
        return None
    typical = mean(mean(values) for values in by_role.values())
    values = [option.value for option in question.options]
    if question.reversed:
        start = min((value for value in values if value >= typical), default=None)
    else:
        start = max((value for value in values if value <= typical), default=None)
    return start if start in question.improvement else None


def _favourable(question: Question, value: int) -> Fraction:
    """Return how good an answer is, 0 worst to 1 best, whatever the question's scale."""
    low, high = question.options[0].value, question.options[-1].value
    share = Fraction(value - low, high - low)
    return 1 - share if question.reversed else share
