"""Names files that are not there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from maturity.api import hookimpl


@hookimpl
def maturity_question_sets() -> Iterable[Path]:
    return [Path(__file__).parent / "mp_gone"]


@hookimpl
def maturity_benchmarks() -> Iterable[Path]:
    return [Path(__file__).parent / "mp_gone.yaml"]
