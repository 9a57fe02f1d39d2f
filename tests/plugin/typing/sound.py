"""A plugin that uses every kind of hook, with the names of `maturity.api` only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from maturity.api import (
    AtLeast,
    Cap,
    Content,
    Exporter,
    Item,
    Mean,
    Parameter,
    Parameters,
    Rule,
    RuleError,
    Value,
    all_of,
    hookimpl,
    msg,
)


def build(items: Sequence[Item], parameters: Parameters) -> Value:
    keys = [item for item in items if item.key]
    if not keys:
        raise RuleError(msg("it needs a key item"))
    mean = Mean(tuple(item.node for item in items), tuple(item.weight for item in items))
    reached = all_of(AtLeast(item.node, int(parameters["level"]), excluded=True) for item in keys)
    return Cap(mean, Fraction(29, 10), reached, (("en", "Held down."),))


def write(path: Path, content: Content) -> None:
    for questionnaire, result in content.results:
        path.write_text(f"{questionnaire.title['en']}: {result.overall.score.value}", encoding="utf-8")


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    yield Rule(id="held", build=build, parameters={"level": Parameter()}, default_min_completeness=Fraction(1))


@hookimpl
def maturity_exporters() -> Iterable[Exporter]:
    return [Exporter(suffix=".txt", write=write)]


@hookimpl
def maturity_question_sets() -> Iterable[Path]:
    return [Path(__file__).parent]


@hookimpl
def maturity_benchmarks() -> Iterable[Path]:
    return []
