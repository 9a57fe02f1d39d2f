"""Made-up profiles for every questionnaire, and the scores they have always had."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from maturity import load_questionnaire, score
from maturity.model.questionnaire import Question, Questionnaire
from maturity.questionnaire.catalog import shipped
from maturity.scoring.engine import Built

FOLDER = Path(__file__).parent
PROFILES = ("lowest", "highest", "middle", "made-up-1", "made-up-2", "made-up-3")


def answers(questionnaire: Questionnaire, profile: str) -> Mapping[str, int | str]:
    """Return a profile's answers; the made-up ones follow from a hash, with some that nobody knows."""
    return {question.id: _answer(question, profile) for question in questionnaire.questions}


def _answer(question: Question, profile: str) -> int | str:
    values = [option.value for option in question.options]
    if profile == "lowest":
        return values[0]
    if profile == "highest":
        return values[-1]
    if profile == "middle":
        return values[len(values) // 2]
    digest = sha256(f"{profile} {question.id}".encode()).digest()
    return "dont-know" if digest[1] < 20 else values[digest[0] % len(values)]


def scores(built: Built, profile: str) -> dict[str, str | None]:
    """Return the exact scores of a profile, None where there is none."""
    result = score(answers(built.questionnaire, profile), built)
    return {
        combined.id: None if combined.score.value is None else f"{combined.score.value} level {combined.score.level}"
        for combined in (*result.dimensions, result.overall)
    }


def golden_file(built: Built) -> Path:
    questionnaire = built.questionnaire
    major = questionnaire.version.split(".")[0]
    return FOLDER / f"{questionnaire.id}-{major}.json"


def update() -> list[str]:
    """Write the files that are missing; a new major version has a file of its own."""
    added = []
    for name in shipped():
        built = load_questionnaire(name)
        path = golden_file(built)
        if not path.exists():
            content = {profile: scores(built, profile) for profile in PROFILES}
            path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
            added.append(path.name)
    return added
