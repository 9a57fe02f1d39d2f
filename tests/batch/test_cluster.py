"""Several processes score what one would have scored, also when one of them is killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from tests.batch.making import survey
from tests.helpers import maturity

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows kills processes in another way"),
]

BATCH = ["batch", "-q", "benefits-realisation", "--language", "en"]
ALLOWED = {"MATURITY_TEST_LOOPBACK": "1"}


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """Start a scheduler and two workers, each a process of its own."""
    environment = {**os.environ, **ALLOWED}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    scheduler = subprocess.Popen(dask, stderr=subprocess.PIPE, text=True, env=environment, cwd=tmp_path)
    processes = [scheduler]
    try:
        assert scheduler.stderr is not None
        address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127\.0\.0\.1:[0-9]+", line)))
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        processes += [
            subprocess.Popen([*worker, "--host", "127.0.0.1"], stderr=subprocess.DEVNULL, text=True, env=environment, cwd=tmp_path)
            for _ in range(2)
        ]
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def folder_of_parts(place: Path, parts: int = 8, rows: int = 30) -> Path:
    place.mkdir()
    for part in range(parts):
        found = survey(rows, part)
        for row in found:
            row["respondent"] = f"{part}-{row['respondent']}"
        found[part % rows]["br.method.overall"] = "ni"
        pl.DataFrame(found).write_parquet(place / f"{part}.parquet")
    return place


def test_two_workers_of_which_one_is_killed_give_what_one_process_gives(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    address, workers = cluster
    given = folder_of_parts(tmp_path / "given", 24)
    alone = maturity(*BATCH, given, "-o", tmp_path / "alone.csv", "--rejects", tmp_path / "alone-rejects.csv")
    words = [
        sys.executable,
        "-m",
        "maturity",
        *BATCH,
        given,
        "-o",
        tmp_path / "together.csv",
        "--rejects",
        tmp_path / "together-rejects.csv",
    ]
    with subprocess.Popen(
        [*map(str, words), "--engine", "dask", "--scheduler", address], stderr=subprocess.PIPE, text=True, env={**os.environ, **ALLOWED}
    ) as together:
        end = time.monotonic() + 60
        while not list(tmp_path.glob(".maturity-*/*.parquet")):
            assert time.monotonic() < end, "no task was done"
            time.sleep(0.005)
        # The first of 24 is done; whoever did it, and what is begun now, is lost with its worker.
        workers[0].send_signal(signal.SIGKILL)
        _, told = together.communicate(timeout=90)

    assert together.returncode == alone.returncode == 3, told
    assert "Read 720, scored 696, rejected 24." in told
    assert "Traceback" not in told
    for name in ("", "-rejects"):
        assert (tmp_path / f"together{name}.csv").read_bytes() == (tmp_path / f"alone{name}.csv").read_bytes()


def test_a_scheduler_that_is_not_there_is_said(tmp_path: Path) -> None:
    given = folder_of_parts(tmp_path / "given", 1)
    done = maturity(*BATCH, given, "-o", tmp_path / "out.csv", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", env=ALLOWED)

    assert done.returncode == 6, done.stderr
    assert "The scheduler tcp://127.0.0.1:9 cannot be reached." in done.stderr
    assert not (tmp_path / "out.csv").exists()
