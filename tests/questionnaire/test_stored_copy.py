"""The copy of a questionnaire that assessments are scored from: the same bytes every time, and everything in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from maturity import DataError, load_questionnaire
from maturity.questionnaire.catalog import shipped
from maturity.scoring.engine import Built, load_built
from tests.helpers import ROOT
from tests.questionnaire.writing import HEAD, rating, write

EXAMPLES = sorted((ROOT / "tests" / "examples" / "valid").iterdir())
EVERYTHING = ROOT / "tests" / "examples" / "valid" / "everything"

every_questionnaire = pytest.mark.parametrize("name", [*shipped(), *map(str, EXAMPLES)], ids=lambda name: Path(name).name)


@every_questionnaire
def test_reading_the_copy_gives_the_questionnaire_and_its_plan(name: str) -> None:
    built = load_questionnaire(name)
    read = load_built(built.content, "copy.json")

    assert read.questionnaire == built.questionnaire
    assert read.schedule == built.schedule
    assert (read.sha256, read.reference) == (built.sha256, built.reference)


@every_questionnaire
def test_what_was_read_is_written_in_the_same_bytes(name: str) -> None:
    content = load_questionnaire(name).content
    read = load_built(content, "copy.json")

    assert Built(questionnaire=read.questionnaire, schedule=read.schedule, parts=read.parts).content == content


def test_another_process_writes_the_same_bytes() -> None:
    """Nothing depends on the order in which a process happens to keep things."""
    program = "import sys, maturity; print(maturity.load_questionnaire(sys.argv[1]).sha256)"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program, str(EVERYTHING)], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == load_questionnaire(EVERYTHING).sha256


def test_roles_and_sources_keep_their_order(tmp_path: Path) -> None:
    roles = "roles: {zebra: Zebra, adviser: Adviser, manager: Manager}\nsources: {zz: Last, aa: First}"
    head = HEAD.replace("roles: {top-manager: Top manager, adviser: Adviser}", roles)
    built = load_questionnaire(write(tmp_path, rating("q.a"), head=head))
    read = load_built(built.content, "copy.json").questionnaire

    assert list(read.roles) == ["zebra", "adviser", "manager"]
    assert list(read.sources) == ["zz", "aa"]


def test_every_change_that_a_respondent_can_see_changes_the_fingerprint(tmp_path: Path) -> None:
    found = set()
    changes = ("", "title: Small", "Top manager", "text: Five", "label: High", "How much?", "min_completeness: 1/2")
    for change in changes:
        place = tmp_path / (change.partition(":")[0] or "none").replace("?", "")
        place.mkdir()
        text = HEAD + rating("q.a")
        assert change in text
        new = {"min_completeness: 1/2": "min_completeness: 1/3"}.get(change, f"{change}x")
        found.add(
            load_questionnaire(write(place, rating("q.a").replace(change or "\0", new), head=HEAD.replace(change or "\0", new))).sha256
        )

    assert len(found) == len(changes)


def test_comments_and_layout_do_not(tmp_path: Path) -> None:
    plain = load_questionnaire(write(tmp_path, rating("q.a"))).sha256
    file = tmp_path / "small" / "questionnaire.yaml"
    head = HEAD.replace("title: Small", "title: 'Small' # short")
    file.write_text(f"# A comment\n{head}\n{rating('q.a')}", encoding="utf-8")

    assert load_questionnaire(tmp_path / "small").sha256 == plain


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(format="maturity/built-questionnaire/2"),
        lambda document: document.pop("plan"),
        lambda document: document["questionnaire"].pop("dimensions"),
        lambda document: document["questionnaire"].update(dimensions={}),
        lambda document: document["questionnaire"]["overall"].update(min_completeness="1/0"),
        lambda document: document["questionnaire"]["overall"].update(min_completeness="1e999999999"),
        lambda document: document["plan"]["steps"][-1].update(min_completeness="1e999999999"),
        lambda document: document["plan"]["steps"].insert(0, {"node": "Constant", "value": "1/0"}),
        lambda document: document.update(plan=[]),
    ],
)
def test_what_is_no_copy_is_refused(change: object) -> None:
    document = json.loads(load_questionnaire(EVERYTHING).content)
    assert callable(change)
    change(document)

    for content in (json.dumps(document).encode(), b"", b"[]", b"\xff", b'{"format":'):
        with pytest.raises(DataError) as raised:
            load_built(content, "copy.json")
        assert raised.value.problems[0].file == "copy.json"
