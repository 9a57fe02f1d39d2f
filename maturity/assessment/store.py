"""Assessments on disk: ``<folder>/<organisation>/<period>/<questionnaire>/<role>-<n>.jsonl``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maturity.assessment.answers import answer_from_json, answer_problem
from maturity.assessment.document import PERIOD
from maturity.assessment.journal import Contents, Header, read_journal
from maturity.assessment.record import Record, replay
from maturity.errors import DataError, Problem, UsageError
from maturity.files import inside, storage_errors, write_atomically
from maturity.model.assessment import Assessment, QuestionnaireRef, Response
from maturity.model.organisation import KINDS, Organisation
from maturity.scoring.engine import Built, load_built
from maturity.text import clean_line, is_id, msg, slug

FOLDER = "assessments"
SNAPSHOTS = ".questionnaires"
_JOURNAL = re.compile(r"(?P<role>[a-z0-9][a-z0-9._-]{1,63})-(?P<number>[1-9][0-9]{0,3})\.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFile:
    """One journal as it lies on the disk."""

    path: Path
    contents: Contents
    record: Record

    @property
    def header(self) -> Header | None:
        """What it is about; None when it cannot be read at all."""
        return self.contents.header


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


def assessment_folder(root: Path, organisation: str, period: str, questionnaire: str) -> Path:
    """Return the folder of an assessment.

    The organisation's folder is a slug of its name. Where that slug already belongs to an organisation of another name, a number is added.

    Raises:
        UsageError: The period or the questionnaire's id is not one.
    """
    check_period(period)
    if not is_id(questionnaire):
        raise UsageError(msg("“{found}” is not an id.", found=questionnaire))
    return inside(root, organisation_folder(root, organisation), period, questionnaire)


def check_period(period: str) -> None:
    """Make sure that `period` is one.

    Raises:
        UsageError: It is not.
    """
    if not re.fullmatch(PERIOD, period):
        raise UsageError(
            msg("“{period}” is not a period.", period=clean_line(period, limit=80)),
            msg("Write a year such as 2026, a half such as 2026-H1, a quarter such as 2026-Q3 or a month such as 2026-05."),
        )


def organisation_folder(root: Path, organisation: str) -> str:
    """Return the name of the organisation's folder below `root`, whether it exists or not."""
    base = slug(organisation)
    name, number = base, 1
    while (owner := organisation_in(root / name)) is not None and not same_organisation(owner, organisation):
        number += 1
        name = f"{base}-{number}"
    return name


def same_organisation(known: Organisation, told: str) -> bool:
    """Whether `told`, a name or an organisation number, means the organisation `known`."""
    told = clean_line(told)
    return told.casefold() == known.name.casefold() or (known.number is not None and told.replace(" ", "") == known.number)


def organisations(root: Path) -> list[Organisation]:
    """Return the organisations that have assessments below `root`, by name."""
    if not root.is_dir():
        return []
    found = (organisation_in(folder) for folder in sorted(root.iterdir()) if folder.is_dir() and not folder.name.startswith("."))
    return sorted((organisation for organisation in found if organisation), key=lambda organisation: organisation.name.casefold())


def organisation_in(folder: Path) -> Organisation | None:
    """Return the organisation whose folder this is, as the newest journal that tells knows it."""
    if not folder.is_dir():
        return None
    files = [file for journal in sorted(folder.glob("*/*/*.jsonl")) if (file := read_file(journal)).record.facts.get("name")]
    return _organisation(files, folder.name) if files else None


def read_file(path: Path) -> JournalFile:
    """Read one journal and add up its events."""
    contents = read_journal(path)
    return JournalFile(path=path, contents=contents, record=replay(contents.events))


def journals(folder: Path) -> Iterator[Path]:
    """Yield the journals of an assessment's folder, by role and number."""
    with storage_errors(folder):
        names = [(match["role"], int(match["number"]), path) for path in folder.iterdir() if (match := _JOURNAL.fullmatch(path.name))]
    return (path for *_, path in sorted(names))


def journal_path(folder: Path, role: str, number: int) -> Path:
    """Return the path of one respondent's journal."""
    return inside(folder, f"{role}-{number}.jsonl")


def is_assessment(folder: Path) -> bool:
    """Whether `folder` holds journals."""
    return folder.is_dir() and any(True for _ in journals(folder))


