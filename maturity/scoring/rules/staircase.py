"""``staircase``: one step up per item, in the questionnaire's order, as long as none is missed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from maturity.scoring.items import Item
from maturity.scoring.plan import AtLeast, Staircase, Value
from maturity.scoring.rules.base import Parameter, Parameters, Rule


def build(items: Sequence[Item], parameters: Parameters) -> Value:
    """Return the staircase from `start` (1 by default): an item that is at least `at_least` raises it by the item's weight.

    What a step is worth belongs to the question set, so an item that does not apply is passed and the steps above keep their worth.
    """
    start, threshold = int(parameters.get("start", 1)), int(parameters["at_least"])
    heights = list(accumulate((item.weight for item in items), initial=start))[1:]
    return Staircase(
        start, tuple((AtLeast(item.node, threshold, excluded=True), height) for item, height in zip(items, heights, strict=True))
    )


RULE = Rule(id="staircase", build=build, parameters={"at_least": Parameter(), "start": Parameter(required=False)}, ordered=True)
