"""What the tests of the commands share."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.assessment.making import answer_everything, sitting
from tests.helpers import maturity


@pytest.fixture
def assessments(tmp_path: Path) -> Path:
    """An assessments folder with one assessment: a top manager at 3 and a project manager at 1."""
    folder = tmp_path / "assessments"
    for role, value in (("top-manager", 3), ("project-manager", 1)):
        with sitting(folder, role=role) as session:
            answer_everything(session, value)
    return folder


def succeeds(*arguments: str | Path, cwd: Path | None = None) -> str:
    """Run a command that has nothing to complain about, and return what it printed."""
    done = maturity(*arguments, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def fails(code: int, *arguments: str | Path, cwd: Path | None = None) -> str:
    """Run a command that can do nothing, and return its message."""
    done = maturity(*arguments, cwd=cwd)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert_message(done)
    return done.stderr


def assert_message(done: subprocess.CompletedProcess[str]) -> None:
    """Make sure that standard error is for a person to read."""
    assert "Traceback" not in done.stderr
    assert "This is a bug" not in done.stderr
    assert "\x1b" not in done.stderr
    assert done.stderr.strip()
