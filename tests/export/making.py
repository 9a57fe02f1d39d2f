"""Questionnaires, answers and results to export, made without files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from maturity import load_questionnaire, open_assessment, score
from maturity.assessment.respondents import score_assessment
from maturity.assessment.sample import write_sample
from maturity.export.xlsx import write_workbook
from maturity.model.assessment import Answer, AnswerState, Assessment, Response
from maturity.model.benchmark import Benchmark
from maturity.model.organisation import Organisation
from maturity.model.questionnaire import Dimension, Level, NotApplicable, Option, Question, Questionnaire, ScoringRule, Texts
from maturity.model.result import Result
from maturity.scoring.engine import Built, build_plan
from maturity.text import catalogue

LEVELS = ("Absent", "Started", "Established", "Managed", "Improving")
MEAN = ScoringRule(rule="mean", min_completeness=Fraction(2, 3))
STRICT_MEAN = ScoringRule(rule="mean", min_completeness=Fraction(1))
LENIENT_MEAN = ScoringRule(rule="mean", min_completeness=Fraction(1, 2))

#: What one respondent says: an option's value or a state; a text is the reason why the question is not applicable.
Said = int | AnswerState | str


def texts(english: str) -> Texts:
    return {"en": english}


def question(
    name: str, *, title: str = "", text: str = "", statement: str = "", key: bool = False, roles: tuple[str, ...] = ()
) -> Question:
    return Question(
        id=name,
        type="statements",
        title=texts(title or f"Title of {name}"),
        text=texts(text or f"Which statement describes {name} best?"),
        options=tuple(Option(value=n, text=texts(statement or f"Statement {n} of {name}."), score=Fraction(n)) for n in range(1, 6)),
        improvement={n: texts(f"Advice {n} for {name}.") for n in range(1, 5)},
        key=key,
        roles=roles,
        not_applicable=NotApplicable(),
    )


def dimension(name: str, *questions: Question, title: str = "", scoring: ScoringRule = MEAN) -> Dimension:
    asked = questions or tuple(question(f"{name}.q{n}") for n in range(1, 4))
    return Dimension(id=name, title=texts(title or name.capitalize()), questions=asked, scoring=scoring)


def questionnaire(
    *dimensions: Dimension,
    title: str = "Benefits",
    summary: str = "About benefits.",
    roles: Mapping[str, str] | None = None,
    levels: Sequence[str] = LEVELS,
    first_level: int = 1,
    sources: Mapping[str, str] | None = None,
    overall: ScoringRule = STRICT_MEAN,
    comparison_items: tuple[Question, ...] = (),
) -> Built:
    named = {"top-manager": "Top manager", "digitalisation-manager": "Digitalisation manager"} if roles is None else roles
    made = Questionnaire(
        id="benefits",
        version="1.2.0",
        status="published",
        languages=("en",),
        title=texts(title),
        summary=texts(summary),
        licence="CC-BY-4.0",
        dimensions=dimensions or tuple(dimension(name) for name in ("method", "ownership", "learning")),
        overall=overall,
        sources=sources or {"book": "A book (2024)"},
        roles={role: texts(name) for role, name in named.items()},
        levels=tuple(Level(value=n, label=texts(label)) for n, label in enumerate(levels, first_level)),
        comparison_items=comparison_items,
    )
    return build_plan(made)


def response(
    said: Mapping[str, Said] | None = None,
    *,
    role: str = "top-manager",
    number: int = 1,
    written: Mapping[str, str] | None = None,
    comments: Mapping[str, str] | None = None,
    evidence: Mapping[str, str] | None = None,
    targets: Mapping[str, int] | None = None,
    finished: bool = True,
    last_answer: str | None = "2026-03-02T09:30:00Z",
) -> Response:
    return Response(
        role=role,
        number=number,
        answers={
            **{name: _answer(value) for name, value in (said or {}).items()},
            **{name: Answer(state=AnswerState.ANSWERED, text=text) for name, text in (written or {}).items()},
        },
        comments=comments or {},
        evidence=evidence or {},
        targets=targets or {},
        finished=finished,
        last_answer=last_answer,
    )


def _answer(said: Said) -> Answer:
    match said:
        case int():
            return Answer(state=AnswerState.ANSWERED, value=said)
        case AnswerState():
            return Answer(state=said)
        case str():
            return Answer(state=AnswerState.NOT_APPLICABLE, reason=said)


def everything(built: Built, value: int) -> dict[str, Said]:
    """Return the same answer to every question and comparison item."""
    return dict.fromkeys(built.questionnaire.by_id, value)


def result(
    built: Built, *responses: Response, organisation: str = "Eksempelfjord kommune", sample: bool = False, period: str = "2026"
) -> Result:
    assessed = Organisation(name=organisation, number="012345678", kind="municipality", inhabitants=12_400)
    return score_assessment(
        built, Assessment(organisation=assessed, period=period, questionnaire=built.reference, responses=responses, sample=sample)
    )


def demo_result(folder: Path, language: str) -> tuple[Built, Result]:
    """Return what `maturity demo` shows."""
    stored = open_assessment(write_sample(folder, load_questionnaire("benefits-realisation"), catalogue(language)))
    return stored.built, score(stored)


CORE = ("benefits-realisation", "data-management", "digital-competence", "user-insight")


def core_result(name: str, period: str = "2026", *, value: int = 3, organisation: str = "Fjordvik kommune") -> tuple[Built, Result]:
    """Return one of the shipped questionnaires as a made-up municipality answered it: a level here and there above `value`."""
    built = load_questionnaire(name)
    said = {
        name: value + place % 3 // 2
        for place, (name, asked) in enumerate(built.questionnaire.by_id.items())
        if asked.options and asked.type != "multiple-choice"
    }
    aims = {found.id: 4 for found in built.questionnaire.dimensions}
    return built, result(
        built,
        response(said, targets=aims),
        response({**said, next(iter(said)): 2}, role="digitalisation-manager", targets=aims),
        organisation=organisation,
        period=period,
    )


def newer(built: Built, version: str) -> Built:
    """Return the same questionnaire in another version."""
    return build_plan(replace(built.questionnaire, version=version))


def write_all(path: Path, results: Sequence[tuple[Built, Result]], language: str = "en", benchmarks: Sequence[Benchmark] = ()) -> Path:
    write_workbook(path, [(built.questionnaire, scored) for built, scored in results], language, benchmarks)
    return path


def write(path: Path, built: Built, scored: Result, language: str = "en") -> Path:
    write_workbook(path, [(built.questionnaire, scored)], language)
    return path
