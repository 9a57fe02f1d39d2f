"""A question that was answered in the core questionnaire is not asked again in one that builds on it: Enter confirms the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from maturity import load_questionnaire, open_assessment
from tests.assessment.making import answered
from tests.helpers import ROOT
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal

OVERLAY = ROOT / "tests" / "examples" / "valid" / "overlay"


@pytest.mark.parametrize("accessible", [False, True])
def test_enter_confirms_what_was_answered_in_the_core_questionnaire(accessible: bool, tmp_path: Path) -> None:
    period = tmp_path / "assessments" / "fjordvik-kommune" / "2026"
    answered(
        tmp_path / "assessments", load_questionnaire("data-management"), {"dm.overview.own_data": 4}, folder=period / "data-management"
    )
    who = ["--organisation", "Fjordvik kommune", "--kind", "municipality", "--inhabitants", "3000", "--period", "2026"]
    arguments = ["assess", str(OVERLAY), *who, "--role", "top-manager", "--respondent", "1", "--language", "nn"]

    with Terminal([*arguments, *(["--accessible"] if accessible else [])], tmp_path) as terminal:
        terminal.see("Døme: Registeret over brygger og fortøyingar tel med.")
        terminal.see("De svarte 4 i «Data- og informasjonsforvalting». Trykk Enter for å stadfeste")
        terminal.type("")
        terminal.see("Spørsmål 2 av")
        terminal.kill()

    stored = open_assessment(period / "data-management-coast")
    assert stored.assessment.responses[0].answer("dm.overview.own_data").value == 4
