"""Journals: what is written, that it is only ever appended to, and how writing goes on after a cut."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from maturity.assessment.events import MAX_BYTES
from maturity.assessment.journal import create_journal, open_journal, read_journal
from maturity.errors import DataError, StorageError
from tests.assessment.making import clock, header, write_journal


def test_the_first_line_says_what_it_is_about(tmp_path: Path) -> None:
    about = replace(header(role="project-manager", number=2), sample=True)
    create_journal(tmp_path / "project-manager-2.jsonl", about)

    (line,) = (tmp_path / "project-manager-2.jsonl").read_text("utf-8").splitlines()
    record = json.loads(line)
    assert record["format"] == "maturity/journal/1"
    assert record["assessment"] == "fjordvik-kommune/2026/small"
    assert record["questionnaire"] == {"id": "small", "version": "1.0.0", "sha256": about.questionnaire.sha256}
    assert (record["role"], record["number"], record["sample"]) == ("project-manager", 2, True)
    assert read_journal(tmp_path / "project-manager-2.jsonl").header == about


def test_events_come_back_as_they_were_written(tmp_path: Path) -> None:
    contents = read_journal(write_journal(tmp_path / "a-1.jsonl"))

    assert contents.damage is None
    assert [(event.seq, event.line, event.what, event.id, event.old, event.new) for event in contents.events] == [
        (1, 2, "fact", "name", None, "Fjordvik kommune"),
        (2, 3, "answer", "plan.goals", None, {"state": "answered", "value": 2}),
        (3, 4, "comment", "plan.goals", None, "Æ, ø og å – “sitert”\nto linjer"),
        (4, 5, "answer", "plan.measured", None, {"state": "dont-know"}),
        (5, 6, "target", "plan", None, 3),
        (6, 7, "answer", "plan.goals", {"state": "answered", "value": 2}, {"state": "answered", "value": 3}),
        (7, 8, "finished", None, None, None),
    ]
    assert [event.time for event in contents.events] == [f"2026-03-02T09:00:0{second}Z" for second in range(7)]


def test_every_checksum_continues_the_one_before(tmp_path: Path) -> None:
    """Anybody can check a journal with a few lines of code and the crc32 of any library."""
    crc = 0
    for line in write_journal(tmp_path / "a-1.jsonl").read_bytes().splitlines():
        body, _, end = line.rpartition(b',"crc":"')
        crc = zlib.crc32(body, crc)
        assert end == b'%08x"}' % crc


def test_one_event_is_one_line_in_utf_8(tmp_path: Path) -> None:
    content = write_journal(tmp_path / "a-1.jsonl").read_bytes()

    assert content.endswith(b"\n")
    assert content.count(b"\n") == 8
    assert "Æ, ø og å".encode() in content


def test_going_on_only_appends(tmp_path: Path) -> None:
    path = write_journal(tmp_path / "a-1.jsonl")
    before = path.read_bytes()
    with open_journal(path, header(), clock()) as journal:
        assert len(journal.events) == 7
        journal.append("reopened", new="Something was forgotten.")

    assert path.read_bytes().startswith(before)
    assert read_journal(path).events[-1].new == "Something was forgotten."


def test_opening_and_closing_changes_nothing(tmp_path: Path) -> None:
    path = write_journal(tmp_path / "a-1.jsonl")
    before = path.read_bytes()
    with open_journal(path, header()):
        pass

    assert path.read_bytes() == before
    assert [name.name for name in tmp_path.iterdir()] == ["a-1.jsonl"]


def test_an_unfinished_last_line_is_given_up_with_an_event(tmp_path: Path) -> None:
    path = write_journal(tmp_path / "a-1.jsonl")
    torn = b'{"seq":8,"time":"2026-03-02T09:00:07Z","what":"ans'
    path.write_bytes(path.read_bytes() + torn)
    with open_journal(path, header(), clock()) as journal:
        journal.append("answer", "plan.owner", None, {"state": "skipped"})

    contents = read_journal(path)
    assert contents.damage is None
    assert contents.given_up == len(torn)
    assert [(event.what, event.new) for event in contents.events[-2:]] == [("recovered", len(torn)), ("answer", {"state": "skipped"})]
    assert torn + b"\n" in path.read_bytes()


def test_reading_does_not_give_up_anything(tmp_path: Path) -> None:
    """Somebody else may be in the middle of writing that line."""
    path = write_journal(tmp_path / "a-1.jsonl")
    path.write_bytes(path.read_bytes() + b'{"seq":8,')
    before = path.read_bytes()

    contents = read_journal(path)
    assert (contents.damage, contents.torn, contents.torn_at) == (None, 9, 9)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept", range(1, 80, 7))
def test_giving_up_can_itself_be_cut_short(tmp_path: Path, kept: int) -> None:
    """Wherever the power went, opening again and again ends in a sound journal with everything that was confirmed."""
    path = write_journal(tmp_path / "a-1.jsonl")
    path.write_bytes(path.read_bytes() + b'{"seq":8,"ti')
    torn = path.read_bytes()
    with open_journal(path, header(), clock()):
        pass
    path.write_bytes(torn + path.read_bytes()[len(torn) :][:kept])

    contents = read_journal(path)
    # Until the recovered event has its number, it cannot be told from damage to a confirmed line; then nothing is guessed.
    assert (contents.damage is None) == (kept >= len(b'\n{"seq":8,'))
    assert len(contents.events) == 7
    if contents.damage is None:
        with open_journal(path, header(), clock()) as journal:
            journal.append("answer", "plan.owner", None, {"state": "skipped"})
        assert [event.what for event in read_journal(path).events[7:]] == ["recovered", "answer"]


def test_bytes_that_nobody_gave_up_before_a_recovered_event_are_damage(tmp_path: Path) -> None:
    path = write_journal(tmp_path / "a-1.jsonl")
    path.write_bytes(path.read_bytes() + b'{"seq":8')
    with open_journal(path, header(), clock()):
        pass
    path.write_bytes(path.read_bytes().replace(b'{"seq":8\n', b'{"seq":8, and more\n'))

    damage = read_journal(path).damage
    assert damage is not None
    assert damage.line == 9


FULL_TWICE = """
import resource, sys
from pathlib import Path
from maturity.assessment.journal import open_journal
from maturity.errors import StorageError

