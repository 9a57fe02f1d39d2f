"""Scores as CSV: stable columns, plain numbers, text that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest

from maturity.export import write_report
from maturity.export.csv import COLUMNS, to_csv
from maturity.model.assessment import AnswerState
from maturity.scoring.numbers import half_up
from tests.export.making import demo_result, dimension, everything, question, questionnaire, response, result
from tests.helpers import maturity


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_columns_keep_their_names_and_order() -> None:
    """Scripts rely on them: a new one may come last, none may go."""
    built = questionnaire()
    text = to_csv([(built.questionnaire, result(built))], "en")

    assert text.splitlines()[0] == (
        "organisation,period,questionnaire,version,sample,dimension,title,role,status,score,level,level_label,"
        "answered,applicable,completeness,target,gap,questionnaire_status"
    )
    assert ",".join(COLUMNS) == text.splitlines()[0]


def test_a_row_per_dimension_and_role_and_the_whole(tmp_path: Path) -> None:
    built, scored = demo_result(tmp_path, "en")

    found = {(row["dimension"], row["role"]): row for row in rows(to_csv([(built.questionnaire, scored)], "en"))}

    assert len(found) == 6 * 3
    for combined in (*scored.dimensions, scored.overall):
        for role, score in (("", combined.score), *combined.roles.items()):
            row = found[combined.id, role]
            assert row["status"] == "scored"
            assert score.value is not None and score.completeness is not None and score.target is not None and score.gap is not None
            assert Fraction(row["score"]) == half_up(score.value)
            assert Fraction(row["completeness"]) == half_up(score.completeness)
            assert Fraction(row["target"]) == half_up(score.target)
            assert Fraction(row["gap"]) == half_up(score.gap)
            assert (row["level"], row["answered"], row["applicable"]) == tuple(map(str, (score.level, score.answered, score.applicable)))
    overall = found["overall", ""]
    assert (overall["score"], overall["level_label"], overall["title"], overall["sample"]) == ("2.283333", "Started", "Overall", "true")


def test_titles_and_levels_are_in_the_readers_language(tmp_path: Path) -> None:
    built, scored = demo_result(tmp_path, "nb")

    found = rows(to_csv([(built.questionnaire, scored)], "nb"))

    assert found[0]["title"] == "Metodikk og planlegging"
    assert found[0]["level_label"] == "Påbegynt"
    assert found[-1]["title"] == "Samlet"
    # Ids and states are for programs.
    assert (found[0]["dimension"], found[0]["status"]) == ("method", "scored")


def test_what_has_no_score_is_empty_and_says_why() -> None:
    built = questionnaire()
    said = {**everything(built, 3), "ownership.q1": AnswerState.DONT_KNOW, "ownership.q2": AnswerState.SKIPPED}
    said |= dict.fromkeys(("learning.q1", "learning.q2", "learning.q3"), "Nothing to learn.")

    found = {row["dimension"]: row for row in rows(to_csv([(built.questionnaire, result(built, response(said)))], "en")) if not row["role"]}

    empty = ("score", "level", "level_label", "target", "gap")
    assert found["ownership"]["status"] == "not-enough-answers"
    assert [found["ownership"][name] for name in empty] == [""] * 5
    assert found["ownership"]["completeness"] == "0.333333"
    assert found["learning"]["status"] == "not-applicable"
    assert (found["learning"]["applicable"], found["learning"]["completeness"]) == ("0", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", " =", "\x00=", "\u202e="])
def test_text_that_a_spreadsheet_would_run_is_quoted(start: str) -> None:
    payload = f"{start}1+1"
    built = questionnaire(dimension("method", question("m.a"), title=payload), levels=(payload, payload))
    (row, role, *_) = rows(to_csv([(built.questionnaire, result(built, response({"m.a": 1}), organisation=payload))], "en"))

    for found in (row, role):
        for name in ("organisation", "title", "level_label"):
            assert found[name].startswith("'")
            assert found[name].endswith("1+1")


@pytest.mark.parametrize("text", ['a "quoted" text', "a, b", "a; b", "line\nline", "\U0001f600 æøå"])
def test_text_stays_in_its_cell(text: str) -> None:
    built = questionnaire(dimension("method", question("m.a"), title=text))
    found = rows(to_csv([(built.questionnaire, result(built, response({"m.a": 1}), organisation=text))], "en"))

    assert len(found) == 4
    assert {row["organisation"] for row in found} == {" ".join(text.split())}
    assert {row["title"] for row in found[:2]} == {" ".join(text.split())}


def test_numbers_have_no_exponent() -> None:
    answers = [question(f"m.q{number}") for number in range(1, 1001)]
    built = questionnaire(dimension("method", *answers))
    said = {**dict.fromkeys((one.id for one in answers), 3), "m.q1": 2}
    (row, *_) = rows(to_csv([(built.questionnaire, result(built, response(said, targets={"method": 3})))], "en"))

    assert (row["score"], row["gap"], row["completeness"]) == ("2.999", "0.001", "1")


def test_the_file_is_utf_8_with_newlines_on_every_system(tmp_path: Path) -> None:
    built, scored = demo_result(tmp_path, "nb")
    content = write_report(scored, built, tmp_path / "a.csv", language="nb").read_bytes()

    assert content == to_csv([(built.questionnaire, scored)], "nb").encode()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert "Måling og oppfølging".encode() in content


def test_score_prints_what_report_writes(tmp_path: Path) -> None:
    built, scored = demo_result(tmp_path / "assessments", "en")
    path = write_report(scored, built, tmp_path / "a.csv")

    done = maturity("score", tmp_path / "assessments", "--format", "csv", "--language", "en")

    assert done.returncode == 0
    assert done.stdout == path.read_text("utf-8")
