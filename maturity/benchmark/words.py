"""Published figures in the reader's words: what the screen and the workbook say alike."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from maturity.benchmark.compare import Comparison, OwnAnswer
from maturity.model.benchmark import Indicator
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
