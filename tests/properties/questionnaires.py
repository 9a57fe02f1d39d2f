"""Random questionnaires with everything the format knows, and random responses to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from maturity.errors import DataError
from maturity.model.assessment import Answer, AnswerState, Response
from maturity.model.organisation import KINDS, Kind
from maturity.model.questionnaire import (
    AskIf,
    Band,
    Dimension,
    Level,
    NotApplicable,
    Option,
    Question,
    Questionnaire,
    Range,
    ScoringRule,
)
from maturity.questionnaire.reading import Problems, parse
from maturity.scoring.asking import input_value
from maturity.scoring.engine import Built, build_plan
from maturity.scoring.evaluate import State
from maturity.scoring.items import fact_values
from maturity.scoring.rules import RULES, Rule
from maturity.scoring.templates import read_rule

LEVELS = (1, 2, 3, 4, 5)
ROLES = {"top-manager": {"en": "Top manager"}, "project-manager": {"en": "Project manager"}, "employee": {"en": "Employee"}}

#: Rules as plugins write them, with the nodes that no built-in rule uses.
TEMPLATES = {
    "careful": """\
cap:
  of: {weighted_mean: items}
  at: 29/10
  unless: {count: {of: {each: items, holds: {at_least: {of: this, level: 3}}}, at_least: 3}}
  reason: {en: careful}
""",
    "points": """\
clip:
  of: {sum: {each: items, as: {bands: {of: this, start: -1, bands: [{from: 2, score: 1/2}, {from: 4, score: 7/3}]}}}}
  low: 0
  high: 4
""",
    "best": "maximum: items",
    "either": """\
when:
  if: {all: {each: keys, holds: {one_of: {of: this, values: [2, 4, 5]}}}}
  then: {rescale: {of: {mean: items}, from: [0, 5], to: [1, 5]}}
  otherwise: {minimum: items}
