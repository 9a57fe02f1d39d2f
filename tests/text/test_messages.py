"""Sentences with values in them, in the reader's language, and which language that is."""

from __future__ import annotations

import pytest

from maturity.text import LANGUAGES, catalogue, msg, msgs, negotiate


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("nb", "nb"),
        ("nn", "nn"),
        ("en", "en"),
        ("NB", "nb"),
        ("nb-NO", "nb"),
        ("nb_NO.UTF-8", "nb"),
        ("nn_NO@euro", "nn"),
        ("nb@euro", "nb"),
        ("no", "nb"),
        ("no_NO", "nb"),
        ("nob", "nb"),
        ("nno", "nn"),
        ("en_GB.ISO-8859-1", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("de_DE", "en"),
        ("norwegian", "en"),
        ("../nb", "en"),
        ("", "en"),
    ],
)
def test_a_language_tag(tag: str, language: str) -> None:
    assert negotiate(tag) == language
    assert negotiate(None, {"LANG": tag}) == language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "nn_NO.UTF-8"}, "nn"),
        ({"LC_MESSAGES": "nb_NO.UTF-8", "LANG": "nn_NO.UTF-8"}, "nb"),
        ({"LC_ALL": "nn_NO.UTF-8", "LC_MESSAGES": "en_GB", "LANG": "nb_NO"}, "nn"),
        ({"LC_ALL": "", "LANG": "nb_NO"}, "nb"),
        # Whoever sets this wants plain English, whatever the computer speaks.
        ({"LC_ALL": "C", "LANG": "nb_NO.UTF-8"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(environment: dict[str, str], language: str) -> None:
    assert negotiate(None, environment) == language


def test_what_is_asked_for_goes_before_the_environment() -> None:
    assert negotiate("nn", {"LC_ALL": "nb_NO.UTF-8"}) == "nn"


def test_a_sentence_in_every_language() -> None:
    message = msg("Written: {path}", path="x.xlsx")
    assert [catalogue(language)(message) for language in LANGUAGES] == ["Written: x.xlsx", "Lagret: x.xlsx", "Lagra: x.xlsx"]
    assert str(message) == "Written: x.xlsx"


def test_a_source_text_and_its_message_say_the_same() -> None:
    t = catalogue("nb")
    assert t("Written: {path}", path="x") == t(msg("Written: {path}", path="x"))


@pytest.mark.parametrize(
    ("language", "one", "none", "several"),
    [
        ("en", "1 warning", "0 warnings", "2 warnings"),
        ("nb", "1 advarsel", "0 advarsler", "2 advarsler"),
        ("nn", "1 åtvaring", "0 åtvaringar", "2 åtvaringar"),
    ],
)
def test_a_number_chooses_its_form(language: str, one: str, none: str, several: str) -> None:
    t = catalogue(language)
    for number, expected in ((1, one), (0, none), (2, several)):
        assert t.counted("{n} warning", "{n} warnings", number) == expected
        assert t(msgs("{n} warning", "{n} warnings", number)) == expected
    assert str(msgs("{n} warning", "{n} warnings", 1)) == "1 warning"
    assert str(msgs("{n} warning", "{n} warnings", 0)) == "0 warnings"


def test_a_message_in_a_message_is_translated_too() -> None:
    message = msg("Found {found}; expected {expected}.", found=msg("a list"), expected=msg("a whole number"))
    assert catalogue("nb")(message) == "Fant en liste, men ventet et helt tall."
    assert str(message) == "Found a list; expected a whole number."


@pytest.mark.parametrize("value", ["{path}", "{0}", "{", "}}", "%s", "{path.__class__}"])
def test_braces_in_a_value_are_only_text(value: str) -> None:
    message = msg("Written: {path}", path=value)
    assert catalogue("nb")(message) == f"Lagret: {value}"
    assert str(message) == f"Written: {value}"


def test_a_sentence_without_values_is_taken_as_it_is() -> None:
    assert catalogue("nb")("Write {placeholder} there.") == "Skriv {placeholder} der."


def test_an_unknown_sentence_is_shown_in_english() -> None:
    assert catalogue("nn")("No catalogue has this sentence.") == "No catalogue has this sentence."


@pytest.mark.parametrize("language", ["de", "", "..", "nb/../nn"])
def test_an_unknown_language_is_english(language: str) -> None:
    assert catalogue(language).language == "en"
    assert catalogue(language)("Score") == "Score"


@pytest.mark.parametrize(("language", "expected"), [("en", "2.96"), ("nb", "2,96"), ("nn", "2,96")])
def test_the_decimal_sign_of_a_language(language: str, expected: str) -> None:
    assert catalogue(language).number("2.96") == expected
