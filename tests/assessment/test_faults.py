"""A full disk, a failing disk and a killed process, at every system call that matters: what was confirmed is never lost.

A counter makes the Nth call of a kind fail, for N = 1, 2, 3, … until the program gets through without meeting the fault.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from maturity.assessment.journal import open_journal, read_journal
from maturity.assessment.lock import LockedError
from tests.assessment.making import clock, contents_below
from tests.helpers import ROOT, require

#: Both programs. They speak through another system call than the ones that fail.
PROGRAMS = """
import os, sys
from pathlib import Path
from maturity.assessment.journal import Header, open_journal
from maturity.errors import MaturityError
from maturity.files import write_atomically
from maturity.model.assessment import QuestionnaireRef
path = Path(sys.argv[1])
header = Header(
    assessment="fjordvik-kommune/2026/small", period="2026", role="top-manager", number=1,
    questionnaire=QuestionnaireRef(id="small", version="1.0.0", sha256="0" * 64),
)
def confirm(text):
    os.writev(1, [text.encode() + b"\\n"])
def answer():
    with open_journal(path, header) as journal:
        confirm("open")
        for number in range(3):
            journal.append("comment", "plan.goals", None, str(number))
            confirm(str(number))
def replace():
    write_atomically(path, b"new" * 10_000)
    confirm("written")
try:
    globals()[sys.argv[2]]()
except MaturityError as error:
    os.writev(2, [str(error).encode()])
    sys.exit(error.exit_code)
