"""The first sheet: what this is, who answered, how the scores came about, and the words used."""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from maturity.export.xlsx import page
from maturity.export.xlsx.cells import LABEL, PLAIN, SAMPLE, SECTION, SUBTITLE, TITLE, Sheet
from maturity.export.xlsx.metrics import POINTS_PER_CHARACTER, pieces
from maturity.export.xlsx.words import KINDS, PARTS, STATE_MEANINGS, STATES, rule_in_words, share_in_words
from maturity.model.result import OVERALL
from maturity.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maturity.export.xlsx.report import Report
    from maturity.model.questionnaire import ScoringRule

WIDTHS = (27.0, 92.0)

_LICENCES = {
    "CC-BY-4.0": "CC BY 4.0 (Creative Commons Attribution 4.0 International), https://creativecommons.org/licenses/by/4.0/",
}


def write(sheet: Sheet, report: Report) -> None:
    """Write the sheet."""
    t = report.t
    row = 1
    if report.sample_mark:
        sheet.text(row, 1, report.sample_mark, SAMPLE, span=2)
        row += 1
    sheet.text(row, 1, t("Maturity self-assessment"), TITLE, span=2)
    sheet.text(row + 1, 1, report.title, SUBTITLE, span=2)
    row += 2
    sections: tuple[tuple[str, Iterable[tuple[str, str | datetime]]], ...] = (
        (t("About this workbook"), _about(report)),
        (t("Who answered"), _respondents(report)),
        (t("How the scores are made"), _scoring(report)),
        (t("States of an answer"), _states(report)),
        (t("Maturity levels"), _levels(report)),
        (t("Made by"), _made_by(report)),
        (t("Licence and sources"), _sources(report)),
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
    page.set_up(sheet.worksheet, report, landscape=False, one_page=one_page)


def _about(report: Report) -> Iterable[tuple[str, str | datetime]]:
    t, questionnaire, assessment = report.t, report.questionnaire, report.result.assessment
    organisation = assessment.organisation
    if report.sample_mark:
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
    yield t("Organisation"), report.organisation
    if organisation.number:
        yield t("Organisation number"), organisation.number
    if organisation.kind:
        yield t("Kind"), t(KINDS[organisation.kind])
    if organisation.inhabitants is not None:
        grouped = f"{organisation.inhabitants:,}"
        yield t("Inhabitants"), grouped if t.language == "en" else grouped.replace(",", "\u00a0")
    yield t("Period"), assessment.period
    yield (
        t("Questionnaire"),
        t("{title}, version {version}", title=report.text(questionnaire.title), version=questionnaire.version),
    )
    yield t("About the questionnaire"), report.text(questionnaire.summary)
    yield t("Last answer (UTC)"), report.last_answer or t("No answers yet")
    yield (
        t("Sheets"),
        t(
            "Summary: one page for the meeting. Answers: every answer of every respondent. Next steps: what to do, with room for who and when."
        ),
    )


def _respondents(report: Report) -> Iterable[tuple[str, str]]:
    t = report.t
    for respondent in report.result.respondents:
        score = respondent.scores[OVERALL]
        done = t("Finished") if respondent.response.finished else t("Not finished")
        yield (
            report.respondent(respondent.response),
            t(
                "{done}. Answered {answered} of {applicable} questions that apply.",
                done=done,
                answered=score.answered,
                applicable=score.applicable,
            ),
        )
    if not report.result.respondents:
        yield t("Respondents"), t("Nobody has answered yet.")


def _scoring(report: Report) -> Iterable[tuple[str, str]]:
    t, questionnaire = report.t, report.questionnaire
    rules: dict[str, list[str]] = {}
    for dimension in questionnaire.dimensions:
        rules.setdefault(_dimension_rule(report, dimension.scoring), []).append(report.text(dimension.title))
    if len(rules) == 1:
        yield t("Dimension"), next(iter(rules))
    else:
        for sentence, titles in rules.items():
            yield t("Dimension"), f"{', '.join(titles)}: {sentence}"
    yield t("Overall score"), _overall_rule(report, questionnaire.overall)
    yield (
        t("Several respondents"),
        t("The mean of the respondents in each role, then the mean of the roles, so that a role counts once however many answered in it."),
    )
    if questionnaire.levels:
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


def _states(report: Report) -> Iterable[tuple[str, str]]:
    return ((report.t(STATES[state]), report.t(meaning)) for state, meaning in STATE_MEANINGS.items())


def _levels(report: Report) -> Iterable[tuple[str, str]]:
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


def _made_by(report: Report) -> Iterable[tuple[str, str]]:
    t = report.t
    for part in report.result.made_by:
        known = PARTS.get(part.kind)
        text = f"{part.id} {part.version}"
        yield t(known) if known else part.kind, f"{text}\nsha256 {part.sha256}" if part.sha256 else text


def _sources(report: Report) -> Iterable[tuple[str, str]]:
    t, questionnaire = report.t, report.questionnaire
    yield t("Licence of the questionnaire"), _LICENCES.get(questionnaire.licence, questionnaire.licence)
    for citation in questionnaire.sources.values():
        yield t("Source"), clean_line(citation)
