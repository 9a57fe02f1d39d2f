"""Never stops bringing rules."""

from __future__ import annotations

from collections.abc import Iterable

from maturity.api import Constant, Rule, hookimpl


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    number = 0
    while True:
        number += 1
        yield Rule(id=f"rule-{number}", build=lambda items, parameters: Constant(1))
