"""``maturity score``."""

from __future__ import annotations

import click

from maturity.cli.options import (
    accessible_option,
    current_catalogue,
    format_option,
    language_option,
    path_option,
    registry,
    screen_for,
    tell,
    write_out,
)


@click.command("score", short_help="Score assessments.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@format_option("table", "json", "csv")
@path_option
@language_option
@accessible_option
def command(paths: tuple[str, ...], output_format: str, language: str | None, accessible: bool) -> int:
    """Score assessments: an assessment's folder, a journal, a stored result, or answers as JSON.

    A damaged journal is scored as far as it can be read; what could not be read is named, and the exit code is 3.
    """
    del language
    from maturity.assessment.loading import by_organisation, open_readable, score

    found, problems = open_readable(paths, registry().load)
    scored = [(stored, score(stored)) for stored in found]
    if output_format == "table":
        from maturity.ui.profile import show_profile
        from maturity.ui.render import show_result

        screen = screen_for(accessible=accessible)
        for page in by_organisation(scored):
            if len({stored.assessment.questionnaire.id for stored, _ in page}) > 1:
                show_profile([(stored.built.questionnaire, result) for stored, result in page], screen)
            else:
                for stored, result in page:
                    show_result(result, stored.built.questionnaire, screen)
    elif output_format == "csv":
        from maturity.export.csv import to_csv

        language_of_titles = current_catalogue().language
        write_out(to_csv(((stored.built.questionnaire, result) for stored, result in scored), language_of_titles))
    else:
        from maturity.export.json import results_to_text

        write_out(results_to_text((stored.built.questionnaire, result) for stored, result in scored))
    return tell([*problems, *(problem for stored in found for problem in stored.problems)])
