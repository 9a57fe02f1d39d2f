"""Own answers beside published figures, and two periods beside each other, on screen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich.text import Text

from maturity.assessment.periods import PeriodComparison, ScoreChange
from maturity.benchmark.compare import Comparison, OwnAnswer, Placement, comparisons, context, placements
from maturity.benchmark.place import places, refused
from maturity.benchmark.words import among_words, own_value, peer_words, percent, sentence
from maturity.model.assessment import Assessment
from maturity.model.benchmark import Benchmark, BuiltFrom, Indicator, Segmentation
from maturity.model.questionnaire import Question, Questionnaire, Texts
from maturity.model.result import Result
from maturity.scoring.numbers import display
from maturity.text import Catalogue
from maturity.ui.page import Block, lines, show_caveat
from maturity.ui.question_page import STATE_WORDS
from maturity.ui.render import Words
from maturity.ui.terminal import Screen


class Comparer:
    """Shows one assessment beside one benchmark."""

    def __init__(
        self, questionnaire: Questionnaire, assessment: Assessment, benchmark: Benchmark, screen: Screen, result: Result | None = None
    ) -> None:
        self._result = result
        self._questionnaire = questionnaire
        self._assessment = assessment
        self._benchmark = benchmark
        self._screen = screen
        self._t = screen.t
        self._words = Words(questionnaire, screen)
        self._language = benchmark.language_for(screen.t.language)

    def show(self) -> None:
        """Show every question that figures were printed for, the segments, and figures that are context only."""
        t, benchmark = self._t, self._benchmark
        assessment = self._assessment
        found = comparisons(self._questionnaire, assessment, benchmark)
        heading = f"{self._questionnaire.title[self._words.language]} · {assessment.organisation.name} · {assessment.period}"
        self._screen.gap()
        self._screen.show(Text(heading, style="bold"))
        show_caveat(self._questionnaire, self._screen)
        if assessment.sample:
            self._screen.show(Text(t("Sample: a made-up organisation with made-up answers."), style="bold yellow"))
        self._paragraph(
            t("Compared with {title}. Figures by {attribution}.", title=self._text(benchmark.title), attribution=benchmark.attribution)
        )
        if benchmark.note:
            self._paragraph(self._text(benchmark.note), style="dim")
        for comparison in found:
            self._comparison(comparison)
        for segmentation in benchmark.segmentations:
            if set(segmentation.items) <= set(self._questionnaire.by_id):
                self._segments(segmentation)
        self._context(context(self._questionnaire, benchmark))
        if benchmark.built_from is not None:
            self._peers(benchmark.built_from)
        elif not found:
            self._screen.gap()
            self._paragraph(t("No figures were printed for the questions of this questionnaire."))

    def _peers(self, built: BuiltFrom) -> None:
        """Show every score among its peers, and how the figures came about."""
        t = self._t
        if (message := refused(self._benchmark, self._questionnaire)) is not None:
            self._paragraph(t(message), style="bold", gap=True)
            return
        for place in places(self._result, self._benchmark, self._questionnaire) if self._result else ():
            self._screen.gap()
            self._screen.show(Text(self._words.title(place.score.id), style="bold underline"))
            score = place.score.score
            own = self._words.level(score) if score.value is None else self._words.number(score.value)
            told = peer_words(place, self._benchmark, self._language, t)
            for line in (t("Your score: {score}.", score=own), *told.passed, told.mean, *told.standing):
                if line:
                    self._paragraph(line, mark="  • ")
        self._paragraph(t("Answers of the period {period}.", period=built.period) + " " + self._text(built.method), style="dim", gap=True)

    def _text(self, texts: Texts) -> str:
        return texts[self._language]

    def _paragraph(self, text: str, *, mark: str = "", style: str = "", gap: bool = False) -> None:
        self._screen.show(*lines([Block(text, mark=mark, style=style, gap=gap)], self._screen))

    def _title(self, question: Question) -> str:
        return question.title[self._words.language]

    def _comparison(self, comparison: Comparison) -> None:
        t = self._t
        self._screen.gap()
        self._screen.show(Text(self._title(comparison.question), style="bold underline"))
        own = "; ".join(f"{self._who(answer)}: {self._answer(answer, comparison.question)}" for answer in comparison.own)
        self._paragraph(own or t("The question was put to nobody who has answered."), mark=f"{t('Your answers')}: ")
        for indicator in (*comparison.indicators, *comparison.elsewhere):
            self._indicator(indicator, among_words(comparison, indicator, self._who, t))

    def _who(self, answer: OwnAnswer) -> str:
        return f"{self._words.role(answer.role)} {answer.number}"

    def _answer(self, own: OwnAnswer, question: Question) -> str:
        return own_value(own, question, self._words.language) or self._t(STATE_WORDS[own.answer.state])

    def _indicator(self, indicator: Indicator, own: str) -> None:
        self._paragraph(sentence(indicator, self._language, self._t), mark="  • ", gap=True)
        if own:
            self._paragraph(own, mark="    ", style="bold")
        self._paragraph(self._base(indicator), mark="    ", style="dim")

    def _base(self, indicator: Indicator) -> str:
        source = self._benchmark.sources[indicator.source]
        parts = [
            self._t("Base: {group}.", group=self._text(indicator.group.text)),
            self._t("Source: {source}, “{quote}”.", source=source, quote=indicator.quote),
        ]
        if indicator.note:
            parts.append(self._text(indicator.note))
        return " ".join(parts)

    def _segments(self, segmentation: Segmentation) -> None:
        t = self._t
        self._screen.gap()
        self._screen.show(Text(self._text(segmentation.text), style="bold underline"))
        found = placements(segmentation, self._assessment)
        if not found:
            self._paragraph(t("Nobody in the roles that were asked has answered."))
        for placement in found:
            self._paragraph(self._placement(placement), mark="  • ")
        source = self._benchmark.sources[segmentation.source]
        note = f" {self._text(segmentation.note)}" if segmentation.note else ""
        told = (
            t("Source: {source}, “{quote}”.", source=source, quote=segmentation.quote)
            if segmentation.quote
            else t("Source: {source}.", source=source)
        )
        self._paragraph(told + note, mark="    ", style="dim")

    def _placement(self, placement: Placement) -> str:
        t = self._t
        who = f"{self._words.role(placement.role)} {placement.number}"
        if placement.segment is None or placement.mean is None:
            return t("{who}: not all of these items are answered.", who=who)
        text = t(
            "{who}: mean {mean}. {segment}",
            who=who,
            mean=t.number(display(placement.mean, (), 2)),
            segment=self._text(placement.segment.text),
        )
        if placement.segment.share is not None:
            share = percent(placement.segment.share, t)
            text = f"{text} {t('{share} of the respondents in the survey were there.', share=share)}"
        return text

    def _context(self, found: Sequence[tuple[Question, Indicator]]) -> None:
        t = self._t
        if not found:
            return
        self._screen.gap()
        self._screen.show(Text(t("Context"), style="bold underline"))
        self._paragraph(t("Wording or scale differ from your questions, so these figures are not compared with your answers."))
        for question, indicator in found:
            self._paragraph(f"{self._title(question)}: {sentence(indicator, self._language, t)}", mark="  • ", gap=True)
            self._paragraph(self._base(indicator), mark="    ", style="dim")


def show_periods(comparison: PeriodComparison, questionnaire: Questionnaire, screen: Screen) -> None:
    """Show two periods beside each other, one line per score."""
    words, t = Words(questionnaire, screen), screen.t
    screen.gap()
    screen.show(Text(t("From {before} to {after}", before=comparison.before, after=comparison.after), style="bold underline"))
    show_caveat(questionnaire, screen)
    for change in comparison.changes:
        screen.show(*lines([Block(f"{words.title(change.id)}: {_change(change, comparison, words)}", mark="  • ")], screen))
    for note in comparison.notes:
        screen.show(*lines([Block(t(note), style="bold")], screen))


def _change(change: ScoreChange, comparison: PeriodComparison, words: Words) -> str:
    t = words.t
    parts = []
    for period, score in ((comparison.before, change.before), (comparison.after, change.after)):
        if score is not None:
            value = words.level(score) if score.value is None else words.number(score.value)
            parts.append(f"{period} {value}")
    if change.why_not:
        parts.append(t(change.why_not))
    elif change.difference is not None:
        parts.append(t("difference {difference}", difference=difference_words(change.difference, t)))
    return ", ".join(parts)


def difference_words(difference: Fraction, t: Catalogue) -> str:
    """Return a difference with its sign, and with as many decimals as it takes not to show a change as none."""
    decimals = 1
    while difference and decimals < 6 and Fraction(display(abs(difference), (), decimals)) == 0:
        decimals += 1
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return sign + t.number(display(abs(difference), (), decimals))
