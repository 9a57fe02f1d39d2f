"""The same scoring on several machines: one task per file, over Dask. Whoever asks for it needs the extra ``dask``.

Hardly ever worth it: one machine scores a million responses in the time that a cluster takes to start. The files, and the folder of the
output, must lie where every worker finds them under the same name.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from maturity.batch.files import score_one
from maturity.batch.responses import Reject, Responses
from maturity.batch.run import Wanted, responses
from maturity.errors import StorageError
from maturity.scoring.engine import load_built
from maturity.text import msg

#: How often a task is begun anew when its worker dies.
_RETRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where tasks run.

    Attributes:
        scheduler: Address of a Dask scheduler; None starts workers on this machine.
    """

    scheduler: str | None = None

    def score(self, found: Sequence[Responses], parts: Sequence[Path], wanted: Wanted, language: str) -> Iterator[list[Reject]]:
        """Score tables on workers, each into its part, and yield the rejects of each in order.

        Raises:
            StorageError: The scheduler cannot be reached, or workers died again and again.
        """
        from distributed import Client, KilledWorker

        content = found[0].built.content
        try:
            client = Client(self.scheduler, timeout=20, set_as_default=False)  # type: ignore[no-untyped-call]
        except OSError as error:
            raise StorageError(msg("The scheduler {address} cannot be reached.", address=self.scheduler or "–")) from error
        with client:
            tasks = [
                client.submit(
                    _task, content, str(one.table.path.resolve()), str(part.resolve()), wanted, language, retries=_RETRIES, pure=False
                )
                for one, part in zip(found, parts, strict=True)
            ]
            try:
                for task in tasks:
                    yield task.result()
            except KilledWorker as error:
                raise StorageError(
                    msg("Workers died again and again while they scored."), msg("Look into their logs; memory is the usual reason.")
                ) from error


def _task(content: bytes, path: str, part: str, wanted: Wanted, language: str) -> list[Reject]:
    """Score one file on a worker; a second try writes the same over the first."""
    built = load_built(content, path)
    rejects: list[Reject] = []
    with tempfile.TemporaryDirectory(prefix="maturity-") as scratch:
        found, _ = responses(Path(path), built, wanted, Path(scratch))
        score_one(found, Path(part), lambda _, reject: rejects.append(reject), language)
    return rejects
