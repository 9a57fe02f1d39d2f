"""Responses from standard input.

Apart from what scores them: once polars is imported, Ctrl-C no longer ends a read that waits.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from maturity.files import storage_errors


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder for copies that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="maturity-") as folder:
        yield Path(folder)


def spooled(stream: Iterable[bytes], folder: Path) -> Path:
    """Write what comes from a stream to a file that can be read more than once.

    Raises:
        StorageError: There is no room for it.
    """
    path = folder / "stdin.csv"
    with storage_errors(path), path.open("wb") as file:
        file.writelines(stream)
    return path
