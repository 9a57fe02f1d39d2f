"""The scoring rules there are: each turns items into a plan and computes nothing. A new rule is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from maturity.scoring.rules import gate, mean, minimum, sum, weighted_mean
from maturity.scoring.rules.base import Rule, RuleError

RULES: Mapping[str, Rule] = {rule.id: rule for rule in (gate.RULE, mean.RULE, minimum.RULE, sum.RULE, weighted_mean.RULE)}
"""By id."""

__all__ = ["RULES", "Rule", "RuleError"]
