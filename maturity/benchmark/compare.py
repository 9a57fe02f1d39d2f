"""An organisation's own answers beside published figures: nothing is computed from a figure, and nothing is added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from maturity.model.assessment import Answer, AnswerState, Assessment, Response
from maturity.model.benchmark import Benchmark, Indicator, Segment, Segmentation
from maturity.model.questionnaire import Question, Questionnaire
from maturity.scoring.numbers import half_up
from maturity.scoring.score import mean


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """What one respondent answered to a question that figures were printed for."""

    role: str
    number: int
    answer: Answer

    def is_among(self, indicator: Indicator, question: Question) -> bool | None:
        """Whether the answer is one of those a figure counts, as it was given and before any reversing.

        None where that cannot be said: without an answer, in a role that the figure is not about, and where the source does not say
        whether such answers are counted.
        """
        roles = indicator.group.roles
        if self.answer.value is None or self.answer.value in indicator.unclear_levels or (roles and self.role not in roles):
            return None
        return self.answer.value in indicator.counted(question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One question and the figures printed for it.

    Attributes:
        own: One per respondent the question was put to.
        indicators: Figures for this kind of organisation, never added to each other: their groups differ.
        elsewhere: Figures for other kinds of organisation.
    """

    question: Question
    own: tuple[OwnAnswer, ...]
    indicators: tuple[Indicator, ...]
    elsewhere: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Which segment one respondent is in.

    Attributes:
        mean: Of the items; None unless all of them are answered.
        segment: None without a mean.
    """

    role: str
    number: int
    mean: Fraction | None
    segment: Segment | None


def comparisons(questionnaire: Questionnaire, assessment: Assessment, benchmark: Benchmark) -> tuple[Comparison, ...]:
    """Return every question of a questionnaire that figures were printed for, in its order, with the organisation's answers."""
    found = []
    for question in (*questionnaire.questions, *questionnaire.comparison_items):
        indicators = benchmark.for_question(question)
        if not indicators:
            continue
        kind = assessment.organisation.kind
        mine = tuple(indicator for indicator in indicators if not indicator.group.kinds or kind in indicator.group.kinds)
        others = tuple(indicator for indicator in indicators if indicator not in mine)
        found.append(Comparison(question=question, own=tuple(_own(question, assessment)), indicators=mine, elsewhere=others))
    return tuple(found)


def context(questionnaire: Questionnaire, benchmark: Benchmark) -> tuple[tuple[Question, Indicator], ...]:
    """Return figures on a question's subject that its answers are not compared with, because wording or scale differ."""
    known = questionnaire.by_id
    pairs = ((known.get(indicator.about or ""), indicator) for indicator in benchmark.indicators)
    return tuple((question, indicator) for question, indicator in pairs if question is not None)


def concerning(benchmarks: Sequence[Benchmark], questionnaires: Iterable[Questionnaire]) -> list[Benchmark]:
    """Return the benchmarks with a figure for one of the questionnaires; the first one where none has, to say just that."""
    known = list(questionnaires)
    questions = {name for questionnaire in known for name in questionnaire.by_id}
    ids = {questionnaire.id for questionnaire in known}
    found = [
        one
        for one in benchmarks
        if (one.built_from and one.built_from.questionnaire in ids)
        or any({indicator.question, indicator.about} & questions for indicator in one.indicators)
    ]
    return found or list(benchmarks[:1])


def placements(segmentation: Segmentation, assessment: Assessment) -> tuple[Placement, ...]:
    """Return the segment of every respondent in one of the roles that was segmented."""
    return tuple(_placement(segmentation, response) for response in assessment.responses if response.role in segmentation.roles)


def _own(question: Question, assessment: Assessment) -> Iterator[OwnAnswer]:
    for response in assessment.responses:
        if not question.roles or response.role in question.roles:
            yield OwnAnswer(role=response.role, number=response.number, answer=response.answer(question.id))


def _placement(segmentation: Segmentation, response: Response) -> Placement:
    answers = [response.answer(item) for item in segmentation.items]
    values = [Fraction(answer.value) for answer in answers if answer.state is AnswerState.ANSWERED and answer.value is not None]
    if len(values) < len(segmentation.items):
        return Placement(role=response.role, number=response.number, mean=None, segment=None)
    found = mean(values)
    return Placement(role=response.role, number=response.number, mean=found, segment=segment_of(segmentation, found))


def segment_of(segmentation: Segmentation, value: Fraction) -> Segment:
    """Return the segment that a mean falls into, looking at six decimals; between two bounds lies the segment without bounds."""
    rounded = half_up(value)
    for segment in segmentation.segments:
        if segment.low is None and segment.high is None:
            continue
        # A bound such as 10/3 is looked at in the same way, or a mean of exactly 10/3 would miss it.
        if (segment.low is None or rounded >= half_up(segment.low)) and (segment.high is None or rounded <= half_up(segment.high)):
            return segment
    return next(segment for segment in segmentation.segments if segment.low is None and segment.high is None)
