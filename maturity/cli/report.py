"""``maturity report``."""

from __future__ import annotations

from pathlib import Path

import click

from maturity.cli.options import current_catalogue, language_option, path_option, registry, say, tell


@click.command("report", short_help="Write a workbook or another file of results.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Ends in .xlsx, .json or .csv.")
@click.option("--benchmark", "benchmarks", multiple=True, metavar="BENCHMARK", help="An id or a file; the published ones when left out.")
@path_option
@language_option
def command(paths: tuple[str, ...], output: Path, benchmarks: tuple[str, ...], language: str | None) -> int:
    """Write results to one file; its suffix says which kind.

    FILE is an assessments folder, an assessment's folder, a journal, a stored result, or answers as JSON. Several questionnaires and
    periods of one organisation make one workbook: the latest period of each questionnaire, beside the period before and beside
    published figures.
    """
    del language
    from maturity.assessment.loading import open_readable, score
    from maturity.benchmark.compare import concerning
    from maturity.benchmark.dataset import read_benchmark
    from maturity.export import check_suffix, write_reports

    exporters = registry().exporters_for(output)
    check_suffix(output, exporters)
    t = current_catalogue()
    found, problems = open_readable(paths, registry().load)
    # Only a workbook has room for published figures; other files need not wait for them.
    wanted = benchmarks or (registry().benchmarks if output.suffix.lower() == ".xlsx" else ())
    loaded = [read_benchmark(registry().benchmark_file(name)) for name in wanted]
    written = write_reports(
        [(stored.built, score(stored)) for stored in found],
        output,
        language=t.language,
        exporters=exporters,
        benchmarks=loaded if benchmarks else concerning(loaded, [stored.built.questionnaire for stored in found]),
    )
    say(t("Written: {path}", path=str(written.resolve())))
    return tell([*problems, *(problem for stored in found for problem in stored.problems)])
