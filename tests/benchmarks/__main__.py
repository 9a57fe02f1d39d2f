"""``python -m tests.benchmarks [WORD...]``: the numbers of the design, side by side in one run; with words only the rows that hold one."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import batch, interview, journal, startup
from tests.benchmarks.timing import measure


def main(words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # As after an ordinary installation: compiled once, in the first run, which does not count.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        # A word that names a whole part prepares only that.
        parts = {"startup": startup.rows, "journal": journal.rows, "interview": interview.rows, "batch": batch.rows}
        wanted = [make for name, make in parts.items() if not words or name in words or not set(words) & set(parts)]
        rows = [row for make in wanted for row in make(Path(folder))]
        print("| what | against | ratio min / median / max | goal | ms | |\n|---|---|---|---|---|---|")
        for row in rows:
            if not words or set(words) & set(parts) or any(word in row.name for word in words):
                print(measure(row), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
