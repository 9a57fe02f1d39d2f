"""Reading an assessment: everything sound is used, everything else is named and left out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from maturity import DataError, open_assessment, score
from maturity.assessment.journal import open_journal
from maturity.assessment.session import StepKind
from maturity.assessment.store import Stored, assessments_below, read_assessment, save_snapshot
from maturity.model.assessment import AnswerState
from maturity.scoring.engine import load_built
from tests.assessment.making import answer_everything, at, clock, contents_below, header, journal_in, sitting, small


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An assessments folder with two respondents of one assessment."""
    for role, value in (("top-manager", 3), ("project-manager", 1)):
        with sitting(tmp_path, role=role) as session:
            answer_everything(session, value)
    return tmp_path


def messages(stored: Stored) -> list[str]:
    return [str(problem) for problem in stored.problems]


def names(stored: Stored) -> list[str]:
    return [response.name for response in stored.assessment.responses]


def test_two_respondents(root: Path) -> None:
    stored = read_assessment(journal_in(root).parent)

    assert stored.problems == ()
    assert names(stored) == ["top-manager-1", "project-manager-1"]
    assert (stored.assessment.organisation.name, stored.assessment.period) == ("Fjordvik kommune", "2026")
    assert stored.assessment.questionnaire == small().reference
    assert all(response.finished for response in stored.assessment.responses)


def test_two_respondents_in_one_role(root: Path) -> None:
    with sitting(root, number=2) as session:
        answer_everything(session, 2)

    assert names(read_assessment(journal_in(root).parent)) == ["top-manager-1", "top-manager-2", "project-manager-1"]


def test_numbers_are_not_sorted_as_words(root: Path) -> None:
    for number in (2, 10):
        with sitting(root, number=number):
            pass

    assert names(read_assessment(journal_in(root).parent))[:3] == ["top-manager-1", "top-manager-2", "top-manager-10"]


def test_reading_changes_nothing(root: Path) -> None:
    before = contents_below(root)
    score(read_assessment(journal_in(root).parent))

    assert contents_below(root) == before


def test_one_respondent_alone(root: Path) -> None:
    assert names(open_assessment(journal_in(root, role="project-manager"))) == ["project-manager-1"]


@pytest.mark.parametrize("other", ["another organisation", "another period", "another questionnaire"])
def test_a_journal_of_another_assessment_is_left_out(root: Path, tmp_path: Path, other: str) -> None:
    """Also when it comes first in the folder: the folder's name says which assessment this is."""
    folder = journal_in(root).parent
    about = {
        "another organisation": header(role="a-role", organisation="vikfjord-kommune"),
        "another period": header(role="a-role", period="2025"),
        "another questionnaire": header(role="a-role", built=load_built(small().content.replace(b"Goals", b"Aims"), "")),
    }[other]
    with open_journal(folder / "a-role-1.jsonl", about, clock()) as journal:
        journal.append("fact", "name", None, "Vikfjord kommune" if other == "another organisation" else "Fjordvik kommune")
        journal.append("answer", "plan.goals", None, {"state": "answered", "value": 1})
    stored = read_assessment(folder)

    assert names(stored) == ["top-manager-1", "project-manager-1"]
    (problem,) = messages(stored)
    assert problem.startswith(f"{folder / 'a-role-1.jsonl'}:1: This journal is about ")
    assert f"is about fjordvik-kommune/2026/small 1.0.0 ({small().sha256[:8]}); it is left out." in problem


def test_the_folders_name_outvotes_the_journals_in_it(root: Path) -> None:
    """Three journals of last year copied into the folder of this year, which has two of its own."""
    folder = journal_in(root).parent
    for number in (1, 2, 3):
        with open_journal(folder / f"a-role-{number}.jsonl", header(role="a-role", number=number, period="2025"), clock()):
            pass
    stored = read_assessment(folder)

    assert (stored.assessment.period, names(stored)) == ("2026", ["top-manager-1", "project-manager-1"])
    assert len(stored.problems) == 3


