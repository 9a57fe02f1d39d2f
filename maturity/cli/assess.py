"""``maturity assess``."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from maturity.cli.options import (
    accessible_option,
    current_catalogue,
    folder_option,
    language_option,
    path_option,
    registry,
    say,
    screen_for,
    use_language,
)
from maturity.text import msg

if TYPE_CHECKING:
    from maturity.ui.ask import Asker
    from maturity.ui.setup import Wanted
    from maturity.ui.sitting import Sitting

_KINDS = ("municipality", "county", "state", "health-trust", "other")


@click.command("assess", short_help="Answer a questionnaire, or go on where you stopped.")
@click.argument("questionnaire", required=False)
@click.option("--organisation", metavar="NAME|NUMBER", help="Whom the answers are about.")
@click.option("--kind", type=click.Choice(_KINDS), help="What kind of organisation it is.")
@click.option("--inhabitants", type=click.IntRange(0, 100_000_000), metavar="N", help="Of a municipality or county.")
@click.option("--period", metavar="P", help="2026, 2026-H1, 2026-Q3 or 2026-05.")
@click.option("--role", metavar="R", help="Role of whoever answers, such as top-manager.")
@click.option("--respondent", type=click.IntRange(1, 9_999), metavar="N", help="Which respondent in that role: 1, 2, …")
@click.option("--from-last", is_flag=True, help="Propose last period's answers, to be confirmed one by one.")
@folder_option
@path_option
@language_option
@accessible_option
@click.option("--no-input", is_flag=True, help="Never ask; end with exit code 2 where something would be asked.")
def command(
    questionnaire: str | None,
    organisation: str | None,
    kind: str | None,
    inhabitants: int | None,
    period: str | None,
    role: str | None,
    respondent: int | None,
    from_last: bool,
    folder: Path,
    language: str | None,
    accessible: bool,
    no_input: bool,
) -> int:
    """Answer a questionnaire, or go on where you stopped.

    Every answer is saved at once. Ctrl-C stops; the same command goes on.
    """
    from maturity.errors import ExitCode, UsageError
    from maturity.ui.ask import InterruptedByUserError, asker
    from maturity.ui.setup import Wanted, ask_language, checked
    from maturity.ui.terminal import is_interactive

    wanted = checked(
        Wanted(organisation=organisation, kind=kind, inhabitants=inhabitants, period=period, role=role, respondent=respondent)  # type: ignore[arg-type]
    )
    if no_input or not is_interactive():
        raise UsageError(
            msg("An interview needs a terminal to ask in."),
            msg("To score answers from a file, use: maturity score FILE"),
        )
    screen = screen_for(accessible=accessible)
    say(screen.t("Assessments are kept in {folder}", folder=str(folder.resolve())))
    try:
        if language is None:
            use_language(ask_language(asker(screen), screen.t.language))
            screen = screen_for(accessible=accessible)
        return _interview(asker(screen), folder, questionnaire, wanted, from_last=from_last)
    except InterruptedByUserError:
        return ExitCode.INTERRUPTED


def _interview(asker: Asker, folder: Path, questionnaire: str | None, wanted: Wanted, *, from_last: bool) -> int:
    from dataclasses import replace

    from maturity.errors import ExitCode
    from maturity.ui.ask import InterruptedByUserError
    from maturity.ui.setup import ask_questionnaire, today
    from maturity.ui.sitting import settle

    t = current_catalogue()
    name = questionnaire
    while True:
        try:
            sitting = settle(asker, registry(), folder, name, wanted, today())
        except InterruptedByUserError:
            if name == questionnaire:
                say("\n" + t("Nothing has been answered yet."))
            raise
        _sit(asker, folder, sitting, name or sitting.built.questionnaire.id, from_last=from_last)
        if questionnaire is not None:
            return ExitCode.OK
        name = ask_questionnaire(asker, registry(), folder, sitting.organisation, sitting.period, again=True)
        if name is None:
            return ExitCode.OK
        wanted = replace(wanted, organisation=sitting.organisation.name, period=sitting.period, role=sitting.role, respondent=None)


def _sit(asker: Asker, folder: Path, sitting: Sitting, name: str, *, from_last: bool) -> None:
    from maturity.ui.ask import InterruptedByUserError
    from maturity.ui.sitting import closing, sit

    t = current_catalogue()
    try:
        sit(asker, folder, sitting, t.language, from_last=from_last)
    except InterruptedByUserError:
        from maturity.assessment.store import read_file
        from maturity.ui.setup import progress_words

        file = read_file(sitting.journal)
        say("\n" + t("Saved: {progress}.", progress=progress_words([file], sitting.built, t)))
        say(t("Go on with:"))
        say(_again(asker, folder, sitting, name, t.language, from_last=from_last))
        raise
    try:
        closing(asker, registry(), sitting)
    except InterruptedByUserError:
        say("\n" + t("Your answers are finished and saved in {folder}", folder=str(sitting.folder.resolve())))
        raise


def _again(asker: Asker, folder: Path, sitting: Sitting, name: str, language: str, *, from_last: bool) -> str:
    """Return the command that goes on where this sitting stopped."""
    options = [("--organisation", sitting.organisation.name), ("--period", sitting.period), ("--role", sitting.role)]
    options += [("--respondent", str(sitting.number)), ("--language", language)]
    if folder != Path("assessments"):
        options.append(("--folder", str(folder)))
    options += [("--path", str(path)) for path in registry().paths]
    flags = [*(["--from-last"] if from_last else []), *(["--accessible"] if asker.screen.accessible else [])]
    return _shell_line(["maturity", "assess", name, *(part for option in options for part in option), *flags])


def _shell_line(words: list[str]) -> str:
    """Return a command as it can be typed into this computer's shell."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
