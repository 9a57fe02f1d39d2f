"""``staged``: the highest level that every key item has reached."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from maturity.scoring.items import Item
from maturity.scoring.plan import AtLeast, Covered, Staircase, Value, all_of
from maturity.scoring.rules.base import Parameters, Rule


def build(items: Sequence[Item], _: Parameters) -> Value:
    """Return the staircase of whole levels; without key items every item is one.

    A level is a claim about every key item, so each that applies must be answered; where none applies there is no score.
    """
    keys = [item for item in items if item.key] or list(items)
    start, top = ceil(min(item.low for item in keys)), floor(max(item.high for item in keys))
    nodes = tuple(item.node for item in keys)
    levels = range(start + 1, top + 1)
    if not levels:
        return Covered(keys[0].node, nodes, Fraction(1))
    steps = tuple((all_of(AtLeast(node, level, excluded=True) for node in nodes), level) for level in levels)
    return Covered(Staircase(start, steps), nodes, Fraction(1))


RULE = Rule(id="staged", build=build)
