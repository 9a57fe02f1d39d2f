"""The sample's trace, recomputed by hand: what `maturity explain` says is what a reader with a pencil gets."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from maturity import load_questionnaire, open_assessment, score
from maturity.assessment.sample import write_sample
from maturity.assessment.store import Stored
from tests.helpers import maturity

F = Fraction

BY_HAND = {
    ("top-manager", "method"): F(3 + 3 + 3 + 2, 4),
    ("top-manager", "ownership"): F(3 + 4 + 3, 3),
    # "Types of benefit" is don't know: 2 of 3 are answered, which is enough.
    ("top-manager", "measurement"): F(2 + 2, 2),
    ("top-manager", "collaboration"): F(3 + 2, 2),
    ("top-manager", "learning"): F(2),
    ("top-manager", "overall"): F(151, 60),
    ("digitalisation-manager", "method"): F(2 + 3 + 2 + 2, 4),
    ("digitalisation-manager", "ownership"): F(2 + 3 + 2, 3),
    ("digitalisation-manager", "measurement"): F(1 + 2 + 2, 3),
    # "Sharing of costs and benefits" is not applicable, so one question of one is answered.
    ("digitalisation-manager", "collaboration"): F(2),
    ("digitalisation-manager", "learning"): F(2),
    ("digitalisation-manager", "overall"): F(41, 20),
}
COMBINED = {
    "method": (F(5, 2), 2, "8 of 8"),
    "ownership": (F(17, 6), 2, "6 of 6"),
    "measurement": (F(11, 6), 1, "5 of 6"),
    "collaboration": (F(9, 4), 2, "3 of 3"),
    "learning": (F(2), 2, "2 of 2"),
    "overall": (F(137, 60), 2, "24 of 25"),
}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    root = tmp_path_factory.mktemp("sample")
    return open_assessment(write_sample(root, load_questionnaire("benefits-realisation"), str))


def test_each_respondent(stored: Stored) -> None:
    found = {(one.response.role, name): scored.value for one in score(stored).respondents for name, scored in one.scores.items()}

    assert found == BY_HAND


def test_all_together(stored: Stored) -> None:
    result = score(stored)
    found = {
        combined.id: (combined.score.value, combined.score.level, f"{combined.score.answered} of {combined.score.applicable}")
        for combined in (*result.dimensions, result.overall)
    }

    assert found == COMBINED
    assert result.overall.spread == F(151, 60) - F(41, 20)


def test_explain_says_the_same_in_words(stored: Stored) -> None:
    done = maturity("explain", stored.path, "measurement", "--language", "en")

    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert "Mean of #11, #12, #13: (1 + 2 + 2) / 3 = 5/3 ≈ 1.666667" in said
    assert "Types of benefit: don't know: missing" in said
    assert "#14, if at least 2/3 of #11, #12, #13 have a value: 2 of 3, 2" in said
    assert "mean of the roles: 11/6 ≈ 1.833333" in said
    assert "Level: 1 Absent." in said


def test_explain_gives_the_same_steps_as_json(stored: Stored) -> None:
    done = maturity("explain", stored.path, "measurement", "--format", "json")

    (explained,) = json.loads(done.stdout)["scores"]
    steps = {(one["role"], step["step"]): step.get("exact", step["state"]) for one in explained["respondents"] for step in one["steps"]}
    assert steps["digitalisation-manager", 14] == "5/3"
    assert steps["top-manager", 13] == "missing"
    assert explained["combined"]["exact"] == "11/6"
