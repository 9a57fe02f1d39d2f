"""What one organisation answered in one period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from maturity.model.organisation import Organisation


class AnswerState(StrEnum):
    """The states of an answer: never merged, never read as zero."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    SKIPPED = "skipped"
    DONT_KNOW = "dont-know"
    NOT_APPLICABLE = "not-applicable"
    HIDDEN = "hidden"
    OUT_OF_SCOPE = "out-of-scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said to one question.

    Attributes:
        state: Which kind of answer it is.
        value: The option's value, or the number, when answered; None for the other states and kinds of question.
        choices: The options of a multiple choice, ascending.
        text: Of a text question.
        reason: Why it is not applicable, else None.
    """

    state: AnswerState
    value: int | None = None
    choices: tuple[int, ...] = ()
    text: str | None = None
    reason: str | None = None


UNANSWERED = Answer(state=AnswerState.UNANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireRef:
    """Which questionnaire, exactly: the sha256 is that of its stored copy."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One respondent's answers.

    Attributes:
        role: Role id.
        number: 1, 2, … within the role; never a name.
        answers: By question or comparison item; what is not there is unanswered.
        comments: Free text by question.
        evidence: Free text by question: where it can be seen.
        targets: Level to reach, by dimension.
        finished: Whether the respondent has said it is complete.
        started: Time of the first answer, ISO 8601 UTC, None before it.
        last_answer: Time of the last change, ISO 8601 UTC, None before the first.
    """

    role: str
    number: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)
    finished: bool = False
    started: str | None = None
    last_answer: str | None = None

    @property
    def name(self) -> str:
        """``role-number``, the name of the journal."""
        return f"{self.role}-{self.number}"

    def answer(self, question_id: str) -> Answer:
        """Return the answer to a question, `UNANSWERED` where there is none."""
        return self.answers.get(question_id, UNANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One organisation's answers to one questionnaire for one period.

    Attributes:
        sample: Whether it is made up, to show the toolkit.
        responses: One per respondent, roles in the questionnaire's order, then by number.
    """

    organisation: Organisation
    period: str
    questionnaire: QuestionnaireRef
    responses: tuple[Response, ...]
    sample: bool = False
