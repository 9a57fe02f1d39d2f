"""What stands in the workbook: sheets, figures, words."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from maturity.export import write_report
from maturity.model.questionnaire import ScoringRule
from maturity.model.result import Result
from maturity.scoring.engine import Built
from maturity.text import catalogue
from tests.export.making import demo_result, dimension, everything, questionnaire, response, result, write
from tests.export.reading import ANSWERS, NEXT_STEPS, README, SUMMARY, opened, pairs, table, table_cells
from tests.export.reading import texts as texts_of

LANGUAGES = ("en", "nb", "nn")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Built, Result]]:
    """The sample as `maturity demo` makes it in every language."""
    return {language: demo_result(tmp_path_factory.mktemp(language), language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def sample(samples: dict[str, tuple[Built, Result]]) -> tuple[Built, Result]:
    return samples["en"]


@pytest.fixture(scope="module")
def books(samples: dict[str, tuple[Built, Result]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample's workbook in every language."""
    folder = tmp_path_factory.mktemp("books")
    return {language: write(folder / f"{language}.xlsx", *samples[language], language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_sheets_in_order_in_the_readers_language(books: dict[str, Path], language: str) -> None:
    t = catalogue(language)

    book = opened(books[language])

    assert book.sheetnames == [t("Read me"), t("Summary"), t("Answers"), t("Next steps")]
    assert [sheet.sheet_properties.codeName for sheet in book.worksheets] == ["ReadMe", "Summary", "Answers", "NextSteps"]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_nothing_is_left_in_english(books: dict[str, Path], language: str) -> None:
    """A text that is the same in both languages is a name, a number, or one of the words that are the same."""
    english = {text for sheet in opened(books["en"]).worksheets for text in texts_of(sheet)}
    norwegian = {text for sheet in opened(books[language]).worksheets for text in texts_of(sheet)}
    same_words = {catalogue(language)(word) for word in ("Sample", "Kind", "Period", "Plan")}

    same = {text for text in english & norwegian if any(letter.isalpha() for letter in text)} - same_words

    assert {text for text in same if not _is_a_name(text)} == set()


def _is_a_name(text: str) -> bool:
    made_by = ("maturity ", "mean ", "benefits-realisation ")
    cited = ("Rambøll", "Digdir", "Difi", "DFØ", "CC BY", "Eksempelfjord")
    return text.startswith((*made_by, *cited))


def test_figures_in_the_summary_are_those_of_the_result(sample: tuple[Built, Result], books: dict[str, Path]) -> None:
    built, scored = sample
    rows = {row["Dimension"]: row for row in table(opened(books["en"]).worksheets[SUMMARY])}

    assert list(rows) == [*(found.title["en"] for found in built.questionnaire.dimensions), "Overall"]
    for combined in (*scored.dimensions, scored.overall):
        found = built.questionnaire.dimension(combined.id)
        row = rows[found.title["en"] if found else "Overall"]
        figures = combined.score
        assert figures.value is not None and figures.target is not None and figures.gap is not None and figures.completeness is not None
        assert row["Score"] == pytest.approx(float(figures.value), abs=5e-7)
        assert row["Level"].startswith(f"{figures.level} – ")
        assert row["Answered"] == f"{figures.answered} of {figures.applicable}"
        assert row["Completeness"] == pytest.approx(float(figures.completeness), abs=5e-7)
        assert row["Target"] == pytest.approx(float(figures.target), abs=5e-7)
        assert row["Gap to target"] == pytest.approx(float(figures.gap), abs=5e-7)
        for role, title in (("top-manager", "Top manager"), ("digitalisation-manager", "Digitalisation manager")):
            value = combined.roles[role].value
            assert value is not None
            assert row[title] == pytest.approx(float(value), abs=5e-7)
        assert combined.spread is not None
        assert row["Gap between roles"] == pytest.approx(float(combined.spread), abs=5e-7)


def test_the_headline_says_score_level_and_target(books: dict[str, Path]) -> None:
    english, norwegian = (texts_of(opened(books[language]).worksheets[SUMMARY]) for language in ("en", "nb"))

    assert "Overall score: 2.3 on a scale from 1 to 5 · level 2 – Started · target 3.3" in english
    assert any("2,3" in text and "3,3" in text for text in norwegian)


def test_answers_has_every_question_once_per_respondent(sample: tuple[Built, Result], books: dict[str, Path]) -> None:
    built, scored = sample
    rows = table(opened(books["en"]).worksheets[ANSWERS])

    asked = [asked.title["en"] for asked in built.questionnaire.by_id.values()]
    assert [row["Question"] for row in rows] == [title for title in asked for _ in scored.respondents]
    assert [row["Role"] for row in rows[:2]] == ["Top manager", "Digitalisation manager"]
    by_place = {(row["Question"], row["Role"]): row for row in rows}
    missing = by_place["Types of benefit", "Top manager"]
    assert (missing["State"], missing["Value"], missing["Answer"]) == ("Don't know", None, None)
    set_aside = by_place["Sharing of costs and benefits", "Digitalisation manager"]
    assert set_aside["State"] == "Not applicable"
    assert set_aside["Why not applicable"] == "The other municipalities in the project have not settled this yet."
    answered = by_place["Management's role in benefits work", "Top manager"]
    assert (answered["State"], answered["Value"]) == ("Answered", 4)
    option = built.questionnaire.by_id["br.ownership.leadership"].option(4)
    assert option and answered["Answer"] == option.text["en"]
    assert answered["Comment"] == "Benefits have been part of the managers' agreements since 2025."
    assert by_place["Early benefits planning", "Digitalisation manager"]["Evidence"] == "Project applications for 2026"
    assert rows[-1]["Dimension"] == "For comparison (not scored)"


def test_next_steps_come_in_order_with_room_for_who_and_when(books: dict[str, Path]) -> None:
    rows = table(opened(books["en"]).worksheets[NEXT_STEPS], "No.")

    assert [row["No."] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["Dimension"] == "Ownership and governance"
    assert (rows[0]["Target"], round(rows[0]["Gap"], 2)) == (4, 1.17)
    assert rows[0]["What to do"].startswith("Name an owner")
    assert rows[0]["Where you are"] != rows[0]["The next level"]
    assert {(row["Responsible"], row["Deadline"]) for row in rows} == {(None, None)}


def test_read_me_says_what_who_when_and_made_by_what(sample: tuple[Built, Result], books: dict[str, Path]) -> None:
    built, _ = sample
    found = pairs(opened(books["en"]).worksheets[README])

    assert found["Organisation"] == "Eksempelfjord kommune"
    assert found["Period"] == "2026"
    assert found["Inhabitants"] == "12,400"
    assert found["Questionnaire"] == f"benefits-realisation {built.questionnaire.version}\nsha256 {built.sha256}"
    assert found["Last answer (UTC)"] == datetime(2026, 3, 2, 10, 26)
    assert found["Top manager 1"] == "Finished. Answered 12 of 13 questions that apply."
    assert found["Level"].endswith("2.96 is level 2, shown as 2.96 and not 3.0.")
    assert found["5 – Improving"] == "Scores from 5"
    assert "CC BY 4.0" in found["Licence of the questionnaire"]


@pytest.mark.parametrize(
    ("scoring", "said"),
    [
        (ScoringRule(rule="mean", min_completeness=Fraction(2, 3)), "From the answers: the mean. At least 2/3 of the questions that apply"),
        (ScoringRule(rule="minimum", min_completeness=Fraction(1)), "Every question that applies must be answered"),
        (ScoringRule(rule="sum", min_completeness=Fraction(1, 2)), "From the answers: the sum. At least half of the questions"),
    ],
)
def test_read_me_says_how_scores_are_made(tmp_path: Path, scoring: ScoringRule, said: str) -> None:
    built = questionnaire(dimension("method", scoring=scoring))
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 3)))))

    assert said in pairs(book.worksheets[README])["Dimension"]


