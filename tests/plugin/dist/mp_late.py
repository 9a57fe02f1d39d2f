"""Works until it is used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from maturity.api import Content, Exporter, Item, Parameters, Rule, Value, hookimpl


def raises(items: Sequence[Item], _: Parameters) -> Value:
    raise ZeroDivisionError(len(items))


def rubbish(items: Sequence[Item], _: Parameters) -> Value:
    return items  # type: ignore[return-value]


def half(path: Path, _: Content) -> None:
    path.write_text("half a", encoding="utf-8")
    raise OSError("the rest is gone")


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    return [Rule(id="raises", build=raises), Rule(id="rubbish", build=rubbish)]


@hookimpl
def maturity_exporters() -> Iterable[Exporter]:
    return [Exporter(suffix=".half", write=half)]
