"""``maturity demo``."""

from __future__ import annotations

from pathlib import Path

import click

from maturity.cli.options import accessible_option, current_catalogue, language_option, say, screen_for


@click.command("demo", short_help="See the whole way on a made-up municipality.")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=Path("maturity-demo"), show_default=True, help="Where the sample is written."
)
@language_option
@accessible_option
def command(folder: Path, language: str | None, accessible: bool) -> int:
    """Show the whole way on a made-up municipality: two respondents' answers, scores, published figures beside them, and a workbook.

    Leaves a folder with the journals and the workbook. Nothing in it is about a real organisation.
    """
    del language
    from maturity.assessment.loading import load_questionnaire, open_assessment, score
    from maturity.assessment.sample import SAMPLES, write_sample
    from maturity.benchmark.catalog import load_benchmark, shipped
    from maturity.export import write_report
    from maturity.ui.compare import Comparer
    from maturity.ui.render import show_files, show_result

    t = current_catalogue()
    say(t("The sample is kept in {folder}", folder=str(folder.resolve())))
    screen = screen_for(accessible=accessible)
    files = []
    benchmarks = [load_benchmark(name) for name in shipped()]
    for name in SAMPLES:
        assessment = write_sample(folder / "assessments", load_questionnaire(name), t)
        stored = open_assessment(assessment)
        result = score(stored)
        show_result(result, stored.built.questionnaire, screen)
        for benchmark in benchmarks:
            Comparer(stored.built.questionnaire, stored.assessment, benchmark, screen).show()
        workbook = folder / f"{t('results')}-{name}.xlsx"
        written = write_report(result, stored.built, workbook, language=t.language, benchmarks=benchmarks)
        files += [written.resolve(), assessment.resolve()]
    show_files(files, screen)
    say("")
    say(t("Answer for your own organisation with: maturity assess"))
    return 0
