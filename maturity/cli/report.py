"""``maturity report``."""

from __future__ import annotations

from pathlib import Path

import click

from maturity.cli.options import current_catalogue, language_option, say, tell


@click.command("report", short_help="Write a workbook or another file of results.")
@click.argument("path", metavar="FILE", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Ends in .xlsx, .json or .csv.")
@language_option
def command(path: str, output: Path, language: str | None) -> int:
    """Write the result of an assessment to a file; its suffix says which kind.

    FILE is an assessment's folder, a journal, a stored result, or answers as JSON.
    """
    del language
    from maturity.assessment.loading import open_assessment, score
    from maturity.export import check_suffix, write_report

    check_suffix(output)
    t = current_catalogue()
    stored = open_assessment(path)
    written = write_report(score(stored), stored.built, output, language=t.language)
    say(t("Written: {path}", path=str(written.resolve())))
    return tell(stored.problems)
