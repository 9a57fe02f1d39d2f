"""Who is assessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["municipality", "county", "state", "health-trust", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)


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
