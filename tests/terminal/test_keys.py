"""What can be typed at a question, in a real terminal."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from maturity import open_assessment
from maturity.model.assessment import AnswerState, Response
from tests.helpers import ROOT
from tests.terminal.terminal import CTRL_C, CTRL_D, Terminal

pytestmark = pytest.mark.terminal

WHO = ["--organisation", "Fjordvik kommune", "--kind", "municipality", "--inhabitants", "3000", "--period", "2026"]
ASSESS = ["assess", "benefits-realisation", *WHO, "--role", "top-manager", "--respondent", "1", "--language", "en"]
PROMPT = "Answer (1–5 or a letter)"
FIRST, SECOND = "Question 1 of 13", "Question 2 of 13"


def only_response(folder: Path) -> Response:
    (response,) = open_assessment(folder / "assessments").assessment.responses
    return response


def at_question(terminal: Terminal, heading: str) -> None:
    terminal.have_seen(heading)
    terminal.see_prompt(PROMPT)


def test_back_changes_an_answer(tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.type("2")
        at_question(terminal, SECOND)
        terminal.type("b")
        terminal.see("Your answer: 2")
        terminal.see_prompt(f"{PROMPT}: 2")
        terminal.press("\x7f")
        terminal.type("4")
        terminal.wait(lambda screen: screen.everything.count(SECOND) == 2, "the second question again")
        terminal.kill()

    assert only_response(tmp_path).answer("br.method.overall").value == 4


def test_one_digit_alone_answers_nothing(tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.press("3")
        terminal.see_prompt(f"{PROMPT}: 3")
        terminal.kill()

    assert only_response(tmp_path).answers == {}


def test_skip_and_dont_know_are_kept_apart(tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.type("s")
        at_question(terminal, SECOND)
        terminal.type("don't know")
        at_question(terminal, "Question 3 of 13")
        terminal.kill()

    response = only_response(tmp_path)
    assert response.answer("br.method.overall").state is AnswerState.SKIPPED
    assert response.answer("br.method.early").state is AnswerState.DONT_KNOW


def test_comment_and_evidence_stay_with_the_question(tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.type("c")
        terminal.see_prompt("Comment:")
        terminal.type("We have [a] plan = 1")
        terminal.see("The comment is saved.")
        terminal.see_prompt(PROMPT)
        terminal.type("e Minutes of 3 March")
        terminal.see("The evidence is saved.")
        terminal.see_prompt(PROMPT)
        terminal.type("3")
        at_question(terminal, SECOND)
        terminal.type("b")
        terminal.see("Comment: We have [a] plan = 1", "Evidence: Minutes of 3 March")
        terminal.kill()

    response = only_response(tmp_path)
    assert response.comments == {"br.method.overall": "We have [a] plan = 1"}
    assert response.evidence == {"br.method.overall": "Minutes of 3 March"}


def test_not_applicable_needs_a_reason_and_a_question_that_allows_it(tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path) as terminal:
        for number in range(1, 11):
            at_question(terminal, f"Question {number} of 13")
            if number == 1:
                terminal.type("n")
                terminal.see("This question always applies.")
                terminal.see_prompt(PROMPT)
            terminal.type("3")
            if number in (4, 7, 10):
                terminal.see_prompt("Target")
                terminal.type("")
        at_question(terminal, "Question 11 of 13")
        terminal.type("n")
        terminal.see("The organisation takes no part in joint projects")
        terminal.see_prompt("Why is it not applicable?")
        terminal.type("")
        terminal.wait(lambda screen: screen.everything.count("Question 11 of 13") == 2, "the question again")
        terminal.see_prompt(PROMPT)
        terminal.type("n")
        terminal.see_prompt("Why is it not applicable?")
        terminal.type("We do everything ourselves")
        at_question(terminal, "Question 12 of 13")
        terminal.kill()

    answer = only_response(tmp_path).answer("br.collaboration.joint")
    assert (answer.state, answer.reason) == (AnswerState.NOT_APPLICABLE, "We do everything ourselves")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D, "q\r"], ids=["Ctrl-C", "Ctrl-D", "quit"])
def test_stopping_prints_the_command_that_goes_on(key: str, tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path, columns=200) as terminal:
        at_question(terminal, FIRST)
        terminal.type("2")
        at_question(terminal, SECOND)
        terminal.press(key)
        code = terminal.end()
        again = next(line for line in terminal.lines if line.startswith("maturity assess"))

    assert code == 130
    assert "Saved: 1 of 13 dealt with." in terminal.text
    with Terminal(shlex.split(again)[1:], tmp_path) as terminal:
        at_question(terminal, SECOND)
        assert "Going on: 1 of 13 questions are dealt with." in terminal.everything
        terminal.kill()


def test_progress_counts_only_what_this_role_and_kind_are_asked(tmp_path: Path) -> None:
    """And the command that goes on names the folder of the question set."""
    survey = ROOT / "plugins" / "maturity-it-i-praksis" / "maturity_it_i_praksis"
    who = ["--organisation", "Fjordvik", "--kind", "municipality", "--inhabitants", "1000", "--period", "2026"]
    command = ["assess", "it-i-praksis", "--path", str(survey), *who, "--role", "top-manager", "--language", "en"]
    with Terminal(command, tmp_path, columns=300) as terminal:
        at_question(terminal, "Question 1 of 21")
        terminal.type("4")
        at_question(terminal, "Question 2 of 21")
        terminal.type("q")
        terminal.end()
        again = next(line for line in terminal.lines if line.startswith("maturity assess"))

    assert "Saved: 1 of 21 dealt with." in terminal.text
    assert f"--path {survey}" in again


def test_the_review_leads_to_what_is_open_and_back(tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path, rows=50) as terminal:
        for number in range(1, 14):
            at_question(terminal, f"Question {number} of 13")
            terminal.type("s" if number == 2 else "3")
            if number in (4, 7, 10, 12, 13):
                terminal.see_prompt("Target")
                terminal.type("4" if number == 4 else "")
        terminal.see_prompt("Press Enter to answer them")
        terminal.type("s")
        terminal.see("12 of 13 questions are answered or not applicable.", "2 Early benefits planning (skipped)")
        terminal.see_prompt("A question's number to go there")
        terminal.type("2")
        terminal.wait(lambda screen: screen.everything.count(SECOND) == 2, "the open question")
        terminal.see_prompt(PROMPT)
        terminal.type("5")
        terminal.see("13 of 13 questions are answered or not applicable.")
        terminal.see_prompt("A question's number to go there")
        terminal.type("f")
        terminal.see_prompt("Write a workbook for the meeting")
        terminal.press("\x1b[B\r")
        assert terminal.end() == 0

    response = only_response(tmp_path)
    assert response.finished
    assert response.targets == {"method": 4}
    assert response.answer("br.bm.gain_cost").state is AnswerState.SKIPPED
    assert not list(tmp_path.rglob("*.xlsx"))

    with Terminal(ASSESS, tmp_path) as terminal:
        terminal.see("These answers are finished.")
        terminal.press("\x1b[B\r")
        terminal.see_prompt("Why are the answers opened again")
        terminal.type("A new figure has come")
        terminal.see("Before you finish")
        terminal.kill()
    assert not only_response(tmp_path).finished


def test_who_you_are_is_asked_when_the_options_do_not_say(tmp_path: Path) -> None:
    with Terminal(["assess", "benefits-realisation"], tmp_path) as terminal:
        terminal.see_prompt("Språk / Language")
        terminal.press("\r")
        terminal.see_prompt("Name of the organisation")
        terminal.type("Fjordvik kommune")
        terminal.see_prompt("What kind of organisation is it")
        terminal.press("\r")
        terminal.see_prompt("Inhabitants")
        terminal.type("three thousand")
        terminal.see("Type a whole number, such as 12400.")
        terminal.see_prompt("Inhabitants")
        terminal.type("3 000")
        terminal.see_prompt("Period")
        terminal.press("\x7f" * 4)
        terminal.type("20x6")
        terminal.see("“20X6” is not a period.")
        terminal.see_prompt("Period")
        terminal.press("\x7f" * 4)
        terminal.type("2026")
        terminal.see_prompt("What is your role")
        terminal.press("\x1b[B\r")
        at_question(terminal, FIRST)
        terminal.kill()

    assessment = open_assessment(tmp_path / "assessments").assessment
    assert assessment.organisation.inhabitants == 3_000
    assert assessment.responses[0].role == "digitalisation-manager"


@pytest.mark.parametrize("switch", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}, {}], ids=["ACCESSIBLE", "dumb", "option"])
def test_plain_lines_carry_no_escape_codes(switch: dict[str, str], tmp_path: Path) -> None:
    arguments = [*ASSESS, *([] if switch else ["--accessible"])]
    with Terminal(arguments, tmp_path, env=switch) as terminal:
        at_question(terminal, FIRST)
        terminal.type("3")
        at_question(terminal, SECOND)
        terminal.type("nonsense")
        terminal.see("Type a number from 1 to 5")
        terminal.see_prompt(PROMPT)
        terminal.type("b")
        terminal.see_prompt(f"{PROMPT} [3]:")
        terminal.type("")
        terminal.wait(lambda screen: screen.everything.count(SECOND) == 2, "the second question again")
        terminal.see_prompt(PROMPT)
        terminal.press(CTRL_D)
        assert terminal.end() == 130

    assert "\x1b" not in terminal.output
    assert "\x9b" not in terminal.output
    assert only_response(tmp_path).answer("br.method.overall").value == 3


@pytest.mark.parametrize(
    "name", ["\x1b[31mEvil\x1b[0m", "[/bold] [link=x]", "../../evil", "CON", "Ø" * 300, "a\u202eb", "=cmd|' /C calc'!A0"]
)
def test_a_hostile_name_does_no_harm(name: str, tmp_path: Path) -> None:
    arguments = ["assess", "benefits-realisation", "--organisation", name, "--kind", "other", "--period", "2026", "--role", "top-manager"]
    place = tmp_path / "here"
    place.mkdir()
    with Terminal([*arguments, "--language", "en"], place) as terminal:
        at_question(terminal, FIRST)
        terminal.press(CTRL_C)
        assert terminal.end() == 130

    assert "\x1b[31m" not in terminal.output
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    assert open_assessment(place / "assessments").assessment.organisation.name


def test_last_periods_answers_are_proposed_and_confirmed_one_by_one(tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.type("2")
        at_question(terminal, SECOND)
        terminal.type("s")
        at_question(terminal, "Question 3 of 13")
        terminal.kill()
    later = ["2027" if word == "2026" else word for word in ASSESS]
    with Terminal(later, tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.see("In 2026: 2")
        terminal.press(CTRL_C)
        terminal.end()
    with Terminal([*later, "--from-last"], tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.see("Proposal from 2026: 2.")
        terminal.see_prompt(f"{PROMPT}: 2")
        terminal.kill()
    assert open_assessment(tmp_path / "assessments" / "fjordvik-kommune" / "2027").assessment.responses[0].answers == {}
    with Terminal([*later, "--from-last"], tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.type("")
        at_question(terminal, SECOND)
        terminal.see("In 2026: skipped")
        terminal.kill()
    (response,) = open_assessment(tmp_path / "assessments" / "fjordvik-kommune" / "2027").assessment.responses
    assert response.answer("br.method.overall").value == 2


def test_without_a_name_every_questionnaire_is_offered_with_its_state(tmp_path: Path) -> None:
    with Terminal(ASSESS, tmp_path) as terminal:
        at_question(terminal, FIRST)
        terminal.type("2")
        at_question(terminal, SECOND)
        terminal.kill()
    with Terminal(["assess", *WHO, "--role", "top-manager", "--respondent", "1", "--language", "en"], tmp_path) as terminal:
        terminal.see("> 1) Benefits realisation (1 of 13 dealt with)", "2) Data management (not started)")
        terminal.press("\r")
        at_question(terminal, SECOND)
        terminal.kill()
