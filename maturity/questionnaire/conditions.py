"""``ask_if``: when a question is asked, as it stands in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from maturity.model.questionnaire import AskIf
from maturity.questionnaire.fields import ListOf, Record
from maturity.questionnaire.reading import Node, Problems
from maturity.questionnaire.values import INVALID, Id, Integer, choices, nearest, shown, unexpected
from maturity.text import msg

Op = Literal["at-least", "one-of", "all", "any", "not"]

_NUMBER = Integer(-1_000_000_000, 1_000_000_000)
_TESTS: Mapping[str, Op] = {"at_least": "at-least", "one_of": "one-of"}
_GROUPS: Mapping[str, Op] = {"all": "all", "any": "any"}
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class PlacedCondition:
    """One condition and where it stands.

    Attributes:
        node: The whole.
        question_node: Where the question is named; the whole where none is.
        value_nodes: Where the values stand.
    """

    op: Op
    node: Node
    question: str | None = None
    question_node: Node | None = None
    values: tuple[int, ...] = ()
    value_nodes: tuple[Node, ...] = ()
    parts: tuple[PlacedCondition, ...] = ()

    def tests(self) -> Iterator[PlacedCondition]:
        """Yield every test of an answer in it."""
        if self.question is not None:
            yield self
        for part in self.parts:
            yield from part.tests()

    def built(self) -> AskIf:
        """Return it without places."""
        return AskIf(op=self.op, question=self.question, values=self.values, conditions=tuple(part.built() for part in self.parts))


@dataclass(frozen=True, slots=True)
class ConditionKind:
    """``{question: …, at_least: …}``, ``{question: …, one_of: […]}``, or ``all``, ``any`` or ``not`` over such conditions."""

    depth: int = 0

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        keys = {key.text: value for key, value in node.entries} if node.kind == "map" else {}
        if self.depth >= _DEEPEST:
            problems.at(node, msg("Conditions are nested more than {limit} deep.", limit=_DEEPEST), where=where)
            return INVALID
        inner = ConditionKind(self.depth + 1)
        if len(keys) == 1 and (name := next(iter(keys))) in ("all", "any", "not"):
            if name == "not":
                part = inner.read(keys["not"], problems, f"{where}.not")
                return INVALID if part is INVALID else PlacedCondition("not", node, parts=(part,))
            parts = ListOf(inner).read(keys[name], problems, f"{where}.{name}")
            return INVALID if parts is INVALID else PlacedCondition(_GROUPS[name], node, parts=tuple(parts))
        if set(keys) in ({"question", "at_least"}, {"question", "one_of"}):
            return self._test(node, keys, problems, where)
        expected = msg("“question” with “at_least” or “one_of”, or one of “all”, “any” and “not”")
        if not keys:
            return unexpected(node, problems, where, expected)
        found = shown(choices(list(keys)))
        problems.at(node, msg("Found “{found}”; expected {expected}.", found=found, expected=expected), where=where)
        return INVALID

    @staticmethod
    def _test(node: Node, keys: Mapping[str, Node], problems: Problems, where: str) -> Any:
        question = Id().read(keys["question"], problems, f"{where}.question")
        key = next(name for name in _TESTS if name in keys)
        values: Any
        nodes: tuple[Node, ...]
        if key == "at_least":
            value = _NUMBER.read(keys[key], problems, f"{where}.{key}")
            values, nodes = INVALID if value is INVALID else (value,), (keys[key],)
        else:
            values = ListOf(_NUMBER, unique=True).read(keys[key], problems, f"{where}.{key}")
            nodes = tuple(keys[key].items)
        if question is INVALID or values is INVALID or len(values) < len(nodes):
            return INVALID
        return PlacedCondition(_TESTS[key], node, question, keys["question"], tuple(values), nodes)

    def schema(self) -> dict[str, Any]:
        return {"$ref": "#/$defs/condition"}

    @staticmethod
    def definition() -> dict[str, Any]:
        """Return what the reference of `schema` leads to."""
        this = {"$ref": "#/$defs/condition"}
        question = Id().schema()

        def group(properties: dict[str, Any]) -> dict[str, Any]:
            return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}

        return {
            "anyOf": [
                group({"question": question, "at_least": _NUMBER.schema()}),
                group({"question": question, "one_of": ListOf(_NUMBER, unique=True).schema()}),
                group({"all": {"type": "array", "items": this, "minItems": 1}}),
                group({"any": {"type": "array", "items": this, "minItems": 1}}),
                group({"not": this}),
            ]
        }


def check_conditions(questions: Sequence[Record], bounds: Mapping[str, tuple[Sequence[int] | None, int, int]], problems: Problems) -> None:
    """Record what is wrong with the conditions of a questionnaire's questions.

    Args:
        questions: Every question and comparison item, in order.
        bounds: By question whose answer is a number: its possible values (None for a range), the least and the greatest.
        problems: Where everything wrong is recorded.
    """
    order = {question.get("id"): place for place, question in enumerate(questions)}
    parents = {
        question.get("id"): [test.question for test in condition.tests()]
        for question in questions
        if (condition := question.get("ask_if")) is not None
    }
    for place, question in enumerate(questions):
        condition = question.get("ask_if")
        if condition is None:
            continue
        circle = _circle(question.get("id"), parents)
        if circle:
            problems.at(condition.node, msg("The conditions go round in a circle: {circle}.", circle=" → ".join(circle)))
        for test in condition.tests():
            if test.question not in order:
                hint = nearest(test.question, [name for name in order if name])
                problems.at(test.question_node, msg("There is no {kind} “{name}”.", kind=msg("question"), name=test.question), hint=hint)
            elif order[test.question] >= place and not circle:
                message = msg("“{name}” comes after this question; only an earlier answer can open it.", name=test.question)
                problems.at(test.question_node, message)
            elif test.question not in bounds:
                message = msg("“{name}” is answered in words, which no condition can test.", name=test.question)
                problems.at(test.question_node, message)
            else:
                _check_values(test, *bounds[test.question], problems)


def _check_values(test: PlacedCondition, known: Sequence[int] | None, low: int, high: int, problems: Problems) -> None:
    for value, node in zip(test.values, test.value_nodes, strict=True):
        if test.op == "at-least" and not low < value <= high:
            expected = msg("a whole number from {low} to {high}", low=low + 1, high=high)
            hint = msg("With this value the question is asked always or never.")
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=value, expected=expected), hint=hint)
        elif test.op == "one-of" and (value not in known if known is not None else not low <= value <= high):
            expected = (
                msg("one of: {names}", names=choices([str(one) for one in known]))
                if known is not None
                else msg("a whole number from {low} to {high}", low=low, high=high)
            )
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=value, expected=expected))


def _circle(start: str, parents: Mapping[str, Sequence[str | None]]) -> list[str]:
    """Return the way from a question back to itself, empty where there is none."""
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        for parent in parents.get(name, ()):
            if parent == start:
                way = [name]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return [*reversed(way), start]
            if parent is not None and parent not in came_from:
                came_from[parent] = name
                waiting.append(parent)
    return []
