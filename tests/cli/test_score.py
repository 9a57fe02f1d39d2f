"""`maturity score`: results on standard output, what is wrong on standard error, and the exit code says which."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.assessment.making import PERIOD, answer_everything, journal_in, sitting, small
from tests.cli.conftest import assert_message, fails, succeeds
from tests.helpers import maturity

TABLE = """
Small · Fjordvik kommune · 2026
2 respondents, 2 finished.

Dimension                        Score  Level      Answered
Planning   ██████████··········    2.0  2 Started  5 of 5
Learning   ████████████████····    2.7  2 Started  5 of 5
Overall    █████████████·······    2.3  2 Started  10 of 10

By role
  Planning: Top manager 3.0, Project manager 1.0, difference 2.0
  Learning: Top manager 3.0, Project manager 2.3, difference 0.7
  Overall: Top manager 3.0, Project manager 1.7, difference 1.3

Answers that differ by two levels or more
  Goals: from 1 to 3
  Owner: from 1 to 3

Strongest: Learning
Weakest: Planning

Next steps
1. Planning, Goals: Write down the rest.
2. Learning, Projects: Ask what was learnt.
"""


def test_a_table(assessments: Path) -> None:
    printed = succeeds("score", assessments)

    assert [line.rstrip() for line in printed.splitlines()] == TABLE.splitlines()


def test_json(assessments: Path) -> None:
    document = json.loads(succeeds("score", assessments, "--format", "json"))

    assert document["format"] == "maturity/result/1"
    assert document["organisation"] == {"name": "Fjordvik kommune", "kind": "municipality"}
    assert [(part["id"], part["score"], part["exact"], part["level"]) for part in document["dimensions"]] == [
        ("plan", 2, "2", 2),
        ("learn", 2.666667, "8/3", 2),
    ]
    assert document["overall"]["roles"]["project-manager"]["exact"] == "5/3"
    assert [person["role"] for person in document["respondents"]] == ["top-manager", "project-manager"]
    assert {(part["kind"], part["id"]) for part in document["made_by"]} == {
        ("tool", "maturity"),
        ("questionnaire", "small"),
        ("rule", "mean"),
    }


def test_json_can_be_scored_again(assessments: Path, tmp_path: Path) -> None:
    printed = succeeds("score", assessments, "--format", "json")
    (tmp_path / "result.json").write_text(printed, "utf-8")

    assert succeeds("score", tmp_path / "result.json", "--format", "json") == printed


def test_csv(assessments: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(succeeds("score", assessments, "--format", "csv"))))

    assert len(rows) == 9
    assert {row["organisation"] for row in rows} == {"Fjordvik kommune"}
    assert [(row["dimension"], row["role"], row["score"]) for row in rows[-3:]] == [
        ("overall", "", "2.333333"),
        ("overall", "top-manager", "3"),
        ("overall", "project-manager", "1.666667"),
    ]


def test_what_can_be_given(assessments: Path, tmp_path: Path) -> None:
    """A folder above, the assessment's own folder, one journal, and the same with the working folder elsewhere."""
    whole = succeeds("score", assessments, "--format", "json")

    assert succeeds("score", journal_in(assessments).parent, "--format", "json") == whole
    assert succeeds("score", "assessments", "--format", "json", cwd=tmp_path) == whole
    assert succeeds("score", ".", "--format", "json", cwd=journal_in(assessments).parent) == whole
    alone = json.loads(succeeds("score", journal_in(assessments), "--format", "json"))
    assert (alone["overall"]["score"], len(alone["respondents"])) == (3, 1)


def test_several_assessments(assessments: Path) -> None:
    with sitting(assessments, period="2025") as session:
        answer_everything(session, 1)
    with sitting(assessments, organisation="Vikfjord kommune") as session:
        answer_everything(session, 2)

    found = json.loads(succeeds("score", assessments, "--format", "json"))
    assert [(document["organisation"]["name"], document["period"]) for document in found] == [
        ("Fjordvik kommune", "2025"),
        ("Fjordvik kommune", "2026"),
        ("Vikfjord kommune", PERIOD),
    ]
    assert succeeds("score", assessments).count("Small · ") == 3
    folders = sorted(assessments.glob("*/*/small"))
    assert json.loads(succeeds("score", *folders, "--format", "json")) == found


def test_the_readers_language(assessments: Path) -> None:
    """The tool speaks Norwegian, the questionnaire as much as it can; figures are the same."""
    printed = succeeds("score", assessments, "--language", "nb")

    assert "Samlet" in printed
    assert "2,7" in printed
    assert succeeds("score", assessments, "--language", "nb", "--format", "json") == succeeds("score", assessments, "--format", "json")


