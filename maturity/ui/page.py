"""One question as a page: everything that must be on screen together, in plain lines of a given width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from maturity.model.questionnaire import Questionnaire
from maturity.ui.terminal import Screen

#: Rows the prompt itself needs below the page.
PROMPT_ROWS = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or one choice with its number.

    Attributes:
        text: Foreign text.
        mark: What stands before it, such as ``3``; the text hangs behind it.
        style: A rich style, used only where there is colour.
        optional: May be left out when the screen is too small; it can be asked for.
        gap: Whether an empty line stands before it.
        pieces: Instead of a text: short items that are never broken, only set on another line.
    """

    text: str = ""
    mark: str = ""
    style: str = ""
    optional: bool = False
    gap: bool = False
    pieces: tuple[str, ...] = ()


def lines(blocks: Iterable[Block], screen: Screen) -> list[Text]:
    """Return the blocks as lines that fit the width; words are broken only when one alone is too long."""
    width = max(screen.console.width, 20)
    found: list[Text] = []
    for block in blocks:
        if block.gap:
            found.append(Text())
        if block.pieces:
            found += [Text(line, style=block.style) for line in _filled(block.pieces, width)]
            continue
        indent = " " * cell_len(block.mark)
        wrapped = Text(block.text, style=block.style).wrap(screen.console, width - len(indent))
        for number, line in enumerate(wrapped):
            line.rstrip()
            found.append(Text.assemble((indent if number else block.mark, "bold"), line))
    return found


def show_caveat(questionnaire: Questionnaire, screen: Screen) -> None:
    """Say below its title that a questionnaire is a draft, or withdrawn."""
    if caveat := questionnaire.caveat:
        screen.show(*lines([Block(screen.t(caveat.text), style="bold yellow")], screen))


def _filled(pieces: Sequence[str], width: int) -> list[str]:
    rows = [pieces[0]]
    for piece in pieces[1:]:
        longer = f"{rows[-1]} · {piece}"
        if cell_len(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(piece)
    return rows


def show(blocks: Sequence[Block], screen: Screen, reminder: Block) -> None:
    """Write a page so that all of it is on screen with the prompt.

    Where it is too tall, what is optional gives way, and `reminder` says so.
    """
    page = lines(blocks, screen)
    if not screen.accessible and len(page) + PROMPT_ROWS > screen.console.height:
        needed = [block for block in blocks if not block.optional]
        if len(needed) < len(blocks):
            page = lines([*needed[:-1], reminder, needed[-1]], screen)
    screen.show(*page)
