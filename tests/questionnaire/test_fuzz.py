"""Whatever is in the file: a questionnaire, or errors with the file and as far as possible the line; never anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from maturity import DataError, load_questionnaire
from maturity.questionnaire.catalog import shipped
from maturity.scoring.check import check_questionnaire

REAL = (shipped()["benefits-realisation"] / "questionnaire.yaml").read_bytes()


def outcome(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "questionnaire.yaml").write_bytes(content)
        try:
            load_questionnaire(folder)
        except DataError as error:
            assert error.problems
            assert all(problem.file for problem in error.problems)
        check_questionnaire(folder)


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"? [a, b]\n: c\n")
@example(b"a: &x [*x]\n")
@example(b"- " * 30)
@example(b"%YAML 1.1\n---\n")
@example(b"a: !!int 1e999\n")
def test_any_bytes(content: bytes) -> None:
    outcome(content)


@settings(max_examples=40)
@given(st.integers(0, len(REAL) - 1), st.integers(0, 40), st.binary(max_size=12))
def test_a_real_questionnaire_with_a_piece_replaced(start: int, length: int, piece: bytes) -> None:
    outcome(REAL[:start] + piece + REAL[start + length :])


@settings(max_examples=40)
@given(st.lists(st.integers(0, REAL.count(b"\n") - 1), min_size=1, max_size=3))
def test_a_real_questionnaire_with_lines_gone(gone: list[int]) -> None:
    lines = REAL.split(b"\n")
    outcome(b"\n".join(line for number, line in enumerate(lines) if number not in gone))