def test_the_sample_mark_is_on_every_sheet_and_every_printed_page(books: dict[str, Path]) -> None:
    for language in LANGUAGES:
        mark = catalogue(language)("Sample: made-up municipality")
        book = opened(books[language])
        for sheet in book.worksheets:
            assert sheet.cell(1, 1).value == mark
            assert sheet.oddHeader is not None
            assert sheet.oddHeader.center.text == mark
        assert book.properties.title is not None
        assert book.properties.title.startswith(mark)


def test_a_real_organisation_has_no_sample_mark(tmp_path: Path) -> None:
    built = questionnaire()
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 3)), sample=False)))

    assert not [text for sheet in book.worksheets for text in texts_of(sheet) if "ample" in text]
    assert all(sheet.oddHeader is None or not sheet.oddHeader.center.text for sheet in book.worksheets)


def test_document_title_and_language(books: dict[str, Path]) -> None:
    found = {language: opened(books[language]).properties for language in LANGUAGES}

    assert {language: found[language].language for language in LANGUAGES} == {"en": "en-GB", "nb": "nb-NO", "nn": "nn-NO"}
    assert found["nb"].title is not None
    assert found["nb"].title.endswith("Eksempelfjord kommune · Gevinstrealisering · 2026")
    assert found["en"].created == found["en"].modified == datetime(2026, 3, 2, 10, 26)


def test_a_questionnaire_in_another_language_is_shown_in_its_own(tmp_path: Path) -> None:
    built = questionnaire(title="Benefits")
    book = opened(write(tmp_path / "a.xlsx", built, result(built, response(everything(built, 3))), "nb"))

    assert book.worksheets[SUMMARY].title == catalogue("nb")("Summary")
    assert any("Benefits" in text for text in texts_of(book.worksheets[SUMMARY]))


def test_write_report_takes_the_readers_language(sample: tuple[Built, Result], tmp_path: Path) -> None:
    scored = sample[1]
    path = write_report(scored, sample[0], tmp_path / "new" / "r.XLSX", language="nn")

    assert opened(path).sheetnames[SUMMARY] == catalogue("nn")("Summary")


def test_deadlines_are_typed_as_the_reader_writes_dates(books: dict[str, Path]) -> None:
    english = table_cells(opened(books["en"]).worksheets[NEXT_STEPS], "No.")
    norwegian = opened(books["nb"]).worksheets[NEXT_STEPS]

    assert english[0]["Deadline"].number_format == "yyyy-mm-dd"
    assert norwegian.cell(english[0]["Deadline"].row, 11).number_format == "dd.mm.yyyy"
