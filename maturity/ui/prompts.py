"""Drawn prompts; the only place that knows questionary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import questionary
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent

from maturity.text import clean
from maturity.ui.ask import InterruptedByUserError
from maturity.ui.terminal import Screen

_STYLE = questionary.Style([("qmark", "bold"), ("question", "bold"), ("pointer", "bold"), ("highlighted", "bold"), ("answer", "")])


def can_draw() -> bool:
    """Whether prompts can be drawn here: some Windows shells claim to be terminals and are not."""
    try:
        from prompt_toolkit.output import create_output

        create_output()
    except Exception as error:  # noqa: BLE001 - the library's own error exists on Windows only
        return type(error).__name__ != "NoConsoleScreenBufferError"
    return True


class PromptAsker:
    """Prompts with line editing, and arrow keys where there are few choices."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def line(self, prompt: str, *, default: str = "", steps: Sequence[str] = ()) -> str:
        question = questionary.text(f"{prompt}:", default=default, qmark="", style=_STYLE)
        if steps:
            _add_keys(question, _arrows(steps))
        return clean(str(_ask(question))).strip()

    def choose(self, prompt: str, choices: Sequence[tuple[str, str]], *, default: str | None = None) -> str:
        shown = [questionary.Choice(title=label, value=key) for key, label in choices]
        standing = next((choice for choice in shown if choice.value == default), None)
        question = questionary.select(
            f"{prompt}:",
            choices=shown,
            default=standing,
            qmark="",
            pointer=">",
            use_shortcuts=True,
            style=_STYLE,
            instruction=" ",
        )
        return str(_ask(question))


def _ask(question: questionary.Question) -> Any:
    try:
        # `ask` would swallow Ctrl-C and go on with None.
        return question.unsafe_ask()
    except (KeyboardInterrupt, EOFError) as error:
        raise InterruptedByUserError from error


def _add_keys(question: questionary.Question, keys: KeyBindings) -> None:
    existing = question.application.key_bindings
    question.application.key_bindings = merge_key_bindings([existing, keys]) if existing else keys


def _arrows(steps: Sequence[str]) -> KeyBindings:
    """Return keys that walk through `steps` in an input line: up and down, never left and right, which move the cursor."""
    keys = KeyBindings()

    def walk(event: KeyPressEvent, by: int) -> None:
        text = event.current_buffer.text
        if text in steps:
            index = min(max(steps.index(text) + by, 0), len(steps) - 1)
        elif text:
            return
        else:
            index = 0 if by > 0 else len(steps) - 1
        event.current_buffer.text = steps[index]
        event.current_buffer.cursor_position = len(steps[index])

    @keys.add("down", eager=True)
    def _(event: KeyPressEvent) -> None:
        walk(event, 1)

    @keys.add("up", eager=True)
    def _(event: KeyPressEvent) -> None:
        walk(event, -1)

    return keys
