"""Returns nothing at all."""

from __future__ import annotations

from maturity.api import hookimpl


@hookimpl
def maturity_scoring_rules() -> None:
    return None