def room(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

path = Path(sys.argv[1])
with open_journal(path) as journal:
    room(path.stat().st_size + 8)
    for attempt in range(2):
        try:
            journal.append("answer", "plan.owner", None, {"state": "skipped"})
        except StorageError as error:
            print(error.message)
    room(resource.RLIM_INFINITY)
    journal.append("answer", "plan.owner", None, {"state": "answered", "value": 2})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_is_full_for_a_while(tmp_path: Path) -> None:
    """First a few bytes fit, then none, then all: no confirmed answer is joined to what did not fit."""
    path = write_journal(tmp_path / "a-1.jsonl")
    done = subprocess.run([sys.executable, "-c", FULL_TWICE, path], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == [f"{path} could not be read or written: File too large."] * 2
    contents = read_journal(path)
    assert contents.damage is None
    assert [(event.what, event.new) for event in contents.events[7:]] == [
        ("recovered", 8),
        ("answer", {"state": "answered", "value": 2}),
    ]


@pytest.mark.parametrize("fate", ["deleted", "replaced", "shortened", "appended"])
def test_a_file_that_changes_under_the_pen_is_noticed(tmp_path: Path, fate: str) -> None:
    """As a sync client does it: an answer must not go to a file that no longer has a name."""
    path = tmp_path / "a-1.jsonl"
    with open_journal(path, header(), clock()) as journal:
        journal.append("answer", "plan.goals", None, {"state": "answered", "value": 1})
        content = path.read_bytes()
        match fate:
            case "deleted":
                path.unlink()
            case "replaced":
                (tmp_path / "other").write_bytes(content)
                (tmp_path / "other").replace(path)
            case "shortened":
                path.write_bytes(content[:-10])
            case "appended":
                path.write_bytes(content + b"x")
        with pytest.raises(StorageError, match="changed, replaced or deleted") as raised:
            journal.append("answer", "plan.goals", None, {"state": "answered", "value": 2})
    assert str(path) in str(raised.value)


def test_a_journal_never_outgrows_what_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a-1.jsonl"
    text = "x" * 5_000_000
    with open_journal(path, header(), clock()) as journal:
        for _ in range(3):
            journal.append("comment", "plan.goals", None, text)
        with pytest.raises(StorageError, match="is full"):
            journal.append("comment", "plan.goals", None, text)

    assert path.stat().st_size <= MAX_BYTES
    assert len(read_journal(path).events) == 3


def test_a_damaged_journal_is_not_written_to(tmp_path: Path) -> None:
    path = write_journal(tmp_path / "a-1.jsonl")
    path.write_bytes(path.read_bytes().replace(b"dont-know", b"dont-knew"))
    before = path.read_bytes()

    with pytest.raises(DataError, match="cannot go on in a damaged journal") as raised, open_journal(path, header()):
        pass
    assert raised.value.problems[0].line == 5
    assert path.read_bytes() == before
    assert [name.name for name in tmp_path.iterdir()] == ["a-1.jsonl"]


def test_a_new_journal_begins_with_all_of_its_header_or_not_at_all(tmp_path: Path) -> None:
    """A name that stands for a folder cannot become a journal, and leaves nothing behind."""
    (tmp_path / "a-1.jsonl").mkdir()

    with pytest.raises(StorageError, match=r"a-1\.jsonl"), open_journal(tmp_path / "a-1.jsonl", header()):
        pass
    assert [name.name for name in tmp_path.iterdir()] == ["a-1.jsonl"]
