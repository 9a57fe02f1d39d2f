"""A questionnaire to read through before anybody answers it."""

from __future__ import annotations

from rich.text import Text

from maturity.model.questionnaire import Question, Questionnaire
from maturity.text import Catalogue
from maturity.ui.page import Block, lines, show_caveat
from maturity.ui.terminal import Screen


def show_questionnaire(questionnaire: Questionnaire, screen: Screen) -> None:
    """Show everything a respondent will be asked, in the reader's language."""
    t = screen.t
    language = questionnaire.language_for(t.language)
    screen.show(Text(f"{questionnaire.title[language]} ({questionnaire.id} {questionnaire.version})", style="bold"))
    show_caveat(questionnaire, screen)
    screen.show(*lines([Block(questionnaire.summary[language])], screen))
    number = 0
    for dimension in questionnaire.dimensions:
        screen.gap()
        screen.show(Text(dimension.title[language], style="bold underline"))
        for question in dimension.questions:
            number += 1
            screen.show(*lines(_question(question, t, language, f"{number}. "), screen))
    if questionnaire.comparison_items:
        screen.gap()
        screen.show(Text(t("For comparison (not scored)"), style="bold underline"))
        for item in questionnaire.comparison_items:
            screen.show(*lines(_question(item, t, language, "– "), screen))
    screen.gap()
    sources = "; ".join(questionnaire.sources.values())
    if sources:
        screen.show(*lines([Block(t("Sources: {sources}", sources=sources))], screen))
    screen.show(t("Licence: {licence}", licence=questionnaire.licence))


def _question(question: Question, t: Catalogue, language: str, mark: str) -> list[Block]:
    blocks = [Block(f"{question.text[language]} [{question.id}]", mark=mark, style="bold", gap=True)]
    if question.help:
        blocks.append(Block(question.help[language], mark="   ", style="dim"))
    if question.example:
        blocks.append(Block(t("Example: {text}", text=question.example[language]), mark="   ", style="dim"))
    if question.range:
        unit = f" {question.range.unit[language]}" if question.range.unit else ""
        blocks.append(Block(f"{question.range.low}–{question.range.high}{unit}", mark="   "))
    blocks += [Block(option.text[language], mark=f"   {option.value}  ") for option in question.options]
    return blocks
