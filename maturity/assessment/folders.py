"""Where assessments lie: ``<folder>/<organisation>/<period>/<questionnaire>/<role>-<n>.jsonl``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maturity.assessment.document import MOST_INHABITANTS, PERIOD
from maturity.assessment.events import Contents, Event, Header, read_journal
from maturity.assessment.record import Record, replay
from maturity.errors import UsageError
from maturity.files import inside, storage_errors
from maturity.model.organisation import KINDS, Organisation
from maturity.text import clean_line, is_id, msg, slug

FOLDER = "assessments"
#: Longest name of an organisation that is kept.
LONGEST_NAME = 200
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
    told = clean_line(clean_line(told), limit=LONGEST_NAME)
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
    return organisation_from(files, folder.name) if files else None


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


def organisation_from(files: Iterable[JournalFile], fallback: str) -> Organisation:
    """Return what the journals tell about the organisation; of two answers the later one counts."""
    told: dict[str, Event] = {}
    for file in files:
        # Within a journal the order counts, whatever the clock did; between journals there is only the clock.
        last = {event.id: event for event in file.contents.events if event.what == "fact" and event.id}
        told.update({name: event for name, event in last.items() if name not in told or event.time >= told[name].time})
    facts: dict[str, Any] = {name: event.new for name, event in told.items()}
    name, number, kind, inhabitants = (facts.get(key) for key in ("name", "number", "kind", "inhabitants"))
    return Organisation(
        name=clean_line(clean_line(name), limit=LONGEST_NAME) if isinstance(name, str) and clean_line(name) else fallback,
        number=number if isinstance(number, str) and re.fullmatch("[0-9]{9}", number) else None,
        kind=kind if kind in KINDS else None,
        inhabitants=inhabitants if type(inhabitants) is int and 0 <= inhabitants <= MOST_INHABITANTS else None,
    )
