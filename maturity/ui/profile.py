"""Several questionnaires of one organisation on one page; no total across them, because none is defined."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from maturity.assessment.advice import strongest, weakest
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import Result
from maturity.ui.page import Block, lines, show_caveat
from maturity.ui.render import Words, show_scores
from maturity.ui.terminal import Screen


def show_profile(found: Sequence[tuple[Questionnaire, Result]], screen: Screen) -> None:
    """Show the scores of several questionnaires of one organisation and period, one below the other."""
    t = screen.t
    assessment = found[0][1].assessment
    screen.gap()
    screen.show(Text(f"{assessment.organisation.name} · {assessment.period}", style="bold"))
    if any(result.assessment.sample for _, result in found):
        screen.show(Text(t("Sample: a made-up organisation with made-up answers."), style="bold yellow"))
    for questionnaire, result in found:
        words = Words(questionnaire, screen)
        screen.gap()
        screen.show(Text(questionnaire.title[words.language], style="bold underline"))
        show_caveat(questionnaire, screen)
        show_scores(result, words, screen)
        for label, extreme in ((t("Strongest"), strongest(result)), (t("Weakest"), weakest(result))):
            if extreme:
                titles = ", ".join(words.title(combined.id) for combined in extreme)
                screen.show(*lines([Block(f"{label}: {titles}")], screen))
    screen.gap()
    screen.show(*lines([Block(t("Each questionnaire stands for itself; there is no score for all of them together."))], screen))
