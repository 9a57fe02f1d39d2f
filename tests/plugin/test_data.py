"""Question sets as data: read without importing anything; what is wrong with one is said in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from maturity import DataError
from maturity.model.plugin import Failure, Origin, foreign
from maturity.plugin.data import read_question_set
from maturity.plugin.status import recall, remember, status_file
from tests.questionnaire.writing import HEAD, rating

HERE = Origin(plugin="sector", distribution="maturity-sector", version="1.0.0")

MANIFEST = """\
format: maturity/question-set/1
id: sector
version: 1.2.0
api: 1
title: {en: Sector, nb: Sektor, nn: Sektor}
publisher: Sector body
contact: post@sector.example
licence: CC-BY-4.0
questionnaires: [small]
rules:
  - id: best
    plan: {maximum: items}
tombstones: [old-one]
"""


def question_set(folder: Path, manifest: str = MANIFEST) -> Path:
    (folder / "small").mkdir(parents=True)
    (folder / "small" / "questionnaire.yaml").write_text(HEAD + rating("q.a"), encoding="utf-8")
    (folder / "question-set.yaml").write_text(manifest, encoding="utf-8")
    return folder


def test_a_question_set_is_read_with_its_fingerprint(tmp_path: Path) -> None:
    found = read_question_set(question_set(tmp_path), HERE)

    assert (found.id, found.version, found.publisher) == ("sector", "1.2.0", "Sector body")
    assert found.questionnaires == {"small": tmp_path / "small"}
    assert list(found.rules) == ["best"]
    assert found.tombstones == ("old-one",)
    assert found.origin.sha256 is not None
    assert len(found.origin.sha256) == 64


def test_the_fingerprint_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    one, two = question_set(tmp_path / "one"), question_set(tmp_path / "two")
    first = read_question_set(one, HERE).origin.sha256

    assert read_question_set(two, HERE).origin.sha256 == first
    (two / "small" / "questionnaire.yaml").write_text(HEAD + rating("q.b"), encoding="utf-8")
    assert read_question_set(two, HERE).origin.sha256 != first


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("publisher:", "publsher:", 6, "“publsher” is not a key that is known here."),
        ("id: sector", "id: ../sector", 2, "is not an id"),
        ("questionnaires: [small]", "questionnaires: [../small]", 9, "expected a name inside this folder"),
        ("questionnaires: [small]", "questionnaires: [/etc]", 9, "expected a name inside this folder"),
        ("questionnaires: [small]", "questionnaires: [gone]", 9, "There is no “gone” in the folder of the question set."),
        ("api: 1", "api: 2", 4, "written for version 2 of the plugin interface; this is version 1"),
        ("publisher: Sector body", 'publisher: "Sector\\e[31m body"', 6, "control character"),
        ("plan: {maximum: items}", "plan: {maximun: items}", 12, "“maximun” is not a key that is known here."),
        ("question-set/1", "question-set/2", 1, "maturity/question-set/2"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, line: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_question_set(question_set(tmp_path, MANIFEST.replace(old, new)), HERE)

    assert any(said in str(problem.message) and problem.line == line for problem in caught.value.problems), caught.value.problems


def test_a_folder_with_thousands_of_files_is_refused(tmp_path: Path) -> None:
    folder = question_set(tmp_path)
    for number in range(501):
        (folder / f"{number}.yaml").touch()

    with pytest.raises(DataError, match="more than 500 files"):
        read_question_set(folder, HERE)


def test_what_failed_last_is_remembered_until_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert recall() == []
    remember([], ["sector"])
    assert not status_file().exists()

    failure = Failure(origin=HERE, stage="load", reason=foreign("ImportError: gone"))
    remember([failure], ["sector", "other"])
    assert recall() == [failure]
    remember([], ["other"])
    assert recall() == [failure]
    remember([], ["sector"])
    assert recall() == []


def test_a_damaged_memory_is_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    status_file().parent.mkdir(parents=True)
    status_file().write_bytes(b'[{"plugin": 1}]')

    assert recall() == []
