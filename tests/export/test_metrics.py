"""Room for text: what is measured is enough, and nothing is lost when a text is divided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.export.xlsx.metrics import column_width, fitting, longest_word, pieces, shortened, text_height, text_width
from maturity.export.xlsx.page import sheet_name

letters = st.text(alphabet="ab Wæ.\n-", max_size=600)


@given(letters, st.integers(3, 200), st.integers(40, 409))
def test_pieces_fit_and_nothing_is_lost(text: str, width: int, height: int) -> None:
    found = pieces(text, width, 11, height)

    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(text_height(piece, width, 11) <= height for piece in found)
    assert all(found)


@given(letters, st.integers(3, 200))
def test_as_much_as_fits_fits_and_a_whole_text_is_kept_whole(text: str, width: int) -> None:
    end = fitting(text, width, 11, 100)

    assert text_height(text[:end], width, 11) <= 100
    assert end > 0 or not text
    if text_height(text, width, 11) <= 100:
        assert end == len(text)


@given(st.text(alphabet="ab Wæ", max_size=100), st.integers(20, 400))
def test_a_shortened_text_is_no_wider_than_its_room(text: str, room: int) -> None:
    found = shortened(text, room, 10)

    assert text_width(found, 10) <= room
    assert found == text or found.endswith("…")


@given(letters, st.integers(5, 100))
def test_a_wider_column_needs_no_more_height(text: str, width: int) -> None:
    assert text_height(text, width + 40, 11) <= text_height(text, width, 11)


@pytest.mark.parametrize("word", ["Digitaliseringsansvarlig", "Completeness", "WWWWWWWW", "i"])
def test_a_column_as_wide_as_a_word_holds_it_on_one_line(word: str) -> None:
    width = column_width(longest_word(word, 11, bold=True))

    assert text_height(word, width, 11, bold=True) == text_height("x", width, 11, bold=True)


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Summary", (), "Summary"),
        ("a/b:c*d?[e]\\f", (), "a b c d e f"),
        ("'quoted'", (), "quoted"),
        ("x" * 40, (), "x" * 31),
        ("Summary", ("summary",), "Summary 2"),
        ("x" * 40, ("x" * 31,), "x" * 29 + " 2"),
        ("History", (), "History -"),
        ("[]", (), "-"),
    ],
)
def test_names_of_sheets_are_those_that_excel_takes(wanted: str, taken: tuple[str, ...], name: str) -> None:
    assert sheet_name(wanted, taken) == name
