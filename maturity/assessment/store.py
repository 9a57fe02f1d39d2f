"""Reading assessments: journals, the stored questionnaire, and what of it all fits together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maturity.assessment.answers import answer_from_json, answer_problem
from maturity.assessment.damage import torn_line
from maturity.assessment.events import Event, Header
from maturity.assessment.folders import (
    FOLDER,
    JournalFile,
    assessment_folder,
    assessments_below,
    check_period,
    is_assessment,
    journal_path,
    journals,
    organisation_folder,
    organisation_from,
    organisation_in,
    organisations,
    read_file,
    same_organisation,
)
from maturity.errors import DataError, Problem
from maturity.files import inside, storage_errors, write_atomically
from maturity.model.assessment import UNANSWERED, Assessment, QuestionnaireRef, Response
from maturity.model.questionnaire import Questionnaire
from maturity.questionnaire.build import build
from maturity.questionnaire.catalog import shipped
from maturity.scoring.engine import Built, build_plan, load_built
from maturity.scoring.rules import RULES
from maturity.text import Message, clean_line, msg

__all__ = [
    "FOLDER",
    "SNAPSHOTS",
    "JournalFile",
    "Stored",
    "assessment_folder",
    "assessments_below",
    "check_period",
    "find_snapshot",
    "is_assessment",
    "journal_path",
    "journals",
    "organisation_folder",
    "organisation_in",
    "organisations",
    "read_assessment",
    "read_file",
    "same_organisation",
    "save_snapshot",
]

SNAPSHOTS = ".questionnaires"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An assessment that was read, with everything that could not be.

    Attributes:
        problems: Damage and answers that do not fit the questionnaire; what they concern is not in the assessment.
    """

    path: Path
    assessment: Assessment
    built: Built
    problems: tuple[Problem, ...] = ()


def save_snapshot(root: Path, built: Built) -> Path:
    """Store the built questionnaire once, under its fingerprint.

    Raises:
        StorageError: It cannot be written.
    """
    path = inside(root, SNAPSHOTS, f"{built.sha256}.json")
    if not path.exists():
        write_atomically(path, built.content)
    return path


def find_snapshot(start: Path, reference: QuestionnaireRef) -> Built | None:
    """Return the stored copy of a questionnaire; None when there is none.

    It is looked for in every folder from `start` upwards and in the assessments folders that lie in them, so that a result written
    beside the assessments finds it.

    Raises:
        DataError: The copy has been changed.
    """
    for folder in (start, *start.resolve().parents):
        for path in (folder / SNAPSHOTS / f"{reference.sha256}.json", folder / FOLDER / SNAPSHOTS / f"{reference.sha256}.json"):
            if path.is_file():
                return _load_snapshot(path, reference)
    return None


def _load_snapshot(path: Path, reference: QuestionnaireRef) -> Built:
    from hashlib import sha256

    with storage_errors(path):
        content = path.read_bytes()
    if sha256(content).hexdigest() != reference.sha256:
        problem = Problem(
            message=msg("The stored questionnaire has been changed: it does not match its fingerprint."),
            file=str(path),
            hint=msg("Put back the file as it was, from a backup."),
        )
        raise DataError([problem])
    return load_built(content, str(path))


def read_assessment(folder: Path, only: Path | None = None) -> Stored:
    """Read an assessment from its journals and its stored questionnaire.

    Args:
        folder: The assessment's folder.
        only: One journal in it, to read that respondent alone.

    Raises:
        DataError: Nothing in it can be used.
        StorageError: It cannot be read.
    """
    files = [read_file(path) for path in ([only] if only else journals(folder))]
    problems = [problem for file in files if (problem := _damage(file))]
    readable = [(file, file.header) for file in files if file.header is not None]
    if not readable:
        raise DataError(problems or [Problem(message=msg("There are no journals here."), file=str(folder))])
    alike = _alike(folder, readable, problems)
    first, header = alike[0]
    built = find_snapshot(folder, header.questionnaire) or _shipped(header.questionnaire)
    if built is None:
        problem = Problem(
            message=msg(
                "The stored copy of the questionnaire {id} {version} is missing.",
                id=header.questionnaire.id,
                version=header.questionnaire.version,
            ),
            file=str(first.path),
            line=1,
            hint=msg(
                "Expected in a folder {folder} beside or above this one: {file}.",
                folder=SNAPSHOTS,
                file=f"{header.questionnaire.sha256}.json",
            ),
        )
        raise DataError([*problems, problem])
    responses = [_response(file, each, built, problems) for file, each in alike]
    assessment = Assessment(
        organisation=organisation_from([file for file, _ in alike], folder.parent.parent.name),
        period=header.period,
        questionnaire=header.questionnaire,
        responses=tuple(sorted(responses, key=lambda response: (built.questionnaire.role_rank(response.role), response.number))),
        sample=any(each.sample for _, each in alike),
    )
    return Stored(path=folder, assessment=assessment, built=built, problems=tuple(problems))


