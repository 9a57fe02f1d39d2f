"""Scoring rules given as data: a tree of plan nodes with places for the items of a dimension.

::

    rules:
      - id: steering
        plan:
          staircase:
            start: 1
            steps:
              - {if: {all: {each: keys, holds: {at_least: {of: this, level: 2, excluded: true}}}}, value: 2}

A value is ``this``, ``excluded`` (it counts nowhere), ``{item: id}`` or one node; a list is ``items``, ``keys``, values, or ``{each: items, as: value}`` in which ``this``
stands for each of them. Reading checks everything that does not depend on the items; building is given those.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from maturity.questionnaire.reading import Node, Problems
from maturity.scoring.items import Item
from maturity.scoring.plan import Value
from maturity.scoring.rules.base import Parameters, Rule, RuleError
from maturity.scoring.templates.nodes import CONDITIONS, VALUES
from maturity.scoring.templates.place import Place
from maturity.scoring.templates.reader import Reader
from maturity.text import Message

__all__ = ["read_rule"]


def read_rule(name: str, node: Node, problems: Problems, *, min_completeness: Fraction | None = None, ordered: bool = False) -> Rule | None:
    """Return the rule whose plan is written at `node`, None with the problems recorded where it cannot be read."""
    make = Reader(problems, VALUES, CONDITIONS).value(node, 0)
    if make is None:
        return None

    def build(items: Sequence[Item], _: Parameters) -> Value:
        try:
            return make(Place(items))
        except ValueError as error:
            raise RuleError(Message("{reason}", {"reason": str(error)})) from error

    return Rule(id=name, build=build, default_min_completeness=min_completeness, ordered=ordered)
