"""One writer per journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from maturity.errors import StorageError
from maturity.files import storage_errors
from maturity.text import clean_line, msg


class LockedError(StorageError):
    """Somebody else is writing to this journal."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the journal at `path` for writing.

    The lock is a file beside the journal that exists while the lock is held, which works on shared drives too. It says who holds it;
    one that a dead process on this machine left behind is taken over.

    Raises:
        LockedError: Another process holds it.
        StorageError: The lock file cannot be made.
    """
    from filelock import SoftFileLock, Timeout

    place = path.with_name(path.name + ".lock")
    with storage_errors(place):
        lock = SoftFileLock(place)
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                # What a dead process left behind may only have been cleared away by this look at it.
                lock.acquire(timeout=0)
        except Timeout:
            raise _locked(path, place) from None
    try:
        yield
    finally:
        lock.release()


def _locked(path: Path, place: Path) -> LockedError:
    hint = msg("Close that window first. If it is gone and this message stays, delete {lock}.", lock=str(place))
    try:
        process, host, *_ = [*place.read_text("utf-8", "replace").split("\n"), "", ""]
        since = datetime.fromtimestamp(place.stat().st_mtime, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    except OSError:
        process = host = since = ""
    if not (process.strip() and host.strip()):
        return LockedError(msg("{path} is open for writing in another window.", path=str(path)), hint)
    return LockedError(
        msg(
            "{path} is open for writing in another window: process {process} on {host}, since {since}.",
            path=str(path),
            process=clean_line(process, limit=20),
            host=clean_line(host, limit=80),
            since=since,
        ),
        hint,
    )
