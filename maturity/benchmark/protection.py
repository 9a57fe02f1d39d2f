"""What may be published about groups of organisations so that nobody can be found out.

An outsider, or any one member who knows its own answers, must not learn another's value within `MARGIN` of the scale, whether from one
figure, by subtracting groups from each other, or from the period before. Members who put together what they know are out of scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

#: Fewer organisations are never published, however it is set.
FEWEST = 3
#: Nobody's value may be known to lie in an interval of twice this.
MARGIN = Fraction(3, 10)

#: Why a figure is not published: too few; one of several that give each other away; the values are too much alike, or too near the
#: end of the scale; the group differs from the period before by one or two.
Why = Literal["few", "complement", "alike", "previous"]

Members = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The least and greatest value there can be."""

    low: Fraction
    high: Fraction


def withheld_groups(groups: Mapping[str, Members], values: Mapping[str, Fraction], scale: Scale, least: int) -> dict[str, Why]:
    """Return the groups about which nothing is published for one measure, and why.

    Args:
        groups: Names to members; they may overlap. The largest are kept longest.
        values: Of every organisation that has one.
        scale: Of the measure.
        least: Organisations that a group must have; never under `FEWEST`.
    """
    present = {name: frozenset(member for member in members if member in values) for name, members in groups.items()}
    withheld: dict[str, Why] = {name: "few" for name, members in present.items() if len(members) < max(least, FEWEST)}
    while True:
        published = {name: members for name, members in present.items() if name not in withheld}
        culprit = _gives_away(published, values, scale)
        if culprit is None:
            return withheld
        withheld[culprit] = "complement"


def _gives_away(published: Mapping[str, Members], values: Mapping[str, Fraction], scale: Scale) -> str | None:
    """Return a group that, together with others, gives somebody away; None where none does."""
    for involved, rest in _differences(published):
        found = [values[member] for member in rest]
        if rest and (len(rest) < FEWEST or not mean_is_safe(found, scale) or not deviation_is_safe(found)):
            return min(involved, key=lambda name: (len(published[name]), name))
    return _solved(published)


def _differences(published: Mapping[str, Members]) -> Iterator[tuple[list[str], Members]]:
    """Yield what is left when one group is taken from another, or all of one sort from the group that holds them."""
    for large, members in published.items():
        inside = [name for name in published if published[name] < members]
        for name in inside:
            yield [large, name], members - published[name]
        for sort in sorted({sort_of(name) for name in inside}):
            parts = [name for name in inside if sort_of(name) == sort]
            if len(parts) > 1:
                yield parts, members - frozenset().union(*(published[name] for name in parts))


def sort_of(group: str) -> str:
    """Return what a group is one of, such as ``kind`` for ``kind.municipality``."""
    return group.partition(".")[0]


def _solved(published: Mapping[str, Members]) -> str | None:
    """Return a group to give up where the published sums, taken as equations, can be solved for one or two organisations.

    Groups that overlap without containing each other are found only so: inclusion and exclusion is a system of equations.
    """
    everybody = frozenset().union(*published.values()) if published else frozenset()
    atoms: dict[tuple[bool, ...], int] = {}
    names = sorted(published, key=lambda name: (-len(published[name]), name))
    for member in everybody:
        signature = tuple(member in published[name] for name in names)
        atoms[signature] = atoms.get(signature, 0) + 1
    columns = list(atoms)
    rows = [[Fraction(signature[at]) for signature in columns] for at in range(len(names))]
    basis = _reduced(rows)
    leads = [next(at for at, value in enumerate(row) if value) for row in basis]
    sizes = [atoms[signature] for signature in columns]
    rests = [{at: value for at, value in enumerate(row) if value and at not in leads} for row in basis]
    seen: set[tuple[tuple[int, Fraction], ...]] = set()
    for lead, rest in zip(leads, rests, strict=True):
        # One atom by itself is solved.
        if not rest and sizes[lead] < FEWEST:
            return names[-1]
        if sizes[lead] > 1 or not rest:
            continue
        # What one member adds by knowing its own: two atoms of one organisation each that depend on nothing but each other.
        if len(rest) == 1 and sizes[next(iter(rest))] == 1:
            return names[-1]
        first = next(iter(rest.values()))
        shape = tuple((at, value / first) for at, value in rest.items())
        if shape in seen:
            return names[-1]
        seen.add(shape)
    return None


def _reduced(rows: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Return the rows in reduced echelon form, without empty ones."""
    basis: list[list[Fraction]] = []
    leads: list[int] = []
    for row in rows:
        rest = list(row)
        for known, lead in zip(basis, leads, strict=True):
            if factor := rest[lead]:
                rest = [left - factor * right if right else left for left, right in zip(rest, known, strict=True)]
        lead_ = next((column for column, value in enumerate(rest) if value), None)
        if lead_ is None:
            continue
        rest = [value / rest[lead_] for value in rest]
        for at, known in enumerate(basis):
            if factor := known[lead_]:
                basis[at] = [left - factor * right if right else left for left, right in zip(known, rest, strict=True)]
        basis.append(rest)
        leads.append(lead_)
    return basis


def mean_is_safe(values: Sequence[Fraction], scale: Scale) -> bool:
    """Whether a published mean leaves everybody room: near an end of the scale it tells what everybody said."""
    total, n = sum(values, Fraction(0)), len(values)
    if n < 2 or not _room(total, n, scale):
        return False
    return all(_room(total - own, n - 1, scale) for own in set(values))


def _room(total: Fraction, n: int, scale: Scale) -> bool:
    """Whether a value among so many with this sum can lie in an interval wider than the margin allows to be known."""
    low = max(scale.low, total - (n - 1) * scale.high)
    high = min(scale.high, total - (n - 1) * scale.low)
    return high - low > 2 * MARGIN


def deviation_is_safe(values: Sequence[Fraction]) -> bool:
    """Whether a published standard deviation beside the mean leaves everybody room.

    Nobody lies further from the mean than s·(n - 1)/√n (Samuelson 1968), so a small s tells everybody's value; a member takes its own
    value out first.
    """
    n, total, squares = len(values), sum(values, Fraction(0)), sum((value * value for value in values), Fraction(0))
    return _spread_enough(n, total, squares) and all(_spread_enough(n - 1, total - own, squares - own * own) for own in set(values))


def _spread_enough(n: int, total: Fraction, squares: Fraction) -> bool:
    # s²(n - 1) = Σx² - (Σx)²/n, so that (s(n - 1)/√n)² > margin² needs no root.
    return n > 2 and (squares - total * total / n) * (n - 1) > MARGIN**2 * n


def counts_are_alike(counts: Sequence[int]) -> bool:
    """Whether one answer holds all, or all but one, so that one who knows its own answer knows everybody's."""
    return max(counts, default=0) >= sum(counts) - 1


def near_previous(n: int, before: int | None) -> bool:
    """Whether a group differs from the period before by so few that their values follow if the others stayed as they were."""
    return before is not None and 0 < abs(n - before) < FEWEST


def decimals_for(n: int, before: int | None) -> int | None:
    """Return the decimals that a mean is published with; None where no rounding hides who has come or gone."""
    if not near_previous(n, before):
        return 2
    # Half a unit of each mean, times how often it counts, is what a difference of two sums is uncertain by.
    for decimals in (2, 1):
        if Fraction(n, 2 * 10**decimals) + Fraction(before or 0, 200) > MARGIN:
            return decimals
    return None
