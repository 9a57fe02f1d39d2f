"""What the same respondent has said elsewhere: in the period before, and to the same question in another questionnaire."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maturity.assessment.periods import same_question
from maturity.assessment.store import is_assessment, journal_path, read_assessment
from maturity.errors import DataError
from maturity.model.assessment import Answer, AnswerState, Response
from maturity.model.questionnaire import Question, Questionnaire
from maturity.questionnaire.catalog import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """One respondent's answers in an earlier period, or in this period to another questionnaire.

    Attributes:
        questionnaire: As it was then.
    """

    period: str
    questionnaire: Questionnaire
    response: Response

    def has_changed(self, question: Question) -> bool:
        """Whether the question is not the one that was answered then."""
        old = self.questionnaire.by_id.get(question.id)
        return old is None or not same_question(old, question)

    def answer(self, question: Question) -> Answer | None:
        """Return what was answered then; None where nothing was said or the question has changed."""
        answer = self.response.answer(question.id)
        return None if self.has_changed(question) or answer.state is AnswerState.UNANSWERED else answer


def previous_response(folder: Path, role: str, number: int) -> Previous | None:
    """Return the answers of the same respondent in the latest earlier period, else of somebody in the same role; None without any.

    Args:
        folder: The assessment's folder, ``…/<organisation>/<period>/<questionnaire>``, which need not exist yet.

    Raises:
        StorageError: A file cannot be read.
    """
    organisation, period, questionnaire = folder.parent.parent, folder.parent.name, folder.name
    if not organisation.is_dir():
        return None
    earlier = sorted(
        (place for place in organisation.iterdir() if place.name < period and is_assessment(place / questionnaire)), reverse=True
    )
    for place in earlier:
        try:
            stored = read_assessment(place / questionnaire)
        except DataError:
            # What cannot be read is no help; it is not this assessment's business to complain about it.
            continue
        in_role = [response for response in stored.assessment.responses if response.role == role]
        if in_role:
            response = next((one for one in in_role if one.number == number), in_role[0])
            return Previous(period=stored.assessment.period, questionnaire=stored.built.questionnaire, response=response)
    return None


def shared_responses(folder: Path, questionnaire: Questionnaire, role: str, number: int) -> tuple[Previous, ...]:
    """Return what the same respondent has answered in this period to other questionnaires that share questions with this one.

    Core questionnaires share no questions with each other, so between them nothing is read.

    Args:
        folder: The assessment's folder, which need not exist yet.
        questionnaire: The one that is being answered.

    Raises:
        StorageError: A file cannot be read.
    """
    if not folder.parent.is_dir():
        return ()
    core = shipped()
    found = []
    for place in sorted(folder.parent.iterdir()):
        related = place.name not in core or (questionnaire.base is not None and place.name == questionnaire.base.id)
        if place == folder or not related or not is_assessment(place) or not journal_path(place, role, number).is_file():
            continue
        try:
            stored = read_assessment(place)
        except DataError:
            continue
        others = stored.built.questionnaire
        if others.by_id.keys() & questionnaire.by_id.keys():
            found += [
                Previous(period=stored.assessment.period, questionnaire=others, response=response)
                for response in stored.assessment.responses
                if (response.role, response.number) == (role, number)
            ]
    return tuple(found)
