"""What can happen to a journal on a disk: every damage is recognised, named with its line, and never made worse."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from maturity.assessment.events import seal
from maturity.assessment.journal import Contents, open_journal, read_journal
from maturity.errors import DataError, MaturityError
from tests.assessment.making import clock, header, write_journal

BOM = b"\xef\xbb\xbf"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_journal(tmp_path / "top-manager-1.jsonl")


def read(path: Path, content: bytes) -> Contents:
    """Read a journal that holds `content`, and make sure that reading has not changed it."""
    path.write_bytes(content)
    contents = read_journal(path)
    assert path.read_bytes() == content
    return contents


def message(contents: Contents) -> str:
    assert contents.damage is not None
    return str(contents.damage.message)


def test_cut_at_every_byte(path: Path) -> None:
    """What stands before the cut is all there; the cut line is left out and counted; writing goes on in a sound journal."""
    content = path.read_bytes()
    whole = read_journal(path).events
    first = content.index(b"\n") + 1
    for size in range(len(content)):
        contents = read(path, content[:size])
        complete = content[:size].count(b"\n")
        if size < first:
            assert contents.header is None
            assert contents.damage is not None
            continue
        # A line that lacks nothing but its newline is proved by its checksum and is not lost.
        complete += content[size : size + 1] == b"\n"
        torn = 0 if content[size : size + 1] == b"\n" else size - (content[:size].rfind(b"\n") + 1)
        assert contents.damage is None
        assert contents.events == whole[: complete - 1]
        assert contents.torn == torn
        with open_journal(path, header(), clock()) as journal:
            journal.append("answer", "plan.owner", None, {"state": "skipped"})
        after = read_journal(path)
        assert path.read_bytes().startswith(content[:size])
        assert after.damage is None
        assert [event.new for event in after.events if event.what == "recovered"] == ([] if content[size - 1 : size] == b"\n" else [torn])
        assert after.events[: complete - 1] == whole[: complete - 1]
        assert after.events[-1].id == "plan.owner"


def test_flipped_bytes(path: Path) -> None:
    """No answer is ever silently another one: what is read is what was written, up to the damage."""
    content = path.read_bytes()
    whole = read_journal(path)
    chance = random.Random(2026)
    for place in chance.sample(range(len(content)), 400):
        changed = bytearray(content)
        changed[place] ^= chance.randrange(1, 256)
        contents = read(path, bytes(changed))
        assert contents.events == whole.events[: len(contents.events)]
        line = content[:place].count(b"\n") + 1
        assert len(contents.events) < line - 1 or (line == 1 and not contents.events)
        if place == len(content) - 1:
            assert contents.damage or contents.torn
        else:
            assert contents.damage is not None
            assert contents.damage.line == line


@pytest.mark.parametrize(("first", "second"), [(1, 2), (2, 3), (5, 7)])
def test_swapped_lines(path: Path, first: int, second: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[first], lines[second] = lines[second], lines[first]
    contents = read(path, b"".join(lines))

    assert contents.damage is not None
    assert contents.damage.line == first + 1
    assert len(contents.events) == first - 1


@pytest.mark.parametrize("line", [2, 4, 8])
def test_a_lost_line(path: Path, line: int) -> None:
    """Losing the last line cannot be seen in the file itself; losing any other can."""
    lines = path.read_bytes().splitlines(keepends=True)
    contents = read(path, b"".join(lines[: line - 1] + lines[line:]))

    assert (contents.damage is None) == (line == 8)
    if contents.damage:
        assert contents.damage.line == line


def test_a_line_from_elsewhere(path: Path, tmp_path: Path) -> None:
    other = write_journal(tmp_path / "project-manager-1.jsonl", role="project-manager").read_bytes().splitlines(keepends=True)
    lines = path.read_bytes().splitlines(keepends=True)
    contents = read(path, b"".join([*lines[:3], other[3], *lines[3:]]))

    assert message(contents) == "The journal is damaged on this line; the 2 entries before it could be read."
    assert contents.damage is not None
    assert (contents.damage.line, len(contents.events)) == (4, 2)


def test_two_journals_in_one_file(path: Path) -> None:
    content = path.read_bytes()
    contents = read(path, content + content)

    assert contents.damage is not None
    assert (contents.damage.line, len(contents.events)) == (9, 7)


@pytest.mark.parametrize("zeros", [1, 40, 4096])
def test_zeros_after_the_end(path: Path, zeros: int) -> None:
    """As a file system leaves them after a power cut: an unfinished line."""
    contents = read(path, path.read_bytes() + b"\0" * zeros)

    assert (contents.damage, contents.torn, len(contents.events)) == (None, zeros, 7)


def test_zeros_over_the_end(path: Path) -> None:
    """The lines under the zeros are lost, and the number of bytes says that it was more than one unfinished line."""
    content = path.read_bytes()
    start = content.index(b'{"seq":4')
    contents = read(path, content[:start] + b"\0" * (len(content) - start))

    assert (contents.damage, contents.torn, contents.torn_at, len(contents.events)) == (None, len(content) - start, 5, 3)


def test_zeros_in_the_middle(path: Path) -> None:
    content = path.read_bytes()
    start = content.index(b'{"seq":4')
    contents = read(path, content[: start + 5] + b"\0" * 10 + content[start + 15 :])

    assert contents.damage is not None
    assert (contents.damage.line, len(contents.events)) == (5, 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: BOM + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: BOM + content.replace(b"\n", b"\r\n"),
    ],
    ids=["byte-order-mark", "line-endings", "both"],
)
def test_saved_again_by_an_editor(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Every entry can still be proved, so every entry is shown; but nothing is written to such a file."""
    whole = read_journal(path).events
    changed = change(path.read_bytes())
    contents = read(path, changed)

    assert contents.events == whole
    assert message(contents) == (
        "Another program has saved this journal with other line endings or a byte order mark. Its entries could be read."
    )
    with pytest.raises(DataError), open_journal(path, header()):
        pass
    assert path.read_bytes() == changed


