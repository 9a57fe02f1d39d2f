"""What the forms cannot say: everything in a questionnaire's file that must fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Protocol

from maturity.model.result import OVERALL
from maturity.questionnaire.conditions import check_conditions
from maturity.questionnaire.fields import Record
from maturity.questionnaire.reading import Problems
from maturity.questionnaire.values import INVALID, choices, nearest
from maturity.text import Message, msg

#: The options of a yes-no question.
YES_NO = {0: msg("No"), 1: msg("Yes")}
#: How the addresses of roles' and dimensions' texts begin; a question whose id began so could share one.
_ADDRESSES = ("role", "dimension")


class RuleForm(Protocol):
    """What a scoring rule tells about itself, so that its use in a questionnaire can be checked."""

    @property
    def default_min_completeness(self) -> Fraction | None:
        """The share that must be answered when the questionnaire does not say; None for the general default."""

    def check(self, parameters: Mapping[str, object]) -> Mapping[str | None, Message]:
        """Return what is wrong with `parameters`, by parameter name; under None what is wrong with the whole."""


def option_records(root: Record, question: Record) -> tuple[Iterable[Record], str]:
    """Return the options a question shows and the address their texts stand under."""
    scale_id = question.get("scale")
    if scale_id is None:
        return question.get("options", ()), f"{question.get('id')}.option"
    scale = root.get("scales", {}).get(scale_id)
    return (scale.get("options", ()) if scale else ()), f"scale.{scale_id}"


def parameters(scoring: Record) -> dict[str, int | str | bool]:
    """Return what a scoring rule is told besides its name and completeness."""
    return {name: value for name, value in scoring.values.items() if name not in ("rule", "min_completeness") and value is not INVALID}


class Checker:
    """One pass over a file that the forms have read; every problem is recorded."""

    def __init__(self, root: Record, problems: Problems, rules: Mapping[str, RuleForm]) -> None:
        self._root = root
        self._problems = problems
        self._rules = rules

    def check(self) -> None:
        root = self._root
        if (source := root.get("source_language")) is not None and source not in root.get("languages", (source,)):
            self._problems.at(root.at("languages"), msg("The source language {language} is not in the list.", language=source))
        self._check_ascending(root.get("levels", ()))
        for scale in root.get("scales", {}).values():
            self._check_ascending(scale.get("options", ()))
        if scoring := root.get("scoring"):
            for name in ("dimension", "overall"):
                if rule := scoring.get(name):
                    self._check_rule(rule)
        self._check_ids(root.get("dimensions", ()), reserved=(OVERALL,))
        questions = [question for dimension in root.get("dimensions", ()) for question in dimension.get("questions", ())]
        everything = [*questions, *root.get("comparison_items", ())]
        self._check_ids(everything)
        self._check_addresses(everything)
        for dimension in root.get("dimensions", ()):
            if rule := dimension.get("scoring"):
                self._check_rule(rule)
        for question in everything:
            self._check_question(question)
        bounds = {name: found for question in everything if (name := question.get("id")) and (found := self._bounds(question))}
        check_conditions(everything, bounds, self._problems)

    def _check_ids(self, records: Iterable[Record], reserved: Iterable[str] = ()) -> None:
        first: dict[str, int] = {}
        for record in records:
            name = record.get("id")
            if name in reserved:
                self._problems.at(record.at("id"), msg("The id “{id}” is kept for the score over all dimensions.", id=name))
            if name in first:
                self._problems.at(record.at("id"), msg("The id “{id}” is already used on line {line}.", id=name, line=first[name]))
            elif name is not None:
                first[name] = record.at("id").line

    def _check_addresses(self, questions: Iterable[Record]) -> None:
        for question in questions:
            first = question.get("id", "").partition(".")[0]
            if first in _ADDRESSES:
                self._problems.at(
                    question.at("id"),
                    msg("The id of a question cannot begin with “{word}”, by which translations know other texts.", word=first),
                    hint=msg("Put a short name of the questionnaire first."),
                )

    def _check_ascending(self, records: Iterable[Record], key: str = "value") -> None:
        previous: int | None = None
        for record in records:
            value = record.get(key)
            if value is not None and previous is not None and value <= previous:
                self._problems.at(
                    record.at(key),
                    msg("The value {value} must be greater than the one before it ({previous}).", value=value, previous=previous),
                )
            previous = value if value is not None else previous

    def _check_rule(self, scoring: Record) -> None:
        rule_id = scoring.get("rule")
        if rule_id is None:
            return
        if rule_id not in self._rules:
            hint = nearest(rule_id, list(self._rules)) or msg("Known here: {names}.", names=choices(sorted(self._rules)))
            self._problems.at(scoring.at("rule"), msg("There is no scoring rule “{rule}”.", rule=rule_id), hint=hint)
            return
        for name, message in self._rules[rule_id].check(parameters(scoring)).items():
            self._problems.at(scoring.at(name) if name else scoring.node, message)

    def _check_question(self, question: Record) -> None:
        kind = question.get("type")
        has_scale, has_options = "scale" in question.values, "options" in question.values
        scales = self._root.get("scales", {})
        if kind in ("statements", "multiple-choice") and not has_options:
            self._problems.at(question.node, msg("A question of the type {type} needs options.", type=kind))
        if has_options and kind in ("number", "text"):
            self._problems.at(question.at("options"), msg("A question of the type {type} has no options.", type=kind))
        if kind == "rating" and has_scale == has_options:
            self._problems.at(question.node, msg("A rating needs either a scale or options of its own."))
        if has_scale and kind not in (None, "rating"):
            self._problems.at(question.at("scale"), msg("Only a rating has a scale."))
        self._check_numbers(question)
        if has_options and kind == "yes-no":
            self._problems.at(question.at("options"), msg("A yes-no question has the options no (0) and yes (1); it takes no others."))
        if (scale := question.get("scale")) is not None and scale not in scales:
            hint = nearest(scale, list(scales)) or (
                msg("Known here: {names}.", names=choices(sorted(scales)))
                if scales
                else msg("None is declared; write them under “{key}” at the top of the file.", key="scales")
            )
            self._problems.at(question.at("scale"), msg("There is no scale “{scale}”.", scale=scale), hint=hint)
        self._check_ascending(question.get("options", ()))
        self._check_references(question, "roles", msg("role"))
        self._check_references(question, "sources", msg("source"))
        self._check_improvement(question)
        if (not_applicable := question.get("not_applicable")) and not_applicable.get("allowed") is False and not_applicable.get("guidance"):
            self._problems.at(not_applicable.at("guidance"), msg("The guidance is never shown, because allowed is false."))

    def _check_numbers(self, question: Record) -> None:
        kind, numbers, bands = question.get("type"), question.get("range"), question.get("bands")
        if kind == "number" and "range" not in question.values:
            self._problems.at(question.node, msg("A number needs a range with low and high."))
        if "range" in question.values and kind not in (None, "number"):
            self._problems.at(question.at("range"), msg("Only a number has a range."))
        if numbers and numbers.get("low") is not None and numbers.get("high") is not None and numbers.get("low") >= numbers.get("high"):
            self._problems.at(
                numbers.at("high"),
                msg(
                    "The value {value} must be greater than the one before it ({previous}).",
                    value=numbers.get("high"),
                    previous=numbers.get("low"),
                ),
            )
        if bands is not None and kind not in (None, "number", "multiple-choice"):
            self._problems.at(question.at("bands"), msg("Only a number and a multiple choice have bands."))
        if bands:
            bounds = self._bounds(question)
            first = bands[0].get("from")
            if bounds and first is not None and first != bounds[1]:
                self._problems.at(
                    bands[0].at("from"), msg("The first band must begin at {low}, the least that can be answered.", low=bounds[1])
                )
            self._check_ascending(bands, "from")
        for option in question.get("options", ()):
            if option.get("exclusive") is not None and kind not in (None, "multiple-choice"):
                self._problems.at(option.at("exclusive"), msg("Only an option of a multiple choice can be exclusive."))
            if kind == "multiple-choice" and option.get("score", Fraction(0)).denominator != 1:
                self._problems.at(
                    option.at("score"), msg("In a multiple choice each option counts a whole number, because they are added up.")
                )
        policy = question.get("not_applicable")
        if policy and (policy.get("policy") == "value") != ("value" in policy.values):
            self._problems.at(policy.node, msg("“policy: value” and “value” belong together; one of them is missing."))

    def _bounds(self, question: Record) -> tuple[list[int] | None, int, int] | None:
        """Return the possible values of an answer (None for a range), the least and the greatest; None for one in words or not known."""
        kind = question.get("type")
        if kind == "yes-no":
            return list(YES_NO), 0, 1
        if kind == "number":
            numbers = question.get("range")
            low, high = (numbers.get("low"), numbers.get("high")) if numbers else (None, None)
            return (None, low, high) if low is not None and high is not None else None
        values = [value for option in option_records(self._root, question)[0] if (value := option.get("value")) is not None]
        if kind == "multiple-choice":
            scores = [int(option.get("score", option.get("value", 0))) for option in question.get("options", ())]
            return None, sum(score for score in scores if score < 0), sum(score for score in scores if score > 0)
        return (values, min(values), max(values)) if values and kind is not None else None

    def _check_references(self, question: Record, key: str, kind: Message) -> None:
        known = self._root.get(key, {})
        named = set(question.get(key, ()))
        for item in question.at(key).items if named else ():
            if item.text in named and item.text not in known:
                hint = nearest(item.text, list(known)) or (
                    msg("Known here: {names}.", names=choices(list(known)))
                    if known
                    else msg("None is declared; write them under “{key}” at the top of the file.", key=key)
                )
                self._problems.at(item, msg("There is no {kind} “{name}”.", kind=kind, name=item.text), hint=hint)

    def _check_improvement(self, question: Record) -> None:
        if "improvement" in question.values and (kind := question.get("type")) in ("multiple-choice", "number", "text"):
            self._problems.at(question.at("improvement"), msg("Advice on a question of the type {type} is never shown.", type=kind))
            return
        if question.get("type") == "yes-no":
            values = set(YES_NO)
        else:
            values = {value for option in option_records(self._root, question)[0] if (value := option.get("value")) is not None}
        seen: set[int] = set()
        for step in question.get("improvement", ()):
            value = step.get("from")
            if value is None or not values:
                continue
            if value not in values:
                self._problems.at(
                    step.at("from"),
                    msg("No option has the value {value}.", value=value),
                    hint=msg("Known here: {names}.", names=choices([str(known) for known in sorted(values)])),
                )
            if value in seen:
                self._problems.at(step.at("from"), msg("There is already advice for the value {value}.", value=value))
            seen.add(value)