""",
}


def _template(name: str) -> Rule:
    problems = Problems(name)
    node = parse(TEMPLATES[name], problems)
    assert node is not None
    rule = read_rule(name, node, problems)
    assert rule is not None, [str(problem) for problem in problems.found]
    return rule


def rules() -> Mapping[str, Rule]:
    return {**RULES, **{name: _template(name) for name in TEMPLATES}}


class Maker:
    """Makes one questionnaire from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.rules = rules()

    def built(self) -> Built:
        names = [f"d{number}" for number in range(self.random.randint(2, 6))]
        dimensions: list[Dimension] = []
        earlier: list[Question] = []
        for name in names:
            questions = []
            for number in range(self.random.randint(2, 10)):
                question = self._question(f"{name}.q{number}", earlier)
                questions.append(question)
                earlier.append(question)
            questions[0] = replace(questions[0], key=True)
            earlier[-len(questions)] = questions[0]
            dimensions.append(self._scored(name, tuple(questions)))
        # Which rule fits depends on the questions; a mean always does.
        for _ in range(40):
            questionnaire = self._questionnaire(dimensions)
            try:
                return build_plan(questionnaire, self.rules)
            except DataError as error:
                wrong = {problem.where for problem in error.problems}
                dimensions = [
                    self._scored(dimension.id, dimension.questions) if dimension.id in wrong else dimension for dimension in dimensions
                ]
        raise AssertionError("no rules fit")

    def _questionnaire(self, dimensions: list[Dimension]) -> Questionnaire:
        return Questionnaire(
            id="random",
            version="1.0.0",
            status="draft",
            languages=("en",),
            title={"en": "Random"},
            summary={"en": "Random"},
            licence="CC0",
            dimensions=tuple(dimensions),
            overall=self._rule(),
            roles=ROLES,
            levels=tuple(Level(value=value, label={"en": str(value)}) for value in LEVELS),
        )

    def _scored(self, name: str, questions: tuple[Question, ...]) -> Dimension:
        return Dimension(
            id=name,
            title={"en": name},
            questions=questions,
            scoring=self._rule(),
            weight=self.random.randint(1, 9),
            key=True,
        )

    def _rule(self) -> ScoringRule:
        rule = self.random.choice(sorted(self.rules))
        every: dict[str, dict[str, int | str | bool]] = {
            "gate": {
                "threshold": self.random.randint(1, 3),
                "cap": self.random.randint(1, 4),
                "base": self.random.choice(["mean", "weighted-mean", "minimum"]),
            },
            "share": {"at_least": self.random.randint(1, 4), "low": self.random.choice([0, 1]), "high": self.random.choice([3, 5, 100])},
            "staircase": {"at_least": self.random.randint(1, 3), "start": self.random.randint(0, 1)},
        }
        least = self.random.choice([Fraction(0), Fraction(1, 2), Fraction(2, 3), Fraction(2, 3), Fraction(1)])
        return ScoringRule(rule=rule, parameters=every.get(rule, {}), min_completeness=least)

    def _question(self, name: str, earlier: list[Question]) -> Question:
        random = self.random
        question = Question(id=name, type="statements", title={"en": name}, text={"en": name}, options=self._options([1, 2, 3, 4, 5]))
        match random.randrange(8):
            case 0:
                question = replace(question, type="yes-no", options=self._options([0, 1], [0, random.randint(1, 5)]))
            case 1:
                points = [random.choice([Fraction(1), Fraction(7, 3), Fraction(4), Fraction(5, 2)]) for _ in range(4)]
                question = replace(question, type="rating", options=self._options([0, 1, 2, 7], sorted(points)))
            case 2:
                question = replace(question, type="multiple-choice", options=self._options([1, 2, 3], [1, 2, random.choice([-1, 2])]))
                if random.random() < 0.5:
                    question = replace(question, bands=(Band(low=-1, score=1), Band(low=2, score=3), Band(low=4, score=5)))
            case 3:
                question = replace(question, type="number", options=(), range=Range(low=0, high=300))
                question = replace(question, bands=(Band(low=0, score=1), Band(low=50, score=2), Band(low=200, score=4)))
        return replace(
            question,
            weight=random.randint(1, 9),
            key=random.random() < 0.3,
            reversed=random.random() < 0.2,
            not_applicable=self._not_applicable(),
            ask_if=self._ask_if(earlier, 2) if earlier and random.random() < 0.3 else None,
            applies_to=tuple(random.sample(KINDS, 2)) if random.random() < 0.15 else (),
            roles=tuple(random.sample(sorted(ROLES), 2)) if random.random() < 0.15 else (),
        )

    def _options(self, values: list[int], points: Sequence[int | Fraction] = ()) -> tuple[Option, ...]:
        return tuple(
            Option(value=value, text={"en": f"Option {value}"}, score=Fraction(point))
            for value, point in zip(values, points or values, strict=True)
        )

    def _not_applicable(self) -> NotApplicable | None:
        match self.random.randrange(3):
            case 0:
                return NotApplicable()
            case 1:
                return NotApplicable(policy="value", value=self.random.randint(1, 5))
        return None

    def _ask_if(self, earlier: list[Question], depth: int) -> AskIf:
        question = self.random.choice(earlier).id
        parts = tuple(self._ask_if(earlier, depth - 1) for _ in range(2)) if depth else ()
        combined = [AskIf(op="all", conditions=parts), AskIf(op="any", conditions=parts), AskIf(op="not", conditions=parts[:1])]
        return self.random.choice(
            [
                AskIf(op="at-least", question=question, values=(self.random.randint(1, 3),)),
                AskIf(op="one-of", question=question, values=tuple(self.random.sample(range(1, 6), 3))),
                *(combined if depth else []),
            ]
        )


def response(built: Built, random: Random) -> Response:
    """Return a random response: most is answered, some of it is not, and some does not apply."""
    careless = random.random() * 0.6
    answers = {}
    for question in built.questionnaire.questions:
        if random.random() < careless:
            states = [AnswerState.DONT_KNOW, AnswerState.SKIPPED]
            if question.not_applicable:
                states += [AnswerState.NOT_APPLICABLE] * 2
            answers[question.id] = Answer(state=random.choice(states))
        elif question.type == "multiple-choice":
            chosen = [option.value for option in question.options if random.random() < 0.5] or [question.options[0].value]
            answers[question.id] = Answer(state=AnswerState.ANSWERED, choices=tuple(chosen))
        elif question.range is not None:
            answers[question.id] = Answer(state=AnswerState.ANSWERED, value=random.randint(question.range.low, question.range.high))
        else:
            answers[question.id] = Answer(state=AnswerState.ANSWERED, value=random.choice(question.options).value)
    return Response(role=random.choice([*ROLES, "stranger"]), number=1, answers=answers)


def kind(random: Random) -> Kind | None:
    return random.choice([*KINDS, None])


def inputs(built: Built, given: Response, of: Kind | None) -> dict[str, int | State]:
    """Return a response as plans see it."""
    found: dict[str, int | State] = {
        question.id: input_value(question, given.answer(question.id)) for question in built.questionnaire.questions
    }
    return {**found, **fact_values(built.questionnaire, of, given.role)}
