"""The catalogues: every sentence of the source in bokmål and nynorsk, and nothing else in them.

``python -m tests.catalogues`` adds new sentences to the ``.po`` files and compiles them; a person writes the translations.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from maturity.text import LANGUAGES, catalogue
from maturity.ui.commands import Command, keys, parse, spelling
from maturity.ui.page import Block, lines
from maturity.ui.terminal import screen
from tests import catalogues

if TYPE_CHECKING:
    from babel.messages.catalog import Message

#: The only sentences that rightly read the same in English and Norwegian: nothing in them but values.
SAME = {"{errors}, {warnings}.", "{share}", "{title}: {why}."}

#: Words of one written Norwegian that the other does not have.
ONLY_BOKMAL = "ikke hvis fra jeg hva hvem hvor hvordan hvorfor noe noen mer gjør være ble blitt kun uten ennå en et deres dem"
ONLY_NYNORSK = "ikkje dersom frå eg kva kven korleis kvifor noko nokon meir gjer vere blei utan enno ein eit ei dykkar dei"

translated = pytest.mark.parametrize("language", catalogues.TRANSLATED)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Yield every sentence with its translation, plural forms one by one."""
    for message in catalogues.catalog(language):
        if message.id:
            yield from zip(_forms(message.id), _forms(message.string), strict=True)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text),)


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _ids(messages: Iterator[Message]) -> set[tuple[str, ...]]:
    return {_forms(message.id) for message in messages if message.id}


@translated
def test_every_sentence_of_the_source_is_there_and_no_other(language: str) -> None:
    assert _ids(iter(catalogues.catalog(language))) == _ids(iter(catalogues.template()))
    assert "#~" not in catalogues.po_file(language).read_text("utf-8")


@translated
def test_every_sentence_is_translated(language: str) -> None:
    assert catalogues.untranslated(language) == []


@translated
def test_no_translation_is_doubtful(language: str) -> None:
    assert [message.id for message in catalogues.catalog(language) if message.id and message.fuzzy] == []


@translated
def test_the_compiled_catalogue_is_up_to_date(language: str) -> None:
    assert catalogues.po_file(language).with_suffix(".mo").read_bytes() == catalogues.compiled(language)


@translated
def test_placeholders_are_those_of_the_source(language: str) -> None:
    for message in catalogues.catalog(language):
        wanted = set().union(*map(_names, _forms(message.id)))
        for translation in _forms(message.string):
            assert _names(translation) == wanted, translation


@translated
def test_no_sentence_is_left_in_english(language: str) -> None:
    assert {source for source, translation in pairs(language) if source == translation} == SAME


@translated
def test_ends_and_capitals_are_those_of_the_source(language: str) -> None:
    """A sentence stays a sentence and a part of one stays a part, so that they can be put together in every language."""
    for source, translation in pairs(language):
        assert translation[-1] == source[-1] or not {translation[-1], source[-1]} & set(".:?]"), translation
        if source[0].isalpha() and translation[0].isalpha():
            assert source[0].isupper() == translation[0].isupper(), translation
        assert (source[0] == " ") == (translation[0] == " "), translation
        assert "  " not in translation


@translated
def test_quotation_marks_are_norwegian(language: str) -> None:
    for source, translation in pairs(language):
        assert not set("“”„‟’") & set(translation), translation
        assert translation.count("«") == translation.count("»") >= source.count("“"), translation


@pytest.mark.parametrize(("language", "words"), [("nb", ONLY_NYNORSK), ("nn", ONLY_BOKMAL)])
def test_the_two_written_languages_are_kept_apart(language: str, words: str) -> None:
    for _, translation in pairs(language):
        found = set(re.findall(r"\w+", re.sub(r"\{\w+\}", "", translation).lower())) & set(words.split())
        # The code for English stands in lists of languages.
        assert not found - {"en"}, translation


@translated
def test_the_reader_is_not_spoken_to_as_one_person(language: str) -> None:
    for _, translation in pairs(language):
        assert not re.search(r"\b(du|deg|din|ditt|dine)\b", translation, re.IGNORECASE), translation


@translated
def test_every_sentence_can_be_said(language: str) -> None:
    t = catalogue(language)
    for message in catalogues.catalog(language):
        forms = _forms(message.id)
        values: dict[str, object] = dict.fromkeys(set().union(*map(_names, forms)), "–")
        if len(forms) == 2:
            for number in (0, 1, 2):
                assert t.counted(forms[0], forms[1], number, **{**values, "n": number})
        elif message.id:
            assert t(forms[0], **values)


# What is typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_is_what_its_letter_its_words_and_their_beginning_say(language: str) -> None:
    t = catalogue(language)
    for command in Command:
        letter, words = spelling(command, t)
        assert len(letter) == 1
        assert letter == "?" or words.startswith(letter)
        for typed in (letter, letter.upper(), words, words.upper(), words.split()[0], words[:2], f" {words} "):
            assert parse(typed, tuple(Command), t) == (command, ""), typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_can_be_taken_for_another_or_for_a_number(language: str) -> None:
    t = catalogue(language)
    spellings = [spelling(command, t) for command in Command]
    assert len({letter for letter, _ in spellings}) == len(spellings)
    for place, (_, words) in enumerate(spellings):
        assert not any(other.startswith(words.split()[0]) for number, (_, other) in enumerate(spellings) if number != place)
    for number in (*range(-9, 101), "-"):
        assert parse(str(number), tuple(Command), t) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_of_a_question_take_two_lines_at_most(language: str) -> None:
    t = catalogue(language)
    of_a_question = tuple(command for command in Command if command is not Command.FINISH)
    shown = screen(t, accessible=True)
    shown.console.width = 80
    assert len(lines([Block(pieces=keys(of_a_question, t))], shown)) <= 2


# What the source says


def _calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path in sorted(catalogues.PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node, getattr(node.func, "attr", getattr(node.func, "id", ""))


def _place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(catalogues.PACKAGE)}:{getattr(node, 'lineno', 0)}"


def test_sentences_stand_whole_in_the_source() -> None:
    """A sentence that is put together at run time is in no catalogue."""
    made = (ast.JoinedStr, ast.BinOp)
    found = []
    for path, node, name in _calls():
        if (name in ("msg", "msgs") and not all(isinstance(text, ast.Constant) for text in node.args[: catalogues.SENTENCES[name]])) or (
            name in catalogues.SENTENCES and any(isinstance(text, made) for text in node.args[:2])
        ):
            found.append(_place(path, node))
    # Where a message is made, its text is a variable.
    assert [place for place in found if not place.startswith("text/message.py")] == []


def test_every_placeholder_gets_a_value() -> None:
    for path, node, name in _calls():
        texts = [
            text.value
            for text in node.args[: catalogues.SENTENCES.get(name, 0)]
            if isinstance(text, ast.Constant) and isinstance(text.value, str)
        ]
        if not texts or any(keyword.arg is None for keyword in node.keywords):
            continue
        given = {keyword.arg for keyword in node.keywords} | ({"n"} if len(texts) == 2 else set())
        wanted = set().union(*map(_names, texts))
        assert wanted <= given, _place(path, node)
        assert given - {"n"} <= wanted, _place(path, node)
