"""The scoring rules there are: each turns items into a plan and computes nothing. A new rule is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from maturity.scoring.rules import gate, mean, minimum, share, staged, staircase, sum, weighted_mean
from maturity.scoring.rules.base import Rule, RuleError

_MODULES = (gate, mean, minimum, share, staged, staircase, sum, weighted_mean)

RULES: Mapping[str, Rule] = {module.RULE.id: module.RULE for module in _MODULES}
"""By id."""

__all__ = ["RULES", "Rule", "RuleError"]
