"""Colleagues at the same time."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from maturity import open_assessment, score
from tests.helpers import maturity
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal

WHO = ["--organisation", "Fjordvik kommune", "--kind", "state", "--period", "2026", "--language", "en"]
PROMPT = "Answer (1–5 or a letter)"


def assess(role: str) -> list[str]:
    return ["assess", "benefits-realisation", *WHO, "--role", role, "--respondent", "1"]


def test_two_respondents_in_two_terminals(tmp_path: Path) -> None:
    """`score` gives the mean per role, the mean of the roles, and the gap between them."""
    with Terminal(assess("top-manager"), tmp_path) as first, Terminal(assess("digitalisation-manager"), tmp_path) as second:
        for number in range(1, 14):
            for terminal, value in ((first, "4"), (second, "2")):
                terminal.have_seen(f"Question {number} of 13")
                terminal.see_prompt(PROMPT)
                terminal.type(value)
                if number in (4, 7, 10, 12, 13):
                    terminal.see_prompt("Target")
                    terminal.type("")
        for terminal in (first, second):
            terminal.see_prompt("Press Enter to answer them")
            terminal.kill()

    done = maturity("score", tmp_path / "assessments", "--format", "json")

    assert done.returncode == 0
    overall = json.loads(done.stdout)["overall"]
    assert {role: found["score"] for role, found in overall["roles"].items()} == {"top-manager": 4, "digitalisation-manager": 2}
    assert overall["score"] == 3
    assert overall["difference_between_roles"] == 2
    result = score(open_assessment(tmp_path / "assessments"))
    assert result.overall.spread == Fraction(2)


def test_one_respondent_in_two_windows(tmp_path: Path) -> None:
    """The second window is told who has the journal open, and nothing is lost."""
    with Terminal(assess("top-manager"), tmp_path) as first:
        first.see_prompt(PROMPT)
        with Terminal(assess("top-manager"), tmp_path, columns=200) as second:
            assert second.end() == 6
            assert "is open for writing in another window" in second.everything
        first.type("3")
        first.have_seen("Question 2 of 13")
        first.kill()

    (response,) = open_assessment(tmp_path / "assessments").assessment.responses
    assert response.answer("br.method.overall").value == 3


def test_a_second_person_in_the_same_role(tmp_path: Path) -> None:
    with Terminal(assess("top-manager"), tmp_path) as first:
        first.see_prompt(PROMPT)
        first.type("3")
        first.have_seen("Question 2 of 13")
        first.kill()
    arguments = assess("top-manager")[:-2]
    with Terminal(arguments, tmp_path) as second:
        second.see("Somebody has already answered in this role.", "go on as respondent 1 (1 of 13 dealt with)")
        second.press("\x1b[B\r")
        second.have_seen("Question 1 of 13")
        second.see_prompt(PROMPT)
        second.type("5")
        second.have_seen("Question 2 of 13")
        second.kill()

    responses = open_assessment(tmp_path / "assessments").assessment.responses
    assert [(response.name, response.answer("br.method.overall").value) for response in responses] == [
        ("top-manager-1", 3),
        ("top-manager-2", 5),
    ]
