"""Asking a person: one line of text, or one of a few choices. Two ways, the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from maturity.text import clean
from maturity.ui.terminal import Screen


class InterruptedByUserError(Exception):
    """The person stopped: Ctrl-C, Ctrl-D or a closed window. What was answered is on the disk."""


class Asker(Protocol):
    """A way of asking."""

    screen: Screen

    def line(self, prompt: str, *, default: str = "", steps: Sequence[str] = ()) -> str:
        """Ask for one line of text.

        Args:
            prompt: Short; ends without a colon.
            default: What stands there already and can be changed.
            steps: What the arrow keys put there, in order, where there are arrow keys.

        Raises:
            InterruptedByUserError: The person stopped.
        """

    def choose(self, prompt: str, choices: Sequence[tuple[str, str]], *, default: str | None = None) -> str:
        """Ask for one of some choices, given as key and label, and return its key.

        Raises:
            InterruptedByUserError: The person stopped.
        """


class LineAsker:
    """Plain lines: nothing is redrawn, nothing moves; for screen readers, simple terminals and every shell."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def line(self, prompt: str, *, default: str = "", steps: Sequence[str] = ()) -> str:
        del steps
        shown = f"{prompt} [{default}]" if default else prompt
        try:
            answer = clean(input(f"{shown}: ")).strip()
        except (KeyboardInterrupt, EOFError, ValueError) as error:
            raise InterruptedByUserError from error
        return answer or default

    def choose(self, prompt: str, choices: Sequence[tuple[str, str]], *, default: str | None = None) -> str:
        t = self.screen.t
        keys = [key for key, _ in choices]
        self.screen.show(prompt)
        for number, (_, label) in enumerate(choices, 1):
            self.screen.show(f"{number}. {label}")
        standing = str(keys.index(default) + 1) if default in keys else ""
        while True:
            answer = self.line(t("Number"), default=standing)
            if answer.isdecimal() and 1 <= int(answer) <= len(keys):
                return keys[int(answer) - 1]
            self.screen.show(t("Type a number from 1 to {n}.", n=len(keys)))


def asker(screen: Screen) -> Asker:
    """Return the way of asking that fits the terminal; plain lines where prompts cannot be drawn."""
    if screen.accessible:
        return LineAsker(screen)
    from maturity.ui.prompts import PromptAsker, can_draw

    return PromptAsker(screen) if can_draw() else LineAsker(screen)
