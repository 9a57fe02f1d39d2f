"""`maturity explain`: every step from the answers to the score."""

from __future__ import annotations

import json
from pathlib import Path

from tests.assessment.making import answer_everything, journal_in, sitting
from tests.cli.conftest import assert_message, fails, succeeds
from tests.helpers import maturity

PLAN = """
Planning

Top manager 1
#0  Goals: 3 (All are written down and followed up.)
#1  #0 is at least 2: yes
#2  Measured goals: 3 (To a large extent)
#3  Never applies: does not apply
#4  #2 if #1, otherwise #3: 3
#5  Owner: 3 (To a large extent)
#6  Mean of #0, #4, #5: (3 + 3 + 3) / 3 = 3
#7  #6, if at least 2/3 of #0, #4, #5 have a value: 3 of 3, 3

Project manager 1
#0  Goals: 1 (There are none.)
#1  #0 is at least 2: no
#2  Measured goals: not answered: missing
#3  Never applies: does not apply
#4  #2 if #1, otherwise #3: does not apply
#5  Owner: 1 (To a small extent)
#6  Mean of #0, #4, #5: (1 + 1) / 2 = 1
#7  #6, if at least 2/3 of #0, #4, #5 have a value: 2 of 2, 1

Top manager, mean of the respondents: 3
Project manager, mean of the respondents: 1
Planning, mean of the roles: 2
Level: 2 Started. A level is reached at its number and never rounded up to.
"""


def test_a_dimension(assessments: Path) -> None:
    printed = succeeds("explain", assessments, "plan")

    assert [line.rstrip() for line in printed.splitlines()] == PLAN.splitlines()


def test_everything(assessments: Path) -> None:
    printed = succeeds("explain", assessments)

    assert [printed.index(f"\n{title}\n") for title in ("Planning", "Learning", "Overall")] == sorted(
        printed.index(f"\n{title}\n") for title in ("Planning", "Learning", "Overall")
    )
    assert succeeds("explain", assessments, "overall").strip() in printed


def test_json(assessments: Path) -> None:
    document = json.loads(succeeds("explain", assessments, "plan", "--format", "json"))

    assert document["format"] == "maturity/explanation/1"
    (score,) = document["scores"]
    assert (score["id"], score["combined"]["score"]) == ("plan", 2)
    steps = {person["role"]: person["steps"] for person in score["respondents"]}
    assert [step["step"] for step in steps["top-manager"]] == list(range(8))
    assert steps["project-manager"][-1]["exact"] == "1"
    assert steps["project-manager"][4]["state"] == "excluded"


def test_a_stored_result_is_explained_too(assessments: Path, tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(succeeds("score", assessments, "--format", "json"), "utf-8")

    assert succeeds("explain", tmp_path / "result.json", "plan") == succeeds("explain", assessments, "plan")


def test_the_readers_language(assessments: Path) -> None:
    printed = succeeds("explain", assessments, "plan", "--language", "nn")

    assert "Mean of" not in printed
    assert "All are written down and followed up." in printed


def test_an_unknown_dimension(assessments: Path) -> None:
    assert fails(2, "explain", assessments, "plans") == ("Error: The questionnaire small has no dimension “plans”.\nDid you mean plan?\n")
    assert "Known here: plan, learn, overall." in fails(2, "explain", assessments, "\x1b[2Jzzz")


def test_more_than_one_assessment(assessments: Path) -> None:
    with sitting(assessments, period="2025") as session:
        answer_everything(session, 1)
    message = fails(2, "explain", assessments)

    assert f"There are 2 assessments in {assessments}." in message
    assert str(journal_in(assessments).parent) in message


def test_a_damaged_journal(assessments: Path) -> None:
    path = journal_in(assessments)
    path.write_bytes(path.read_bytes().replace(b'"id":"plan.owner"', b'"id":"plan.owned"'))
    done = maturity("explain", assessments, "plan")

    assert done.returncode == 3
    assert_message(done)
    assert "The journal is damaged on this line" in done.stderr
    assert "Owner: not answered: missing" in done.stdout
