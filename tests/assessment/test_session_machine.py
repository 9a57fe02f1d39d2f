"""Long rows of moves in an interview, with the computer going off in between: the journal always equals what was said."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from maturity.assessment.answers import answer_to_json
from maturity.assessment.journal import open_journal
from maturity.assessment.record import Record
from maturity.assessment.session import Session, Step, StepKind
from maturity.assessment.store import read_file
from maturity.model.questionnaire import Question
from tests.assessment.making import clock, header, small

#: Every stop, written out: the questions in order, ``@`` before a dimension's target, and the two pages.
WAY = [
    *("plan.goals", "plan.measured", "plan.owner", "@plan"),
    *("learn.meetings", "learn.ways", "learn.project", "learn.words", "@learn"),
    *("comparison", "bm.cost", "bm.quality", "review"),
]
MAY_NOT_APPLY = ("plan.goals", "plan.measured")

texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20).filter(str.strip)


def name_of(step: Step) -> str:
    return {StepKind.TARGET: f"@{step.id}", StepKind.QUESTION: step.id}.get(step.kind, step.kind.value)


def step_of(name: str) -> Step:
    if name in ("comparison", "review"):
        return Step(StepKind(name))
    return Step(StepKind.TARGET, name[1:]) if name[0] == "@" else Step(StepKind.QUESTION, name)


def cleaned(text: str) -> str:
    """What is kept of a text that holds nothing to clean away."""
    import unicodedata

    return unicodedata.normalize("NFC", text).strip()


class Interviews(RuleBasedStateMachine):
    """The model is a dictionary of what has been said, and the name of the stop where the interview stands."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.open_journals = ExitStack()
        self.numbers = count(1)

    @initialize(role=st.sampled_from(["top-manager", "project-manager"]))
    def begin(self, role: str) -> None:
        self.role = role
        self.said: dict[str, Any] = {"answers": {}, "comments": {}, "evidence": {}, "targets": {}, "finished": False}
        self.path = Path(self.folder.name) / "0.jsonl"
        self.open()

    def open(self) -> None:
        journal = self.open_journals.enter_context(open_journal(self.path, header(role=self.role), clock()))
        self.session = Session(small().questionnaire, journal)
        self.place = next((name for name in self.there() if not self.dealt_with(name)), "review")
        self.to_review = False

    def teardown(self) -> None:
        self.open_journals.close()
        self.folder.cleanup()

    # The model

    def there(self) -> list[str]:
        closed = set()
        goals = self.said["answers"].get("plan.goals") or {}
        if goals.get("value", 0) < 2:
            closed.add("plan.measured")
        if self.role != "project-manager":
            closed.add("learn.project")
        return [name for name in WAY if name not in closed]

    def dealt_with(self, name: str) -> bool:
        if name == "comparison":
            return any(item in self.said["answers"] for item in ("bm.cost", "bm.quality"))
        return name != "review" and (name in self.said["answers"] or name[1:] in self.said["targets"])

    def forward(self) -> None:
        after = WAY[WAY.index(self.place) + 1 :]
        self.place = "review" if self.to_review else next((name for name in after if name in self.there()), "review")
        self.to_review = False

    def say(self, answer: dict[str, Any]) -> None:
        self.said["answers"][self.place] = answer
        self.forward()

    @property
    def question(self) -> Question | None:
        return small().questionnaire.by_id.get(self.place)

    def is_open(self, *kinds: str) -> bool:
        if self.said["finished"] or self.question is None:
            return False
        return not kinds or self.question.type in kinds

    # The moves

    @precondition(lambda self: self.is_open("statements", "rating"))
    @rule(value=st.integers(1, 3))
    def answer(self, value: int) -> None:
        self.session.answer(value)
        self.say({"state": "answered", "value": value})

    @precondition(lambda self: self.is_open("number"))
    @rule(value=st.integers(0, 400))
    def answer_with_a_number(self, value: int) -> None:
        self.session.answer(value)
        self.say({"state": "answered", "value": value})

    @precondition(lambda self: self.is_open("multiple-choice"))
    @rule(values=st.sampled_from([[1], [2], [2, 1], [3]]))
    def choose(self, values: list[int]) -> None:
        self.session.choose(values)
        self.say({"state": "answered", "choices": sorted(values)})

    @precondition(lambda self: self.is_open("text"))
    @rule(text=texts)
    def write(self, text: str) -> None:
        self.session.write(text)
        self.say({"state": "answered", "text": cleaned(text)})

    @precondition(lambda self: self.is_open())
    @rule()
    def skip(self) -> None:
        self.session.skip()
        self.say(self.said["answers"].get(self.place, {"state": "skipped"}))

    @precondition(lambda self: self.is_open())
    @rule()
    def dont_know(self) -> None:
        self.session.dont_know()
        self.say({"state": "dont-know"})

    @precondition(lambda self: self.is_open() and self.place in MAY_NOT_APPLY)
    @rule(reason=texts)
    def not_applicable(self, reason: str) -> None:
        self.session.not_applicable(reason)
        self.say({"state": "not-applicable", "reason": cleaned(reason)})

    @precondition(lambda self: self.is_open())
    @rule(what=st.sampled_from(["comment", "evidence"]), text=texts | st.just(""))
    def add(self, what: str, text: str) -> None:
        getattr(self.session, what)(text)
        kept = self.said["comments" if what == "comment" else "evidence"]
        kept[self.place] = cleaned(text)
        if not text:
            del kept[self.place]

    @precondition(lambda self: not self.said["finished"] and self.place[0] == "@")
    @rule(level=st.none() | st.integers(1, 3))
    def target(self, level: int | None) -> None:
        self.session.target(level)
        self.said["targets"][self.place[1:]] = level
        self.forward()

    @precondition(lambda self: self.place == "comparison" and not self.said["finished"])
    @rule()
    def skip_comparison(self) -> None:
        self.session.skip_comparison()
        for name in ("bm.cost", "bm.quality"):
            self.said["answers"].setdefault(name, {"state": "skipped"})
        self.place = "review"
        self.to_review = False

    @precondition(lambda self: self.place != "review")
    @rule()
    def go_on(self) -> None:
        self.session.forward()
        self.forward()

    @rule()
    def back(self) -> None:
        before = [name for name in WAY[: WAY.index(self.place)] if name in self.there()]
        assert self.session.back() == bool(before)
        self.place = before[-1] if before else self.place
        self.to_review = False

    @precondition(lambda self: self.place == "review")
    @rule(data=st.data())
    def jump(self, data: st.DataObject) -> None:
        self.place = data.draw(st.sampled_from(self.there()[:-1]))
        self.session.jump(step_of(self.place))
        self.to_review = True

    @precondition(lambda self: self.place == "review")
    @rule()
    def finish(self) -> None:
        self.session.finish()
        self.said["finished"] = True

    @precondition(lambda self: self.said["finished"])
    @rule(reason=texts)
    def reopen(self, reason: str) -> None:
        self.session.reopen(reason)
        self.said["finished"] = False

    @rule()
    def quit(self) -> None:
        self.open_journals.pop_all().close()
        self.open()

    @rule(torn=st.binary(max_size=30).map(lambda rest: rest.replace(b"\n", b"")))
    def kill(self, torn: bytes) -> None:
        """What is on the disk at that moment is all there is: the session is dropped as it stands."""
        content = self.path.read_bytes()
        self.path = self.path.with_name(f"{next(self.numbers)}.jsonl")
        self.path.write_bytes(content + torn)
        self.open()

    # What always holds

    @invariant()
    def the_journal_equals_the_model(self) -> None:
        file = read_file(self.path)
        assert file.contents.damage is None
        assert as_said(file.record) == self.said
        assert file.record == self.session.record

    @invariant()
    def the_interview_stands_where_it_should(self) -> None:
        assert name_of(self.session.step) == self.place
        assert [name_of(step) for step in self.session.steps] == self.there()


def as_said(record: Record) -> dict[str, Any]:
    return {
        "answers": {name: answer_to_json(answer) for name, answer in record.answers.items()},
        "comments": record.comments,
        "evidence": record.evidence,
        "targets": record.targets,
        "finished": record.finished,
    }


TestInterviews = Interviews.TestCase
TestInterviews.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
