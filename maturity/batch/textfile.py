"""A look at the bytes of a delimited file before anything parses it: how it is written, and which lines cannot be rows.

Reading and counting takes a tenth of the time that parsing takes, and finds what a parser would hide or stumble over.
"""

from __future__ import annotations

import codecs
import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from maturity.errors import DataError, Problem
from maturity.files import storage_errors
from maturity.text import Message, msg

#: Longer lines are no rows of a survey.
LONGEST_LINE = 1_000_000
MOST_COLUMNS = 10_000
_CHUNK = 1 << 20
_SEPARATORS = b";\t,"
#: What a count of lines and separators cannot be trusted beside.
_SIGNS = (b'"', b"\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A line that cannot be a row.

    Attributes:
        row: Its number among the rows, from 1.
        line: Its content, shortened where it is endless.
    """

    row: int
    line: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """What is known of a delimited file.

    Attributes:
        path: What to parse: the file itself, or a copy of its sound lines in UTF-8.
        separator: One character.
        rows: Rows in the file as it was given, the refused ones too.
        refused: Lines that are not in `path`.
        notes: What a user must know about how it is read.
    """

    path: Path
    separator: str
    rows: int
    refused: tuple[Refused, ...] = ()
    notes: tuple[Message, ...] = ()

    def row_number(self, index: int) -> int:
        """Return the number in the given file of the row with this index in `path`."""
        number = index + 1
        for refused in self.refused:
            if refused.row > number:
                break
            number += 1
        return number


def look(path: Path, scratch: Path) -> TextFile:
    """Look through a delimited file.

    Args:
        path: The file.
        scratch: A folder for a copy, where one is needed.

    Raises:
        DataError: It is empty, has no rows, or its first line is no heading.
        StorageError: It cannot be read.
    """
    with storage_errors(path):
        notes: tuple[Message, ...] = ()
        seen, place = _counted(path), path
        if seen is None:
            place, notes = _as_utf8(path, scratch)
            seen = _counted(place)
        assert seen is not None, "a copy is UTF-8"
        heading, separator, lines, marks, plain = seen
        if not heading.strip():
            raise _refused(path, msg("The file is empty."))
        columns = len(next(csv.reader([heading], delimiter=separator)))
        if columns > MOST_COLUMNS:
            raise _refused(path, msg("The file has {n} columns; at most {limit} are allowed.", n=columns, limit=MOST_COLUMNS))
        if not lines:
            raise _refused(path, msg("The file has a heading and no rows."))
        # A blank line has too few separators; where there are none to count, every line is looked at.
        if plain and columns > 1 and marks == lines * (columns - 1):
            return TextFile(path=place, separator=separator, rows=lines, notes=notes)
        return _sound_lines(place, scratch, separator, columns, notes)


def _refused(path: Path, message: Message) -> DataError:
    return DataError([Problem(message=message, file=str(path))])


def _as_utf8(path: Path, scratch: Path) -> tuple[Path, tuple[Message, ...]]:
    """Return a copy of the file in UTF-8, and what was done to it."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _copied(path, scratch, "utf-16"), (msg("{path} is read as UTF-16.", path=str(path)),)
    note = msg("{path} is not UTF-8 and is read as Windows text (cp1252); look at æ, ø and å in what comes out.", path=str(path))
    return _copied(path, scratch, "cp1252"), (note,)


def _copied(path: Path, scratch: Path, encoding: str) -> Path:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=scratch, delete=False) as copy:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            while text := file.read(_CHUNK):
                copy.write(text)
        return Path(copy.name)


def _counted(path: Path) -> tuple[str, str, int, int, bool] | None:
    """Read a file once and count.

    Returns:
        The heading, the separator, the lines and separators after the heading, and whether nothing speaks against trusting the
        counts; None where the file is not UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = marks = since = 0
    plain, pending, last = True, False, b"\n"
    with path.open("rb") as file:
        first = file.readline(LONGEST_LINE).removeprefix(codecs.BOM_UTF8)
        try:
            heading = first.decode()
            mark = bytes([max(_SEPARATORS, key=lambda code: first.count(bytes([code])))])
            while chunk := file.read(_CHUNK):
                if pending or not chunk.isascii():
                    decoder.decode(chunk)
                    pending = bool(decoder.getstate()[0])
                lines += chunk.count(b"\n")
                marks += chunk.count(mark)
                end = chunk.rfind(b"\n")
                since = since + len(chunk) if end < 0 else len(chunk) - end
                if plain and (since > LONGEST_LINE or any(sign in chunk for sign in _SIGNS)):
                    plain = False
                last = chunk[-1:]
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return heading, mark.decode(), lines + (last != b"\n"), marks, plain and b"\0" not in first


def _sound_lines(place: Path, scratch: Path, separator: str, columns: int, notes: tuple[Message, ...]) -> TextFile:
    """Write the rows that can be rows to a copy, and name the others."""
    refused: list[Refused] = []
    rows = 0
    with tempfile.NamedTemporaryFile("wb", dir=scratch, delete=False) as copy:
        records = _records(place)
        copy.write(next(records)[0])
        for raw, problem in records:
            if not raw.strip():
                continue
            rows += 1
            text = raw.decode("utf-8", "replace").rstrip("\r\n")
            wrong = problem or _ragged(text, separator, columns)
            if wrong is None:
                copy.write(raw if raw.endswith(b"\n") else raw + b"\n")
            else:
                refused.append(Refused(row=rows, line=text[:10_000], message=wrong))
    if not rows:
        raise _refused(place, msg("The file has a heading and no rows."))
    return TextFile(path=Path(copy.name), separator=separator, rows=rows, refused=tuple(refused), notes=notes)


def _ragged(text: str, separator: str, columns: int) -> Message | None:
    found = len(next(csv.reader([text], delimiter=separator))) if '"' in text else text.count(separator) + 1
    return None if found == columns else msg("The row has {found} columns; expected {expected}.", found=found, expected=columns)


def _records(place: Path) -> Iterator[tuple[bytes, Message | None]]:
    """Yield the lines of a file, those joined that an open quotation mark holds together."""
    with place.open("rb") as file:
        while raw := file.readline(LONGEST_LINE + 1):
            problem = None
            if len(raw) > LONGEST_LINE:
                problem = msg("The line holds more than {limit} bytes.", limit=LONGEST_LINE)
                while raw and not raw.endswith(b"\n"):
                    rest = file.readline(LONGEST_LINE)
                    if not rest or rest.endswith(b"\n"):
                        break
            elif b"\0" in raw:
                problem = msg("The line holds a NUL character.")
            elif raw.count(b'"') % 2:
                raw, closed = _joined(file, raw)
                problem = None if closed else msg("A quotation mark is never closed.")
            yield raw, problem


def _joined(file: BinaryIO, raw: bytes) -> tuple[bytes, bool]:
    """Return a record whose quoted text goes over several lines; only its first line where the mark is never closed."""
    place, whole = file.tell(), raw
    while whole.count(b'"') % 2:
        more = file.readline(LONGEST_LINE)
        if not more or len(whole) > LONGEST_LINE:
            file.seek(place)
            return raw, False
        whole += more
    return whole, True
