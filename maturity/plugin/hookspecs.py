"""The hooks of the toolkit. A hook returns records; it is given nothing to call back and changes nothing.

A plugin is a module (or any object) with functions marked by `hookimpl`, named in the entry-point group ``maturity``::

    [project.entry-points.maturity]
    my-sector = "maturity_my_sector"

A plugin that needs a later version of this interface than `API` says so with ``MATURITY_API = 2`` beside its functions.

What is only data, questionnaires, rules as plan nodes and benchmarks, needs no code: see the group ``maturity.question_sets``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from maturity.export.formats import Exporter
    from maturity.scoring.rules.base import Rule

PROJECT = "maturity"

#: The version of this interface; a plugin written for a later one is left out with a message.
API = 1

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """Every hook there is."""

    @hookspec
    def maturity_question_sets(self) -> Iterable[Path]:
        """Return the folders of question sets, each with a ``question-set.yaml``.

        Example::

            from pathlib import Path
            from maturity.api import hookimpl

            @hookimpl
            def maturity_question_sets():
                yield Path(__file__).parent / "sets"
        """
        return ()

    @hookspec
    def maturity_scoring_rules(self) -> Iterable[Rule]:
        """Return scoring rules; each turns items into plan nodes and computes nothing.

        Example::

            from maturity.api import Mean, Rule, hookimpl

            def build(items, parameters):
                best = [item.node for item in items if item.key]
                return Mean(tuple(best), (1,) * len(best))

            @hookimpl
            def maturity_scoring_rules():
                return [Rule(id="key-mean", build=build)]
        """
        return ()

    @hookspec
    def maturity_benchmarks(self) -> Iterable[Path]:
        """Return benchmark files, each in the format ``maturity/benchmark/1``.

        Example::

            from pathlib import Path
            from maturity.api import hookimpl

            @hookimpl
            def maturity_benchmarks():
                return [Path(__file__).parent / "sector-2026.yaml"]
        """
        return ()

    @hookspec
    def maturity_exporters(self) -> Iterable[Exporter]:
        """Return file formats for `maturity report`.

        Example::

            from maturity.api import Exporter, hookimpl

            def write(path, content):
                scores = [f"{questionnaire.id} {result.overall.score.value}" for questionnaire, result in content.results]
                path.write_text(", ".join(scores), encoding="utf-8")

            @hookimpl
            def maturity_exporters():
                return [Exporter(suffix=".txt", write=write)]
        """
        return ()
