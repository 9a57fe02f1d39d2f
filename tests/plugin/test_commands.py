"""Good and bad plugins installed beside the toolkit: every command works, one line names each culprit, and nothing is traced back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from maturity import open_assessment, score
from tests.helpers import ROOT, maturity

HERE = Path(__file__).parent
CODE, DATA = HERE / "dist", HERE / "data"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def command(*arguments: str | Path, plugins: tuple[Path, ...] = (CODE, DATA), switch: str = "", cwd: Path = tmp_path) -> object:
        path = os.pathsep.join([*map(str, plugins), os.environ["PYTHONPATH"]])
        environment = {"PYTHONPATH": path, "XDG_STATE_HOME": str(tmp_path / "state"), "MATURITY_PLUGINS": switch}
        done = maturity(*arguments, cwd=cwd, env=environment)
        assert "Traceback" not in done.stderr
        return done

    return command  # type: ignore[return-value]


def answers(folder: Path, questionnaire: str, values: dict[str, int]) -> Path:
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": questionnaire},
        "organisation": {"name": "Fjordvik"},
        "period": "2026",
        "respondents": [{"role": "top-manager", "answers": values}],
    }
    path = folder / "answers.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_help_and_the_core_look_at_no_plugin(run: Run) -> None:
    for arguments in (["--help"], ["--version"], ["questionnaire", "show", "benefits-realisation"]):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_list_has_the_sound_ones_and_a_line_for_each_of_the_others(run: Run) -> None:
    done = run("questionnaire", "list", "--language", "en")

    assert done.returncode == 0
    assert "small 1.0.0 (draft): Small." in done.stdout
    assert done.stdout.count("\n") == 5
    lines = [line for line in done.stderr.splitlines() if "is left out" in line]
    assert len(lines) == 19
    assert all("Remove it with: pip uninstall mp-" in line for line in lines)
    assert "hello from a plugin" not in done.stdout + done.stderr


def test_plugins_are_listed_without_importing_them(run: Run) -> None:
    before = json.loads(run("plugin", "list", "--format", "json").stdout)["plugins"]
    run("questionnaire", "list")
    after = {one["name"]: one for one in json.loads(run("plugin", "list", "--format", "json").stdout)["plugins"]}

    assert {one["name"]: one["failure"] for one in before}["raises-at-import"] is None
    assert after["raises-at-import"]["failure"]["stage"] == "load"
    assert after["half-a-generator"]["failure"]["stage"] == "call"
    assert after["good"]["failure"] is None
    assert after["sector"]["question_set"]["publisher"] == "Sector body"
    assert "\x1b" not in json.dumps(after, ensure_ascii=False)


def test_a_data_plugin_is_scored_by_its_own_rule_and_named_in_the_result(run: Run, tmp_path: Path) -> None:
    done = run("score", answers(tmp_path, "small", {"q.a": 2, "q.b": 5}), "--format", "json", plugins=(DATA,))

    result = json.loads(done.stdout)
    assert result["overall"]["score"] == 5
    (plugin,) = [part for part in result["made_by"] if part["kind"] == "plugin"]
    assert (plugin["id"], plugin["version"]) == ("sector", "2.0.0")
    assert len(plugin["sha256"]) == 64


def test_what_belongs_to_a_plugin_that_failed_ends_with_5(run: Run, tmp_path: Path) -> None:
    unknown = run("questionnaire", "show", "smal", plugins=(CODE,))
    strict = run("questionnaire", "list", plugins=(CODE,), switch="strict")

    assert (unknown.returncode, strict.returncode) == (5, 5)
    assert "maturity plugin list" in unknown.stderr


def test_without_failures_an_unknown_name_is_wrong_use_with_the_nearest(run: Run) -> None:
    done = run("questionnaire", "show", "smal", "--language", "en", plugins=(DATA,))

    assert done.returncode == 2
    assert "Did you mean small?" in done.stderr


@pytest.mark.parametrize(("switch", "listed"), [("off", 4), ("sector", 5), ("good", 4)])
def test_plugins_can_be_switched_off_and_chosen(run: Run, switch: str, listed: int) -> None:
    done = run("questionnaire", "list", switch=switch)

    assert done.returncode == 0
    assert done.stdout.count("\n") == listed
    assert done.stderr == ""


def test_a_folder_is_a_plugin_too(run: Run) -> None:
    done = run("questionnaire", "list", "--path", DATA / "mp_sector", plugins=())

    assert "small 1.0.0" in done.stdout


def test_an_assessment_stays_readable_when_its_plugin_is_gone(run: Run, tmp_path: Path) -> None:
    """The stored copy holds the questionnaire and its plan, the plugin's rule included."""
    from maturity.assessment.journal import Header, open_journal
    from maturity.assessment.session import Session
    from maturity.assessment.store import journal_path, save_snapshot
    from maturity.plugin.registry import Registry

    built = Registry([DATA / "mp_sector"], {}).load("small")
    root = tmp_path / "assessments"
    save_snapshot(root, built)
    folder = root / "fjordvik" / "2026" / "small"
    header = Header(assessment="fjordvik/2026/small", period="2026", questionnaire=built.reference, role="top-manager", number=1)
    with open_journal(journal_path(folder, "top-manager", 1), header) as journal:
        session = Session(built.questionnaire, journal)
        session.answer(2)
        session.answer(4)

    assert score(open_assessment(folder)).overall.score.value == 4
    for arguments in (["score", folder], ["explain", folder], ["report", folder, "-o", "out.xlsx"]):
        assert run(*arguments, plugins=()).returncode == 0


def test_two_plugins_with_one_id_are_both_refused_and_named(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(DATA, other)
    (other / "mp_sector").rename(other / "mp_twin")
    (other / "mp_sector-2.0.0.dist-info").rename(other / "mp_twin-2.0.0.dist-info")
    (other / "mp_twin-2.0.0.dist-info" / "entry_points.txt").write_text("[maturity.question_sets]\ntwin = mp_twin\n", encoding="utf-8")

    done = run("questionnaire", "list", "--language", "en", plugins=(DATA, other))

    assert done.returncode == 0
    assert "small" not in done.stdout
    assert "brought by several plugins, so by none: sector, twin" in done.stderr


def test_a_plugin_cannot_take_the_place_of_the_core(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(DATA / "mp_sector", other)
    shutil.copytree(ROOT / "questionnaires" / "benefits-realisation", other / "benefits-realisation")
    manifest = (other / "question-set.yaml").read_text("utf-8").replace("[small]", "[benefits-realisation]")
    (other / "question-set.yaml").write_text(manifest, encoding="utf-8")

    done = run("questionnaire", "list", "--path", other, "--language", "en", plugins=())

    assert done.stdout.count("benefits-realisation") == 1
    assert "the questionnaire benefits-realisation is built in and cannot be replaced" in done.stderr


def test_a_package_without_its_folder_is_told_about_path(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "mp_editable-1.dist-info").mkdir(parents=True)
    (other / "mp_editable-1.dist-info" / "entry_points.txt").write_text(
        "[maturity.question_sets]\neditable = mp_editable\n", encoding="utf-8"
    )

    done = run("questionnaire", "list", "--language", "en", plugins=(other,))

    assert done.returncode == 0
    assert "name its folder with --path" in done.stderr