def test_a_journal_of_the_same_organisation_from_another_computer(root: Path) -> None:
    """There its folder had another name, because another organisation with this slug came first."""
    folder = journal_in(root).parent
    about = header(role="project-manager", number=2, organisation="fjordvik-kommune-2")
    with open_journal(folder / "project-manager-2.jsonl", about, clock()) as journal:
        journal.append("fact", "name", None, "Fjordvik kommune")
    stored = read_assessment(folder)

    assert stored.problems == ()
    assert "project-manager-2" in names(stored)


def test_a_renamed_folder(root: Path) -> None:
    (root / "fjordvik-kommune").rename(root / "fjordvik")
    stored = open_assessment(root / "fjordvik")

    assert stored.problems == ()
    assert len(stored.assessment.responses) == 2


def test_a_copied_journal_does_not_count_twice(root: Path) -> None:
    original = journal_in(root)
    shutil.copy(original, original.with_name("a-copy-1.jsonl"))
    shutil.copy(original, original.with_name("top-manager-1 - Copy.jsonl"))
    stored = read_assessment(original.parent)

    assert names(stored) == ["top-manager-1", "project-manager-1"]
    assert messages(stored) == [
        f"{original.with_name('a-copy-1.jsonl')}:1: This is another journal of the same respondent as top-manager-1.jsonl; it is left out."
    ]


def test_a_damaged_journal_beside_a_sound_one(root: Path) -> None:
    path = journal_in(root)
    path.write_bytes(path.read_bytes().replace(b'"id":"plan.owner"', b'"id":"plan.owned"'))
    stored = read_assessment(path.parent)

    (problem,) = messages(stored)
    assert "The journal is damaged on this line; the 4 entries before it could be read." in problem
    first, second = stored.assessment.responses
    assert set(first.answers) == {"plan.goals", "plan.measured"}
    assert len(second.answers) > 4


def test_a_journal_that_cannot_be_read_at_all(root: Path) -> None:
    path = journal_in(root)
    path.write_bytes(b"hello\n")
    stored = read_assessment(path.parent)

    assert names(stored) == ["project-manager-1"]
    assert messages(stored) == [f"{path}:1: This is not a journal of the maturity toolkit. The file has not been changed."]


def test_an_unfinished_last_line_is_a_warning(root: Path) -> None:
    path = journal_in(root)
    lines = path.read_bytes().count(b"\n")
    path.write_bytes(path.read_bytes() + b'{"seq":99')
    (problem,) = read_assessment(path.parent).problems

    assert problem.warning
    assert problem.line == lines + 1
    assert "its 9 bytes were never confirmed as saved" in str(problem)


def test_nothing_that_can_be_used(root: Path) -> None:
    folder = journal_in(root).parent
    for path in folder.iterdir():
        path.write_bytes(b"")
    with pytest.raises(DataError) as raised:
        read_assessment(folder)
    assert [(problem.file, str(problem.message)) for problem in raised.value.problems] == [
        (str(path), "The journal is empty.") for path in sorted(folder.iterdir())
    ]

    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(DataError, match="There are no journals here"):
        read_assessment(folder)


