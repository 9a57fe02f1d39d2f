"""Somebody tries to find out what one organisation answered, from everything that is published; the same attack succeeds on bare figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from maturity.benchmark.build import Measure, Survey, build_figures
from maturity.benchmark.groups import ALL
from maturity.benchmark.protection import FEWEST, MARGIN, Scale, deviation_is_safe, mean_is_safe, withheld_groups
from maturity.benchmark.statistics import deviation, mean, quantile, root, wilson
from maturity.model.benchmark import Figures

SCALE = Scale(low=Fraction(1), high=Fraction(5))
Groups = Mapping[str, frozenset[str]]
Values = Mapping[str, Fraction]


def survey(seed: int) -> tuple[Values, Groups]:
    """Return organisations of three kinds, three sizes and some regions, with answers of several characters."""
    random = Random(seed)
    names = [f"o{number}" for number in range(random.randint(9, 26))]
    character = seed % 5
    values = {}
    for name in names:
        match character:
            case 0:
                value = Fraction(random.randint(4, 20), 4)
            case 1:
                value = Fraction(4)
            case 2:
                value = Fraction(5) if random.random() < 0.9 else Fraction(9, 2)
            case 3:
                value = Fraction(3) + Fraction(random.randint(-1, 1), 20)
            case _:
                value = Fraction(random.choice([1, 3, 3, 3]))
        values[name] = value
    values[names[0]] = Fraction(1)
    groups: dict[str, set[str]] = {ALL: set(names)}
    for sort, kinds in (("kind", 3), ("size", 3), ("region", 4)):
        for name in names:
            # Most are of the first kind, so that the rest of them are few.
            groups.setdefault(f"{sort}.{min(random.randrange(kinds), random.randrange(kinds))}", set()).add(name)
    groups["all-but-one"] = set(names[1:])
    groups["all-but-two"] = set(names[2:])
    return values, {name: frozenset(members) for name, members in groups.items()}


def bare(values: Values, groups: Groups) -> list[Figures]:
    """Return what somebody without a care would publish."""
    found = []
    for name, members in groups.items():
        inside = [values[member] for member in members]
        found.append(
            Figures(measure="m", group=name, n=len(inside), mean=mean(inside), deviation=deviation(inside) if len(inside) > 1 else None)
        )
    return found


def protected(values: Values, groups: Groups, previous: Mapping[tuple[str, str], int] | None = None) -> list[Figures]:
    measure = Measure(id="m", scale=SCALE, values=values, options=(1, 2, 3, 4, 5))
    return list(build_figures(Survey(measures=(measure,), groups=groups, previous=previous or {})))


class Attacker:
    """Knows who is in which group, every published figure with its rounding, and perhaps one value: its own."""

    def __init__(self, names: Sequence[str], groups: Groups, figures: Sequence[Figures]) -> None:
        self.names = list(names)
        self.rows: list[list[float]] = []
        self.limits: list[float] = []
        self.bounds = [(1.0, 5.0)] * len(names)
        for found in figures:
            members = groups[found.group]
            inside = [float(name in members) for name in self.names]
            if found.mean is not None:
                self.told(inside, float(found.mean) * sum(inside), sum(inside) * self.half(found.mean))
            if found.mean is not None and found.deviation is not None:
                n = sum(inside)
                reach = (float(found.deviation) + self.half(found.deviation)) * (n - 1) / n**0.5 + self.half(found.mean)
                for at, name in enumerate(self.names):
                    if name in members:
                        low, high = self.bounds[at]
                        self.bounds[at] = (max(low, float(found.mean) - reach), min(high, float(found.mean) + reach))

    @staticmethod
    def half(value: Fraction) -> float:
        """Return half a unit of the last decimal that is shown; figures without care are shown as they are."""
        return 0.005 if value.denominator in (1, 2, 4, 5, 10, 20, 25, 50, 100) else 0.0

    def told(self, inside: list[float], total: float, error: float) -> None:
        self.rows += [inside, [-value for value in inside]]
        self.limits += [total + error + 1e-9, -(total - error) + 1e-9]

    def interval(self, target: str, known: Mapping[str, Fraction]) -> tuple[float, float]:
        """Return what the target's value must lie between."""
        at = self.names.index(target)
        bounds = [(float(known[name]),) * 2 if name in known else self.bounds[place] for place, name in enumerate(self.names)]
        if any(low > high + 1e-9 for low, high in bounds):
            return 1.0, 5.0
        ends = []
        for sign in (1.0, -1.0):
            cost = [sign * (place == at) for place in range(len(self.names))]
            found = linprog(cost, A_ub=self.rows or None, b_ub=self.limits or None, bounds=bounds, method="highs")
            ends.append(sign * found.fun if found.success else (1.0, 5.0)[sign < 0])
        return ends[0], ends[1]

    def recovered(self, values: Values, random: Random, tries: int = 40) -> Iterator[tuple[str, str | None]]:
        """Yield whom somebody finds out, and who: None for an outsider."""
        pairs: list[tuple[str, str | None]] = [(name, None) for name in self.names]
        pairs += [(target, insider) for target in self.names for insider in self.names if target != insider]
        for target, insider in pairs[: len(self.names)] + random.sample(pairs[len(self.names) :], tries):
            low, high = self.interval(target, {insider: values[insider]} if insider else {})
            if high - low <= 2 * float(MARGIN):
                yield target, insider


