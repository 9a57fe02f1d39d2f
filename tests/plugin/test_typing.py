"""What plugin authors' type checkers say of `maturity.api`: a sound plugin has nothing to mend, and mistakes are found before they run."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api as mypy

import maturity.api
from tests.helpers import ROOT

SOUND = Path(__file__).parent / "typing" / "sound.py"

#: A planted mistake, and what the type checker must say.
MISTAKES = {
    "a rule that returns a number": ("return Cap(mean,", "return 3\n    return Cap(mean,", "Incompatible return value type"),
    "a condition for a value": (
        "return Cap(mean, Fraction(29, 10), reached,",
        "return Cap(reached, Fraction(29, 10), reached,",
        'has incompatible type "Condition"',
    ),
    "a score with decimals": ("Fraction(29, 10), reached", "2.9, reached", 'has incompatible type "float"'),
    "a field that is not there": ("item.weight for", "item.wieght for", 'has no attribute "wieght"'),
    "a record of another kind": ('[Exporter(suffix=".txt", write=write)]', '[Rule(id="x", build=build)]', 'expected "Exporter"'),
    "an exporter that takes a text": ("def write(path: Path,", "def write(path: str,", '"write" to "Exporter" has incompatible type'),
    "a name that is not public": ("    AtLeast,\n", "    AtLeast,\n    Registry,\n", 'has no attribute "Registry"'),
}


def checked(path: Path, cache: Path) -> str:
    told, errors, _ = mypy.run(["--strict", "--no-error-summary", "--config-file=", "--cache-dir", str(cache), str(path)])
    return told + errors


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mypy")


def test_a_sound_plugin_has_nothing_to_mend(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYPYPATH", str(ROOT))
    assert checked(SOUND, cache) == ""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found(name: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYPYPATH", str(ROOT))
    right, wrong, said = MISTAKES[name]
    text = SOUND.read_text("utf-8")
    assert right in text
    (tmp_path / "plugin.py").write_text(text.replace(right, wrong, 1), encoding="utf-8")

    told = checked(tmp_path / "plugin.py", cache)
    assert said in told, told


def test_the_public_names_are_sorted_and_there() -> None:
    assert maturity.api.__all__ == sorted(maturity.api.__all__)
    assert all(hasattr(maturity.api, name) for name in maturity.api.__all__)