@pytest.mark.parametrize(
    ("what", "name", "new", "said"),
    [
        ("answer", "plan.goals", {"state": "answered", "value": 9}, "Found “9”; expected one of: 1, 2, 3."),
        ("answer", "plan.goals", {"state": "answered", "value": True}, "This is not an answer that this version of the toolkit knows."),
        ("answer", "plan.goals", {"state": "perhaps"}, "This is not an answer that this version of the toolkit knows."),
        ("answer", "plan.goals", 3, "This is not an answer that this version of the toolkit knows."),
        ("answer", "plan.goals", {"state": "not-applicable"}, "Not applicable needs a reason."),
        ("answer", "plan.owner", {"state": "not-applicable", "reason": "No."}, "This question always applies."),
        ("answer", "learn.ways", {"state": "answered", "choices": [1, 3]}, "The option 3 stands alone."),
        ("answer", "learn.meetings", {"state": "answered", "value": 401}, "Found “401”; expected a whole number from 0 to 400."),
        ("answer", "plan.gaols", {"state": "skipped"}, "The questionnaire small has no question “plan.gaols”."),
        ("comment", "plan.gaols", "Hello.", "The questionnaire small has no question “plan.gaols”."),
        ("evidence", None, "Hello.", "The questionnaire small has no question “”."),
        ("target", "plane", 2, "The questionnaire small has no dimension “plane”."),
        ("target", "plan", 7, "Found “7”; expected one of: 1, 2, 3."),
        ("target", "plan", True, "Found “True”; expected one of: 1, 2, 3."),
    ],
)
def test_events_that_make_no_sense_are_left_out_and_named(root: Path, what: str, name: str | None, new: Any, said: str) -> None:
    """A checksum says that a line is what was written, not that it fits the questionnaire."""
    path = journal_in(root, number=2)
    with open_journal(path, header(number=2), clock()) as journal:
        journal.append("fact", "name", None, "Fjordvik kommune")
        journal.append("answer", "plan.measured", None, {"state": "dont-know"})
        journal.append(what, name, None, new)
    stored = read_assessment(path.parent)

    (problem,) = stored.problems
    assert (problem.file, problem.line, str(problem.message)) == (str(path), 4, said)
    response = next(response for response in stored.assessment.responses if response.name == "top-manager-2")
    assert {name: answer.state for name, answer in response.answers.items()} == {"plan.measured": AnswerState.DONT_KNOW}
    assert (response.comments, response.evidence, response.targets) == ({}, {}, {})
    score(stored)


def test_a_role_that_the_questionnaire_does_not_know(root: Path) -> None:
    """Whoever it was did answer; the role comes last."""
    path = journal_in(root, role="mayor")
    with open_journal(path, header(role="mayor"), clock()) as journal:
        journal.append("fact", "name", None, "Fjordvik kommune")
    stored = read_assessment(path.parent)

    assert names(stored)[-1] == "mayor-1"
    score(stored)


def test_facts_that_make_no_sense_are_not_told(root: Path) -> None:
    path = journal_in(root, number=2)
    with open_journal(path, header(number=2), lambda: "2027-01-01T00:00:00Z") as journal:
        for name, value in (("name", 7), ("number", "12"), ("kind", "kingdom"), ("inhabitants", True), ("weather", "fine")):
            journal.append("fact", name, None, value)
    organisation = read_assessment(path.parent).assessment.organisation

    assert organisation.name == "fjordvik-kommune"
    assert (organisation.number, organisation.kind, organisation.inhabitants) == (None, None, None)


def test_the_stored_questionnaire_is_the_one_that_counts(root: Path) -> None:
    """Whatever becomes of the questionnaire itself, answers are scored with the copy made when they were given."""
    stored = read_assessment(journal_in(root).parent)

    assert stored.built.questionnaire == small().questionnaire
    assert stored.built.sha256 == small().sha256
    assert (root / ".questionnaires" / f"{small().sha256}.json").read_bytes() == small().content


def test_a_copy_made_by_an_earlier_version_keeps_its_fingerprint(root: Path) -> None:
    """A version that would write the same questionnaire in another way must still find what refers to it."""
    earlier = load_built(small().content.replace(b',"exclusive":false', b""), "")
    assert earlier.questionnaire == small().questionnaire
    assert earlier.sha256 != small().sha256
    save_snapshot(root, earlier)
    path = root / "fjordvik-kommune" / "2025" / "small" / "top-manager-1.jsonl"
    with open_journal(path, header(period="2025", built=earlier), clock()) as journal:
        journal.append("answer", "plan.goals", None, {"state": "answered", "value": 1})
    stored = read_assessment(path.parent)

    assert stored.built.reference == earlier.reference
    assert {part.sha256 for part in score(stored).made_by if part.kind == "questionnaire"} == {earlier.sha256}


def test_a_missing_copy_of_an_unknown_questionnaire(root: Path) -> None:
    shutil.rmtree(root / ".questionnaires")
    with pytest.raises(DataError) as raised:
        read_assessment(journal_in(root).parent)

    (problem,) = raised.value.problems
    assert str(problem.message) == "The stored copy of the questionnaire small 1.0.0 is missing."
    assert str(problem.hint) == f"Expected in a folder .questionnaires beside or above this one: {small().sha256}.json."


