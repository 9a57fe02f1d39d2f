"""Prints while it is loaded and when it is asked."""

from __future__ import annotations

from maturity.plugin.hookspecs import hookimpl

print("hello from a plugin")


@hookimpl
def maturity_scoring_rules() -> list[object]:
    print("hello again")
    return []
