"""Translations: held against the source text by its hash, and every address given once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity import load_questionnaire
from maturity.questionnaire.forms import QUESTIONNAIRE
from maturity.questionnaire.reading import Problems, read_yaml
from maturity.questionnaire.translation import source_texts, text_hash
from maturity.scoring.check import check_questionnaire
from tests.helpers import ROOT
from tests.questionnaire.writing import HEAD, rating, write

EVERYTHING = ROOT / "tests" / "examples" / "valid" / "everything"


def sources(folder: Path) -> dict[str, str]:
    problems = Problems("questionnaire.yaml")
    node = read_yaml(folder / "questionnaire.yaml", problems)
    assert node is not None
    return {address: placed.text for address, placed in source_texts(QUESTIONNAIRE.read(node, problems, "")).items()}


def translated(tmp_path: Path, changes: Mapping[str, str | None] = MappingProxyType({})) -> Path:
    """Write a questionnaire with a whole translation; `changes` replace an entry, or leave it out."""
    folder = write(tmp_path, rating("q.a"), head=HEAD.replace("[en]", "[en, nb]"))
    entries = {address: f'{{of: "{text_hash(text)}", text: "nb {text}"}}' for address, text in sources(folder).items()}
    lines = [f"  {address}: {entry}\n" for address, entry in {**entries, **changes}.items() if entry is not None]
    head = "format: maturity/translation/1\nquestionnaire: small\nlanguage: nb\ntexts:\n"
    (folder / "nb.yaml").write_text(head + "".join(lines), encoding="utf-8")
    return folder


def messages(folder: Path) -> list[str]:
    return [f"{problem.message} {problem.hint}" for problem in check_questionnaire(folder) if not problem.warning]


def test_a_whole_translation_is_read(tmp_path: Path) -> None:
    folder = translated(tmp_path)

    assert messages(folder) == []
    questionnaire = load_questionnaire(folder).questionnaire
    question = questionnaire.by_id["q.a"]
    assert questionnaire.title == {"en": "Small", "nb": "nb Small"}
    assert questionnaire.roles["adviser"]["nb"] == "nb Adviser"
    assert [option.text["nb"] for option in question.options][:2] == ["nb One", "nb Two"]


def test_a_text_that_changed_makes_its_translation_stale_until_somebody_has_looked_at_it(tmp_path: Path) -> None:
    folder = translated(tmp_path)
    file = folder / "questionnaire.yaml"
    file.write_text(file.read_text("utf-8").replace("title: Small", "title: Little"), encoding="utf-8")
    (message,) = messages(folder)
    assert message == (
        "The source text of “title” has changed since it was translated. "
        f'Compare the translation with line 7 of questionnaire.yaml, mend it and write of: "{text_hash("Little")}".'
    )

    translation = folder / "nb.yaml"
    translation.write_text(translation.read_text("utf-8").replace(text_hash("Small"), text_hash("Little")), encoding="utf-8")
    assert messages(folder) == []


def test_a_missing_translation_says_what_to_write(tmp_path: Path) -> None:
    """What is written as told is accepted."""
    folder = translated(tmp_path, changes={"q.a.text": None})
    (message,) = messages(folder)
    entry = message.partition("add under “texts”: ")[2]
    file = folder / "nb.yaml"
    file.write_text(f"{file.read_text('utf-8')}  {entry}\n", encoding="utf-8")

    assert message.startswith("The translation of “q.a.text” is missing. Translate line 29 of questionnaire.yaml")
    assert messages(folder) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('{text: "x"}', "The key “of” is missing."),
        ("{of: later, text: x}", f"Found “later”; expected “{text_hash('Small')}”."),
        ("{of: [], text: x}", "Found a list; expected the hash of the source text."),
        (f"{{of: {text_hash('Small')}}}", "The key “text” is missing."),
        ("Liten", "Found “Liten”; expected a group with the keys: of, text."),
    ],
)
def test_a_wrong_entry_is_named_once(entry: str, said: str, tmp_path: Path) -> None:
    (message,) = messages(translated(tmp_path, changes={"title": entry}))

    assert message.startswith(said)


def test_every_address_belongs_to_one_text() -> None:
    texts = sources(EVERYTHING)

    assert texts["title"] == "Everything"
    assert texts["role.adviser"] == "Adviser"
    assert texts["level.2"] == "Mid"
    assert (texts["scale.three.1"], texts["scale.three.1.label"]) == ("Little", "Little")
    assert texts["dimension.two.title"] == "Second"
    assert (texts["q.how.title"], texts["q.how.text"], texts["q.how.option.1"]) == ("How", "How well?", "Badly.")
    assert (texts["q.has.help"], texts["q.many.unit"], texts["q.na.not-applicable"]) == ("Any of it.", "services", "None.")
    assert texts["q.gate.improvement.2"] == "Go on."
    assert texts["q.bm.text"] == "How much?"


def test_yes_and_no_in_a_language_the_toolkit_does_not_speak(tmp_path: Path) -> None:
    """The words come from the toolkit, so the author is told that they will be English."""
    folder = write(tmp_path, "      - {id: q.a, type: yes-no, title: A, text: Is it?}\n", head=HEAD.replace("[en]", "[en, nn]"))
    file = folder / "questionnaire.yaml"

    def warnings() -> list[str]:
        return [str(problem.message) for problem in check_questionnaire(folder) if problem.warning and problem.line == 29]

    assert warnings() == []
    file.write_text(file.read_text("utf-8").replace("[en, nn]", "[en, se]"), encoding="utf-8")
    assert warnings() == ["The answers no and yes are shown in English in these languages: se."]


@given(st.text(), st.sampled_from(["\n", "  ", "\t", " \n "]))
def test_a_hash_is_that_of_what_is_read(text: str, space: str) -> None:
    """Where a line is broken, and how a letter is put together, changes no translation."""
    assert text_hash(space.join(["", *text.split(), ""])) == text_hash(text)


def test_a_hash_tells_texts_apart() -> None:
    assert text_hash("Sma\u030a") == text_hash("Små")
    assert len({text_hash(text) for text in ("Small", "small", "Small.", "Sma ll", "")}) == 5
    assert text_hash("Small") == "5263293f"
