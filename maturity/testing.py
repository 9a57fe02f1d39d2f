"""What the tests of a plugin use.

::

    from pathlib import Path
    from maturity.testing import assert_question_set

    def test_the_question_set():
        assert_question_set(Path("maturity_my_sector"))
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maturity.errors import Problem
from maturity.plugin.checking import check_question_set

__all__ = ["assert_question_set", "check_question_set"]


def assert_question_set(folder: Path, plugins: Sequence[object] = (), *, strict: bool = True) -> None:
    """Make sure that a question set can be published.

    Args:
        folder: Where its ``question-set.yaml`` stands.
        plugins: Python plugins whose rules it names, such as your own module.
        strict: Whether warnings count too.

    Raises:
        AssertionError: It cannot; the message names every problem with file, line and column.
    """
    found: list[Problem] = [problem for problem in check_question_set(folder, plugins) if strict or not problem.warning]
    assert not found, "\n".join(str(problem) for problem in found)
