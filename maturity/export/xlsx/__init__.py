"""Results as a workbook for the management meeting.

============== ===========================================================
``workbook``   the façade: build, save, reopen and count
``book``       which results go into it, and what is said of all of them
``report``     one result in the reader's language: what the sheets write
``words``      names of states, scoring rules and parts, in words
``cells``      the only place that writes text and numbers into cells
``metrics``    how much room a text needs
``table``      a sheet that is a table, and the texts too long for it
``columns``    which columns the Summary needs
``scores``     the tables of the Summary
``page``       sheet names, print header and footer, A4
``saving``     reproducible bytes
``chart``      score against target, described in words
``finding``    what stands out, in a sentence
``profile``    the Summary of several questionnaires
``readme`` ``summary`` ``answers`` ``benchmark`` ``next_steps``: one sheet each
============== ===========================================================

openpyxl is imported when a workbook is written, never when this package is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from maturity.model.benchmark import Benchmark
    from maturity.model.questionnaire import Questionnaire
    from maturity.model.result import Result

__all__ = ["write_workbook"]


def write_workbook(path: Path, results: Sequence[tuple[Questionnaire, Result]], language: str, benchmarks: Sequence[Benchmark] = ()) -> int:
    """Write results of one organisation as a workbook and return how many cells hold something.

    Args:
        path: Where; folders are made, an older file is replaced.
        results: What scoring found, each with the questionnaire that was answered, from its stored copy.
        language: The reader's language, such as ``nb``.
        benchmarks: Published figures to show the answers beside.

    Raises:
        UsageError: The results are of several organisations, or two are of one questionnaire and period.
        StorageError: It could not be written, or what was reopened is not what was written. What stood there before the
            attempt to write still stands there.
    """
    import os

    # With lxml openpyxl spells XML differently, so the same result would give other bytes on another computer; it also loads slower.
    os.environ.setdefault("OPENPYXL_LXML", "False")
    from maturity.export.xlsx.workbook import write_workbook as write

    return write(path, results, language, benchmarks)
