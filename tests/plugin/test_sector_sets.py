"""The question sets under ``plugins/``: each exactly what an outside sector body would publish, and right."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from maturity import score
from maturity.model.plugin import Origin
from maturity.plugin.data import read_question_set
from maturity.plugin.registry import Registry
from maturity.scoring.check import check_questionnaire
from tests.helpers import ROOT, maturity

MUNICIPALITY = ROOT / "plugins" / "maturity-municipality" / "maturity_municipality"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry([MUNICIPALITY], {"MATURITY_PLUGINS": "off"})


def test_the_municipality_set_has_nothing_to_mend(registry: Registry) -> None:
    question_set = read_question_set(MUNICIPALITY, Origin(plugin="municipality"))

    assert registry.questionnaires.keys() >= question_set.questionnaires.keys()
    assert registry.failures == ()
    for folder in question_set.questionnaires.values():
        assert check_questionnaire(folder, registry.rules_for_check()) == ()


@pytest.mark.parametrize(("control", "total"), [(1, Fraction(29, 10)), (2, Fraction(29, 10)), (3, Fraction(48, 10)), (5, Fraction(5))])
def test_the_total_is_held_down_while_sensitive_data_are_not_under_control(registry: Registry, control: int, total: Fraction) -> None:
    """2.9 at most below level 3; every dimension stays as it is."""
    built = registry.load("municipality")
    answers = {question.id: question.options[-1].value for question in built.questionnaire.questions}
    result = score({**answers, "kommune.sensitive.control": control}, built)

    found = {combined.id: combined.score.value for combined in result.dimensions}
    assert found["sensitive"] == Fraction(control + 5, 2)
    assert found["process"] == 5
    assert result.overall.score.value == total
    assert bool(result.overall.score.caps) == (control < 3)
    if control < 3:
        assert "2,9" in dict(result.overall.score.caps[0])["nb"]


def test_the_service_ladder_has_four_steps_that_count_exactly(registry: Registry) -> None:
    built = registry.load("municipality")
    ladder = built.questionnaire.by_id["kommune.process.ladder"]

    assert [option.score for option in ladder.options] == [1, Fraction(7, 3), Fraction(11, 3), 5]


def test_the_command_scores_it_from_a_folder(tmp_path: Path) -> None:
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": "municipality"},
        "organisation": {"name": "Fjordvik kommune", "kind": "municipality"},
        "period": "2026",
        "respondents": [{"role": "top-manager", "answers": {"kommune.sensitive.control": 2, "kommune.sensitive.reuse": 4}}],
    }
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    done = maturity("score", path, "--path", MUNICIPALITY, "--format", "json")

    assert done.returncode == 0, done.stderr
    scores = {one["id"]: one["score"] for one in json.loads(done.stdout)["dimensions"]}
    assert scores["sensitive"] == 3
