"""What can be typed at a question besides an answer: one letter or the whole word, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from maturity.text import Catalogue, Message, msg


class Command(Enum):
    """Each value is the letter and the words; translators choose both."""

    BACK = msg("b back")
    SKIP = msg("s skip")
    DONT_KNOW = msg("d don't know")
    NOT_APPLICABLE = msg("n not applicable")
    COMMENT = msg("c comment")
    EVIDENCE = msg("e evidence")
    HELP = msg("? help")
    QUIT = msg("q quit")
    FINISH = msg("f finish")


MEANINGS: Mapping[Command, Message] = {
    Command.BACK: msg("Go to the question before this one."),
    Command.SKIP: msg("Leave this question for later."),
    Command.DONT_KNOW: msg("Say that you do not know. It counts as not answered."),
    Command.NOT_APPLICABLE: msg("Say that the question does not fit your organisation, and why. It does not count."),
    Command.COMMENT: msg("Write a comment. It comes with the answer into the workbook."),
    Command.EVIDENCE: msg("Say where it can be seen, such as the name of a document."),
    Command.QUIT: msg("Stop. Everything is saved, and you can go on later."),
}
"""What each command does, for the explanation of a question."""


def spelling(command: Command, t: Catalogue) -> tuple[str, str]:
    """Return the letter and the words of a command in the reader's language."""
    message: Message = command.value
    letter, _, words = t(message).partition(" ")
    return letter, words


def parse(typed: str, commands: tuple[Command, ...], t: Catalogue) -> tuple[Command, str] | None:
    """Return the command that was typed and the text after it, None when it is none.

    ``c``, ``comment`` and ``c we have a plan`` are all the command comment; so is the beginning of its words, from two letters on.
    """
    first, _, rest = typed.strip().partition(" ")
    lowered, whole = first.lower(), " ".join(typed.lower().split())
    for command in commands:
        letter, words = spelling(command, t)
        if lowered == letter or (len(whole) > 1 and words.lower().startswith(whole)):
            return command, rest.strip() if lowered == letter else ""
    for command in commands:
        letter, words = spelling(command, t)
        if lowered == words.lower().split()[0]:
            return command, rest.strip() if len(words.split()) == 1 else ""
    return None


def keys(commands: tuple[Command, ...], t: Catalogue) -> tuple[str, ...]:
    """Return what can be typed: the letter and the words of each command."""
    return tuple(f"{letter} {words}" for letter, words in (spelling(command, t) for command in commands))
