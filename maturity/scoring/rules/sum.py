"""``sum``: points added up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from maturity.scoring.items import Item
from maturity.scoring.plan import Sum, Value
from maturity.scoring.rules.base import Parameters, Rule


def build(items: Sequence[Item], _: Parameters) -> Value:
    """Return the sum of the items."""
    return Sum(tuple(item.node for item in items))


#: A missing item adds nothing, which would read as zero; so every item is needed unless the questionnaire says otherwise.
RULE = Rule(id="sum", build=build, default_min_completeness=Fraction(1))