def assessments_below(folder: Path) -> list[Path]:
    """Return every assessment's folder at or below `folder`, in order."""
    if is_assessment(folder):
        return [folder]
    with storage_errors(folder):
        return sorted({path.parent for path in folder.rglob("*.jsonl") if _JOURNAL.fullmatch(path.name)})


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
    """Return the stored copy of a questionnaire, looking in every folder from `start` upwards; None when there is none.

    Raises:
        DataError: The copy has been changed.
    """
    for folder in (start, *start.resolve().parents):
        path = folder / SNAPSHOTS / f"{reference.sha256}.json"
        if path.is_file():
            with storage_errors(path):
                content = path.read_bytes()
            from hashlib import sha256

            if sha256(content).hexdigest() != reference.sha256:
                raise DataError(
                    [Problem(message=msg("The stored questionnaire has been changed: it does not match its fingerprint."), file=str(path))]
                )
            return load_built(content, str(path))
    return None


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
    problems = [problem for file in files if (problem := file.contents.damage)]
    sound = [file for file in files if file.header is not None]
    if not sound:
        raise DataError(problems or [Problem(message=msg("There are no journals here."), file=str(folder))])
    header = sound[0].header
    assert header is not None
    built = find_snapshot(folder, header.questionnaire)
    if built is None:
        problem = Problem(
            message=msg(
                "The stored copy of the questionnaire {id} {version} is missing.",
                id=header.questionnaire.id,
                version=header.questionnaire.version,
            ),
            file=str(sound[0].path),
            line=1,
            hint=msg(
                "Expected in a folder {folder} beside or above this one: {file}.",
                folder=SNAPSHOTS,
                file=f"{header.questionnaire.sha256}.json",
            ),
        )
        raise DataError([*problems, problem])
    alike = []
    for file in sound:
        assert file.header is not None
        if file.header.questionnaire != header.questionnaire or file.header.period != header.period:
            message = msg("This journal belongs to another assessment than {other}.", other=sound[0].path.name)
            problems.append(Problem(message=message, file=str(file.path), line=1))
        else:
            alike.append(file)
    responses = [_response(file, built, problems) for file in alike]
    assessment = Assessment(
        organisation=_organisation(alike, folder.parent.parent.name),
        period=header.period,
        questionnaire=header.questionnaire,
        responses=tuple(sorted(responses, key=lambda response: (built.questionnaire.role_rank(response.role), response.number))),
        sample=any(file.header.sample for file in alike if file.header),
    )
    return Stored(path=folder, assessment=assessment, built=built, problems=tuple(problems))


def _response(file: JournalFile, built: Built, problems: list[Problem]) -> Response:
    """Return one respondent's answers without those the questionnaire cannot know: a checksum says nothing about sense."""
    assert file.header is not None
    known = built.questionnaire.by_id
    for event in file.contents.events:
        if event.what not in ("answer", "comment", "evidence") or event.id is None:
            continue
        question = known.get(event.id)
        if question is None:
            message = msg(
                "The questionnaire {questionnaire} has no question “{name}”.",
                questionnaire=built.questionnaire.id,
                name=clean_line(event.id, limit=80),
            )
            problems.append(Problem(message=message, file=str(file.path), line=event.line))
        elif event.what == "answer" and (message_or_none := answer_problem(question, answer_from_json(event.new))):
            problems.append(Problem(message=message_or_none, file=str(file.path), line=event.line, where=question.id))
    record = file.record
    record.answers = {
        name: answer for name, answer in record.answers.items() if name in known and answer_problem(known[name], answer) is None
    }
    levels = {level.value for level in built.questionnaire.levels}
    record.targets = {name: level for name, level in record.targets.items() if level is None or level in levels}
    return record.response(file.header.role, file.header.number)


def _organisation(files: list[JournalFile], fallback: str) -> Organisation:
    """Return what the journals tell about the organisation; of two answers the later one counts."""
    facts: dict[str, Any] = {}
    told = [event for file in files for event in file.contents.events if event.what == "fact" and event.id]
    for event in sorted(told, key=lambda event: (event.time, event.seq)):
        facts[event.id or ""] = event.new
    name, number, kind, inhabitants = (facts.get(key) for key in ("name", "number", "kind", "inhabitants"))
    return Organisation(
        name=clean_line(name, limit=200) if isinstance(name, str) and clean_line(name) else fallback,
        number=number if isinstance(number, str) and re.fullmatch("[0-9]{9}", number) else None,
        kind=kind if kind in KINDS else None,
        inhabitants=inhabitants if isinstance(inhabitants, int) and inhabitants >= 0 else None,
    )