def test_plain_lines(assessments: Path) -> None:
    printed = succeeds("score", assessments, "--accessible")

    assert "█" not in printed
    assert "2.7" in printed


def test_a_damaged_journal_is_scored_as_far_as_it_can_be_read(assessments: Path) -> None:
    path = journal_in(assessments)
    path.write_bytes(path.read_bytes().replace(b'"id":"learn.meetings"', b'"id":"learn.meeting!"'))
    before = path.read_bytes()
    done = maturity("score", assessments, "--format", "json")

    assert done.returncode == 3
    assert_message(done)
    line = before[: before.index(b"learn.meeting!")].count(b"\n") + 1
    assert f"{path}:{line}: The journal is damaged on this line; the {line - 2} entries before it could be read." in done.stderr
    assert "The file has not been changed." in done.stderr
    assert path.read_bytes() == before
    roles = {part["id"]: part["roles"] for part in json.loads(done.stdout)["dimensions"]}
    assert roles["plan"]["top-manager"]["score"] == 3
    assert roles["learn"]["top-manager"]["status"] == "not-enough-answers"


def test_an_unfinished_last_line_is_no_failure(assessments: Path) -> None:
    """Somebody may be writing it right now."""
    path = journal_in(assessments)
    path.write_bytes(path.read_bytes() + b'{"seq":')
    done = maturity("score", assessments)

    assert done.returncode == 0
    assert done.stderr.startswith(f"{path}:")
    assert "Warning: The last line is unfinished" in done.stderr
    assert "Planning" in done.stdout


def test_a_bad_assessment_does_not_hide_the_good_ones(assessments: Path) -> None:
    with sitting(assessments, period="2025") as session:
        answer_everything(session, 1)
    bad = journal_in(assessments, period="2025")
    bad.write_bytes(b"hello\n")
    done = maturity("score", assessments, "--format", "json")

    assert done.returncode == 3
    assert done.stderr == f"{bad}:1: This is not a journal of the maturity toolkit. The file has not been changed.\n"
    assert json.loads(done.stdout)["period"] == "2026"


def test_nothing_that_can_be_used(assessments: Path) -> None:
    for path in journal_in(assessments).parent.iterdir():
        path.write_bytes(b"\0" * 100)
    message = fails(3, "score", assessments)

    assert message.startswith("Error: 2 problems were found.\n")
    assert message.count(".jsonl:1: The journal is empty.") == 2


def test_a_missing_copy_of_the_questionnaire(assessments: Path) -> None:
    shutil.rmtree(assessments / ".questionnaires")
    message = fails(3, "score", assessments)

    assert "The stored copy of the questionnaire small 1.0.0 is missing." in message
    assert f"{small().sha256}.json" in message


def test_answers_from_another_program(tmp_path: Path) -> None:
    """All problems in one go, each with its line; mended, it is scored."""
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": "benefits-realisation"},
        "organisation": {"name": "Fjordvik kommune"},
        "period": "2026",
        "respondents": [{"role": "top-manager", "answers": {"br.method.overall": 7, "br.method.erly": 2}}],
    }
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(document, indent=1), "utf-8")
    message = fails(3, "score", path)
    assert message.splitlines() == [
        "Error: 2 problems were found.",
        f"{path}:14:26: Found “7”; expected one of: 1, 2, 3, 4, 5. [br.method.overall]",
        f"{path}:15:5: The questionnaire benefits-realisation has no question “br.method.erly”. Did you mean br.method.early?",
    ]

    path.write_text(path.read_text("utf-8").replace("7", "3").replace("erly", "early"), "utf-8")
    assert "not enough answers  2 of 13" in succeeds("score", path)


@pytest.mark.parametrize(
    "name", ["\x1b[31mFjord\x1b]0;title\x07vik", "[red]Fjordvik[/red]", "=HYPERLINK(1)", "\u202eFjordvik", "Fjord\0vik"]
)
def test_foreign_names_cannot_act(tmp_path: Path, name: str) -> None:
    with sitting(tmp_path, organisation=name) as session:
        answer_everything(session, 2)

    shown = "".join(letter for letter in name if letter not in "\x1b\x07\0\u202e")
    table = succeeds("score", tmp_path)
    assert f"Small · {shown} · 2026" in table
    assert "\x1b" not in table
    row = next(csv.DictReader(io.StringIO(succeeds("score", tmp_path, "--format", "csv"))))
    assert row["organisation"] == (f"'{shown}" if shown.startswith("=") else shown)
