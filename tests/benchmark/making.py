"""Benchmarks, their questions, and answers to put beside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from maturity.assessment.loading import load_questionnaire
from maturity.benchmark.dataset import read_benchmark
from maturity.model.assessment import Answer, AnswerState, Assessment, Response
from maturity.model.benchmark import Benchmark
from maturity.model.organisation import Kind, Organisation
from maturity.model.questionnaire import Question
from maturity.questionnaire.catalog import shipped
from maturity.scoring.engine import Built
from tests.helpers import ROOT

EXAMPLES = ROOT / "tests" / "examples" / "benchmarks"
VALID = EXAMPLES / "valid" / "small.yaml"


@cache
def benchmarked() -> Built:
    """Return the questionnaire that the examples are linked to."""
    return load_questionnaire(EXAMPLES / "questionnaire")


@cache
def small() -> Benchmark:
    """Return the valid example."""
    return read_benchmark(VALID, benchmarked().questionnaire.by_id)


@cache
def shipped_questions() -> dict[str, Question]:
    """Return every question and comparison item that ships with the toolkit, by id."""
    return {name: question for one in shipped() for name, question in load_questionnaire(one).questionnaire.by_id.items()}


def respondent(role: str = "top-manager", number: int = 1, **answers: int | AnswerState) -> Response:
    """Return a respondent; the keys of `answers` are ids of questions with two underscores for each dot."""
    given = {
        name.replace("__", "."): Answer(state=value) if isinstance(value, AnswerState) else Answer(state=AnswerState.ANSWERED, value=value)
        for name, value in answers.items()
    }
    return Response(role=role, number=number, answers=given)


def assessment(*responses: Response, kind: Kind | None = "municipality", built: Built | None = None) -> Assessment:
    """Return an assessment of one organisation."""
    return Assessment(
        organisation=Organisation(name="Fjordvik kommune", kind=kind),
        period="2026",
        questionnaire=(built or benchmarked()).reference,
        responses=responses,
    )


def write(path: Path, content: bytes | str) -> Path:
    """Write a file and return its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
