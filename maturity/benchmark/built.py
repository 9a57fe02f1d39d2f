"""A benchmark that was built from responses, as a file: writing it, and refusing one that tells too much."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction

from maturity.benchmark.groups import ALL
from maturity.benchmark.protection import FEWEST, sort_of
from maturity.model.benchmark import Benchmark, Bound, Figures, Share
from maturity.questionnaire.fields import Record
from maturity.questionnaire.reading import Problems
from maturity.text import msg

FORMAT = "maturity/benchmark/1"
WITHHELD = ":"
_QUARTILES, _TENTHS, _FEW = 10, 30, 10


def to_yaml(benchmark: Benchmark) -> str:
    """Return the file of a benchmark that was built; the same figures, the same bytes."""
    built = benchmark.built_from
    assert built is not None
    lines = [
        f"format: {FORMAT}",
        f"id: {benchmark.id}",
        f"version: {benchmark.version}",
        f"year: {benchmark.year}",
        f"title: {_flow(benchmark.title)}",
        f"attribution: {_text(benchmark.attribution)}",
        f"licence: {_text(benchmark.licence)}",
        f"languages: [{', '.join(benchmark.languages)}]",
        f"sources: {_flow(benchmark.sources)}",
        "built_from:",
        f"  questionnaire: {built.questionnaire}",
        f"  version: {built.version}",
        f'  sha256: "{built.sha256}"',
        f"  period: {_text(built.period)}",
        f"  least: {built.least}",
        "  method:",
        *(f"    {language}: {_text(text)}" for language, text in built.method.items()),
        *_segmentations(benchmark),
        "groups:",
        *(f"  {name}: {{text: {_flow(group.text)}}}" for name, group in benchmark.groups.items()),
        "figures:",
        *(f"  - {{{', '.join(_pairs(figures))}}}" for figures in benchmark.figures),
    ]
    return "\n".join(lines) + "\n"


def _segmentations(benchmark: Benchmark) -> Iterator[str]:
    if benchmark.segmentations:
        yield "segmentations:"
    for one in benchmark.segmentations:
        yield f"  - id: {one.id}"
        yield f"    text: {_flow(one.text)}"
        yield f"    items: [{', '.join(one.items)}]"
        yield f"    roles: [{', '.join(one.roles)}]"
        yield f"    source: {one.source}"
        if one.quote is not None:
            yield f"    quote: {_text(one.quote)}"
        yield "    segments:"
        for segment in one.segments:
            bounds = [(name, getattr(segment, name)) for name in ("low", "high", "share") if getattr(segment, name) is not None]
            told = "".join(f", {name}: {_three(value)}" for name, value in bounds)
            yield f"      - {{id: {segment.id}, text: {_flow(segment.text)}{told}}}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flow(texts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_text(text)}" for name, text in texts.items()) + "}"


def _pairs(figures: Figures) -> Iterator[str]:
    """Yield the parts of one row; what is withheld is a colon, and the reason stands at the end."""
    yield f"measure: {figures.measure}"
    yield f"group: {figures.group}"
    if figures.n is not None:
        yield f"n: {figures.n}"
    if figures.respondents is not None:
        yield f"respondents: {figures.respondents}"
    for name in ("mean", "deviation"):
        value = getattr(figures, name)
        if value is not None or name in figures.withheld:
            yield f"{name}: {number(value)}"
    if figures.quantiles:
        yield "quantiles: {" + ", ".join(f"{share}: {number(value)}" for share, value in figures.quantiles.items()) + "}"
    if figures.distribution:
        yield "distribution: {" + ", ".join(f'{option}: "{share_text(share)}"' for option, share in figures.distribution.items()) + "}"
    for name in ("top_two", "bottom_two"):
        share = getattr(figures, name)
        if share is not None or name in figures.withheld:
            yield f'{name}: "{share_text(share)}"'
    if figures.withheld:
        yield "withheld: {" + ", ".join(f"{name}: {why}" for name, why in figures.withheld.items()) + "}"


def number(value: Fraction | None) -> str:
    """Return a figure as it is printed; a colon where it is withheld."""
    if value is None:
        return f'"{WITHHELD}"'
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def share_text(share: Share | None) -> str:
    """Return a share as it is printed; a colon where it is withheld."""
    if share is None:
        return WITHHELD
    sign = {Bound.UNDER: "<", Bound.OVER: ">", None: ""}[share.bound]
    text = f"{sign}{_three(share.value)}"
    return text if share.low is None or share.high is None else f"{text} [{_three(share.low)}, {_three(share.high)}]"


def _three(value: Fraction) -> str:
    return f"{float(value):.3f}".rstrip("0").rstrip(".")


class BuiltChecker:
    """Looks at what a file of built figures tells; every problem is recorded."""

    def __init__(self, root: Record, problems: Problems) -> None:
        self._root = root
        self._problems = problems

    def check(self) -> None:
        root = self._root
        for key in ("built_from", "figures"):
            if key not in root.nodes:
                self._problems.at(root.node, msg("The key “{key}” is missing.", key=key))
        built = root.get("built_from")
        least = built.get("least", FEWEST) if built else FEWEST
        for figures in root.get("figures", ()):
            if (group := figures.get("group")) is not None and group not in root.get("groups", {}):
                self._problems.at(figures.at("group"), msg("There is no {kind} “{name}”.", kind=msg("group"), name=group))
            self._figures(figures, max(least, FEWEST))
        self._differences()

    def _figures(self, figures: Record, least: int) -> None:
        n = figures.get("n")
        shown = [name for name in ("mean", "deviation", "top_two", "bottom_two") if figures.get(name) is not None]
        shown += [name for name in ("quantiles", "distribution") if any(value is not None for value in figures.get(name, {}).values())]
        if not shown:
            return
        if n is None or n < least:
            message = msg("Figures about {n} organisations are shown; at least {least} are needed.", n="?" if n is None else n, least=least)
            self._problems.at(figures.node, message, hint=msg("Build the benchmark anew; it leaves out what tells too much."))
            return
        for share, value in figures.get("quantiles", {}).items():
            needed = _TENTHS if share in ("10", "90") else _QUARTILES
            if value is not None and n < needed:
                message = msg(
                    "The percentile {share} needs at least {needed} organisations; here are {n}.", share=share, needed=needed, n=n
                )
                self._problems.at(figures.at("quantiles"), message)
        self._shares(figures, n)

    def _shares(self, figures: Record, n: int) -> None:
        of = figures.get("respondents") or n
        for name in ("distribution", "top_two", "bottom_two"):
            found = figures.get(name)
            shares = list(found.values()) if isinstance(found, dict) else [found]
            for share in shares:
                if not isinstance(share, Share):
                    continue
                alike = share.bound is Bound.OVER or (share.bound is None and share.value * of > of - Fraction(3, 2))
                if (alike and n < _FEW) or (share.bound is None and (alike or share.value * of < Fraction(3, 2))):
                    message = msg("The share {share} tells what nearly everybody answered.", share=share_text(share))
                    self._problems.at(figures.at(name), message, hint=msg("Build the benchmark anew; it leaves out what tells too much."))

    def _differences(self) -> None:
        """Refuse groups of which so few are left when they are taken from everybody that their values follow."""
        counts: dict[str, dict[str, tuple[int, Record]]] = {}
        for figures in self._root.get("figures", ()):
            if figures.get("n") is not None and figures.get("mean") is not None:
                counts.setdefault(figures.get("measure", ""), {})[figures.get("group", "")] = (figures.get("n"), figures)
        for groups in counts.values():
            if ALL not in groups:
                continue
            total, _ = groups[ALL]
            sorts: dict[str, int] = {}
            for name, (n, figures) in groups.items():
                sorts[sort_of(name)] = sorts.get(sort_of(name), 0) + n
                if 0 < total - n < FEWEST and name != ALL:
                    self._left(figures, total - n)
            for sort, n in sorts.items():
                if 0 < total - n < FEWEST and sort != ALL:
                    self._left(next(figures for name, (_, figures) in groups.items() if sort_of(name) == sort), total - n)

    def _left(self, figures: Record, n: int) -> None:
        message = msg("Taken from everybody, this leaves {n}: their values follow from what is shown.", n=n)
        self._problems.at(figures.at("group"), message, hint=msg("Build the benchmark anew; it leaves out what tells too much."))
