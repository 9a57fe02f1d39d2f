"""Everything that can be said about a questionnaire before anybody answers it: its files, its texts and its plan."""

from __future__ import annotations

from pathlib import Path

from maturity.errors import DataError, Problem
from maturity.questionnaire.build import FILE, build
from maturity.scoring.engine import build_plan
from maturity.scoring.facts import lint_plan
from maturity.scoring.rules import RULES


def check_questionnaire(folder: Path) -> tuple[Problem, ...]:
    """Return every error and warning about the questionnaire in `folder`, in the order of its files.

    Raises:
        StorageError: A file cannot be read.
    """
    try:
        questionnaire, warnings = build(folder, RULES)
        built = build_plan(questionnaire)
    except DataError as error:
        return error.problems
    reverse = [question.id for question in questionnaire.questions if question.reversed]
    file = str(folder / FILE)
    findings = (
        Problem(message=finding.message, file=file, where=finding.question or finding.root, warning=finding.warning)
        for finding in lint_plan(built.schedule, reverse)
    )
    return (*warnings, *findings)
