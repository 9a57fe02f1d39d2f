"""Wants the place of a built-in rule and a built-in kind of file."""

from __future__ import annotations

from collections.abc import Iterable

from maturity.api import Constant, Exporter, Rule, hookimpl


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    return [Rule(id="mean", build=lambda items, parameters: Constant(5))]


@hookimpl
def maturity_exporters() -> Iterable[Exporter]:
    return [Exporter(suffix=".json", write=lambda path, content: path.write_text("mine", encoding="utf-8"))]
