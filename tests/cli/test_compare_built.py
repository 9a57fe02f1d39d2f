"""Own scores among peers: the narrowest group of which something is published, said aloud where it is not the first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.batch.test_building import BUILD, responses
from tests.helpers import maturity


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    maturity("demo", "--language", "en", cwd=folder)
    return next(folder.glob("maturity-demo/assessments/*/2026/benefits-realisation"))


def built(folder: Path, organisations: int) -> Path:
    output = folder / "sector.yaml"
    maturity(*BUILD, responses(folder / "in.csv", organisations), "-o", output, "--period", "2026")
    return output


def peers(demo: Path, benchmark: Path) -> list[dict[str, object]]:
    done = maturity("compare", demo, "--benchmark", benchmark, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["assessments"][0]["benchmarks"][0]["peers"]["scores"]
    return found


def test_a_small_benchmark_counts_and_a_large_one_tells_a_percentile(demo: Path, tmp_path: Path) -> None:
    small = peers(demo, built(tmp_path, 40))
    assert {row["group"] for row in small} == {"size.under-20000"}
    assert all(isinstance(row["below"], int) and row["percentile"] is None for row in small)
    said = maturity("compare", demo, "--benchmark", tmp_path / "sector.yaml", "--language", "en").stdout
    assert "at least 0" not in said
    assert " quarter." in said
    assert "organisations (fewer than 20,000 inhabitants)" in said

    large = peers(demo, built(tmp_path, 300))
    assert any(isinstance(row["percentile"], float) and 0 <= row["percentile"] <= 1 for row in large)
    assert {row["quarter"] for row in large} <= {1, 2, 3, 4}


def test_the_next_wider_group_is_said_aloud(demo: Path, tmp_path: Path) -> None:
    rows = peers(demo, built(tmp_path, 12))
    assert {"size.under-20000"} <= {name for row in rows for name in row["passed"]}  # type: ignore[attr-defined]
    said = " ".join(maturity("compare", demo, "--benchmark", tmp_path / "sector.yaml", "--language", "nn").stdout.split())
    assert "Det blir ikkje vist noko om gruppa «færre enn 20 000 innbyggjarar»: Ho er for lita, eller tala ville ha sagt for mykje." in said


def test_another_major_version_is_not_compared(demo: Path, tmp_path: Path) -> None:
    path = built(tmp_path, 40)
    path.write_text(
        path.read_text("utf-8").replace(
            "questionnaire: benefits-realisation\n  version: 1.0.0", "questionnaire: benefits-realisation\n  version: 2.0.0"
        )
    )
    said = " ".join(maturity("compare", demo, "--benchmark", path, "--language", "en").stdout.split())

    assert (
        "These figures are about version 2.0.0 of the questionnaire, and the answers are to version 1.0.0; they are not compared." in said
    )
    assert "Mean " not in said
    assert peers(demo, path) == []


def test_the_workbook_shows_the_place_among_peers(demo: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = built(tmp_path, 40)
    done = maturity("report", demo, "-o", tmp_path / "out.xlsx", "--benchmark", path, "--language", "en")
    assert done.returncode == 0, done.stderr

    cells = [str(cell) for row in load_workbook(tmp_path / "out.xlsx")["Benchmark"].iter_rows(values_only=True) for cell in row if cell]
    assert sum(cell.startswith("Mean ") and "organisations (fewer than 20,000 inhabitants)" in cell for cell in cells) == 6
    assert any(cell.endswith(" quarter.") for cell in cells)
    assert any(cell.startswith("Each organisation counts once") for cell in cells)
