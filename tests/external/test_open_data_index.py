"""Published scores by others: the Global Open Data Index 2015, recomputed by our scoring core to the point.

The data stay where they are: their folder is named by ``MATURITY_EXTERNAL_DATA``.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from maturity import load_questionnaire, score
from maturity.scoring.engine import Built
from maturity.scoring.numbers import half_up
from tests.helpers import maturity

_VALUES = {"No": 0, "Unsure": 1, "Yes": 2}


@pytest.fixture(scope="module")
def folder() -> Path:
    named = os.environ.get("MATURITY_EXTERNAL_DATA")
    if not named:
        pytest.skip("MATURITY_EXTERNAL_DATA names no folder with the data of the Global Open Data Index 2015")
    found = Path(named) / "global-open-data-index-2015"
    if not found.is_dir():
        pytest.skip(f"there is no folder {found.name} where MATURITY_EXTERNAL_DATA points")
    return found


@pytest.fixture(scope="module")
def questionnaire() -> Built:
    return load_questionnaire(Path(__file__).parent / "open-data-index")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entry_score(questionnaire: Built, row: dict[str, str]) -> Fraction:
    answers = {question.id: _VALUES[row[question.id.removeprefix("odi.")]] for question in questionnaire.questionnaire.questions}
    value = score(answers, questionnaire).overall.score.value
    assert value is not None
    return value


def ranked(scores: dict[str, int]) -> dict[str, int]:
    """Rank with ties: as many places are better as the rank says, plus one."""
    return {place: 1 + sum(other > value for other in scores.values()) for place, value in scores.items()}


def test_every_published_entry_score(folder: Path, questionnaire: Built) -> None:
    entries = rows(folder / "answers.csv")

    assert len(entries) == 3_153
    wrong = [entry for entry in entries if entry_score(questionnaire, entry) != int(entry["published_score"])]
    assert wrong == []


def test_every_published_place_score_and_rank_of_2015(folder: Path, questionnaire: Built) -> None:
    entries = defaultdict(list)
    for entry in rows(folder / "answers.csv"):
        if entry["year"] == "2015":
            entries[entry["place"]].append(entry_score(questionnaire, entry))
    published = {row["id"]: (int(row["score"]), int(row["rank"])) for row in rows(folder / "places.csv") if row["id"] in entries}

    assert {len(found) for found in entries.values()} == {13}
    scores = {place: int(half_up(sum(found, Fraction(0)) / len(found), 0)) for place, found in entries.items()}
    ranks = ranked(scores)
    assert len(published) == 122
    assert {place: (scores[place], ranks[place]) for place in published} == published


def test_one_run_of_a_batch_gives_every_published_entry_score(folder: Path, tmp_path: Path) -> None:
    """3,153 of 3,153: words are recoded by a mapping file."""
    parts = ("exists", "digital", "public", "online", "free", "machinereadable", "bulk", "openlicense", "uptodate")
    columns = "\n".join(f"  {part}: odi.{part}" for part in parts)
    mapping = f'format: maturity/mapping/1\ncolumns:\n{columns}\nall_values: {{"Yes": "2", "Unsure": "1", "No": "0"}}\n'
    (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
    # Some entries of 2013 stand there twice, so nothing names a row.
    keys = [part for name in ("place", "dataset", "year", "published_score") for part in ("--group", name)]
    place = Path(__file__).parent / "open-data-index"
    output = tmp_path / "scores.csv"
    done = maturity(
        "batch", folder / "answers.csv", "-q", place, "-o", output, "--mapping", tmp_path / "map.yaml", *keys, "--language", "en"
    )

    assert done.returncode == 0, done.stderr
    assert "Read 3153, scored 3153, rejected 0." in done.stderr
    found = rows(output)
    assert [row for row in found if float(row["overall.score"]) != float(row["published_score"])] == []
    assert len(found) == 3_153
