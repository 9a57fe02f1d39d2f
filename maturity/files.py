"""Writing files so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from maturity.errors import StorageError
from maturity.text import msg

#: Windows refuses to replace a file that a virus scanner, an indexer or a sync client holds open; it lets go in moments.
_REPLACE_TRIES = 12
_REPLACE_PAUSE = 0.2


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path`: temporary file beside it, fsync, replace, fsync of the folder.

    Raises:
        StorageError: The folder cannot be made or the file cannot be written; what stood there before still stands there.
    """
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
    with storage_errors(path, exactly=True):
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, so that their names survive a power cut.

    Raises:
        StorageError: It cannot be made.
    """
    with storage_errors(folder):
        new = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for each in reversed(new):
            sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that a new name in `folder` survives a power cut. Windows and some shared drives have no such call and need none."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        # One may write in a folder without being allowed to read it.
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _replace(temporary: Path, path: Path) -> None:
    tries = _REPLACE_TRIES if os.name == "nt" else 1
    for remaining in reversed(range(tries)):
        try:
            os.replace(temporary, path)
        except PermissionError:
            if not remaining:
                raise
            time.sleep(_REPLACE_PAUSE)
        else:
            return


@contextmanager
def storage_errors(path: Path, *, exactly: bool = False) -> Iterator[None]:
    """Turn an operating system's refusal into a `StorageError` that names the path, the reason and what to do.

    Args:
        path: What is read or written.
        exactly: Name `path` even where the refusal is about another file, such as a temporary one.
    """
    try:
        yield
    except OSError as error:
        shown = path if exactly or error.filename is None else error.filename
        raise StorageError(
            msg("{path} could not be read or written: {reason}.", path=str(shown), reason=error.strerror or str(error)),
            msg("Check that the folder exists, that you may write there and that the disk is not full, or choose another folder."),
        ) from error


def inside(folder: Path, *parts: str) -> Path:
    """Return ``folder/part/…``, made sure to lie inside `folder`.

    Raises:
        ValueError: A part would leave the folder. Parts made with `slug` never do.
    """
    path = folder.joinpath(*parts)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{path} is outside {folder}")
    return path
