"""Published figures in the reader's words: what the screen and the workbook say alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from maturity.benchmark.compare import Comparison, OwnAnswer
from maturity.benchmark.place import Place
from maturity.model.benchmark import Benchmark, Indicator
from maturity.model.questionnaire import Question
from maturity.scoring.numbers import display
from maturity.text import Catalogue


def figure_words(indicator: Indicator, t: Catalogue) -> str:
    """Return value and qualifier in words: “more than 50 %” is never said as 50 %."""
    if indicator.kind == "share":
        # “One third” is not 33.3 per cent.
        value = percent(indicator.value, t, decimals=0 if indicator.qualifier == "about" else 1)
    elif indicator.value.denominator == 1:
        value = str(indicator.value)
    else:
        value = t.number(display(indicator.value, (), 2))
    return {
        "exact": value,
        "about": t("about {value}", value=value),
        "more-than": t("more than {value}", value=value),
        "less-than": t("less than {value}", value=value),
        "derived": t("{value} (worked out from printed figures)", value=value),
    }[indicator.qualifier]


def percent(value: Fraction, t: Catalogue, *, decimals: int = 1) -> str:
    """Return a share as whole per cent, with so many decimals where it has any."""
    hundred = value * 100
    number = t.number(display(hundred, (), 0 if hundred.denominator == 1 else decimals))
    return f"{number}%" if t.language == "en" else f"{number}\u00a0%"


def sentence(indicator: Indicator, language: str, t: Catalogue) -> str:
    """Return what a figure says, as a sentence."""
    text = indicator.text[language].replace("{figure}", figure_words(indicator, t))
    return text[:1].upper() + text[1:]


def own_value(own: OwnAnswer, question: Question, language: str) -> str | None:
    """Return what was answered: the level of a statement, the words of an option; None without an answer."""
    if own.answer.value is None:
        return None
    option = question.option(own.answer.value)
    return f"{own.answer.value} ({option.text[language]})" if option and question.type != "statements" else str(own.answer.value)


def among_words(comparison: Comparison, indicator: Indicator, who: Callable[[OwnAnswer], str], t: Catalogue) -> str:
    """Return whether own answers are among those a figure counts; nothing where that cannot be said.

    Args:
        comparison: The question and its own answers.
        indicator: One of its figures.
        who: Names a respondent.
        t: The reader's catalogue.
    """
    if indicator in comparison.elsewhere:
        return t("This is about another kind of organisation than yours.")
    if indicator.kind != "share":
        return ""
    question = comparison.question
    answered = [own for own in comparison.own if own.answer.value is not None]
    among = [who(own) for own in answered if own.is_among(indicator, question)]
    # Where the source does not say whether an answer is counted, the note does.
    if not answered or (not among and any(own.is_among(indicator, question) is None for own in answered)):
        return ""
    return t("Among these: {names}.", names=", ".join(among)) if among else t("None of your answers is among these.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerWords:
    """Where a score stands among its peers, in sentences.

    Attributes:
        mean: Of whom it is held against; empty where there is nobody.
        standing: Where the score is among them.
        passed: Narrower groups about which nothing is shown.
    """

    mean: str = ""
    standing: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


def peer_words(place: Place, benchmark: Benchmark, language: str, t: Catalogue) -> PeerWords:
    """Return where a score stands among its peers."""
    passed = tuple(
        t(
            "Nothing is shown about the group “{group}”: it is too small, or would tell too much.",
            group=benchmark.groups[name].text[language],
        )
        for name in place.passed
    )
    figures = place.figures
    if figures is None or figures.mean is None or figures.n is None:
        return PeerWords(passed=passed)
    group = benchmark.groups[figures.group].text[language]
    standing = []
    if place.percentile is not None:
        standing.append(t("Percentile {percentile}, by maturity level (mid-rank).", percentile=round(place.percentile * 100)))
    elif place.below == 0 and place.exact:
        standing.append(t("None of {n} is at a lower maturity level.", n=figures.n))
    elif place.below is not None and place.exact:
        standing.append(t("At a higher maturity level than {below} of {n}.", below=place.below, n=figures.n))
    elif place.below:
        standing.append(t("At a higher maturity level than at least {below} of {n}.", below=place.below, n=figures.n))
    if place.quarter is not None:
        quarters = (t("lowest quarter"), t("second lowest quarter"), t("second highest quarter"), t("highest quarter"))
        standing.append(t("In the {quarter}.", quarter=quarters[place.quarter - 1]))
    mean = t("Mean {mean} of {n} organisations ({group}).", mean=t.number(display(figures.mean, (), 2)), n=figures.n, group=group)
    return PeerWords(mean=mean, standing=tuple(standing), passed=passed)
