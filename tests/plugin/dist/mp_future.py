"""Was written for a later version of the interface."""

from __future__ import annotations

from collections.abc import Iterable

from maturity.api import Constant, Rule, hookimpl

MATURITY_API = 2


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    return [Rule(id="later", build=lambda items, parameters: Constant(1))]
