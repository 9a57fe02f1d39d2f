"""Who is assessed."""

from __future__ import annotations

import re
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


#: Weights of the digits of an organisation number, for the check digit modulo 11.
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def is_organisation_number(text: str) -> bool:
    """Whether nine digits are an organisation number: the last one checks the others, modulo 11.

    Source: Brønnøysundregistrene, the Central Coordinating Register for Legal Entities.
    """
    if not re.fullmatch("[0-9]{9}", text):
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False)) % 11
    return int(text[8]) == (0 if rest == 11 else rest)


def is_municipality_number(text: str) -> bool:
    """Whether four digits have the form of a municipality number; which of them are in use changes with every reform."""
    return bool(re.fullmatch("[0-9]{4}", text)) and text[:2] != "00"


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
