"""Everything there is: what is built in, and what plugins add to it. Plugins are looked at only when something is asked for that is not built in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from maturity.assessment import loading
from maturity.assessment.store import Stored
from maturity.errors import DataError, PluginError, UsageError
from maturity.model.plugin import BUILT_IN, Failure, Origin, QuestionSet
from maturity.model.result import MadeBy
from maturity.plugin.discovery import EntryPoint, installed
from maturity.questionnaire.build import build
from maturity.questionnaire.catalog import shipped
from maturity.questionnaire.forms import FILE
from maturity.questionnaire.places import placing
from maturity.questionnaire.values import nearest
from maturity.scoring.engine import Built, build_plan
from maturity.scoring.rules.base import Rule
from maturity.text import Message, clean_line, msg

if TYPE_CHECKING:
    from maturity.export.formats import Exporter
    from maturity.plugin.archive import Unpacked
    from maturity.plugin.contributions import Contributions

Record = TypeVar("Record")

SWITCH = "MATURITY_PLUGINS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A questionnaire that can be answered.

    Attributes:
        folder: Where it is read from.
        question_set: What it was published in.
    """

    folder: Path
    question_set: QuestionSet


class Registry:
    """What is built in, and what installed plugins and named folders add.

    Attributes:
        paths: Folders and zip files of question sets named by the user.
        unpacked: The zip files among them, as far as plugins have been looked at.
        plugins: Python plugins that need not be installed, such as the module that is being tested.
    """

    def __init__(
        self,
        paths: Sequence[Path] = (),
        environment: Mapping[str, str] | None = None,
        plugins: Sequence[object] = (),
        settled: Callable[[], Sequence[Path]] = tuple,
    ) -> None:
        self.paths = tuple(paths)
        self.plugins = tuple(plugins)
        self._settled = settled
        switch = (os.environ if environment is None else environment).get(SWITCH, "").strip()
        self.strict = switch.lower() == "strict"
        self._off = switch.lower() == "off"
        named = {name.strip() for name in switch.split(",") if name.strip()}
        self._named = None if self.strict or self._off or not named else named
        self.unpacked: tuple[Unpacked, ...] = ()
        self._failures: list[Failure] = []

    @property
    def is_loaded(self) -> bool:
        """Whether plugins have been looked at."""
        return "_contributions" in self.__dict__

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What is left out, as far as plugins have been looked at."""
        return tuple(self._failures)

    def points(self) -> list[EntryPoint]:
        """Return the plugins that are installed and switched on; nothing is imported."""
        if self._off:
            return []
        return [point for point in installed() if self._named is None or point.name in self._named]

    # What there is

    @property
    def question_sets(self) -> tuple[QuestionSet, ...]:
        """Every question set, the core first."""
        return self._contributions.question_sets

    @cached_property
    def questionnaires(self) -> Mapping[str, Offered]:
        """Every questionnaire by id, the core first."""
        offers = [
            (name, question_set.origin, Offered(folder=folder, question_set=question_set))
            for question_set in self.question_sets
            for name, folder in question_set.questionnaires.items()
        ]
        return self._without_conflicts(offers, msg("questionnaire"))

    @cached_property
    def rules(self) -> Mapping[str, tuple[Origin, Rule]]:
        """Every scoring rule by id, with where it comes from."""
        offers = [(rule.id, origin, (origin, rule)) for origin, rule in self._contributions.rules]
        for question_set in self.question_sets:
            offers += [
                (name, question_set.origin, (question_set.origin, rule))
                for name, rule in question_set.rules.items()
                if isinstance(rule, Rule)
            ]
        return self._without_conflicts(offers, msg("scoring rule"))

    @cached_property
    def benchmarks(self) -> Mapping[str, Path]:
        """Every benchmark file by id."""
        offers = []
        for origin, path in self._contributions.benchmarks:
            if path.is_file():
                offers.append((path.stem, origin, path))
            else:
                self._failures.append(Failure(origin=origin, stage="validate", reason=msg("the file {path} is not there", path=str(path))))
        for question_set in self.question_sets:
            offers += [(name, question_set.origin, path) for name, path in question_set.benchmarks.items()]
        return self._without_conflicts(offers, msg("benchmark"))

    def benchmark_file(self, name: str) -> Path:
        """Return the file of a benchmark given by id or path.

        Raises:
            UsageError: There is none of that name.
        """
        from maturity.benchmark import catalog

        if name not in catalog.shipped() and name in self.benchmarks:
            return self.benchmarks[name]
        return catalog.find(name)

    @cached_property
    def exporters(self) -> Mapping[str, Exporter]:
        """Every kind of file by suffix."""
        return self._without_conflicts(
            [(exporter.suffix, origin, exporter) for origin, exporter in self._contributions.exporters], msg("exporter")
        )

    def exporters_for(self, path: Path) -> Mapping[str, Exporter]:
        """Return the kinds of file there are, without looking at plugins where a built-in one will do."""
        from maturity.export.formats import EXPORTERS

        return EXPORTERS if path.suffix.lower() in EXPORTERS else self.exporters

    # Questionnaires

    def load(self, name: str | Path) -> Built:
        """Return a questionnaire with its plan.

        Args:
            name: The id of a questionnaire, built in or from a plugin, or the path of a questionnaire's folder.

        Raises:
            UsageError: There is none of that name.
            PluginError: There is none, and a plugin that may have brought it is left out.
            DataError: It is wrong; carries every problem.
        """
        if str(name) in shipped():
            return loading.load_questionnaire(name)
        offered = self.questionnaires.get(str(name))
        if offered is not None:
            return self._built(offered.folder, offered.question_set)
        try:
            folder = self.folder(str(name))
        except UsageError as error:
            if self._failures:
                raise PluginError(error.message, msg("A plugin that may have brought it is left out; see: maturity plugin list")) from error
            hint = nearest(clean_line(str(name), limit=80), list(self.questionnaires)) or error.hint
            raise UsageError(error.message, hint) from error
        return self._built(folder, None)

    def load_all(self) -> list[Built]:
        """Return every questionnaire that can be used; a plugin's that cannot is left out and named among the failures."""
        from maturity.plugin.contributions import in_short

        found = []
        for name, offered in self.questionnaires.items():
            try:
                found.append(self.load(name))
            except (DataError, PluginError) as error:
                if name in shipped():
                    raise
                self._failures.append(Failure(origin=offered.question_set.origin, stage="validate", reason=in_short(error)))
        return found

    def folder(self, name: str) -> Path:
        """Return the folder of a questionnaire given by id or path.

        Raises:
            UsageError: There is none of that name.
        """
        from maturity.questionnaire.catalog import find

        if name not in shipped() and name in self.questionnaires:
            return self.questionnaires[name].folder
        return find(name)

    def rules_for_check(self) -> Mapping[str, Rule]:
        """Return every rule that a questionnaire can name."""
        return {name: rule for name, (_, rule) in self.rules.items()}

    def _built(self, folder: Path, question_set: QuestionSet | None) -> Built:
        questionnaire, _ = build(folder, self.rules_for_check())
        used = {dimension.scoring.rule for dimension in questionnaire.dimensions} | {questionnaire.overall.rule}
        origins = [question_set.origin] if question_set is not None else []
        origins += [self.rules[name][0] for name in sorted(used)]
        parts = dict.fromkeys(
            MadeBy(kind="plugin", id=origin.plugin, version=origin.version, sha256=origin.sha256)
            for origin in origins
            if origin.plugin != BUILT_IN.plugin
        )
        with placing(folder):
            return build_plan(questionnaire, self.rules_for_check(), file=str(folder / FILE), brought_by=tuple(parts))

    # Loading

    @cached_property
    def _contributions(self) -> Contributions:
        from maturity.plugin.contributions import gather
        from maturity.plugin.status import remember

        points = self.points()
        found = gather(points, self.plugins, (*self._settled(), *self.paths))
        self.unpacked = found.unpacked
        self._failures += found.failures
        if points:
            remember(self._failures, [point.name for point in points])
        if self.strict and self._failures:
            raise plugin_error(self._failures)
        return found

    def _without_conflicts(self, offers: Sequence[tuple[str, Origin, Record]], kind: Message) -> Mapping[str, Record]:
        """Return records by id: a built-in id stays the built-in's, and of two plugins with one id neither gets it."""
        by_id: dict[str, list[tuple[Origin, Record]]] = {}
        for name, origin, record in offers:
            by_id.setdefault(name, []).append((origin, record))
        found: dict[str, Record] = {}
        for name, several in by_id.items():
            own = [(origin, record) for origin, record in several if origin.plugin == BUILT_IN.plugin]
            others = [pair for pair in several if pair not in own]
            if own:
                found[name] = own[0][1]
                reason = msg("the {kind} {name} is built in and cannot be replaced", kind=kind, name=name)
            elif len(others) == 1:
                found[name] = others[0][1]
                continue
            else:
                names = ", ".join(sorted({origin.plugin for origin, _ in others}))
                reason = msg("the {kind} {name} is brought by several plugins, so by none: {names}", kind=kind, name=name, names=names)
            self._failures += [Failure(origin=origin, stage="validate", reason=reason) for origin, _ in others]
        if self.strict and self._failures:
            raise plugin_error(self._failures)
        return found


