"""Journals and assessments to test with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from maturity import load_questionnaire
from maturity.assessment.journal import Header, open_journal
from maturity.assessment.session import Session, Step, StepKind
from maturity.assessment.store import assessment_folder, journal_path, save_snapshot
from maturity.scoring.engine import Built

SMALL = Path(__file__).parent / "small"
ORGANISATION = "Fjordvik kommune"
PERIOD = "2026"


@cache
def small() -> Built:
    """Return the questionnaire with one question of every kind."""
    return load_questionnaire(SMALL)


def clock() -> Callable[[], str]:
    """Return a clock that goes on by a second at every look."""
    passed = count()
    return lambda: "2026-03-02T{:02}:{:02}:{:02}Z".format(*_hms(next(passed)))


def _hms(seconds: int) -> tuple[int, int, int]:
    return 9 + seconds // 3600, seconds // 60 % 60, seconds % 60


def header(
    *, role: str = "top-manager", number: int = 1, organisation: str = "fjordvik-kommune", period: str = PERIOD, built: Built | None = None
) -> Header:
    reference = (built or small()).reference
    return Header(assessment=f"{organisation}/{period}/{reference.id}", period=period, questionnaire=reference, role=role, number=number)


def write_journal(path: Path, **about: str | int) -> Path:
    """Write a journal with an event of every kind that a respondent makes, and return its path."""
    with open_journal(path, header(**about), clock()) as journal:  # type: ignore[arg-type]
        journal.append("fact", "name", None, ORGANISATION)
        journal.append("answer", "plan.goals", None, {"state": "answered", "value": 2})
        journal.append("comment", "plan.goals", None, "Æ, ø og å – “sitert”\nto linjer")
        journal.append("answer", "plan.measured", None, {"state": "dont-know"})
        journal.append("target", "plan", None, 3)
        journal.append("answer", "plan.goals", {"state": "answered", "value": 2}, {"state": "answered", "value": 3})
        journal.append("finished")
    return path


def journal_in(root: Path, *, organisation: str = ORGANISATION, period: str = PERIOD, role: str = "top-manager", number: int = 1) -> Path:
    """Return where a respondent's journal lies below an assessments folder."""
    return journal_path(assessment_folder(root, organisation, period, small().questionnaire.id), role, number)


@contextmanager
def sitting(
    root: Path, *, organisation: str = ORGANISATION, period: str = PERIOD, role: str = "top-manager", number: int = 1
) -> Iterator[Session]:
    """Answer the small questionnaire as `maturity assess` does, below the assessments folder `root`."""
    path = journal_in(root, organisation=organisation, period=period, role=role, number=number)
    save_snapshot(root, small())
    about = header(role=role, number=number, organisation=path.parts[-4], period=period)
    with open_journal(path, about, clock()) as journal:
        session = Session(small().questionnaire, journal)
        session.fact("name", organisation)
        session.fact("kind", "municipality")
        yield session


def at(session: Session, name: str) -> Session:
    """Go to a question, or to the target of a dimension."""
    kind = StepKind.TARGET if session.questionnaire.dimension(name) else StepKind.QUESTION
    session.jump(Step(kind, name))
    return session


def answer_everything(session: Session, value: int) -> None:
    """Give the same value to every question that has it as an option, and finish."""
    for name, question in session.questionnaire.by_id.items():
        if question.type in ("statements", "rating") and Step(StepKind.QUESTION, name) in session.steps:
            at(session, name).answer(value)
    at(session, "learn.meetings").answer(7)
    at(session, "learn.ways").choose([1, 2])
    session.finish()


def contents_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, to see that nothing has changed."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def answered(root: Path, built: Built, values: Mapping[str, int], *, folder: Path) -> Path:
    """Write one respondent's answers to some questions of any questionnaire, and return the journal's path."""
    save_snapshot(root, built)
    organisation, period, _ = folder.parts[-3:]
    path = journal_path(folder, "top-manager", 1)
    with open_journal(path, header(organisation=organisation, period=period, built=built), clock()) as journal:
        journal.append("fact", "name", None, ORGANISATION)
        for name, value in values.items():
            journal.append("answer", name, None, {"state": "answered", "value": value})
    return path
