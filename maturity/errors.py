"""Every error the toolkit raises on purpose.

::

    MaturityError                 base: a message, a hint, an exit code
    ├── UsageError          2     the request cannot be carried out as asked
    ├── DataError           3     what was read is wrong; carries all problems found
    ├── PluginError         5     what was asked for belongs to a plugin that failed
    └── StorageError        6     disk, permission or lock

A `DataError` carries `Problem` records, one for each thing that is wrong, so that a reader can mend all of them in one go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from maturity.text import Message, msgs


class ExitCode(IntEnum):
    """What the command tells the shell."""

    OK = 0
    BUG = 1
    USAGE = 2
    DATA = 3
    WARNINGS = 4
    PLUGIN = 5
    STORAGE = 6
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in something that was read.

    Attributes:
        message: What is wrong and what is allowed.
        file: The file as the user named it, or None for data that came from memory.
        line: 1-based line, None where there is none.
        column: 1-based column, None where there is none.
        where: The place in the document's own terms, such as ``dimensions[1].questions[3].title``.
        hint: What to do next.
        warning: True for something that deserves attention but can be used.
    """

    message: Message
    file: str | None = None
    line: int | None = None
    column: int | None = None
    where: str | None = None
    hint: Message | None = None
    warning: bool = False

    @property
    def place(self) -> str:
        """``file:line:column`` as far as it is known."""
        parts = [part for part in (self.file, self.line, self.column) if part is not None]
        return ":".join(str(part) for part in parts)

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        where = f" ({self.where})" if self.where else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}{self.message}{where}{hint}"


class MaturityError(Exception):
    """Base of every error raised on purpose.

    Attributes:
        message: What happened, for the reader.
        hint: What to do next, or None.
        exit_code: What a command ends with.
    """

    exit_code = ExitCode.BUG

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else str(self.message)


class UsageError(MaturityError):
    """What was asked for does not exist or does not fit together."""

    exit_code = ExitCode.USAGE


class DataError(MaturityError):
    """What was read is wrong.

    Attributes:
        problems: Every problem found, in the order of the file.
    """

    exit_code = ExitCode.DATA

    def __init__(self, problems: Iterable[Problem], message: Message | None = None, hint: Message | None = None) -> None:
        self.problems = tuple(problems)
        super().__init__(message or msgs("{n} problem was found.", "{n} problems were found.", len(self.problems)), hint)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.problems)])


class PluginError(MaturityError):
    """What was asked for belongs to a plugin that could not be used."""

    exit_code = ExitCode.PLUGIN


class StorageError(MaturityError):
    """A file could not be read, written or locked."""

    exit_code = ExitCode.STORAGE
