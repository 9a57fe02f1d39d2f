"""``maturity explain``."""

from __future__ import annotations

import click

from maturity.cli.options import accessible_option, format_option, language_option, path_option, registry, screen_for, tell, write_out


@click.command("explain", short_help="Show how a score came about, down to each answer.")
@click.argument("path", metavar="FILE", type=click.Path())
@click.argument("dimension", required=False)
@format_option("table", "json")
@path_option
@language_option
@accessible_option
def command(path: str, dimension: str | None, output_format: str, language: str | None, accessible: bool) -> int:
    """Show how a score came about: every step from the answers to the score, for each respondent and all together.

    DIMENSION is the id of one dimension, or overall; all of them when it is left out.
    """
    del language
    from maturity.assessment.loading import open_assessment, score
    from maturity.scoring.score import chosen_roots

    stored = open_assessment(path, registry().load)
    roots = chosen_roots(stored.built, dimension)
    result = score(stored)
    if output_format == "json":
        from maturity.export.json import explanation_to_json, to_text

        write_out(to_text(explanation_to_json(stored, result, roots)))
    else:
        from maturity.ui.explain import show_explanation

        show_explanation(stored, result, roots, screen_for(accessible=accessible))
    return tell(stored.problems)
