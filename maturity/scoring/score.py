"""Scores of one respondent: answers in, statuses and exact values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from maturity.errors import UsageError
from maturity.model.assessment import AnswerState, Response
from maturity.model.organisation import Kind
from maturity.model.questionnaire import Level, Question, Reason
from maturity.model.result import OVERALL, RespondentScores, Score, ScoreStatus
from maturity.questionnaire.values import choices, nearest
from maturity.scoring import numbers
from maturity.scoring.asking import input_value
from maturity.scoring.engine import Built
from maturity.scoring.evaluate import Outcome, State, evaluate
from maturity.scoring.items import fact_values
from maturity.scoring.plan import Cap
from maturity.scoring.schedule import own_steps
from maturity.text import clean_line, msg

_LEFT_OUT = (AnswerState.NOT_APPLICABLE, AnswerState.HIDDEN, AnswerState.OUT_OF_SCOPE)
_STATUS = {State.VALUE: ScoreStatus.SCORED, State.MISSING: ScoreStatus.NOT_ENOUGH_ANSWERS, State.EXCLUDED: ScoreStatus.NOT_APPLICABLE}


def score_response(built: Built, response: Response, kind: Kind | None) -> RespondentScores:
    """Return the scores of one respondent, and the state of every question.

    Args:
        built: The questionnaire with its plan.
        response: The answers.
        kind: Of the organisation; None when not told, and then what is meant for some kinds only is out of scope.
    """
    outcomes = trace(built, response, kind)
    questionnaire = built.questionnaire
    states = built.askable.states(response.answers, response.role, kind)
    scores: dict[str, Score] = {}
    for dimension in questionnaire.dimensions:
        counted = count(dimension.questions, states)
        target = response.targets.get(dimension.id)
        scores[dimension.id] = _score(built, outcomes, dimension.id, counted, None if target is None else Fraction(target))
    targets = [Fraction(response.targets[dimension.id]) for dimension in questionnaire.dimensions if dimension.id in response.targets]
    # A target for the whole follows only where every dimension has one.
    target_overall = mean(targets) if len(targets) == len(questionnaire.dimensions) else None
    scores[OVERALL] = _score(built, outcomes, OVERALL, count(questionnaire.questions, states), target_overall)
    return RespondentScores(response=response, scores=scores, states=states)


def trace(built: Built, response: Response, kind: Kind | None) -> tuple[Outcome, ...]:
    """Return the outcome of every step of the plan for one respondent."""
    questionnaire = built.questionnaire
    inputs: dict[str, int | State] = {
        question.id: input_value(question, response.answer(question.id)) for question in questionnaire.questions
    }
    inputs.update(fact_values(questionnaire, kind, response.role))
    return evaluate(built.schedule, inputs)


def count(questions: Iterable[Question], states: Mapping[str, AnswerState]) -> tuple[int, int]:
    """Return how many of the scored questions are answered and how many apply."""
    found = [states[question.id] for question in questions if question.is_scored]
    return found.count(AnswerState.ANSWERED), sum(state not in _LEFT_OUT for state in found)


def level_of(levels: Iterable[Level], value: Fraction) -> int | None:
    """Return the highest level that a score has reached, looking at six decimals; None below the first."""
    return numbers.level(value, (level.value for level in levels))


def mean(values: Iterable[Fraction]) -> Fraction:
    """Return the exact mean of at least one value."""
    found = list(values)
    return sum(found, Fraction(0)) / len(found)


def _score(built: Built, outcomes: tuple[Outcome, ...], root: str, counted: tuple[int, int], target: Fraction | None) -> Score:
    outcome = outcomes[built.schedule.roots[root]]
    return Score(
        status=_STATUS[outcome.state],
        value=outcome.value,
        level=None if outcome.value is None else level_of(built.questionnaire.levels, outcome.value),
        answered=counted[0],
        applicable=counted[1],
        target=target,
        caps=tuple(_caps(built, outcomes, root)),
    )


def _caps(built: Built, outcomes: tuple[Outcome, ...], root: str) -> Iterable[Reason]:
    for index in own_steps(built.schedule, root):
        node = built.schedule.steps[index].node
        if isinstance(node, Cap) and outcomes[index].capped:
            yield node.reason


def chosen_roots(built: Built, dimension: str | None) -> list[str]:
    """Return the scores to look at: one dimension or ``overall``, or all of them.

    Raises:
        UsageError: The questionnaire has no such dimension.
    """
    known = list(built.schedule.roots)
    if dimension is None:
        return known
    if dimension not in known:
        shown = clean_line(dimension, limit=80)
        message = msg("The questionnaire {questionnaire} has no dimension “{name}”.", questionnaire=built.questionnaire.id, name=shown)
        raise UsageError(message, nearest(shown, known) or msg("Known here: {names}.", names=choices(known)))
    return [dimension]
