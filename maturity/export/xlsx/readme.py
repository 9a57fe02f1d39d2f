"""The first sheet: what this is, who answered, how the scores came about, and the words used."""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from maturity.export.xlsx import page
from maturity.export.xlsx.cells import LABEL, MARK, PLAIN, SECTION, SUBTITLE, TITLE, Sheet
from maturity.export.xlsx.metrics import POINTS_PER_CHARACTER, pieces
from maturity.export.xlsx.words import KINDS, PARTS, STATE_MEANINGS, STATES, rule_in_words, share_in_words
from maturity.model.result import OVERALL, ScoreStatus
from maturity.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maturity.export.xlsx.book import Book
    from maturity.export.xlsx.report import Report
    from maturity.model.questionnaire import ScoringRule

WIDTHS = (27.0, 92.0)

_LICENCES = {
    "CC-BY-4.0": "CC BY 4.0 (Creative Commons Attribution 4.0 International), https://creativecommons.org/licenses/by/4.0/",
}


def write(sheet: Sheet, book: Book) -> None:
    """Write the sheet."""
    t = book.t
    row = 1
    for mark in book.marks:
        sheet.text(row, 1, mark, MARK, span=2)
        row += 1
    sheet.text(row, 1, t("Maturity self-assessment"), TITLE, span=2)
    sheet.text(row + 1, 1, book.title, SUBTITLE, span=2)
    row += 2
    sections: tuple[tuple[str, Iterable[tuple[str, str | datetime]]], ...] = (
        (t("About this workbook"), _about(book)),
        (t("Who answered"), _respondents(book)),
        (t("How the scores are made"), _scoring(book)),
        (t("States of an answer"), _states(book)),
        (t("Maturity levels"), _levels(book)),
        (t("Made by"), _made_by(book)),
        (t("Licence and sources"), _sources(book)),
    )
    for heading, lines in sections:
        found = list(lines)
        if not found:
            continue
        row += 1
        sheet.text(row, 1, heading, SECTION, span=2)
        for label, content in found:
            row += 1
            sheet.text(row, 1, label, LABEL)
            if isinstance(content, datetime):
                sheet.time(row, 2, content)
                continue
            for number, piece in enumerate(pieces(content, WIDTHS[1], PLAIN.size)):
                row += min(number, 1)
                sheet.text(row, 2, piece, PLAIN)
        row += 1
    one_page = page.is_readable_on_one_page(sum(WIDTHS) * POINTS_PER_CHARACTER, sheet.height)
    page.set_up(sheet.worksheet, book, landscape=False, one_page=one_page)


def _about(book: Book) -> Iterable[tuple[str, str | datetime]]:
    t, organisation = book.t, book.reports[0].result.assessment.organisation
    if book.sample_mark:
        yield (
            t("Sample"),
            t("Everything here is made up to show what a workbook looks like. It says nothing about any real organisation."),
        )
    yield (
        t("What it is"),
        t(
            "One organisation's own assessment of its maturity: scores for the management meeting, every answer behind them, and what to do next."
        ),
    )
    yield t("Organisation"), book.organisation
    if organisation.number:
        yield t("Organisation number"), organisation.number
    if organisation.kind:
        yield t("Kind"), t(KINDS[organisation.kind])
    if organisation.inhabitants is not None:
        grouped = f"{organisation.inhabitants:,}"
        yield t("Inhabitants"), grouped if t.language == "en" else grouped.replace(",", "\u00a0")
    yield t("Period"), ", ".join(book.periods)
    yield from _periods(book)
    yield from _questionnaires(book)
    yield t("Last answer (UTC)"), book.last_answer or t("No answers yet")
    sheets = t(
        "Summary: one page for the meeting. Answers: every answer of every respondent. Next steps: what to do, with room for who and when."
    )
    if book.benchmarks:
        sheets += " " + t("Benchmark: your answers beside published figures, in words.")
    yield t("Sheets"), sheets


def _periods(book: Book) -> Iterable[tuple[str, str]]:
    t = book.t
    for period in book.earlier_periods:
        titles = [report.questionnaire_title for report in book.reports if report.earlier and report.earlier.period == period]
        text = t("{period}: its scores stand beside the latest where the two can be compared.", period=period)
        yield t("The period before"), text if len(titles) == len(book.reports) else f"{', '.join(titles)}: {text}"
    if book.left_out:
        yield t("Not shown"), t("Older periods: {periods}", periods=", ".join(book.left_out))


def _questionnaires(book: Book) -> Iterable[tuple[str, str]]:
    t = book.t
    for report in book.reports:
        questionnaire = report.questionnaire
        named = t("{title}, version {version}", title=report.text(questionnaire.title), version=questionnaire.version)
        if book.single:
            yield t("Questionnaire"), named
            yield t("About the questionnaire"), report.text(questionnaire.summary)
        else:
            period = f" · {report.period}" if len(book.periods) > 1 else ""
            yield t("Questionnaire"), f"{named}{period}\n{report.text(questionnaire.summary)}"


def _respondents(book: Book) -> Iterable[tuple[str, str]]:
    t = book.t
    for report in book.reports:
        for respondent in report.result.respondents:
            score = respondent.scores[OVERALL]
            done = t("Finished") if respondent.response.finished else t("Not finished")
            text = t(
                "{done}. Answered {answered} of {applicable} questions that apply.",
                done=done,
                answered=score.answered,
                applicable=score.applicable,
            )
            yield report.respondent(respondent.response), book.with_questionnaire(report, text)
        if not report.result.respondents:
            yield t("Respondents"), book.with_questionnaire(report, t("Nobody has answered yet."))


