"""Drives an installed toolkit, as built, in a terminal: ``python -m tests.terminal.installed PROGRAM``; used by ``.ci/run``."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from maturity.assessment.session import StepKind, all_steps
from maturity.plugin.registry import Registry
from maturity.text import catalogue
from tests.helpers import ROOT
from tests.terminal.terminal import Terminal

STATE = {
    "stat.steering.signal": 4,
    "stat.steering.dialogue": 2,
    "stat.common.use": 3,
    "stat.common.offer": 3,
    "stat.regulation.review": 3,
    "stat.municipal.early": 3,
    "stat.portfolio.continuous": 3,
}


COHERENT = {
    "coherent.layers.legal": 1,
    "coherent.layers.organisational": 4,
    "coherent.layers.semantic": 3,
    "coherent.layers.technical": 5,
}

#: Question sets that are answered as a whole, in a language and a role: data alone, so the package folder is enough to know their steps.
ANSWERED = {
    "municipality": ("nn", "top-manager"),
    "coherent-services": ("nb", "top-manager"),
    "security": ("nn", "digitalisation-manager"),
    "health": ("nn", "digitalisation-manager"),
}


def answer_whole(program: str, folder: Path, name: str, language: str, role: str) -> None:
    """Answer a whole question set with threes, be told when it is a draft, and score it."""
    package = ROOT / f"plugins/maturity-{name}" / f"maturity_{name.replace('-', '_')}"
    questionnaire = Registry([package], {}).load(name).questionnaire
    t = catalogue(language)
    who = ["--organisation", "Fjordvik kommune", "--kind", "municipality", "--inhabitants", "3000", "--period", "2026"]
    arguments = ["assess", name, *who, "--role", role, "--respondent", "1", "--language", language]
    with Terminal(arguments, folder, program=[program], env={"PYTHONPATH": ""}) as terminal:
        if questionnaire.caveat:
            terminal.see(t(questionnaire.caveat.text).split(":")[0])
        for step in all_steps(questionnaire):
            if step.kind is StepKind.QUESTION and step.id in questionnaire.dimension_of:
                options = questionnaire.by_id[step.id].options
                terminal.see_prompt(t("Answer ({low}–{high} or a letter)", low=options[0].value, high=options[-1].value))
                terminal.type("3")
            elif step.kind is StepKind.TARGET:
                terminal.see_prompt(t("Target (a number, or Enter)"))
                terminal.type("4")
            elif step.kind is StepKind.COMPARISON:
                terminal.see_prompt(t("Press Enter to answer them, or {letter} to skip them", letter=t("s skip")[0]))
                terminal.type(t("s skip")[0])
            elif step.kind is StepKind.REVIEW:
                terminal.see(t("Before you finish"))
                terminal.type(t("f finish")[0])
                terminal.see_prompt(t("Write a workbook for the meeting"))
                terminal.press("\r")
        assert terminal.end() == 0, terminal.everything
    told = json.loads(_run(program, folder, "score", "assessments", "--format", "json"))
    assert told["overall"]["score"] is not None, told
    assert told["questionnaire"].get("status", "published") == questionnaire.status, told


def explain_state_agency(program: str, folder: Path) -> None:
    """Let the plugin's staged rule explain itself."""
    told = _explained(program, folder, "state-agency", STATE, "steering")
    assert "Skåren er høyst 2 så lenge «Signaler fra departementet» eller" in told, told


def explain_coherent_services(program: str, folder: Path) -> None:
    """Let a rule in data explain itself."""
    told = _explained(program, folder, "coherent-services", COHERENT, "layers")
    assert "Skåren er høyst 1 så lenge ett av de fire lagene er lavere enn nivå 2." in told, told


def _explained(program: str, folder: Path, name: str, answers: Mapping[str, int], dimension: str) -> str:
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": name},
        "organisation": {"name": "Kystetaten", "kind": "state"},
        "period": "2026",
        "respondents": [{"role": "top-manager", "answers": answers}],
    }
    (folder / "answers.json").write_text(json.dumps(document), encoding="utf-8")
    return " ".join(_run(program, folder, "explain", "answers.json", dimension, "--language", "nb").split())


def _run(program: str, folder: Path, *arguments: str) -> str:
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


if __name__ == "__main__":
    for answered, (spoken, answering) in ANSWERED.items():
        with tempfile.TemporaryDirectory() as place:
            answer_whole(sys.argv[1], Path(place), answered, spoken, answering)
    with tempfile.TemporaryDirectory() as place:
        explain_state_agency(sys.argv[1], Path(place))
        explain_coherent_services(sys.argv[1], Path(place))
    print(f"assess {', '.join(ANSWERED)}, and explain state-agency and coherent-services, work as installed")