def test_a_missing_copy_of_a_questionnaire_that_ships(tmp_path: Path) -> None:
    """As when only the organisation's own folder was sent: exactly the same questionnaire is at hand, so it is used."""
    from maturity import load_questionnaire
    from maturity.assessment.sample import write_sample

    folder = write_sample(tmp_path, load_questionnaire("benefits-realisation"), str)
    scored = score(read_assessment(folder))
    shutil.rmtree(tmp_path / ".questionnaires")

    assert score(read_assessment(folder)) == scored


def test_a_changed_copy_is_refused(root: Path) -> None:
    """Changing what an option counts would change scores that are already reported."""
    path = root / ".questionnaires" / f"{small().sha256}.json"
    path.write_bytes(path.read_bytes().replace(b'"score":3', b'"score":4', 1))
    with pytest.raises(DataError) as raised:
        read_assessment(journal_in(root).parent)

    (problem,) = raised.value.problems
    assert problem.file == str(path)
    assert str(problem.message) == "The stored questionnaire has been changed: it does not match its fingerprint."


@pytest.mark.parametrize("content", [b"{}", b"[]", b"", b"\xff", b'{"format":"maturity/built-questionnaire/1"}', b"[" * 50_000])
def test_a_copy_that_matches_its_fingerprint_and_is_none(root: Path, content: bytes) -> None:
    from hashlib import sha256

    from maturity.model.assessment import QuestionnaireRef

    fingerprint = sha256(content).hexdigest()
    (root / ".questionnaires" / f"{fingerprint}.json").write_bytes(content)
    path = root / "vikfjord" / "2026" / "small" / "top-manager-1.jsonl"
    from dataclasses import replace

    about = replace(header(), questionnaire=QuestionnaireRef(id="small", version="1.0.0", sha256=fingerprint))
    with open_journal(path, about, clock()):
        pass
    with pytest.raises(DataError, match="The stored questionnaire cannot be read"):
        read_assessment(path.parent)


def test_a_copy_is_found_above_and_beside(root: Path, tmp_path: Path) -> None:
    """A result that lies beside the assessments folder finds the copies in it."""
    from maturity.assessment.store import find_snapshot

    (tmp_path / "elsewhere" / "assessments").mkdir(parents=True)
    shutil.move(root / ".questionnaires", tmp_path / "elsewhere" / "assessments" / ".questionnaires")

    assert find_snapshot(tmp_path / "elsewhere", small().reference) is not None
    assert find_snapshot(tmp_path / "elsewhere" / "assessments" / "a" / "b", small().reference) is not None
    assert find_snapshot(tmp_path / "other", small().reference) is None


READ_ON = """
import sys
from pathlib import Path
from maturity import open_assessment
seen = 0
print("ready", flush=True)
while seen < int(sys.argv[2]):
    stored = open_assessment(sys.argv[1])
    assert not [problem for problem in stored.problems if not problem.warning], stored.problems
    (response,) = stored.assessment.responses
    now = len(response.comments)
    assert now >= seen
    seen = now
"""


def test_reading_while_another_writes(tmp_path: Path) -> None:
    """A reader sees an answer or does not see it yet, and never damage."""
    with sitting(tmp_path) as session:
        folder = journal_in(tmp_path).parent
        asked = [step.id for step in session.steps if step.kind is StepKind.QUESTION]
        with subprocess.Popen([sys.executable, "-c", READ_ON, folder, str(len(asked))], stdout=subprocess.PIPE, text=True) as reader:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "ready\n"
            for turn in range(8):
                for name in asked:
                    at(session, name).comment(f"{turn} " + "x" * 3_000)
            assert reader.wait(timeout=60) == 0


def test_assessments_below(root: Path) -> None:
    with sitting(root, period="2025"):
        pass
    folder = journal_in(root).parent

    assert assessments_below(root) == [root / "fjordvik-kommune" / period / "small" for period in ("2025", "2026")]
    assert assessments_below(folder) == [folder]
