"""A real terminal to run the command in, and its screen as a person would see it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pexpect
import pyte

#: Longest wait for anything on a slow computer; nothing waits this long unless it fails.
PATIENCE = 30.0

CTRL_C = "\x03"
CTRL_D = "\x04"
ENTER = "\r"


class Terminal:
    """One process in one terminal."""

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        wrapper: Sequence[str] = (),
        program: Sequence[str] = (sys.executable, "-m", "maturity"),
    ) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=5_000)
        self._stream = pyte.Stream(self.screen)
        self.output = ""
        base = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        environment: dict[str, str] = {**base, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", **(env or {})}
        words = [*wrapper, *program, *arguments]
        self._child: pexpect.spawn[str] = pexpect.spawn(
            words[0],
            words[1:],
            cwd=str(folder),
            env=environment,
            dimensions=(rows, columns),
            encoding="utf-8",
            codec_errors="strict",
            timeout=PATIENCE,
        )
        self._child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(pexpect.ExceptionPexpect):
            self._child.close(force=True)

    def _read(self, wait: float = 0.02) -> bool:
        """Take in what the process wrote; False when it has ended."""
        try:
            text = self._child.read_nonblocking(65_536, timeout=wait)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.output += text
        self._stream.feed(text)
        return True

    @property
    def text(self) -> str:
        """What is on the screen now, words separated by single spaces."""
        return " ".join(" ".join(self.screen.display).split())

    @property
    def lines(self) -> list[str]:
        """The screen line by line, without trailing spaces."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def everything(self) -> str:
        """What is on the screen and what has scrolled away, words separated by single spaces."""
        gone = ["".join(line[column].data for column in range(self.screen.columns)) for line in self.screen.history.top]
        return " ".join(" ".join([*gone, *self.screen.display]).split())

    def wait(self, condition: Callable[[Terminal], bool], what: str) -> None:
        """Read until `condition` holds."""
        end = time.monotonic() + PATIENCE
        while not condition(self):
            if not self._read():
                if condition(self):
                    return
                raise AssertionError(f"the process ended before: {what}\n" + "\n".join(self.lines))
            if time.monotonic() > end:
                raise AssertionError(f"did not come: {what}\n" + "\n".join(self.lines))

    def see(self, *texts: str) -> None:
        """Wait until all of `texts` are on the screen."""
        for text in texts:
            wanted = " ".join(text.split())
            self.wait(lambda _, wanted=wanted: wanted in self.text, text)  # type: ignore[misc]

    def have_seen(self, text: str) -> None:
        """Wait until `text` is on the screen or has scrolled away above it."""
        self.wait(lambda terminal: " ".join(text.split()) in terminal.everything, text)

    def see_prompt(self, prompt: str) -> None:
        """Wait until `prompt` is what the cursor stands behind, so that nothing typed is lost."""
        self.wait(lambda terminal: prompt in terminal.lines[terminal.screen.cursor.y], prompt)

    def type(self, text: str) -> None:
        """Type `text` and Enter."""
        self._child.send(text + ENTER)

    def press(self, keys: str) -> None:
        """Press keys as they are."""
        self._child.send(keys)

    def kill(self) -> None:
        """End the process without warning."""
        self._child.kill(signal.SIGKILL)
        self.end()

    def end(self) -> int:
        """Wait for the process to end and return its exit code (negative for a signal)."""
        end = time.monotonic() + PATIENCE
        while self._read(0.05):
            assert time.monotonic() < end, "the process did not end:\n" + "\n".join(self.lines)
        self._child.close()
        if self._child.signalstatus is not None:
            return -self._child.signalstatus
        assert self._child.exitstatus is not None
        return self._child.exitstatus


def has_terminals() -> bool:
    """Whether this computer has the kind of terminal these tests drive."""
    return os.name == "posix" and shutil.which("sh") is not None
