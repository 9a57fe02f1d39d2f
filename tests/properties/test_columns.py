"""The columns give what the exact backend gives: state, level and score, for any plan and any answers."""

from __future__ import annotations

import os
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.errors import DataError
from maturity.scoring import plan
from maturity.scoring.columns import MILLION, compile_columns
from maturity.scoring.evaluate import State
from maturity.scoring.facts import lint_plan
from maturity.scoring.numbers import half_up
from maturity.scoring.plan import Value
from maturity.scoring.schedule import schedule
from maturity.scoring.score import score_response
from tests.properties import plans
from tests.properties.agreement import differences, frame_of, in_columns, plan_for
from tests.properties.questionnaires import LEVELS, Maker, inputs, kind, response

#: The whole of it is 30 questionnaires x 20,000 responses: MATURITY_RESPONSES=20000, some minutes.
QUESTIONNAIRES = 30
RESPONSES = int(os.environ.get("MATURITY_RESPONSES", "100"))


@given(plans.values(), st.lists(plans.answers, min_size=1, max_size=8))
def test_any_plan(node: Value, rows: list[dict[str, int | State]]) -> None:
    assert differences(schedule({"score": node}), rows, LEVELS) == []


@pytest.mark.parametrize("seed", range(QUESTIONNAIRES))
def test_any_questionnaire(seed: int) -> None:
    built, random = Maker(seed).built(), Random(seed)
    rows = [inputs(built, response(built, random), kind(random)) for _ in range(RESPONSES)]

    assert differences(built.schedule, rows, LEVELS) == []


@pytest.mark.parametrize("seed", range(QUESTIONNAIRES))
def test_completeness_and_reasons_of_any_questionnaire(seed: int) -> None:
    built, random = Maker(seed).built(), Random(seed + 1_000)
    given_ = [(response(built, random), kind(random)) for _ in range(30)]
    rows = [inputs(built, one, of) for one, of in given_]
    outputs = plan_for(built.schedule, rows).outputs
    table = in_columns(built.schedule, rows)

    for place, (one, of) in enumerate(given_):
        row = table.row(place, named=True)
        for name, score in score_response(built, one, of).scores.items():
            assert (row[outputs[name].answered], row[outputs[name].applicable]) == (score.answered, score.applicable)
            assert tuple(reason for column, reason in outputs[name].caps if row[column]) == score.caps


def test_a_plan_that_nothing_can_be_excluded_from_takes_whole_numbers_of_any_width() -> None:
    made = schedule({"score": plan.Mean((plan.Answer("q.1", 1, 5), plan.Answer("q.2", 1, 5)), (1, 2))})
    rows = [{"q.1": 2, "q.2": 5}, {"q.1": 3}, {}]
    columns = compile_columns(made)
    wide = frame_of(columns, rows).cast({"q.1": int, "q.2": int})

    assert columns.apply(wide.lazy()).collect()["score#score"].to_list() == [4 * MILLION, 3 * MILLION, None]


def test_small_types_do_not_wrap_around() -> None:
    """Int8 turns 100 + 100 into -56 in silence; the plan's bounds say how wide each column must be."""
    items = tuple(plan.Answer(f"q.{number}", 0, 100) for number in range(1, 7))
    made = schedule(
        {"sum": plan.Sum(items), "mean": plan.Mean(items, (7,) * 6), "deep": plan.Sum((plan.Rescale(plan.Sum(items), (0, 1), (0, 9_999)),))}
    )

    assert differences(made, [dict.fromkeys(plans.QUESTIONS, value) for value in (0, 1, 99, 100)]) == []


def test_a_plan_whose_numbers_do_not_fit_into_64_bits_is_refused() -> None:
    made = schedule({"score": plan.Mean((plan.Answer("q.1", 1, 5), plan.Answer("q.2", 1, 5)), (10**9, 1))})

    with pytest.raises(DataError, match="too large") as refused:
        compile_columns(made)
    assert refused.value.problems[0].where == "score"
    assert any(not finding.warning for finding in lint_plan(made))


def test_deep_plans_stay_cheap() -> None:
    """A condition on a condition on a condition …: the cost grows with the steps, not with the ways through them."""
    shown: Value = plan.Answer("q.0", 1, 5)
    for number in range(1, 150):
        shown = plan.When(plan.AtLeast(shown, 2), plan.Answer(f"q.{number}", 1, 5), plan.Excluded())
    rows = [{f"q.{number}": 1 + (number * seed) % 5 for number in range(150)} for seed in range(20)]

    assert differences(schedule({"score": shown}), rows, LEVELS) == []


def test_thousands_of_questions() -> None:
    items = tuple(plan.Answer(f"q.{number}", 1, 5) for number in range(3_000))
    made = schedule({"mean": plan.Mean(items, (1,) * 3_000), "sum": plan.Sum(items), "least": plan.Minimum(items)})
    rows = [{f"q.{number}": 1 + number % 5 for number in range(0, 3_000, step)} for step in (1, 3)]

    assert differences(made, rows) == []


def test_a_mean_that_is_a_whole_number_reaches_its_level() -> None:
    """In floats three means of three questions each miss their level in one case of some hundreds."""
    items = [plan.Answer(f"q.{number}", 1, 5) for number in range(9)]
    parts = [plan.Mean(tuple(items[place : place + 3]), (1, 1, 1)) for place in (0, 3, 6)]
    made = schedule({"score": plan.Mean(tuple(parts), (1, 1, 1))})
    random = Random(1)
    rows = [{f"q.{number}": random.randint(1, 5) for number in range(9)} for _ in range(2_000)]

    assert differences(made, rows, LEVELS) == []
    assert half_up(Fraction(1, 3)) * MILLION == 333_333
