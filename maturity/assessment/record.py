"""What a journal's events add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from maturity.assessment.answers import answer_from_json
from maturity.assessment.events import Event
from maturity.model.assessment import UNANSWERED, Answer, Response
from maturity.text import clean, clean_line


@dataclass(slots=True)
class Record:
    """What a journal's events add up to."""

    answers: dict[str, Answer]
    comments: dict[str, str]
    evidence: dict[str, str]
    targets: dict[str, int | None]
    facts: dict[str, Any]
    finished: bool = False
    started: str | None = None
    last_answer: str | None = None

    def response(self, role: str, number: int) -> Response:
        """Return the record as it is given to scoring."""
        return Response(
            role=role,
            number=number,
            answers=dict(self.answers),
            comments=dict(self.comments),
            evidence=dict(self.evidence),
            targets={dimension: level for dimension, level in self.targets.items() if level is not None},
            finished=self.finished,
            started=self.started,
            last_answer=self.last_answer,
        )


def replay(events: Iterable[Event]) -> Record:
    """Add up the events of a journal."""
    record = Record({}, {}, {}, {}, {})
    for event in events:
        apply(record, event)
    return record


def apply(record: Record, event: Event) -> None:
    """Let one event happen to `record`."""
    name = event.id or ""
    match event.what:
        case "answer":
            if (answer := answer_from_json(event.new)) == UNANSWERED:
                record.answers.pop(name, None)
            else:
                record.answers[name] = answer
        case "comment" | "evidence":
            texts = record.comments if event.what == "comment" else record.evidence
            if isinstance(event.new, str):
                texts[name] = clean(event.new)
            else:
                texts.pop(name, None)
        case "target":
            record.targets[name] = event.new if type(event.new) is int else None
        case "fact":
            record.facts[name] = clean_line(event.new) if isinstance(event.new, str) else event.new
        case "finished" | "reopened":
            record.finished = event.what == "finished"
    if event.what in ("answer", "comment", "evidence", "target"):
        record.started = record.started or event.time
        record.last_answer = event.time
