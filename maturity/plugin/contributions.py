"""What plugins contribute: their hooks asked, their question sets read; whatever is wrong with one is a failure, and the others go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from maturity.errors import DataError, MaturityError
from maturity.export.formats import Exporter
from maturity.model.plugin import BUILT_IN, Failure, Origin, QuestionSet, foreign
from maturity.plugin import builtins
from maturity.plugin.archive import is_archive, unpack
from maturity.plugin.code import PluginHost
from maturity.plugin.data import read_question_set
from maturity.plugin.discovery import CODE_GROUP, DATA_GROUP, EntryPoint
from maturity.plugin.folders import package_folder
from maturity.plugin.guard import guarded_exporter, guarded_rule
from maturity.scoring.rules.base import Rule
from maturity.text import Message, clean_line, msg

if TYPE_CHECKING:
    from maturity.plugin.archive import Unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributions:
    """Everything that was contributed, what is built in first.

    Attributes:
        unpacked: Zip files that question sets were read from.
        failures: What is left out, in the order it was found.
    """

    question_sets: tuple[QuestionSet, ...]
    rules: tuple[tuple[Origin, Rule], ...]
    benchmarks: tuple[tuple[Origin, Path], ...]
    exporters: tuple[tuple[Origin, Exporter], ...]
    unpacked: tuple[Unpacked, ...]
    failures: tuple[Failure, ...]


def gather(points: Sequence[EntryPoint], plugins: Sequence[object], paths: Sequence[Path]) -> Contributions:
    """Ask every plugin what it contributes.

    Args:
        points: Installed plugins.
        plugins: Python plugins that need not be installed.
        paths: Folders and zip files with question sets.
    """
    host = PluginHost()
    host.register(builtins, BUILT_IN)
    for plugin in plugins:
        host.register(plugin, Origin(plugin=str(getattr(plugin, "__name__", type(plugin).__name__))))
    for point in points:
        if point.group == CODE_GROUP:
            host.load(point)
    folders = sorted(host.call("maturity_question_sets", Path), key=_built_in_first)
    rules = [
        (origin, rule if origin == BUILT_IN else guarded_rule(origin, rule)) for origin, rule in host.call("maturity_scoring_rules", Rule)
    ]
    benchmarks = list(host.call("maturity_benchmarks", Path))
    exporters = [
        (origin, one if origin == BUILT_IN else guarded_exporter(origin, one)) for origin, one in host.call("maturity_exporters", Exporter)
    ]
    failures = list(host.failures)
    folders += _installed_folders(points, failures)
    unpacked: list[Unpacked] = []
    folders += _named_folders(paths, failures, unpacked)
    return Contributions(
        question_sets=tuple(_read(folders, failures)),
        rules=tuple(sorted(rules, key=_built_in_first)),
        benchmarks=tuple(benchmarks),
        exporters=tuple(sorted(exporters, key=_built_in_first)),
        unpacked=tuple(unpacked),
        failures=tuple(failures),
    )


def _built_in_first(pair: tuple[Origin, object]) -> bool:
    return pair[0].plugin != BUILT_IN.plugin


def _installed_folders(points: Sequence[EntryPoint], failures: list[Failure]) -> Iterator[tuple[Origin, Path]]:
    for point in points:
        if point.group != DATA_GROUP:
            continue
        origin = Origin(plugin=point.name, distribution=point.distribution, version=point.version)
        folder = package_folder(point.value)
        if folder is None:
            reason = msg(
                "the package {package} has no folder; where it is installed for editing, name its folder with --path", package=point.value
            )
            failures.append(Failure(origin=origin, stage="load", reason=reason))
        else:
            yield origin, folder


def _named_folders(paths: Sequence[Path], failures: list[Failure], unpacked: list[Unpacked]) -> Iterator[tuple[Origin, Path]]:
    for path in paths:
        origin = Origin(plugin=clean_line(path.stem if is_archive(path) else path.name, limit=80) or "?")
        if not is_archive(path):
            yield origin, path
            continue
        try:
            found = unpack(path)
        except MaturityError as error:
            failures.append(Failure(origin=origin, stage="load", reason=in_short(error)))
        else:
            unpacked.append(found)
            yield origin, found.folder


def _read(folders: Sequence[tuple[Origin, Path]], failures: list[Failure]) -> Iterator[QuestionSet]:
    # A folder that is installed for editing may be named with --path too.
    once = {folder.resolve(): (origin, folder) for origin, folder in reversed(folders)}
    for origin, folder in reversed(once.values()):
        try:
            yield read_question_set(folder, origin)
        except MaturityError as error:
            failures.append(Failure(origin=origin, stage="validate", reason=in_short(error)))


def in_short(error: MaturityError) -> Message:
    """Return the first thing that is wrong, for the one line that a plugin gets."""
    return foreign(str(error.problems[0])) if isinstance(error, DataError) and error.problems else error.message
