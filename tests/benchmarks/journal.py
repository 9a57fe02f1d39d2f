"""One event in the journal against the same bytes appended and fsynced."""

from __future__ import annotations

import os
import time
from pathlib import Path

from maturity.assessment.journal import Header, open_journal
from maturity.model.assessment import QuestionnaireRef
from tests.benchmarks.timing import Row

_EVENTS = 100


def rows(folder: Path) -> list[Row]:
    reference = QuestionnaireRef(id="benefits-realisation", version="1.0.0", sha256="0" * 64)
    header = Header(assessment="a/2026/b", period="2026", questionnaire=reference, role="top-manager", number=1)
    number = iter(range(1_000_000))
    answer = {"state": "answered", "value": 3}

    def ours() -> float:
        with open_journal(folder / f"ours-{next(number)}.jsonl", header) as journal:
            start = time.perf_counter()
            for _ in range(_EVENTS):
                journal.append("answer", "br.method.overall", None, answer)
            return (time.perf_counter() - start) / _EVENTS

    line = b'{"seq":5,"time":"2026-03-02T09:04:00Z","what":"answer","id":"br.method.overall","new":{"state":"answered","value":3},"crc":"10c370f7"}\n'

    def base() -> float:
        descriptor = os.open(folder / f"base-{next(number)}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            start = time.perf_counter()
            for _ in range(_EVENTS):
                os.write(descriptor, line)
                os.fsync(descriptor)
            return (time.perf_counter() - start) / _EVENTS
        finally:
            os.close(descriptor)

    return [Row("one journal event", "append + fsync of the same bytes", 1.5, ours, base)]
