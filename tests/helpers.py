"""What several parts of the tests need."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def require(program: str) -> str:
    """Return the path of a program; skip the test where it is missing, except in CI, where a missing one fails."""
    found = shutil.which(program)
    if found:
        return found
    reason = f"{program} is not installed on this computer"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def maturity(
    *arguments: str | Path, cwd: Path | None = None, stdin: str = "", env: Mapping[str, str] | None = None, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, in English, without a terminal, and return how it ended."""
    return subprocess.run(
        [sys.executable, "-m", "maturity", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONUTF8": "1", **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
