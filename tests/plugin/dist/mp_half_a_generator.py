"""Gives one rule and then breaks."""

from __future__ import annotations

from collections.abc import Iterator

from maturity.plugin.hookspecs import hookimpl
from maturity.scoring.rules import RULES
from maturity.scoring.rules.base import Rule


@hookimpl
def maturity_scoring_rules() -> Iterator[Rule]:
    yield RULES["mean"]
    raise OSError("the rest is gone")
