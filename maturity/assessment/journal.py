"""The journal: one respondent's answers as events, appended and fsynced one by one, never rewritten.

Line 1 is the header. Every line ends in a checksum that continues the one before it, so that a changed, lost, swapped or foreign line shows.
A last line without a newline was never acknowledged to anybody: opening for writing gives it up with a ``recovered`` event.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from maturity.assessment.lock import writing
from maturity.errors import DataError, Problem
from maturity.files import storage_errors, write_atomically
from maturity.model.assessment import QuestionnaireRef
from maturity.text import Message, is_clean, is_id, msg

FORMAT = "maturity/journal/1"
EVENTS = ("answer", "comment", "evidence", "target", "fact", "finished", "reopened", "recovered")
MAX_BYTES = 20_000_000

_SEALED = re.compile(rb'^(\{.*),"crc":"([0-9a-f]{8})"\}$')

Clock = Callable[[], str]


def utc_now() -> str:
    """Return the time as journals write it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a journal is about; its first line.

    Attributes:
        assessment: ``organisation/period/questionnaire``, the same for all respondents.
        role: Role id.
        number: 1, 2, … within the role.
        sample: Whether the answers are made up.
    """

    assessment: str
    period: str
    questionnaire: QuestionnaireRef
    role: str
    number: int
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened.

    Attributes:
        seq: 1, 2, … without gaps.
        time: ISO 8601 UTC.
        what: One of `EVENTS`.
        id: What it happened to: a question, a dimension or the name of a fact; None for the whole.
        old: The value before, None where there was none.
        new: The value after.
        line: 1-based line in the journal.
    """

    seq: int
    time: str
    what: str
    id: str | None
    old: Any
    new: Any
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a journal holds.

    Attributes:
        header: None when not even the first line could be read.
        events: In order, up to the damage.
        damage: Where and what, None for a sound journal.
        given_up: Bytes of torn lines, noted in ``recovered`` events.
        torn: Bytes of an unfinished last line that has not been given up yet.
        crc: Checksum that the next line continues.
    """

    header: Header | None
    events: tuple[Event, ...]
    damage: Problem | None
    given_up: int
    torn: int
    crc: int


def seal(record: Mapping[str, Any], previous: int) -> tuple[bytes, int]:
    """Return a record as a sealed line with its newline, and the checksum the next line continues."""
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
    crc = zlib.crc32(body, previous)
    return body + b',"crc":"%08x"}\n' % crc, crc


def _unseal(line: bytes, previous: int) -> tuple[dict[str, Any], int] | None:
    match = _SEALED.match(line)
    if not match or zlib.crc32(match[1], previous) != int(match[2], 16):
        return None
    try:
        record = json.loads(match[1] + b"}")
    except (ValueError, RecursionError):
        return None
    return (record, int(match[2], 16)) if isinstance(record, dict) else None


def read_journal(path: Path) -> Contents:
    """Read a journal without changing it.

    Raises:
        StorageError: The file cannot be read.
    """
    with storage_errors(path):
        content = path.read_bytes()
    return _parse(content, str(path))


def _parse(content: bytes, shown: str) -> Contents:
    lines = content.split(b"\n")
    torn = len(lines.pop())
    first = _unseal(lines[0], 0) if lines else None
    header = _header(first[0]) if first else None
    if header is None or first is None or len(content) > MAX_BYTES:
        return Contents(header=None, events=(), damage=_no_header(content, shown), given_up=0, torn=torn, crc=0)
    crc = first[1]
    events: list[Event] = []
    damage: Problem | None = None
    given_up = 0
    doubtful: int | None = None
    for number, line in enumerate(lines[1:], 2):
        opened = _unseal(line, crc)
        event = _event(opened[0], len(events) + 1, number) if opened else None
        if event is None or opened is None:
            doubtful = doubtful or number
            continue
        if doubtful is not None:
            # A bad line is harmless only where opening for writing has already given it up.
            if event.what != "recovered":
                break
            given_up += event.new if isinstance(event.new, int) else 0
            doubtful = None
        events.append(event)
        crc = opened[1]
    if doubtful is not None:
        damage = _damaged(shown, doubtful, len(events))
    return Contents(header=header, events=tuple(events), damage=damage, given_up=given_up, torn=torn, crc=crc)


def _no_header(content: bytes, shown: str) -> Problem:
    if not content.strip():
        message = msg("The journal is empty.")
    elif f'"{FORMAT.rsplit("/", 1)[0]}'.encode() not in content[:4000]:
        message = msg("This is not a journal of the maturity toolkit.")
    else:
        message = msg("The first line of the journal is damaged, so nothing in it can be trusted.")
    return Problem(message=message, file=shown, line=1, hint=msg("The file has not been changed."))


def _damaged(shown: str, line: int, readable: int) -> Problem:
    return Problem(
        message=msg("The journal is damaged on this line; the {n} entries before it could be read.", n=readable),
        file=shown,
        line=line,
        hint=msg("The file has not been changed. Restore it from a backup, or move it away and answer again."),
    )


def _header(record: dict[str, Any]) -> Header | None:
    match record:
        case {
            "format": str(form),
            "assessment": str(assessment),
            "period": str(period),
            "questionnaire": {"id": str(questionnaire), "version": str(version), "sha256": str(sha256)},
            "role": str(role),
            "number": int(number),
        } if (
            form == FORMAT
            and all(is_id(name) for name in (questionnaire, role))
            and re.fullmatch(r"[0-9a-f]{64}", sha256)
            and is_clean(assessment + period + version)
        ):
            reference = QuestionnaireRef(id=questionnaire, version=version, sha256=sha256)
            return Header(
                assessment=assessment, period=period, questionnaire=reference, role=role, number=number, sample=record.get("sample") is True
            )
    return None


def _event(record: dict[str, Any], seq: int, line: int) -> Event | None:
    match record:
        case {"seq": int(found), "time": str(time), "what": str(what)} if found == seq and what in EVENTS and is_clean(time):
            name = record.get("id")
            if name is None or isinstance(name, str):
                return Event(seq=seq, time=time, what=what, id=name, old=record.get("old"), new=record.get("new"), line=line)
    return None


class Journal:
    """A journal open for writing; made by `open_journal`."""

    def __init__(self, path: Path, descriptor: int, contents: Contents, clock: Clock) -> None:
        assert contents.header is not None
        self.path = path
        self.header = contents.header
        self.events = list(contents.events)
        self._descriptor = descriptor
        self._crc = contents.crc
        self._clock = clock
        self._torn = contents.torn

    def append(self, what: str, name: str | None = None, old: Any = None, new: Any = None) -> Event:
        """Add an event; when this returns, it is on the disk.

        Raises:
            StorageError: It could not be written; everything before it stands.
        """
        if self._torn:
            self._give_up_torn_line()
        return self._write(what, name, old, new)

    def _give_up_torn_line(self) -> None:
        torn, self._torn = self._torn, 0
        self._write("recovered", None, None, torn, before=b"\n")

    def _write(self, what: str, name: str | None, old: Any, new: Any, before: bytes = b"") -> Event:
        event = Event(seq=len(self.events) + 1, time=self._clock(), what=what, id=name, old=old, new=new)
        record: dict[str, Any] = {"seq": event.seq, "time": event.time, "what": what}
        record.update({key: value for key, value in (("id", name), ("old", old), ("new", new)) if value is not None})
        line, crc = seal(record, self._crc)
        with storage_errors(self.path):
            start = os.fstat(self._descriptor).st_size
            try:
                _write_all(self._descriptor, before + line)
            except OSError:
                # What did arrive is an unfinished line now, to be given up before the next one.
                self._torn = os.fstat(self._descriptor).st_size - start
                raise
            self.events.append(event)
            self._crc = crc
            os.fsync(self._descriptor)
        return event


def _write_all(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


def create_journal(path: Path, header: Header) -> None:
    """Write a new journal that holds only its header. Call it while holding the lock.

    Raises:
        StorageError: It cannot be written, or stands there already.
    """
    record = {
        "format": FORMAT,
        "assessment": header.assessment,
        "period": header.period,
        "questionnaire": {
            "id": header.questionnaire.id,
            "version": header.questionnaire.version,
            "sha256": header.questionnaire.sha256,
        },
        "role": header.role,
        "number": header.number,
    }
    if header.sample:
        record["sample"] = True
    write_atomically(path, seal(record, 0)[0])


@contextmanager
def open_journal(path: Path, new: Header | None = None, clock: Clock = utc_now) -> Iterator[Journal]:
    """Open a journal for writing, alone.

    Args:
        path: The journal.
        new: What to begin it with where there is none.
        clock: Gives the time of events.

    Raises:
        LockedError: Somebody else is writing to it.
        DataError: It is damaged; it is not touched.
        StorageError: It cannot be read or written.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with writing(path):
        if new is not None and not path.exists():
            create_journal(path, new)
        contents = read_journal(path)
        if contents.damage is not None:
            raise DataError([contents.damage], _cannot_go_on())
        with storage_errors(path):
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            journal = Journal(path, descriptor, contents, clock)
            if contents.torn:
                journal._give_up_torn_line()
            yield journal
        finally:
            os.close(descriptor)


def _cannot_go_on() -> Message:
    return msg("Answering cannot go on in a damaged journal.")
