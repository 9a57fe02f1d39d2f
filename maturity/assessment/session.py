"""The interview as a state machine: which step is next, and what each answer changes.

Both ways of asking, prompts and plain lines, drive the same session. Every change goes to the journal before the session moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from maturity.assessment.journal import Event, Journal
from maturity.model.assessment import UNANSWERED, Answer, AnswerState, Response
from maturity.model.questionnaire import Question, Questionnaire
from maturity.text import clean, clean_line

#: Longest free text kept; more is a document, not a comment.
LONGEST_TEXT = 4_000


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


@dataclass(slots=True)
class Record:
    """What a journal's events add up to."""

    answers: dict[str, Answer]
    comments: dict[str, str]
    evidence: dict[str, str]
    targets: dict[str, int | None]
    facts: dict[str, Any]
    finished: bool = False
    started: str | None = None
    last_answer: str | None = None

    def response(self, role: str, number: int) -> Response:
        """Return the record as it is given to scoring."""
        return Response(
            role=role,
            number=number,
            answers=dict(self.answers),
            comments=dict(self.comments),
            evidence=dict(self.evidence),
            targets={dimension: level for dimension, level in self.targets.items() if level is not None},
            finished=self.finished,
            started=self.started,
            last_answer=self.last_answer,
        )


def replay(events: Iterable[Event]) -> Record:
    """Add up the events of a journal."""
    record = Record({}, {}, {}, {}, {})
    for event in events:
        apply(record, event)
    return record


def apply(record: Record, event: Event) -> None:
    """Let one event happen to `record`."""
    name = event.id or ""
    match event.what:
        case "answer":
            record.answers[name] = answer_from_json(event.new)
        case "comment" | "evidence":
            texts = record.comments if event.what == "comment" else record.evidence
            if isinstance(event.new, str):
                texts[name] = clean(event.new)
            else:
                texts.pop(name, None)
        case "target":
            record.targets[name] = event.new if isinstance(event.new, int) else None
        case "fact":
            record.facts[name] = clean_line(event.new) if isinstance(event.new, str) else event.new
        case "finished" | "reopened":
            record.finished = event.what == "finished"
    if event.what in ("answer", "comment", "evidence", "target"):
        record.started = record.started or event.time
        record.last_answer = event.time


def answer_to_json(answer: Answer) -> dict[str, Any] | None:
    """Return an answer as journals and results hold it; None for an unanswered question."""
    if answer.state is AnswerState.UNANSWERED:
        return None
    found: dict[str, Any] = {"state": answer.state.value}
    if answer.value is not None:
        found["value"] = answer.value
    if answer.reason is not None:
        found["reason"] = answer.reason
    return found


def answer_from_json(data: Any) -> Answer:
    """Return the answer that `answer_to_json` wrote; `UNANSWERED` for anything that is none."""
    match data:
        case {"state": "answered", "value": int(value)}:
            return Answer(state=AnswerState.ANSWERED, value=value)
        case {"state": "not-applicable"}:
            reason = data.get("reason")
            return Answer(state=AnswerState.NOT_APPLICABLE, reason=clean(reason) if isinstance(reason, str) else None)
        case {"state": "skipped" | "dont-know" as state}:
            return Answer(state=AnswerState(state))
    return UNANSWERED


class Session:
    """One respondent's interview.

    Attributes:
        questionnaire: As it was when the assessment began.
        record: What has been answered.
        index: Where in `steps` the interview stands.
    """

    def __init__(self, questionnaire: Questionnaire, journal: Journal) -> None:
        self.questionnaire = questionnaire
        self._journal = journal
        self.record = replay(journal.events)
        self.steps = steps(questionnaire, journal.header.role)
        self.index = next((index for index, step in enumerate(self.steps) if not self.is_done(step)), len(self.steps) - 1)
        self._return_to_review = False

    @property
    def step(self) -> Step:
        """The current step."""
        return self.steps[self.index]

    @property
    def question(self) -> Question:
        """The question of the current step."""
        return self.questionnaire.by_id[self.step.id]

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
        """The steps that count as progress: the scored questions put to this role."""
        scored = self.questionnaire.dimension_of
        return tuple(step for step in self.steps if step.kind is StepKind.QUESTION and step.id in scored)

    @property
    def open_questions(self) -> tuple[Step, ...]:
        """Scored questions that still count as not answered: untouched, skipped or not known."""
        settled = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)
        return tuple(step for step in self.scored_steps if self.record.answers.get(step.id, UNANSWERED).state not in settled)

    # Changes

    def answer(self, value: int) -> None:
        """Answer the current question with the option `value`.

        Raises:
            ValueError: The question has no such option.
        """
        if self.question.option(value) is None:
            raise ValueError(value)
        self._set_answer(Answer(state=AnswerState.ANSWERED, value=value))

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
        self._happen("target", dimension, self.record.targets.get(dimension), level)
        self.forward()

    def fact(self, name: str, value: str | int | None) -> None:
        """Tell a fact about the organisation, or correct it."""
        old = self.record.facts.get(name)
        if old != value:
            self._happen("fact", name, old, value)

    def skip_comparison(self) -> None:
        """Skip every comparison item that has no answer."""
        for item in self.questionnaire.comparison_items:
            if item.id not in self.record.answers and Step(StepKind.QUESTION, item.id) in self.steps:
                self._happen("answer", item.id, None, answer_to_json(Answer(state=AnswerState.SKIPPED)))
        self.index = len(self.steps) - 1

    def finish(self) -> None:
        """Say that the answers are complete."""
        if not self.record.finished:
            self._happen("finished", None, None, None)

    def reopen(self, reason: str) -> None:
        """Open finished answers again.

        Raises:
            ValueError: There is no reason.
        """
        reason = clean_line(reason, limit=LONGEST_TEXT)
        if not reason:
            raise ValueError(reason)
        self._happen("reopened", None, None, reason)

    # Moving

    def forward(self) -> None:
        """Go to the next step, or back to the review when the respondent came from there."""
        last = len(self.steps) - 1
        self.index = last if self._return_to_review else min(self.index + 1, last)
        self._return_to_review = False

    def back(self) -> bool:
        """Go one step back; False on the first."""
        self._return_to_review = False
        if self.index == 0:
            return False
        self.index -= 1
        return True

    def jump(self, step: Step) -> None:
        """Go to a step from the review; answering it leads back there."""
        self._return_to_review = True
        self.index = self.steps.index(step)

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
        apply(self.record, self._journal.append(what, name, old, new))


def steps(questionnaire: Questionnaire, role: str) -> tuple[Step, ...]:
    """Return the steps of an interview with `role`: each dimension's questions and its target, the comparison items, the review."""
    found: list[Step] = []
    for dimension in questionnaire.dimensions:
        asked = [Step(StepKind.QUESTION, question.id) for question in dimension.questions if is_asked(question, role)]
        found += asked
        if asked and questionnaire.levels:
            found.append(Step(StepKind.TARGET, dimension.id))
    items = [Step(StepKind.QUESTION, item.id) for item in questionnaire.comparison_items if is_asked(item, role)]
    if items:
        found += [Step(StepKind.COMPARISON), *items]
    return (*found, Step(StepKind.REVIEW))


def is_asked(question: Question, role: str) -> bool:
    """Whether the question is put to `role`."""
    return not question.roles or role in question.roles
