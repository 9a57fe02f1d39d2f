"""``mean``: every item counts the same."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.scoring.items import Item
from maturity.scoring.plan import Mean, Value
from maturity.scoring.rules.base import Parameters, Rule


def build(items: Sequence[Item], _: Parameters) -> Value:
    """Return the mean of the items that have a value."""
    return Mean(tuple(item.node for item in items), (1,) * len(items))


RULE = Rule(id="mean", build=build)
