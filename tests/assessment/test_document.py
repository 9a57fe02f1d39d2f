"""Answers as JSON and stored results: every problem at once with its line, and results that read back to themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity import DataError, load_questionnaire, open_assessment, score, write_report
from maturity.assessment.respondents import score_assessment
from maturity.assessment.sample import write_sample
from maturity.assessment.store import save_snapshot
from maturity.export.json import result_to_json, to_text
from maturity.model.assessment import Answer, AnswerState, Assessment, Response
from maturity.model.organisation import Organisation
from tests.assessment.making import answer_everything, at, journal_in, sitting, small


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file beside which the small questionnaire is stored."""
    save_snapshot(tmp_path, small())
    return tmp_path / "answers.json"


def document(**changes: Any) -> dict[str, Any]:
    return {
        "format": "maturity/answers/1",
        "questionnaire": {"id": "small", "version": "1.0.0", "sha256": small().sha256},
        "organisation": {"name": "Fjordvik kommune", "kind": "municipality"},
        "period": "2026",
        "respondents": [{"role": "top-manager", "answers": {"plan.goals": 2}}],
        **changes,
    }


def respondent(**changes: Any) -> dict[str, Any]:
    return document(respondents=[{"role": "top-manager", "answers": {"plan.goals": 2}, **changes}])


def read(place: Path, content: str | bytes | dict[str, Any]) -> Response:
    match content:
        case dict():
            place.write_text(json.dumps(content, indent=1), "utf-8")
        case str():
            place.write_text(content, "utf-8")
        case bytes():
            place.write_bytes(content)
    return open_assessment(place).assessment.responses[0]


def problems(place: Path, content: str | bytes | dict[str, Any]) -> list[str]:
    """Return what is wrong, without the path of the file."""
    with pytest.raises(DataError) as raised:
        read(place, content)
    assert {problem.file for problem in raised.value.problems} == {str(place)}
    return [str(problem).removeprefix(f"{place}:") for problem in raised.value.problems]


def test_every_way_to_answer(place: Path) -> None:
    answers = {
        "plan.goals": 2,
        "plan.measured": "dont-know",
        "plan.owner": {"state": "answered", "value": 3},
        "learn.meetings": 12,
        "learn.ways": [2, 1],
        "learn.words": {"state": "answered", "text": "Mye.\r\nOg mer."},
        "bm.cost": "skipped",
        "bm.quality": "unanswered",
    }

    assert read(place, respondent(answers=answers)).answers == {
        "plan.goals": Answer(state=AnswerState.ANSWERED, value=2),
        "plan.measured": Answer(state=AnswerState.DONT_KNOW),
        "plan.owner": Answer(state=AnswerState.ANSWERED, value=3),
        "learn.meetings": Answer(state=AnswerState.ANSWERED, value=12),
        "learn.ways": Answer(state=AnswerState.ANSWERED, choices=(1, 2)),
        "learn.words": Answer(state=AnswerState.ANSWERED, text="Mye.\nOg mer."),
        "bm.cost": Answer(state=AnswerState.SKIPPED),
    }


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: json.dumps(json.loads(text), ensure_ascii=True).encode(),
        lambda text: json.dumps(json.loads(text), ensure_ascii=False, indent="\t").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("/", r"\/").encode(),
        lambda text: text.replace('"plan.goals": 2', '"plan.goals": 2.0').encode(),
        lambda text: text.replace('"number": 1', '"number": null, "started": null').encode(),
    ],
    ids=["byte-order-mark", "escapes", "tabs", "line-endings", "slashes", "decimals", "null"],
)
def test_json_as_other_programs_write_it(place: Path, rewrite: Callable[[str], bytes]) -> None:
    said = respondent(number=1, comments={"plan.goals": "Bra 😀 og/eller æøå"})
    response = read(place, rewrite(json.dumps(said, ensure_ascii=False, indent=2)))

    assert response.comments == {"plan.goals": "Bra 😀 og/eller æøå"}
    assert response.answer("plan.goals").value == 2


def test_texts_are_cleaned_where_they_enter(place: Path) -> None:
    said = respondent(comments={"plan.goals": "\x1b[2J\u202eab\0\r\nc\ud800" + "x" * 5_000})

    assert read(place, said).comments["plan.goals"] == "[2Jab\nc" + "x" * 3_993


def test_what_is_wrong_is_shown_without_acting(place: Path) -> None:
    """A message quotes what it found, and what it found may be an attack on the terminal."""
    (said,) = problems(place, document(organisation={"name": "Fjordvik", "kind": "\x1b[2J\u202ecounty"}))

    assert said.startswith("10:11: Found “[2Jcounty”; expected one of: municipality")


def test_respondents_are_numbered_within_their_role(place: Path) -> None:
    roles = ["project-manager", "top-manager", "project-manager"]
    place.write_text(json.dumps(document(respondents=[{"role": role, "answers": {}} for role in roles])), "utf-8")

    assert [response.name for response in open_assessment(place).assessment.responses] == [
        "top-manager-1",
        "project-manager-1",
        "project-manager-2",
    ]


