"""Results that are not like the sample: much, little, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from maturity.model.assessment import Answer, AnswerState
from maturity.model.questionnaire import AskIf, Option, Question, ScoringRule
from tests.export.making import dimension, everything, question, questionnaire, response, result, texts, write
from tests.export.reading import ANSWERS, NEXT_STEPS, README, SUMMARY, charts, opened, pairs, table
from tests.export.reading import texts as texts_of


def test_columns_that_would_say_nothing_are_left_out(tmp_path: Path) -> None:
    built = questionnaire(levels=())
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 3)))))

    assert list(table(book.worksheets[SUMMARY])[0]) == ["Dimension", "Score", "Answered", "Completeness"]


def test_many_roles_have_a_table_of_their_own(tmp_path: Path) -> None:
    roles = {f"role-{number}": f"Role number {number}" for number in range(1, 7)}
    built = questionnaire(roles=roles)
    scored = result(built, *(response(everything(built, 1 + place % 5), role=role) for place, role in enumerate(roles)))
    sheet = opened(write(tmp_path / "a.xlsx", built, scored)).worksheets[SUMMARY]

    assert not set(roles.values()) & set(table(sheet)[0])
    by_role = table(sheet, "By role")
    assert [row["By role"] for row in by_role] == ["Method", "Ownership", "Learning", "Overall"]
    assert [by_role[0][name] for name in roles.values()] == [1, 2, 3, 4, 5, 1]
    assert by_role[-1]["Gap between roles"] == 4


def test_a_dimension_without_enough_answers_says_so_and_which(tmp_path: Path) -> None:
    built = questionnaire()
    said = {**everything(built, 3), "ownership.q1": AnswerState.DONT_KNOW, "ownership.q2": AnswerState.SKIPPED}
    sheet = opened(write(tmp_path / "a.xlsx", built, result(built, response(said, targets={"ownership": 4})))).worksheets[SUMMARY]

    rows = {row["Dimension"]: row for row in table(sheet)}
    assert list(rows) == ["Method", "Learning", "Ownership", "Overall"]
    assert (rows["Ownership"]["Score"], rows["Ownership"]["Level"], rows["Ownership"]["Gap to target"]) == ("Not enough answers", "–", "–")
    said_on_sheet = texts_of(sheet)
    assert (
        "Not enough answers: Ownership, Top manager 1: 1 of 3 answered, at least 2 needed. "
        "Missing: Title of ownership.q1 (don't know), Title of ownership.q2 (skipped)." in said_on_sheet
    )
    assert "Overall score: not enough answers. Without a score: Ownership." in said_on_sheet
    assert any("Not drawn, because there is no score: Ownership." in text for text in said_on_sheet)


def test_a_dimension_that_does_not_apply_says_so(tmp_path: Path) -> None:
    built = questionnaire()
    said = {**everything(built, 3), **dict.fromkeys(("learning.q1", "learning.q2", "learning.q3"), "No such work here.")}
    sheet = opened(write(tmp_path / "a.xlsx", built, result(built, response(said)))).worksheets[SUMMARY]

    row = table(sheet)[2]
    assert (row["Dimension"], row["Score"], row["Answered"], row["Completeness"]) == ("Learning", "Not applicable", "–", "–")


def test_many_missing_answers_do_not_fill_the_page(tmp_path: Path) -> None:
    built = questionnaire(*(dimension(f"d{number}") for number in range(1, 10)))
    said = {"d1.q1": 3}
    sheet = opened(write(tmp_path / "a.xlsx", built, result(built, response(said), response({}, number=2)))).worksheets[SUMMARY]

    notes = [text for text in texts_of(sheet) if text.startswith("Not enough answers: ")]
    assert len(notes) == 6
    assert "4 more have too few answers: see the sheet Answers." in texts_of(sheet)


def test_nothing_answered(tmp_path: Path) -> None:
    built = questionnaire()
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response({}, finished=False, last_answer=None))))

    summary = texts_of(book.worksheets[SUMMARY])
    assert "Overall score: not enough answers." in summary
    assert "Top manager 1 has not answered any question that counts." in summary
    assert "No dimension has a score yet, so there is nothing to draw." in summary
    assert not charts(book.worksheets[SUMMARY])
    assert pairs(book.worksheets[README])["Last answer (UTC)"] == "No answers yet"
    assert {row["State"] for row in table(book.worksheets[ANSWERS])} == {"Not answered"}
    assert "There is nothing to advise before there are answers." in texts_of(book.worksheets[NEXT_STEPS])


def test_nobody_has_answered(tmp_path: Path) -> None:
    built = questionnaire()
    book = opened(write(tmp_path / "a.xlsx", built, result(built)))

    assert any(text.startswith("Nobody has answered yet.") for text in texts_of(book.worksheets[SUMMARY]))
    assert "Nobody has answered yet." in texts_of(book.worksheets[ANSWERS])


def test_everything_at_the_top_needs_no_next_step(tmp_path: Path) -> None:
    built = questionnaire()
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 5)))))

    assert "No answer calls for a next step." in texts_of(book.worksheets[NEXT_STEPS])


def test_a_capped_score_says_why(tmp_path: Path) -> None:
    gate = ScoringRule(rule="gate", min_completeness=Fraction(1), parameters={"threshold": 3, "cap": 2})
    keyed = dimension("method", question("m.owner", key=True, title="A named owner"), question("m.plan"), scoring=gate)
    built = questionnaire(keyed, dimension("learning"))
    sheet = opened(write(tmp_path / "a.xlsx", built, result(built, response({**everything(built, 5), "m.owner": 2})))).worksheets[SUMMARY]

    assert table(sheet)[0]["Score"] == 2
    assert "Method is held down: The score is at most 2 until “A named owner” is at 3 or higher." in texts_of(sheet)


def test_a_question_that_is_not_for_a_role_is_not_missing(tmp_path: Path) -> None:
    built = questionnaire(dimension("method", question("m.a"), question("m.b", roles=("digitalisation-manager",))))
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response({"m.a": 3}))))

    assert [row["State"] for row in table(book.worksheets[ANSWERS])] == ["Answered", "Outside scope"]
    assert table(book.worksheets[SUMMARY])[0]["Answered"] == "1 of 1"


def test_a_long_comment_is_there_in_full(tmp_path: Path) -> None:
    """A row can only be so high: what does not fit stands below the table, and the row says so."""
    built = questionnaire()
    long = " ".join(f"word{number}" for number in range(600))[:4000]
    scored = result(built, response(everything(built, 3), comments={"method.q2": long}, evidence={"method.q1": "x" * 4000}))
    sheet = opened(write(tmp_path / "a.xlsx", built, scored)).worksheets[ANSWERS]

    comment = table(sheet)[1]["Comment"]
    assert comment.endswith(" … [in full below the table]")
    assert long.startswith(comment.removesuffix(" … [in full below the table]"))
    below = texts_of(sheet)
    start = below.index("Title of method.q2 · Top manager 1 · Comment") + 1
    assert " ".join(below[start:]) == long
    first = below.index("Title of method.q1 · Top manager 1 · Evidence") + 1
    assert "".join(below[first : start - 1]) == "x" * 4000
    assert len(table(sheet)) == len(built.questionnaire.by_id)


def test_no_row_is_higher_than_excel_can_show(tmp_path: Path) -> None:
    built = questionnaire(*(dimension(f"d{number}", title="A long name " * 10) for number in range(1, 19)))
    scored = result(built, response(everything(built, 3), comments={"d1.q1": "line\n" * 800}))
    book = opened(write(tmp_path / "a.xlsx", built, scored))

    assert max(row.height for sheet in book.worksheets for row in sheet.row_dimensions.values() if row.height) <= 409


def test_strongest_and_weakest_are_named(tmp_path: Path) -> None:
    built = questionnaire()
    said = {**everything(built, 3), "method.q1": 5, "learning.q1": 1}
    sheet = opened(write(tmp_path / "a.xlsx", built, result(built, response(said)))).worksheets[SUMMARY]

    assert "Strongest: Method (3.7). Weakest: Learning (2.3)." in texts_of(sheet)


def test_a_question_that_was_not_asked_is_not_missing(tmp_path: Path) -> None:
    asked = replace(question("m.b"), ask_if=AskIf(op="at-least", question="m.a", values=(4,)))
    built = questionnaire(dimension("method", question("m.a"), asked))
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response({"m.a": 3}))))

    assert [row["State"] for row in table(book.worksheets[ANSWERS])] == ["Answered", "Not shown"]
    assert table(book.worksheets[SUMMARY])[0]["Answered"] == "1 of 1"


def test_a_multiple_choice_has_a_line_for_each_choice(tmp_path: Path) -> None:
    options = tuple(Option(value=n, text=texts(f"Choice {n}"), score=Fraction(1)) for n in range(1, 5))
    choice = Question(id="m.many", type="multiple-choice", title=texts("Many"), text=texts("Which?"), options=options)
    built = questionnaire(dimension("method", question("m.a"), choice))
    said = replace(response({"m.a": 3}), answers={"m.many": Answer(state=AnswerState.ANSWERED, choices=(1, 3))})
    row = table(opened(write(tmp_path / "a.xlsx", built, result(built, said))).worksheets[ANSWERS])[1]

    assert (row["Value"], row["Answer"]) == (None, "Choice 1\nChoice 3")
