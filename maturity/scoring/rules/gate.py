"""``gate``: another rule's score, held down while a key item is too low, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.model.questionnaire import Reason
from maturity.scoring.items import Item
from maturity.scoring.plan import AtLeast, Cap, Value
from maturity.scoring.rules import mean, minimum, weighted_mean
from maturity.scoring.rules.base import Parameter, Parameters, Rule, RuleError
from maturity.text import catalogue, msg

_BASES = {"mean": mean.build, "weighted-mean": weighted_mean.build, "minimum": minimum.build}


def build(items: Sequence[Item], parameters: Parameters) -> Value:
    """Return the base rule's score, at most `cap` until every key item has proven to be at least `threshold`.

    A key item that does not apply holds nothing down.
    """
    threshold, cap = int(parameters["threshold"]), int(parameters["cap"])
    node = _BASES[str(parameters.get("base", "mean"))](items, {})
    keys = [item for item in items if item.key]
    if not keys:
        raise RuleError(msg("a gate needs at least one item marked “key: true”"))
    for item in keys:
        if not item.low < threshold <= item.high:
            raise RuleError(msg("the threshold {threshold} is never or always reached by “{name}”", threshold=threshold, name=item.id))
        node = Cap(node, cap, AtLeast(item.node, threshold, excluded=True), _reason(item, threshold, cap))
    return node


def _reason(item: Item, threshold: int, cap: int) -> Reason:
    sentence = msg("The score is at most {cap} until “{title}” is at {threshold} or higher.", cap=cap, threshold=threshold, title="{title}")
    return tuple((language, catalogue(language)(sentence).format(title=title)) for language, title in item.title.items())


RULE = Rule(
    id="gate",
    build=build,
    parameters={"threshold": Parameter(), "cap": Parameter(), "base": Parameter(words=tuple(_BASES), required=False)},
)
