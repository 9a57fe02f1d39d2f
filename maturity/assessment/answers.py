"""One answer: how files hold it, and whether it can stand."""

from __future__ import annotations

from typing import Any

from maturity.model.assessment import UNANSWERED, Answer, AnswerState
from maturity.model.questionnaire import Question
from maturity.questionnaire.values import choices
from maturity.text import Message, clean, msg

#: Longest free text kept; more is a document, not a comment.
LONGEST_TEXT = 4_000


def answer_to_json(answer: Answer) -> dict[str, Any] | None:
    """Return an answer as journals and results hold it; None for an unanswered question."""
    if answer.state is AnswerState.UNANSWERED:
        return None
    found: dict[str, Any] = {"state": answer.state.value}
    if answer.value is not None:
        found["value"] = answer.value
    if answer.choices:
        found["choices"] = list(answer.choices)
    if answer.text is not None:
        found["text"] = answer.text
    if answer.reason is not None:
        found["reason"] = answer.reason
    return found


def answer_from_json(data: Any) -> Answer:
    """Return the answer that `answer_to_json` wrote; `UNANSWERED` for anything that is none."""
    match data:
        case {"state": "answered", "value": int(value)} if type(value) is int:
            return Answer(state=AnswerState.ANSWERED, value=value)
        case {"state": "answered", "choices": [*choices]} if choices and all(type(choice) is int for choice in choices):
            return Answer(state=AnswerState.ANSWERED, choices=tuple(sorted(set(choices))))
        case {"state": "answered", "text": str(text)}:
            return Answer(state=AnswerState.ANSWERED, text=clean(text, limit=LONGEST_TEXT))
        case {"state": "not-applicable"}:
            reason = data.get("reason")
            return Answer(state=AnswerState.NOT_APPLICABLE, reason=clean(reason) if isinstance(reason, str) else None)
        case {"state": "skipped" | "dont-know" as state}:
            return Answer(state=AnswerState(state))
    return UNANSWERED


def answer_problem(question: Question, answer: Answer) -> Message | None:
    """Return what is wrong with an answer to a question, None when it can stand."""
    if answer.state is AnswerState.ANSWERED:
        return _content_problem(question, answer)
    if answer.value is not None or answer.choices or answer.text is not None:
        return msg("Only an answered question has a value.")
    if answer.state is AnswerState.NOT_APPLICABLE:
        if question.not_applicable is None:
            return msg("This question always applies.")
        if not answer.reason:
            return msg("Not applicable needs a reason.")
    return None


def _content_problem(question: Question, answer: Answer) -> Message | None:
    if question.type == "text":
        return None if answer.text else msg("An answered question needs a text.")
    known = [option.value for option in question.options]
    expected = msg("one of: {names}", names=choices([str(value) for value in known]))
    if question.type == "multiple-choice":
        if not answer.choices:
            return msg("An answered multiple choice needs at least one option.")
        for value in answer.choices:
            if value not in known:
                return msg("Found “{found}”; expected {expected}.", found=value, expected=expected)
        alone = [option for option in question.options if option.exclusive and option.value in answer.choices]
        return msg("The option {value} stands alone.", value=alone[0].value) if alone and len(answer.choices) > 1 else None
    if answer.value is None:
        return msg("An answered question needs a value.")
    if question.range is not None:
        if not question.range.low <= answer.value <= question.range.high:
            expected = msg("a whole number from {low} to {high}", low=question.range.low, high=question.range.high)
            return msg("Found “{found}”; expected {expected}.", found=answer.value, expected=expected)
        return None
    return None if answer.value in known else msg("Found “{found}”; expected {expected}.", found=answer.value, expected=expected)
