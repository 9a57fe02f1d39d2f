"""Ratios instead of times: two pieces of work in turn, round by round, the median of the ratios."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 21


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        ours: Runs our work once and returns its seconds.
        base: Runs what it is held against.
        goal: The greatest median ratio that is good enough.
    """

    name: str
    base_name: str
    goal: float
    ours: Callable[[], float]
    base: Callable[[], float]
    rounds: int = ROUNDS


def measure(row: Row) -> str:
    """Return the row as a line of the table."""
    row.base()
    row.ours()
    pairs = [(row.base(), row.ours()) for _ in range(row.rounds)]
    ratios = sorted(ours / base for base, ours in pairs)
    median = statistics.median(ratios)
    verdict = "ok" if median <= row.goal else "MISSED"
    milliseconds = statistics.median(ours for _, ours in pairs) * 1_000
    return f"| {row.name} | {row.base_name} | {ratios[0]:.2f} / {median:.2f} / {ratios[-1]:.2f} | {row.goal} | {milliseconds:.2f} | {verdict} |"


def process(command: Sequence[str], *, code: int = 0, cwd: str | None = None, env: Mapping[str, str] | None = None) -> Callable[[], float]:
    """Return the measuring of a whole process that must end with `code`."""

    def run() -> float:
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, check=False, cwd=cwd, env={**os.environ, **(env or {})})
        elapsed = time.perf_counter() - start
        assert done.returncode == code, done.stderr.decode()
        return elapsed

    return run


def python(code: str, *, env: Mapping[str, str] | None = None) -> Callable[[], float]:
    """Return the measuring of a Python process that runs `code`."""
    return process([sys.executable, "-c", code], env=env)
