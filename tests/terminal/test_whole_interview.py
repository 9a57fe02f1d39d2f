"""The whole questionnaire in a real terminal: killed after every answer, gone on with, finished; nothing lost, everything seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from maturity import load_questionnaire, open_assessment, score
from maturity.assessment.session import Step, StepKind, all_steps
from maturity.model.assessment import AnswerState
from maturity.text import catalogue
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal

ROLE = "top-manager"


def options(language: str) -> list[str]:
    who = ["--organisation", "Fjordvik kommune", "--kind", "municipality", "--inhabitants", "3000", "--period", "2026", "--role", ROLE]
    return ["assess", "benefits-realisation", *who, "--respondent", "1", "--language", language]


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_killed_after_every_answer(language: str, columns: int, rows: int, tmp_path: Path) -> None:
    questionnaire = load_questionnaire("benefits-realisation").questionnaire
    t = catalogue(language)
    given: dict[str, int] = {}
    targets: dict[str, int] = {}
    way = list(all_steps(questionnaire))

    def answer(terminal: Terminal, step: Step) -> None:
        if step.kind is StepKind.QUESTION:
            question = questionnaire.by_id[step.id]
            low, high = question.options[0].value, question.options[-1].value
            terminal.see_prompt(t("Answer ({low}–{high} or a letter)", low=low, high=high))
            # Stem, every word of every statement and the prompt are on the screen together.
            for text in (question.title and question.text, *(option.text for option in question.options)):
                assert " ".join(text[language].split()) in terminal.text
            given[step.id] = 1 + (len(given) * 2) % 5
            terminal.type(str(given[step.id]))
        elif step.kind is StepKind.TARGET:
            terminal.see_prompt(t("Target (a number, or Enter)"))
            targets[step.id] = 4
            terminal.type("4")
        else:
            terminal.see_prompt(t("Press Enter to answer them, or {letter} to skip them", letter=t("s skip")[0]))
            terminal.type("")

    def heading(step: Step) -> str:
        if step.kind is StepKind.QUESTION:
            return questionnaire.by_id[step.id].text[language]
        return {
            StepKind.TARGET: t("Target (a number, or Enter)"),
            StepKind.COMPARISON: t("For comparison (not scored)"),
            StepKind.REVIEW: t("Before you finish"),
        }[step.kind]

    while way[0].kind is not StepKind.REVIEW:
        with Terminal(options(language), tmp_path, columns=columns, rows=rows) as terminal:
            if way[0].kind is StepKind.COMPARISON:
                answer(terminal, way.pop(0))
            answer(terminal, way.pop(0))
            # The next question is on the screen, so the answer is safe.
            terminal.see(heading(way[0]))
            terminal.kill()

    with Terminal(options(language), tmp_path, columns=columns, rows=rows) as terminal:
        terminal.see(t("Before you finish"))
        terminal.see_prompt(t("A question's number to go there, or {letter} to finish", letter=t("f finish")[0]))
        terminal.type(t("f finish")[0])
        terminal.see_prompt(t("Write a workbook for the meeting"))
        for dimension in questionnaire.dimensions:
            assert dimension.title[language] in terminal.everything
        terminal.press("\r")
        assert terminal.end() == 0
        assert t("Next steps") in terminal.everything
        # A long path goes on in the next line of the terminal.
        assert ".xlsx" in terminal.everything.replace(" ", "")

    stored = open_assessment(tmp_path / "assessments")
    (response,) = stored.assessment.responses
    assert {name: found.value for name, found in response.answers.items()} == given
    assert {found.state for found in response.answers.values()} == {AnswerState.ANSWERED}
    assert response.targets == targets
    assert response.finished
    assert stored.problems == ()
    assert score(stored).overall.score.completeness == 1


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_every_word_is_shown_at_40_columns(language: str, tmp_path: Path) -> None:
    questionnaire = load_questionnaire("benefits-realisation").questionnaire
    t = catalogue(language)

    with Terminal(options(language), tmp_path, columns=40, rows=24) as terminal:
        for question in list(questionnaire.questions)[:4]:
            terminal.have_seen(question.text[language])
            terminal.see_prompt(t("Answer ({low}–{high} or a letter)", low=1, high=5)[:20])
            for text in (question.text, *(option.text for option in question.options)):
                assert " ".join(text[language].split()) in terminal.everything
            terminal.type("3")
