"""Foreign text made harmless, once, where it enters.

Questionnaires, answers, names, plugin metadata, file names and spreadsheet cells are foreign text: it may carry control characters that move a cursor,
bidirectional controls that reorder what is read, or half characters that no encoder accepts.
"""

from __future__ import annotations

import re
import unicodedata

#: Everything that can act instead of being read: C0 without tab and newline, DEL, C1, bidirectional controls, zero-width
#: and tag characters that hide differences, line separators that break line-based formats, lone surrogates and non-characters.
_ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)

#: Names that Windows keeps for devices, with or without a suffix.
_RESERVED = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)

_NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŧ": "t", "ŋ": "n", "ß": "ss", "þ": "th", "ð": "d", "ł": "l"})

#: The form of every id: questionnaires, questions, dimensions, roles.
ID_PATTERN = r"[a-z0-9][a-z0-9._-]{1,63}"
_ID = re.compile(ID_PATTERN)


def clean(text: str, *, limit: int | None = None) -> str:
    """Return `text` in NFC without active characters; carriage returns become newlines.

    Args:
        text: Any string from outside.
        limit: The greatest number of characters kept, None for no limit.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _ACTIVE.sub("", text))
    return text if limit is None else text[:limit]


def clean_line(text: str, *, limit: int | None = None) -> str:
    """Return `text` cleaned and on one line: every run of white space becomes one space."""
    return " ".join(clean(text, limit=limit).split())


def is_clean(text: str) -> bool:
    """Whether `text` holds no active character (a lone carriage return counts as active)."""
    return _ACTIVE.search(text) is None


def is_id(text: str) -> bool:
    """Whether `text` can be an id: lower-case ASCII letters, digits, dot, hyphen, underscore; 2 to 64 characters."""
    return _ID.fullmatch(text) is not None


def slug(text: str, *, limit: int = 48) -> str:
    """Return a folder or file name made from foreign text: ``[a-z0-9-]``, never empty, never a reserved name.

    Different texts may give the same slug; whoever stores things under it keeps the text itself beside them.
    """
    lowered = clean_line(text).lower().translate(_NORWEGIAN)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:limit].strip("-")
    if not name:
        # A name in another script still needs a folder of its own, the same one every time.
        from hashlib import sha256

        name = "x" + sha256(lowered.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{name}-x" if _RESERVED.match(name) else name
