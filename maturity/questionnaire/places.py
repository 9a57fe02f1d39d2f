"""Where in the file a dimension or a question stands, for what is found only after it was built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from maturity.errors import DataError, Problem
from maturity.model.result import OVERALL
from maturity.questionnaire.build import read_root
from maturity.questionnaire.fields import Record
from maturity.questionnaire.forms import FILE
from maturity.questionnaire.reading import Node, Problems


def placed(found: Iterable[Problem], folder: Path) -> tuple[Problem, ...]:
    """Return problems with line and column, where they name a dimension, a question or the overall score of a questionnaire's file.

    Args:
        found: Those that have a line keep it.
        folder: Holds the questionnaire, which has been built.

    Raises:
        StorageError: The file cannot be read any more.
    """
    problems = tuple(found)
    if all(problem.line is not None for problem in problems):
        return problems
    nodes = _nodes(folder)
    return tuple(
        replace(problem, file=node.file or problem.file, line=node.line, column=node.column)
        if problem.line is None and (node := nodes.get(problem.where or ""))
        else problem
        for problem in problems
    )


@contextmanager
def placing(folder: Path) -> Iterator[None]:
    """Give the problems of a `DataError` their lines on its way out."""
    try:
        yield
    except DataError as error:
        raise DataError(placed(error.problems, folder), error.message, error.hint) from error


def _nodes(folder: Path) -> dict[str, Node]:
    unheard = Problems(FILE)
    root, _ = read_root(folder, unheard)
    if not isinstance(root, Record):
        return {}
    nodes: dict[str, Node] = {}
    for dimension in root.get("dimensions", ()):
        for question in dimension.get("questions", ()):
            nodes[question.get("id")] = question.at("id")
    for dimension in root.get("dimensions", ()):
        nodes[dimension.get("id")] = dimension.at("id")
    if (scoring := root.get("scoring")) is not None:
        nodes[OVERALL] = scoring.at("overall")
    return nodes
