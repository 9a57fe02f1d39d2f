"""``maturity compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from maturity.cli.options import accessible_option, format_option, language_option, path_option, registry, screen_for, tell, write_out

if TYPE_CHECKING:
    from maturity.assessment.store import Stored
    from maturity.model.benchmark import Benchmark


@click.command("compare", short_help="Compare with published figures, and between periods.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--benchmark", "benchmarks", multiple=True, metavar="BENCHMARK", help="An id or a file; the published ones when left out.")
@format_option("table", "json")
@path_option
@language_option
@accessible_option
def command(paths: tuple[str, ...], benchmarks: tuple[str, ...], output_format: str, language: str | None, accessible: bool) -> int:
    """Show your answers beside published figures, in words; and two periods of one questionnaire beside each other.

    FILE is an assessments folder, an assessment's folder, a journal, a stored result, or answers as JSON.
    """
    del language
    from maturity.assessment.loading import open_readable, score
    from maturity.assessment.periods import compare_periods, pairs_of_periods
    from maturity.benchmark.compare import concerning
    from maturity.benchmark.dataset import read_benchmark

    found, problems = open_readable(paths, registry().load)
    loaded = [read_benchmark(registry().benchmark_file(name)) for name in benchmarks or registry().benchmarks]

    def beside(*assessments: Stored) -> list[Benchmark]:
        # What was asked for is shown; of the rest only what has a figure.
        return loaded if benchmarks else concerning(loaded, [stored.built.questionnaire for stored in assessments])

    scored = {id(stored): score(stored) for stored in found}
    changes = [
        (later, compare_periods((earlier.built.questionnaire, scored[id(earlier)]), (later.built.questionnaire, scored[id(later)])))
        for earlier, later in pairs_of_periods(found)
    ]
    if output_format == "json":
        from maturity.export.comparison import comparison_to_json
        from maturity.export.json import to_text

        write_out(
            to_text(comparison_to_json(found, beside(*found), [change for _, change in changes], [scored[id(stored)] for stored in found]))
        )
    else:
        from maturity.ui.compare import Comparer, show_periods

        screen = screen_for(accessible=accessible)
        for stored in found:
            for benchmark in beside(stored):
                Comparer(stored.built.questionnaire, stored.assessment, benchmark, screen, scored[id(stored)]).show()
        for later, change in changes:
            show_periods(change, later.built.questionnaire, screen)
    return tell([*problems, *(problem for stored in found for problem in stored.problems)])
