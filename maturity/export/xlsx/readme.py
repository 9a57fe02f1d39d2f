"""The first sheet: what this is, who answered, how the scores came about, and the words used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.export.xlsx import page
from maturity.export.xlsx.cells import LABEL, PLAIN, SAMPLE, SECTION, SUBTITLE, TITLE, Sheet
from maturity.export.xlsx.words import KINDS, PARTS, STATE_MEANINGS, STATES, rule_in_words, share_in_words
from maturity.model.result import OVERALL
from maturity.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maturity.export.xlsx.report import Report

WIDTHS = (30, 92)

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
    for heading, lines in (
        (t("About this workbook"), _about(report)),
        (t("Who answered"), _respondents(report)),
        (t("How the scores are made"), _scoring(report)),
        (t("States of an answer"), _states(report)),
        (t("Maturity levels"), _levels(report)),
        (t("Made by"), _made_by(report)),
        (t("Licence and sources"), _sources(report)),
    ):
        found = list(lines)
        if not found:
            continue
        row += 1
        sheet.text(row, 1, heading, SECTION)
        sheet.text(row, 2, None, SECTION)
        for label, text in found:
            row += 1
            sheet.text(row, 1, label, LABEL)
            if label == t("Last answer (UTC)") and report.last_answer:
                sheet.date(row, 2, report.last_answer)
            else:
                sheet.text(row, 2, text, PLAIN)
        row += 1
    page.set_up(sheet.worksheet, report, landscape=False)


def _about(report: Report) -> Iterable[tuple[str, str]]:
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
    yield t("Last answer (UTC)"), t("No answers yet")
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
        sentence = t(
            "The score is {rule} of the answers. At least {share} of the questions that apply must be answered; otherwise there is no score.",
            rule=rule_in_words(dimension.scoring),
            share=share_in_words(dimension.scoring.min_completeness),
        )
        rules.setdefault(sentence, []).append(report.text(dimension.title))
    for sentence, titles in rules.items():
        yield t("Dimension") if len(rules) == 1 else ", ".join(titles), sentence
    yield (
        t("Overall score"),
        t(
            "The score is {rule} of the dimensions. At least {share} of the dimensions that apply must have a score; otherwise there is no overall score.",
            rule=rule_in_words(questionnaire.overall),
            share=share_in_words(questionnaire.overall.min_completeness),
        ),
    )
    yield (
        t("Several respondents"),
        t("The mean of the respondents in each role, then the mean of the roles, so that a role counts once however many answered in it."),
    )
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


def _states(report: Report) -> Iterable[tuple[str, str]]:
    return ((report.t(STATES[state]), report.t(meaning)) for state, meaning in STATE_MEANINGS.items())


def _levels(report: Report) -> Iterable[tuple[str, str]]:
    t, levels = report.t, report.questionnaire.levels
    for level, above in zip(levels, (*levels[1:], None), strict=True):
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
