"""Plugins on screen."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.model.plugin import Failure
from maturity.plugin.overview import Overview
from maturity.text import Catalogue
from maturity.ui.page import Block, lines
from maturity.ui.terminal import Screen


def show_plugins(found: Sequence[Overview], screen: Screen) -> None:
    """Show one line per plugin, and below it why one was left out."""
    for one in found:
        screen.show(*lines([Block(_line(one, screen.t))], screen))
        if one.failure is not None:
            screen.show(*lines([Block(_failure(one.failure, screen.t), mark="  ")], screen))


def show_plugin(one: Overview, screen: Screen) -> None:
    """Show everything that is known about a plugin without importing it."""
    t, brought = screen.t, one.question_set
    screen.show(*lines([Block(_line(one, t), style="bold")], screen))
    told: list[tuple[str, str]] = []
    if brought is not None:
        told = [
            (t("Title"), brought.title.get(t.language) or next(iter(brought.title.values()))),
            (t("Question set"), f"{brought.id} {brought.version}"),
            (t("Publisher"), brought.publisher),
            (t("Contact"), brought.contact),
            (t("Licence"), brought.licence),
            (t("Questionnaires"), ", ".join(brought.questionnaires)),
            (t("Scoring rules"), ", ".join(brought.rules)),
            (t("Benchmarks"), ", ".join(brought.benchmarks)),
            ("sha256", brought.origin.sha256 or ""),
        ]
    else:
        told = [(t("What it brings"), t("Only running it can tell: it is Python, with the same rights as you."))] if not one.is_data else []
    for label, text in told:
        if text:
            screen.show(*lines([Block(text, mark=f"  {label}: ")], screen))
    if one.failure is not None:
        screen.show(*lines([Block(_failure(one.failure, t), mark="  ")], screen))


def _line(one: Overview, t: Catalogue) -> str:
    kind = t("data, read and never imported") if one.is_data else t("code, runs with your rights")
    return f"{one.point.name}: {one.point.distribution} {one.point.version} ({kind})"


def _failure(failure: Failure, t: Catalogue) -> str:
    stage = {"load": t("while it was loaded"), "validate": t("while it was checked"), "call": t("while it was asked")}[failure.stage]
    return t(
        "Left out {stage}: {reason}. Remove it with: {remedy}",
        stage=stage,
        reason=t(failure.reason).rstrip("."),
        remedy=failure.origin.remedy,
    )
