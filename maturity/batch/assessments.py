"""Folders of assessments as a table: one row per respondent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from maturity.assessment.loading import open_readable
from maturity.batch.tables import Table, table_of
from maturity.errors import DataError, Problem
from maturity.model.assessment import Answer, AnswerState
from maturity.scoring.engine import Built
from maturity.text import msg, msgs

if TYPE_CHECKING:
    from maturity.assessment.loading import Find


def assessments_table(path: Path, built: Built, find: Find) -> Table:
    """Return the assessments below a folder as a table; those of other questionnaires are counted and left out.

    Raises:
        DataError: None of them is of this questionnaire, or none can be read.
        StorageError: One cannot be read.
    """
    stored, problems = open_readable([path], find)
    own = [one for one in stored if one.assessment.questionnaire.id == built.questionnaire.id]
    if not own:
        message = msg("There are no assessments of the questionnaire {id} in {path}.", id=built.questionnaire.id, path=str(path))
        raise DataError([Problem(message=message, file=str(path)), *problems])
    rows = []
    for one in own:
        organisation = one.assessment.organisation
        for response in one.assessment.responses:
            facts: dict[str, str | None] = {
                "organisation": organisation.name,
                "respondent": response.name,
                "role": response.role,
                "period": one.assessment.period,
                "kind": organisation.kind,
                "inhabitants": None if organisation.inhabitants is None else str(organisation.inhabitants),
                "questionnaire_version": one.assessment.questionnaire.version,
            }
            rows.append({**facts, **{name: cell_of(response.answer(name)) for name in built.questionnaire.by_id}})
    notes = []
    if others := len(stored) - len(own):
        notes.append(
            msgs("{n} assessment of another questionnaire is left out.", "{n} assessments of other questionnaires are left out.", others)
        )
    notes += [problem.message for problem in problems]
    return table_of(pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String)), path, notes)


def cell_of(answer: Answer) -> str | None:
    """Return an answer as a cell of a table says it; None for an unanswered question."""
    if answer.state is AnswerState.ANSWERED:
        return ";".join(map(str, answer.choices)) or answer.text or str(answer.value)
    return None if answer.state is AnswerState.UNANSWERED else answer.state.value
