"""What the README says is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT, maturity

README = (ROOT / "README.md").read_text("utf-8")


def block(marker: str) -> str:
    """Return the code block after a marker comment."""
    match = re.search(rf"<!-- {re.escape(marker)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert match, f"the README has no block marked {marker}"
    return match[1]


def test_the_first_screen_shows_what_the_demo_prints(tmp_path: Path) -> None:
    shown = [line for line in block("output: demo").splitlines() if line != "…"]
    done = maturity("demo", "--language", "en", cwd=tmp_path)

    assert done.returncode == 0
    printed = iter(line.rstrip() for line in done.stdout.splitlines())
    assert len(shown) > 8
    missing = [line for line in shown if line and line not in printed]
    assert missing == []


def test_the_commands_fit_on_the_first_screen() -> None:
    first = README.splitlines()[:55]

    assert any("maturity demo" in line for line in first)
    assert any("-m pytest" in line for line in first)


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_the_examples_run(code: str, tmp_path: Path) -> None:
    assert maturity("demo", cwd=tmp_path).returncode == 0

    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.returncode == 0


def test_every_command_is_named() -> None:
    from maturity.cli.main import COMMANDS

    assert [name for name in COMMANDS if f"maturity {name}" not in README] == []
