"""Errors for a person: what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.errors import DataError, MaturityError, Problem
from maturity.text import Catalogue, clean


def error_text(error: MaturityError, t: Catalogue) -> str:
    """Return everything an error has to say, one line per problem."""
    parts = [t("Error: {message}", message=error.message)]
    if isinstance(error, DataError):
        parts += [problem_text(problem, t) for problem in error.problems]
    if error.hint:
        parts.append(t(error.hint))
    return clean("\n".join(parts))


def problem_text(problem: Problem, t: Catalogue) -> str:
    """Return one problem on one line: place, kind, message, hint."""
    place = f"{problem.place}: " if problem.place else ""
    kind = t("Warning: {message}", message=problem.message) if problem.warning else t(problem.message)
    # Whoever has the line needs no path to it, least of all one that counts from nought.
    where = f" [{problem.where}]" if problem.where and (problem.line is None or "[" not in problem.where) else ""
    hint = f" {t(problem.hint)}" if problem.hint else ""
    return clean(f"{place}{kind}{where}{hint}")


def problems_text(problems: Sequence[Problem], t: Catalogue) -> str:
    """Return several problems, one per line."""
    return "\n".join(problem_text(problem, t) for problem in problems)
