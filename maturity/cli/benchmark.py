"""``maturity benchmark``."""

from __future__ import annotations

import click

from maturity.cli.options import (
    current_catalogue,
    format_option,
    language_option,
    path_option,
    registry,
    screen_for,
    tell_checked,
    write_out,
)


@click.group("benchmark", short_help="List, show and check benchmarks.")
def command() -> None:
    """List, show and check benchmarks: published figures to compare with.

    A benchmark is named by its id, or by the path of its file.
    """


@command.command("list")
@format_option("table", "json")
@path_option
@language_option
def list_(output_format: str, language: str | None) -> int:
    """List the benchmarks there are."""
    del language
    from maturity.benchmark.dataset import read_benchmark

    t = current_catalogue()
    found = [read_benchmark(path) for path in registry().benchmarks.values()]
    if output_format == "json":
        from maturity.export.json import to_text

        rows = [
            {
                "id": benchmark.id,
                "version": benchmark.version,
                "year": benchmark.year,
                "title": dict(benchmark.title),
                "attribution": benchmark.attribution,
                "figures": len(benchmark.indicators),
                "sha256": benchmark.sha256,
            }
            for benchmark in found
        ]
        write_out(to_text({"format": "maturity/benchmarks/1", "benchmarks": rows}))
        return 0
    screen = screen_for()
    for benchmark in found:
        figures = t.counted("{n} figure", "{n} figures", len(benchmark.indicators))
        title = benchmark.title[benchmark.language_for(t.language)]
        screen.show(f"{benchmark.id} {benchmark.version}: {title}, {benchmark.year}. {figures}. {benchmark.attribution}.")
    return 0


@command.command("show")
@click.argument("name", metavar="BENCHMARK")
@format_option("table", "json")
@path_option
@language_option
def show(name: str, output_format: str, language: str | None) -> int:
    """Show every figure of a benchmark, with how it was printed, for whom, and where."""
    del language
    from maturity.benchmark.dataset import read_benchmark

    benchmark = read_benchmark(registry().benchmark_file(name))
    if output_format == "json":
        from maturity.export.comparison import indicator_to_json
        from maturity.export.json import to_text

        figures = [indicator_to_json(indicator, benchmark) for indicator in benchmark.indicators]
        write_out(to_text({"format": "maturity/benchmark-figures/1", "id": benchmark.id, "version": benchmark.version, "figures": figures}))
        return 0
    from maturity.ui.benchmark import show_benchmark

    show_benchmark(benchmark, screen_for())
    return 0


@command.command("check")
@click.argument("names", metavar="BENCHMARK...", nargs=-1, required=True)
@path_option
@language_option
def check(names: tuple[str, ...], language: str | None) -> int:
    """Check benchmarks: every error at once, each with file, line and column."""
    del language
    from maturity.benchmark.dataset import check_benchmark

    known = registry()
    questions = {name: question for one in known.load_all() for name, question in one.questionnaire.by_id.items()}
    return tell_checked([problem for name in names for problem in check_benchmark(known.benchmark_file(name), questions)])
