"""Has a hook that does not exist."""

from __future__ import annotations

from maturity.plugin.hookspecs import hookimpl


@hookimpl
def maturity_reports() -> list[object]:
    return []
