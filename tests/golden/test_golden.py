"""The same answers give the same scores, for as long as a questionnaire's major version lives."""

from __future__ import annotations

import json

import pytest

from maturity import load_questionnaire
from maturity.questionnaire.catalog import shipped
from tests.golden.profiles import FOLDER, PROFILES, golden_file, scores


@pytest.mark.parametrize("name", sorted(shipped()))
@pytest.mark.parametrize("profile", PROFILES)
def test_scores_are_what_they_always_were(name: str, profile: str) -> None:
    built = load_questionnaire(name)
    golden = json.loads(golden_file(built).read_text("utf-8"))

    assert scores(built, profile) == golden[profile]


@pytest.mark.parametrize("name", sorted(shipped()))
def test_the_ends_of_the_scale_are_reached(name: str) -> None:
    """The lowest answers give the lowest level everywhere, the highest the highest."""
    built = load_questionnaire(name)
    first, last = built.questionnaire.levels[0].value, built.questionnaire.levels[-1].value

    assert set(scores(built, "lowest").values()) == {f"{first} level {first}"}
    assert set(scores(built, "highest").values()) == {f"{last} level {last}"}


def test_every_golden_file_belongs_to_a_questionnaire() -> None:
    known = {path.stem.rpartition("-")[0] for path in FOLDER.glob("*.json")}

    assert known == set(shipped())
