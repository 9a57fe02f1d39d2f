"""Writing files: a reader sees the old one or the new one, and a refusal says which file it was about."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from maturity.errors import ExitCode, StorageError
from maturity.files import inside, make_folder, sync_folder, write_atomically


def test_a_new_file_in_new_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.json"
    write_atomically(path, b"new")

    assert path.read_bytes() == b"new"
    assert [each.name for each in path.parent.iterdir()] == ["c.json"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_bytes(b"old, and longer")
    write_atomically(path, b"new")

    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["x" * 250 + ".csv", "å" * 125 + ".csv", "-rf.csv", " .csv", "a\nb.csv"])
def test_names_that_just_fit(tmp_path: Path, name: str) -> None:
    """The temporary name beside it must fit too."""
    write_atomically(tmp_path / name, b"new")

    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_refusal_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    """And not a temporary one that nobody has heard of."""
    (tmp_path / "c.json").mkdir()
    with pytest.raises(StorageError) as raised:
        write_atomically(tmp_path / "c.json", b"new")

    assert raised.value.exit_code is ExitCode.STORAGE
    assert str(raised.value.message) == f"{tmp_path / 'c.json'} could not be read or written: Is a directory."
    assert "that the disk is not full" in str(raised.value.hint)
    assert [each.name for each in tmp_path.iterdir()] == ["c.json"]


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    """What cannot be written to whoever one is, as an administrator may write to any folder."""
    (tmp_path / "a").write_bytes(b"a file")
    with pytest.raises(StorageError, match="could not be read or written") as raised:
        write_atomically(tmp_path / "a" / "b" / "c.json", b"new")

    assert str(tmp_path / "a") in str(raised.value)
    assert (tmp_path / "a").read_bytes() == b"a file"


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300 + ".csv")
    with pytest.raises(StorageError, match="File name too long") as raised:
        write_atomically(path, b"new")

    assert str(path) in str(raised.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, where nothing can be made")
def test_a_folder_that_cannot_be_made() -> None:
    with pytest.raises(StorageError, match="/proc/maturity"):
        make_folder(Path("/proc/maturity/a"))


def test_a_folder_that_is_there_already(tmp_path: Path) -> None:
    make_folder(tmp_path)
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")

    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that cannot sync a folder")
def test_a_file_system_that_cannot_sync_folders_is_no_error() -> None:
    """As on some shared drives; there is nothing more one can do."""
    sync_folder(Path("/proc/self"))


@pytest.mark.parametrize("parts", [("..",), ("a", "..", "..", "b"), ("/etc",), ("a", "/etc/passwd")])
def test_a_path_never_leads_outside(tmp_path: Path, parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="is outside"):
        inside(tmp_path, *parts)


@pytest.mark.skipif(sys.platform == "win32", reason="needs the right to make links")
def test_a_link_does_not_lead_outside_either(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path)
    with pytest.raises(ValueError, match="is outside"):
        inside(tmp_path / "root", "link", "b")
