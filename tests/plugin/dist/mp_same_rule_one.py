"""Brings a rule that another brings too."""

from __future__ import annotations

from collections.abc import Iterable

from maturity.api import Constant, Rule, hookimpl


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    return [Rule(id="twice", build=lambda items, parameters: Constant(1))]
