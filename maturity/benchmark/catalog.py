"""Finding benchmarks: those that ship with the toolkit, and files on the disk."""

from __future__ import annotations

import os
from pathlib import Path

from maturity.benchmark.dataset import read_benchmark
from maturity.errors import UsageError
from maturity.model.benchmark import Benchmark
from maturity.questionnaire.catalog import shipped_folder
from maturity.questionnaire.values import choices, nearest
from maturity.text import clean_line, msg


def shipped() -> dict[str, Path]:
    """Return the files of the benchmarks that ship with the toolkit, by id."""
    return {path.stem: path for path in sorted((shipped_folder() / "benchmarks").glob("*.yaml"))}


def find(name: str) -> Path:
    """Return the file of a benchmark given by its id or by its path.

    Raises:
        UsageError: There is none; names the nearest.
    """
    known = shipped()
    if name in known:
        return known[name]
    # os.path.isfile is False, and no error, for a name that no file can have.
    if os.path.isfile(name):  # noqa: PTH113
        return Path(name)
    shown = clean_line(name, limit=80)
    raise UsageError(
        msg("There is no benchmark “{name}”.", name=shown),
        nearest(shown, list(known)) or msg("Known here: {names}. Or give the path of a file.", names=choices(list(known))),
    )


def load_benchmark(name: str | Path) -> Benchmark:
    """Return a benchmark by its id or the path of its file.

    Raises:
        UsageError: There is none of that name.
        DataError: It is wrong; carries every problem with file, line and column.
    """
    return read_benchmark(find(str(name)))
