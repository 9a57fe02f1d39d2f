"""`maturity compare` and `maturity benchmark`, as a reader meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import maturity


def answers(tmp_path: Path, questionnaire: str, values: dict[str, int], *, role: str, kind: str = "municipality") -> Path:
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": questionnaire},
        "organisation": {"name": "Fjordvik kommune", "kind": kind},
        "period": "2026",
        "respondents": [{"role": role, "answers": values}],
    }
    path = tmp_path / f"{questionnaire}-{role}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def said(path: Path, *more: str) -> str:
    done = maturity("compare", path, "--language", "en", *more)
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


def test_level_3_of_benefits_realisation_beside_what_was_printed(tmp_path: Path) -> None:
    """23 % of the digitalisation managers, 3 % of both roles at level 5: two figures about two groups, never added or stacked."""
    text = said(answers(tmp_path, "benefits-realisation", {"br.method.overall": 3}, role="digitalisation-manager"))

    assert "Digitalisation manager 1: 3" in text
    assert "23% of the digitalisation managers" in text
    assert "does not say whether" in text
    assert "3% of the managers who answered" in text
    assert "200 managers" in text
    assert "157 organisations" in text
    assert "2020" in text
    assert "Rambøll Management Consulting" in text
    assert "26%" not in text


def test_more_than_half_is_never_said_as_half(tmp_path: Path) -> None:
    text = said(answers(tmp_path, "user-insight", {"ui.bm.adapt": 2}, role="top-manager"))

    assert "more than 50%" in text.lower()


@pytest.mark.parametrize(("values", "segment"), [((3, 3, 2), "Worst practice"), ((3, 3, 4), "The middle"), ((4, 4, 4), "Best practice")])
def test_segments_by_the_printed_bounds(values: tuple[int, int, int], segment: str, tmp_path: Path) -> None:
    items = dict(zip(("br.bm.gain_cost", "br.bm.gain_service", "br.bm.gain_quality"), values, strict=True))
    text = said(answers(tmp_path, "benefits-realisation", items, role="top-manager"))

    assert f"Top manager 1: mean {sum(values) / 3:.2f}. {segment}" in text


def test_a_figure_about_state_agencies_is_not_held_against_a_municipality(tmp_path: Path) -> None:
    path = answers(tmp_path, "data-management", {"dm.bm.barrier_overview": 4}, role="digitalisation-manager")

    assert "This is about another kind of organisation than yours." in said(path)
    document = json.loads(maturity("compare", path, "--format", "json").stdout)
    questions = document["assessments"][0]["benchmarks"][0]["questions"]
    figures = {figure["id"]: figure for question in questions for figure in question["figures"]}
    assert figures["itip2020.dm.reuse.overview_barrier.stat"]["concerns_this_kind_of_organisation"] is False


def test_an_unknown_benchmark_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = answers(tmp_path, "benefits-realisation", {"br.method.overall": 3}, role="top-manager")
    done = maturity("compare", path, "--benchmark", "it-i-praksis-2002", "--language", "en")

    assert done.returncode == 2
    assert "it-i-praksis-2020" in done.stderr


def test_benchmarks_can_be_listed_shown_and_checked() -> None:
    listed = json.loads(maturity("benchmark", "list", "--format", "json").stdout)["benchmarks"]
    shown = maturity("benchmark", "show", "it-i-praksis-2020", "--language", "en")
    checked = maturity("benchmark", "check", "it-i-praksis-2020")

    assert [benchmark["id"] for benchmark in listed] == ["it-i-praksis-2020"]
    assert listed[0]["attribution"].startswith("Rambøll Management Consulting")
    assert shown.returncode == checked.returncode == 0
    assert "Context, not compared." in shown.stdout
