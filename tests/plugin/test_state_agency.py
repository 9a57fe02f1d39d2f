"""The question set for state agencies: a Python plugin with a rule of its own, as an outside sector body would publish it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from maturity import score
from maturity.assessment.advice import next_steps
from maturity.plugin.registry import Registry
from maturity.scoring.engine import Built
from maturity.testing import assert_question_set
from tests.helpers import ROOT, maturity

PLUGIN = ROOT / "plugins" / "maturity-state-agency"

ALL_FOURS: dict[str, int | str] = {
    "stat.steering.signal": 4,
    "stat.steering.dialogue": 4,
    "stat.steering.managers": 4,
    "stat.common.use": 4,
    "stat.common.offer": 4,
    "stat.regulation.review": 4,
    "stat.municipal.early": 4,
    "stat.portfolio.continuous": 4,
}

#: All at the top but control of sensitive data.
MUNICIPALITY = {
    "kommune.process.endtoend": 5,
    "kommune.process.ladder": 4,
    "kommune.common.network": 5,
    "kommune.common.state": 5,
    "kommune.sensitive.control": 2,
    "kommune.sensitive.reuse": 5,
    "kommune.market.involve": 5,
    "kommune.anchoring.council": 5,
    "kommune.anchoring.residents": 5,
}


@pytest.fixture(scope="module")
def plugin() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PLUGIN))
        yield import_module("maturity_state_agency")


@pytest.fixture(scope="module")
def built(plugin: ModuleType) -> Built:
    return Registry((), {"MATURITY_PLUGINS": "off"}, [plugin]).load("state-agency")


def test_there_is_nothing_to_mend(plugin: ModuleType) -> None:
    assert_question_set(PLUGIN / "maturity_state_agency", [plugin])


@pytest.mark.parametrize("signal", range(1, 6))
@pytest.mark.parametrize("dialogue", range(1, 6))
def test_the_weaker_link_decides_and_is_named_where_they_differ(signal: int, dialogue: int, built: Built) -> None:
    found = score({**ALL_FOURS, "stat.steering.signal": signal, "stat.steering.dialogue": dialogue}, built).dimensions[0].score

    assert found.value == found.level == min(signal, dialogue)
    assert len(found.caps) == (signal != dialogue)
    if found.caps:
        assert f"høyst {min(signal, dialogue)} så lenge «Signaler fra departementet» eller" in dict(found.caps[0])["nb"]


def test_what_is_not_scored_changes_nothing_but_the_next_steps(built: Built) -> None:
    without: dict[str, int | str] = {**ALL_FOURS, "stat.steering.managers": "skipped"}
    low = score({**ALL_FOURS, "stat.steering.managers": 1}, built)

    assert score(without, built).overall.score == low.overall.score
    assert low.dimensions[0].score.applicable == 2
    assert "stat.steering.managers" in [step.question for step in next_steps(built.questionnaire, low)]


def test_without_a_letter_of_allocation_the_rest_is_scored_and_advised(built: Built) -> None:
    """A ministry or a court has neither link; what it can do itself is still a next step."""
    neither: dict[str, int | str] = {"stat.steering.signal": "not-applicable", "stat.steering.dialogue": "not-applicable"}
    found = score({**ALL_FOURS, **neither, "stat.steering.managers": 2, "stat.municipal.early": 2}, built)

    assert found.dimensions[0].score.status == "not-applicable"
    assert found.overall.score.value == Fraction(14, 4)
    assert [step.question for step in next_steps(built.questionnaire, found)][-1] == "stat.common.offer"
    assert "stat.steering.managers" in [step.question for step in next_steps(built.questionnaire, found)]


def test_the_command_explains_the_staged_dimension(tmp_path: Path) -> None:
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": "state-agency"},
        "organisation": {"name": "Kystetaten", "kind": "state"},
        "period": "2026",
        "respondents": [{"role": "top-manager", "answers": {**ALL_FOURS, "stat.steering.dialogue": 2}}],
    }
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    site = tmp_path / "site"
    (site / "maturity_state_agency-1.0.0.dist-info").mkdir(parents=True)
    (site / "maturity_state_agency-1.0.0.dist-info" / "entry_points.txt").write_text(
        "[maturity]\nstate-agency = maturity_state_agency\n", encoding="utf-8"
    )
    environment = {"PYTHONPATH": f"{site}:{PLUGIN}:{ROOT}", "XDG_STATE_HOME": str(tmp_path), "MATURITY_PLUGINS": "state-agency"}

    explained = maturity("explain", path, "steering", "--language", "en", env=environment)
    checked = maturity("plugin", "check", "state-agency", "--strict", "--language", "en", env=environment)
    result = json.loads(maturity("score", path, "--format", "json", env=environment).stdout)

    assert explained.returncode == 0, explained.stderr
    words = " ".join(explained.stdout.split())
    assert (
        "The score is at most 2 while “Signals from the ministry” or “Coherent services in the steering dialogue” is below level 3."
        in words
    )
    assert (checked.returncode, checked.stderr.strip()) == (0, "Nothing wrong was found.")
    assert {(part["id"], part["version"], "sha256" in part) for part in result["made_by"] if part["kind"] == "plugin"} == {
        ("state-agency", "1.0.0", True),
        ("state-agency", "1.0.0", False),
    }


def test_the_terminal_says_what_held_the_score_down(tmp_path: Path) -> None:
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": "municipality"},
        "organisation": {"name": "Fjordvik", "kind": "municipality"},
        "period": "2026",
        "respondents": [{"role": "top-manager", "answers": MUNICIPALITY}],
    }
    (tmp_path / "answers.json").write_text(json.dumps(document), encoding="utf-8")
    place = ROOT / "plugins" / "maturity-municipality" / "maturity_municipality"
    for more in ([], ["--accessible"]):
        shown = maturity("score", tmp_path / "answers.json", "--path", place, "--language", "nn", *more)
        words = " ".join(shown.stdout.split())
        assert "Skårar som er haldne nede Samla: Den samla skåren er høgst 2,9 så lenge" in words
