"""Whatever is in the file: a questionnaire, or errors with the file and the line; never anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from maturity import DataError, load_questionnaire
from maturity.questionnaire.catalog import shipped
from maturity.scoring.check import check_questionnaire
from tests.helpers import ROOT

REAL = shipped()["benefits-realisation"]
SOURCE = (REAL / "questionnaire.yaml").read_bytes()
TRANSLATION = (REAL / "nb.yaml").read_bytes()
_EXAMPLE = ROOT / "tests" / "examples" / "valid" / "everything" / "questionnaire.yaml"
#: Without its translation, so that small changes leave something to build.
EVERYTHING = _EXAMPLE.read_bytes().replace(b"languages: [en, nb]", b"languages: [en]")

#: What is said of a file as a whole, and so without a line.
WHOLE_FILE = ("The file is empty.", "The file holds nothing but comments.")

#: Pieces of text that mean something to YAML or to the format.
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        ["\n", "\n  ", ": ", " #", "- ", "{", "}", "[", "]", "'", '"', "&a ", "*a", "!!map ", "---\n", "|\n", "\t", "\\", "%", "@", "?"]
    ).map(str.encode),
    st.sampled_from(["null", "~", "true", "-1", "1e9", "0", "9" * 400, "2/3", "1/0", "å", "\u202e", "\ud7ff", "overall", "q.has"]).map(
        str.encode
    ),
)


def outcome(**files: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, content in files.items():
            (folder / f"{name}.yaml").write_bytes(content)
        try:
            load_questionnaire(folder)
            usable = True
        except DataError as error:
            usable = False
            assert error.problems
            for problem in error.problems:
                assert problem.file is not None
                assert Path(problem.file).parent == folder
                assert (problem.line and problem.column) or str(problem.message) in WHOLE_FILE, problem
        # The check finds errors in what cannot be used, and in nothing else.
        errors = [problem for problem in check_questionnaire(folder) if not problem.warning]
        assert usable == (not errors)


@settings(max_examples=150)
@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe")
@example(b"? [a, b]\n: c\n")
@example(b"a: &x [*x]\n")
@example(b"- " * 30)
@example(b"%YAML 1.1\n---\n")
@example(b"a: !!int 1e999\n")
def test_any_bytes(content: bytes) -> None:
    outcome(questionnaire=content)


@settings(max_examples=60)
@given(st.integers(0, len(SOURCE) - 1), st.integers(0, 40), PIECES)
def test_a_real_questionnaire_with_a_piece_replaced(start: int, length: int, piece: bytes) -> None:
    outcome(questionnaire=SOURCE[:start] + piece + SOURCE[start + length :])


@settings(max_examples=60)
@given(st.integers(0, len(TRANSLATION) - 1), st.integers(0, 40), PIECES)
def test_a_real_translation_with_a_piece_replaced(start: int, length: int, piece: bytes) -> None:
    changed = TRANSLATION[:start] + piece + TRANSLATION[start + length :]
    outcome(questionnaire=SOURCE.replace(b"languages: [en, nb, nn]", b"languages: [en, nb]"), nb=changed)


@settings(max_examples=200)
@given(st.integers(0, len(EVERYTHING) - 1), st.integers(0, 40), PIECES)
def test_every_feature_with_a_piece_replaced(start: int, length: int, piece: bytes) -> None:
    outcome(questionnaire=EVERYTHING[:start] + piece + EVERYTHING[start + length :])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=1, max_size=3))
def test_every_feature_with_lines_gone_or_elsewhere(moves: list[tuple[int, int]]) -> None:
    lines = EVERYTHING.split(b"\n")
    for start, end in moves:
        if start < len(lines):
            lines.insert(end, lines.pop(start))
    outcome(questionnaire=b"\n".join(lines))
    outcome(questionnaire=b"\n".join(lines[: len(lines) - moves[0][0]]))


@settings(max_examples=60)
@given(st.lists(st.integers(0, SOURCE.count(b"\n") - 1), min_size=1, max_size=3))
def test_a_real_questionnaire_with_lines_gone(gone: list[int]) -> None:
    lines = SOURCE.split(b"\n")
    outcome(questionnaire=b"\n".join(line for number, line in enumerate(lines) if number not in gone))
