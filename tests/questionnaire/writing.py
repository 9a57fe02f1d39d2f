"""Small questionnaires for tests."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
format: maturity/questionnaire/1
id: small
version: 1.0.0
status: draft
source_language: en
languages: [en]
title: Small
summary: For a test.
licence: CC-BY-4.0
roles: {top-manager: Top manager, adviser: Adviser}
levels:
  - {value: 1, label: Low}
  - {value: 5, label: High}
scales:
  five:
    options:
      - {value: 1, text: One}
      - {value: 2, text: Two}
      - {value: 3, text: Three}
      - {value: 4, text: Four}
      - {value: 5, text: Five}
scoring:
  dimension: {rule: mean, min_completeness: 1/2}
  overall: {rule: mean, min_completeness: 1}
dimensions:
  - id: one
    title: One
    questions:
"""


def rating(name: str, more: str = "") -> str:
    """Return one question on the five-step scale; `more` is further keys in flow style."""
    return f"      - {{id: {name}, type: rating, scale: five, title: {name}, text: How much?{', ' + more if more else ''}}}\n"


def write(folder: Path, questions: str, *, head: str = HEAD) -> Path:
    """Write a questionnaire of these questions and return its folder."""
    place = folder / "small"
    place.mkdir()
    (place / "questionnaire.yaml").write_text(head + questions, encoding="utf-8")
    return place
