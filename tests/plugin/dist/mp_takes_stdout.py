"""Takes the standard output away while it is loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from maturity.api import Rule, hookimpl

sys.stdout = None


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    return []
