"""Naming a questionnaire: by its id, or by the path of its folder or file."""

from __future__ import annotations

from pathlib import Path

import pytest

from maturity.errors import UsageError
from maturity.questionnaire.catalog import find, shipped
from tests.questionnaire.writing import rating, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a questionnaire that lies in the current folder."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, rating("q.a"))


def refused(name: str) -> tuple[str, str]:
    with pytest.raises(UsageError) as raised:
        find(name)
    return str(raised.value.message), str(raised.value.hint)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_by_id(name: str) -> None:
    assert (find(name) / "questionnaire.yaml").is_file()


@pytest.mark.parametrize("name", ["small", "small/", "./small", "small/questionnaire.yaml", "./small/../small"])
def test_by_path(name: str, folder: Path) -> None:
    assert find(name).resolve() == folder.resolve()
    assert find(str(folder)) == folder


@pytest.mark.parametrize("name", [".", "questionnaire.yaml", "./questionnaire.yaml", "../small"])
def test_from_inside_its_folder(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)

    assert find(name).resolve() == folder.resolve()


def test_an_id_is_not_mistaken_for_a_folder_of_the_same_name(folder: Path) -> None:
    folder.rename(folder.with_name("user-insight"))

    assert find("user-insight") == shipped()["user-insight"]
    assert find("./user-insight").resolve() == folder.with_name("user-insight").resolve()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("benefit-realisation", "benefits-realisation"), ("data-managment", "data-management"), ("User-Insight", "user-insight")],
)
def test_the_nearest_id_is_named(name: str, nearest: str) -> None:
    assert refused(name) == (f"There is no questionnaire “{name}”.", f"Did you mean {nearest}?")


@pytest.mark.parametrize("name", ["", "xyz", "x" * 5_000, "\x1b[2J", "a\0b", "\udcff", "CON"])
def test_where_none_is_near_all_are_named(name: str, folder: Path) -> None:
    message, hint = refused(name)

    assert message.startswith("There is no questionnaire “")
    assert message.isprintable()
    assert len(message) < 120
    assert hint == f"Known here: {', '.join(shipped())}."


@pytest.mark.parametrize("name", ["./missing", "small/nb.yaml", "..", "/", "../" * 100, "/\0", "/" + "x" * 5_000])
def test_a_path_without_a_questionnaire(name: str, folder: Path) -> None:
    message, _ = refused(name)

    assert message.startswith("There is no questionnaire")
    assert message.isprintable()
    assert len(message) < 400
