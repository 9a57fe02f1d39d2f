"""The workbooks in a program that people use: they open, print as meant, and show no error."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from maturity.benchmark.catalog import load_benchmark
from maturity.model.questionnaire import ScoringRule
from maturity.model.result import Result
from maturity.scoring.engine import Built
from tests.export.making import (
    CORE,
    MEAN,
    core_result,
    demo_result,
    dimension,
    everything,
    question,
    questionnaire,
    response,
    result,
    write,
    write_all,
)
from tests.export.reading import ANSWERS, SUMMARY, cells, opened, table, texts
from tests.export.test_foreign_text import PAYLOADS, made_of
from tests.helpers import require

LONG = "Interdisciplinary coordination of benefits, costs and shared responsibilities across municipal service areas"


def many_dimensions() -> tuple[Built, Result]:
    built = questionnaire(*(dimension(f"d{number}", title=f"{LONG} {number}") for number in range(1, 19)))
    return built, result(built, response(everything(built, 2), targets={f"d{number}": 4 for number in range(1, 19)}))


def six_roles() -> tuple[Built, Result]:
    roles = {f"role-{number}": f"Head of municipal finance {number}" for number in range(1, 7)}
    built = questionnaire(roles=roles)
    return built, result(built, *(response(everything(built, 1 + place % 5), role=role) for place, role in enumerate(roles)))


def long_texts() -> tuple[Built, Result]:
    built = questionnaire(title=LONG * 2, levels=(LONG[:60],) * 5)
    comments = {"method.q1": "word " * 800, "method.q2": "x" * 4000, "method.q3": "line\n" * 200}
    return built, result(built, response(everything(built, 3), comments=comments), organisation=LONG * 2)


def nobody() -> tuple[Built, Result]:
    built = questionnaire()
    return built, result(built)


def capped() -> tuple[Built, Result]:
    gate = ScoringRule(rule="gate", min_completeness=MEAN.min_completeness, parameters={"threshold": 3, "cap": 2})
    built = questionnaire(dimension("method", question("m.a", key=True), question("m.b"), scoring=gate), dimension("learning"))
    return built, result(built, response({"m.a": 1, "m.b": 5}), response({"m.a": 2}, role="digitalisation-manager"))


def nearly_a_level() -> tuple[Built, Result]:
    asked = [question(f"method.q{number}") for number in range(25)]
    built = questionnaire(dimension("method", *asked))
    return built, result(built, response({**everything(built, 3), "method.q0": 2}))


MADE: Mapping[str, Callable[[], tuple[Built, Result]]] = {
    "many-dimensions": many_dimensions,
    "six-roles": six_roles,
    "long-texts": long_texts,
    "nobody": nobody,
    "capped": capped,
    "nearly-a-level": nearly_a_level,
    "payloads": lambda: made_of(" ".join(PAYLOADS[1:3])),
    "escapes": lambda: made_of("_x0041_ =1+1"),
    "formula": lambda: made_of("=1+1"),
}
#: Several questionnaires and periods, with published figures beside the answers.
PROFILES: Mapping[str, Callable[[], list[tuple[Built, Result]]]] = {
    "four": lambda: [core_result(name) for name in CORE],
    "four-and-before": lambda: [core_result(name, period, value=value) for period, value in (("2025", 2), ("2026", 3)) for name in CORE],
    "before": lambda: [core_result(CORE[0], "2025", value=2), core_result(CORE[0])],
}
NAMES = (*MADE, *PROFILES, "sample-en", "sample-nb", "sample-nn")


class Office:
    """LibreOffice with a profile of its own, so that the one on the screen is left alone."""

    def __init__(self, folder: Path) -> None:
        self._program = require("soffice")
        self._folder = folder

    def convert(self, files: list[Path], suffix: str, folder: str) -> Path:
        """Convert files in one go and return the folder with what came of them."""
        out = self._folder / folder
        profile = (self._folder / "profile").as_uri()
        subprocess.run(
            [
                self._program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                str(out),
                *map(str, files),
            ],
            capture_output=True,
            check=True,
            timeout=300,
        )
        return out


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    found = {name: write(folder / f"{name}.xlsx", *make()) for name, make in MADE.items()}
    for name, make_all in PROFILES.items():
        found[name] = write_all(folder / f"{name}.xlsx", make_all(), "nb", [load_benchmark("it-i-praksis-2020")])
    for language in ("en", "nb", "nn"):
        found[f"sample-{language}"] = write(folder / f"sample-{language}.xlsx", *demo_result(folder / language, language), language)
    return found


@pytest.fixture(scope="module")
def printed(office: Office, books: dict[str, Path]) -> Path:
    return office.convert(list(books.values()), "pdf", "printed")


@pytest.fixture(scope="module")
def resaved(office: Office, books: dict[str, Path]) -> Path:
    return office.convert(list(books.values()), "xlsx", "saved")


@pytest.fixture(scope="module")
def fitted(office: Office, books: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks with the heights of rows that LibreOffice finds best."""
    folder = tmp_path_factory.mktemp("unfitted")
    for name, path in books.items():
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(folder / f"{name}.xlsx", "w") as target:
            for part in source.namelist():
                target.writestr(part, re.sub(rb' (?:customHeight="1"|ht="[0-9.]+")', b"", source.read(part)))
    return office.convert(list(folder.iterdir()), "xlsx", "fitted")


