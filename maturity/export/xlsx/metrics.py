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
    return (width * 7 - 5) * 0.75


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
