"""The interview in a pty: to its first prompt, and from Enter to the next question."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pexpect

from tests.benchmarks.startup import command
from tests.benchmarks.timing import Row, python

_TERMINAL = {"PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color", "LANG": "C.UTF-8"}

#: What any such interview has to do: show a page, ask, keep the answer.
_BARE = """
import os, questionary
page = "\\n".join("line %d of a page with a question and its five statements, as long as they usually are" % n for n in range(12))
journal = os.open("bare.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
for number in range(1, 40):
    print(f"Question {number} of 40")
    print(page)
    answer = questionary.text("Answer:").unsafe_ask()
    os.write(journal, answer.encode() + b"\\n")
    os.fsync(journal)
"""


def _spawn(arguments: list[str], folder: Path) -> pexpect.spawn[str]:
    environment: os._Environ[str] = {**os.environ, **_TERMINAL}  # type: ignore[assignment]
    return pexpect.spawn(
        arguments[0], arguments[1:], cwd=str(folder), env=environment, dimensions=(24, 80), encoding="utf-8", timeout=30, echo=False
    )


def rows(folder: Path) -> list[Row]:
    number = iter(range(1_000_000))

    def ours(language: str = "en") -> pexpect.spawn[str]:
        place = folder / f"interview-{next(number)}"
        place.mkdir()
        who = ["--organisation", "Bench", "--kind", "state", "--period", "2026", "--role", "top-manager", "--respondent", "1"]
        return _spawn([command(), "assess", "benefits-realisation", *who, "--language", language], place)

    def to_first_prompt() -> float:
        start = time.perf_counter()
        child = ours()
        child.expect("Answer ")
        elapsed = time.perf_counter() - start
        child.close(force=True)
        return elapsed

    def per_answer(child: pexpect.spawn[str], key: str) -> float:
        child.expect("Question 1 of")
        child.expect("Answer")
        start = time.perf_counter()
        for following in range(2, 2 + 3):
            child.send(key)
            child.expect(f"Question {following} of")
            child.expect("Answer")
        elapsed = time.perf_counter() - start
        child.close(force=True)
        return elapsed / 3

    return [
        Row(
            "maturity assess, to its first prompt",
            "import click, rich.console, questionary, yaml",
            1.6,
            to_first_prompt,
            python("import click, rich.console, questionary, yaml"),
        ),
        Row(
            "Enter to the next question",
            "questionary + print + fsync",
            1.3,
            lambda: per_answer(ours(), "3\r"),
            lambda: per_answer(_spawn([sys.executable, "-c", _BARE], folder), "3\r"),
        ),
    ]
