"""Which questions are put to somebody, given what has been answered so far; the same conditions as in the score."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from maturity.model.assessment import UNANSWERED, Answer, AnswerState
from maturity.model.questionnaire import Question, Questionnaire
from maturity.scoring.evaluate import Outcome, State, evaluate
from maturity.scoring.items import Asking, fact_values
from maturity.scoring.plan import Condition
from maturity.scoring.schedule import Schedule, schedule

_EXCLUDED = (AnswerState.NOT_APPLICABLE, AnswerState.HIDDEN, AnswerState.OUT_OF_SCOPE)


def input_value(question: Question, answer: Answer) -> int | State:
    """Return what a plan sees of one answer: a number, missing or excluded."""
    if answer.state is AnswerState.ANSWERED:
        if question.type == "multiple-choice":
            return sum(int(option.score) for option in question.options if option.value in answer.choices)
        if answer.value is not None:
            return answer.value
    return State.EXCLUDED if answer.state in _EXCLUDED else State.MISSING


class Askable:
    """Says of each question whether it is asked, for one questionnaire.

    Attributes:
        questionnaire: The questionnaire.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    @cached_property
    def schedule(self) -> Schedule:
        """The conditions, under the names of `outcomes`."""
        asking = Asking(self.questionnaire)
        roots: dict[str, Condition] = {}
        for name in self.questionnaire.by_id:
            for prefix, condition in (("scope", asking.scope[name]), ("asked", asking.asked[name])):
                if condition is not None:
                    roots[f"{prefix}:{name}"] = condition
        return schedule(roots)

    def outcomes(self, answers: Mapping[str, Answer], role: str, kind: str | None) -> Mapping[str, Outcome]:
        """Return the outcome of every condition, under ``scope:<question>`` and ``asked:<question>``; what is always asked has none."""
        known = self.questionnaire.by_id
        inputs: dict[str, int | State] = {name: input_value(known[name], answer) for name, answer in answers.items() if name in known}
        inputs.update(fact_values(self.questionnaire, kind, role))
        found = evaluate(self.schedule, inputs)
        return {name: found[place] for name, place in self.schedule.roots.items()}

    def states(self, answers: Mapping[str, Answer], role: str, kind: str | None) -> Mapping[str, AnswerState]:
        """Return the state of every question: the answer's own, hidden, or out of scope."""
        outcomes = self.outcomes(answers, role, kind)
        states = {}
        for name in self.questionnaire.by_id:
            scope, asked = outcomes.get(f"scope:{name}"), outcomes.get(f"asked:{name}")
            if scope is not None and not scope.proven:
                states[name] = AnswerState.OUT_OF_SCOPE
            elif asked is not None and not asked.proven:
                states[name] = AnswerState.HIDDEN
            else:
                states[name] = answers.get(name, UNANSWERED).state
        return states
