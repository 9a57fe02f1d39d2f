"""A workbook is written whole, read back and counted; the same result gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from maturity.errors import StorageError
from maturity.export.xlsx import write_workbook
from maturity.export.xlsx.saving import reopened_cells
from tests.export.making import everything, questionnaire, response, result, write
from tests.export.reading import cells, opened, parts

BUILT = questionnaire()
SCORED = result(BUILT, response(everything(BUILT, 3), targets={"method": 4}), sample=True)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write(tmp_path_factory.mktemp("book") / "a.xlsx", BUILT, SCORED).read_bytes()


def test_the_number_of_filled_cells_is_that_of_another_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"

    counted = write_workbook(path, [(BUILT.questionnaire, SCORED)], "en")

    assert counted == sum(1 for sheet in opened(path).worksheets for _ in cells(sheet))


def test_no_part_of_a_file_passes_for_the_whole(content: bytes) -> None:
    assert reopened_cells(content) is not None
    for length in range(0, len(content), 997):
        assert reopened_cells(content[:length]) is None


def test_a_changed_byte_is_noticed(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo("xl/worksheets/sheet2.xml").header_offset + 200
    assert reopened_cells(content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :]) is None


def test_a_file_with_a_formula_is_not_ours() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    file = io.BytesIO()
    book.save(file)

    assert reopened_cells(file.getvalue()) is None


@pytest.mark.parametrize("lost", [1, 1000])
def test_a_disk_that_loses_the_end_of_a_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: int) -> None:
    really_replace = os.replace

    def replace(source: Path, target: Path) -> None:
        really_replace(source, target)
        os.truncate(target, target.stat().st_size - lost)

    monkeypatch.setattr(os, "replace", replace)
    path = tmp_path / "a.xlsx"

    with pytest.raises(StorageError, match=r"a\.xlsx does not hold what was written to it"):
        write_workbook(path, [(BUILT.questionnaire, SCORED)], "en")


def test_a_disk_that_keeps_the_old_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.xlsx", BUILT, SCORED)
    monkeypatch.setattr(os, "replace", lambda source, _target: Path(source).unlink())

    with pytest.raises(StorageError, match=r"a\.xlsx does not hold what was written to it"):
        write(path, BUILT, result(BUILT, response(everything(BUILT, 4), targets={"method": 4}), sample=True))


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.xlsx", BUILT, SCORED)
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left on device"):
        write(path, BUILT, result(BUILT, response(everything(BUILT, 1))), "nb")

    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()

    with pytest.raises(StorageError, match=r"a\.xlsx"):
        write_workbook(tmp_path / "a.xlsx", [(BUILT.questionnaire, SCORED)], "en")


_WRITE_ALL = """
import hashlib, sys
from pathlib import Path
from maturity.export import write_report
from tests.export.making import demo_result

folder = Path(sys.argv[1])
built, scored = demo_result(folder / "assessments", "nb")
for suffix in (".xlsx", ".json", ".csv"):
    path = write_report(scored, built, folder / f"result{suffix}", language="nb")
    print(suffix, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_the_same_result_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    said = []
    for number, seed in enumerate(("0", "1", "4242")):
        folder = tmp_path / str(number)
        folder.mkdir()
        # Another time zone and another folder, too.
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": f"UTC{number}",
            "PYTHONPATH": f"{root}{os.pathsep}{os.environ['PYTHONPATH']}",
        }
        done = subprocess.run(
            [sys.executable, "-c", _WRITE_ALL, str(folder)], env=environment, cwd=root, capture_output=True, text=True, check=True
        )
        said.append(done.stdout.split())

    assert len(said[0]) == 6
    assert said[0] == said[1] == said[2]


def test_the_same_bytes_whenever_it_is_written(content: bytes, tmp_path: Path) -> None:
    again = write(tmp_path / "b.xlsx", BUILT, SCORED).read_bytes()

    assert hashlib.sha256(again).digest() == hashlib.sha256(content).digest()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_part_tells_where_or_when_it_was_made(tmp_path: Path) -> None:
    found = parts(write(tmp_path / "secret-name.xlsx", BUILT, SCORED))

    core = found["docProps/core.xml"]
    assert core.count("2026-03-02T09:30:00Z") == 2
    assert not any("secret-name" in content or str(tmp_path) in content for content in found.values())
