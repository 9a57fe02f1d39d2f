"""The interview as a state machine: which step is next, and what each answer changes.

Both ways of asking, prompts and plain lines, drive the same session. Every change goes to the journal before the session moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from maturity.assessment.answers import LONGEST_TEXT, answer_problem, answer_to_json
from maturity.assessment.journal import Journal
from maturity.assessment.record import apply, replay
from maturity.model.assessment import UNANSWERED, Answer, AnswerState
from maturity.model.questionnaire import AskIf, Question, Questionnaire
from maturity.scoring.asking import Askable
from maturity.text import clean, clean_line


class StepKind(Enum):
    """What the interview is doing."""

    QUESTION = "question"
    TARGET = "target"
    COMPARISON = "comparison"
    """The page before the comparison items, where the whole block can be skipped."""
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the interview: a question or comparison item, a target, or one of the two pages between.

    Attributes:
        id: The question, or the dimension of a target; empty for pages.
    """

    kind: StepKind
    id: str = ""


class Session:
    """One respondent's interview.

    Attributes:
        questionnaire: As it was when the assessment began.
        record: What has been answered.
        step: Where the interview stands.
    """

    def __init__(self, questionnaire: Questionnaire, journal: Journal, askable: Askable | None = None) -> None:
        self.questionnaire = questionnaire
        self._journal = journal
        self._askable = askable or Askable(questionnaire)
        self.record = replay(journal.events)
        self._way = all_steps(questionnaire)
        self._look()
        self.step = next((step for step in self.steps if not self.is_done(step)), self._way[-1])
        self._return_to_review = False

    @property
    def role(self) -> str:
        """The respondent's role."""
        return self._journal.header.role

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps there are, given what has been answered so far."""
        return tuple(step for step in self._way if self._is_there(step))

    @property
    def question(self) -> Question:
        """The question of the current step."""
        return self.questionnaire.by_id[self.step.id]

    def _look(self) -> None:
        """Work out anew which questions are asked, after a change."""
        kind = self.record.facts.get("kind")
        self.states = self._askable.states(self.record.answers, self.role, kind if isinstance(kind, str) else None)

    def _is_asked(self, question: Question) -> bool:
        return self.states[question.id] not in (AnswerState.HIDDEN, AnswerState.OUT_OF_SCOPE)

    def _is_there(self, step: Step) -> bool:
        match step.kind:
            case StepKind.QUESTION:
                return self._is_asked(self.questionnaire.by_id[step.id])
            case StepKind.TARGET:
                dimension = self.questionnaire.dimension(step.id)
                return dimension is not None and any(self._is_asked(question) for question in dimension.questions)
            case StepKind.COMPARISON:
                return any(self._is_asked(item) for item in self.questionnaire.comparison_items)
            case StepKind.REVIEW:
                return True

    def is_done(self, step: Step) -> bool:
        """Whether the respondent has dealt with a step, be it by skipping it."""
        match step.kind:
            case StepKind.QUESTION:
                return step.id in self.record.answers and self.record.answers[step.id] != UNANSWERED
            case StepKind.TARGET:
                return step.id in self.record.targets
            case StepKind.COMPARISON:
                return any(item.id in self.record.answers for item in self.questionnaire.comparison_items)
            case StepKind.REVIEW:
                return False

    @property
    def scored_steps(self) -> tuple[Step, ...]:
        """The steps that count as progress: the scored questions that are asked, or may still be, so that the number never grows."""
        scored = [step for step in self._way if step.kind is StepKind.QUESTION and step.id in self.questionnaire.dimension_of]
        return tuple(step for step in scored if self._is_there(step) or self._may_open(self.questionnaire.by_id[step.id]))

    def _may_open(self, question: Question) -> bool:
        if self.states[question.id] is not AnswerState.HIDDEN or question.ask_if is None:
            return False
        parents = [self.questionnaire.by_id[name] for name in parents_of(question.ask_if)]
        return any((self._is_asked(parent) and parent.id not in self.record.answers) or self._may_open(parent) for parent in parents)

    @property
    def open_questions(self) -> tuple[Step, ...]:
        """Scored questions that still count as not answered: untouched, skipped or not known."""
        settled = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)
        asked = (step for step in self.scored_steps if self._is_there(step))
        return tuple(step for step in asked if self.record.answers.get(step.id, UNANSWERED).state not in settled)

    # Changes

    def answer(self, value: int) -> None:
        """Answer the current question with the option `value`, or with a number.

        Raises:
            ValueError: The question has no such option, or does not take this number.
        """
        self._set_checked(Answer(state=AnswerState.ANSWERED, value=value))

    def choose(self, values: Iterable[int]) -> None:
        """Answer the current multiple choice.

        Raises:
            ValueError: No option, an unknown one, or one that stands alone together with another.
        """
        self._set_checked(Answer(state=AnswerState.ANSWERED, choices=tuple(sorted(set(values)))))

    def write(self, text: str) -> None:
        """Answer the current question in words.

        Raises:
            ValueError: There are none, or the question does not ask for words.
        """
        self._set_checked(Answer(state=AnswerState.ANSWERED, text=clean(text, limit=LONGEST_TEXT).strip()))

    def skip(self) -> None:
        """Leave the current question for later."""
        if self.record.answers.get(self.step.id, UNANSWERED) == UNANSWERED:
            self._set_answer(Answer(state=AnswerState.SKIPPED))
        else:
            self.forward()

    def dont_know(self) -> None:
        """Say that nobody here knows the answer to the current question."""
        self._set_answer(Answer(state=AnswerState.DONT_KNOW))

    def not_applicable(self, reason: str) -> None:
        """Set the current question aside.

        Raises:
            ValueError: There is no reason, or the question always applies.
        """
        reason = clean(reason, limit=LONGEST_TEXT).strip()
        if not reason or self.question.not_applicable is None:
            raise ValueError(reason)
        self._set_answer(Answer(state=AnswerState.NOT_APPLICABLE, reason=reason))

    def comment(self, text: str) -> None:
        """Replace the comment to the current question; an empty text removes it."""
        self._set_text("comment", self.record.comments, text)

    def evidence(self, text: str) -> None:
        """Replace the evidence for the current question; an empty text removes it."""
        self._set_text("evidence", self.record.evidence, text)

    def target(self, level: int | None) -> None:
        """Set the level to reach in the current dimension; None sets no target.

        Raises:
            ValueError: The questionnaire has no such level.
        """
        if level is not None and level not in {known.value for known in self.questionnaire.levels}:
            raise ValueError(level)
        dimension = self.step.id
        old = self.record.targets.get(dimension)
        if dimension not in self.record.targets or level != old:
            self._happen("target", dimension, old, level)
        self.forward()

    def fact(self, name: str, value: str | int | None) -> None:
        """Tell a fact about the organisation, or correct it."""
        new = clean_line(value, limit=LONGEST_TEXT) if isinstance(value, str) else value
        old = self.record.facts.get(name)
        if old != new:
            self._happen("fact", name, old, new)

    def skip_comparison(self) -> None:
        """Skip every comparison item that has no answer."""
        for item in self.questionnaire.comparison_items:
            if item.id not in self.record.answers and self._is_asked(item):
                self._happen("answer", item.id, None, answer_to_json(Answer(state=AnswerState.SKIPPED)))
        self.step = self._way[-1]

    def finish(self) -> None:
        """Say that the answers are complete."""
        if not self.record.finished:
            self._happen("finished", None, None, None)

    def reopen(self, reason: str) -> None:
        """Open finished answers again; nothing happens to answers that are open.

        Raises:
            ValueError: There is no reason.
        """
        reason = clean_line(reason, limit=LONGEST_TEXT)
        if not reason:
            raise ValueError(reason)
        if self.record.finished:
            self._happen("reopened", None, None, reason)

    # Moving

    def forward(self) -> None:
        """Go to the next step, or back to the review when the respondent came from there."""
        place = self._way.index(self.step)
        following = (step for step in self._way[place + 1 :] if self._is_there(step))
        self.step = self._way[-1] if self._return_to_review else next(following, self._way[-1])
        self._return_to_review = False

    def back(self) -> bool:
        """Go one step back; False on the first."""
        self._return_to_review = False
        before = [step for step in self._way[: self._way.index(self.step)] if self._is_there(step)]
        if not before:
            return False
        self.step = before[-1]
        return True

    def jump(self, step: Step) -> None:
        """Go to a step from the review; answering it leads back there, by way of what the answer opens.

        Raises:
            ValueError: The step is not there.
        """
        if not self._is_there(step):
            raise ValueError(step)
        self._return_to_review = True
        self.step = step

    def _set_checked(self, answer: Answer) -> None:
        if answer_problem(self.question, answer):
            raise ValueError(answer)
        self._set_answer(answer)

    def _set_answer(self, answer: Answer) -> None:
        name = self.step.id
        old = self.record.answers.get(name, UNANSWERED)
        if old != answer:
            self._happen("answer", name, answer_to_json(old), answer_to_json(answer))
        self.forward()

    def _set_text(self, what: str, texts: Mapping[str, str], text: str) -> None:
        new = clean(text, limit=LONGEST_TEXT).strip() or None
        old = texts.get(self.step.id)
        if new != old:
            self._happen(what, self.step.id, old, new)

    def _happen(self, what: str, name: str | None, old: Any, new: Any) -> None:
        if self.record.finished and what not in ("fact", "reopened"):
            # Finished answers are what somebody may already have relied on; changing them takes a reason.
            raise ValueError(what)
        apply(self.record, self._journal.append(what, name, old, new))
        self._look()


def all_steps(questionnaire: Questionnaire) -> tuple[Step, ...]:
    """Return every step an interview can have: each dimension's questions and its target, the comparison items, the review."""
    found: list[Step] = []
    for dimension in questionnaire.dimensions:
        found += [Step(StepKind.QUESTION, question.id) for question in dimension.questions]
        if questionnaire.levels:
            found.append(Step(StepKind.TARGET, dimension.id))
    if questionnaire.comparison_items:
        found += [Step(StepKind.COMPARISON), *(Step(StepKind.QUESTION, item.id) for item in questionnaire.comparison_items)]
    return (*found, Step(StepKind.REVIEW))


def parents_of(condition: AskIf) -> Iterator[str]:
    """Yield the questions that a condition looks at."""
    if condition.question is not None:
        yield condition.question
    for part in condition.conditions:
        yield from parents_of(part)
