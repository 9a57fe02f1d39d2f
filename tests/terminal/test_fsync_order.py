"""An answer is on the disk before the next question shows: what the system calls say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers import require
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal

WHO = ["--organisation", "Fjordvik kommune", "--kind", "state", "--period", "2026", "--role", "top-manager", "--respondent", "1"]
PROMPT = "Answer (1–5 or a letter)"


def test_the_journal_is_synced_before_the_next_question(tmp_path: Path) -> None:
    strace = require("strace")
    log = tmp_path / "calls"
    wrapper = [strace, "-f", "-s", "9999", "-o", str(log), "-e", "trace=openat,write,fsync,close", "-e", "signal=none"]
    with Terminal(["assess", "benefits-realisation", *WHO, "--language", "en"], tmp_path, wrapper=wrapper) as terminal:
        for number in (1, 2, 3):
            terminal.have_seen(f"Question {number} of 13")
            terminal.see_prompt(PROMPT)
            terminal.type("3")
        terminal.have_seen("Question 4 of 13")
        terminal.see_prompt(PROMPT)
        terminal.press("\x03")
        assert terminal.end() == 130

    calls = [line.partition(" ")[2].strip() for line in log.read_text("utf-8").splitlines()]
    opened = next(index for index, call in enumerate(calls) if 'top-manager-1.jsonl"' in call and "O_APPEND" in call)
    descriptor = re.search(r"= (\d+)$", calls[opened])
    assert descriptor
    journal = descriptor[1]

    def position(pattern: str, start: int) -> int:
        return next(index for index in range(start, len(calls)) if re.search(pattern, calls[index]))

    at = opened
    for question, name in enumerate(("br.method.overall", "br.method.early", "br.method.destination"), 1):
        written = position(rf"^write\({journal}, .*{re.escape(name)}", at)
        synced = position(rf"^fsync\({journal}\) += 0", written)
        shown = position(rf"^write\(1, .*Question {question + 1} of 13", at)
        assert written < synced < shown
        at = shown
