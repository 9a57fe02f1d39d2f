"""Results on screen: bars where there is room and sight for them, sentences where not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from maturity.assessment.advice import disagreements, next_steps, strongest, weakest
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import CombinedScore, Result, Score, ScoreStatus
from maturity.scoring.numbers import display
from maturity.ui.page import Block, lines, show_caveat
from maturity.ui.terminal import Screen

if TYPE_CHECKING:
    from rich.console import RenderableType

#: Lengths a bar can have, the longest that fits: so many blocks for each of four steps between five levels.
BARS = (20, 16, 12, 8)
#: Narrower than this a table breaks words; sentences do not.
TABLE_WIDTH = 60
STEPS_SHOWN = 3
_DISAGREEMENTS_SHOWN = 5


class Words:
    """How one questionnaire's scores are said in the reader's language."""

    def __init__(self, questionnaire: Questionnaire, screen: Screen) -> None:
        self.questionnaire = questionnaire
        self.t = screen.t
        self.language = questionnaire.language_for(screen.t.language)
        self._levels = {level.value: level.label[self.language] for level in questionnaire.levels}

    def number(self, value: Fraction) -> str:
        """Return a score with one decimal, more where one would claim a level that is not reached."""
        return self.t.number(display(value, list(self._levels)))

    def title(self, name: str) -> str:
        """Return the title of a dimension, or the word for all of them."""
        dimension = self.questionnaire.dimension(name)
        return dimension.title[self.language] if dimension else self.t("Overall")

    def role(self, role: str) -> str:
        """Return a role's name."""
        return self.questionnaire.roles[role][self.language] if role in self.questionnaire.roles else role

    def level(self, score: Score) -> str:
        """Return level number and name; the words for a missing score."""
        if score.status is ScoreStatus.NOT_APPLICABLE:
            return self.t("not applicable")
        if score.value is None:
            return self.t("not enough answers")
        if score.level is None:
            return self.t("below the first level") if self._levels else ""
        return f"{score.level} {self._levels[score.level]}"

    def answered(self, score: Score) -> str:
        """Return the completeness in words."""
        return self.t("{answered} of {applicable} answered", answered=score.answered, applicable=score.applicable)

    def target(self, score: Score) -> str:
        """Return the target and the gap, empty without a target."""
        if score.target is None:
            return ""
        return self.t("target {target}", target=self.number(score.target) if score.target.denominator > 1 else score.target)


def show_result(result: Result, questionnaire: Questionnaire, screen: Screen) -> None:
    """Show one result: every dimension, what stands out and what to do next."""
    words = Words(questionnaire, screen)
    t = screen.t
    assessment = result.assessment
    heading = f"{questionnaire.title[words.language]} · {assessment.organisation.name} · {assessment.period}"
    screen.gap()
    screen.show(Text(heading, style="bold"))
    show_caveat(questionnaire, screen)
    if assessment.sample:
        screen.show(Text(t("Sample: a made-up organisation with made-up answers."), style="bold yellow"))
    screen.show(_basis(result, words))
    screen.gap()
    show_scores(result, words, screen)
    _show_caps(result, words, screen)
    _show_roles(result, words, screen)
    _show_disagreements(result, words, screen)
    _show_extremes(result, words, screen)
    _show_next_steps(result, words, screen)


def show_scores(result: Result, words: Words, screen: Screen) -> None:
    """Show every dimension and the whole: a table with bars, or sentences where there is no room or sight for one."""
    scores = [*result.dimensions, result.overall]
    if screen.accessible or screen.console.width < TABLE_WIDTH:
        for combined in scores:
            screen.show(*lines([Block(_sentence(combined, words))], screen))
    else:
        screen.show(_table(scores, words, screen.console.width))


def show_files(files: Sequence[Path], screen: Screen) -> None:
    """Name files, each path in one piece so that it can be copied."""
    screen.gap()
    screen.show(Text(screen.t("Files"), style="bold"))
    for path in files:
        screen.console.print(Text(f"  {path}"), soft_wrap=True)


def _basis(result: Result, words: Words) -> str:
    t = words.t
    responses = result.assessment.responses
    finished = sum(response.finished for response in responses)
    return t.counted("{n} respondent, {finished} finished.", "{n} respondents, {finished} finished.", len(responses), finished=finished)


def _sentence(combined: CombinedScore, words: Words) -> str:
    score = combined.score
    parts = [words.level(score), words.answered(score)]
    if score.value is not None:
        level = words.t("level {level}", level=words.level(score)) if score.level is not None else words.level(score)
        parts = [words.t("score {score}", score=words.number(score.value)), level, words.answered(score)]
    if target := words.target(score):
        parts.append(target)
    return f"{words.title(combined.id)}: {', '.join(part for part in parts if part)}."


