"""From a name or a path to something that can be scored; what scripts and commands start with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from maturity.assessment.answers import LONGEST_TEXT, answer_problem
from maturity.assessment.document import assessment_from, read_document
from maturity.assessment.respondents import score_assessment
from maturity.assessment.store import Stored, assessments_below, find_snapshot, read_assessment
from maturity.errors import DataError, PluginError, Problem, UsageError
from maturity.model.assessment import UNANSWERED, Answer, AnswerState, Assessment, QuestionnaireRef, Response
from maturity.model.organisation import Organisation
from maturity.model.result import Result
from maturity.questionnaire.build import build
from maturity.questionnaire.catalog import find
from maturity.questionnaire.forms import FILE
from maturity.questionnaire.places import placing
from maturity.questionnaire.values import nearest
from maturity.scoring.engine import Built, build_plan
from maturity.scoring.rules import RULES
from maturity.text import clean, clean_line, msg

#: What one answer can be in a script.
Said = int | str | Sequence[int]


#: Returns a questionnaire by its id or folder.
Find = Callable[[str], Built]


def load_questionnaire(name: str | Path) -> Built:
    """Return a questionnaire with its plan.

    Args:
        name: The id of a questionnaire that ships with the toolkit, or the path of a questionnaire's folder.

    Raises:
        UsageError: There is none of that name.
        DataError: It is wrong; carries every problem with file, line and column.
    """
    folder = find(str(name))
    questionnaire, _ = build(folder, RULES)
    with placing(folder):
        return build_plan(questionnaire, file=str(folder / FILE))


def open_assessment(path: str | Path, find_questionnaire: Find = load_questionnaire) -> Stored:
    """Return one assessment: its folder, one journal in it, a stored result, or answers as JSON.

    Damage does not hide what is sound: see ``problems`` of what is returned.

    Args:
        path: Where it is.
        find_questionnaire: Finds the questionnaire of answers that have no stored copy beside them.

    Raises:
        UsageError: There is nothing at `path`, or more than one assessment.
        DataError: Nothing in it can be used.
        StorageError: It cannot be read.
    """
    found = open_assessments(path, find_questionnaire)
    if len(found) > 1:
        names = ", ".join(str(stored.path) for stored in found)
        raise UsageError(
            msg("There are {n} assessments in {path}.", n=len(found), path=str(path)), msg("Name one of them: {names}", names=names)
        )
    return found[0]


def open_assessments(path: str | Path, find_questionnaire: Find = load_questionnaire) -> list[Stored]:
    """Return every assessment at or below `path`; see `open_assessment`.

    Raises:
        DataError: One of them cannot be used; `open_readable` leaves it out instead.
    """
    found, problems = open_readable([path], find_questionnaire)
    if problems:
        raise DataError(problems)
    return found


def open_readable(paths: Iterable[str | Path], find_questionnaire: Find = load_questionnaire) -> tuple[list[Stored], list[Problem]]:
    """Return every assessment at or below some paths that can be used, and what is wrong with those that cannot.

    Raises:
        UsageError: There is nothing at a path.
        DataError: None of them can be used.
        StorageError: One cannot be read.
    """
    found: list[Stored] = []
    problems: list[Problem] = []
    for path in paths:
        for opening in _openings(Path(path), find_questionnaire):
            try:
                found.append(opening())
            except DataError as error:
                problems += error.problems
    if problems and not found:
        raise DataError(problems)
    return found, problems


def _openings(path: Path, find_questionnaire: Find) -> list[Callable[[], Stored]]:
    # os.path.exists is False, and no error, for a name that no file can have.
    if not os.path.exists(path):  # noqa: PTH110
        raise UsageError(
            msg("There is no file or folder {path}.", path=clean_line(str(path), limit=300)),
            msg("Give an assessment's folder, a journal (.jsonl), a result or answers (.json)."),
        )
    if path.is_dir():
        folders = assessments_below(path)
        if not folders:
            raise UsageError(msg("There are no assessments in {path}.", path=str(path)), msg("Begin one with: maturity assess"))
        return [partial(read_assessment, folder) for folder in folders]
    if path.suffix == ".jsonl":
        return [partial(read_assessment, path.parent, only=path)]
    return [partial(_open_document, path, find_questionnaire)]


def _open_document(path: Path, find_questionnaire: Find) -> Stored:
    root, problems = read_document(path)
    named = root.get("questionnaire")
    questionnaire_id, sha256 = (named.get("id"), named.get("sha256")) if named else (None, None)
    if questionnaire_id is None:
        raise DataError(problems.found)
    built = None
    if sha256 is not None:
        built = find_snapshot(path.parent, QuestionnaireRef(id=questionnaire_id, version=named.get("version", ""), sha256=sha256))
    if built is None:
        try:
            built = find_questionnaire(questionnaire_id)
        except (UsageError, PluginError) as error:
            problems.at(named.at("id"), error.message, hint=error.hint)
            raise DataError(problems.found) from error
        if sha256 not in (None, built.sha256):
            problems.at(
                named.at("sha256"),
                msg("The questionnaire {id} is not the one these answers were given to.", id=questionnaire_id),
                hint=msg("Put the stored copy {file} into a folder .questionnaires beside this file.", file=f"{sha256}.json"),
            )
            raise DataError(problems.found)
        version = named.get("version")
        if sha256 is None and version and version.split(".")[0] != built.reference.version.split(".")[0]:
            problems.at(
                named.at("version"),
                msg(
                    "These answers are to version {found} of the questionnaire {id}, and this is version {version}.",
                    found=version,
                    id=questionnaire_id,
                    version=built.reference.version,
                ),
                hint=msg("A new first number means that questions or scores have changed."),
            )
            raise DataError(problems.found)
    assessment = assessment_from(root, problems, built.questionnaire, built.reference)
    return Stored(path=path, assessment=assessment, built=built, problems=tuple(problems.found))


def score(assessment: Stored | Mapping[str, Said], questionnaire: Built | None = None, *, role: str | None = None) -> Result:
    """Score an assessment, or one respondent's answers.

    Args:
        assessment: What `open_assessment` returned; or answers by question id, each an option's value, a number, the values chosen
            in a multiple choice, the answer to a text question, or one of the words ``dont-know``, ``not-applicable``, ``skipped``,
            ``unanswered``.
        questionnaire: What the answers are to; only with answers.
        role: The role the answers were given in; the questionnaire's first by default.

    Returns:
        Exact scores per dimension and overall, per respondent, per role and combined.

    Raises:
        UsageError: Answers without a questionnaire, or an assessment with one.
        DataError: An answer does not fit the questionnaire; carries every problem.
    """
    if isinstance(assessment, Stored):
        if questionnaire is not None:
            raise UsageError(msg("An assessment is scored with its own questionnaire; leave the argument out."))
        return score_assessment(assessment.built, assessment.assessment)
    if questionnaire is None:
        raise UsageError(msg("Answers are scored with a questionnaire; give one as the second argument."))
    roles = list(questionnaire.questionnaire.roles) or ["respondent"]
    response = Response(role=role or roles[0], number=1, answers=_answers(assessment, questionnaire))
    alone = Assessment(organisation=Organisation(name="–"), period="–", questionnaire=questionnaire.reference, responses=(response,))
    return score_assessment(questionnaire, alone)


def _answers(values: Mapping[str, Said], built: Built) -> dict[str, Answer]:
    known = built.questionnaire.by_id
    problems: list[Problem] = []
    answers: dict[str, Answer] = {}
    words = {
        AnswerState.DONT_KNOW: Answer(state=AnswerState.DONT_KNOW),
        # Whoever scores in bulk has decided already; the interview asks why.
        AnswerState.NOT_APPLICABLE: Answer(state=AnswerState.NOT_APPLICABLE, reason="–"),
        AnswerState.SKIPPED: Answer(state=AnswerState.SKIPPED),
        AnswerState.UNANSWERED: UNANSWERED,
    }
    for name, value in values.items():
        question = known.get(name)
        if question is None:
            message = msg("The questionnaire {questionnaire} has no question “{name}”.", questionnaire=built.questionnaire.id, name=name)
            problems.append(Problem(message=message, hint=nearest(name, list(known))))
            continue
        state = next((word for word in words if word == value), None)
        if state is None and isinstance(value, str) and question.type != "text":
            expected = msg("a value or one of: {names}", names=", ".join(words))
            problems.append(Problem(message=msg("Found “{found}”; expected {expected}.", found=value, expected=expected), where=name))
            continue
        answer = words[state] if state else _answered(value)
        if message_or_none := answer_problem(question, answer):
            problems.append(Problem(message=message_or_none, where=name))
        answers[name] = answer
    if problems:
        raise DataError(problems)
    return answers


def _answered(value: Said) -> Answer:
    # True and False are integers to Python and no answers to anybody.
    if type(value) is int:
        return Answer(state=AnswerState.ANSWERED, value=value)
    if isinstance(value, str):
        return Answer(state=AnswerState.ANSWERED, text=clean(value, limit=LONGEST_TEXT).strip())
    if isinstance(value, (list, tuple)) and all(type(each) is int for each in value):
        return Answer(state=AnswerState.ANSWERED, choices=tuple(sorted(set(value))))
    return Answer(state=AnswerState.ANSWERED)


def by_organisation(scored: Iterable[tuple[Stored, Result]]) -> list[list[tuple[Stored, Result]]]:
    """Return results grouped by organisation and period, in the order they came."""
    pages: dict[tuple[str, str], list[tuple[Stored, Result]]] = {}
    for stored, result in scored:
        key = (stored.assessment.organisation.name.casefold(), stored.assessment.period)
        pages.setdefault(key, []).append((stored, result))
    return list(pages.values())
