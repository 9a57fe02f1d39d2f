"""Which groups an organisation belongs to, from the narrowest to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from maturity.model.organisation import Organisation
from maturity.text import Message, msg

ALL = "all"

#: Upper limits of the size classes, in inhabitants, their keys and names; as in the survey IT i praksis.
SIZES: tuple[tuple[int, str, Message], ...] = (
    (20_000, "size.under-20000", msg("fewer than 20,000 inhabitants")),
    (40_001, "size.20000-40000", msg("20,000 to 40,000 inhabitants")),
    (10**9, "size.over-40000", msg("more than 40,000 inhabitants")),
)


def size_of(inhabitants: int) -> str:
    """Return the key of the size class of a number of inhabitants."""
    return next(key for limit, key, _ in SIZES if inhabitants < limit)


def groups_of(organisation: Organisation) -> Iterator[str]:
    """Yield the keys of an organisation's groups, the narrowest first."""
    if organisation.inhabitants is not None:
        yield size_of(organisation.inhabitants)
    if organisation.kind is not None:
        yield f"kind.{organisation.kind}"
    yield ALL