def test_line_endings_and_damage(path: Path) -> None:
    contents = read(path, path.read_bytes().replace(b"\n", b"\r\n").replace(b"dont-know", b"dont-knew"))

    assert message(contents) == "The journal is damaged on this line; the 3 entries before it could be read."


@pytest.mark.parametrize("content", [b"", b"\n", b"  \r\n", b"\0" * 512], ids=["nothing", "newline", "blanks", "zeros"])
def test_an_empty_file(path: Path, content: bytes) -> None:
    assert message(read(path, content)) == "The journal is empty."


@pytest.mark.parametrize(
    "content",
    [b"hello\n", b'{"a": 1}\n{"a": 2}\n', b"PK\x03\x04" + bytes(range(256)) * 20, b"[" * 100_000, b"\xff\xfe{\0}\0"],
    ids=["text", "json-lines", "workbook", "brackets", "utf-16"],
)
def test_a_foreign_file(path: Path, content: bytes) -> None:
    contents = read(path, content)

    assert (contents.header, contents.events) == (None, ())
    assert message(contents) == "This is not a journal of the maturity toolkit."


def test_a_journal_of_another_version(path: Path) -> None:
    """What a later version of the toolkit wrote is not called damaged."""
    record = json.loads(path.read_bytes().splitlines()[0])
    later = {**record, "format": "maturity/journal/2"}
    del later["crc"]
    contents = read(path, seal(later, 0)[0] + b"whatever that version writes\n")

    assert contents.header is None
    assert message(contents) == (
        "This journal has the format maturity/journal/2, and this version of the toolkit reads maturity/journal/1."
    )


def test_a_damaged_first_line(path: Path) -> None:
    """Not even the questionnaire is known for certain, so nothing is read."""
    contents = read(path, path.read_bytes().replace(b'"period":"2026"', b'"period":"2025"'))

    assert (contents.header, contents.events) == (None, ())
    assert message(contents) == "The first line of the journal is damaged, so nothing in it can be trusted."


def test_a_file_larger_than_any_journal(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content)
    with path.open("r+b") as file:
        file.truncate(5_000_000_000)

    assert message(read_journal(path)) == "The file holds 5000000000 bytes; at most 20000000 are allowed."


@pytest.mark.parametrize(
    "line",
    [
        b'{"seq":8,"time":"2026-03-02T09:00:07Z","what":"explode"}',
        b'{"seq":9,"time":"2026-03-02T09:00:07Z","what":"finished"}',
        b'{"seq":8,"time":"yesterday","what":"finished"}',
        b'{"seq":8,"time":"2026-03-02T09:00:07Z","what":"finished","id":7}',
        b'{"seq":"8","time":"2026-03-02T09:00:07Z","what":"finished"}',
        b'["finished"]',
        b'{"seq":8,"new":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"seq":' + b"8" * 5_000 + b"}",
        b'{"seq":8,"new":"\xff"}',
    ],
    ids=["unknown", "out-of-order", "time", "id", "number-as-text", "list", "deep", "huge-number", "not-utf-8"],
)
def test_a_line_that_is_sealed_but_makes_no_sense(path: Path, line: bytes) -> None:
    """A checksum proves that a line is what somebody wrote, not that it is one of ours."""
    body = line[:-1]
    crc = zlib.crc32(body, read_journal(path).crc)
    contents = read(path, path.read_bytes() + body + b',"crc":"%08x"}\n' % crc)

    assert contents.damage is not None
    assert (contents.damage.line, len(contents.events)) == (9, 7)


def test_anything_at_all_gives_an_answer(path: Path) -> None:
    """Pieces of a journal in any order, with rubbish between: a result or one of our errors, never a crash."""
    content = path.read_bytes()
    chance = random.Random(7)
    for _ in range(300):
        pieces = []
        for _ in range(chance.randrange(1, 6)):
            start = chance.randrange(len(content))
            pieces.append(content[start : start + chance.randrange(400)])
            pieces.append(chance.choice([b"", b"\n", b"\0", b"\r\n", BOM, chance.randbytes(9)]))
        mixed = b"".join(pieces)
        read(path, mixed)
        try:
            with open_journal(path, header(), clock()):
                pass
        except MaturityError:
            assert path.read_bytes() == mixed
