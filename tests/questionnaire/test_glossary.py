"""The glossary: one word for one thing, in the catalogues and in the questionnaires."""

from __future__ import annotations

import re

import pytest

from maturity import load_questionnaire
from maturity.questionnaire.catalog import shipped
from maturity.text import catalogue
from tests.helpers import ROOT

GLOSSARY = (ROOT / "questionnaires" / "GLOSSARY.md").read_text("utf-8")

#: Messages that are a word of the glossary, and the word.
MESSAGES = {
    "Dimension": "dimension",
    "Score": "score, completeness",
    "Evidence": "evidence, comment",
    "Questionnaire": "questionnaire, question, answer",
    "Organisation": "organisation",
    "Period": "period",
    "Role": "respondent, role",
    "Next steps": "next steps, improvement",
    "Not applicable": "don't know, not applicable",
    "Don't know": "don't know, not applicable",
    "not enough answers": "not enough answers",
    "skipped": "not answered, skipped",
}

#: Words of the other written language, and forms that the notes on the texts have settled against.
NOT_IN = {
    "nb": ["ikkje", "verksemd", "korleis", "eigar", "berre", "anskaffelse"],
    "nn": ["ikke", "virksomhet", "hvordan", "hvilke", "eier", "bare", "noen", "nyttar", "skildrar best", "fra"],
}


def rows() -> dict[str, tuple[str, str]]:
    """Return bokmål and nynorsk by the English cell."""
    found = {}
    for line in GLOSSARY.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and not set(cells[0]) <= {"-"}:
            found[cells[0]] = (cells[1], cells[2])
    return found


def texts(language: str, *, advice: bool = True) -> list[tuple[str, str]]:
    """Return every text of the shipped questionnaires in a language, with its question; without advice, which quotes what to ask users."""
    found = []
    for name in shipped():
        questionnaire = load_questionnaire(name).questionnaire
        found += [(name, questionnaire.title[language]), (name, questionnaire.summary[language])]
        for question in questionnaire.by_id.values():
            parts = [question.title, question.text, *([question.help] if question.help else [])]
            parts += [option.text for option in question.options]
            parts += question.improvement.values() if advice else ()
            found += [(question.id, part[language]) for part in parts]
    return found


@pytest.mark.parametrize(("message", "term"), MESSAGES.items())
def test_messages_use_the_words_of_the_glossary(message: str, term: str) -> None:
    for language, cell in zip(("nb", "nn"), rows()[term], strict=True):
        words = [word.strip() for word in cell.split(",")]

        assert catalogue(language)(message).lower() in words


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_two_written_languages_are_kept_apart(language: str) -> None:
    forbidden = re.compile(rf"\b({'|'.join(map(re.escape, NOT_IN[language]))})\b", re.IGNORECASE)
    found = [(question, match[0], text) for question, text in texts(language) if (match := forbidden.search(text))]

    assert found == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_questions_address_the_organisation_and_never_one_person(language: str) -> None:
    found = [
        (question, text)
        for question, text in texts(language, advice=False)
        if re.search(r"\b(du|deg|din|ditt|dine)\b", text, re.IGNORECASE)
    ]

    # Printed wording, which must stay as it is.
    assert [question for question, _ in found if question != "br.method.overall"] == []
