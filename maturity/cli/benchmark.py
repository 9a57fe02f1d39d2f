"""``maturity benchmark``."""

from __future__ import annotations

from pathlib import Path

import click

from maturity.cli.options import (
    current_catalogue,
    format_option,
    language_option,
    path_option,
    registry,
    say,
    screen_for,
    tell_checked,
    write_out,
)


@click.group("benchmark", short_help="List, show, check and build benchmarks.")
def command() -> None:
    """List, show, check and build benchmarks: published figures to compare with.

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
                "figures": len(benchmark.indicators) + len(benchmark.figures),
                "sha256": benchmark.sha256,
            }
            for benchmark in found
        ]
        write_out(to_text({"format": "maturity/benchmarks/1", "benchmarks": rows}))
        return 0
    screen = screen_for()
    for benchmark in found:
        figures = t.counted("{n} figure", "{n} figures", len(benchmark.indicators) + len(benchmark.figures))
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


@command.command("build")
@click.argument("paths", nargs=-1, required=True, metavar="RESPONSES...", type=click.Path(path_type=Path))
@click.option("-q", "--questionnaire", required=True, metavar="QUESTIONNAIRE", help="What the responses answer.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Ends in .yaml.")
@click.option("--id", "name", required=True, help="Of the benchmark; never used for another.")
@click.option("--title", required=True, help="In the reader's language.")
@click.option("--attribution", required=True, metavar="NAME", help="Whom a reader must be told the figures are by.")
@click.option("--period", required=True, metavar="P", help="2026, 2026-H1, 2026-Q3 or 2026-05.")
@click.option("--version", default="1.0.0", show_default=True, help="Of the benchmark.")
@click.option("--group", "groups", multiple=True, metavar="COLUMN", help="A column whose values are groups, besides kind and size.")
@click.option("--least", type=int, default=5, show_default=True, help="Organisations that a group must have; never fewer than 3.")
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="FILE.yaml",
    help="The benchmark of the period before, so that no newcomer is given away.",
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FILE.yaml",
    help="Renames columns and recodes values; see maturity batch --check.",
)
@click.option("--key", "keys", multiple=True, metavar="COLUMN", help="A column that names a response, together with the others given so.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), metavar="FILE.csv", help="Where rows go that cannot be scored, with the reason."
)
@path_option
@language_option
def build(
    paths: tuple[Path, ...],
    questionnaire: str,
    output: Path,
    name: str,
    title: str,
    attribution: str,
    period: str,
    version: str,
    groups: tuple[str, ...],
    least: int,
    previous: Path | None,
    mapping: Path | None,
    keys: tuple[str, ...],
    rejects: Path | None,
    language: str | None,
) -> int:
    """Build a benchmark that can be published from responses: figures per question, dimension and group that give nobody away.

    RESPONSES are tables, folders of assessments, and folders of what organisations have contributed. Every row says its organisation;
    kind, inhabitants and the columns given with --group make the groups.
    """
    del language
    from maturity.cli.batch import needs_polars

    needs_polars()
    from maturity.batch.building import Labels, build_benchmark
    from maturity.batch.files import RejectsFile, opened
    from maturity.batch.mapping import MappingFile, read_mapping
    from maturity.batch.run import Wanted
    from maturity.batch.stdin import scratch_folder
    from maturity.benchmark.built import to_yaml
    from maturity.benchmark.dataset import read_benchmark
    from maturity.errors import ExitCode
    from maturity.files import write_atomically
    from maturity.ui.batch import reject_lines

    t = current_catalogue()
    built = registry().load(questionnaire)
    wanted = Wanted(key=keys, mapping=read_mapping(mapping) if mapping else MappingFile(), groups=groups)
    labels = Labels(id=name, version=version, title=title, attribution=attribution, period=period)
    before = read_benchmark(previous) if previous else None
    published = [read_benchmark(path) for path in registry().benchmarks.values()]
    with scratch_folder() as scratch:
        found = opened(paths, built, wanted, scratch, registry().load)
        for _, notes in found:
            for note in notes:
                say(t(note))
        benchmark, gathered = build_benchmark(
            [one for one, _ in found], built, labels, groups=groups, least=least, previous=before, published=published
        )
        kept = RejectsFile(rejects, t.language)
        for reject in gathered.rejects:
            kept.add(found[0][0], reject)
    for note in gathered.notes:
        say(t(note))
    write_atomically(output, to_yaml(benchmark).encode())
    kept.write()
    for line in reject_lines(kept.first, kept.count, t) if rejects is None else ():
        say(line)
    shown = sum(not figures.withheld for figures in benchmark.figures)
    say(
        t(
            "{n} rows: {figures} figures as they are, {withheld} with something left out.",
            n=gathered.read,
            figures=shown,
            withheld=len(benchmark.figures) - shown,
        )
    )
    say(t("Written: {path}", path=str(output.resolve())))
    return ExitCode.DATA if gathered.rejects else ExitCode.OK


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
