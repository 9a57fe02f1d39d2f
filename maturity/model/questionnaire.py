"""A questionnaire as built: complete, checked, in all its languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from maturity.model.organisation import Kind
from maturity.text import Message, msg

#: One text in every language of the questionnaire: language tag to text.
Texts = Mapping[str, str]
#: The same where it must be hashable: pairs of language tag and text.
Reason = tuple[tuple[str, str], ...]

QuestionType = Literal["statements", "rating", "yes-no", "multiple-choice", "number", "text"]
Status = Literal["draft", "published", "withdrawn"]
Parameter = int | str | bool


@dataclass(frozen=True, slots=True)
class Caveat:
    """What a reader must know of a questionnaire that is not published.

    Attributes:
        word: For lists.
        text: Wherever its title or a score stands.
    """

    word: Message
    text: Message


_CAVEATS: Mapping[Status, Caveat] = {
    "draft": Caveat(
        msg("draft"),
        msg("Draft: the publisher has not checked and approved this questionnaire yet. Questions, levels and scores may change."),
    ),
    "withdrawn": Caveat(msg("withdrawn"), msg("Withdrawn: the publisher no longer stands behind this questionnaire and its scores.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that can be answered.

    Attributes:
        value: What is stored; an integer, unique within the question.
        text: What the reader sees.
        score: What the option counts in scoring; the value unless the questionnaire says otherwise.
        label: A short name for tables, or None.
        exclusive: In a multiple choice: cannot be chosen together with another, such as “none of these”.
    """

    value: int
    text: Texts
    score: Fraction
    label: Texts | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """When a question may be set aside as not applicable.

    Attributes:
        guidance: When that is right, in words; None leaves it to the respondent.
        policy: What it means for the score: ``exclude`` takes the question out, ``value`` counts it as `value`. Either way it
            leaves the completeness alone.
    """

    guidance: Texts | None = None
    policy: Literal["exclude", "value"] = "exclude"
    value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskIf:
    """When a question is asked. One of three: a test of an answer, a combination of conditions, or the opposite of one.

    Attributes:
        op: ``at-least`` and ``one-of`` test the answer to `question`; ``all``, ``any`` and ``not`` combine `conditions`.
        values: The least value, or the values that will do.
    """

    op: Literal["at-least", "one-of", "all", "any", "not"]
    question: str | None = None
    values: tuple[int, ...] = ()
    conditions: tuple[AskIf, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a number counts from `low` up to the next band."""

    low: int
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Which numbers can be answered, both ends included.

    Attributes:
        unit: What is counted, or None.
    """

    low: int
    high: int
    unit: Texts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, or one comparison item.

    Attributes:
        id: Never reused, never renamed.
        type: ``statements`` (described levels), ``rating`` (a shared scale), ``yes-no``, ``multiple-choice``, ``number`` (a whole
            number, scored by its bands) or ``text`` (never scored).
        title: A few words to recognise it by.
        text: The question itself.
        options: In the order they are shown, values ascending.
        help: Explanation of words, or None.
        example: What an answer may look like in one kind of organisation, or None.
        improvement: Advice for whoever answered the option with this value.
        weight: Positive whole number, for rules that weigh.
        key: Whether rules that know key questions count it as one.
        reversed: Whether a high answer is unfavourable.
        roles: Roles it is put to; empty for all.
        not_applicable: None when the question always applies.
        scale: Id of the shared scale, None for own options.
        sources: Keys into the questionnaire's sources.
        ask_if: Asked only when this is proven by earlier answers; None for always.
        applies_to: Kinds of organisation it is meant for; empty for all.
        bands: What a number, or the sum of a multiple choice, counts; empty for itself.
        range: Of a number.
        scored: Whether it counts in score and completeness; what is not scored is asked and shown all the same.
        printed: Whether the wording is printed elsewhere, so that figures from there can be compared with its answers.
    """

    id: str
    type: QuestionType
    title: Texts
    text: Texts
    options: tuple[Option, ...]
    help: Texts | None = None
    example: Texts | None = None
    improvement: Mapping[int, Texts] = field(default_factory=dict)
    weight: int = 1
    key: bool = False
    reversed: bool = False
    roles: tuple[str, ...] = ()
    not_applicable: NotApplicable | None = None
    scale: str | None = None
    sources: tuple[str, ...] = ()
    ask_if: AskIf | None = None
    applies_to: tuple[Kind, ...] = ()
    bands: tuple[Band, ...] = ()
    range: Range | None = None
    scored: bool = True
    printed: bool = False

    @property
    def is_scored(self) -> bool:
        """Whether an answer can count: a text never does."""
        return self.scored and self.type != "text"

    def option(self, value: int) -> Option | None:
        """Return the option with `value`, or None."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRule:
    """Which rule makes one score, and how.

    Attributes:
        rule: Id of the rule.
        min_completeness: Share of the applicable scored items that must have a value, 0 to 1.
        parameters: What the rule wants to know.
    """

    rule: str
    min_completeness: Fraction
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A group of questions that get one score.

    Attributes:
        scoring: The rule of this dimension (the questionnaire's, unless the dimension has its own).
        weight: For an overall rule that weighs.
        key: For an overall rule that knows key dimensions.
    """

    id: str
    title: Texts
    questions: tuple[Question, ...]
    scoring: ScoringRule
    weight: int = 1
    key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A maturity level: the name of the scores from `value` up to the next level."""

    value: int
    label: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The core questionnaire that another builds on, as it was when that was built."""

    id: str
    version: str


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """One instrument, as it was when it was built.

    Attributes:
        languages: The source language first.
        sources: Short key to citation.
        roles: Role id to its name, in the order they are offered.
        levels: Values ascending; may be empty.
        overall: The rule over dimensions.
        comparison_items: Asked to compare with published figures, never scored.
        base: The core questionnaire whose questions it holds besides its own; None for one that stands alone.
    """

    id: str
    version: str
    status: Status
    languages: tuple[str, ...]
    title: Texts
    summary: Texts
    licence: str
    dimensions: tuple[Dimension, ...]
    overall: ScoringRule
    sources: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, Texts] = field(default_factory=dict)
    levels: tuple[Level, ...] = ()
    comparison_items: tuple[Question, ...] = ()
    base: Base | None = None

    @property
    def source_language(self) -> str:
        """The language the questionnaire is written in."""
        return self.languages[0]

    @property
    def caveat(self) -> Caveat | None:
        """What must be said wherever its title or a score stands; None for a published one."""
        return _CAVEATS.get(self.status)

    @property
    def questions(self) -> Iterator[Question]:
        """The scored questions, in order."""
        return (question for dimension in self.dimensions for question in dimension.questions)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Every question and comparison item by its id."""
        return {question.id: question for question in (*self.questions, *self.comparison_items)}

    @cached_property
    def dimension_of(self) -> Mapping[str, Dimension]:
        """The dimension of every scored question, by question id."""
        return {question.id: dimension for dimension in self.dimensions for question in dimension.questions}

    def dimension(self, dimension_id: str) -> Dimension | None:
        """Return the dimension with this id, or None."""
        return next((dimension for dimension in self.dimensions if dimension.id == dimension_id), None)

    def role_rank(self, role: str) -> tuple[int, str]:
        """Return what to sort roles by: the questionnaire's order, unknown ones last."""
        known = list(self.roles)
        return (known.index(role) if role in known else len(known), role)

    def language_for(self, wanted: str) -> str:
        """Return the language its texts are shown in for a reader of `wanted`: the other Norwegian before the source."""
        kin = {"nb": "nn", "nn": "nb"}.get(wanted, wanted)
        return next((language for language in (wanted, kin) if language in self.languages), self.source_language)
