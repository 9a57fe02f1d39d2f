"""Entry point: finds the command, and turns every error into a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn

import click

from maturity.version import VERSION

#: Command to its module and the one line that ``maturity --help`` shows; the modules are imported when used.
COMMANDS = {
    "assess": ("maturity.cli.assess", "Answer a questionnaire, or go on where you stopped."),
    "batch": ("maturity.cli.batch", "Score many responses from files."),
    "benchmark": ("maturity.cli.benchmark", "List, show, check and build benchmarks."),
    "compare": ("maturity.cli.compare", "Compare with published figures, and between periods."),
    "contribute": ("maturity.cli.contribute", "Hand your answers to a sector body that builds a benchmark."),
    "demo": ("maturity.cli.demo", "See the whole way on a made-up municipality."),
    "explain": ("maturity.cli.explain", "Show how a score came about, down to each answer."),
    "plugin": ("maturity.cli.plugin", "List plugins, what each brings, and check question sets."),
    "questionnaire": ("maturity.cli.questionnaire", "List, show and check questionnaires."),
    "report": ("maturity.cli.report", "Write a workbook or another file of results."),
    "score": ("maturity.cli.score", "Score assessments."),
}


class _ReaderGoneError(Exception):
    """Whoever reads from the pipe, such as `head`, has seen enough."""


@contextmanager
def _noticing_readers() -> Iterator[None]:
    """Say so when a reader has gone: left alone, click and rich would end the process with 1."""
    try:
        yield
    except (OSError, SystemExit) as error:
        if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
            raise _ReaderGoneError from error
        raise


class LazyGroup(click.Group):
    """A group whose commands are imported only when one of them is used."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        with _noticing_readers():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _noticing_readers():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            matches = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean '{matches[0]}'?" if matches else ""
            raise click.UsageError(f"No such command '{click.unstyle(args[0])[:80]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="maturity")
def cli() -> None:
    """Assess the digital maturity of an organisation: answer, score, compare with targets, report.

    Everything stays on this computer.

    \b
    Exit codes:
      0 ok   1 a bug in the tool   2 wrong use   3 wrong data
      5 a plugin failed   6 storage   130 interrupted (answers are kept)
    """


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command and exit; no traceback for anything but a bug."""
    _open_closed_streams()
    sys.exit(run(args))


def _open_closed_streams() -> None:
    """Let a stream that was closed before the start lead nowhere, so that no file of ours gets its number and its output."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open as long as the process; pathlib is slow to import


def run(args: list[str] | None = None) -> int:
    """Run the command, say which plugins were left out, and return its exit code."""
    try:
        return _run(args)
    finally:
        # Plugins are looked at only through the options; a command that never came to them has nothing to tell.
        options = sys.modules.get("maturity.cli.options")
        if options is not None:
            with _complaining():
                options.tell_plugins()


def _run(args: list[str] | None) -> int:
    try:
        code = cli.main(args, prog_name="maturity", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return int(code) if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        # Asking for help by saying nothing is not an error worth a message of its own.
        _complain(error.ctx.get_help())
        return 2
    except click.ClickException as error:
        with _complaining():
            error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (_ReaderGoneError, BrokenPipeError):
        _give_up_broken_streams()
        return 0
    except Exception as error:  # noqa: BLE001 - the last place where an error can become a message
        return _report(error)


def _report(error: Exception) -> int:
    from maturity.cli.options import current_catalogue
    from maturity.errors import ExitCode, MaturityError, StorageError
    from maturity.text import clean, msg
    from maturity.ui.errors import error_text

    t = current_catalogue()
    if isinstance(error, OSError) and not isinstance(error, MaturityError):
        reason = error.strerror or str(error)
        if error.filename is not None:
            error = StorageError(msg("{path} could not be read or written: {reason}.", path=str(error.filename), reason=reason))
        else:
            # Only the standard streams have no name.
            _give_up_broken_streams()
            error = StorageError(msg("The output could not be written: {reason}.", reason=reason))
    if isinstance(error, MaturityError):
        _complain(error_text(error, t))
        return error.exit_code
    if os.environ.get("MATURITY_DEBUG"):
        import traceback

        traceback.print_exc()
    message = t("Error: {message}", message=f"{type(error).__name__}: {error}")
    advice = t("This is a bug in the tool. Your answers are safe. Set MATURITY_DEBUG=1 to see where it happened, and report it.")
    _complain(clean(f"{message}\n{advice}"))
    return ExitCode.BUG


def _complain(text: str) -> None:
    with _complaining():
        click.echo(text, err=True)


@contextmanager
def _complaining() -> Iterator[None]:
    """Write to standard error; where nobody can read it, the exit code still tells."""
    try:
        yield
    except OSError:
        _give_up_broken_streams()


def _give_up_broken_streams() -> None:
    """Let a stream that cannot be written lead nowhere: Python would try again at exit, complain, and end with another exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
