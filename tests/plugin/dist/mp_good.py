"""A plugin that works."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maturity.plugin.hookspecs import hookimpl
from maturity.scoring.items import Item
from maturity.scoring.plan import Maximum, Value
from maturity.scoring.rules.base import Parameters, Rule


def build(items: Sequence[Item], _: Parameters) -> Value:
    return Maximum(tuple(item.node for item in items))


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    yield Rule(id="greatest", build=build)
