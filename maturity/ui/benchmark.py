"""A benchmark to read through: every figure as it was printed."""

from __future__ import annotations

from rich.text import Text

from maturity.benchmark.built import WITHHELD, number
from maturity.benchmark.words import percent, sentence
from maturity.model.benchmark import Benchmark, Figures, Indicator
from maturity.ui.page import Block, lines
from maturity.ui.terminal import Screen


def show_benchmark(benchmark: Benchmark, screen: Screen) -> None:
    """Show every figure with group, source and quotation, and the segments with their bounds."""
    t = screen.t
    language = benchmark.language_for(t.language)

    def paragraph(text: str, *, mark: str = "", style: str = "", gap: bool = False) -> None:
        screen.show(*lines([Block(text, mark=mark, style=style, gap=gap)], screen))

    screen.show(Text(f"{benchmark.title[language]} ({benchmark.id} {benchmark.version}, {benchmark.year})", style="bold"))
    paragraph(t("Figures by {attribution}.", attribution=benchmark.attribution))
    paragraph(t("Licence: {licence}", licence=benchmark.licence))
    if benchmark.note:
        paragraph(benchmark.note[language])
    for indicator in benchmark.indicators:
        paragraph(f"{sentence(indicator, language, t)} [{indicator.id}]", mark="• ", gap=True)
        paragraph(_used(indicator, screen), mark="  ")
        paragraph(t("Base: {group}.", group=indicator.group.text[language]), mark="  ", style="dim")
        source = benchmark.sources[indicator.source]
        paragraph(t("Source: {source}, “{quote}”.", source=source, quote=indicator.quote), mark="  ", style="dim")
        if indicator.note:
            paragraph(indicator.note[language], mark="  ", style="dim")
    for figures in benchmark.figures:
        paragraph(_built(figures, benchmark, screen), mark="• ")
    if benchmark.built_from is not None:
        paragraph(benchmark.built_from.method[language], style="dim", gap=True)
    for segmentation in benchmark.segmentations:
        paragraph(f"{segmentation.text[language]} [{segmentation.id}]", style="bold", gap=True)
        for segment in segmentation.segments:
            share = f" ({percent(segment.share, t)})" if segment.share is not None else ""
            paragraph(f"{segment.text[language]}{share}", mark="• ")
        if segmentation.note:
            paragraph(segmentation.note[language], mark="  ", style="dim")


def _built(figures: Figures, benchmark: Benchmark, screen: Screen) -> str:
    t = screen.t
    group = benchmark.groups[figures.group].text[benchmark.language_for(t.language)]
    if figures.n is None:
        return f"{figures.measure} · {group}: {WITHHELD}"
    parts = [t("{n} organisations", n=figures.n)]
    parts += [
        f"{label} {t.number(number(value).strip(chr(34)))}"
        for label, value in ((t("mean"), figures.mean), (t("standard deviation"), figures.deviation))
    ]
    parts += [f"P{share} {t.number(number(value))}" for share, value in figures.quantiles.items()]
    return f"{figures.measure} · {group}: {', '.join(parts)}"


def _used(indicator: Indicator, screen: Screen) -> str:
    t = screen.t
    if indicator.question:
        return t("Compared with the answers to {question}.", question=indicator.question)
    if indicator.about:
        return t("Context to {question}, not compared.", question=indicator.about)
    return t("Context, not compared.")
