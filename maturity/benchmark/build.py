"""From responses to figures that can be published: per question, dimension and overall, for each group, protected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from maturity.benchmark.protection import (
    Members,
    Scale,
    Why,
    counts_are_alike,
    decimals_for,
    deviation_is_safe,
    mean_is_safe,
    near_previous,
    withheld_groups,
)
from maturity.benchmark.statistics import deviation, mean, quantile, wilson
from maturity.model.benchmark import Bound, Figures, Share
from maturity.scoring.numbers import half_up

#: Organisations needed for quartiles, and for the tenth and ninetieth percentile.
_QUARTILES, _TENTHS = 10, 30
#: Organisations below which shares that are too much alike are not shown at all, rather than as bounds.
_FEW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that was measured.

    Attributes:
        id: Of a question or dimension, or ``overall``.
        scale: Its least and greatest value.
        values: The value of every organisation that has one: its mean within each role, then of the roles.
        answers: Of a question: every respondent's organisation and answer.
        options: Of a question: the values of its options; of a score: the maturity levels.
    """

    id: str
    scale: Scale
    values: Mapping[str, Fraction]
    answers: tuple[tuple[str, int], ...] = ()
    options: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is to be published.

    Attributes:
        groups: Names, such as ``kind.municipality``, to organisations; ``all`` is always one.
        least: Organisations that a group must have.
        previous: Of the period before: how many organisations each figure was about, by measure and group.
    """

    measures: tuple[Measure, ...]
    groups: Mapping[str, Members]
    least: int = 5
    previous: Mapping[tuple[str, str], int] = field(default_factory=dict)


def combined(rows: Iterable[tuple[str, str, Fraction]]) -> dict[str, Fraction]:
    """Return each organisation's value: the mean of its respondents within each role, then of the roles.

    Args:
        rows: Organisation, role and value of every respondent.
    """
    found: dict[str, dict[str, list[Fraction]]] = {}
    for organisation, role, value in rows:
        found.setdefault(organisation, {}).setdefault(role, []).append(value)
    return {organisation: mean([mean(values) for values in roles.values()]) for organisation, roles in found.items()}


def build_figures(survey: Survey) -> Iterator[Figures]:
    """Yield the figures of every measure and group, with the reason for each one that is withheld."""
    for measure in survey.measures:
        withheld = withheld_groups(survey.groups, measure.values, measure.scale, survey.least)
        for group, members in survey.groups.items():
            present = [member for member in sorted(members) if member in measure.values]
            before = survey.previous.get((measure.id, group))
            yield _figures(measure, group, present, withheld.get(group), before)


def _figures(measure: Measure, group: str, present: Sequence[str], why: Why | None, before: int | None) -> Figures:
    n = len(present)
    if why is not None:
        return Figures(measure=measure.id, group=group, withheld={"all": why})
    values = [measure.values[member] for member in present]
    withheld: dict[str, Why] = {}
    decimals = decimals_for(n, before)
    middle = spread = None
    if not mean_is_safe(values, measure.scale):
        withheld["mean"] = "alike"
    elif decimals is None:
        withheld["mean"] = "previous"
    else:
        middle = half_up(mean(values), decimals)
    moved = near_previous(n, before)
    if moved or not deviation_is_safe(values):
        withheld["deviation"] = "previous" if moved else "alike"
    elif middle is not None:
        spread = half_up(deviation(values), 2)
    shares = _shares(measure, frozenset(present), withheld, moved=moved)
    return replace(
        shares,
        group=group,
        n=n,
        mean=middle,
        deviation=spread,
        quantiles=_quantiles(values, withheld, moved=moved),
        withheld=withheld,
    )


def _quantiles(values: Sequence[Fraction], withheld: dict[str, Why], *, moved: bool) -> dict[int, Fraction]:
    wanted = [*((25, 50, 75) if len(values) >= _QUARTILES else ()), *((10, 90) if len(values) >= _TENTHS else ())]
    found = {share: half_up(quantile(values, Fraction(share, 100)), 2) for share in sorted(wanted)}
    if moved or not found or len(set(found.values())) < 2:
        # One value for all quartiles says what half of the group has.
        withheld["quantiles"] = "previous" if moved and found else "alike" if found else "few"
        return {}
    return found


def _shares(measure: Measure, members: Members, withheld: dict[str, Why], *, moved: bool) -> Figures:
    """Return the distribution, and of a question the two highest and the two lowest answers."""
    said = [answer for organisation, answer in measure.answers if organisation in members]
    if not measure.answers:
        said = [_level(measure.values[member], measure.options) for member in members] if measure.options else []
    found = Figures(measure=measure.id, group="", respondents=len(said) or None)
    if not said:
        return found
    of = len(said)
    counts = {option: said.count(option) for option in measure.options}
    if moved or (counts_are_alike(list(counts.values())) and len(members) < _FEW):
        withheld["distribution"] = "previous" if moved else "alike"
        return found
    found = replace(found, distribution={option: _share(count, of) for option, count in counts.items()})
    if not measure.answers or len(measure.options) < 4:
        return found
    boxes: dict[str, Share] = {}
    for name, box in (("top_two", measure.options[-2:]), ("bottom_two", measure.options[:2])):
        count = sum(counts[option] for option in box)
        if len(members) < _FEW and not 1 < count < of - 1:
            withheld[name] = "alike"
        else:
            boxes[name] = _share(count, of, interval=True)
    return replace(found, top_two=boxes.get("top_two"), bottom_two=boxes.get("bottom_two"))


def _level(value: Fraction, levels: Sequence[int]) -> int:
    return max((level for level in levels if level <= half_up(value)), default=levels[0])


def _share(count: int, of: int, *, interval: bool = False) -> Share:
    """Return a share; nobody and everybody, and one more or less, are shown as under and over."""
    if count <= 1:
        return Share(value=half_up(Fraction(2, of), 3), bound=Bound.UNDER)
    if count >= of - 1:
        return Share(value=half_up(Fraction(of - 2, of), 3), bound=Bound.OVER)
    low, high = wilson(count, of) if interval else (None, None)
    return Share(
        value=half_up(Fraction(count, of), 3), low=None if low is None else half_up(low, 3), high=None if high is None else half_up(high, 3)
    )
