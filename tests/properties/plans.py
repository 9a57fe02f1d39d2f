"""Random plans and answers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from maturity.scoring import plan
from maturity.scoring.evaluate import State
from maturity.scoring.items import Item
from maturity.scoring.plan import Condition, Value

QUESTIONS = tuple(f"q.{number}" for number in range(1, 7))
LOW, HIGH = 1, 5

small = st.integers(-3, 8)
halves = st.builds(Fraction, st.integers(-6, 14), st.just(2))
shares = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(2, 3), Fraction(1)])
REASON = (("en", "held down"),)


@st.composite
def values(draw: st.DrawFn, depth: int = 3) -> Value:
    """Draw any tree of nodes."""
    below = values(depth - 1)
    kind = draw(st.sampled_from(_LEAVES if depth == 0 else (*_LEAVES, *_GROWN)))
    match kind:
        case "answer":
            return plan.Answer(draw(st.sampled_from(QUESTIONS)), LOW, HIGH)
        case "constant":
            return plan.Constant(draw(small))
        case "excluded":
            return plan.Excluded()
        case "rescale":
            source = draw(st.tuples(small, small).filter(lambda pair: pair[0] != pair[1]))
            return plan.Rescale(draw(below), source, draw(st.tuples(small, small)))
        case "bands":
            thresholds = sorted(draw(st.sets(halves, min_size=1, max_size=4)))
            return plan.Bands(draw(below), draw(small), tuple((threshold, draw(small)) for threshold in thresholds))
        case "clip":
            low, high = sorted(draw(st.tuples(small, small)))
            return plan.Clip(draw(below), low, high)
        case "when":
            return plan.When(draw(conditions(depth - 1)), draw(below), draw(below))
        case "cap":
            return plan.Cap(draw(below), draw(small), draw(conditions(depth - 1)), REASON)
        case "staircase":
            steps = draw(st.lists(st.tuples(conditions(depth - 1), small), min_size=1, max_size=3))
            return plan.Staircase(draw(small), tuple(steps))
    several = tuple(draw(st.lists(below, min_size=1, max_size=3)))
    match kind:
        case "mean":
            return plan.Mean(several, tuple(draw(st.integers(1, 5)) for _ in several))
        case "sum":
            return plan.Sum(several)
        case "minimum":
            return plan.Minimum(several)
        case "maximum":
            return plan.Maximum(several)
    return plan.Covered(draw(below), several, draw(shares))


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> Condition:
    """Draw any condition."""
    node = values(max(depth - 1, 0))
    match draw(st.sampled_from(_TESTS if depth <= 0 else (*_TESTS, "not", "count"))):
        case "at least":
            return plan.AtLeast(draw(node), draw(halves), draw(st.booleans()))
        case "one of":
            return plan.OneOf(draw(node), tuple(draw(st.lists(small, min_size=1, max_size=3))), draw(st.booleans()))
        case "answered":
            return plan.Answered(draw(node))
        case "applies":
            return plan.Applies(draw(node))
        case "not":
            return plan.Not(draw(conditions(depth - 1)))
    return plan.Count(tuple(draw(st.lists(conditions(depth - 1), max_size=3))), draw(st.integers(0, 4)))


_LEAVES = ("answer", "answer", "answer", "constant", "excluded")
_GROWN = ("rescale", "bands", "clip", "when", "cap", "staircase", "mean", "sum", "minimum", "maximum", "covered")
_TESTS = ("at least", "at least", "one of", "answered", "applies")

answers = st.fixed_dictionaries(
    {question: st.one_of(st.integers(LOW, HIGH), st.sampled_from([State.MISSING, State.EXCLUDED])) for question in QUESTIONS}
)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Items as a questionnaire gives them: some weighed, at least one of them key, some reversed."""
    chosen = draw(st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=5, unique=True))
    found = []
    for number, question in enumerate(chosen):
        node: Value = plan.Answer(question, LOW, HIGH)
        if draw(st.booleans()):
            node = plan.Rescale(node, (LOW, HIGH), (HIGH, LOW))
        weight = draw(st.integers(1, 9))
        key = number == 0 or draw(st.booleans())
        found.append(Item(id=question, title={"en": question}, node=node, low=LOW, high=HIGH, weight=weight, key=key))
    return found