"""

FAULTS = {
    "full": ("error=ENOSPC", "No space left on device"),
    "full from then on": ("error=ENOSPC", "No space left on device"),
    "broken": ("error=EIO", "Input/output error"),
    "killed": ("signal=KILL", ""),
}


@dataclass(frozen=True)
class Ending:
    """How a program under a fault ended.

    Attributes:
        confirmed: What it printed, line by line: what its user relies on.
    """

    code: int
    confirmed: list[str]
    stderr: str


def run(trace: list[str], path: Path, program: str) -> tuple[Ending, str]:
    """Run a program under strace; return how it ended, and the calls."""
    log = path.parent.parent / "calls"
    # The quick way of tracing cannot send signals.
    quick = [] if any("signal" in option for option in trace) else ["--seccomp-bpf"]
    command = [require("strace"), "-f", *quick, "-o", str(log), *trace, sys.executable, "-c", PROGRAMS, str(path), program]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return Ending(done.returncode, done.stdout.split(), done.stderr), log.read_text("utf-8", "replace")


def every_turn(call: str, fault: str, path: Path, program: str) -> Iterator[Ending]:
    """Yield how the program ended for the first, the second, … call that fails."""
    how, _ = FAULTS[fault]
    for turn in range(1, 40):
        when = f"{turn}+" if fault == "full from then on" else str(turn)
        ending, calls = run(["-e", f"trace={call}", "-e", f"inject={call}:{how}:when={when}"], path, program)
        if "INJECTED" not in calls and ending.code != -signal.SIGKILL:
            assert turn > 1, f"no {call} was ever met, so nothing was tested"
            assert ending.code == 0
            return
        yield ending
    pytest.fail("the program never got through")


def ends_as_it_should(ending: Ending, fault: str, folder: Path) -> None:
    if fault == "killed":
        assert ending.code == -signal.SIGKILL
        return
    assert ending.code == 6
    assert "Traceback" not in ending.stderr
    assert str(folder) in ending.stderr
    assert FAULTS[fault][1] in ending.stderr


def comments(path: Path) -> list[str]:
    """Return what the journal holds, made sure to be sound."""
    contents = read_journal(path)
    assert contents.damage is None
    return [event.new for event in contents.events if event.what == "comment"]


def goes_on(path: Path) -> None:
    """The next sitting adds to what is there."""
    before = comments(path)
    lock = path.with_name(path.name + ".lock")
    if lock.exists() and not lock.read_bytes():
        # Killed between making the lock and putting a name into it. The message says what to do.
        with pytest.raises(LockedError, match=f"delete {lock}"), open_journal(path):
            pass
        lock.unlink()
    with open_journal(path, clock=clock()) as journal:
        journal.append("comment", "plan.goals", None, "later")
    assert comments(path) == [*before, "later"]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_confirmed_answers_outlive_every_fault(tmp_path: Path, call: str, fault: str) -> None:
    """In a new journal each time: the lock, the header, the folder and every answer meet the fault in turn."""
    folder = tmp_path / "journals"
    path = folder / "top-manager-1.jsonl"
    for ending in every_turn(call, fault, path, "answer"):
        ends_as_it_should(ending, fault, folder)
        confirmed = [line for line in ending.confirmed if line != "open"]
        assert confirmed == ["0", "1", "2"][: len(confirmed)]
        if path.exists():
            there = comments(path)
            assert there == ["0", "1", "2"][: len(there)]
            assert len(confirmed) <= len(there)
            goes_on(path)
        else:
            assert ending.confirmed == []
        for left in folder.iterdir():
            left.unlink()


@pytest.mark.parametrize("fault", FAULTS)
def test_earlier_answers_outlive_every_fault_when_going_on(tmp_path: Path, fault: str) -> None:
    """The disk is full each time, and each sitting finds everything from before, also an unfinished line."""
    path = tmp_path / "journals" / "top-manager-1.jsonl"
    assert run(["-e", "trace=none"], path, "answer")[0].code == 0
    path.write_bytes(path.read_bytes() + b'{"seq":4,"ti')
    there = ["0", "1", "2"]
    for call in ("write", "fsync"):
        for ending in every_turn(call, fault, path, "answer"):
            ends_as_it_should(ending, fault, path.parent)
            now = comments(path)
            assert now[: len(there)] == there
            assert len(now) - len(there) >= len([line for line in ending.confirmed if line != "open"])
            there = now
            path.with_name(path.name + ".lock").unlink(missing_ok=True)
        there = comments(path)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_a_file_is_the_old_one_or_the_new_one(tmp_path: Path, call: str, fault: str) -> None:
    path = tmp_path / "results" / "results.xlsx"
    path.parent.mkdir()
    new = b"new" * 10_000
    path.write_bytes(b"old")
    for ending in every_turn(call, fault, path, "replace"):
        ends_as_it_should(ending, fault, path.parent)
        assert ending.confirmed == []
        assert path.read_bytes() in (b"old", new)
        if fault != "killed":
            assert list(contents_below(path.parent)) == ["results.xlsx"]
        for left in path.parent.iterdir():
            left.unlink()
        path.write_bytes(b"old")


def test_a_file_is_on_the_disk_before_its_name_is(tmp_path: Path) -> None:
    """A name that reaches the disk before the content does would be an empty file after a power cut."""
    path = tmp_path / "results" / "results.xlsx"
    _, calls = run(["-y", "-e", "trace=write,fsync,rename"], path, "replace")
    about = [line.split(maxsplit=1)[1] for line in calls.splitlines() if str(path.parent) in line]

    assert [line.partition("(")[0] for line in about] == ["write", "fsync", "rename", "fsync"]
    assert ".tmp" in about[1]
    assert f"<{path.parent}>" in about[3]


@pytest.mark.parametrize("reason", ["EACCES", "EROFS", "ENOSPC", "EMFILE", "EIO"])
@pytest.mark.parametrize("what", ["lock", "journal"])
def test_a_folder_that_refuses(tmp_path: Path, what: str, reason: str) -> None:
    """As for somebody who may not write there, which cannot be tried by an administrator."""
    path = tmp_path / "journals" / "top-manager-1.jsonl"
    assert run(["-e", "trace=none"], path, "answer")[0].code == 0
    before = path.read_bytes()
    refused = path.with_name(path.name + ".lock") if what == "lock" else path
    ending, calls = run(["-P", str(refused), "-e", "trace=openat", "-e", f"inject=openat:error={reason}:when=1+"], path, "answer")

    assert "INJECTED" in calls
    assert ending.code == 6
    assert "Traceback" not in ending.stderr
    assert str(refused) in ending.stderr
    assert path.read_bytes() == before
