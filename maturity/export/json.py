"""Results as JSON, ``maturity/result/1``: the answers, the scores and what made them; described by ``result.schema.json`` beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from maturity.assessment.document import RESULT_FORMAT, assessment_to_json, response_to_json
from maturity.assessment.store import Stored
from maturity.errors import Problem
from maturity.files import write_atomically
from maturity.model.assessment import Response
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import CombinedScore, Result, Score
from maturity.scoring.numbers import half_up
from maturity.scoring.schedule import dump, steps_below
from maturity.scoring.score import trace
from maturity.text import Catalogue


def result_to_json(result: Result, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return a result as a document: the same result gives the same document, byte for byte once written.

    Scores are numbers rounded half up to six decimals, with the exact fraction beside them.
    """
    document = assessment_to_json(result.assessment)
    document["respondents"] = [
        {
            **response_to_json(respondent.response),
            "scores": {name: _score(questionnaire, score) for name, score in respondent.scores.items()},
        }
        for respondent in result.respondents
    ]
    return {
        "format": RESULT_FORMAT,
        **document,
        "questionnaire": _reference(result, questionnaire),
        "dimensions": [_combined(questionnaire, combined) for combined in result.dimensions],
        "overall": _combined(questionnaire, result.overall),
        "made_by": [
            {"kind": part.kind, "id": part.id, "version": part.version, **({"sha256": part.sha256} if part.sha256 else {})}
            for part in result.made_by
        ],
        **({"last_answer": result.last_answer} if result.last_answer else {}),
    }


def to_text(document: Any) -> str:
    """Return a document as readable JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def results_to_text(results: Iterable[tuple[Questionnaire, Result]]) -> str:
    """Return one result as a document, several as a list of them; see `result_to_json`."""
    documents = [result_to_json(result, questionnaire) for questionnaire, result in results]
    return to_text(documents[0] if len(documents) == 1 else documents)


def write_json(path: Path, results: Iterable[tuple[Questionnaire, Result]]) -> None:
    """Write results; see `results_to_text`.

    Raises:
        StorageError: The file cannot be written.
    """
    write_atomically(path, results_to_text(results).encode())


def number(value: Fraction | None) -> float | int | None:
    """Return a value rounded half up to six decimals, whole where it is whole."""
    if value is None:
        return None
    rounded = half_up(value)
    return int(rounded) if rounded.denominator == 1 else float(rounded)


def _reference(result: Result, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return which questionnaire it was; its status only where that is a caveat, so that other results stay as they are."""
    reference = assessment_to_json(result.assessment)["questionnaire"]
    return {**reference, **({"status": questionnaire.status} if questionnaire.caveat else {})}


def _combined(questionnaire: Questionnaire, combined: CombinedScore) -> dict[str, Any]:
    return {
        "id": combined.id,
        **_score(questionnaire, combined.score),
        "roles": {role: _score(questionnaire, score) for role, score in combined.roles.items()},
        "difference_between_roles": number(combined.spread),
    }


def _score(questionnaire: Questionnaire, score: Score) -> dict[str, Any]:
    label = next((level.label[questionnaire.source_language] for level in questionnaire.levels if level.value == score.level), None)
    return {
        "status": score.status.value,
        "score": number(score.value),
        "exact": None if score.value is None else str(score.value),
        "level": score.level,
        "level_label": label,
        "answered": score.answered,
        "applicable": score.applicable,
        "completeness": number(score.completeness),
        "target": number(score.target),
        "gap": number(score.gap),
        "caps": [dict(cap) for cap in score.caps],
    }


def explanation_to_json(stored: Stored, result: Result, roots: Sequence[str]) -> dict[str, Any]:
    """Return the traces of some scores, ``maturity/explanation/1``: what every step of the plan gave for every respondent."""
    combined = {found.id: found for found in (*result.dimensions, result.overall)}
    return {
        "format": "maturity/explanation/1",
        "questionnaire": _reference(result, stored.built.questionnaire),
        "scores": [
            {
                "id": root,
                "respondents": [
                    {"role": response.role, "number": response.number, "steps": _trace(stored, response, root)}
                    for response in result.assessment.responses
                ],
                "combined": _combined(stored.built.questionnaire, combined[root]),
            }
            for root in roots
        ],
    }


def _trace(stored: Stored, response: Response, root: str) -> list[dict[str, Any]]:
    built = stored.built
    outcomes = trace(built, response, stored.assessment.organisation.kind)
    steps = dump(built.schedule)["steps"]
    return [
        {
            "step": place,
            **steps[place],
            "state": outcomes[place].state.value,
            **({} if (value := outcomes[place].value) is None else {"value": number(value), "exact": str(value)}),
            **({"capped": True} if outcomes[place].capped else {}),
        }
        for place in sorted(steps_below(built.schedule, built.schedule.roots[root]))
    ]


def problems_to_json(found: Sequence[Problem], t: Catalogue) -> dict[str, Any]:
    """Return what a check found, ``maturity/problems/1``."""
    return {
        "format": "maturity/problems/1",
        "problems": [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "where": problem.where,
                "severity": "warning" if problem.warning else "error",
                "message": t(problem.message),
                "hint": t(problem.hint) if problem.hint else None,
            }
            for problem in found
        ],
    }
