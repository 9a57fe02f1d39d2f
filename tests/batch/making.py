"""Surveys to score in bulk."""

from __future__ import annotations

from pathlib import Path
from random import Random

import polars as pl

from maturity import load_questionnaire
from maturity.scoring.engine import Built

BUILT = load_questionnaire("benefits-realisation")
QUESTIONS = [question.id for question in BUILT.questionnaire.questions]


def survey(rows: int, seed: int = 1) -> list[dict[str, str]]:
    """Return responses as numbers, each row with its own name."""
    random = Random(seed)
    return [
        {
            "organisation": f"Kommune {row // 2}",
            "respondent": f"r{row}",
            "role": ("top-manager", "digitalisation-manager")[row % 2],
            **{name: str(random.randint(1, 5)) for name in QUESTIONS},
        }
        for row in range(rows)
    ]


def exact(row: dict[str, str], built: Built = BUILT) -> dict[str, float | None]:
    """Return the scores of one response by the exact backend, as a batch shows them."""
    from maturity import score
    from maturity.scoring.numbers import half_up

    words = ("dont-know", "not-applicable", "skipped", "unanswered")
    answers = {name: row[name] if row[name] in words else int(row[name]) for name in QUESTIONS if row.get(name)}
    result = score(answers, built, role=row.get("role"))
    return {
        combined.id: None if combined.score.value is None else float(half_up(combined.score.value))
        for combined in (*result.dimensions, result.overall)
    }


def write_csv(rows: list[dict[str, str]], path: Path, separator: str = ",") -> Path:
    pl.DataFrame(rows).write_csv(path, separator=separator)
    return path
