"""Where assessments lie: names from outside become folders that are safe, short, and not mixed up."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.assessment.folders import assessment_folder, organisation_folder, organisations, same_organisation
from maturity.errors import UsageError
from maturity.model.organisation import Organisation
from tests.assessment.making import at, journal_in, sitting

HOSTILE = [
    "CON",
    "nul.txt",
    "COM¹",
    "../../etc",
    "..",
    ".",
    "/etc/passwd",
    "C:evil",
    "a\\b",
    "trailing. ",
    "-rf",
    "~",
    "$(reboot)",
    "Fjordvik\nkommune",
    "Fjord\0vik",
    "\x1b[31mrød\x1b[0m",
    "\u202egnid",
    "日本の町",
    "🏔️",
    "   ",
    "Æ" * 300,
    "Fjordvik kommune " * 20,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_gets_a_folder_of_its_own_inside(tmp_path: Path, name: str) -> None:
    with sitting(tmp_path, organisation=name):
        pass

    (folder,) = (path for path in tmp_path.iterdir() if path.name != ".questionnaires")
    assert folder.parent == tmp_path
    assert folder.name.isascii()
    assert folder.name.replace("-", "").isalnum()
    assert folder.name.lower() == folder.name
    assert len(folder.name) <= 60
    assert folder.name.partition(".")[0] not in ("con", "nul", "com1", "")
    # A second sitting of the same organisation is in the same folder.
    assert journal_in(tmp_path, organisation=name).exists()


@given(st.text(max_size=400))
def test_any_text_at_all(name: str) -> None:
    folder = assessment_folder(Path("assessments"), name, "2026", "small")

    assert folder.parts[0] == "assessments"
    assert folder.parts[2:] == ("2026", "small")
    assert set(folder.parts[1]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_two_names_with_the_same_slug(tmp_path: Path) -> None:
    """Våler and Vaaler are two municipalities; they never share a folder, whoever comes first."""
    names = ["Våler kommune", "Valer, kommune", "VALER KOMMUNE!"]
    for name in names:
        with sitting(tmp_path, organisation=name):
            pass

    assert [organisation_folder(tmp_path, name) for name in names] == ["valer-kommune", "valer-kommune-2", "valer-kommune-3"]
    assert sorted(organisation.name for organisation in organisations(tmp_path)) == sorted(names)


def test_a_name_that_is_the_numbered_slug_of_another(tmp_path: Path) -> None:
    for name in ("Fjord", "Fjord 2", "Fjord!"):
        with sitting(tmp_path, organisation=name):
            pass

    assert [organisation_folder(tmp_path, name) for name in ("Fjord", "Fjord 2", "Fjord!")] == ["fjord", "fjord-2", "fjord-3"]


def test_one_name_written_in_two_ways(tmp_path: Path) -> None:
    """As keyboards of two kinds write å, and as people type."""
    name = "Årdal  kommune"
    with sitting(tmp_path, organisation=unicodedata.normalize("NFC", name)):
        pass
    for other in (unicodedata.normalize("NFD", name), "årdal kommune", " ÅRDAL kommune\n"):
        with sitting(tmp_path, organisation=other):
            pass

    assert [path.name for path in tmp_path.iterdir() if path.name != ".questionnaires"] == ["ardal-kommune"]


def test_long_names_that_differ_late(tmp_path: Path) -> None:
    """Names are kept to 200 characters, so these two are two, and both are found again."""
    first, second = ("Interkommunalt samarbeid " * 6 + end for end in ("nord", "sør"))
    for name in (first, second, first, second):
        with sitting(tmp_path, organisation=name):
            pass

    assert len(organisations(tmp_path)) == 2


def test_an_organisation_is_known_by_its_number() -> None:
    known = Organisation(name="Fjordvik kommune", number="012345678")

    assert same_organisation(known, "012 345 678")
    assert same_organisation(known, "fjordvik KOMMUNE")
    assert not same_organisation(known, "123456789")
    assert not same_organisation(Organisation(name="Fjordvik kommune"), "")


@pytest.mark.parametrize("period", ["2026", "2026-H1", "2026-Q3", "2026-05"])
def test_periods(period: str) -> None:
    assert assessment_folder(Path("a"), "Fjordvik", period, "small").parent.name == period


@pytest.mark.parametrize("period", ["", "26", "2026-H3", "2026-13", "2026/05", "../2026", "2026\n", "２０２６"])
def test_what_is_no_period(period: str) -> None:
    with pytest.raises(UsageError, match="is not a period"):
        assessment_folder(Path("a"), "Fjordvik", period, "small")


@pytest.mark.parametrize("name", ["../small", "Small", "", "a", "small/..", "con\0"])
def test_what_is_no_questionnaire(name: str) -> None:
    with pytest.raises(UsageError, match="is not an id"):
        assessment_folder(Path("a"), "Fjordvik", "2026", name)


def test_folders_that_are_no_organisation_are_not_offered(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes" / "2026" / "small").mkdir(parents=True)
    (tmp_path / "notes" / "2026" / "small" / "top-manager-1.jsonl").write_text("hello\n")
    (tmp_path / "file").write_text("")

    assert organisations(tmp_path) == []
    assert organisations(tmp_path / "missing") == []


def test_the_latest_word_about_an_organisation_counts(tmp_path: Path) -> None:
    """In one journal by its order, even where the clock was put back; between journals by the clock."""
    with sitting(tmp_path) as session:
        session.fact("inhabitants", 12_400)
    with sitting(tmp_path) as session:
        session.fact("inhabitants", 12_500)
    with sitting(tmp_path, role="project-manager") as session:
        for _ in range(5):
            at(session, "plan.goals").comment("Time goes by.")
            at(session, "plan.goals").comment("")
        session.fact("number", "012345678")

    assert organisations(tmp_path) == [Organisation(name="Fjordvik kommune", number="012345678", kind="municipality", inhabitants=12_500)]
