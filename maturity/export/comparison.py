"""Comparisons as JSON, ``maturity/comparison/1``: own answers beside every figure as it was printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maturity.assessment.answers import answer_to_json
from maturity.assessment.periods import PeriodComparison
from maturity.assessment.store import Stored
from maturity.benchmark.compare import Comparison, comparisons, context, placements
from maturity.benchmark.place import places, refused
from maturity.export.json import number
from maturity.model.benchmark import Benchmark, Indicator
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import Result


def comparison_to_json(
    found: Sequence[Stored], benchmarks: Sequence[Benchmark], changes: Sequence[PeriodComparison], results: Sequence[Result]
) -> dict[str, Any]:
    """Return assessments, each with its result, beside benchmarks, and periods beside each other."""
    return {
        "format": "maturity/comparison/1",
        "assessments": [_assessment(stored, benchmarks, result) for stored, result in zip(found, results, strict=True)],
        "periods": [_periods(change) for change in changes],
    }


def indicator_to_json(indicator: Indicator, benchmark: Benchmark) -> dict[str, Any]:
    """Return a figure as it was printed, with group and source."""
    return {
        "id": indicator.id,
        "kind": indicator.kind,
        "value": number(indicator.value),
        "exact": str(indicator.value),
        "qualifier": indicator.qualifier,
        "group": {
            "id": indicator.group.id,
            "roles": list(indicator.group.roles),
            "kinds": list(indicator.group.kinds),
            "text": dict(indicator.group.text),
        },
        "text": dict(indicator.text),
        "source": benchmark.sources[indicator.source],
        "quote": indicator.quote,
        "note": dict(indicator.note) if indicator.note else None,
        "question": indicator.question,
        "about": indicator.about,
    }


def _peers(benchmark: Benchmark, result: Result, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return every score among its peers; what is not published is a colon, with the reason."""
    built = benchmark.built_from
    assert built is not None
    message = refused(benchmark, questionnaire)
    rows = []
    for place in places(result, benchmark, questionnaire):
        figures = place.figures
        rows.append(
            {
                "id": place.score.id,
                "score": number(place.score.score.value),
                "group": figures.group if figures else None,
                "passed": list(place.passed),
                "n": figures.n if figures else None,
                "mean": ":" if figures is None else number(figures.mean),
                "below": place.below,
                "below_is_exact": place.exact,
                "percentile": number(place.percentile),
                "quarter": place.quarter,
                "withheld": dict(figures.withheld) if figures else {},
            }
        )
    return {"questionnaire_version": built.version, "period": built.period, "refused": str(message) if message else None, "scores": rows}


def _assessment(stored: Stored, benchmarks: Sequence[Benchmark], result: Result) -> dict[str, Any]:
    assessment, questionnaire = stored.assessment, stored.built.questionnaire
    return {
        "organisation": assessment.organisation.name,
        "period": assessment.period,
        "questionnaire": questionnaire.id,
        **({"questionnaire_status": questionnaire.status} if questionnaire.caveat else {}),
        "sample": assessment.sample,
        "benchmarks": [
            {
                "id": benchmark.id,
                "version": benchmark.version,
                "sha256": benchmark.sha256,
                "attribution": benchmark.attribution,
                **({"peers": _peers(benchmark, result, questionnaire)} if benchmark.built_from else {}),
                "questions": [_comparison(comparison, benchmark) for comparison in comparisons(questionnaire, assessment, benchmark)],
                "segmentations": [
                    {
                        "id": segmentation.id,
                        "respondents": [
                            {
                                "role": placement.role,
                                "number": placement.number,
                                "mean": number(placement.mean),
                                "segment": placement.segment.id if placement.segment else None,
                            }
                            for placement in placements(segmentation, assessment)
                        ],
                    }
                    for segmentation in benchmark.segmentations
                    if set(segmentation.items) <= set(questionnaire.by_id)
                ],
                "context": [indicator_to_json(indicator, benchmark) for _, indicator in context(questionnaire, benchmark)],
            }
            for benchmark in benchmarks
        ],
    }


def _comparison(comparison: Comparison, benchmark: Benchmark) -> dict[str, Any]:
    question = comparison.question
    applies = [(indicator, True) for indicator in comparison.indicators] + [(indicator, False) for indicator in comparison.elsewhere]
    return {
        "question": question.id,
        "own": [{"role": own.role, "number": own.number, "answer": answer_to_json(own.answer)} for own in comparison.own],
        "figures": [
            {
                **indicator_to_json(indicator, benchmark),
                "counts": list(indicator.counted(question)),
                "may_count": list(indicator.unclear_levels),
                "concerns_this_kind_of_organisation": mine,
                "own_among": [{"role": own.role, "number": own.number} for own in comparison.own if own.is_among(indicator, question)],
            }
            for indicator, mine in applies
        ],
    }


def _periods(change: PeriodComparison) -> dict[str, Any]:
    return {
        "before": change.before,
        "after": change.after,
        "scores": [
            {
                "id": one.id,
                "before": None if one.before is None else number(one.before.value),
                "after": None if one.after is None else number(one.after.value),
                "difference": number(one.difference),
                "comparable": one.why_not is None,
                "why_not": str(one.why_not) if one.why_not else None,
            }
            for one in change.changes
        ],
        "notes": [str(note) for note in change.notes],
    }
