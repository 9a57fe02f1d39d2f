"""What a template is filled in with, and what reading one makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from maturity.scoring import plan
from maturity.scoring.items import Item
from maturity.scoring.plan import Condition, Value
from maturity.scoring.rules.base import RuleError
from maturity.text import msg


@dataclass(frozen=True, slots=True)
class Place:
    """What a template is filled in with."""

    items: Sequence[Item]
    this: Value | None = None

    @property
    def keys(self) -> Sequence[Item]:
        return [item for item in self.items if item.key]

    def item(self, name: str) -> Value:
        """Return an item by its id; under the overall rule also the answer to a question inside a dimension."""
        for found in self.items:
            if found.id == name:
                return found.node
        if (answer := _answer_to(name, self.items)) is not None:
            return answer
        raise RuleError(msg("there is no question “{name}” here", name=name))

    def the_one(self) -> Value:
        if self.this is None:
            raise RuleError(msg("“this” stands outside of “each”"))
        return self.this


MakeValue = Callable[[Place], Value]
MakeValues = Callable[[Place], tuple[Value, ...]]
MakeCondition = Callable[[Place], Condition]
MakeConditions = Callable[[Place], tuple[Condition, ...]]


def _answer_to(question: str, items: Sequence[Item]) -> Value | None:
    waiting: list[plan.Node] = [item.node for item in items]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, plan.Answer) and node.question == question:
            return node
        waiting.extend(plan.parts(node).children)
    return None
