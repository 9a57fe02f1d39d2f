"""From typing a command to its first output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.timing import Row, process, python


def command() -> str:
    """Return the installed command of this environment."""
    return str(Path(sys.executable).with_name("maturity"))


def rows(folder: Path) -> list[Row]:
    click = python("import click")

    def demo() -> float:
        place = tempfile.mkdtemp(dir=folder)
        elapsed = process([command(), "demo", "--language", "nb"], cwd=place)()
        shutil.rmtree(place)
        return elapsed

    return [
        Row("maturity --help", "import click", 1.3, process([command(), "--help"]), click),
        Row("maturity --version", "import click", 1.3, process([command(), "--version"]), click),
        Row("a usage error", "import click", 1.3, process([command(), "asess"], code=2), click),
        Row("maturity demo", "import click, rich.console, openpyxl", 2, demo, python("import click, rich.console, openpyxl")),
    ]
