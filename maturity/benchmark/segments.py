"""Segments of respondents by the mean of some items: by published bounds, or by the quartiles of one's own respondents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from maturity.benchmark.compare import segment_of
from maturity.benchmark.protection import FEWEST
from maturity.benchmark.statistics import mean, quantile
from maturity.model.benchmark import Segment, Segmentation
from maturity.model.questionnaire import Texts
from maturity.scoring.numbers import half_up
from maturity.text import LANGUAGES, Catalogue, Message, catalogue, msg

#: Respondents in a role that own quartiles need.
_MANY = 20


@dataclass(frozen=True, slots=True)
class Respondent:
    """One respondent who answered every item of a segmentation.

    Attributes:
        mean: Of the items.
    """

    organisation: str
    role: str
    mean: Fraction


def respondents(rows: Sequence[Mapping[str, object]], items: Sequence[str]) -> list[Respondent]:
    """Return the mean of the items of everybody who answered all of them."""
    found = []
    for row in rows:
        values = [Fraction(str(row[item])) for item in items if row.get(item) is not None]
        if len(values) == len(items):
            found.append(Respondent(str(row["organisation"]), str(row.get("role") or ""), mean(values)))
    return found


def by_published_bounds(published: Segmentation, found: Sequence[Respondent], source: str, least: int) -> Segmentation | None:
    """Return a published segmentation with the shares of one's own respondents; None where they would tell too much.

    Args:
        published: Whose bounds are used, within its roles.
        found: The respondents.
        source: Key of the citation.
        least: Organisations that there must be.
    """
    own = [one for one in found if one.role in published.roles]
    counts = {segment.id: 0 for segment in published.segments}
    for one in own:
        counts[segment_of(published, one.mean).id] += 1
    if not _enough(own, list(counts.values()), least):
        return None
    return Segmentation(
        id=f"own.{published.id}"[:60],
        text=_texts(lambda t: msg("Own respondents by the bounds that were published: {title}", title=_in(published.text, t))),
        items=published.items,
        roles=published.roles,
        segments=tuple(
            Segment(
                id=segment.id,
                text=_bounds(segment),
                low=segment.low,
                high=segment.high,
                share=half_up(Fraction(counts[segment.id], len(own)), 3),
            )
            for segment in published.segments
        ),
        source=source,
    )


def by_own_quartiles(
    published: Segmentation, found: Sequence[Respondent], source: str, least: int, roles: Mapping[str, Texts]
) -> Iterator[Segmentation]:
    """Yield for each role with at least 20 respondents the segments below the lower and above the upper quartile of its own."""
    for role in published.roles:
        own = [one for one in found if one.role == role]
        values = [one.mean for one in own]
        if len(own) < _MANY or len({one.organisation for one in own}) < max(least, FEWEST):
            continue
        low, high = (half_up(quantile(values, Fraction(share, 4)), 2) for share in (1, 3))
        if low >= high:
            continue
        lowest, middle, highest = (
            Segment(id="lowest", text={}, low=None, high=low),
            Segment(id="middle", text={}, low=None, high=None),
            Segment(id="highest", text={}, low=high, high=None),
        )
        yield Segmentation(
            id=f"quartiles.{role}"[:60],
            text=_own_quartiles(roles.get(role) or {"en": role}),
            items=published.items,
            roles=(role,),
            segments=tuple(Segment(id=one.id, text=_bounds(one), low=one.low, high=one.high) for one in (lowest, middle, highest)),
            source=source,
        )


def _own_quartiles(role: Texts) -> Texts:
    return _texts(lambda t: msg("Own respondents by their own quartiles, within the role {role}", role=_in(role, t)))


def _in(texts: Texts, t: Catalogue) -> str:
    return texts.get(t.language) or next(iter(texts.values()))


def _enough(own: Sequence[Respondent], counts: Sequence[int], least: int) -> bool:
    # A segment of one or two, or all but one or two, would place them.
    return len({one.organisation for one in own}) >= max(least, FEWEST) and all(
        count >= FEWEST and len(own) - count >= FEWEST for count in counts
    )


def _bounds(segment: Segment) -> Texts:
    if segment.low is None and segment.high is None:
        return _texts(lambda _: msg("between the others"))
    if segment.low is None:
        return _texts(lambda t: msg("a mean of {value} or lower", value=_shown(segment.high, t)))
    return _texts(lambda t: msg("a mean of {value} or higher", value=_shown(segment.low, t)))


def _shown(value: Fraction | None, t: Catalogue) -> str:
    return "–" if value is None else t.number(f"{float(value):.2f}".rstrip("0").rstrip("."))


def _texts(make: Callable[[Catalogue], Message]) -> dict[str, str]:
    """Return a sentence in every language; what stands in it may be written in the way of the language, too."""
    return {language: t(make(t)) for language in LANGUAGES for t in [catalogue(language)]}
