"""`maturity report`: a whole new file, or the old one and a message."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.assessment.making import contents_below, journal_in
from tests.cli.conftest import assert_message, fails
from tests.helpers import ROOT, maturity

SUFFIXES = (".xlsx", ".json", ".csv")


def write(*arguments: str | Path, cwd: Path | None = None) -> None:
    done = maturity("report", *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("Written: ")


def test_every_kind_of_file(assessments: Path, tmp_path: Path) -> None:
    """What was written is named with its whole path, as a message and not as a result."""
    for suffix in SUFFIXES:
        done = maturity("report", "assessments", "-o", f"result{suffix}", cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Written: {tmp_path / f'result{suffix}'}\n")

    assert zipfile.is_zipfile(tmp_path / "result.xlsx")
    assert (tmp_path / "result.csv").read_bytes() == maturity("score", assessments, "--format", "csv").stdout.encode()
    assert (tmp_path / "result.json").read_bytes() == maturity("score", assessments, "--format", "json").stdout.encode()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_answers_give_the_same_bytes(assessments: Path, tmp_path: Path, suffix: str) -> None:
    for number in (1, 2):
        write(assessments, "-o", tmp_path / f"{number}{suffix}")

    assert (tmp_path / f"1{suffix}").read_bytes() == (tmp_path / f"2{suffix}").read_bytes()


def test_a_result_can_be_reported_on(assessments: Path, tmp_path: Path) -> None:
    write(assessments, "-o", tmp_path / "first.json")
    write(tmp_path / "first.json", "-o", tmp_path / "second.json")
    write(tmp_path / "first.json", "-o", tmp_path / "first.json")

    assert (tmp_path / "second.json").read_bytes() == (tmp_path / "first.json").read_bytes()


def test_journals_are_left_alone(assessments: Path, tmp_path: Path) -> None:
    before = contents_below(assessments)
    for suffix in SUFFIXES:
        write(assessments, "-o", tmp_path / f"result{suffix}")

    assert contents_below(assessments) == before


def test_folders_are_made_and_suffixes_may_shout(assessments: Path, tmp_path: Path) -> None:
    write(assessments, "-o", tmp_path / "møte 12. mars" / "a" / "RESULT.XLSX")

    assert [path.name for path in (tmp_path / "møte 12. mars" / "a").iterdir()] == ["RESULT.XLSX"]


@pytest.mark.parametrize("name", ["result", "result.pdf", "result.xls", ".xlsx", "result.xlsx.", ""])
def test_a_name_that_does_not_say_which_kind(assessments: Path, tmp_path: Path, name: str) -> None:
    message = fails(2, "report", assessments, "-o", name, cwd=tmp_path)

    assert "does not say what kind of file to write.\nLet the name end in one of: .xlsx, .json, .csv" in message


def test_without_a_name(assessments: Path) -> None:
    assert "Missing option '-o'" in fails(2, "report", assessments)


def test_damage_is_reported_and_the_rest_is_written(assessments: Path, tmp_path: Path) -> None:
    path = journal_in(assessments)
    path.write_bytes(path.read_bytes().replace(b'"id":"plan.owner"', b'"id":"plan.owned"'))
    done = maturity("report", assessments, "-o", tmp_path / "result.json")

    assert done.returncode == 3
    assert_message(done)
    assert "Written: " in done.stderr
    assert "The journal is damaged on this line" in done.stderr
    assert json.loads((tmp_path / "result.json").read_text("utf-8"))["overall"]["roles"]["project-manager"]["exact"] == "5/3"


def test_nothing_is_written_where_nothing_can_be_read(tmp_path: Path) -> None:
    fails(2, "report", tmp_path / "missing", "-o", tmp_path / "result.xlsx")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_where_the_folder_should_be(assessments: Path, tmp_path: Path, suffix: str) -> None:
    """As a folder that one may not write in, which an administrator may."""
    (tmp_path / "file").write_bytes(b"a file")
    message = fails(6, "report", assessments, "-o", tmp_path / "file" / f"result{suffix}")

    assert f"{tmp_path / 'file'} could not be read or written" in message
    assert (tmp_path / "file").read_bytes() == b"a file"


def test_a_folder_where_the_file_should_be(assessments: Path, tmp_path: Path) -> None:
    (tmp_path / "result.xlsx").mkdir()
    message = fails(6, "report", assessments, "-o", tmp_path / "result.xlsx")

    assert message.startswith(f"Error: {tmp_path / 'result.xlsx'} could not be read or written: Is a directory.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["assessments", "result.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_disk_that_is_full(assessments: Path, tmp_path: Path, suffix: str) -> None:
    """A limit on the size of files makes every write above it fail, as a full disk does."""
    import resource

    path = tmp_path / f"result{suffix}"
    path.write_bytes(b"the old one")
    done = subprocess.run(
        [sys.executable, "-m", "maturity", "report", assessments, "-o", path],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 6
    assert done.stdout == ""
    assert_message(done)
    assert done.stderr.startswith(f"Error: {path} could not be read or written: File too large.\n")
    assert path.read_bytes() == b"the old one"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["assessments", path.name]
