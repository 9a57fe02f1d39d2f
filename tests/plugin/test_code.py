"""Plugins that are Python, good and bad, from a fixture distribution: the good one works, each bad one is left out with its reason."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from maturity.model.plugin import Failure
from maturity.plugin.code import PluginHost
from maturity.plugin.discovery import CODE_GROUP, installed
from maturity.scoring.rules.base import Rule

DIST = Path(__file__).parent / "dist"

#: Plugin to the stage it fails in and what is said of it.
BAD = {
    "raises-at-import": ("load", "RuntimeError: no [31mdatabase"),
    "exits-at-import": ("load", "SystemExit: 3"),
    "missing": ("load", "No module named 'mp_missing'"),
    "unknown-hook": ("validate", "there is no hook maturity_reports"),
    "wrong-arguments": ("validate", "database"),
    "wraps": ("validate", "is a hook wrapper"),
    "without-hooks": ("validate", "has no hook"),
    "raises-in-a-hook": ("call", "ZeroDivisionError"),
    "half-a-generator": ("call", "OSError: the rest is gone"),
    "wrong-types": ("call", "returned a str"),
    "future": ("validate", "written for version 2 of the plugin interface; this is version 1"),
    "endless": ("call", "more than 1000 records"),
    "returns-none": ("call", "returned NoneType, not a list"),
    "exits-in-a-hook": ("call", "SystemExit: 7"),
    "unspeakable": ("load", "UnspeakableError"),
}

#: Their hooks work; some of what they bring does not.
SOUND = ("good", "prints", "same-rule-one", "same-rule-two", "shadows", "takes-stdout", "gone-files", "late")


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[PluginHost]:
    monkeypatch.syspath_prepend(str(DIST))
    found = PluginHost()
    for point in installed([str(DIST)]):
        found.load(point)
    yield found
    for name in [name for name in sys.modules if name.startswith("mp_")]:
        del sys.modules[name]


def test_plugins_are_found_without_importing_them() -> None:
    found = installed([str(DIST)])

    assert [point.name for point in found] == sorted([*BAD, *SOUND])
    assert {point.group for point in found} == {CODE_GROUP}
    assert next(point for point in found if point.name == "good").distribution == "mp-good"
    assert next(point for point in found if point.name == "good").version == "1.2.3"
    assert not [name for name in sys.modules if name.startswith("mp_")]


def test_the_good_one_works_beside_all_the_bad_ones(host: PluginHost, capsys: pytest.CaptureFixture[str]) -> None:
    rules = list(host.call("maturity_scoring_rules", Rule))

    assert ("good", "greatest") in [(origin.plugin, rule.id) for origin, rule in rules]
    assert not {origin.plugin for origin, _ in rules} & set(BAD)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("plugin", "expected"), BAD.items())
def test_each_bad_one_is_named_with_stage_reason_and_remedy(host: PluginHost, plugin: str, expected: tuple[str, str]) -> None:
    list(host.call("maturity_scoring_rules", Rule))
    failures: dict[str, Failure] = {failure.origin.plugin: failure for failure in host.failures}

    stage, reason = expected
    assert failures[plugin].stage == stage
    assert reason in str(failures[plugin].reason)
    assert failures[plugin].origin.remedy == f"pip uninstall {failures[plugin].origin.distribution}"
    assert set(failures) == set(BAD)


def test_half_a_contribution_is_none(host: PluginHost) -> None:
    assert "half-a-generator" not in [origin.plugin for origin, _ in host.call("maturity_scoring_rules", Rule)]


def test_of_two_copies_the_first_on_the_path_counts(tmp_path: Path) -> None:
    other = tmp_path / "mp_good-9.9.9.dist-info"
    other.mkdir()
    (other / "entry_points.txt").write_text("[maturity]\ngood = somewhere_else\n", encoding="utf-8")

    assert [point.version for point in installed([str(DIST), str(tmp_path)]) if point.name == "good"] == ["1.2.3"]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe[maturity]\nx = y", b"[maturity]\n" + b"a = b\n" * 50_000, b"[maturity]\nno sign of a value\n"]
)
def test_strange_metadata_is_no_plugin(content: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "strange-1.dist-info"
    folder.mkdir()
    (folder / "entry_points.txt").write_bytes(content)

    assert installed([str(tmp_path), str(tmp_path / "missing")]) == [] or content.startswith(b"\xff")
