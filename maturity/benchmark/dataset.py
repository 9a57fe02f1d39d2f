"""Reading a benchmark file, ``maturity/benchmark/1``: all errors at once, each with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from maturity.benchmark.checking import Checker
from maturity.benchmark.forms import BENCHMARK
from maturity.errors import DataError, Problem
from maturity.files import storage_errors
from maturity.model.benchmark import Benchmark, BuiltFrom, Figures, Group, Indicator, Segment, Segmentation
from maturity.model.questionnaire import Question
from maturity.questionnaire.fields import Record
from maturity.questionnaire.reading import Problems, in_order, read_yaml
from maturity.questionnaire.values import INVALID
from maturity.text import msg

#: A benchmark that was built has a dozen figures for each of many questions and groups.
_MOST_BYTES, _MOST_VALUES = 10_000_000, 500_000


def read_benchmark(path: Path, questions: Mapping[str, Question] | None = None) -> Benchmark:
    """Read and check a benchmark.

    Args:
        path: The file.
        questions: Every question and comparison item that figures can be linked to, by id; None leaves the links unchecked.

    Raises:
        DataError: Anything is wrong; carries every problem.
        StorageError: The file cannot be read.
    """
    problems = Problems(str(path), _MOST_BYTES, _MOST_VALUES)
    node = read_yaml(path, problems)
    root = BENCHMARK.read(node, problems, "") if node else INVALID
    if root is INVALID:
        raise DataError(in_order(problems.found), msg("The benchmark {path} cannot be used.", path=str(path)))
    Checker(root, problems, questions).check()
    if problems.found:
        raise DataError(in_order(problems.found), msg("The benchmark {path} cannot be used.", path=str(path)))
    with storage_errors(path):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return _build(root, sha256)


def check_benchmark(path: Path, questions: Mapping[str, Question]) -> tuple[Problem, ...]:
    """Return everything that is wrong with a benchmark; see `read_benchmark`."""
    try:
        read_benchmark(path, questions)
    except DataError as error:
        return error.problems
    return ()


def _build(root: Record, sha256: str) -> Benchmark:
    groups = {
        name: Group(id=name, text=group.get("text"), roles=tuple(group.get("roles", ())), kinds=tuple(group.get("kinds", ())))
        for name, group in root.get("groups").items()
    }
    return Benchmark(
        id=root.get("id"),
        version=root.get("version"),
        title=root.get("title"),
        year=root.get("year"),
        attribution=root.get("attribution"),
        licence=root.get("licence"),
        languages=tuple(root.get("languages")),
        sources=root.get("sources"),
        groups=groups,
        indicators=tuple(_indicator(indicator, groups) for indicator in root.get("indicators", ())),
        segmentations=tuple(_segmentation(record) for record in root.get("segmentations", ())),
        note=root.get("note"),
        sha256=sha256,
        built_from=_built_from(root.get("built_from")),
        figures=tuple(_figures(record) for record in root.get("figures", ())),
    )


def _built_from(record: Record | None) -> BuiltFrom | None:
    if record is None:
        return None
    names = ("questionnaire", "version", "sha256", "period", "least", "method")
    return BuiltFrom(**{name: record.get(name) for name in names})


def _figures(record: Record) -> Figures:
    return Figures(
        measure=record.get("measure"),
        group=record.get("group"),
        n=record.get("n"),
        respondents=record.get("respondents"),
        mean=record.get("mean"),
        deviation=record.get("deviation"),
        quantiles={int(name): value for name, value in record.get("quantiles", {}).items() if value is not None},
        distribution={int(name): share for name, share in record.get("distribution", {}).items() if share is not None},
        top_two=record.get("top_two"),
        bottom_two=record.get("bottom_two"),
        withheld=record.get("withheld", {}),
    )


def _indicator(record: Record, groups: Mapping[str, Group]) -> Indicator:
    return Indicator(
        id=record.get("id"),
        kind=record.get("kind"),
        value=record.get("value"),
        qualifier=record.get("qualifier"),
        group=groups[record.get("group")],
        text=record.get("text"),
        source=record.get("source"),
        quote=record.get("quote"),
        question=record.get("question"),
        levels=tuple(record.get("levels", ())),
        unclear_levels=tuple(record.get("unclear_levels", ())),
        box=record.get("box"),
        about=record.get("about"),
        note=record.get("note"),
    )


def _segmentation(record: Record) -> Segmentation:
    return Segmentation(
        id=record.get("id"),
        text=record.get("text"),
        items=tuple(record.get("items")),
        roles=tuple(record.get("roles")),
        segments=tuple(
            Segment(
                id=segment.get("id"), text=segment.get("text"), low=segment.get("low"), high=segment.get("high"), share=segment.get("share")
            )
            for segment in record.get("segments")
        ),
        source=record.get("source"),
        quote=record.get("quote"),
        note=record.get("note"),
    )
