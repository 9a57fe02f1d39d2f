"""The page of one question: what is asked, what can be answered, and what has been said already."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.assessment.previous import Previous
from maturity.assessment.session import Session, StepKind
from maturity.model.assessment import Answer, AnswerState
from maturity.model.questionnaire import Question
from maturity.text import Catalogue, Message, msg
from maturity.ui.commands import MEANINGS, Command, keys, spelling
from maturity.ui.page import Block
from maturity.ui.replies import answer_words

STATE_WORDS: dict[AnswerState, Message] = {
    AnswerState.ANSWERED: msg("answered"),
    AnswerState.UNANSWERED: msg("not answered"),
    AnswerState.SKIPPED: msg("skipped"),
    AnswerState.DONT_KNOW: msg("don't know"),
    AnswerState.NOT_APPLICABLE: msg("not applicable"),
    AnswerState.HIDDEN: msg("not asked"),
    AnswerState.OUT_OF_SCOPE: msg("does not concern this kind of organisation"),
}


class QuestionPage:
    """Makes the pages of one interview."""

    def __init__(
        self, session: Session, t: Catalogue, language: str, previous: Previous | None, shared: Sequence[Previous] = (), *, propose: bool
    ) -> None:
        self._session = session
        self._t = t
        self._language = language
        self._previous = previous
        self._shared = shared
        self._propose = propose

    def blocks(self, question: Question, answer: Answer, commands: tuple[Command, ...]) -> list[Block]:
        language, t = self._language, self._t
        blocks = [Block(self._heading(question), style="bold cyan", gap=True), Block(question.text[language], style="bold")]
        if question.help:
            blocks.append(Block(question.help[language], style="dim", optional=True))
        if question.example:
            blocks.append(Block(t("Example: {text}", text=question.example[language]), style="dim", optional=True))
        width = max((len(str(option.value)) for option in question.options), default=0)
        for number, option in enumerate(question.options):
            chosen = ">" if option.value == answer.value or option.value in answer.choices else " "
            blocks.append(Block(option.text[language], mark=f"{chosen}{option.value:>{width}}  ", gap=number == 0))
        if standing := self._standing(question, answer):
            blocks.append(Block(standing, style="italic"))
        blocks.append(Block(pieces=keys(commands, t), style="dim", gap=True))
        return blocks

    def _heading(self, question: Question) -> str:
        t = self._t
        scored = [step.id for step in self._session.scored_steps]
        if question.id in scored:
            dimension = self._session.questionnaire.dimension_of[question.id].title[self._language]
            if not question.is_scored:
                dimension = t("{dimension} · not scored", dimension=dimension)
            return t(
                "Question {number} of {total} · {dimension}", number=scored.index(question.id) + 1, total=len(scored), dimension=dimension
            )
        items = [step.id for step in self._session.steps if step.kind is StepKind.QUESTION and step.id not in scored]
        return t("For comparison (not scored), {number} of {total}", number=items.index(question.id) + 1, total=len(items))

    def _standing(self, question: Question, answer: Answer) -> str:
        """Return in one line what has been said already; empty where there is nothing."""
        t, record = self._t, self._session.record
        parts = []
        if answer.state is AnswerState.ANSWERED:
            parts.append(t("Your answer: {value}", value=answer_words(answer)))
        elif answer.state is AnswerState.NOT_APPLICABLE:
            parts.append(t("Your answer: not applicable, because: {reason}", reason=answer.reason or ""))
        elif answer.state is not AnswerState.UNANSWERED:
            parts.append(t("Your answer: {value}", value=t(STATE_WORDS[answer.state])))
        parts += self._elsewhere(question, answer) or self._last_period(question, answer)
        if question.id in record.comments:
            parts.append(t("Comment: {text}", text=record.comments[question.id]))
        if question.id in record.evidence:
            parts.append(t("Evidence: {text}", text=record.evidence[question.id]))
        return " · ".join(parts)

    def proposal(self, question: Question, answer: Answer) -> Answer | None:
        """Return the answer that is proposed: the one given in another questionnaire, or where that is wanted last period's.

        Only an answer is proposed, and only while there is none of this period.
        """
        if answer.state is not AnswerState.UNANSWERED:
            return None
        if self._given(question) is not None:
            return self._given(question)
        if not self._propose or self._previous is None:
            return None
        found = self._previous.answer(question)
        return found if found is not None and found.state is AnswerState.ANSWERED else None

    def _given(self, question: Question) -> Answer | None:
        """Return what was answered to the same question in another questionnaire this period."""
        found = (other.answer(question) for other in self._shared if question.id in other.questionnaire.by_id)
        return next((answer for answer in found if answer is not None and answer.state is AnswerState.ANSWERED), None)

    def _elsewhere(self, question: Question, answer: Answer) -> list[str]:
        t = self._t
        for other in self._shared:
            found = other.answer(question) if question.id in other.questionnaire.by_id else None
            if found is None or found.state is not AnswerState.ANSWERED or answer.state is not AnswerState.UNANSWERED:
                continue
            title = other.questionnaire.title[other.questionnaire.language_for(self._language)]
            return [
                t(
                    "You answered {value} in “{questionnaire}”. Press Enter to confirm it, or change it.",
                    value=answer_words(found),
                    questionnaire=title,
                )
            ]
        return []

    def _last_period(self, question: Question, answer: Answer) -> list[str]:
        t, previous = self._t, self._previous
        if previous is None:
            return []
        if previous.has_changed(question):
            return [t("The question has changed since {period}.", period=previous.period)]
        found = previous.answer(question)
        if found is None:
            return []
        value = answer_words(found) if found.state is AnswerState.ANSWERED else t(STATE_WORDS[found.state])
        if self.proposal(question, answer):
            return [t("Proposal from {period}: {value}. Press Enter to confirm it, or change it.", period=previous.period, value=value)]
        return [t("In {period}: {value}", period=previous.period, value=value)]

    def explanation(self, question: Question) -> list[Block]:
        """Return the explanation of a question and of everything that can be typed."""
        texts = [question.help[self._language]] if question.help else []
        if question.example:
            texts.append(self._t("Example: {text}", text=question.example[self._language]))
        if question.not_applicable and question.not_applicable.guidance:
            guidance = question.not_applicable.guidance[self._language]
            texts.append(self._t("Not applicable when: {guidance}", guidance=guidance))
        texts.append(self._t("Choose what fits best as things are today. Nothing is sent anywhere; every answer is saved at once."))
        blocks = [Block(text) for text in texts]
        for number, command in enumerate(command for command in commands_for(question) if command is not Command.HELP):
            blocks.append(Block(self._t(MEANINGS[command]), mark=f" {spelling(command, self._t)[0]}  ", gap=number == 0))
        return blocks


def commands_for(question: Question) -> tuple[Command, ...]:
    left_out = () if question.not_applicable else (Command.NOT_APPLICABLE,)
    offered = (
        Command.BACK,
        Command.SKIP,
        Command.DONT_KNOW,
        Command.NOT_APPLICABLE,
        Command.COMMENT,
        Command.EVIDENCE,
        Command.HELP,
        Command.QUIT,
    )
    return tuple(command for command in offered if command not in left_out)
