"""The interview as a state machine: single moves. What long rows of moves do is in test_session_machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from maturity.assessment.session import Session, Step, StepKind
from maturity.assessment.store import read_file
from maturity.model.assessment import Answer, AnswerState
from tests.assessment.making import at, journal_in, sitting

GOALS = Step(StepKind.QUESTION, "plan.goals")
MEASURED = Step(StepKind.QUESTION, "plan.measured")
REVIEW = Step(StepKind.REVIEW)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with sitting(tmp_path) as session:
        yield session


def events(tmp_path: Path) -> list[tuple[str, str | None]]:
    """Return what has happened after the facts about the organisation."""
    return [(event.what, event.id) for event in read_file(journal_in(tmp_path)).contents.events if event.what != "fact"]


def test_the_order_of_an_interview(session: Session) -> None:
    """Questions, the dimension's target, comparison items last under a page of their own, then the review."""
    session.answer(3)

    assert [(step.kind.value, step.id) for step in session.steps] == [
        ("question", "plan.goals"),
        ("question", "plan.measured"),
        ("question", "plan.owner"),
        ("target", "plan"),
        ("question", "learn.meetings"),
        ("question", "learn.ways"),
        ("question", "learn.words"),
        ("target", "learn"),
        ("comparison", ""),
        ("question", "bm.cost"),
        ("question", "bm.quality"),
        ("review", ""),
    ]


def test_a_question_opens_and_closes_with_the_answer_before_it(session: Session) -> None:
    assert MEASURED not in session.steps
    session.answer(2)
    assert session.step == MEASURED
    session.dont_know()
    at(session, "plan.goals").answer(1)

    assert MEASURED not in session.steps
    # What was answered while it was open is kept, and counts again when it opens again.
    at(session, "plan.goals").answer(3)
    assert session.record.answers["plan.measured"] == Answer(state=AnswerState.DONT_KNOW)


def test_questions_are_put_to_some_roles_only(tmp_path: Path) -> None:
    project = Step(StepKind.QUESTION, "learn.project")
    with sitting(tmp_path) as session:
        assert project not in session.steps
        with pytest.raises(ValueError, match=r"learn\.project"):
            session.jump(project)
    with sitting(tmp_path, role="project-manager") as session:
        assert project in session.steps


def test_the_first_step_is_the_first_that_is_not_dealt_with(tmp_path: Path) -> None:
    with sitting(tmp_path) as session:
        session.answer(2)
        session.skip()
        at(session, "plan").target(None)
    with sitting(tmp_path) as session:
        assert session.step == Step(StepKind.QUESTION, "plan.owner")


@pytest.mark.parametrize(
    ("name", "move"),
    [
        ("plan.goals", lambda session: session.answer(4)),
        ("plan.goals", lambda session: session.write("Two.")),
        ("plan.goals", lambda session: session.choose([2])),
        ("plan.goals", lambda session: session.not_applicable(" \n\u200b")),
        ("plan.owner", lambda session: session.not_applicable("We have none.")),
        ("plan", lambda session: session.target(0)),
        ("learn.meetings", lambda session: session.answer(-1)),
        ("learn.ways", lambda session: session.choose([])),
        ("learn.ways", lambda session: session.choose([1, 3])),
        ("learn.words", lambda session: session.write("\u202e ")),
    ],
)
def test_what_cannot_be_said_changes_nothing(tmp_path: Path, session: Session, name: str, move: Callable[[Session], object]) -> None:
    place = at(session, name).step
    with pytest.raises(ValueError):
        move(session)

    assert events(tmp_path) == []
    assert session.step == place


def test_the_same_again_is_no_event(tmp_path: Path, session: Session) -> None:
    for _ in range(2):
        at(session, "plan.goals").answer(2)
        at(session, "plan.goals").comment(" As before.\n")
        at(session, "plan").target(3)
        session.fact("name", "Fjordvik kommune")

    assert events(tmp_path) == [("answer", "plan.goals"), ("comment", "plan.goals"), ("target", "plan")]


def test_skipping_keeps_an_answer(session: Session) -> None:
    session.answer(2)
    at(session, "plan.goals").skip()

    assert session.record.answers["plan.goals"] == Answer(state=AnswerState.ANSWERED, value=2)


def test_comments_are_cleaned_and_can_be_removed(session: Session) -> None:
    session.comment("\x1b[31mSe\u202e arkivet\r\npå nettet \ud800")
    assert session.record.comments == {"plan.goals": "[31mSe arkivet\npå nettet"}
    session.comment("x" * 10_000)
    assert len(session.record.comments["plan.goals"]) == 4_000
    session.comment("  ")
    assert session.record.comments == {}


def test_facts_are_cleaned(session: Session) -> None:
    session.fact("name", "Fjord\ud800vik\u202e\n kommune")

    assert session.record.facts["name"] == "Fjordvik kommune"


def test_from_the_review_to_a_question_and_back(session: Session) -> None:
    session.jump(REVIEW)
    session.jump(GOALS)
    session.answer(1)

    assert session.step == REVIEW
    session.jump(GOALS)
    session.back()
    session.forward()
    assert session.step == Step(StepKind.QUESTION, "plan.owner")


def test_there_is_nothing_before_the_first_question(session: Session) -> None:
    assert not session.back()
    assert session.step == GOALS


def test_the_comparison_items_can_be_skipped_as_a_block(session: Session) -> None:
    at(session, "bm.cost").answer(2)
    session.jump(Step(StepKind.COMPARISON))
    session.skip_comparison()

    assert session.step == REVIEW
    assert session.record.answers["bm.cost"] == Answer(state=AnswerState.ANSWERED, value=2)
    assert session.record.answers["bm.quality"] == Answer(state=AnswerState.SKIPPED)


def test_comparison_items_are_no_progress(session: Session) -> None:
    session.answer(2)
    names = [step.id for step in session.scored_steps]

    assert names == ["plan.goals", "plan.measured", "plan.owner", "learn.meetings", "learn.ways", "learn.words"]
    assert [step.id for step in session.open_questions] == names[1:]


def test_finished_answers_change_only_with_a_reason(tmp_path: Path, session: Session) -> None:
    session.answer(2)
    session.finish()
    session.finish()
    moves: list[Callable[[], object]] = [
        lambda: at(session, "plan.goals").answer(3),
        lambda: at(session, "plan.goals").comment("Later."),
        lambda: at(session, "plan").target(2),
        session.skip_comparison,
        lambda: session.reopen("  "),
    ]
    for move in moves:
        with pytest.raises(ValueError):
            move()
    session.fact("inhabitants", 12_400)
    assert session.record.answers["plan.goals"].value == 2
    session.reopen("The council asked.")
    session.reopen("Again.")
    at(session, "plan.goals").answer(3)

    assert events(tmp_path) == [
        ("answer", "plan.goals"),
        ("finished", None),
        ("reopened", None),
        ("answer", "plan.goals"),
    ]


def test_times_are_those_of_answers_and_not_of_opening(tmp_path: Path) -> None:
    """Telling facts and finishing is no answer; a result carries the time of the last answer only."""
    with sitting(tmp_path) as session:
        assert (session.record.started, session.record.last_answer) == (None, None)
        session.answer(1)
        session.skip()
        session.finish()

    record = read_file(journal_in(tmp_path)).record
    assert (record.started, record.last_answer) == ("2026-03-02T09:00:02Z", "2026-03-02T09:00:03Z")
