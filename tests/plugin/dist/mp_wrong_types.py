"""Gives something else."""

from __future__ import annotations

from maturity.plugin.hookspecs import hookimpl


@hookimpl
def maturity_scoring_rules() -> list[str]:
    return ["mean"]
