"""How much room a text needs.

No library can ask Excel to fit a row when it opens a file, so heights are worked out here, from the widths of the letters of
Calibri (Carlito, which LibreOffice uses in its place, has the same).
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache

#: Widths in hundredths of the font size.
_GROUPS = {
    23: "' il",
    26: "j,.I·’",
    30: "()-[]{}f:;`J",
    34: "!t°r",
    39: '/\\sz"c“”Lx',
    46: "?FS|kvyZg",
    50: "aåäETY#*+<=>^_e~é–§•0123456789«»€",
    53: "Cbdhnopquøüö½KPXBR",
    58: "VAÅ",
    63: "DHGU",
    67: "NOØQ&",
    72: "%w…",
    77: "Ææ",
    80: "m",
    91: "MW@—",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_BOLD = 1.04

#: Excel hints letters to whole pixels on the screen, which makes lines up to some per cent wider than on paper.
_SAFETY = 1.06

#: What a character of column width is in points.
POINTS_PER_CHARACTER = 5.25

#: Excel shows no row taller than this.
HIGHEST_ROW = 409.0


@cache
def _letter(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    return 105 if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF else 60


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text in points."""
    return sum(map(_letter, text)) * size / 100 * (_BOLD if bold else 1) * _SAFETY


def column_points(width: float) -> float:
    """Return how many points of text fit in a column of `width` characters; the rest is padding."""
    return width * POINTS_PER_CHARACTER - 3.75


def column_width(points: float) -> float:
    """Return how many characters wide a column must be for so many points of text."""
    return math.ceil((points + 3.75) / POINTS_PER_CHARACTER * 2) / 2


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in points of the widest word, which no column should be narrower than."""
    return max((text_width(word, size, bold=bold) for word in text.split()), default=0.0)


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a text on one line, cut with an ellipsis where it is wider than `room` points."""
    if text_width(text, size, bold=bold) <= room:
        return text
    used, kept = text_width("…", size, bold=bold), 0
    for letter in text:
        used += text_width(letter, size, bold=bold)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip(" ,.:;·–-") + "…"


def wrapped_lines(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column of `width` characters."""
    room = max(column_points(width), size)
    space = text_width(" ", size, bold=bold)
    return sum(_paragraph_lines(paragraph, room, space, size, bold) for paragraph in text.split("\n"))


def _paragraph_lines(paragraph: str, room: float, space: float, size: float, bold: bool) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        needed = text_width(word, size, bold=bold)
        if used and used + space + needed > room:
            lines, used = lines + 1, 0.0
        if needed > room:
            # A word wider than the column is broken anywhere, a letter may be left over on each line.
            extra = math.ceil(needed / (room - size * 0.9)) - 1 if room > 2 * size else len(word)
            lines, used = lines + extra, room
        else:
            used += (space if used else 0.0) + needed
    return lines


def line_height(size: float) -> float:
    """Return the height of one line in points, as Excel counts it."""
    return size * 15 / 11


def text_height(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """Return the height in points that a row needs for this text, without an upper limit."""
    return math.ceil(wrapped_lines(text, width, size, bold=bold) * line_height(size) * 4) / 4 + 2


def fitting(text: str, width: float, size: float, height: float = HIGHEST_ROW) -> int:
    """Return how many characters from the start of a text fit in a cell of this width and height."""
    if text_height(text, width, size) <= height:
        return len(text)
    low, high = 1, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if text_height(text[:middle], width, size) <= height else (low, middle)
    # Rather between two words than within one, where there is a gap near the end.
    gap = max(text.rfind(" ", 0, low + 1), text.rfind("\n", 0, low + 1))
    return gap if gap > low // 2 else low


def pieces(text: str, width: float, size: float, height: float = HIGHEST_ROW) -> list[str]:
    """Return a text in pieces of which each fits in a row of this height."""
    found = []
    while text:
        end = fitting(text, width, size, height)
        found.append(text[:end])
        text = text[end:].removeprefix("\n") if text[end : end + 1] == "\n" else text[end:].lstrip(" ")
    return found
