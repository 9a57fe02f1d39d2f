"""From typing a command to its first output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.timing import Row, process, python
from tests.helpers import ROOT


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

    # 30 packages and six plugins beside the toolkit, for these rows and for what they are held against.
    site = {"PYTHONPATH": str(_installed(folder / "site"))}
    among = python("import click", env=site)

    return [
        Row("maturity --help", "import click", 1.3, process([command(), "--help"]), click),
        Row("maturity --version", "import click", 1.3, process([command(), "--version"]), click),
        Row("a usage error", "import click", 1.3, process([command(), "asess"], code=2), click),
        Row("maturity --help, 30 packages, six plugins", "import click", 1.3, process([command(), "--help"], env=site), among),
        Row("maturity --version, 30 packages, six plugins", "import click", 1.3, process([command(), "--version"], env=site), among),
        Row("a usage error, 30 packages, six plugins", "import click", 1.3, process([command(), "asess"], code=2, env=site), among),
        Row("maturity demo", "import click, rich.console, openpyxl", 2, demo, python("import click, rich.console, openpyxl")),
    ]


def _installed(place: Path) -> Path:
    """Return a folder with 30 packages that are no plugins, five Python plugins and one question set as data."""
    for number in range(30):
        metadata = place / f"package_{number}-1.0.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: package-{number}\nVersion: 1.0\n", encoding="utf-8")
        (metadata / "entry_points.txt").write_text(f"[console_scripts]\ncommand-{number} = package_{number}:main\n", encoding="utf-8")
    good = ROOT / "tests" / "plugin" / "dist"
    for number in range(5):
        shutil.copy(good / "mp_good.py", place / f"mp_good_{number}.py")
        shutil.copytree(good / "mp_good-1.2.3.dist-info", place / f"mp_good_{number}-1.2.3.dist-info")
        points = f"[maturity]\ngood-{number} = mp_good_{number}\n"
        (place / f"mp_good_{number}-1.2.3.dist-info" / "entry_points.txt").write_text(points, encoding="utf-8")
    shutil.copytree(ROOT / "tests" / "plugin" / "data", place, dirs_exist_ok=True)
    return place
