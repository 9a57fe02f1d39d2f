"""Scoring rules given as data: what they give, and what is said of one that is wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from maturity.questionnaire.reading import Problems, parse
from maturity.scoring import plan
from maturity.scoring.evaluate import State, evaluate
from maturity.scoring.items import Item
from maturity.scoring.rules import RULES
from maturity.scoring.rules.base import Rule, RuleError
from maturity.scoring.schedule import dump, schedule
from maturity.scoring.templates import read_rule
from tests.properties import plans
from tests.scoring.test_rules import items, value


def rule(text: str) -> Rule:
    problems = Problems("rule.yaml")
    node = parse(text, problems)
    assert node is not None
    found = read_rule("own", node, problems)
    assert problems.found == []
    assert found is not None
    return found


def problems_of(text: str) -> list[tuple[int | None, int | None, str]]:
    problems = Problems("rule.yaml")
    node = parse(text, problems)
    assert node is not None
    assert read_rule("own", node, problems) is None
    return [(problem.line, problem.column, str(problem.message)) for problem in problems.found]


STAGED = """\
covered:
  of:
    staircase:
      start: 1
      steps:
        - {if: {all: {each: keys, holds: {at_least: {of: this, level: 2, excluded: true}}}}, value: 2}
        - {if: {all: {each: keys, holds: {at_least: {of: this, level: 3, excluded: true}}}}, value: 3}
        - {if: {all: {each: keys, holds: {at_least: {of: this, level: 4, excluded: true}}}}, value: 4}
        - {if: {all: {each: keys, holds: {at_least: {of: this, level: 5, excluded: true}}}}, value: 5}
  items: keys
  min_completeness: 1
"""


@given(plans.items())
def test_a_rule_as_data_is_the_same_plan_as_one_in_code(given_items: list[Item]) -> None:
    for text, name in (("mean: items", "mean"), ("weighted_mean: items", None), ("minimum: items", "minimum"), (STAGED, "staged")):
        if name is not None:
            assert dump(schedule({"s": rule(text).build(given_items, {})})) == dump(schedule({"s": RULES[name].build(given_items, {})}))


def test_a_cap_says_why() -> None:
    text = """\
cap:
  of: {weighted_mean: items}
  at: 29/10
  unless: {at_least: {of: {item: q.2}, level: 3}}
  reason: {en: The overview comes first., nb: Oversikten kommer først.}
"""
    node = rule(text).build(items(3, 1), {})

    assert value(node, 5, 2) == Fraction(29, 10)
    assert value(node, 5, 3) == Fraction(18, 4)
    assert isinstance(node, plan.Cap)
    assert dict(node.reason)["nb"] == "Oversikten kommer først."


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("sum: {each: items, as: {bands: {of: this, start: 0, bands: [{from: 3, score: 10}]}}}", (3, 2, 5), 20),
        ("maximum: [{item: q.1}, {constant: 3}]", (2, 5, 5), 3),
        ("rescale: {of: {minimum: items}, from: [1, 5], to: [0, 100]}", (2, 3, 5), 25),
        ("clip: {of: {sum: items}, low: 0, high: 8}", (5, 5, 5), 8),
        (
            "when: {if: {count: {of: {each: items, holds: {at_least: {of: this, level: 4}}}, at_least: 2}}, then: {constant: 1}, otherwise: {constant: 0}}",
            (4, 4, 1),
            1,
        ),
        (
            "when: {if: {any: [{one_of: {of: {item: q.1}, values: [1, 2]}}, {answered: {item: q.3}}]}, then: {item: q.2}}",
            (3, 5, State.MISSING),
            State.EXCLUDED,
        ),
        ("excluded", (1, 1, 1), State.EXCLUDED),
        ("when: {if: {not: {applies: {item: q.1}}}, then: {constant: 5}, otherwise: {item: q.1}}", (State.EXCLUDED, 1, 1), 5),
    ],
)
def test_every_node_can_be_written(text: str, answers: tuple[int | State, ...], expected: Fraction | State) -> None:
    assert value(rule(text).build(items(1, 1, 1), {}), *answers) == expected


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("mean: item", 1, "Found “item”; expected one of: items, keys"),
        ("meen: items", 1, "“meen” is not a key that is known here."),
        ("mean: items\nsum: items", 1, "expected one of: constant"),
        ("clip:\n  of: {mean: items}\n  low: 0\n  hihg: 5", 4, "“hihg” is not a key that is known here."),
        ("clip:\n  of: {mean: items}\n  low: 0", 2, "The key “high” is missing."),
        ("clip: {of: {mean: items}, low: zero, high: 1}", 1, "expected a whole number or a fraction"),
        ("cap: {of: {mean: items}, at: 2, unless: {at_leest: {of: this, level: 2}}, reason: {en: Why.}}", 1, "“at_leest”"),
        ("staircase: {start: 1, steps: [{if: {answered: {item: q.1}}}]}", 1, "The key “value” is missing."),
        ("[]", 1, "expected one of: constant"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(text: str, line: int, said: str) -> None:
    found = problems_of(text)

    assert any(said in message for _, _, message in found), found
    assert found[0][0] == line


def test_a_rule_that_is_nested_too_deep_is_refused() -> None:
    text = "{minimum: [" * 9 + "this" + "]}" * 9

    assert problems_of(text)


@pytest.mark.parametrize(("text", "said"), [("item: q.9", "no question “q.9”"), ("this", "outside of “each”"), ("mean: keys", "empty")])
def test_what_depends_on_the_questions_is_said_when_it_is_used(text: str, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        rule(text).build(items(1, 1), {})


def test_a_plan_that_makes_no_sense_is_refused_by_name() -> None:
    with pytest.raises(RuleError, match="low end"):
        rule("clip: {of: {mean: items}, low: 5, high: 1}").build(items(1, 1), {})


def test_the_outcome_is_like_any_other() -> None:
    made = schedule({"score": rule(STAGED).build(items(1, 1, key=(1, 2)), {})})

    assert evaluate(made, {"q.1": 4, "q.2": 3})[made.roots["score"]].value == 3
