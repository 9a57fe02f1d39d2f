"""From questions to items: what a scoring rule is given to work with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from maturity.model.organisation import KINDS
from maturity.model.questionnaire import AskIf, Dimension, Question, Questionnaire, Texts
from maturity.scoring.numbers import Number
from maturity.scoring.plan import (
    Answer,
    Applies,
    AtLeast,
    Bands,
    Condition,
    Constant,
    Excluded,
    Not,
    OneOf,
    Rescale,
    Value,
    When,
    all_of,
    any_of,
)

#: Facts about whoever answers, which stand in plans beside the questions.
KIND, ROLE = "@kind", "@role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question, or one dimension under the overall rule.

    Attributes:
        id: Of the question or dimension.
        title: In every language, for reasons.
        node: Its value: high is good, whatever way the question is put.
        low: The least value there can be.
        high: The greatest.
        weight: Positive whole number, for rules that weigh.
        key: Whether rules that know key items count it as one.
        covers: What completeness looks at, where that is not the node: not applicable leaves it alone even where it counts as a value.
    """

    id: str
    title: Texts
    node: Value
    low: Number
    high: Number
    weight: int = 1
    key: bool = False
    covers: Value | None = None


class Asking:
    """When each question of a questionnaire is put to somebody, as conditions over earlier answers, role and kind.

    Parents come before the questions they open, so one pass in order is enough, however long the chains are.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self.scope: dict[str, Condition | None] = {}
        """Whether a question is meant for this kind of organisation and role; None for all."""
        self.asked: dict[str, Condition | None] = {}
        """The same, and opened by earlier answers; None for always."""
        self._shown: dict[str, Value] = {}
        for question in (*questionnaire.questions, *questionnaire.comparison_items):
            scope = self._scope(question)
            opened = None if question.ask_if is None else self._condition(question.ask_if)
            both = [condition for condition in (scope, opened) if condition is not None]
            asked = all_of(both) if len(both) > 1 else both[0] if both else None
            self.scope[question.id], self.asked[question.id] = scope, asked
            # As it is asked, not as it was once answered: an old answer to a hidden question opens nothing.
            answer = _answer(question)
            self._shown[question.id] = answer if asked is None else When(asked, answer, Excluded())

    def item(self, question: Question) -> Item:
        """Return the item of one question: its answer, what it counts, turned so that high is good, where it is asked at all."""
        node, low, high = _counted(question)
        if question.reversed and low != high:
            node = Rescale(node, (low, high), (high, low))
        policy = question.not_applicable
        if policy and policy.policy == "value" and policy.value is not None:
            node = When(Applies(_answer(question)), node, Constant(policy.value))
            low, high = min(low, policy.value), max(high, policy.value)
        if condition := self.asked[question.id]:
            node = When(condition, node, Excluded())
        return Item(
            id=question.id,
            title=question.title,
            node=node,
            low=low,
            high=high,
            weight=question.weight,
            key=question.key,
            covers=self._shown[question.id] if policy and policy.policy == "value" else None,
        )

    def items(self, dimension: Dimension) -> list[Item]:
        """Return the items of a dimension, in order; a text is none."""
        return [self.item(question) for question in dimension.questions if question.is_scored]

    def _scope(self, question: Question) -> Condition | None:
        parts: list[Condition] = []
        if question.applies_to:
            parts.append(OneOf(Answer(KIND, 1, len(KINDS)), tuple(KINDS.index(kind) + 1 for kind in question.applies_to)))
        if question.roles:
            roles = list(self._questionnaire.roles)
            parts.append(OneOf(Answer(ROLE, 0, len(roles)), tuple(roles.index(role) + 1 for role in question.roles)))
        return all_of(parts) if len(parts) > 1 else parts[0] if parts else None

    def _condition(self, found: AskIf) -> Condition:
        match found.op:
            case "all":
                return all_of(self._condition(one) for one in found.conditions)
            case "any":
                return any_of(self._condition(one) for one in found.conditions)
            case "not":
                return Not(self._condition(found.conditions[0]))
        node = self._shown[found.question or ""]
        return AtLeast(node, found.values[0]) if found.op == "at-least" else OneOf(node, found.values)


def fact_values(questionnaire: Questionnaire, kind: str | None, role: str) -> Mapping[str, int]:
    """Return the facts as plans see them; what is not known is not there, and then nothing that depends on it is proven."""
    roles = list(questionnaire.roles)
    found = {ROLE: roles.index(role) + 1 if role in roles else 0}
    if kind in KINDS:
        found[KIND] = KINDS.index(kind) + 1
    return found


def _answer(question: Question) -> Answer:
    """Return the input of a question: an option's value, a number, or the sum of what was chosen."""
    if question.range is not None:
        return Answer(question.id, question.range.low, question.range.high)
    if question.type == "multiple-choice":
        scores = [int(option.score) for option in question.options]
        return Answer(question.id, min(0, *_sums(scores, -1)), max(0, *_sums(scores, 1)))
    values = [option.value for option in question.options] or [0]
    return Answer(question.id, min(values), max(values))


def _sums(scores: list[int], sign: int) -> tuple[int, int]:
    return (sum(score for score in scores if score * sign > 0), 0)


def _whole(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


def _counted(question: Question) -> tuple[Value, Number, Number]:
    answer = _answer(question)
    node: Value = answer
    if question.bands:
        first, *rest = question.bands
        if rest:
            node = Bands(answer, first.score, tuple((band.low, band.score) for band in rest))
        else:
            node = Rescale(answer, (answer.low, answer.high), (first.score, first.score))
        scores = [band.score for band in question.bands]
        return node, min(scores), max(scores)
    if question.type in ("multiple-choice", "number"):
        return node, answer.low, answer.high
    values: list[Number] = [option.value for option in question.options]
    points = [_whole(option.score) for option in question.options]
    if points != values:
        node = Bands(answer, points[0], tuple(zip(values, points, strict=True)))
    return node, min(points), max(points)