def _table(scores: Sequence[CombinedScore], words: Words, width: int) -> RenderableType:
    from rich.table import Table

    t = words.t
    headers = [t("Dimension"), t("Score"), t("Level"), t("Answered")]
    has_targets = any(combined.score.target is not None for combined in scores)
    if has_targets:
        headers.append(t("Target"))
    rows = [_cells(combined, words)[: len(headers)] for combined in scores]
    used = sum(max(cell_len(row[column]) for row in (headers, *rows)) + 2 for column in range(len(headers)))
    # As long a bar as there is room for beside the words; none where there is not. The last column is not padded.
    length = next((size for size in BARS if used + size <= width), 0)
    table = Table(box=None, pad_edge=False, padding=(0, 1), expand=False, header_style="bold")
    for column, header in enumerate(headers):
        if column == 1 and length:
            table.add_column("", width=length, no_wrap=True)
        number = column in (1, 4)
        table.add_column(header, justify="right" if number else "left", no_wrap=number, overflow="fold")
    bounds = _bounds(words.questionnaire)
    for combined, row in zip(scores, rows, strict=True):
        cells = [Text(row[0], style="bold" if combined is scores[-1] else ""), *map(Text, row[1:])]
        if length:
            cells.insert(1, _bar(combined.score, bounds, length))
        table.add_row(*cells)
    return table


def _cells(combined: CombinedScore, words: Words) -> list[str]:
    score = combined.score
    return [
        words.title(combined.id),
        "–" if score.value is None else words.number(score.value),
        words.level(score),
        words.t("{answered} of {applicable}", answered=score.answered, applicable=score.applicable),
        "–" if score.target is None else words.number(score.target),
    ]


def _bounds(questionnaire: Questionnaire) -> tuple[Fraction, Fraction]:
    """Return where bars begin and end: the levels; the options' scores where there are none."""
    values = [Fraction(level.value) for level in questionnaire.levels]
    values = values or [option.score for question in questionnaire.questions if question.is_scored for option in question.options]
    return (min(values), max(values)) if values else (Fraction(0), Fraction(1))


def _bar(score: Score, bounds: tuple[Fraction, Fraction], length: int) -> Text:
    """Return a bar from the lowest level to the highest, with a mark at the target; the number stands beside it."""
    low, high = bounds
    if score.value is None or high <= low:
        return Text("")

    def position(value: Fraction) -> int:
        return floor((min(max(value, low), high) - low) / (high - low) * length)

    # The lowest score still shows one block: an empty bar would look like no score.
    filled = max(position(score.value), 1)
    bar = Text("█" * filled + "·" * (length - filled))
    bar.stylize("cyan", 0, filled)
    if score.target is not None:
        at = min(position(score.target), length - 1)
        bar = Text.assemble(bar[:at], ("|", "bold"), bar[at + 1 :])
    return bar


def _show_caps(result: Result, words: Words, screen: Screen) -> None:
    """Say what held a score down: a number alone would be taken for the mean."""
    held = [(combined.id, dict(cap)) for combined in (*result.dimensions, result.overall) for cap in combined.score.caps]
    if held:
        screen.gap()
        screen.show(Text(words.t("Scores that are held down"), style="bold"))
    for name, reason in held:
        _paragraph(f"{words.title(name)}: {reason.get(words.language) or next(iter(reason.values()))}", screen)


def _show_roles(result: Result, words: Words, screen: Screen) -> None:
    if len(result.overall.roles) < 2:
        return
    t = words.t
    screen.gap()
    screen.show(Text(t("By role"), style="bold"))
    for combined in (*result.dimensions, result.overall):
        parts = []
        for role, score in combined.roles.items():
            value = words.level(score) if score.value is None else words.number(score.value)
            parts.append(f"{words.role(role)} {value}")
        if combined.spread is not None:
            # A difference has no level, so it needs no more decimals than one.
            parts.append(t("difference {difference}", difference=t.number(display(combined.spread, ()))))
        _paragraph(f"{words.title(combined.id)}: {', '.join(parts)}", screen)


def _show_disagreements(result: Result, words: Words, screen: Screen) -> None:
    found = disagreements(words.questionnaire, result)
    if not found:
        return
    t = words.t
    screen.gap()
    screen.show(Text(t("Answers that differ by two levels or more"), style="bold"))
    for each in found[:_DISAGREEMENTS_SHOWN]:
        title = words.questionnaire.by_id[each.question].title[words.language]
        _paragraph(t("{question}: from {low} to {high}", question=title, low=each.low, high=each.high), screen)
    if len(found) > _DISAGREEMENTS_SHOWN:
        _paragraph(t("… and {n} more.", n=len(found) - _DISAGREEMENTS_SHOWN), screen)


def _show_extremes(result: Result, words: Words, screen: Screen) -> None:
    found = ((words.t("Strongest"), strongest(result)), (words.t("Weakest"), weakest(result)))
    shown = [f"{label}: {', '.join(words.title(combined.id) for combined in extreme)}" for label, extreme in found if extreme]
    if shown:
        screen.gap()
    for sentence in shown:
        screen.show(sentence)


def _show_next_steps(result: Result, words: Words, screen: Screen) -> None:
    steps = next_steps(words.questionnaire, result, STEPS_SHOWN)
    if not steps:
        return
    screen.gap()
    screen.show(Text(words.t("Next steps"), style="bold"))
    for number, step in enumerate(steps, 1):
        question = words.questionnaire.by_id[step.question]
        advice = question.improvement[step.from_value][words.language]
        block = Block(f"{words.title(step.dimension)}, {question.title[words.language]}: {advice}", mark=f"{number}. ")
        screen.show(*lines([block], screen))


def _paragraph(text: str, screen: Screen) -> None:
    screen.show(*lines([Block(text, mark="  ")], screen))
