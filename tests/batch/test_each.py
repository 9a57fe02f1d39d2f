"""One workbook per organisation: its own scores, its place among all of them, and nobody else's answers."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from maturity import load_questionnaire, score_table
from maturity.batch.each import results
from maturity.batch.run import Wanted, responses
from tests.batch.making import BUILT
from tests.batch.test_building import responses as written
from tests.helpers import maturity

BATCH = ["batch", "-q", "benefits-realisation", "--language", "en"]


def test_every_organisation_gets_its_own(tmp_path: Path) -> None:
    path = written(tmp_path / "in.csv", 12)
    path.write_text(path.read_text("utf-8").replace("Kommune 3,", "Kommune 1!,"), encoding="utf-8")
    done = maturity(*BATCH, path, "-o", tmp_path / "out.csv", "--each-to", tmp_path / "each", "--period", "2026")

    assert done.returncode == 0, done.stderr
    names = sorted(found.name for found in (tmp_path / "each").iterdir())
    assert len(names) == 12
    # Two names that make one file name are two files.
    assert {"kommune-1.xlsx", "kommune-1-2.xlsx", "kommune-11.xlsx"} <= set(names)
    book = load_workbook(tmp_path / "each" / "kommune-5.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert any("Kommune 5" in cell for cell in cells)
    assert not any(f"Kommune {number}" in cell for cell in cells for number in (0, 2, 4, 6))
    assert any(cell.startswith("Mean ") and "organisations (" in cell for cell in cells)


def test_the_scores_are_those_of_the_batch(tmp_path: Path) -> None:
    path = written(tmp_path / "in.csv", 8)
    found, _ = responses(path, BUILT, Wanted(), tmp_path)
    frame = score_table(path, BUILT).frame

    for result in results([found], [set()], BUILT, "2026"):
        own = frame.filter(frame["organisation"] == result.assessment.organisation.name)
        respondents = [one.scores["method"].value for one in result.respondents]
        assert sorted(round(float(value), 6) for value in respondents if value is not None) == sorted(
            own["method.score"].drop_nulls().to_list()
        )
    assert load_questionnaire("benefits-realisation").sha256 == BUILT.sha256


def test_without_one_period_nothing_is_guessed(tmp_path: Path) -> None:
    done = maturity(*BATCH, written(tmp_path / "in.csv", 6), "-o", tmp_path / "out.csv", "--each-to", tmp_path / "each")

    assert done.returncode == 2
    assert "A workbook per organisation is for one period; found: –." in done.stderr
    assert not (tmp_path / "each").exists()
