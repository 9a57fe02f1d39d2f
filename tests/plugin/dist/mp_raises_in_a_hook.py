"""Raises when it is asked."""

from __future__ import annotations

from maturity.plugin.hookspecs import hookimpl


@hookimpl
def maturity_scoring_rules() -> list[object]:
    raise ZeroDivisionError("1/0")
