"""What a plugin imports: the marker for hooks, the records they return, and the nodes that rules are made of."""

from __future__ import annotations

from maturity.export.formats import Content, Exporter
from maturity.plugin.hookspecs import API, hookimpl
from maturity.scoring.items import Item
from maturity.scoring.plan import (
    Answer,
    Answered,
    Applies,
    AtLeast,
    Bands,
    Cap,
    Clip,
    Condition,
    Constant,
    Count,
    Covered,
    Excluded,
    Maximum,
    Mean,
    Minimum,
    Not,
    OneOf,
    Rescale,
    Staircase,
    Sum,
    Value,
    When,
    all_of,
    any_of,
)
from maturity.scoring.rules.base import Parameter, Parameters, Rule, RuleError
from maturity.text import msg

__all__ = [
    "API",
    "Answer",
    "Answered",
    "Applies",
    "AtLeast",
    "Bands",
    "Cap",
    "Clip",
    "Condition",
    "Constant",
    "Content",
    "Count",
    "Covered",
    "Excluded",
    "Exporter",
    "Item",
    "Maximum",
    "Mean",
    "Minimum",
    "Not",
    "OneOf",
    "Parameter",
    "Parameters",
    "Rescale",
    "Rule",
    "RuleError",
    "Staircase",
    "Sum",
    "Value",
    "When",
    "all_of",
    "any_of",
    "hookimpl",
    "msg",
]
