"""Results as JSON, ``maturity/result/1``."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import maturity.export
from maturity import open_assessment, score
from maturity.errors import UsageError
from maturity.export import write_report
from maturity.export.json import number, result_to_json, to_text
from maturity.model.assessment import AnswerState
from maturity.model.questionnaire import ScoringRule
from tests.export.making import demo_result, dimension, everything, question, questionnaire, response, result
from tests.helpers import maturity as run

SCHEMA = json.loads(Path(maturity.export.__file__).with_name("result.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield results of every kind there is."""
    built, scored = demo_result(folder, "en")
    yield result_to_json(scored, built.questionnaire)
    gate = ScoringRule(rule="gate", min_completeness=Fraction(1), parameters={"threshold": 3, "cap": 2})
    built = questionnaire(dimension("method", question("m.a", key=True), question("m.b"), scoring=gate), dimension("learning"))
    made = (
        result(built),
        result(built, response({}, finished=False, last_answer=None)),
        result(built, response({**everything(built, 4), "m.a": 2}), sample=True),
        result(built, response({"m.a": AnswerState.DONT_KNOW, "m.b": AnswerState.SKIPPED, "learning.q1": "Not here."})),
        result(built, response(everything(built, 1)), response(everything(built, 5), role="digitalisation-manager")),
    )
    for scored in made:
        yield result_to_json(scored, built.questionnaire)


def test_the_schema_is_one_and_describes_every_result(tmp_path: Path) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for document in documents(tmp_path):
        assert [error.message for error in VALIDATOR.iter_errors(document)] == []


@pytest.mark.parametrize(
    "path",
    [
        ("format",),
        ("questionnaire", "sha256"),
        ("organisation", "name"),
        ("respondents", 0, "role"),
        ("respondents", 0, "scores", "overall", "level"),
        ("dimensions", 0, "gap"),
        ("dimensions", 0, "roles", "top-manager", "status"),
        ("overall", "difference_between_roles"),
        ("made_by", 0, "version"),
    ],
)
def test_the_schema_misses_nothing(tmp_path: Path, path: tuple[str | int, ...]) -> None:
    """A part that is gone, and a part that nobody knows, are both found."""
    document = next(documents(tmp_path))
    *way, last = path
    without, more = copy.deepcopy(document), copy.deepcopy(document)
    place, other = without, more
    for step in way:
        place, other = place[step], other[step]  # type: ignore[index]
    del place[last]  # type: ignore[arg-type]
    other["unknown"] = 1

    assert not VALIDATOR.is_valid(without)
    assert not VALIDATOR.is_valid(more)


def test_a_stored_result_scored_again_is_the_same_result(tmp_path: Path) -> None:
    built, scored = demo_result(tmp_path / "assessments", "nb")
    first = write_report(scored, built, tmp_path / "assessments" / "first.json")

    again = open_assessment(first)
    second = write_report(score(again), again.built, tmp_path / "second.json")

    assert second.read_bytes() == first.read_bytes()


def test_an_answer_taken_back_is_unanswered_and_not_in_the_result() -> None:
    built = questionnaire()
    scored = result(built, response({"method.q1": AnswerState.UNANSWERED, "method.q2": 3}))

    document = result_to_json(scored, built.questionnaire)

    assert list(document["respondents"][0]["answers"]) == ["method.q2"]


def test_score_prints_what_report_writes(tmp_path: Path) -> None:
    built, scored = demo_result(tmp_path / "assessments", "en")
    path = write_report(scored, built, tmp_path / "a.json")

    done = run("score", tmp_path / "assessments", "--format", "json")

    assert done.stdout == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(5, 2), "2.5"),
        (Fraction(2), "2"),
        (Fraction(17, 6), "2.833333"),
        (Fraction(-17, 6), "-2.833333"),
        (Fraction(1, 2_000_000), "1e-06"),
        (Fraction(-1, 2_000_000), "0"),
        (Fraction(3_999_999, 2_000_000), "2"),
        (Fraction(1, 2_000_001), "0"),
    ],
)
def test_numbers_are_rounded_half_up_to_six_decimals(value: Fraction, shown: str) -> None:
    assert json.dumps(number(value)) == shown


@given(st.fractions(max_denominator=10**9, min_value=-100, max_value=100))
def test_a_number_read_back_has_six_decimals_and_is_near(value: Fraction) -> None:
    read = Fraction(json.dumps(number(value)))

    assert (read * 10**6).denominator == 1
    assert -Fraction(1, 2 * 10**6) < read - value <= Fraction(1, 2 * 10**6)


def test_the_exact_fraction_stands_beside_the_number(tmp_path: Path) -> None:
    document = next(documents(tmp_path))

    assert (document["overall"]["score"], document["overall"]["exact"]) == (2.283333, "137/60")
    assert document["overall"]["level"] == 2
    assert [one["exact"] for one in document["dimensions"]] == ["5/2", "17/6", "11/6", "9/4", "2"]


def test_the_order_of_what_was_said_changes_nothing() -> None:
    built = questionnaire()
    said = everything(built, 3)
    comments = {"method.q1": "a", "learning.q2": "b"}
    turned = dict(reversed(said.items())), dict(reversed(comments.items()))

    first = result(built, response(said, comments=comments, targets={"method": 3, "learning": 4}))
    second = result(built, response(turned[0], comments=turned[1], targets={"learning": 4, "method": 3}))

    assert to_text(result_to_json(first, built.questionnaire)) == to_text(result_to_json(second, built.questionnaire))


def test_foreign_text_is_kept_letter_for_letter_and_never_breaks_the_document() -> None:
    text = "=cmd|' /C calc'!A0 \"quoted\" \\ </script> \x00\x1b[31m \u2028 æøå \U0001f600"
    built = questionnaire()
    scored = result(built, response({"method.q1": 3}, comments={"method.q1": text}), organisation=text)

    written = to_text(result_to_json(scored, built.questionnaire))

    read = json.loads(written)
    assert read["organisation"]["name"] == read["respondents"][0]["comments"]["method.q1"] == text
    # A terminal that shows the file is told nothing.
    assert "\x1b" not in written
    assert "\x00" not in written


@pytest.mark.parametrize("name", ["results", "results.txt", "results.xls", "results.xlsx.bak"])
def test_a_suffix_that_says_nothing_is_refused_with_those_that_do(tmp_path: Path, name: str) -> None:
    built = questionnaire()

    with pytest.raises(UsageError) as caught:
        write_report(result(built), built, tmp_path / name)

    assert name in str(caught.value.message)
    assert ".xlsx" in str(caught.value.hint)
    assert not list(tmp_path.iterdir())
