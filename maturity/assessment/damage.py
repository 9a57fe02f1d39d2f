"""What is wrong with a journal, in words."""

from __future__ import annotations

import codecs
import re

from maturity.errors import Problem
from maturity.text import Message, msg, msgs

_FORMAT = re.compile(rb'"format":"(maturity/journal/[0-9]{1,9})"')


def no_header(content: bytes, shown: str, form: str, *, sound: bool) -> Problem:
    """Return why a file is not a journal that can be read.

    Args:
        content: The file, or its beginning.
        shown: Its name in messages.
        form: The format that can be read.
        sound: Whether the checksum of the first line holds, so that it says what its writer meant.
    """
    named = _FORMAT.search(content[:4000])
    if not content.strip(b"\0 \t\r\n"):
        return _of_the_whole(msg("The journal is empty."), shown)
    if b'"maturity/journal' not in content[:4000]:
        return _of_the_whole(msg("This is not a journal of the maturity toolkit."), shown, msg("The file has not been changed."))
    if sound and named and named[1].decode() != form:
        return _of_the_whole(
            msg("This journal has the format {found}, and this version of the toolkit reads {known}.", found=named[1].decode(), known=form),
            shown,
            msg("The file has not been changed. Read it with the version of the toolkit that wrote it, or a later one."),
        )
    return _of_the_whole(msg("The first line of the journal is damaged, so nothing in it can be trusted."), shown)


def broken_line(line: int, readable: int, shown: str) -> Problem:
    """Return that a line is not what was written, and how much stands before it."""
    return Problem(
        message=msgs(
            "The journal is damaged on this line; the {n} entry before it could be read.",
            "The journal is damaged on this line; the {n} entries before it could be read.",
            readable,
        ),
        file=shown,
        line=line,
        hint=_restore(),
    )


def saved_again(shown: str) -> Problem:
    """Return that every line is there, but not as it was written."""
    return _of_the_whole(
        msg("Another program has saved this journal with other line endings or a byte order mark. Its entries could be read."), shown
    )


def too_large(size: int, limit: int, shown: str) -> Problem:
    """Return that the file is larger than any journal."""
    return _of_the_whole(msg("The file holds {n} bytes; at most {limit} are allowed.", n=size, limit=limit), shown)


def torn_line(size: int, line: int, shown: str) -> Problem:
    """Return, as a warning, that the file ends in the middle of a line."""
    return Problem(
        message=msgs(
            "The last line is unfinished, as after a power cut; its {n} byte was never confirmed as saved and is left out.",
            "The last line is unfinished, as after a power cut; its {n} bytes were never confirmed as saved and are left out.",
            size,
        ),
        file=shown,
        line=line,
        warning=True,
    )


def as_written(content: bytes) -> bytes:
    """Return a journal without what editors and version control do to text files."""
    return content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")


def _of_the_whole(message: Message, shown: str, hint: Message | None = None) -> Problem:
    return Problem(message=message, file=shown, line=1, hint=hint or _restore())


def _restore() -> Message:
    return msg("The file has not been changed. Restore it from a backup, or move it away and answer again.")
