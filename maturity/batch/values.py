"""What a cell can say: an option's value or its words in any language, a number, several choices, or a state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from maturity.model.assessment import AnswerState
from maturity.model.questionnaire import Question
from maturity.questionnaire.values import choices
from maturity.text import LANGUAGES, Message, catalogue, clean_line, msg

_NUMBER = re.compile(r"(-?[0-9]{1,12})(?:[.,]0{1,9})?")
_SEVERAL = re.compile(r"\s*[;,|/ ]\s*")

_STATES: Mapping[AnswerState, tuple[Message, ...]] = {
    AnswerState.DONT_KNOW: (msg("don't know"),),
    AnswerState.SKIPPED: (msg("skipped"),),
    AnswerState.NOT_APPLICABLE: (msg("not applicable"),),
    AnswerState.UNANSWERED: (msg("not answered"),),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one text means as an answer.

    Attributes:
        state: Which kind of answer it is.
        value: What the plan counts with; None unless answered.
        choices: Of a multiple choice: the options that were chosen, ascending.
    """

    state: AnswerState
    value: int | None = None
    choices: tuple[int, ...] = ()


def plain(text: str) -> str:
    """Return a text as it is compared: without the differences that spreadsheets and people make."""
    return " ".join(clean_line(text, limit=2_000).replace("\u00a0", " ").replace("’", "'").casefold().split()).rstrip(".")


class Reader:
    """Reads the cells of one question.

    Attributes:
        question: The question.
        recoded: Texts that a mapping file gives another meaning.
    """

    def __init__(self, question: Question, languages: Iterable[str], recoded: Mapping[str, str] | None = None) -> None:
        self.question = question
        self._languages = tuple(languages)
        self.recoded = {plain(text): meant for text, meant in (recoded or {}).items()}

    @cached_property
    def words(self) -> Mapping[str, Meaning]:
        """Every word that is known for this question, as it is compared: states and the texts of options."""
        found = {plain(state.value): Meaning(state) for state in _STATES}
        for state, messages in _STATES.items():
            found.update({plain(catalogue(language)(message)): Meaning(state) for language in LANGUAGES for message in messages})
        for option in self.question.options:
            meaning = self._chosen(option.value)
            texts = [option.text, *([option.label] if option.label else [])]
            found.update({plain(text[language]): meaning for text in texts for language in self._languages if language in text})
        return found

    @cached_property
    def usual(self) -> Mapping[str, Meaning]:
        """The texts in which answers usually stand in a table, as written there."""
        texts = [str(option.value) for option in self.question.options]
        texts += [state.value for state in _STATES]
        texts += [text for option in self.question.options for language in self._languages if (text := option.text.get(language))]
        read = {text: self.read(text) for text in texts}
        return {text: meaning for text, meaning in read.items() if isinstance(meaning, Meaning)}

    def _chosen(self, value: int) -> Meaning:
        choices = (value,) if self.question.type == "multiple-choice" else ()
        return Meaning(AnswerState.ANSWERED, self._counts(value), choices)

    def _counts(self, value: int) -> int:
        """Return what the plan counts when an option is chosen alone."""
        option = self.question.option(value)
        return int(option.score) if self.question.type == "multiple-choice" and option else value

    def read(self, text: str) -> Meaning | Message:
        """Return what a cell means, or what is wrong with it."""
        found = plain(text)
        found = plain(self.recoded.get(found, found))
        if not found:
            return Meaning(AnswerState.UNANSWERED)
        if self.question.type == "text":
            return Meaning(AnswerState.ANSWERED)
        meaning = self._number(found) or self.words.get(found) or self._several(found)
        if meaning is None:
            return msg("Found “{found}”; expected {expected}.", found=clean_line(text, limit=80), expected=self.allowed)
        if meaning.state is AnswerState.NOT_APPLICABLE and self.question.not_applicable is None:
            return msg("This question always applies.")
        return meaning

    @property
    def allowed(self) -> Message:
        """What a cell can say, in words."""
        if self.question.range is not None:
            return msg("a whole number from {low} to {high}", low=self.question.range.low, high=self.question.range.high)
        names = choices([str(option.value) for option in self.question.options])
        return msg("one of: {names}", names=names)

    def _number(self, text: str) -> Meaning | None:
        match = _NUMBER.fullmatch(text)
        if match is None:
            return None
        value, limits = int(match[1]), self.question.range
        if limits is not None:
            return Meaning(AnswerState.ANSWERED, value) if limits.low <= value <= limits.high else None
        return self._chosen(value) if self.question.option(value) else None

    def _several(self, text: str) -> Meaning | None:
        if self.question.type != "multiple-choice":
            return None
        numbers = [_NUMBER.fullmatch(part) for part in _SEVERAL.split(text.strip("[](){}"))]
        chosen = {int(match[1]) for match in numbers if match}
        if not chosen or None in numbers or not all(self.question.option(value) for value in chosen):
            return None
        alone = [option for option in self.question.options if option.exclusive and option.value in chosen]
        if alone and len(chosen) > 1:
            return None
        return Meaning(AnswerState.ANSWERED, sum(self._counts(value) for value in chosen), tuple(sorted(chosen)))
