"""Options that several commands share, and what follows from them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from maturity.text import LANGUAGES, Catalogue, catalogue, negotiate

if TYPE_CHECKING:
    from maturity.errors import ExitCode, Problem
    from maturity.plugin.archive import Unpacked
    from maturity.plugin.registry import Registry
    from maturity.ui.terminal import Screen

Function = TypeVar("Function", bound=Callable[..., Any])

_language: str | None = None
_registry: Registry | None = None


def _remember_language(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    # Errors are shown after click has forgotten its context, and must speak the reader's language too.
    global _language  # noqa: PLW0603
    _language = value
    return value


def current_catalogue() -> Catalogue:
    """Return the catalogue of the language asked for, of the environment, or of Windows, which has no such variables."""
    if _language:
        return catalogue(_language)
    told = any(os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return catalogue(negotiate(None if told else _windows_language(), dict(os.environ)))


def _windows_language() -> str | None:
    """Return the language that Windows shows its own windows in, None on other systems."""
    if os.name != "nt":
        return None
    import ctypes
    from locale import windows_locale

    libraries: Any = getattr(ctypes, "windll", None)
    return None if libraries is None else windows_locale.get(libraries.kernel32.GetUserDefaultUILanguage())


def use_language(language: str) -> None:
    """Go on in another language, chosen by the reader after the start."""
    global _language  # noqa: PLW0603
    _language = language


def language_option(function: Function) -> Function:
    """Add ``--language``."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        callback=_remember_language,
        help="nb, nn or en; from the environment when left out.",
    )(function)


def accessible_option(function: Function) -> Function:
    """Add ``--accessible``."""
    return click.option("--accessible", is_flag=True, help="Plain lines, nothing redrawn; also ACCESSIBLE=1 and TERM=dumb.")(function)


def format_option(*names: str) -> Callable[[Function], Function]:
    """Add ``--format`` with these formats, the first by default."""
    return click.option("--format", "output_format", type=click.Choice(names), default=names[0], show_default=True, help="How to print.")


def path_option(function: Function) -> Function:
    """Add ``--path``."""
    return click.option(
        "--path",
        "plugin_paths",
        multiple=True,
        type=click.Path(path_type=Path),
        expose_value=False,
        is_eager=True,
        callback=_remember_paths,
        help="A folder or zip file with a question set, besides what is installed; can be given more than once.",
    )(function)


def _remember_paths(_ctx: click.Context, _param: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    global _registry  # noqa: PLW0603
    if value:
        from maturity.plugin.registry import Registry, settled_paths

        _registry = Registry(value, settled=settled_paths)
    return value


def registry() -> Registry:
    """Return everything there is: what is built in, and what plugins and ``--path`` add."""
    global _registry  # noqa: PLW0603
    if _registry is None:
        from maturity.plugin.registry import default_registry

        _registry = default_registry()
    return _registry


def tell_plugins() -> None:
    """Write one line for each zip file that was used and each plugin that is left out, where plugins have been looked at."""
    if _registry is None or not (_registry.failures or _registry.unpacked):
        return
    t = current_catalogue()
    for unpacked in _registry.unpacked:
        tell_unpacked(unpacked)
    for failure in _registry.failures:
        origin = failure.origin
        named = f"{origin.distribution} {origin.version}" if origin.distribution else origin.version
        say(
            t(
                "Plugin {plugin} ({named}) is left out: {reason}. Remove it with: {remedy}",
                plugin=origin.plugin,
                named=named,
                reason=t(failure.reason).rstrip("."),
                remedy=origin.remedy,
            )
        )


def tell_unpacked(unpacked: Unpacked) -> None:
    """Write the fingerprint of a zip file, to be held against what its publisher tells."""
    t = current_catalogue()
    say(t("{path} has the sha256 {hash}", path=str(unpacked.path), hash=unpacked.sha256))


def folder_option(function: Function) -> Function:
    """Add ``--folder``."""
    return click.option(
        "--folder", type=click.Path(path_type=Path), default=Path("assessments"), show_default=True, help="Where assessments are kept."
    )(function)


def screen_for(*, accessible: bool = False) -> Screen:
    """Return the screen for results: standard output, in the current language."""
    from maturity.ui.terminal import make_streams_safe, screen

    make_streams_safe()
    return screen(current_catalogue(), accessible=accessible)


def say(text: str) -> None:
    """Write a message that is no result to standard error."""
    from maturity.text import clean

    click.echo(clean(text), err=True)


def tell(problems: Sequence[Problem]) -> ExitCode:
    """Write what is wrong with something that was read to standard error, and return the exit code for it."""
    from maturity.errors import ExitCode
    from maturity.ui.errors import problems_text

    if problems:
        say(problems_text(problems, current_catalogue()))
    return ExitCode.OK if all(problem.warning for problem in problems) else ExitCode.DATA


def tell_checked(found: Sequence[Problem], *, strict: bool = False, output_format: str = "table") -> ExitCode:
    """Write what a check found as a result, count it, and return the exit code for it."""
    from maturity.errors import ExitCode
    from maturity.ui.errors import problems_text

    t = current_catalogue()
    errors = sum(not problem.warning for problem in found)
    if output_format == "json":
        from maturity.export.json import problems_to_json, to_text

        write_out(to_text(problems_to_json(found, t)))
    elif found:
        write_out(f"{problems_text(found, t)}\n")
        warnings = t.counted("{n} warning", "{n} warnings", len(found) - errors)
        say(t("{errors}, {warnings}.", errors=t.counted("{n} error", "{n} errors", errors), warnings=warnings))
    else:
        say(t("Nothing wrong was found."))
    if errors:
        return ExitCode.DATA
    return ExitCode.WARNINGS if strict and found else ExitCode.OK


def write_out(text: str) -> None:
    """Write a result for programs to standard output, as UTF-8 with newlines wherever it goes."""
    from maturity.ui.terminal import make_streams_safe

    make_streams_safe()
    sys.stdout.write(text)
    sys.stdout.flush()
