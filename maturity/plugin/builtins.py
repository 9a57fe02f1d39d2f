"""What the toolkit itself contributes, through the same hooks as everybody else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from maturity.export.formats import EXPORTERS, Exporter
from maturity.plugin.hookspecs import hookimpl
from maturity.questionnaire.catalog import shipped_folder
from maturity.scoring.rules import RULES
from maturity.scoring.rules.base import Rule


@hookimpl
def maturity_question_sets() -> Iterable[Path]:
    """Return the core question set: four questionnaires and the published benchmark."""
    return [shipped_folder()]


@hookimpl
def maturity_scoring_rules() -> Iterable[Rule]:
    """Return the built-in rules."""
    return list(RULES.values())


@hookimpl
def maturity_exporters() -> Iterable[Exporter]:
    """Return the workbook, JSON and CSV."""
    return list(EXPORTERS.values())
