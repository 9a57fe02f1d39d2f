"""A questionnaire that builds on a core questionnaire: the same questions under the same ids, and what was added."""

from __future__ import annotations

from pathlib import Path

from maturity import load_questionnaire, open_assessment, score
from maturity.assessment.previous import shared_responses
from maturity.model.questionnaire import Base
from tests.assessment.making import answered
from tests.helpers import ROOT

OVERLAY = ROOT / "tests" / "examples" / "valid" / "overlay"

CORE = load_questionnaire("data-management")
BUILT = load_questionnaire(OVERLAY)


def test_every_core_question_is_there_with_what_was_added_and_nothing_is_copied() -> None:
    core, built = CORE.questionnaire, BUILT.questionnaire

    assert built.base == Base(id="data-management", version=core.version)
    assert [question.id for question in core.questions] == [question.id for question in built.questions if question.id in core.by_id]
    assert built.by_id.keys() - core.by_id.keys() == {"coast.overview.charts", "coast.harbour.data"}
    assert [dimension.id for dimension in built.dimensions] == [*(dimension.id for dimension in core.dimensions), "harbour"]
    for name, question in core.by_id.items():
        assert (built.by_id[name].text, built.by_id[name].options) == (question.text, question.options)
    own = built.by_id["dm.overview.own_data"]
    assert own.example == {
        "en": "The register of piers and moorings counts.",
        "nb": "Registeret over brygger og fortøyninger teller med.",
        "nn": "Registeret over brygger og fortøyingar tel med.",
    }
    assert own.key
    assert built.by_id["dm.sharing.publish"].applies_to == ("municipality", "county")
    assert "coast" in built.sources


def test_its_rules_take_the_place_of_the_core_s() -> None:
    answers = {question.id: 5 if question.type != "yes-no" else 1 for question in BUILT.questionnaire.questions}
    found = score({**answers, "dm.overview.own_data": 2}, BUILT)

    assert found.dimensions[0].score.value == 2
    assert found.overall.score.value == 1
    assert ("base", "data-management") in [(part.kind, part.id) for part in found.made_by]


def test_the_same_respondent_s_answers_are_found_in_both_directions(tmp_path: Path) -> None:
    period = tmp_path / "assessments" / "fjordvik" / "2026"
    answered(tmp_path / "assessments", CORE, {"dm.overview.own_data": 4}, folder=period / "data-management")
    answered(tmp_path / "assessments", BUILT, {"dm.overview.metadata": 2}, folder=period / "data-management-coast")

    (core,) = shared_responses(period / "data-management-coast", BUILT.questionnaire, "top-manager", 1)
    (coast,) = shared_responses(period / "data-management", CORE.questionnaire, "top-manager", 1)

    found = core.answer(BUILT.questionnaire.by_id["dm.overview.own_data"])
    assert found is not None
    assert found.value == 4
    found = coast.answer(CORE.questionnaire.by_id["dm.overview.metadata"])
    assert found is not None
    assert found.value == 2
    assert shared_responses(period / "user-insight", load_questionnaire("user-insight").questionnaire, "top-manager", 1) == ()
    assert shared_responses(period / "data-management", CORE.questionnaire, "top-manager", 2) == ()


def test_the_stored_copy_needs_neither_file(tmp_path: Path) -> None:
    folder = tmp_path / "assessments" / "fjordvik" / "2026" / "data-management-coast"
    answered(tmp_path / "assessments", BUILT, {"dm.overview.own_data": 4}, folder=folder)

    assert open_assessment(folder).built.questionnaire == BUILT.questionnaire
