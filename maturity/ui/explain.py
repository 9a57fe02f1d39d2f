"""How a score came about: the steps of the plan in words, each with what it gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from rich.text import Text

from maturity.assessment.store import Stored
from maturity.model.assessment import Response
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import OVERALL, CombinedScore, Result
from maturity.scoring import plan
from maturity.scoring.evaluate import Outcome, State
from maturity.scoring.numbers import half_up
from maturity.scoring.plan import Node
from maturity.scoring.schedule import Step, own_steps
from maturity.scoring.score import trace
from maturity.text import Catalogue
from maturity.ui.page import Block, lines, show_caveat
from maturity.ui.question_page import STATE_WORDS
from maturity.ui.render import Words
from maturity.ui.terminal import Screen


def show_explanation(stored: Stored, result: Result, roots: Sequence[str], screen: Screen) -> None:
    """Show the trace of some scores for every respondent, and how respondents and roles were combined."""
    words = Words(stored.built.questionnaire, screen)
    combined = {found.id: found for found in (*result.dimensions, result.overall)}
    show_caveat(words.questionnaire, screen)
    for root in roots:
        screen.gap()
        screen.show(Text(words.title(root), style="bold underline"))
        for respondent in result.respondents:
            screen.gap()
            screen.show(Text(f"{words.role(respondent.response.role)} {respondent.response.number}", style="bold"))
            _show_steps(stored, respondent.response, root, words, screen)
        screen.gap()
        for line in _combination(combined[root], words):
            screen.show(*lines([Block(line)], screen))


def _show_steps(stored: Stored, response: Response, root: str, words: Words, screen: Screen) -> None:
    outcomes = trace(stored.built, response, stored.assessment.organisation.kind)
    teller = _Teller(words, response, stored.built.schedule.steps, outcomes)
    shown = own_steps(stored.built.schedule, root)
    others = {place: name for name, place in stored.built.schedule.roots.items() if name != root} if root == OVERALL else {}
    width = len(str(shown[-1])) + 1
    for place in shown:
        step = stored.built.schedule.steps[place]
        what = words.title(others[place]) if place in others else teller.what(step)
        mark = f"{f'#{place}':>{width}}  "
        screen.show(*lines([Block(f"{what}: {teller.gives(step, outcomes[place])}", mark=mark)], screen))


def exact(value: Fraction, t: Catalogue) -> str:
    """Return a value without loss: as a decimal number where that ends, as a fraction beside six decimals where not."""
    decimal = f"{float(half_up(value)):.6f}".rstrip("0").rstrip(".")
    if half_up(value) == value:
        return t.number(decimal)
    return f"{value.numerator}/{value.denominator} ≈ {t.number(f'{float(half_up(value)):.6f}')}"


def _combination(combined: CombinedScore, words: Words) -> list[str]:
    t, found = words.t, []
    for role, score in combined.roles.items():
        value = words.level(score) if score.value is None else exact(score.value, t)
        found.append(t("{role}, mean of the respondents: {value}", role=words.role(role), value=value))
    score = combined.score
    if score.value is None:
        found.append(t("{title}: {why}.", title=words.title(combined.id), why=words.level(score)))
    else:
        found.append(t("{title}, mean of the roles: {value}", title=words.title(combined.id), value=exact(score.value, t)))
    if score.value is not None and words.level(score):
        found.append(t("Level: {level}. A level is reached at its number and never rounded up to.", level=words.level(score)))
    return found


class _Teller:
    """Puts the steps of one respondent's trace into words."""

    def __init__(self, words: Words, response: Response, steps: Sequence[Step], outcomes: Sequence[Outcome]) -> None:
        self._words = words
        self._t = words.t
        self._questionnaire: Questionnaire = words.questionnaire
        self._response = response
        self._steps = steps
        self._outcomes = outcomes

    def what(self, step: Step) -> str:
        """Return what a step does."""
        return WHAT[type(step.node)](self, step.node, [f"#{place}" for place in step.inputs])

    def gives(self, step: Step, outcome: Outcome) -> str:
        """Return what it gave."""
        t = self._t
        if isinstance(step.node, plan.Answer):
            return self._answer(step.node, outcome)
        if outcome.value is None:
            words = {
                State.MISSING: t("missing"),
                State.EXCLUDED: t("does not apply"),
                State.TRUE: t("yes"),
                State.FALSE: t("no"),
                State.UNKNOWN: t("not known"),
            }[outcome.state]
            return f"{self._counted(step)}, {words}" if isinstance(step.node, plan.Covered) else words
        value = exact(outcome.value, t)
        if isinstance(step.node, plan.Covered):
            return f"{self._counted(step)}, {value}"
        if isinstance(step.node, plan.Mean | plan.Sum):
            return f"{self._sum(step)} = {value}"
        if outcome.capped and isinstance(step.node, plan.Cap):
            reason = dict(step.node.reason)
            text = reason.get(self._words.language) or next(iter(reason.values()), "")
            return t("{value}, held down. {reason}", value=value, reason=text)
        return value

    def _answer(self, node: plan.Answer, outcome: Outcome) -> str:
        question = self._questionnaire.by_id.get(node.question)
        if outcome.value is not None:
            option = question.option(int(outcome.value)) if question else None
            return f"{exact(outcome.value, self._t)} ({option.text[self._words.language]})" if option else exact(outcome.value, self._t)
        answer = self._response.answer(node.question)
        said = self._t(STATE_WORDS[answer.state])
        if answer.reason:
            said = f"{said} ({answer.reason})"
        return (
            self._t("{state}: does not count", state=said) if outcome.state is State.EXCLUDED else self._t("{state}: missing", state=said)
        )

    def _counted(self, step: Step) -> str:
        states = [self._outcomes[place].state for place in step.inputs[1:]]
        answered = states.count(State.VALUE)
        return self._t("{answered} of {applicable}", answered=answered, applicable=answered + states.count(State.MISSING))

    def _sum(self, step: Step) -> str:
        weights = step.node.weights if isinstance(step.node, plan.Mean) else (1,) * len(step.inputs)
        pairs = [(self._outcomes[place].value, weight) for place, weight in zip(step.inputs, weights, strict=True)]
        terms = [(self._short(value), weight) for value, weight in pairs if value is not None]
        total = " + ".join(value if weight == 1 else f"{weight} × {value}" for value, weight in terms)
        if isinstance(step.node, plan.Sum):
            return total
        divisor = sum(weight for _, weight in terms)
        return f"({total}) / {divisor}"

    def _short(self, value: Fraction) -> str:
        return exact(value, self._t) if half_up(value) == value else f"{value.numerator}/{value.denominator}"

    # What each kind of node does

    def answer(self, node: plan.Answer, _: Sequence[str]) -> str:
        question = self._questionnaire.by_id.get(node.question)
        return question.title[self._words.language] if question else node.question

    def constant(self, _node: plan.Constant, _: Sequence[str]) -> str:
        return self._t("Always the same")

    def excluded(self, _node: plan.Excluded, _: Sequence[str]) -> str:
        return self._t("Never applies")

    def rescale(self, node: plan.Rescale, inputs: Sequence[str]) -> str:
        if node.target == node.source[::-1]:
            return self._t("{step} turned round, because a high answer is unfavourable", step=inputs[0])
        low, high = (f"{self._number(old)} → {self._number(new)}" for old, new in zip(node.source, node.target, strict=True))
        return self._t("{step} on another scale ({low}, {high})", step=inputs[0], low=low, high=high)

    def bands(self, node: plan.Bands, inputs: Sequence[str]) -> str:
        pairs = "; ".join(f"{self._number(threshold)} → {self._number(value)}" for threshold, value in node.bands)
        return self._t("What {step} counts ({pairs})", step=inputs[0], pairs=pairs)

    def clip(self, node: plan.Clip, inputs: Sequence[str]) -> str:
        return self._t("{step} held between {low} and {high}", step=inputs[0], low=self._number(node.low), high=self._number(node.high))

    def mean(self, node: plan.Mean, inputs: Sequence[str]) -> str:
        if set(node.weights) == {1}:
            return self._t("Mean of {steps}", steps=", ".join(inputs))
        weighed = ", ".join(f"{weight} × {step}" for step, weight in zip(inputs, node.weights, strict=True))
        return self._t("Weighted mean of {steps}", steps=weighed)

    def sum(self, _: plan.Sum, inputs: Sequence[str]) -> str:
        return self._t("Sum of {steps}", steps=", ".join(inputs))

    def minimum(self, _: plan.Minimum, inputs: Sequence[str]) -> str:
        return self._t("Lowest of {steps}", steps=", ".join(inputs))

    def maximum(self, _: plan.Maximum, inputs: Sequence[str]) -> str:
        return self._t("Highest of {steps}", steps=", ".join(inputs))

    def covered(self, node: plan.Covered, inputs: Sequence[str]) -> str:
        if node.min_completeness == 1:
            return self._t("{step}, if all of {steps} have a value", step=inputs[0], steps=", ".join(inputs[1:]))
        return self._t(
            "{step}, if at least {share} of {steps} have a value",
            step=inputs[0],
            share=str(node.min_completeness),
            steps=", ".join(inputs[1:]),
        )

    def when(self, _: plan.When, inputs: Sequence[str]) -> str:
        return self._t("{then} if {condition}, otherwise {otherwise}", condition=inputs[0], then=inputs[1], otherwise=inputs[2])

    def cap(self, node: plan.Cap, inputs: Sequence[str]) -> str:
        return self._t("{step}, at most {at} unless {condition}", step=inputs[0], at=self._number(node.at), condition=inputs[1])

    def staircase(self, node: plan.Staircase, inputs: Sequence[str]) -> str:
        steps = "; ".join(f"{step} → {self._number(value)}" for step, (_, value) in zip(inputs, node.steps, strict=True))
        return self._t("Starts at {start} and climbs while the next holds: {steps}", start=self._number(node.start), steps=steps)

    def at_least(self, node: plan.AtLeast, inputs: Sequence[str]) -> str:
        return self._t("{step} is at least {level}", step=inputs[0], level=self._number(node.level))

    def one_of(self, node: plan.OneOf, inputs: Sequence[str]) -> str:
        return self._t("{step} is one of {values}", step=inputs[0], values=", ".join(map(self._number, node.values)))

    def answered(self, _: plan.Answered, inputs: Sequence[str]) -> str:
        return self._t("{step} has a value", step=inputs[0])

    def applies(self, _: plan.Applies, inputs: Sequence[str]) -> str:
        return self._t("{step} applies", step=inputs[0])

    def count(self, node: plan.Count, inputs: Sequence[str]) -> str:
        return self._t("At least {n} of {steps} hold", n=node.at_least, steps=", ".join(inputs))

    def not_(self, _: plan.Not, inputs: Sequence[str]) -> str:
        return self._t("{step} does not hold", step=inputs[0])

    def _number(self, value: int | Fraction) -> str:
        return exact(Fraction(value), self._t)


WHAT: Mapping[type[Node], Callable[[_Teller, Any, Sequence[str]], str]] = {
    plan.Answer: _Teller.answer,
    plan.Constant: _Teller.constant,
    plan.Excluded: _Teller.excluded,
    plan.Rescale: _Teller.rescale,
    plan.Bands: _Teller.bands,
    plan.Clip: _Teller.clip,
    plan.Mean: _Teller.mean,
    plan.Sum: _Teller.sum,
    plan.Minimum: _Teller.minimum,
    plan.Maximum: _Teller.maximum,
    plan.Covered: _Teller.covered,
    plan.When: _Teller.when,
    plan.Cap: _Teller.cap,
    plan.Staircase: _Teller.staircase,
    plan.AtLeast: _Teller.at_least,
    plan.OneOf: _Teller.one_of,
    plan.Answered: _Teller.answered,
    plan.Applies: _Teller.applies,
    plan.Count: _Teller.count,
    plan.Not: _Teller.not_,
}
"""One way of saying it per node."""
