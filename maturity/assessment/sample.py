"""A made-up municipality, to show the toolkit before there are answers of one's own. Marked as sample wherever it appears."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from maturity.assessment.journal import Header, open_journal
from maturity.assessment.session import Session, StepKind
from maturity.assessment.store import assessment_folder, journal_path, save_snapshot
from maturity.model.organisation import Organisation
from maturity.scoring.engine import Built
from maturity.text import Message, msg

ORGANISATION = Organisation(name="Eksempelfjord kommune", kind="municipality", inhabitants=12_400)
PERIOD = "2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What one made-up respondent answered to one questionnaire.

    Attributes:
        answers: Value by question; the words ``skip`` and ``dont-know``; a message is the reason for not applicable.
        targets: Level by dimension.
        comments: By question.
        evidence: By question.
    """

    role: str
    answers: Mapping[str, int | str | Message]
    targets: Mapping[str, int]
    comments: Mapping[str, Message] = field(default_factory=dict)
    evidence: Mapping[str, Message] = field(default_factory=dict)


SAMPLES: Mapping[str, tuple[Sample, ...]] = {
    "benefits-realisation": (
        Sample(
            role="top-manager",
            answers={
                "br.method.overall": 3,
                "br.method.early": 3,
                "br.method.destination": 3,
                "br.method.map": 2,
                "br.ownership.owner": 3,
                "br.ownership.leadership": 4,
                "br.ownership.portfolio": 3,
                "br.measurement.baseline": 2,
                "br.measurement.followup": 2,
                "br.measurement.types": "dont-know",
                "br.collaboration.joint": 3,
                "br.collaboration.agreements": 2,
                "br.learning.experience": 2,
                "br.bm.gain_cost": 3,
                "br.bm.gain_service": 4,
                "br.bm.gain_quality": 3,
                "br.bm.collab_challenge": 4,
            },
            targets={"method": 4, "ownership": 4, "measurement": 3, "collaboration": 3, "learning": 3},
            comments={"br.ownership.leadership": msg("Benefits have been part of the managers' agreements since 2025.")},
        ),
        Sample(
            role="digitalisation-manager",
            answers={
                "br.method.overall": 2,
                "br.method.early": 3,
                "br.method.destination": 2,
                "br.method.map": 2,
                "br.ownership.owner": 2,
                "br.ownership.leadership": 3,
                "br.ownership.portfolio": 2,
                "br.measurement.baseline": 1,
                "br.measurement.followup": 2,
                "br.measurement.types": 2,
                "br.collaboration.joint": 2,
                "br.collaboration.agreements": msg("The other municipalities in the project have not settled this yet."),
                "br.learning.experience": 2,
                "br.bm.gain_cost": 2,
                "br.bm.gain_service": 3,
                "br.bm.gain_quality": 3,
                "br.bm.collab_challenge": 4,
            },
            targets={"method": 3, "ownership": 4, "measurement": 3, "collaboration": 3, "learning": 3},
            comments={"br.measurement.baseline": msg("Only the new case system has targets, and nothing was measured before it.")},
            evidence={"br.method.early": msg("Project applications for 2026")},
        ),
    ),
}


def write_sample(root: Path, built: Built, say: Callable[[Message], str]) -> Path:
    """Write the sample's journals below `root`, where they are not there already, and return the assessment's folder.

    Args:
        root: The assessments folder.
        built: One of the questionnaires in `SAMPLES`.
        say: Puts the made-up comments into the reader's language.

    Raises:
        StorageError: They cannot be written.
    """
    questionnaire = built.questionnaire
    folder = assessment_folder(root, ORGANISATION.name, PERIOD, questionnaire.id)
    save_snapshot(root, built)
    for hour, sample in enumerate(SAMPLES[questionnaire.id], 9):
        path = journal_path(folder, sample.role, 1)
        if path.exists():
            continue
        organisation = folder.parent.parent.name
        header = Header(
            assessment=f"{organisation}/{PERIOD}/{questionnaire.id}",
            period=PERIOD,
            questionnaire=built.reference,
            role=sample.role,
            number=1,
            sample=True,
        )
        with open_journal(path, header, clock=_minutes(hour)) as journal:
            _answer(Session(questionnaire, journal), sample, say)
    return folder


def _minutes(hour: int) -> Callable[[], str]:
    """Return a clock that goes on by a minute at every look, so that the sample is the same on every computer."""
    passed = iter(range(10_000))

    def clock() -> str:
        hours, minutes = divmod(next(passed), 60)
        return f"2026-03-02T{hour + hours:02}:{minutes:02}:00Z"

    return clock


def _answer(session: Session, sample: Sample, say: Callable[[Message], str]) -> None:
    for name in ("name", "kind", "inhabitants"):
        session.fact(name, getattr(ORGANISATION, name))
    while session.step.kind is not StepKind.REVIEW:
        step = session.step
        if step.kind is StepKind.TARGET:
            session.target(sample.targets.get(step.id))
        elif step.kind is StepKind.COMPARISON:
            session.forward()
        else:
            if step.id in sample.comments:
                session.comment(say(sample.comments[step.id]))
            if step.id in sample.evidence:
                session.evidence(say(sample.evidence[step.id]))
            match sample.answers[step.id]:
                case int(value):
                    session.answer(value)
                case "dont-know":
                    session.dont_know()
                case Message() as reason:
                    session.not_applicable(say(reason))
                case _:
                    session.skip()
    session.finish()
