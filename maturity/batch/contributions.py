"""What an organisation hands to its sector body: answers and facts for grouping, nothing that says who wrote them or why.

A contribution has an id made from organisation, period and questionnaire, so that the same one is not counted twice; it is no name, but
a sector body that knows all its organisations can tell whose it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from maturity.assessment.store import Stored
from maturity.batch.assessments import cell_of
from maturity.batch.tables import Table, table_of
from maturity.errors import DataError, Problem
from maturity.files import storage_errors
from maturity.model.assessment import AnswerState
from maturity.scoring.engine import Built
from maturity.text import clean_line, msg, msgs, slug

FORMAT = "maturity/contribution/1"
#: No honest contribution is larger.
_MOST_BYTES = 2_000_000


def contribution(stored: Stored, groups: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what an assessment contributes.

    Args:
        stored: The assessment.
        groups: Further facts for grouping, such as a region.
    """
    assessment = stored.assessment
    reference, organisation = assessment.questionnaire, assessment.organisation
    identity = "|".join((slug(organisation.name), assessment.period, reference.id))
    return {
        "format": FORMAT,
        "id": hashlib.sha256(identity.encode()).hexdigest()[:16],
        "questionnaire": {"id": reference.id, "version": reference.version, "sha256": reference.sha256},
        "period": assessment.period,
        "kind": organisation.kind,
        "inhabitants": organisation.inhabitants,
        "groups": {clean_line(name, limit=60): clean_line(value, limit=120) for name, value in (groups or {}).items()},
        "respondents": [
            {
                "role": response.role,
                "answers": {
                    name: cell_of(answer)
                    for name, answer in response.answers.items()
                    # What somebody wrote in their own words stays at home.
                    if answer.state is not AnswerState.UNANSWERED and answer.text is None and name in stored.built.questionnaire.by_id
                },
            }
            for response in assessment.responses
        ],
    }


def contributions_below(folder: Path) -> list[Path]:
    """Return the files in a folder that are contributions, in order."""
    with storage_errors(folder):
        return [path for path in sorted(folder.glob("*.json")) if FORMAT.encode() in path.read_bytes()[:400]]


def contributions_table(paths: list[Path], folder: Path, built: Built) -> Table:
    """Return contributions as a table; those to other questionnaires are counted and left out.

    Raises:
        DataError: One is no contribution, or two are the same; carries every problem.
        StorageError: One cannot be read.
    """
    problems: list[Problem] = []
    seen: dict[str, Path] = {}
    rows: list[dict[str, str | None]] = []
    others = 0
    for path in paths:
        document = _read(path, problems)
        if document is None:
            continue
        name = str(document["id"])
        if name in seen:
            message = msg("This is the same contribution as {other}.", other=seen[name].name)
            problems.append(Problem(message=message, file=str(path), hint=msg("Keep the one that counts.")))
            continue
        seen[name] = path
        if document["questionnaire"]["id"] != built.questionnaire.id:
            others += 1
            continue
        rows += list(_rows(document, name))
    if problems:
        raise DataError(problems)
    if not rows:
        message = msg("There are no contributions to the questionnaire {id} in {path}.", id=built.questionnaire.id, path=str(folder))
        raise DataError([Problem(message=message, file=str(folder))])
    columns = dict.fromkeys(name for row in rows for name in row)
    frame = pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=dict.fromkeys(columns, pl.String))
    left_out = msgs(
        "{n} contribution to another questionnaire is left out.", "{n} contributions to other questionnaires are left out.", others
    )
    return table_of(frame, folder, [left_out] if others else [])


def _read(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    with storage_errors(path):
        content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    try:
        document = json.loads(content)
        sound = (
            document["format"] == FORMAT
            and isinstance(document["id"], str)
            and isinstance(document["questionnaire"]["id"], str)
            and isinstance(document["period"], str)
            and isinstance(document.get("groups", {}), dict)
            and all(isinstance(one["role"], str) and isinstance(one["answers"], dict) for one in document["respondents"])
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        sound = False
    if not sound:
        problems.append(
            Problem(message=msg("This is no contribution that can be read."), file=str(path), hint=msg("Make it with: maturity contribute"))
        )
        return None
    return document  # type: ignore[no-any-return]


def _rows(document: Mapping[str, Any], name: str) -> list[dict[str, str | None]]:
    facts = {
        "organisation": name,
        "period": document["period"],
        "kind": document.get("kind"),
        "inhabitants": None if document.get("inhabitants") is None else str(document["inhabitants"]),
        "questionnaire_version": document["questionnaire"].get("version"),
        **{str(key): str(value) for key, value in document.get("groups", {}).items()},
    }
    return [
        {
            **facts,
            "respondent": str(number),
            "role": one["role"],
            **{str(key): None if value is None else str(value) for key, value in one["answers"].items()},
        }
        for number, one in enumerate(document["respondents"], 1)
    ]
