"""``maturity plugin``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from maturity.cli.options import current_catalogue, format_option, language_option, screen_for, tell_checked, tell_unpacked, write_out

if TYPE_CHECKING:
    from maturity.errors import Problem


@click.group("plugin", short_help="List plugins, what each brings, and check question sets.")
def command() -> None:
    """List plugins and what each brings, and check question sets. No plugin is imported."""


@command.command("list")
@format_option("table", "json")
@language_option
def list_(output_format: str, language: str | None) -> int:
    """List the plugins that are installed, and why one was left out the last time it was tried."""
    del language
    from maturity.plugin.overview import overview

    t = current_catalogue()
    found = overview()
    if output_format == "json":
        from maturity.export.json import to_text

        write_out(to_text({"format": "maturity/plugins/1", "plugins": [one.to_json() for one in found]}))
        return 0
    from maturity.ui.plugin import show_plugins

    show_plugins(found, screen_for())
    if not found:
        screen_for().show(t("No plugins are installed."))
    return 0


@command.command("info")
@click.argument("name", metavar="PLUGIN")
@format_option("table", "json")
@language_option
def info(name: str, output_format: str, language: str | None) -> int:
    """Show one plugin: where it comes from, and what a question set that is data brings."""
    del language
    from maturity.plugin.overview import find_overview

    found = find_overview(name)
    if output_format == "json":
        from maturity.export.json import to_text

        write_out(to_text({"format": "maturity/plugin/1", **found.to_json()}))
        return 0
    from maturity.ui.plugin import show_plugin

    show_plugin(found, screen_for())
    return 0


@command.command("check")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings end with exit code 4.")
@language_option
def check(folders: tuple[Path, ...], strict: bool, language: str | None) -> int:
    """Check question sets: manifest, questionnaires, rules, benchmarks, translations, and golden answers with their scores.

    FOLDER holds a question-set.yaml; a zip file or an installed plugin can be named instead. One that is Python is then run.
    """
    del language
    return tell_checked([problem for named in folders for problem in _checked(named)], strict=strict)


def _checked(named: Path) -> tuple[Problem, ...]:
    from maturity.plugin.archive import is_archive, unpack
    from maturity.plugin.checking import check_plugin, check_question_set
    from maturity.plugin.overview import is_code, question_set_folder

    if is_code(named):
        return check_plugin(str(named))
    if not is_archive(named):
        return check_question_set(question_set_folder(named))
    unpacked = unpack(named)
    tell_unpacked(unpacked)
    return check_question_set(unpacked.folder)