@pytest.mark.parametrize("seed", range(15))
def test_nobody_is_found_out_from_what_is_published_and_somebody_from_bare_figures(seed: int) -> None:
    values, groups = survey(seed)
    names = sorted(values)

    assert list(Attacker(names, groups, bare(values, groups)).recovered(values, Random(seed)))
    assert list(Attacker(names, groups, protected(values, groups)).recovered(values, Random(seed))) == []


@pytest.mark.parametrize("seed", range(6))
def test_the_period_before_gives_no_newcomer_away(seed: int) -> None:
    """One joins, everybody else answers as before: the difference of two sums would be its answer."""
    random = Random(seed)
    names = [f"o{number}" for number in range(12)]
    values = {name: Fraction(random.randint(4, 20), 4) for name in names}
    before = {name: value for name, value in values.items() if name != "o0"}
    first = protected(before, {ALL: frozenset(before)})
    told = {("m", found.group): found.n for found in first if found.n is not None}
    second = protected(values, {ALL: frozenset(values)}, told)
    careless = protected(values, {ALL: frozenset(values)})

    def difference(later: Sequence[Figures]) -> Attacker:
        attacker = Attacker(sorted(values), {ALL: frozenset(values)}, later)
        for found in first:
            if found.mean is not None:
                inside = [float(name in before) for name in attacker.names]
                attacker.told(inside, float(found.mean) * len(before), len(before) * 0.005)
        if later is second:
            for found in later:
                # One decimal is one decimal: the attacker cannot take it for two.
                attacker.rows, attacker.limits = attacker.rows[2:], attacker.limits[2:]
                if found.mean is not None:
                    attacker.told([1.0] * len(values), float(found.mean) * len(values), len(values) * 0.05)
        return attacker

    def width(later: Sequence[Figures]) -> float:
        low, high = difference(later).interval("o0", {})
        return high - low

    assert width(careless) <= 2 * float(MARGIN)
    assert width(second) > 2 * float(MARGIN)
    assert second[0].deviation is None
    assert second[0].distribution == {}


def test_groups_that_overlap_without_holding_each_other_are_solved_as_equations() -> None:
    """Neither of the four holds another, and yet one organisation follows from them."""
    parts = {part: [f"{part}{number}" for number in range(6)] for part in "abcd"}
    values = {name: Fraction(1 + at % 5) for at, name in enumerate([*parts["a"], *parts["b"], *parts["c"], *parts["d"], "x"])}
    groups = {
        "s.1": frozenset([*parts["a"], *parts["b"], "x"]),
        "t.1": frozenset([*parts["b"], *parts["c"]]),
        "u.1": frozenset([*parts["c"], *parts["d"]]),
        "v.1": frozenset([*parts["a"], *parts["d"]]),
    }

    assert len(withheld_groups(groups, values, SCALE, 5)) == 1


