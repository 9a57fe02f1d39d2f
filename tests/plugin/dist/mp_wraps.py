"""Wraps everybody else."""

from __future__ import annotations

from collections.abc import Generator

from maturity.plugin.hookspecs import hookimpl


@hookimpl(wrapper=True)
def maturity_scoring_rules() -> Generator[None, object, object]:
    return (yield)
