"""``maturity questionnaire``."""

from __future__ import annotations

from typing import Any

import click

from maturity.cli.options import current_catalogue, format_option, language_option, path_option, registry, say, screen_for, write_out


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
    for row in rows:
        languages = ", ".join(row["languages"])
        count = t.counted("{n} question", "{n} questions", row["questions"])
        screen.show(f"{row['id']} {row['version']}: {row['title']}. {count}; {languages}.")
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
    from maturity.errors import ExitCode
    from maturity.scoring.check import check_questionnaire
    from maturity.ui.errors import problem_text

    t = current_catalogue()
    found = [problem for name in names for problem in check_questionnaire(registry().folder(name), registry().rules_for_check())]
    errors = [problem for problem in found if not problem.warning]
    if output_format == "json":
        from maturity.export.json import to_text

        rows = [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "where": problem.where,
                "severity": "warning" if problem.warning else "error",
                "message": t(problem.message),
                "hint": t(problem.hint) if problem.hint else None,
            }
            for problem in found
        ]
        write_out(to_text({"format": "maturity/problems/1", "problems": rows}))
    else:
        write_out("".join(f"{problem_text(problem, t)}\n" for problem in found))
        if not found:
            say(t("Nothing wrong was found."))
        else:
            counted = t.counted("{n} error", "{n} errors", len(errors))
            say(t("{errors}, {warnings}.", errors=counted, warnings=t.counted("{n} warning", "{n} warnings", len(found) - len(errors))))
    if errors:
        return ExitCode.DATA
    return ExitCode.WARNINGS if strict and found else ExitCode.OK
