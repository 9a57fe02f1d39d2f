"""Who is assessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from maturity.text import Message, msg

Kind = Literal["municipality", "county", "state", "health-trust", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)

KIND_WORDS: Mapping[Kind, Message] = {
    "municipality": msg("municipality"),
    "county": msg("county municipality"),
    "state": msg("state agency"),
    "health-trust": msg("health trust"),
    "other": msg("other kind of organisation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One organisation, as far as it has told about itself.

    Attributes:
        name: As its people write it; cleaned foreign text.
        number: Organisation number, nine digits, or None.
        kind: What kind of organisation, or None when not told.
        inhabitants: Residents (municipality, county), or None.
    """

    name: str
    number: str | None = None
    kind: Kind | None = None
    inhabitants: int | None = None
