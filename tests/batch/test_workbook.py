"""A workbook of a whole sector: figures that protect small groups, and names only where they were asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.batch.test_building import responses
from tests.helpers import maturity

BATCH = ["batch", "-q", "benefits-realisation", "--language", "en", "--group", "region"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sector")
    path = responses(folder / "in.csv", 40)
    text = path.read_text("utf-8").replace("Kommune 7,", "=HYPERLINK(0),")
    path.write_text(text, encoding="utf-8")
    for name, more in (("plain", []), ("named", ["--with-organisations"])):
        done = maturity(*BATCH, path, "-o", folder / f"{name}.xlsx", *more)
        assert done.returncode == 0, done.stderr
    return folder


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(values_only=True))


def test_figures_stand_as_numbers_and_what_is_withheld_as_a_colon(written: Path) -> None:
    book = load_workbook(written / "plain.xlsx")

    assert book.sheetnames == ["Read me", "Figures", "Distribution", "Tidy"]
    heading, *found = rows(written / "plain.xlsx", "Figures")
    overall = next(row for row in found if row[0] == "Overall" and row[2] == "all organisations that answered")
    assert heading[:4] == ("Measured", "Kind of figure", "Group", "n")
    assert overall[3] == 40
    assert isinstance(overall[5], float)
    assert all(row[3] == ":" or isinstance(row[3], int) for row in found)
    assert all((row[3] == ":") <= bool(row[-1]) for row in found)


def test_the_tidy_sheet_has_one_figure_a_row(written: Path) -> None:
    heading, *found = rows(written / "plain.xlsx", "Tidy")

    assert heading == ("measure", "group", "statistic", "value", "withheld")
    keys = [row[:3] for row in found]
    assert len(set(keys)) == len(keys)
    assert {"n", "mean", "p50", "share_1"} <= {row[2] for row in found}
    assert all((row[3] == ":") == bool(row[4]) for row in found)


def test_no_organisation_is_named_unless_it_was_asked_for_and_none_can_be_a_formula(written: Path) -> None:
    plain = [cell for sheet in load_workbook(written / "plain.xlsx") for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not any("Kommune" in str(cell) or "HYPERLINK" in str(cell) for cell in plain)

    heading, *found = rows(written / "named.xlsx", "Responses")
    names = [row[heading.index("organisation")] for row in found]
    assert {"Kommune 1", "=HYPERLINK(0)"} <= set(names)
    cells = [cell for row in load_workbook(written / "named.xlsx")["Responses"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert isinstance(found[0][heading.index("overall.score")], float)


def test_respondents_are_counted_in_the_published_segments(tmp_path: Path) -> None:
    import polars as pl

    path = responses(tmp_path / "in.csv", 40)
    frame = pl.read_csv(path)
    frame.with_columns([(pl.int_range(pl.len()) % 5 + 1).alias(f"br.bm.gain_{name}") for name in ("cost", "service", "quality")]).write_csv(
        path
    )
    done = maturity(*BATCH, path, "-o", tmp_path / "out.xlsx")
    assert done.returncode == 0, done.stderr

    heading, *found = rows(tmp_path / "out.xlsx", "Segments")
    assert heading == ("Segments by", "Mean of the items", "Share of respondents")
    published = [row for row in found if str(row[0]).startswith("Own respondents by the bounds that were published")]
    assert [row[1] for row in published] == ["a mean of 2.9 or lower", "between the others", "a mean of 3.75 or higher"]
    assert sum(float(str(row[2])) for row in published) == pytest.approx(1, abs=0.02)