WRONG = """{
 "format": "maturity/answers/1",
 "questionnaire": {"id": "small", "sha256": "SHA256"},
 "organisation": {"name": "Fjordvik kommune", "number": "12", "kind": "town", "inhabitants": -1},
 "period": "2026-H3",
 "respondents": [
  {"role": "top-manger",
   "answers": {
    "plan.goals": 9,
    "plan.gaols": 1,
    "plan.owner": "3",
    "plan.measured": {"state": "not-applicable"},
    "learn.meetings": 401,
    "learn.ways": [1, 3]
   },
   "comments": {"plan.goals": ["no", "text"]},
   "targets": {"plane": 2, "learn": 4}
  },
  {"role": "project-manager", "number": 1, "answers": {"plan.owner": true}},
  {"role": "project-manager", "number": 1, "answers": {}, "answer": {}}
 ]
}
"""

WHAT_IS_WRONG = """\
4:57: Found “12”; expected nine digits. (organisation.number)
4:71: Found “town”; expected one of: municipality, county, state, health-trust, other. (organisation.kind)
4:94: Found “-1”; expected a whole number from 0 to 100000000. (organisation.inhabitants)
5:12: Found “2026-H3”; expected a period such as 2026, 2026-H1 or 2026-Q3. (period)
7:12: There is no role “top-manger”. Did you mean top-manager?
9:19: Found “9”; expected one of: 1, 2, 3. (plan.goals)
10:5: The questionnaire small has no question “plan.gaols”. Did you mean plan.goals?
11:19: Found “3”; expected a value without quotes, or one of: WORDS. (respondents[0].answers.plan.owner)
12:22: Not applicable needs a reason. (plan.measured)
13:23: Found “401”; expected a whole number from 0 to 400. (learn.meetings)
14:19: The option 3 stands alone. (learn.ways)
16:31: Found a list; expected a text. (respondents[0].comments.plan.goals)
17:16: The questionnaire small has no dimension “plane”. Did you mean plan?
17:37: Found “4”; expected one of: 1, 2, 3.
19:70: Found “true”; expected a whole number from -1000000000 to 1000000000. (respondents[1].answers.plan.owner)
20:3: There are two respondents project-manager 1.
20:59: “answer” is not a key that is known here. (respondents[2]) Did you mean answers?
"""


def test_all_problems_at_once_with_their_lines(place: Path) -> None:
    found = problems(place, WRONG.replace("SHA256", small().sha256))

    assert found == WHAT_IS_WRONG.replace("WORDS", "dont-know, skipped, not-applicable, unanswered").splitlines()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", [" The file is empty."]),
        (b" \n", [" The file is empty."]),
        (b"{", ["1:2: This is not JSON: Expecting property name enclosed in double quotes."]),
        (b'{"a": 1,\n "b" 2}', ["2:6: This is not JSON: Expecting ':' delimiter."]),
        (b"format: maturity/answers/1\n", ["1:1: This is not JSON: Expecting value."]),
        (b'{"a": 1} {"a": 2}', ["1:10: This is not JSON: Extra data."]),
        (b"[" * 100_000, [" Values are nested more than 20 deep."]),
        (b"[" * 40 + b"]" * 40, ["1:21: Values are nested more than 20 deep."]),
        (b'{"a": "\xe6"}', ["1:8: The file is not UTF-8 text. Save it again as UTF-8."]),
        (b"PK\x03\x04\xff", ["1:5: The file is not UTF-8 text. Save it again as UTF-8."]),
    ],
    ids=["empty", "blank", "cut", "colon", "yaml", "two", "very-deep", "deep", "latin-1", "workbook"],
)
def test_what_is_no_json(place: Path, content: bytes, said: list[str]) -> None:
    assert problems(place, content) == said


def test_json_that_is_something_else(place: Path) -> None:
    assert problems(place, "[1, 2]")[0].startswith("1:1: Found a list; expected a group with the keys: format, questionnaire,")
    assert problems(place, "3")[0].startswith("1:1: Found “3”; expected a group with the keys: format, questionnaire,")
    assert problems(place, '{"format": "maturity/answers/2"}')[0].startswith("1:12: Found “maturity/answers/2”; expected one of: ")


def test_numbers_that_are_none(place: Path) -> None:
    for number in ("NaN", "Infinity", "1e999", "2.5", "2e0", "0x2", "9" * 50_000):
        content = json.dumps(respondent()).replace('"plan.goals": 2', f'"plan.goals": {number}')
        (said,) = problems(place, content)
        assert "expected a whole number" in said or "This is not JSON" in said


def test_a_key_that_stands_twice(place: Path) -> None:
    content = json.dumps(respondent(), indent=1).replace('"plan.goals": 2', '"plan.goals": 2,\n    "plan.goals": 3')

    assert problems(place, content) == ["18:5: “plan.goals” stands here for the second time; the first is on line 17."]


