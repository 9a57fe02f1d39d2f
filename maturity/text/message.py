"""A sentence for a reader: the English source text and the values to put into it.

Library code makes messages; only the user interface, which knows the language, renders them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in the English source form, not yet in any language.

    Attributes:
        source: The English text with ``{name}`` placeholders; the key in the catalogues.
        values: What the placeholders stand for. A value may itself be a message.
        plural: The English plural form where the text depends on ``values["n"]``.
    """

    source: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None

    def __str__(self) -> str:
        text = self.source
        if self.plural is not None and self.values["n"] != 1:
            text = self.plural
        return text.format(**self.values) if self.values else text


def msg(source: str, /, **values: object) -> Message:
    """Mark `source` for the catalogues and bind its placeholder values."""
    return Message(source, values)


def msgs(source: str, plural: str, /, n: int, **values: object) -> Message:
    """Like `msg`, for a text that depends on the number `n`."""
    return Message(source, {**values, "n": n}, plural)
