"""The result in the reader's language: what the sheets write."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from maturity.assessment.periods import PeriodComparison, ScoreChange, compare_periods
from maturity.assessment.previous import Previous
from maturity.benchmark.compare import comparisons, context
from maturity.export.xlsx.words import STATES
from maturity.model.assessment import Answer, AnswerState, Response
from maturity.model.questionnaire import Question, Questionnaire, Texts
from maturity.model.result import OVERALL, CombinedScore, RespondentScores, Result, Score, ScoreStatus
from maturity.scoring.numbers import display, half_up
from maturity.text import clean, clean_line

if TYPE_CHECKING:
    from maturity.model.benchmark import Benchmark, Segmentation
    from maturity.text import Catalogue

#: States that leave a hole in the answers; the others either count or take the question out.
_HOLES = (AnswerState.UNANSWERED, AnswerState.SKIPPED, AnswerState.DONT_KNOW)

_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Report:
    """A result with everything needed to put it in words.

    Attributes:
        t: The catalogue of the reader's language.
        earlier: The period before, None where there is none.
    """

    questionnaire: Questionnaire
    result: Result
    t: Catalogue
    earlier: Report | None = None

    @cached_property
    def language(self) -> str:
        """The language that the questionnaire's own texts are shown in."""
        return self.questionnaire.language_for(self.t.language)

    @property
    def decimal_percent(self) -> str:
        """The space that Norwegian has before the per cent sign, and English has not."""
        return "" if self.t.language == "en" else " "

    def text(self, texts: Texts) -> str:
        """Return a questionnaire's text in the reader's language, safe for every part of the file: charts are not written cell by cell."""
        return clean(texts.get(self.language) or texts[self.questionnaire.source_language])

    @cached_property
    def organisation(self) -> str:
        """The organisation's name on one line."""
        return clean_line(self.result.assessment.organisation.name)

    @cached_property
    def questionnaire_title(self) -> str:
        """The questionnaire's title on one line."""
        return clean_line(self.text(self.questionnaire.title))

    @cached_property
    def period(self) -> str:
        """The period on one line."""
        return clean_line(self.result.assessment.period)

    @cached_property
    def title(self) -> str:
        """What the result is about, on one line."""
        return " · ".join(part for part in (self.organisation, self.questionnaire_title, self.period) if part)

    @cached_property
    def sample_mark(self) -> str | None:
        """The words that say that all of this is made up, None when it is not."""
        if not self.result.assessment.sample:
            return None
        if self.result.assessment.organisation.kind == "municipality":
            return self.t("Sample: made-up municipality")
        return self.t("Sample: made-up organisation")

    @cached_property
    def caveat(self) -> str | None:
        """The words that say that the questionnaire is a draft or withdrawn, None when it is published."""
        return self.t(self.questionnaire.caveat.text) if self.questionnaire.caveat else None

    @cached_property
    def last_answer(self) -> datetime | None:
        """The time of the last answer in UTC, without a time zone because a cell knows none."""
        if not self.result.last_answer:
            return None
        return datetime.fromisoformat(self.result.last_answer).replace(tzinfo=None)

    # People

    def role(self, role: str) -> str:
        """Return the name of a role; its id where the questionnaire does not name it."""
        names = self.questionnaire.roles.get(role)
        return self.text(names) if names else role

    def respondent(self, response: Response) -> str:
        """Return a respondent's role and number."""
        return f"{self.role(response.role)} {response.number}"

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Every role that somebody answered in, in the result's order."""
        return tuple(dict.fromkeys(role for combined in (*self.result.dimensions, self.result.overall) for role in combined.roles))

    # The period before

    @cached_property
    def comparison(self) -> PeriodComparison | None:
        """The period before beside this one."""
        if self.earlier is None:
            return None
        return compare_periods((self.earlier.questionnaire, self.earlier.result), (self.questionnaire, self.result))

    @cached_property
    def changes(self) -> tuple[ScoreChange, ...]:
        """What became of each score since the period before; nothing where there is none."""
        return self.comparison.changes if self.comparison else ()

    def change(self, combined: CombinedScore) -> ScoreChange | None:
        """Return what became of a score since the period before."""
        return next((change for change in self.changes if change.id == combined.id), None)

    def previous(self, response: Response) -> Previous | None:
        """Return what the same respondent answered in the period before."""
        if self.earlier is None:
            return None
        found = (respondent.response for respondent in self.earlier.result.respondents)
        same = next((one for one in found if (one.role, one.number) == (response.role, response.number)), None)
        return Previous(period=self.earlier.period, questionnaire=self.earlier.questionnaire, response=same) if same else None

    # Published figures

    def has_figures(self, benchmark: Benchmark) -> bool:
        """Whether a benchmark has anything to say about this questionnaire."""
        return bool(
            comparisons(self.questionnaire, self.result.assessment, benchmark)
            or context(self.questionnaire, benchmark)
            or self.segmentations(benchmark)
            or (benchmark.built_from and benchmark.built_from.questionnaire == self.questionnaire.id)
        )

    def segmentations(self, benchmark: Benchmark) -> list[Segmentation]:
        """Return the segmentations whose items are all in this questionnaire."""
        return [found for found in benchmark.segmentations if set(found.items) <= set(self.questionnaire.by_id)]

    # Answers

    def state_words(self, question: Question, respondent: RespondentScores) -> str:
        """Return the state of an answer in words."""
        return self.t(STATES[respondent.states[question.id]])

    def answer_words(self, question: Question, answer: Answer) -> str | None:
        """Return an answer as the respondent gave it: the full text of what was chosen, one choice a line; None without one."""
        if answer.text is not None:
            return answer.text
        if question.range is not None:
            unit = f" {self.text(question.range.unit)}" if question.range.unit else ""
            return None if answer.value is None else f"{answer.value}{unit}"
        values = answer.choices or (() if answer.value is None else (answer.value,))
        chosen = (self.text(option.text) if (option := question.option(value)) else str(value) for value in values)
        return "\n".join(chosen) or None

    def holes(self, combined: CombinedScore, respondent: RespondentScores) -> list[tuple[Question, AnswerState]]:
        """Return what is missing in a dimension from a respondent who has too few answers there; nothing where there are enough."""
        dimension = self.questionnaire.dimension(combined.id)
        if dimension is None or respondent.scores[combined.id].status is not ScoreStatus.NOT_ENOUGH_ANSWERS:
            return []
        states = ((question, respondent.states[question.id]) for question in dimension.questions if question.is_scored)
        return [(question, state) for question, state in states if state in _HOLES]

    def needed(self, combined: CombinedScore, score: Score) -> int:
        """Return how many answers a dimension must have before it gets a score."""
        dimension = self.questionnaire.dimension(combined.id)
        share = self.questionnaire.overall.min_completeness if dimension is None else dimension.scoring.min_completeness
        return math.ceil(share * score.applicable)

    # Names

    def dimension_title(self, dimension_id: str) -> str:
        """Return the title of a dimension, or the words for the overall score."""
        if dimension_id == OVERALL:
            return self.t("Overall")
        dimension = self.questionnaire.dimension(dimension_id)
        return self.text(dimension.title) if dimension else dimension_id

    def level(self, level: int) -> str:
        """Return a maturity level as number and word."""
        found = next((known for known in self.questionnaire.levels if known.value == level), None)
        return f"{level} – {self.text(found.label)}" if found else str(level)

    def reached(self, score: Score) -> str:
        """Return the level that a score has reached, in words."""
        if score.level is not None:
            return self.level(score.level)
        return self.t("Below level {level}", level=min(self.levels)) if self.levels else ""

    def no_score(self, score: Score) -> str:
        """Return in words why there is no score."""
        return self.t("Not applicable") if score.status is ScoreStatus.NOT_APPLICABLE else self.t("Not enough answers")

    # Numbers

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The values of the maturity levels."""
        return tuple(level.value for level in self.questionnaire.levels)

    @cached_property
    def scale(self) -> tuple[int, int]:
        """The lowest and the highest score that can be drawn: the levels, or the options where there are none, and all that was found."""
        ends = [Fraction(level) for level in self.levels]
        if not ends:
            ends = [Fraction(option.score) for question in self.questionnaire.questions for option in question.options]
        for combined in (*self.result.dimensions, self.result.overall):
            ends += [value for value in (combined.score.value, combined.score.target) if value is not None]
        return (math.floor(min(ends)), math.ceil(max(ends))) if ends else (0, 1)

    def shown(self, value: Fraction, *also: Fraction | None) -> str:
        """Return a score with a decimal point, rounded so that it never shows a level or another threshold that it has not reached."""
        thresholds = [Fraction(level) for level in self.levels] + [threshold for threshold in also if threshold is not None]
        # What the cell holds has six decimals; rounding the exact value instead could differ from what Excel makes of the cell.
        return display(half_up(value), thresholds, 1)

    def words(self, value: Fraction, *also: Fraction | None) -> str:
        """Return a score as the reader's language writes it."""
        return self.t.number(self.shown(value, *also))

    def score_decimals(self, score: Score) -> int:
        """Return how many decimals a score needs so as not to show more than was reached."""
        assert score.value is not None
        return _decimals(self.shown(score.value, score.target))

    def target_decimals(self, target: Fraction) -> int:
        """Return how many decimals a target needs: none for a whole one, as few as tell it from a level for a mean of several."""
        return 0 if half_up(target).denominator == 1 else _decimals(self.shown(target))

    def target_decimals_beside(self, target: Fraction | None) -> int:
        """Return how many decimals a target needs in the column of all targets, where whole ones follow the others."""
        targets = [found for combined in (*self.result.dimensions, self.result.overall) if (found := combined.score.target) is not None]
        whole = all(self.target_decimals(found) == 0 for found in targets)
        return 0 if target is None or whole else max(1, self.target_decimals(target))

    def target_words(self, target: Fraction) -> str:
        """Return a target as the reader's language writes it."""
        return str(int(half_up(target))) if self.target_decimals(target) == 0 else self.words(target)

    def gap_decimals(self, score: Score) -> int:
        """Return how many decimals a gap needs: those of the score, and never so few that a gap seems closed."""
        assert score.gap is not None
        return visible_decimals(score.gap, at_least=self.score_decimals(score))


def visible_decimals(value: Fraction, *, at_least: int = 1) -> int:
    """Return how many decimals show that a value is not zero."""
    decimals = at_least
    while value and abs(value) * 10**decimals < Fraction(1, 2) and decimals < _MOST_DECIMALS:
        decimals += 1
    return decimals


def percent_decimals(share: Fraction) -> int:
    """Return how many decimals a percentage needs so that nearly all never looks like all, or hardly any like none."""
    decimals = 0
    while 0 < share < 1 and decimals < _MOST_DECIMALS - 2:
        unit = 100 * 10**decimals
        if Fraction(1, 2) <= share * unit < unit - Fraction(1, 2):
            break
        decimals += 1
    return decimals


def _decimals(shown: str) -> int:
    return len(shown.partition(".")[2])