def settled_paths() -> tuple[Path, ...]:
    """Return the question sets that the user's settings name.

    Raises:
        DataError: Something in the settings is wrong.
        StorageError: They cannot be read.
    """
    from maturity.config import config_file, read_config

    return read_config(config_file()).paths


def plugin_error(failures: Sequence[Failure]) -> PluginError:
    """Return the error that ends a run under ``MATURITY_PLUGINS=strict``."""
    first = failures[0]
    return PluginError(
        msg("The plugin {plugin} cannot be used: {reason}", plugin=first.origin.plugin, reason=first.reason),
        msg("Remove it with: {remedy}", remedy=first.origin.remedy),
    )


_default: Registry | None = None


def default_registry() -> Registry:
    """Return the registry of this process, made when it is first asked for."""
    global _default  # noqa: PLW0603 - plugins are looked at once per process
    if _default is None:
        _default = Registry(settled=settled_paths)
    return _default


def load_questionnaire(name: str | Path) -> Built:
    """Return a questionnaire with its plan; see `Registry.load`."""
    return default_registry().load(name)


def open_assessment(path: str | Path) -> Stored:
    """Return one assessment; see `maturity.assessment.loading.open_assessment`."""
    return loading.open_assessment(path, load_questionnaire)


def open_assessments(path: str | Path) -> list[Stored]:
    """Return every assessment at or below `path`; see `open_assessment`."""
    return loading.open_assessments(path, load_questionnaire)
