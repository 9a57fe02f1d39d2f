"""What a plugin's Python is wrapped in where it is called later than its hooks: rules while plans are made, exporters while files are written."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from maturity.errors import MaturityError, PluginError
from maturity.model.plugin import Origin
from maturity.scoring.items import Item
from maturity.scoring.plan import Value
from maturity.scoring.rules.base import Parameters, Rule, RuleError
from maturity.scoring.schedule import schedule
from maturity.text import clean_line, msg

if TYPE_CHECKING:
    from maturity.export.formats import Content, Exporter

_LONGEST_REASON = 300


def reason(error: BaseException) -> str:
    """Return what a plugin's exception says, even where it refuses to say it."""
    try:
        told = str(error)
    except Exception:  # noqa: BLE001 - whatever a plugin thinks of
        told = "–"
    return clean_line(f"{type(error).__name__}: {told}", limit=_LONGEST_REASON)


@contextlib.contextmanager
def _guarded(origin: Origin) -> Iterator[None]:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    except (KeyboardInterrupt, MaturityError, RuleError):
        raise
    except BaseException as error:
        raise PluginError(
            msg("The plugin {plugin} failed: {reason}.", plugin=origin.plugin, reason=reason(error).rstrip(".")),
            msg("Remove it with: {remedy}", remedy=origin.remedy),
        ) from error


def guarded_rule(origin: Origin, rule: Rule) -> Rule:
    """Return a rule whose plan is sound, or that ends in a `PluginError`."""

    def build(items: Sequence[Item], parameters: Parameters) -> Value:
        with _guarded(origin):
            node = rule.build(items, parameters)
            if not isinstance(node, Value):
                raise TypeError(f"{rule.id} returned a {type(node).__name__}, not a plan")
            # Finds what is no node anywhere in the tree.
            schedule({rule.id: node})
        return node

    return replace(rule, build=build)


def guarded_exporter(origin: Origin, exporter: Exporter) -> Exporter:
    """Return an exporter that leaves a whole file or none."""

    def write(path: Path, content: Content) -> None:
        temporary = path.with_name(f".{path.stem[:40]}.{os.getpid()}{path.suffix}")
        try:
            with _guarded(origin):
                exporter.write(temporary, content)
                os.replace(temporary, path)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()

    return replace(exporter, write=write)
