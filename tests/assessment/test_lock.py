"""One writer per journal: others are told who it is, and a dead one is no obstacle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from maturity.assessment.journal import open_journal, read_journal
from maturity.assessment.lock import LockedError
from maturity.errors import ExitCode, StorageError
from tests.assessment.making import clock, header, write_journal

HOLD = """
import sys
from pathlib import Path
from maturity.assessment.journal import open_journal
with open_journal(Path(sys.argv[1])) as journal:
    print("held", flush=True)
    sys.stdin.readline()
"""

WRITE = """
import sys
from pathlib import Path
from maturity.assessment.journal import open_journal
from maturity.assessment.lock import LockedError
path, name, wanted = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
done = 0
while done < wanted:
    try:
        with open_journal(path) as journal:
            journal.append("comment", name, None, str(done))
            done += 1
    except LockedError:
        pass
"""


def hold(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_journal(tmp_path / "top-manager-1.jsonl")


def test_the_second_writer_is_told_who_and_what_to_do(path: Path) -> None:
    with hold(path) as holder:
        with pytest.raises(LockedError) as raised, open_journal(path):
            pass
        holder.communicate("\n")

    error = raised.value
    assert error.exit_code is ExitCode.STORAGE
    assert f"{path} is open for writing in another window: process {holder.pid} on {socket.gethostname()}, since 20" in str(error)
    assert f"Close that window first. If it is gone and this message stays, delete {path}.lock." in str(error)


def test_reading_needs_no_lock(path: Path) -> None:
    with hold(path) as holder:
        assert len(read_journal(path).events) == 7
        holder.communicate("\n")


def test_the_lock_is_gone_when_the_writer_is_done(path: Path) -> None:
    with hold(path) as holder:
        holder.communicate("\n")

    with open_journal(path, clock=clock()) as journal:
        journal.append("reopened", new="More.")
    assert [name.name for name in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_a_killed_writer_is_no_obstacle(path: Path) -> None:
    with hold(path) as holder:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    assert path.with_name(path.name + ".lock").exists()

    with open_journal(path, clock=clock()) as journal:
        journal.append("reopened", new="More.")
    assert [name.name for name in path.parent.iterdir()] == [path.name]


def test_a_writer_that_did_not_say_who_it_is(path: Path) -> None:
    """As it dies between making the lock and writing its name into it: who it was stays unknown, what to do does not."""
    path.with_name(path.name + ".lock").touch()

    with pytest.raises(LockedError) as raised, open_journal(path):
        pass
    assert str(raised.value) == (
        f"{path} is open for writing in another window. Close that window first. If it is gone and this message stays, delete {path}.lock."
    )


def test_a_writer_on_another_computer(path: Path) -> None:
    """Nobody here can know whether it lives; its name is foreign text."""
    path.with_name(path.name + ".lock").write_text("4711\nfjernmaskin\x1b[31m\u202e\n", "utf-8")

    with pytest.raises(LockedError) as raised, open_journal(path):
        pass
    assert "process 4711 on fjernmaskin[31m, since 20" in str(raised.value)


def test_a_lock_that_cannot_be_made(path: Path) -> None:
    path.with_name(path.name + ".lock").mkdir()

    with pytest.raises(StorageError) as raised, open_journal(path):
        pass
    assert f"{path}.lock" in str(raised.value)


def test_eight_writers_lose_nothing(tmp_path: Path) -> None:
    """They contend for one journal, the first of them against a lock that a dead process left."""
    path = tmp_path / "top-manager-1.jsonl"
    with open_journal(path, header()):
        pass
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    path.with_name(path.name + ".lock").write_text(f"{dead.pid}\n{socket.gethostname()}\n", "utf-8")

    writers = [subprocess.Popen([sys.executable, "-c", WRITE, path, f"writer-{number}", "15"]) for number in range(8)]
    assert [writer.wait() for writer in writers] == [0] * 8

    contents = read_journal(path)
    assert contents.damage is None
    assert sorted((event.id, event.new) for event in contents.events) == sorted(
        (f"writer-{number}", str(done)) for number in range(8) for done in range(15)
    )
