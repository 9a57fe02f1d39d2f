"""Published figures to compare with: aggregates only, each with where it was printed and for whom it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Literal, get_args

from maturity.model.organisation import Kind
from maturity.model.questionnaire import Question, Texts

IndicatorKind = Literal["share", "mean", "count"]
INDICATOR_KINDS: tuple[IndicatorKind, ...] = get_args(IndicatorKind)

#: How exactly the figure was printed; "more than half" is not 50 per cent.
Qualifier = Literal["exact", "about", "more-than", "less-than", "derived"]
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)

Box = Literal["top-two", "bottom-two"]
BOXES: tuple[Box, ...] = get_args(Box)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Who a figure is about.

    Attributes:
        text: In words, with how many answered as far as that was printed.
        roles: Roles that were asked; empty where the source does not say or where it was not a role.
        kinds: Kinds of organisation; empty for all.
    """

    id: str
    text: Texts
    roles: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One printed figure.

    Attributes:
        kind: ``share`` (0 to 1), ``mean`` (in the item's own points) or ``count``.
        qualifier: How exactly it was printed.
        text: What it says, with ``{figure}`` where the figure stands.
        source: Key of the citation.
        quote: A few words as printed.
        question: The question or comparison item with the same wording and scale; None for context.
        levels: The answers the share counts.
        unclear_levels: Answers that the source does not say whether it counts.
        box: Instead of levels: the two highest or the two lowest.
        about: For context: a question it belongs to in subject, but is not compared with.
        note: What a reader must know before relying on it.
    """

    id: str
    kind: IndicatorKind
    value: Fraction
    qualifier: Qualifier
    group: Group
    text: Texts
    source: str
    quote: str
    question: str | None = None
    levels: tuple[int, ...] = ()
    unclear_levels: tuple[int, ...] = ()
    box: Box | None = None
    about: str | None = None
    note: Texts | None = None

    def counted(self, question: Question) -> tuple[int, ...]:
        """Return the answers to `question` that the share counts."""
        values = tuple(option.value for option in question.options)
        return {"top-two": values[-2:], "bottom-two": values[:2], None: self.levels}[self.box]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Respondents whose mean lies between two bounds, both included; None is open.

    Attributes:
        share: How many of the published respondents were there.
    """

    id: str
    text: Texts
    low: Fraction | None
    high: Fraction | None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmentation:
    """Segments by the mean of some items, found within each role.

    Attributes:
        quote: A few words as printed; None for one's own respondents.
        segments: From the lowest to the highest; what lies between two of them belongs to the open one between.
    """

    id: str
    text: Texts
    items: tuple[str, ...]
    roles: tuple[str, ...]
    segments: tuple[Segment, ...]
    source: str
    quote: str | None = None
    note: Texts | None = None


class Bound(StrEnum):
    """How a share that would tell too much is shown."""

    UNDER = "under"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of respondents or organisations, 0 to 1.

    Attributes:
        value: The share, or with a bound what it is under or over.
        low: Of the 95 per cent Wilson interval, where there is one.
        high: Of the same.
    """

    value: Fraction
    bound: Bound | None = None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is published about one measure in one group.

    Attributes:
        measure: Id of a question or dimension, or ``overall``.
        group: Key of one of the groups.
        n: Organisations; None where nothing is published.
        respondents: Who answered, or organisations for a score.
        mean: Of the organisations.
        deviation: Standard deviation of the organisations, divided by n - 1.
        quantiles: Percentile to value, type 7, of the organisations.
        distribution: Option or level to the share that has it.
        top_two: Share of respondents with one of the two highest answers.
        bottom_two: Share of respondents with one of the two lowest.
        withheld: Name of a figure, or ``all``, to why it is not published.
    """

    measure: str
    group: str
    n: int | None = None
    respondents: int | None = None
    mean: Fraction | None = None
    deviation: Fraction | None = None
    quantiles: Mapping[int, Fraction] = field(default_factory=dict)
    distribution: Mapping[int, Share] = field(default_factory=dict)
    top_two: Share | None = None
    bottom_two: Share | None = None
    withheld: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltFrom:
    """What a benchmark was built from.

    Attributes:
        questionnaire: Id of the questionnaire.
        version: Of the questionnaire.
        sha256: Of its stored copy.
        least: Organisations that a group must have.
        method: How the figures came about and what they do not tell.
    """

    questionnaire: str
    version: str
    sha256: str
    period: str
    least: int
    method: Texts


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """Figures of one survey in one year.

    Attributes:
        attribution: Whom a reader must be told the figures are by.
        sources: Key to citation.
        sha256: Of the file.
        built_from: Of a benchmark that was built from responses.
        figures: The same.
    """

    id: str
    version: str
    title: Texts
    year: int
    attribution: str
    licence: str
    languages: tuple[str, ...]
    sources: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    segmentations: tuple[Segmentation, ...] = ()
    note: Texts | None = None
    sha256: str = ""
    groups: Mapping[str, Group] = field(default_factory=dict)
    built_from: BuiltFrom | None = None
    figures: tuple[Figures, ...] = ()

    def language_for(self, wanted: str) -> str:
        """Return the language its texts are shown in for a reader of `wanted`."""
        kin = {"nb": "nn", "nn": "nb"}.get(wanted, wanted)
        return next((language for language in (wanted, kin) if language in self.languages), self.languages[0])

    def for_question(self, question: Question) -> tuple[Indicator, ...]:
        """Return the figures that a question's answers are compared with."""
        return tuple(indicator for indicator in self.indicators if indicator.question == question.id)
