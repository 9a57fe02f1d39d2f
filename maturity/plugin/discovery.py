"""Which plugins are installed: entry points read from the metadata of distributions, nothing imported.

Reading the files is several times faster than `importlib.metadata`, and cannot run anybody's code.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from maturity.text import clean_line

DATA_GROUP = "maturity.question_sets"
CODE_GROUP = "maturity"
_GROUPS = (DATA_GROUP, CODE_GROUP)

#: No honest file of entry points is larger.
_MAX_BYTES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPoint:
    """One plugin as its distribution names it.

    Attributes:
        group: `DATA_GROUP` or `CODE_GROUP`.
        value: A package folder, or ``module:attribute``.
    """

    group: str
    name: str
    value: str
    distribution: str
    version: str


def installed(paths: Iterable[str] | None = None) -> list[EntryPoint]:
    """Return every plugin that is installed, by name; of two copies of one distribution the first on the path counts.

    Args:
        paths: Where to look; ``sys.path`` by default.
    """
    found: list[EntryPoint] = []
    seen: set[str] = set()
    for place in sys.path if paths is None else paths:
        for folder in sorted(_metadata_folders(place or ".")):
            name, version = _identity(folder)
            key = re.sub(r"[-_.]+", "-", name).lower()
            if key in seen:
                continue
            seen.add(key)
            found += _entry_points(folder, name, version)
    return sorted(found, key=lambda point: (point.name, point.distribution))


def _metadata_folders(place: str) -> Iterator[str]:
    with suppress(OSError), os.scandir(place) as entries:
        yield from (entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))


def _identity(folder: str) -> tuple[str, str]:
    stem = Path(folder).name.rsplit(".", 1)[0]
    name, _, version = stem.partition("-")
    return clean_line(name.replace("_", "-"), limit=80), clean_line(version.split("-")[0], limit=40) or "?"


def _entry_points(folder: str, distribution: str, version: str) -> Iterator[EntryPoint]:
    path = Path(folder) / "entry_points.txt"
    with suppress(OSError):
        if path.stat().st_size > _MAX_BYTES:
            return
        content = path.read_bytes()
        if not any(f"[{group}]".encode() in content for group in _GROUPS):
            return
        group = ""
        for line in content.decode("utf-8", "replace").splitlines():
            text = line.strip()
            if text.startswith("[") and text.endswith("]"):
                group = text[1:-1].strip()
            elif group in _GROUPS and "=" in text and not text.startswith(("#", ";")):
                name, _, value = text.partition("=")
                yield EntryPoint(
                    group=group,
                    name=clean_line(name, limit=80),
                    value=clean_line(value, limit=200),
                    distribution=distribution,
                    version=version,
                )
