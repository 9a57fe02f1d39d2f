"""The question set for state agencies, and the scoring rule it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from maturity.api import AtLeast, Cap, Covered, Item, Maximum, Parameters, Rule, RuleError, Value, all_of, hookimpl, msg

_REASON = {
    "en": ("“", "” or “", "”", "The score is at most {at} while {keys} is below level {next}."),
    "nb": ("«", "» eller «", "»", "Skåren er høyst {at} så lenge {keys} er lavere enn nivå {next}."),
    "nn": ("«", "» eller «", "»", "Skåren er høgst {at} så lenge {keys} er lågare enn nivå {next}."),
}


def staged_steering(items: Sequence[Item], _: Parameters) -> Value:
    """Return the highest level that every key question that applies has reached, with the link that holds it down as the reason.

    Each key question that applies must be answered; where none applies there is no score.
    """
    keys = [item for item in items if item.key]
    if not keys:
        raise RuleError(msg("it needs at least one key question"))
    nodes = tuple(item.node for item in keys)
    level: Value = Maximum(nodes)
    # From the lowest on, so that of several levels not reached only the first is given as the reason.
    for at in range(ceil(min(item.low for item in keys)), floor(max(item.high for item in keys))):
        reached = all_of(AtLeast(node, at + 1, excluded=True) for node in nodes)
        level = Cap(level, at, reached, _reason(keys, at))
    return Covered(level, nodes, Fraction(1))


def _reason(keys: Sequence[Item], at: int) -> tuple[tuple[str, str], ...]:
    found = []
    for language, (opening, between, closing, text) in _REASON.items():
        titles = between.join(item.title.get(language) or next(iter(item.title.values())) for item in keys)
        found.append((language, text.format(at=at, keys=f"{opening}{titles}{closing}", next=at + 1)))
    return tuple(found)


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    """Return the rule of the dimension on steering."""
    return [Rule(id="staged-steering", build=staged_steering, default_min_completeness=Fraction(1))]


@hookimpl
def maturity_question_sets() -> Iterable[Path]:
    """Return the question set beside this file."""
    return [Path(__file__).parent]