def test_the_largest_group_is_kept_longest() -> None:
    values = {f"o{number}": Fraction(1 + number % 5) for number in range(20)}
    groups = {ALL: frozenset(values), "kind.state": frozenset(list(values)[:19])}

    assert withheld_groups(groups, values, SCALE, 5) == {"kind.state": "complement"}


@pytest.mark.parametrize("least", [0, 1, 3, 5, 8])
def test_few_are_never_shown_however_it_is_set(least: int) -> None:
    for number in range(1, 10):
        values = {f"o{at}": Fraction(1 + at % 5) for at in range(number)}
        withheld = withheld_groups({ALL: frozenset(values)}, values, SCALE, least)
        assert (withheld == {ALL: "few"}) == (number < max(least, FEWEST))


def test_what_is_shown_grows_with_the_group() -> None:
    def shown(number: int) -> set[int]:
        values = {f"o{at}": Fraction(1 + at % 5) for at in range(number)}
        return set(protected(values, {ALL: frozenset(values)})[0].quantiles)

    assert (shown(9), shown(10), shown(29), shown(30)) == (set(), {25, 50, 75}, {25, 50, 75}, {10, 25, 50, 75, 90})


def test_shares_that_tell_everybody_s_answer_are_bounds_or_not_shown() -> None:
    def shares(answers: Sequence[int]) -> Figures:
        said = tuple((f"o{at}", answer) for at, answer in enumerate(answers))
        values = {name: Fraction(answer) for name, answer in said}
        measure = Measure(id="q", scale=SCALE, values=values, answers=said, options=(1, 2, 3, 4, 5))
        return next(build_figures(Survey(measures=(measure,), groups={ALL: frozenset(values)})))

    few = shares([4, 4, 4, 4, 4, 4, 1])
    all_alike, all_but_one = shares([4] * 12), shares([4] * 11 + [1])
    assert (few.distribution, few.withheld["distribution"]) == ({}, "alike")
    assert all_alike.distribution == all_but_one.distribution
    assert all_alike.distribution[4].bound == "over"
    assert all_alike.distribution[1].bound == "under"
    assert all_alike.deviation is None
    assert all_but_one.deviation is None


@given(st.lists(st.fractions(1, 5, max_denominator=4), min_size=3, max_size=12))
def test_what_is_called_safe_leaves_everybody_room(found: list[Fraction]) -> None:
    """By the definition: whatever one member takes out, the others' values can lie far from what is known."""
    values = {f"o{at}": value for at, value in enumerate(found)}
    figures = Figures(
        measure="m",
        group=ALL,
        n=len(found),
        mean=mean(found) if mean_is_safe(found, SCALE) else None,
        deviation=deviation(found) if deviation_is_safe(found) else None,
    )
    attacker = Attacker(sorted(values), {ALL: frozenset(values)}, [figures])
    assert list(attacker.recovered(values, Random(1), tries=min(6, len(found)))) == []


@given(st.lists(st.fractions(-5, 5, max_denominator=7), min_size=1, max_size=20), st.fractions(0, 1, max_denominator=20))
def test_a_quantile_lies_between_its_neighbours_and_grows_with_its_share(values: list[Fraction], share: Fraction) -> None:
    assert min(values) <= quantile(values, share) <= max(values)
    assert quantile(values, share) <= quantile(values, min(share + Fraction(1, 20), Fraction(1)))
    assert quantile(values, Fraction(0)) == min(values)


def test_figures_as_printed_elsewhere() -> None:
    """By hand and from the cited papers."""
    assert quantile([Fraction(value) for value in (1, 2, 3, 4)], Fraction(1, 4)) == Fraction(7, 4)
    assert root(Fraction(2)) == Fraction(1_414_214, 1_000_000)
    assert deviation([Fraction(value) for value in (2, 4, 4, 4, 5, 5, 7, 9)]) == root(Fraction(32, 7))
    low, high = wilson(15, 50)
    assert (round(float(low), 4), round(float(high), 4)) == (0.191, 0.4375)
    assert wilson(0, 10)[0] == 0
