"""How each kind of question is answered: what is asked for, what can be typed, and what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from maturity.assessment.answers import answer_problem
from maturity.model.assessment import Answer, AnswerState
from maturity.model.questionnaire import Question
from maturity.text import Catalogue, Message, msg
from maturity.ui.commands import Command, parse, spelling

Content = int | tuple[int, ...] | str


@dataclass(frozen=True, slots=True)
class Reply:
    """How one question is answered.

    Attributes:
        prompt: What is asked for.
        correction: What is said to something else.
        steps: What the arrow keys offer.
    """

    question: Question
    prompt: Message
    correction: Message
    language: str
    steps: Sequence[str] = ()

    def standing(self, answer: Answer) -> str:
        """Return an earlier answer as it would be typed."""
        if answer.state is not AnswerState.ANSWERED:
            return ""
        if answer.text is not None:
            return answer.text
        return " ".join(map(str, answer.choices)) if answer.choices else str(answer.value)

    def read(self, typed: str) -> Content | None:
        """Return the answer that was typed, None when it is none."""
        content: Content
        if self.question.type == "text":
            content = typed
            answer = Answer(state=AnswerState.ANSWERED, text=typed)
            if len(typed) == 1 and not typed.isdecimal():
                return None
        elif self.question.type == "multiple-choice":
            parts = re.split(r"[\s,;]+", typed.strip())
            if not all(re.fullmatch(r"-?[0-9]{1,9}", part) for part in parts):
                return None
            content = tuple(sorted({int(part) for part in parts}))
            answer = Answer(state=AnswerState.ANSWERED, choices=content)
        else:
            # A number may be typed as people write it: 12 400.
            plain = re.sub(r"[\s\u00a0]", "", typed) if self.question.range else self._spelled(typed)
            if not re.fullmatch(r"-?[0-9]{1,9}", plain):
                return None
            content = int(plain)
            answer = Answer(state=AnswerState.ANSWERED, value=content)
        return None if answer_problem(self.question, answer) else content

    def _spelled(self, typed: str) -> str:
        """Return the number of a yes or a no that was written out."""
        if self.question.type == "yes-no":
            for option in self.question.options:
                if typed.strip().casefold() == option.text[self.language].casefold():
                    return str(option.value)
        return typed

    def command(self, typed: str, commands: tuple[Command, ...], t: Catalogue) -> tuple[Command, str] | None:
        """Return the command that was typed; in an answer of words only a letter alone is one."""
        if self.question.type == "text":
            commands = tuple(command for command in commands if typed.strip().lower() == spelling(command, t)[0])
        return parse(typed, commands, t)


def reply_for(question: Question, language: str) -> Reply:
    """Return how a question is answered.

    Args:
        language: The language that the questionnaire's texts are shown in.
    """
    if question.type == "text":
        return Reply(question, msg("Answer in words (or a letter)"), msg("Write something, or type one of the letters above."), language)
    if question.range is not None:
        low, high = question.range.low, question.range.high
        unit = question.range.unit[language] if question.range.unit else ""
        prompt = msg("Number, {unit} ({low}–{high} or a letter)", unit=unit, low=low, high=high)
        if not unit:
            prompt = msg("Number ({low}–{high} or a letter)", low=low, high=high)
        return Reply(question, prompt, _correction(low, high), language)
    values = [option.value for option in question.options]
    if question.type == "multiple-choice":
        alone = [option.value for option in question.options if option.exclusive]
        correction = msg(
            "Type one or more of the numbers with a space between, such as {example}, or one of the letters above.",
            example=f"{values[0]} {values[-1]}",
        )
        if alone:
            correction = msg(
                "Type one or more of the numbers with a space between, or {alone} alone, or one of the letters above.", alone=alone[0]
            )
        return Reply(question, msg("All that fit ({low}–{high}, or a letter)", low=values[0], high=values[-1]), correction, language)
    prompt = msg("Answer ({low}–{high} or a letter)", low=values[0], high=values[-1])
    return Reply(question, prompt, _correction(values[0], values[-1]), language, [str(value) for value in values])


def _correction(low: int, high: int) -> Message:
    return msg("Type a number from {low} to {high}, or one of the letters above.", low=low, high=high)


def answer_words(answer: Answer) -> str:
    """Return an answer as it is shown beside the question."""
    if answer.text is not None:
        return answer.text
    if answer.choices:
        return ", ".join(map(str, answer.choices))
    return str(answer.value)