def _scoring(book: Book) -> Iterable[tuple[str, str]]:
    t = book.t
    dimensions: dict[str, list[str]] = {}
    overall: dict[str, list[str]] = {}
    for report in book.reports:
        rules: dict[str, list[str]] = {}
        for dimension in report.questionnaire.dimensions:
            rules.setdefault(_dimension_rule(report, dimension.scoring), []).append(report.text(dimension.title))
        for sentence, titles in rules.items():
            everywhere = len(rules) == 1 and not book.single
            named = report.questionnaire_title if everywhere else book.with_questionnaire(report, ", ".join(titles))
            dimensions.setdefault(sentence, []).append(named)
        overall.setdefault(_overall_rule(report, report.questionnaire.overall), []).append(report.questionnaire_title)
    yield from _rules(t("Dimension"), dimensions)
    yield from _rules(t("Overall score"), overall)
    yield (
        t("Several respondents"),
        t("The mean of the respondents in each role, then the mean of the roles, so that a role counts once however many answered in it."),
    )
    if any(report.levels for report in book.reports):
        yield (
            t("Level"),
            t(
                "The highest level that the score has reached, never rounded up: {score} is level 2, shown as {score} and not {rounded}.",
                score=t.number("2.96"),
                rounded=t.number("3.0"),
            ),
        )
    yield (
        t("Completeness"),
        t(
            "How many of the scored questions that apply are answered. Only “{answered}” counts.",
            answered=t("Answered"),
        ),
    )
    yield t("Gap"), t("Target minus score. A negative gap means that the target is passed.")
    if book.earlier_periods:
        yield t("Change"), t("The latest score minus the one before. Where the two cannot be compared, the reason stands instead.")
    if not book.single:
        yield (
            t("Several questionnaires"),
            t("Each questionnaire stands for itself; there is no score for all of them together."),
        )


def _rules(label: str, found: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    """Yield each rule, with what it holds for where there are several."""
    for sentence, names in found.items():
        yield label, sentence if len(found) == 1 else f"{', '.join(names)}: {sentence}"


def _dimension_rule(report: Report, scoring: ScoringRule) -> str:
    t, rule = report.t, rule_in_words(scoring)
    if scoring.min_completeness == 1:
        return t("From the answers: {rule}. Every question that applies must be answered; otherwise there is no score.", rule=rule)
    return t(
        "From the answers: {rule}. At least {share} of the questions that apply must be answered; otherwise there is no score.",
        rule=rule,
        share=share_in_words(scoring.min_completeness),
    )


def _overall_rule(report: Report, scoring: ScoringRule) -> str:
    t, rule = report.t, rule_in_words(scoring)
    # Left out though there are scores to make it of: the rule gives none.
    scored = any(combined.score.value is not None for combined in report.result.dimensions)
    if scored and report.result.overall.score.status is ScoreStatus.NOT_APPLICABLE:
        return t("The questionnaire has no overall score.")
    if scoring.min_completeness == 1:
        return t(
            "From the dimensions: {rule}. Every dimension that applies must have a score; otherwise there is no overall score.",
            rule=rule,
        )
    return t(
        "From the dimensions: {rule}. At least {share} of the dimensions that apply must have a score; otherwise there is no overall score.",
        rule=rule,
        share=share_in_words(scoring.min_completeness),
    )


def _states(book: Book) -> Iterable[tuple[str, str]]:
    return ((book.t(STATES[state]), book.t(meaning)) for state, meaning in STATE_MEANINGS.items())


def _levels(book: Book) -> Iterable[tuple[str, str]]:
    found = [(report, tuple(_level_rows(report))) for report in book.reports]
    alike = len({rows for _, rows in found}) == 1
    for report, rows in found[:1] if alike else found:
        for level, text in rows:
            yield level, text if alike else book.with_questionnaire(report, text)


def _level_rows(report: Report) -> Iterable[tuple[str, str]]:
    t, levels = report.t, report.questionnaire.levels
    for level, above in zip_longest(levels, levels[1:]):
        if above is None:
            yield report.level(level.value), t("Scores from {from_value}", from_value=level.value)
        else:
            yield (
                report.level(level.value),
                t(
                    "Scores from {from_value} up to, but not including, {below}",
                    from_value=level.value,
                    below=above.value,
                ),
            )


def _made_by(book: Book) -> Iterable[tuple[str, str]]:
    t = book.t
    for part in book.made_by:
        known = PARTS.get(part.kind)
        text = f"{part.id} {part.version}"
        yield t(known) if known else part.kind, f"{text}\nsha256 {part.sha256}" if part.sha256 else text


def _sources(book: Book) -> Iterable[tuple[str, str]]:
    t = book.t
    licences = dict.fromkeys(report.questionnaire.licence for report in book.reports)
    label = t("Licence of the questionnaire") if book.single else t("Licence of the questionnaires")
    for licence in licences:
        yield label, _LICENCES.get(licence, licence)
    citations = dict.fromkeys(clean_line(citation) for report in book.reports for citation in report.questionnaire.sources.values())
    for citation in citations:
        yield t("Source"), citation
    for benchmark in book.benchmarks:
        yield t("Figures for comparison"), f"{benchmark.attribution}. {benchmark.licence}"
