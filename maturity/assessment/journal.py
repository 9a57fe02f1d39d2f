"""The journal: one respondent's answers as events, appended and fsynced one by one, never rewritten.

A last line without a newline was never acknowledged to anybody: opening for writing gives it up with a ``recovered`` event.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from maturity.assessment.events import FORMAT, MAX_BYTES, Contents, Event, Header, read_journal, seal
from maturity.assessment.lock import writing
from maturity.errors import DataError, StorageError
from maturity.files import make_folder, storage_errors, write_atomically
from maturity.text import msg

__all__ = ["Clock", "Contents", "Event", "Header", "Journal", "create_journal", "open_journal", "read_journal", "utc_now"]

Clock = Callable[[], str]


def utc_now() -> str:
    """Return the time as journals write it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Journal:
    """A journal open for writing; made by `open_journal`."""

    def __init__(self, path: Path, descriptor: int, contents: Contents, clock: Clock) -> None:
        self.path = path
        self._descriptor = descriptor
        self._clock = clock
        self._know(contents)

    def _know(self, contents: Contents) -> None:
        if contents.damage is not None:
            raise DataError([contents.damage], msg("Answering cannot go on in a damaged journal."))
        assert contents.header is not None
        self.header = contents.header
        self.events = list(contents.events)
        self._crc = contents.crc
        self._size = os.fstat(self._descriptor).st_size
        self._in_doubt = False
        if not contents.ended:
            self._write("recovered", None, None, contents.torn, before=b"\n")

    def append(self, what: str, name: str | None = None, old: Any = None, new: Any = None) -> Event:
        """Add an event; when this returns, it is on the disk.

        Raises:
            StorageError: It could not be written; everything before it stands.
        """
        if self._in_doubt:
            # How much of the last one arrived before it failed, only the file knows.
            self._know(read_journal(self.path))
        return self._write(what, name, old, new)

    def _write(self, what: str, name: str | None, old: Any, new: Any, before: bytes = b"") -> Event:
        event = Event(seq=len(self.events) + 1, time=self._clock(), what=what, id=name, old=old, new=new)
        record: dict[str, Any] = {"seq": event.seq, "time": event.time, "what": what}
        record.update({key: value for key, value in (("id", name), ("old", old), ("new", new)) if value is not None})
        line, crc = seal(record, self._crc)
        with storage_errors(self.path):
            self._make_sure_it_is_still_ours(len(before + line))
            self._in_doubt = True
            _write_all(self._descriptor, before + line)
            os.fsync(self._descriptor)
        self._in_doubt = False
        self._size += len(before + line)
        self._crc = crc
        self.events.append(event)
        return event

    def _make_sure_it_is_still_ours(self, more: int) -> None:
        """Notice that a sync client, or a person, has put another file in the journal's place: what is written here would be lost."""
        here = os.fstat(self._descriptor)
        try:
            replaced = not os.path.samestat(here, self.path.stat())
        except FileNotFoundError:
            replaced = True
        if replaced or here.st_size != self._size:
            raise StorageError(
                msg("{path} was changed, replaced or deleted by another program while it was open.", path=str(self.path)),
                msg("The last answer was not saved. Begin again with the same command; what stands in the file will be read anew."),
            )
        if here.st_size + more > MAX_BYTES:
            raise StorageError(msg("{path} is full: it may hold {limit} bytes.", path=str(self.path), limit=MAX_BYTES))


def _write_all(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


def create_journal(path: Path, header: Header) -> None:
    """Write a new journal that holds only its header. Call it while holding the lock.

    Raises:
        StorageError: It cannot be written.
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
    make_folder(path.parent)
    with writing(path):
        if new is not None and not path.exists():
            create_journal(path, new)
        contents = read_journal(path)
        with storage_errors(path):
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            yield Journal(path, descriptor, contents, clock)
        finally:
            os.close(descriptor)
