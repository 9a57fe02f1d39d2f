"""``weighted-mean``: items count by their weight, renormalised over those that have a value."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from maturity.scoring.items import Item
from maturity.scoring.plan import Mean, Value
from maturity.scoring.rules.base import Parameters, Rule


def build(items: Sequence[Item], _: Parameters) -> Value:
    """Return the weighted mean; weights are reduced, so that 30 and 10 are the same plan as 3 and 1."""
    common = gcd(*(item.weight for item in items))
    return Mean(tuple(item.node for item in items), tuple(item.weight // common for item in items))


RULE = Rule(id="weighted-mean", build=build)