def pages(file: Path) -> list[str]:
    """Return the text of every page."""
    done = subprocess.run([require("pdftotext"), "-layout", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_is_exactly_one_page(printed: Path, books: dict[str, Path], name: str) -> None:
    sheets = opened(books[name]).worksheets
    found = pages(printed / f"{name}.pdf")

    assert _first_page(found, sheets[ANSWERS]) - _first_page(found, sheets[SUMMARY]) == 1


def _first_page(found: list[str], sheet: Worksheet) -> int:
    """Return the page that begins with the title of a sheet, above which only the sample mark stands."""
    title = next(cell.value for cell in cells(sheet) if cell.font.size == 16)
    start = str(title).replace("_x005F_", "_")[:14]
    tops = [[" ".join(line.split()) for line in page.splitlines() if line.strip()][:3] for page in found]
    return next(number for number, top in enumerate(tops) if any(line.startswith(start) for line in top))


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_a4(printed: Path, name: str) -> None:
    done = subprocess.run([require("pdfinfo"), "-l", "99", str(printed / f"{name}.pdf")], capture_output=True, check=True)
    sizes = {line.split("size:")[1].strip() for line in done.stdout.decode().splitlines() if "size:" in line and line.startswith("Page")}

    assert {tuple(sorted(round(float(number)) for number in size.split()[:3:2])) for size in sizes} == {(595, 842)}


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_an_error_or_a_formula(resaved: Path, books: dict[str, Path], name: str) -> None:
    ours, theirs = opened(books[name]), opened(resaved / f"{name}.xlsx")

    found = [list(cells(sheet)) for sheet in theirs.worksheets]
    assert {cell.data_type for sheet in found for cell in sheet} <= {"s", "n", "d"}
    assert [len(sheet) for sheet in found] == [sum(1 for _ in cells(sheet)) for sheet in ours.worksheets]


@pytest.mark.parametrize(("name", "text"), [("formula", "=1+1"), ("escapes", "_x0041_ =1+1"), ("payloads", " ".join(PAYLOADS[1:3]))])
def test_payloads_are_shown_letter_for_letter(printed: Path, resaved: Path, name: str, text: str) -> None:
    kept = [value for sheet in opened(resaved / f"{name}.xlsx").worksheets for value in texts(sheet)]

    assert sum(value.replace("_x005F_", "_") == text for value in kept) > 15
    assert text in " ".join(" ".join(pages(printed / f"{name}.pdf")).split())


def test_a_level_is_not_rounded_up_on_paper(printed: Path, books: dict[str, Path]) -> None:
    found = pages(printed / "nearly-a-level.pdf")
    summary = found[_first_page(found, opened(books["nearly-a-level"]).worksheets[SUMMARY])]

    starts = [line.split()[:2] for line in summary.splitlines()]
    assert ["Method", "2.96"] in starts
    assert ["Overall", "2.96"] in starts
    assert "3.0" not in summary


@pytest.mark.parametrize("name", ["many-dimensions", "six-roles", "sample-en"])
def test_every_name_in_the_chart_is_printed(printed: Path, books: dict[str, Path], name: str) -> None:
    """Programs leave names out of a chart that is too small for them."""
    sheet = opened(books[name]).worksheets[SUMMARY]
    found = pages(printed / f"{name}.pdf")
    words = found[_first_page(found, sheet)].split()

    chart = words[len(words) - 1 - words[::-1].index("Overall") :]
    for row in table(sheet)[:-1]:
        assert row["Dimension"].split()[-1] in chart


@pytest.mark.parametrize("name", [name for name in NAMES if name != "payloads"])  # its addresses are broken anywhere
def test_nothing_is_cut_off_on_paper(printed: Path, books: dict[str, Path], name: str) -> None:
    """Every word of every cell is printed as often as it stands in the workbook; what does not fit in a row would be left out."""
    written = Counter(word for sheet in opened(books[name]).worksheets for text in texts(sheet) for word in _words(text))
    found = Counter(word for page in pages(printed / f"{name}.pdf") for word in _words(page))

    assert {word: (times, found[word]) for word, times in written.items() if found[word] < times} == {}


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_as_high_as_libreoffice_would_make_them(fitted: Path, books: dict[str, Path], name: str) -> None:
    """Excel does not fit rows when it opens a file, so the heights in it must be enough."""
    ours, theirs = opened(books[name]), opened(fitted / f"{name}.xlsx")

    for sheet, other in zip(ours.worksheets, theirs.worksheets, strict=True):
        for row, dimension_of_row in sheet.row_dimensions.items():
            needed, height = other.row_dimensions[row].height, dimension_of_row.height
            assert needed is None or height is None or height >= min(needed, 409) - 0.5, f"{sheet.title} {row}"


def _words(text: str) -> list[str]:
    # Longer ones are broken over lines where a column is narrow.
    return [word for word in re.findall(r"[^\W_]+", text.replace("_x005F_", "_")) if len(word) < 12]
