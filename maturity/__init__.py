"""A toolkit for maturity self-assessments: questionnaires, scores that can be defended, workbooks.

What scripts and notebooks use::

    from maturity import load_questionnaire, open_assessment, score

Everything returned is a frozen record. Nothing here prints, asks or exits; errors are `MaturityError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maturity.version import VERSION as __version__

if TYPE_CHECKING:
    from maturity.assessment.loading import score
    from maturity.batch.run import score_table
    from maturity.errors import DataError, MaturityError, StorageError, UsageError
    from maturity.export import write_report, write_reports
    from maturity.plugin.registry import load_questionnaire, open_assessment, open_assessments

_WHERE = {
    "DataError": "maturity.errors",
    "MaturityError": "maturity.errors",
    "StorageError": "maturity.errors",
    "UsageError": "maturity.errors",
    "load_questionnaire": "maturity.plugin.registry",
    "open_assessment": "maturity.plugin.registry",
    "open_assessments": "maturity.plugin.registry",
    "score": "maturity.assessment.loading",
    "score_table": "maturity.batch.run",
    "write_report": "maturity.export",
    "write_reports": "maturity.export",
}

__all__ = [
    "DataError",
    "MaturityError",
    "StorageError",
    "UsageError",
    "__version__",
    "load_questionnaire",
    "open_assessment",
    "open_assessments",
    "score",
    "score_table",
    "write_report",
    "write_reports",
]


def __getattr__(name: str) -> Any:
    # Importing the package must cost nothing: the command imports it for every --help.
    if name in _WHERE:
        from importlib import import_module

        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
