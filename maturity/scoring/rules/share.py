"""``share``: how large a share of the items is at or above a value."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.scoring.items import Item
from maturity.scoring.plan import Bands, Mean, Rescale, Value
from maturity.scoring.rules.base import Parameter, Parameters, Rule, RuleError
from maturity.text import msg


def build(items: Sequence[Item], parameters: Parameters) -> Value:
    """Return the share of the items that have a value, from `low` (none, 0 by default) to `high` (all, 1 by default)."""
    threshold = int(parameters["at_least"])
    low, high = int(parameters.get("low", 0)), int(parameters.get("high", 1))
    if low >= high:
        raise RuleError(msg("low must be less than high"))
    share = Mean(tuple(Bands(item.node, 0, ((threshold, 1),)) for item in items), (1,) * len(items))
    return share if (low, high) == (0, 1) else Rescale(share, (0, 1), (low, high))


RULE = Rule(
    id="share",
    build=build,
    parameters={"at_least": Parameter(), "low": Parameter(required=False), "high": Parameter(required=False)},
)
