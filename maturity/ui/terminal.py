"""What kind of terminal this is, and writing to it safely."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from maturity.text import Catalogue, clean

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def is_switched_on(value: str | None) -> bool:
    """Whether an environment variable's value means yes: anything but empty, 0, false and no."""
    return (value or "").strip().lower() not in ("", "0", "false", "no")


def wants_accessible() -> bool:
    """Whether the environment asks for plain lines: ``ACCESSIBLE``, or a terminal that cannot move its cursor."""
    return is_switched_on(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb"


def is_interactive() -> bool:
    """Whether a person can be asked: a terminal on both ends."""
    return all(stream is not None and not stream.closed and stream.isatty() for stream in (sys.stdin, sys.stdout))


def make_streams_safe() -> None:
    """Let redirected output carry every character: a stream that is not UTF-8 becomes UTF-8; consoles are left alone."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None or not hasattr(stream, "reconfigure"):
            continue
        encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
        if encoding != "utf8" and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")
        else:
            stream.reconfigure(errors="replace")


@dataclass(frozen=True, slots=True)
class Screen:
    """Where things are shown.

    Attributes:
        console: Writes; markup, emoji and highlighting are off, because what is shown is foreign text.
        t: The catalogue of the reader's language.
        accessible: Whether to write plain lines only, for screen readers and simple terminals.
    """

    console: Console
    t: Catalogue
    accessible: bool

    def show(self, *renderables: RenderableType) -> None:
        """Write renderables one after another; strings are foreign text, taken literally."""
        for renderable in renderables:
            self.console.print(clean(renderable) if isinstance(renderable, str) else renderable)

    def gap(self) -> None:
        """Write an empty line."""
        self.console.print()


def screen(t: Catalogue, *, accessible: bool = False, file: TextIO | None = None) -> Screen:
    """Return the screen for this process.

    Args:
        t: The catalogue of the reader's language.
        accessible: As asked for by option; the environment can ask for it too.
        file: Where to write; standard output by default.
    """
    from rich.console import Console

    accessible = accessible or wants_accessible()
    console = Console(
        file=file,
        markup=False,
        emoji=False,
        highlight=False,
        # Plain lines carry no escape codes at all, not even colour.
        force_terminal=False if accessible else None,
        no_color=True if accessible else None,
        soft_wrap=False,
        width=_width(file),
    )
    return Screen(console, t, accessible)


def _width(file: TextIO | None) -> int | None:
    """Return the width for output that is no terminal: a file is not 80 columns wide because a window is."""
    stream = file or sys.stdout
    if stream is not None and stream.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) > 0 else 100


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show on a terminal that something goes on; nothing elsewhere, and nothing that moves for simple terminals."""
    if sys.stderr is None or not sys.stderr.isatty() or wants_accessible():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(text, total=None)
        yield