@pytest.mark.parametrize("name", ["", " \u200b\n"])
def test_an_organisation_without_a_name(place: Path, name: str) -> None:
    assert problems(place, document(organisation={"name": name})) == ["9:11: The organisation needs a name."]


def test_nobody_answered(place: Path) -> None:
    assert problems(place, document(respondents=[])) == ["13:17: The list has 0 items; expected at least 1. (respondents)"]


def test_another_version_of_the_questionnaire(tmp_path: Path) -> None:
    """Where no stored copy is named, answers to a version that scores in another way are not scored as if nothing were."""
    place = tmp_path / "answers.json"
    (major, rest) = load_questionnaire("benefits-realisation").reference.version.split(".", 1)
    other = {"id": "benefits-realisation", "version": f"{int(major) + 1}.0.0"}
    respondents = [{"role": "top-manager", "answers": {}}]

    (said,) = problems(place, document(questionnaire=other, respondents=respondents))
    assert f"These answers are to version {other['version']} of the questionnaire benefits-realisation" in said
    for version in (None, f"{major}.{rest}", f"{major}.99.0"):
        read(place, document(questionnaire={"id": "benefits-realisation", "version": version}, respondents=respondents))


def test_a_questionnaire_that_is_not_here(place: Path) -> None:
    assert problems(place, document(questionnaire={"id": "benefit-realisation"})) == [
        "4:9: There is no questionnaire “benefit-realisation”. Did you mean benefits-realisation?"
    ]
    (said,) = problems(place, document(questionnaire={"id": "benefits-realisation", "sha256": "0" * 64}))
    assert "5:13: The questionnaire benefits-realisation is not the one these answers were given to." in said
    assert f"Put the stored copy {'0' * 64}.json into a folder .questionnaires beside this file." in said


def test_a_result_reads_back_to_itself(tmp_path: Path) -> None:
    """The sample with all kinds of answers: the same scores, byte for byte."""
    stored = open_assessment(write_sample(tmp_path, load_questionnaire("benefits-realisation"), str))
    first = write_report(score(stored), stored.built, tmp_path / "first.json")
    again = open_assessment(first)
    second = write_report(score(again), again.built, tmp_path / "second.json")

    assert again.problems == ()
    assert again.assessment == stored.assessment
    assert second.read_bytes() == first.read_bytes()


def test_a_result_embeds_every_kind_of_answer(tmp_path: Path) -> None:
    with sitting(tmp_path, role="project-manager") as session:
        at(session, "plan.goals").not_applicable("Vi har “ingen”;\n\tikke ennå.")
        at(session, "plan.owner").dont_know()
        at(session, "learn.meetings").answer(7)
        at(session, "learn.ways").choose([1, 2])
        at(session, "learn.words").write('"sitert" \\ og {mer}: [a, b] # ikke en kommentar')
        at(session, "learn.project").comment("--- \n...\n*a &b !c |")
        at(session, "learn.project").skip()
        at(session, "bm.cost").evidence("=1+1")
        at(session, "learn").target(3)
    stored = open_assessment(journal_in(tmp_path).parent)
    again = open_assessment(write_report(score(stored), stored.built, tmp_path / "result.json"))

    assert again.assessment == stored.assessment
    assert score(again) == score(stored)


@given(comment=st.text(max_size=60), name=st.text(max_size=60))
def test_any_text_survives_a_result(tmp_path_factory: pytest.TempPathFactory, comment: str, name: str) -> None:
    """Also of organisations, whatever people typed."""
    folder = tmp_path_factory.getbasetemp() / "texts"
    with sitting(folder / "journals", organisation=f"x{name}") as session:
        at(session, "plan.goals").comment(comment)
    save_snapshot(folder, small())
    stored = open_assessment(journal_in(folder / "journals", organisation=f"x{name}"))
    (folder / "result.json").write_text(to_text(result_to_json(score(stored), small().questionnaire)), "utf-8")

    assert open_assessment(folder / "result.json").assessment == stored.assessment


def test_scores_in_a_result_are_computed_again(tmp_path: Path) -> None:
    """What stands in the file about scores is for readers; only the answers count."""
    with sitting(tmp_path) as session:
        answer_everything(session, 2)
    stored = open_assessment(journal_in(tmp_path).parent)
    path = write_report(score(stored), stored.built, tmp_path / "result.json")
    document = json.loads(path.read_text("utf-8"))
    document["overall"]["score"] = 3
    document["respondents"][0]["scores"] = {"plan": {"score": -1}}
    path.write_text(json.dumps(document), "utf-8")

    assert score(open_assessment(path)) == score(stored)


def test_answers_of_nobody_in_particular_score(place: Path) -> None:
    """An assessment can be made in memory and written, without any journal."""
    response = Response(role="top-manager", number=1, answers={"plan.goals": Answer(state=AnswerState.ANSWERED, value=1)})
    made = Assessment(organisation=Organisation(name="Fjordvik"), period="2026-Q1", questionnaire=small().reference, responses=(response,))
    write_report(score_assessment(small(), made), small(), place)

    assert open_assessment(place).assessment == made
