"""From questions to items: what a scoring rule is given to work with."""

from __future__ import annotations

from dataclasses import dataclass

from maturity.model.questionnaire import Dimension, Question, Texts
from maturity.scoring.numbers import Number
from maturity.scoring.plan import Answer, Bands, Rescale, Value


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
    """

    id: str
    title: Texts
    node: Value
    low: Number
    high: Number
    weight: int = 1
    key: bool = False


def question_items(dimension: Dimension) -> list[Item]:
    """Return the items of a dimension, in order."""
    return [question_item(question) for question in dimension.questions]


def question_item(question: Question) -> Item:
    """Return the item of one question: its answer, what the option counts, and the direction turned to high is good."""
    values = [option.value for option in question.options]
    node: Value = Answer(question.id, min(values), max(values))
    scores = [option.score for option in question.options]
    if scores != values:
        node = Bands(node, scores[0], tuple(zip(values, scores, strict=True)))
    low, high = min(scores), max(scores)
    if question.reversed:
        node = Rescale(node, (low, high), (high, low))
    return Item(id=question.id, title=question.title, node=node, low=low, high=high, weight=question.weight, key=question.key)
