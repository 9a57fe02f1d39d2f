"""A benchmark from responses: figures, groups in words, and how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maturity.assessment.store import check_period
from maturity.batch.responses import Responses
from maturity.batch.survey import Gathered, gather
from maturity.benchmark.build import build_figures
from maturity.benchmark.groups import ALL, SIZES
from maturity.benchmark.method import method
from maturity.benchmark.segments import by_own_quartiles, by_published_bounds, respondents
from maturity.errors import UsageError
from maturity.model.benchmark import Benchmark, BuiltFrom, Group, Segmentation
from maturity.model.organisation import KIND_WORDS, KINDS
from maturity.scoring.engine import Built
from maturity.text import LANGUAGES, Message, catalogue, clean_line, is_id, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a benchmark is called.

    Attributes:
        title: In one language, shown in all.
        attribution: Whom a reader must be told the figures are by.
    """

    id: str
    version: str
    title: str
    attribution: str
    period: str


def build_benchmark(
    found: Sequence[Responses],
    built: Built,
    labels: Labels,
    *,
    groups: Sequence[str] = (),
    least: int = 5,
    previous: Benchmark | None = None,
    published: Sequence[Benchmark] = (),
) -> tuple[Benchmark, Gathered]:
    """Build a benchmark that gives nobody away.

    Args:
        found: What was opened.
        built: The questionnaire with its plan.
        labels: What it is called.
        groups: Columns whose values are groups, besides kind and size.
        least: Organisations that a group must have, at least 3.
        previous: The benchmark of the period before.
        published: Benchmarks whose segments respondents are put into.

    Returns:
        The benchmark, and what it was built from.

    Raises:
        UsageError: A label is wrong, or the period before is of another questionnaire.
        DataError: A table does not say which organisation a row is of.
    """
    check_period(labels.period)
    if not is_id(labels.id):
        raise UsageError(msg("“{found}” is not an id.", found=clean_line(labels.id, limit=80)))
    before: dict[tuple[str, str], int] = {}
    if previous is not None:
        of = previous.built_from
        if of is None or of.questionnaire != built.questionnaire.id:
            raise UsageError(
                msg(
                    "The benchmark “{id}” was not built from the questionnaire {questionnaire}.",
                    id=previous.id,
                    questionnaire=built.questionnaire.id,
                )
            )
        before = {(figures.measure, figures.group): figures.n for figures in previous.figures if figures.n is not None}
    gathered = gather(found, built, groups=groups, least=least, previous=before)
    figures = tuple(build_figures(gathered.survey))
    reference = built.reference
    benchmark = Benchmark(
        id=labels.id,
        version=labels.version,
        title=dict.fromkeys(LANGUAGES, clean_line(labels.title, limit=120)),
        year=int(labels.period[:4]),
        attribution=clean_line(labels.attribution, limit=200),
        licence="CC-BY-4.0",
        languages=LANGUAGES,
        sources={"responses": f"{clean_line(labels.attribution, limit=200)}, {labels.period}"},
        indicators=(),
        groups={name: Group(id=name, text=_words(name, gathered.names)) for name in gathered.survey.groups},
        built_from=BuiltFrom(
            questionnaire=reference.id,
            version=reference.version,
            sha256=reference.sha256,
            period=labels.period,
            least=least,
            method=method(least),
        ),
        figures=figures,
        segmentations=tuple(_segmentations(gathered, built, published, least)),
    )
    return benchmark, gathered


def _segmentations(gathered: Gathered, built: Built, published: Sequence[Benchmark], least: int) -> Iterator[Segmentation]:
    """Yield one's own respondents by the bounds that were published, and by their own quartiles."""
    for segmentation in (one for benchmark in published for one in benchmark.segmentations):
        if set(segmentation.items) <= built.questionnaire.by_id.keys():
            found = respondents(gathered.rows, segmentation.items)
            if (own := by_published_bounds(segmentation, found, "responses", least)) is not None:
                yield own
            yield from by_own_quartiles(segmentation, found, "responses", least, built.questionnaire.roles)


def _words(name: str, names: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    known: dict[str, Message] = {ALL: msg("all organisations that answered")}
    known.update({f"kind.{kind}": KIND_WORDS[kind] for kind in KINDS})
    known.update({key: words for _, key, words in SIZES})
    if name in known:
        return {language: catalogue(language)(known[name]) for language in LANGUAGES}
    column, value = names[name]
    return dict.fromkeys(LANGUAGES, clean_line(f"{column}: {value}", limit=120))
