"""A question set as a zip file: unpacked, fingerprinted, and refused with one clear line where it is not what it should be."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from pathlib import Path

import pytest

from maturity import DataError
from maturity.plugin.archive import unpack
from maturity.plugin.registry import Registry
from tests.helpers import maturity
from tests.plugin.test_data import question_set


def packed(folder: Path, path: Path, below: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, below + file.relative_to(folder).as_posix())
    return path


@pytest.mark.parametrize("below", ["", "sector-1.2.0/"])
def test_a_zip_file_is_a_question_set_and_its_fingerprint_is_told(below: str, tmp_path: Path) -> None:
    path = packed(question_set(tmp_path / "set"), tmp_path / "sector.zip", below)
    listed = maturity("questionnaire", "list", "--path", path, "--language", "en")
    checked = maturity("plugin", "check", path, "--language", "en")

    told = f"{path} has the sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"
    assert "small 1.0.0" in listed.stdout
    assert told in listed.stderr
    assert told in checked.stderr
    assert checked.returncode == 0


def test_the_same_set_has_the_same_fingerprint_packed_or_not(tmp_path: Path) -> None:
    folder = question_set(tmp_path / "set")
    path = packed(folder, tmp_path / "sector.zip")

    one, two = (Registry([place], {"MATURITY_PLUGINS": "off"}).load("small") for place in (folder, path))
    assert one.parts[0].sha256 == two.parts[0].sha256


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside.yaml", "a/../../b.yaml", "C:\\x.yaml", "a\\..\\b.yaml"])
def test_a_name_that_leads_out_is_refused_and_nothing_written(name: str, tmp_path: Path) -> None:
    path = packed(question_set(tmp_path / "set"), tmp_path / "sector.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "x")

    with pytest.raises(DataError) as caught:
        unpack(path)
    assert str(caught.value.problems[0].message) == "The name of this file leads out of the question set."
    assert not (tmp_path / "outside.yaml").exists()


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = packed(question_set(tmp_path / "set"), tmp_path / "sector.zip")
    link = zipfile.ZipInfo("small/nb.yaml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(DataError, match="A question set holds no links"):
        unpack(path)


def test_bombs_are_refused_by_what_they_say_and_by_what_they_do(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("question-set.yaml", b"0" * 60_000_000)
    with pytest.raises(DataError, match="would hold more than 50000000 bytes"):
        unpack(path)

    # The same, with a lie about its size in the directory.
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 100)
    path.write_bytes(content)
    with pytest.raises(DataError):
        unpack(path)

    with zipfile.ZipFile(path, "w") as archive:
        for number in range(501):
            archive.writestr(f"{number}.yaml", "")
    with pytest.raises(DataError, match="more than 500 files"):
        unpack(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"format: maturity/question-set/1\n", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_file_or_holds_no_question_set_costs_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sector.zip"
    path.write_bytes(content)
    checked = maturity("plugin", "check", path, "--language", "en")
    listed = maturity("questionnaire", "list", "--path", path, "--language", "en")
    missing = maturity("questionnaire", "list", "--path", tmp_path / "gone.zip", "--language", "en")

    assert checked.returncode == 3
    assert "Traceback" not in checked.stderr + listed.stderr
    assert (listed.returncode, listed.stderr.count("is left out")) == (0, 1)
    assert (missing.returncode, missing.stderr.count("is left out")) == (0, 1)


def test_every_byte_can_be_cut_away(tmp_path: Path) -> None:
    path = packed(question_set(tmp_path / "set"), tmp_path / "sector.zip")
    content = path.read_bytes()
    for length in range(0, len(content), 7):
        path.write_bytes(content[:length])
        with pytest.raises(DataError):
            unpack(path)
