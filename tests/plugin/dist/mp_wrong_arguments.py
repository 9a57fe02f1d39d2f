"""Asks for an argument that no hook has."""

from __future__ import annotations

from maturity.plugin.hookspecs import hookimpl


@hookimpl
def maturity_scoring_rules(database: object) -> list[object]:
    return [database]
