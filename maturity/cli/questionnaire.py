"""``maturity questionnaire``."""

from __future__ import annotations

from typing import Any

import click

from maturity.cli.options import (
    current_catalogue,
    format_option,
    language_option,
    path_option,
    registry,
    screen_for,
    tell_checked,
    write_out,
)


@click.group("questionnaire", short_help="List, show and check questionnaires.")
def command() -> None:
    """List, show and check questionnaires.

    A questionnaire is named by its id, or by the path of its folder.
    """


@command.command("list")
@format_option("table", "json")
@path_option
@language_option
def list_(output_format: str, language: str | None) -> int:
    """List the questionnaires there are."""
    del language

    t = current_catalogue()
    found = registry().load_all()
    rows: list[dict[str, Any]] = [
        {
            "id": built.questionnaire.id,
            "version": built.questionnaire.version,
            "status": built.questionnaire.status,
            "title": built.questionnaire.title[built.questionnaire.language_for(t.language)],
            "questions": sum(1 for _ in built.questionnaire.questions),
            "languages": list(built.questionnaire.languages),
            "sha256": built.sha256,
        }
        for built in found
    ]
    if output_format == "json":
        from maturity.export.json import to_text

        write_out(to_text({"format": "maturity/questionnaires/1", "questionnaires": rows}))
        return 0
    screen = screen_for()
    for built, row in zip(found, rows, strict=True):
        languages = ", ".join(row["languages"])
        count = t.counted("{n} question", "{n} questions", row["questions"])
        caveat = built.questionnaire.caveat
        mark = f" ({t(caveat.word)})" if caveat else ""
        screen.show(f"{row['id']} {row['version']}{mark}: {row['title']}. {count}; {languages}.")
    return 0


@command.command("show")
@click.argument("name", metavar="QUESTIONNAIRE")
@path_option
@language_option
def show(name: str, language: str | None) -> int:
    """Show a questionnaire as it will be asked: every question with its statements."""
    del language
    from maturity.ui.questionnaire import show_questionnaire

    built = registry().load(name)
    show_questionnaire(built.questionnaire, screen_for())
    return 0


@command.command("check")
@click.argument("names", metavar="QUESTIONNAIRE...", nargs=-1, required=True)
@click.option("--strict", is_flag=True, help="Warnings end with exit code 4.")
@format_option("table", "json")
@path_option
@language_option
def check(names: tuple[str, ...], strict: bool, output_format: str, language: str | None) -> int:
    """Check questionnaires: every error and warning at once, each with file, line and column."""
    del language
    from maturity.scoring.check import check_questionnaire

    found = [problem for name in names for problem in check_questionnaire(registry().folder(name), registry().rules_for_check())]
    return tell_checked(found, strict=strict, output_format=output_format)
