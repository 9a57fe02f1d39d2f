"""The lines of a journal: header, events, checksums; and reading them.

Line 1 is the header. Every line ends in a checksum that continues the one before it, so that a changed, lost, swapped or foreign line shows.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from maturity.assessment import damage
from maturity.errors import Problem
from maturity.files import storage_errors
from maturity.model.assessment import QuestionnaireRef
from maturity.text import is_clean, is_id

FORMAT = "maturity/journal/1"
EVENTS = ("answer", "comment", "evidence", "target", "fact", "finished", "reopened", "recovered")
MAX_BYTES = 20_000_000
TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"

_SEALED = re.compile(rb'^(\{.*),"crc":"([0-9a-f]{8})"\}$')


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
        torn_at: The line it begins on.
        ended: Whether the last line has its newline.
        crc: Checksum that the next line continues.
    """

    header: Header | None
    events: tuple[Event, ...]
    damage: Problem | None
    given_up: int = 0
    torn: int = 0
    torn_at: int = 0
    ended: bool = True
    crc: int = 0


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
    shown = str(path)
    with storage_errors(path), path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
        size = os.fstat(file.fileno()).st_size
    if len(content) > MAX_BYTES:
        return Contents(header=None, events=(), damage=damage.too_large(size, MAX_BYTES, shown))
    contents = _parse(content, shown)
    if contents.header is None and (written := damage.as_written(content)) != content:
        restored = _parse(written, shown)
        if restored.header is not None:
            return replace(restored, damage=restored.damage or damage.saved_again(shown))
    return contents


def _parse(content: bytes, shown: str) -> Contents:
    lines = content.split(b"\n")
    tail = lines.pop()
    first = _unseal(lines[0], 0) if lines else None
    header = _header(first[0]) if first else None
    if header is None or first is None:
        return Contents(header=None, events=(), damage=damage.no_header(content, shown, FORMAT, sound=first is not None))
    crc = first[1]
    events: list[Event] = []
    given_up = 0
    doubtful: list[bytes] = []
    torn = 0
    # What stands after the last newline is a line too when its checksum says that only the newline is missing.
    for number, line in enumerate([*lines[1:], tail] if tail else lines[1:], 2):
        opened = _unseal(line, crc)
        event = _event(opened[0], len(events) + 1, number) if opened else None
        if event is None or opened is None:
            doubtful.append(line)
            continue
        if doubtful:
            # Bad lines are harmless only where opening for writing has already given up exactly these.
            size = len(b"\n".join(doubtful))
            if event.what != "recovered" or event.new != size:
                tail = b""
                break
            given_up += size
            doubtful = []
        events.append(event)
        crc = opened[1]
    if doubtful and tail and all(line.startswith(b'{"seq":%d,' % (len(events) + 1)) for line in doubtful[1:]):
        # An unfinished last line; where there are several, giving it up was cut short itself.
        torn = len(b"\n".join(doubtful))
        doubtful = []
    at = (events[-1].line if events else 1) + 1
    return Contents(
        header=header,
        events=tuple(events),
        damage=damage.broken_line(at, len(events), shown) if doubtful else None,
        given_up=given_up,
        torn=torn,
        torn_at=at,
        ended=content.endswith(b"\n"),
        crc=crc,
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
        case {"seq": int(found), "time": str(time), "what": str(what)} if found == seq and what in EVENTS and re.fullmatch(TIME, time):
            name = record.get("id")
            if name is None or isinstance(name, str):
                return Event(seq=seq, time=time, what=what, id=name, old=record.get("old"), new=record.get("new"), line=line)
    return None
