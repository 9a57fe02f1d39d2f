"""What failed last: kept on the disk, so that `maturity plugin list` can tell without loading anything."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from maturity.errors import MaturityError
from maturity.files import write_atomically
from maturity.model.plugin import Failure, Origin, foreign
from maturity.text import clean_line

_STAGES = ("load", "validate", "call")


def status_file() -> Path:
    """Return where it is kept: in the user's state folder, never in a project."""
    from platformdirs import user_state_path

    return user_state_path("maturity", appauthor=False) / "plugins.json"


def remember(failures: Iterable[Failure], tried: Iterable[str]) -> None:
    """Keep what failed now, and forget what failed before and has worked now. A disk that refuses costs nothing but the memory.

    Args:
        failures: What failed.
        tried: Names of all plugins that were tried.
    """
    attempted = set(tried)
    failed = list(failures)
    standing = {failure.origin.plugin: failure for failure in recall() if failure.origin.plugin not in attempted}
    standing.update({failure.origin.plugin: failure for failure in failed})
    if not standing and not status_file().exists():
        return
    rows = [
        {
            "plugin": failure.origin.plugin,
            "distribution": failure.origin.distribution,
            "version": failure.origin.version,
            "stage": failure.stage,
            "reason": str(failure.reason),
        }
        for failure in standing.values()
    ]
    with suppress(MaturityError, OSError):
        write_atomically(status_file(), json.dumps(rows, ensure_ascii=False, indent=1).encode())


def recall() -> list[Failure]:
    """Return what failed last, nothing where that cannot be read."""
    try:
        rows = json.loads(status_file().read_bytes())
        return [
            Failure(
                origin=Origin(plugin=clean_line(row["plugin"]), distribution=row["distribution"], version=clean_line(row["version"])),
                stage=row["stage"],
                reason=foreign(row["reason"]),
            )
            for row in rows
            if row["stage"] in _STAGES
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return []
