"""Foreign text is text: never a formula, an error, a letter in disguise or a broken file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from maturity.model.questionnaire import Level, NotApplicable, Question, Range
from maturity.model.result import Result
from maturity.scoring.engine import Built, build_plan
from tests.export.making import dimension, question, questionnaire, response, result, texts, write
from tests.export.reading import ANSWERS, NEXT_STEPS, README, SUMMARY, cells, opened, pairs, parts, table
from tests.export.reading import texts as texts_of

PAYLOADS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "{=1+1}",
    "#N/A",
    "#REF!",
    "'=1+1",
    "_x0041_",
    "_x003D_1+1",
    "a_x000D_b",
    "<f>1+1</f>",
    "</t></is></c>",
    "&amp; && &P",
    "TRUE",
    "1e5",
    "2026-03-02",
)
#: What no file may hold, and what bidirectional text could hide.
CONTROLS = "a\x00b\x01c\x08d\x0be\x1ff\x7fg\x85h\u202ei\ufeffj\ufffek"


def made_of(text: str) -> tuple[Built, Result]:
    """Return a result where every text there is has been replaced by `text`."""
    asked = question("m.one", title=text, text=text, statement=text)
    asked = replace(asked, improvement=dict.fromkeys(asked.improvement, texts(text)), not_applicable=NotApplicable(guidance=texts(text)))
    counted = Question(
        id="m.count", type="number", title=texts(text), text=texts(text), options=(), range=Range(low=0, high=9, unit=texts(text))
    )
    written = Question(id="m.free", type="text", title=texts(text), text=texts(text), options=())
    others = (replace(asked, id="m.two"), replace(asked, id="m.three"))
    made = questionnaire(
        dimension("method", asked, *others, title=text),
        title=text,
        summary=text,
        roles={"top-manager": text, "digitalisation-manager": text},
        sources={"source": text},
        comparison_items=(counted, written),
    ).questionnaire
    levels = tuple(Level(value=level.value, label=texts(text)) for level in made.levels)
    built = build_plan(replace(made, levels=levels, licence=text))
    free = {"m.one": text, "m.two": text}
    responses = [
        response(
            {"m.one": 2, "m.two": 2, "m.three": text, "m.count": 4},
            role=role,
            written={"m.free": text},
            comments=free,
            evidence=free,
            targets={"method": 3},
        )
        for role in ("top-manager", "digitalisation-manager")
    ]
    return built, result(built, *responses, organisation=text, sample=True)


def no_formulas(path: Path) -> None:
    """Every formula in a file is in an ``f`` element; only a chart has some, and they name cells of its own sheet."""
    for name, content in parts(path).items():
        formulas = re.findall(r"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)<", content)
        if name.startswith("xl/charts/"):
            assert all(re.fullmatch(r"'?[\w ]+'?!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+", formula) for formula in formulas), formulas
        else:
            assert formulas == [], name
        assert "externalLink" not in name
        assert "vbaProject" not in name
        assert "<hyperlink" not in content


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_text_stays_text(tmp_path: Path, payload: str) -> None:
    built, scored = made_of(payload)

    path = write(tmp_path / "a.xlsx", built, scored)

    no_formulas(path)
    found = list(cells_of_all(path))
    assert {kind for _, kind in found} <= {"s", "n", "d"}
    # A return becomes a new line; everything else comes back letter for letter.
    written = payload.replace("\r", "\n")
    assert sum(value == written for value, _ in found) > 15


@pytest.mark.parametrize("payload", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\n=1+1", "#N/A", "1e5", "2026-03-02", "'=1+1"])
def test_a_payload_stays_text_when_somebody_edits_the_cell(tmp_path: Path, payload: str) -> None:
    """Excel reads a cell afresh when it is opened and Enter is pressed, unless the cell says that it is text."""
    built, scored = made_of(payload)
    book = opened(write(tmp_path / "a.xlsx", built, scored))

    marked = [cell.quotePrefix for sheet in book.worksheets for cell in cells(sheet) if cell.value == payload]
    assert marked
    assert all(marked)


def test_what_looks_like_an_escaped_letter_is_escaped(tmp_path: Path) -> None:
    """Excel would show ``_x0041_`` as A, and ``_x005F_x0041_`` as it was meant."""
    built, scored = made_of("_x0041_")

    found = parts(write(tmp_path / "a.xlsx", built, scored))
    in_cells = [text for name, content in found.items() if "worksheets/" in name for text in re.findall("<t(?: [^>]*)?>([^<]*)<", content)]

    assert sum("_x005F_x0041_" in text for text in in_cells) > 15
    assert not any(re.search("(?<!_x005F)_x0041_", text) for text in in_cells)


def test_control_characters_are_dropped_and_the_file_opens(tmp_path: Path) -> None:
    built, scored = made_of(CONTROLS)

    path = write(tmp_path / "a.xlsx", built, scored)

    assert sum(value == "abcdefghijk" for value, _ in cells_of_all(path)) > 15
    for name, content in parts(path).items():
        assert not re.search("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\u202e\ufffe]", content), name


@pytest.mark.parametrize("text", ["\U0001f600 \u00e6\u00f8\u00e5 \u4e2d\u6587", "e\u0301", "a\u00a0b", "  two spaces  "])
def test_letters_of_every_kind_come_back(tmp_path: Path, text: str) -> None:
    built, scored = made_of(text)
    written = {"e\u0301": "\u00e9"}.get(text, text)

    path = write(tmp_path / "a.xlsx", built, scored)

    assert sum(value == written for value, _ in cells_of_all(path)) > 15


def test_half_a_letter_is_dropped(tmp_path: Path) -> None:
    built = questionnaire()
    scored = result(built, response({"method.q1": 3}, comments={"method.q1": "a\ud800b"}), organisation="c\udfffd")

    path = write(tmp_path / "a.xlsx", built, scored)

    assert {"ab", "cd"} <= {value for value, _ in cells_of_all(path)}


def test_every_place_of_foreign_text_is_covered(tmp_path: Path) -> None:
    """The test above would say nothing of a text that no sheet shows."""
    built, scored = made_of("=payload")
    book = opened(write(tmp_path / "a.xlsx", built, scored))

    assert "=payload · =payload · 2026" in texts_of(book.worksheets[README])
    about = pairs(book.worksheets[README])
    shown = {about[name] for name in ("Organisation", "About the questionnaire", "Licence of the questionnaire", "Source")}
    assert shown == {"=payload"}
    assert "1 – =payload" in about
    answers = table(book.worksheets[ANSWERS])
    columns = ("Dimension", "Question", "Question text", "Role", "Answer", "Comment", "Evidence")
    assert [answers[0][column] for column in columns] == ["=payload"] * len(columns)
    assert answers[4]["Why not applicable"] == "=payload"
    assert [row["Answer"] for row in answers[6::2]] == ["4 =payload", "=payload"]
    steps = table(book.worksheets[NEXT_STEPS], "No.")
    advice = ("Dimension", "Question", "Where you are", "The next level", "What to do")
    assert [steps[0][column] for column in advice] == ["=payload"] * len(advice)
    assert table(book.worksheets[SUMMARY])[0]["Dimension"] == "=payload"


def test_an_ampersand_is_no_code_in_what_is_printed(tmp_path: Path) -> None:
    built = questionnaire(title="Costs &D benefits")
    scored = result(built, response({"method.q1": 3}), organisation="R&P &Pa &A")
    for sheet in opened(write(tmp_path / "a.xlsx", built, scored)).worksheets:
        footer = sheet.oddFooter
        assert footer is not None
        assert footer.left.text == "R&&P &&Pa &&A"
        assert footer.center.text == "Costs &&D benefits 1.2.0 · 2026"


@pytest.mark.parametrize("name", ["W" * 300, "&" * 300, "Å" * 200, "\U0001f600" * 100, "Kommunen for samarbeid " * 13])
def test_headers_and_footers_are_short_enough_for_excel(tmp_path: Path, name: str) -> None:
    """Excel repairs a file whose header or footer is longer than 255 characters with its codes."""
    built = questionnaire(title=name)
    path = write(tmp_path / "a.xlsx", built, result(built, response({"method.q1": 3}), organisation=name, sample=True))

    found = [
        match
        for part, content in parts(path).items()
        if part.startswith("xl/worksheets/")
        for match in re.findall(r"<odd(?:Header|Footer)>([^<]*)<", content)
    ]
    assert len(found) == 8
    assert max(len(text.replace("&amp;", "&").encode("utf-16-le")) // 2 for text in found) <= 255


def cells_of_all(path: Path) -> list[tuple[object, str]]:
    """Return value and type of every cell; openpyxl does not read an escaped underscore as Excel and LibreOffice do."""
    return [
        (cell.value.replace("_x005F_", "_") if isinstance(cell.value, str) else cell.value, cell.data_type)
        for sheet in opened(path).worksheets
        for cell in cells(sheet)
    ]
