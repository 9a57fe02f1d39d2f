"""Foreign text: nothing in it acts, and whatever it says, a folder can be named after it."""

from __future__ import annotations

import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maturity.text import clean, clean_line, is_clean, is_id, slug

#: Characters that move the cursor, turn the reading direction, hide, or break a format made of lines.
ACTIVE = (
    *(chr(code) for code in range(32) if chr(code) not in "\t\n"),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff\ud800\udfff",
    *(chr(code) for code in range(0xE0000, 0xE0080)),
)
_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

#: Any characters at all, also halves of characters, with enough of the active ones to matter.
foreign = st.lists(st.characters(exclude_categories=()) | st.sampled_from(ACTIVE) | st.sampled_from("\r\n\t éæøåÅ")).map("".join)
limits = st.none() | st.integers(0, 60)


def acts(character: str) -> bool:
    """Whether Unicode itself says that a character is a control, a half, a line separator or turns the reading direction."""
    category = unicodedata.category(character)
    return (category in ("Cc", "Cs", "Zl", "Zp") and character not in "\t\n") or unicodedata.bidirectional(character) in _TURNS


@given(foreign, limits)
def test_nothing_active_is_left(text: str, limit: int | None) -> None:
    for cleaned in (clean(text, limit=limit), clean_line(text, limit=limit)):
        assert not [character for character in cleaned if acts(character) or character in ACTIVE]
        assert is_clean(cleaned)
        cleaned.encode()


@given(foreign, limits)
def test_cleaning_twice_is_cleaning_once(text: str, limit: int | None) -> None:
    assert clean(clean(text, limit=limit), limit=limit) == clean(text, limit=limit)
    assert clean_line(clean_line(text, limit=limit), limit=limit) == clean_line(text, limit=limit)


@given(foreign, st.integers(0, 60))
def test_a_limit_is_kept(text: str, limit: int) -> None:
    assert len(clean(text, limit=limit)) <= limit
    assert len(clean_line(text, limit=limit)) <= limit
    assert clean(text).startswith(clean(text, limit=limit))


@given(foreign)
def test_one_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert line.splitlines() in ([line], [])
    assert line == line.strip()
    assert "  " not in line


@given(st.text(alphabet=string.printable.replace("\r", "").replace("\x0b", "").replace("\x0c", "") + "æøåÆØÅ«»–…€“”"))
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
    assert is_clean(text)


@pytest.mark.parametrize("character", ACTIVE)
def test_every_active_character_is_found_and_removed(character: str) -> None:
    assert not is_clean(f"plan{character}er")
    assert clean(f"plan{character}er") == ("plan\ner" if character == "\r" else "planer")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("Ma\u030aling", "Måling"),
        ("\x1b[31mrød\x1b[0m", "[31mrød[0m"),
        ("invoice\u202exslx.exe", "invoicexslx.exe"),
    ],
)
def test_examples(written: str, expected: str) -> None:
    assert clean(written) == expected


@given(foreign)
@example("")
@example("con")
@example("CON.txt")
@example("..")
@example("../../etc/passwd")
@example("C:\\Windows\\..")
@example("lpt\u00b9")
@example("\u202e")
@example("x" * 300)
@example("Å" * 300)
@example("北京市")
@example("Ljubljana\x00")
def test_a_slug_is_always_a_safe_file_name(text: str) -> None:
    name = slug(text)
    assert set(name) <= set(string.ascii_lowercase + string.digits + "-")
    assert 1 <= len(name) <= 50
    assert not name.startswith("-")
    assert not name.endswith("-")
    assert name not in {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}


@given(foreign)
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@given(foreign, st.sampled_from(ACTIVE), st.integers(0, 60))
def test_what_cannot_be_seen_does_not_change_a_slug(text: str, character: str, place: int) -> None:
    plain = clean_line(text)
    if character == "\r":
        return
    assert slug(plain[:place] + character + plain[place:]) == slug(plain)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Eksempelfjord kommune", "eksempelfjord-kommune"),
        ("Trøndelag fylkeskommune – Trööndelagen fylhkentjïelte", "trondelag-fylkeskommune-troondelagen-fylhkentjie"),
        ("Bærum", "baerum"),
        ("Ålesund", "alesund"),
        ("Kárášjohka", "karasjohka"),
        ("NAV", "nav"),
        ("CON", "con-x"),
        ("aux.", "aux-x"),
        ("../../x", "x"),
    ],
)
def test_slugs_can_be_recognised(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_names_in_other_scripts_get_different_slugs() -> None:
    assert len({slug(name) for name in ("北京市", "上海市", "Москва", "القاهرة", "🏔")}) == 5


@pytest.mark.parametrize("name", ["CON", "nul.txt", "../..", "x" * 300, "北京市", "\x1b]0;x\x07", "a/b\\c:d*e?f", " "])
def test_a_folder_can_be_made_of_every_slug(name: str, tmp_path: Path) -> None:
    folder = tmp_path / slug(name)
    folder.mkdir()
    assert [found.name for found in tmp_path.iterdir()] == [slug(name)]
    assert folder.resolve().parent == tmp_path.resolve()


@pytest.mark.parametrize("name", ["br.method.overall", "dm-1", "ab", "x" * 64, "9a", "a_b"])
def test_an_id(name: str) -> None:
    assert is_id(name)


@pytest.mark.parametrize("name", ["", "a", "x" * 65, "Abc", "æøå", "a b", "-ab", ".ab", "_ab", "../x", "a/b", "ab\n", "ab\x00", "ａｂ"])
def test_no_id(name: str) -> None:
    assert not is_id(name)
