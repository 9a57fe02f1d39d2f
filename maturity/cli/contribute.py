"""``maturity contribute``."""

from __future__ import annotations

from pathlib import Path

import click

from maturity.cli.options import accessible_option, current_catalogue, language_option, path_option, registry, say, screen_for
from maturity.errors import UsageError
from maturity.text import msg


@click.command("contribute", short_help="Hand your answers to a sector body that builds a benchmark.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Ends in .json.")
@click.option("--group", "groups", multiple=True, metavar="NAME=VALUE", help="A further fact to group by, such as region=North.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@path_option
@language_option
@accessible_option
def command(path: Path, output: Path, groups: tuple[str, ...], yes: bool, language: str | None, accessible: bool) -> int:
    """Write a file with your answers and facts to group by, for a sector body that builds a benchmark.

    FILE is an assessment. No name, comment, evidence or reason is in it; everything that is in it is shown before it is written.
    """
    del language
    from maturity.assessment.loading import open_assessment
    from maturity.cli.batch import needs_polars
    from maturity.export.json import to_text
    from maturity.files import write_atomically
    from maturity.ui.ask import InterruptedByUserError, asker
    from maturity.ui.terminal import is_interactive

    needs_polars()
    from maturity.batch.contributions import contribution

    t = current_catalogue()
    if output.suffix.lower() != ".json":
        raise UsageError(msg("“{path}” does not end in .json.", path=str(output)))
    pairs = [group.partition("=") for group in groups]
    if wrong := [name for name, sign, value in pairs if not (name and sign and value)]:
        raise UsageError(msg("“{text}” is no fact.", text=wrong[0]), msg("Write it as --group region=North."))
    stored = open_assessment(path, registry().load)
    text = to_text(contribution(stored, {name: value for name, _, value in pairs}))
    if not yes and not is_interactive():
        raise UsageError(msg("Nothing is written before you have seen it."), msg("Without a terminal, say --yes."))
    say(text.rstrip())
    say(t("This, and nothing else, will be in the file."))
    if not yes:
        try:
            chosen = asker(screen_for(accessible=accessible)).choose(t("Write it"), [("yes", t("yes")), ("no", t("no"))], default="yes")
        except InterruptedByUserError:
            return 130
        if chosen != "yes":
            say(t("Nothing was written."))
            return 0
    write_atomically(output, text.encode())
    say(t("Written: {path}", path=str(output.resolve())))
    return 0