def _damage(file: JournalFile) -> Problem | None:
    contents = file.contents
    if contents.damage or not contents.torn:
        return contents.damage
    return torn_line(contents.torn, contents.torn_at, str(file.path))


def _alike(folder: Path, files: list[tuple[JournalFile, Header]], problems: list[Problem]) -> list[tuple[JournalFile, Header]]:
    """Return one journal per respondent, all of one assessment: the one that the folder's name tells, else what most are about."""
    place = "/".join(folder.resolve().parts[-3:])
    # A copy under another name stands behind the journal that it is a copy of.
    ordered = sorted(files, key=lambda pair: pair[0].path.name != f"{pair[1].role}-{pair[1].number}.jsonl")
    abouts = [_about(header) for _, header in ordered]
    first, leading = max(ordered, key=lambda pair: (pair[1].assessment == place, abouts.count(_about(pair[1]))))
    found: dict[tuple[str, int], tuple[JournalFile, Header]] = {}
    for file, header in ordered:
        respondent = (header.role, header.number)
        if (
            header.questionnaire != leading.questionnaire
            or header.period != leading.period
            or not (
                header.assessment == leading.assessment
                or same_organisation(organisation_from([first], ""), organisation_from([file], "?").name)
            )
        ):
            message = msg(
                "This journal is about {found}, and {other} is about {expected}; it is left out.",
                found=_about(header),
                other=first.path.name,
                expected=_about(leading),
            )
            problems.append(Problem(message=message, file=str(file.path), line=1))
        elif respondent in found:
            other = found[respondent][0].path.name
            message = msg("This is another journal of the same respondent as {other}; it is left out.", other=other)
            problems.append(Problem(message=message, file=str(file.path), line=1))
        else:
            found[respondent] = (file, header)
    return list(found.values())


def _about(header: Header) -> str:
    return f"{header.assessment} {header.questionnaire.version} ({header.questionnaire.sha256[:8]})"


def _shipped(reference: QuestionnaireRef) -> Built | None:
    """Return the questionnaire that ships with the toolkit where it is exactly the one referred to."""
    folder = shipped().get(reference.id)
    if folder is None:
        return None
    built = build_plan(build(folder, RULES)[0])
    return built if built.sha256 == reference.sha256 else None


def _response(file: JournalFile, header: Header, built: Built, problems: list[Problem]) -> Response:
    """Return one respondent's answers without those the questionnaire cannot know: a checksum says nothing about sense."""
    questionnaire = built.questionnaire
    for event in file.contents.events:
        if message := _nonsense(event, questionnaire):
            where = event.id if event.id in questionnaire.by_id else None
            problems.append(Problem(message=message, file=str(file.path), line=event.line, where=where))
    record, known = file.record, questionnaire.by_id
    levels = {level.value for level in questionnaire.levels}
    record.answers = {
        name: answer for name, answer in record.answers.items() if name in known and answer_problem(known[name], answer) is None
    }
    record.comments = {name: text for name, text in record.comments.items() if name in known}
    record.evidence = {name: text for name, text in record.evidence.items() if name in known}
    record.targets = {
        name: level for name, level in record.targets.items() if questionnaire.dimension(name) and (level is None or level in levels)
    }
    return record.response(header.role, header.number)


def _nonsense(event: Event, questionnaire: Questionnaire) -> Message | None:
    """Return why an event cannot have happened to this questionnaire."""
    name = clean_line(event.id or "", limit=80)
    if event.what == "target":
        if questionnaire.dimension(event.id or "") is None:
            return msg("The questionnaire {questionnaire} has no dimension “{name}”.", questionnaire=questionnaire.id, name=name)
        levels = [level.value for level in questionnaire.levels]
        if event.new is not None and (type(event.new) is not int or event.new not in levels):
            expected = msg("one of: {names}", names=", ".join(map(str, levels)))
            return msg("Found “{found}”; expected {expected}.", found=clean_line(str(event.new), limit=80), expected=expected)
    elif event.what in ("answer", "comment", "evidence"):
        question = questionnaire.by_id.get(event.id or "")
        if question is None:
            return msg("The questionnaire {questionnaire} has no question “{name}”.", questionnaire=questionnaire.id, name=name)
        if event.what == "answer":
            answer = answer_from_json(event.new)
            if answer == UNANSWERED and event.new is not None:
                return msg("This is not an answer that this version of the toolkit knows.")
            return answer_problem(question, answer)
    return None
