"""``minimum``: no stronger than the weakest link."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.scoring.items import Item
from maturity.scoring.plan import Minimum, Value
from maturity.scoring.rules.base import Parameters, Rule


def build(items: Sequence[Item], _: Parameters) -> Value:
    """Return the lowest item that has a value."""
    return Minimum(tuple(item.node for item in items))


RULE = Rule(id="minimum", build=build)
