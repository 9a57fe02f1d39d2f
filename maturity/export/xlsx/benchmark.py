"""Own answers beside published figures, in words: nothing is drawn, added up or turned into a number that was not printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.benchmark.compare import comparisons, context, placements
from maturity.benchmark.place import places, refused
from maturity.benchmark.words import among_words, own_value, peer_words, percent, sentence
from maturity.export.xlsx.cells import BODY, BODY_BOLD, Sheet
from maturity.export.xlsx.table import Table, fitted_widths
from maturity.export.xlsx.words import QUALIFIERS, STATES
from maturity.scoring.numbers import display

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maturity.benchmark.compare import Comparison, OwnAnswer, Placement
    from maturity.export.xlsx.book import Book
    from maturity.export.xlsx.report import Report
    from maturity.model.benchmark import Benchmark, Indicator, Segmentation

_WIDTHS = {
    "questionnaire": 17,
    "question": 20,
    "own": 22,
    "figure": 36,
    "among": 20,
    "qualifier": 12,
    "base": 28,
    "year": 7,
    "source": 20,
    "quote": 22,
    "note": 30,
}


def _headers(book: Book) -> dict[str, str]:
    t = book.t
    found = {
        "questionnaire": t("Questionnaire"),
        "question": t("Question"),
        "own": t("Your answers"),
        "figure": t("Published figure"),
        "among": t("You and the figure"),
        "qualifier": t("As printed"),
        "base": t("Who it is about"),
        "year": t("Year"),
        "source": t("Source"),
        "quote": t("Quotation"),
        "note": t("Note"),
    }
    if book.single:
        del found["questionnaire"]
    return found


def widths(book: Book) -> list[float]:
    """Return the widths of the columns."""
    headers = _headers(book)
    places = {key: column for column, key in enumerate(headers, start=1)}
    compared = [
        comparison
        for report in book.reports
        for benchmark in book.benchmarks
        for comparison in comparisons(report.questionnaire, report.result.assessment, benchmark)
    ]
    asked = [comparison.question for comparison in compared]
    # In bold and with what stands after it, such as “1.”.
    roles = [f"{report.role(role)}:" for report in book.reports for role in report.roles]
    names = {
        places["question"]: [
            report.text(question.title) for report in book.reports for question in report.questionnaire.by_id.values() if question in asked
        ],
        places["own"]: roles,
        places["among"]: roles,
        places["quote"]: [indicator.quote for comparison in compared for indicator in comparison.indicators],
    }
    if "questionnaire" in places:
        names[places["questionnaire"]] = [report.questionnaire_title for report in book.reports]
    return fitted_widths(list(headers.values()), [_WIDTHS[key] for key in headers], names)


def write(sheet: Sheet, book: Book) -> None:
    """Write the sheet: what is compared, in which segment each respondent is, and what is context only."""
    _BenchmarkSheet(sheet, book).write()


class _BenchmarkSheet:
    def __init__(self, sheet: Sheet, book: Book) -> None:
        self._book, self._t = book, book.t
        self._headers = _headers(book)
        self._column = {key: column for column, key in enumerate(self._headers, start=1)}
        self._table = Table(
            sheet,
            book,
            name="Benchmark",
            title=book.t("Benchmark"),
            headers=list(self._headers.values()),
            intro=[text for benchmark in book.benchmarks for text in self._introduction(benchmark)],
        )

    def write(self) -> None:
        t, table = self._t, self._table
        for report in self._book.reports:
            for benchmark in self._book.benchmarks:
                self._peers(report, benchmark)
                for comparison in comparisons(report.questionnaire, report.result.assessment, benchmark):
                    for indicator in (*comparison.indicators, *comparison.elsewhere):
                        self._compared(report, benchmark, comparison, indicator)
        table.end(t("No figures were printed for the questions of this questionnaire."))
        for report in self._book.reports:
            for benchmark in self._book.benchmarks:
                for segmentation in report.segmentations(benchmark):
                    self._segments(report, benchmark, segmentation)
        self._context()
        table.finish_sheet(fixed_columns=self._column["question"])

    def _introduction(self, benchmark: Benchmark) -> Iterator[str]:
        language = benchmark.language_for(self._t.language)
        yield self._t(
            "Compared with {title}. Figures by {attribution}.", title=benchmark.title[language], attribution=benchmark.attribution
        )
        if benchmark.note:
            yield benchmark.note[language]
        if benchmark.built_from:
            yield benchmark.built_from.method[language]
        for report in self._book.reports:
            if (message := refused(benchmark, report.questionnaire)) is not None:
                yield self._t(message)

    def _text(self, key: str, text: str | None, *, bold: bool = False) -> None:
        self._table.text(self._column[key], text, BODY_BOLD if bold else BODY)

    def _begin(self, report: Report, label: str) -> None:
        self._table.next_row(self._book.with_questionnaire(report, label))
        if "questionnaire" in self._column:
            self._text("questionnaire", report.questionnaire_title)

    def _compared(self, report: Report, benchmark: Benchmark, comparison: Comparison, indicator: Indicator) -> None:
        title = report.text(comparison.question.title)
        self._begin(report, title)
        self._text("question", title)
        own = "\n".join(f"{_who(report, one)}: {self._own(report, comparison, one)}" for one in comparison.own)
        self._text("own", own or self._t("The question was put to nobody who has answered."))
        self._text("among", among_words(comparison, indicator, lambda one: _who(report, one), self._t) or "–", bold=True)
        self._figure(benchmark, indicator)

    def _peers(self, report: Report, benchmark: Benchmark) -> None:
        """Write where each score stands among its peers."""
        language, t = benchmark.language_for(self._t.language), self._t
        for place in places(report.result, benchmark, report.questionnaire):
            dimension = report.questionnaire.dimension(place.score.id)
            title = report.text(dimension.title) if dimension else t("Overall")
            told = peer_words(place, benchmark, language, t)
            self._begin(report, title)
            self._text("question", title)
            value = place.score.score.value
            levels = [level.value for level in report.questionnaire.levels]
            self._text("own", "–" if value is None else t("Your score: {score}.", score=t.number(display(value, levels))))
            self._text("figure", told.mean or "–")
            self._text("among", " ".join(told.standing) or "–", bold=True)
            self._text("qualifier", "–")
            group = benchmark.groups[place.figures.group].text[language] if place.figures else "–"
            self._text("base", group[:1].upper() + group[1:])
            self._table.number(self._column["year"], benchmark.year, "0")
            self._text("source", benchmark.attribution)
            self._text("quote", "–")
            self._text("note", " ".join(told.passed) or None)

    def _own(self, report: Report, comparison: Comparison, own: OwnAnswer) -> str:
        value = own_value(own, comparison.question, report.language)
        if value is not None:
            return value
        states = (one.states for one in report.result.respondents if (one.response.role, one.response.number) == (own.role, own.number))
        return self._t(STATES[next(states)[comparison.question.id]]).lower()

    def _figure(self, benchmark: Benchmark, indicator: Indicator) -> None:
        language = benchmark.language_for(self._t.language)
        self._text("figure", sentence(indicator, language, self._t))
        self._text("qualifier", self._t(QUALIFIERS[indicator.qualifier]))
        base = indicator.group.text[language]
        self._text("base", base[:1].upper() + base[1:])
        self._table.number(self._column["year"], benchmark.year, "0")
        self._text("source", benchmark.sources[indicator.source])
        self._text("quote", self._t("“{quote}”", quote=indicator.quote))
        self._text("note", indicator.note[language] if indicator.note else None)

    def _segments(self, report: Report, benchmark: Benchmark, segmentation: Segmentation) -> None:
        """Write who is in which segment, under the headers of the table: every page repeats them."""
        language = benchmark.language_for(self._t.language)
        self._table.section(self._book.with_questionnaire(report, segmentation.text[language]))
        found = placements(segmentation, report.result.assessment)
        if not found:
            self._table.line(self._t("Nobody in the roles that were asked has answered."))
        for placement in found:
            self._placement(report, benchmark, segmentation, placement)

    def _placement(self, report: Report, benchmark: Benchmark, segmentation: Segmentation, placement: Placement) -> None:
        t, language, segment = self._t, benchmark.language_for(self._t.language), placement.segment
        who = f"{report.role(placement.role)} {placement.number}"
        self._begin(report, who)
        titles = (report.text(report.questionnaire.by_id[item].title) for item in segmentation.items)
        self._text("question", "\n".join(titles))
        if placement.mean is None or segment is None:
            self._text("own", t("{who}: not all of these items are answered.", who=who))
        else:
            self._text("own", t("{who}: mean {mean}", who=who, mean=t.number(display(placement.mean, (), 2))))
        share = percent(segment.share, t) if segment and segment.share is not None else None
        self._text("figure", t("{share} of the respondents in the survey were there.", share=share) if share else "–")
        self._text("among", segment.text[language] if segment else "–", bold=True)
        self._text("qualifier", t(QUALIFIERS["exact"]) if share else "–")
        self._text("base", t("Within the role: {role}", role=report.role(placement.role)))
        self._table.number(self._column["year"], benchmark.year, "0")
        self._text("source", benchmark.sources[segmentation.source])
        self._text("quote", t("“{quote}”", quote=segmentation.quote) if segmentation.quote else "–")
        self._text("note", segmentation.note[language] if segmentation.note else None)

    def _context(self) -> None:
        t = self._t
        found = [
            (report, benchmark, question, indicator)
            for report in self._book.reports
            for benchmark in self._book.benchmarks
            for question, indicator in context(report.questionnaire, benchmark)
        ]
        if not found:
            return
        self._table.section(t("Context"))
        self._table.line(t("Wording or scale differ from your questions, so these figures are not compared with your answers."))
        for report, benchmark, question, indicator in found:
            self._begin(report, report.text(question.title))
            self._text("question", report.text(question.title))
            self._text("own", t("Not compared"))
            self._text("among", "–")
            self._figure(benchmark, indicator)


def _who(report: Report, own: OwnAnswer) -> str:
    return f"{report.role(own.role)} {own.number}"
