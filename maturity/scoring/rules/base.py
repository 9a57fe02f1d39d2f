"""What a scoring rule is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from maturity.scoring.items import Item
from maturity.scoring.plan import Value
from maturity.text import Message, msg

Parameters = Mapping[str, int | str | bool]


class RuleError(Exception):
    """A rule cannot be used on these items.

    Attributes:
        message: Why, for the author of the questionnaire.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number or a word that a rule wants to know.

    Attributes:
        words: What it may be, for a word; empty for a whole number.
        required: Whether the questionnaire must say it.
    """

    words: tuple[str, ...] = ()
    required: bool = True

    def problem(self, value: object) -> Message | None:
        """Return what is wrong with a value, None when it will do."""
        if self.words:
            expected = msg("one of: {names}", names=", ".join(self.words))
            return None if value in self.words else msg("Found “{found}”; expected {expected}.", found=value, expected=expected)
        return None if type(value) is int else msg("Found “{found}”; expected {expected}.", found=value, expected=msg("a whole number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of making a score.

    Attributes:
        id: What questionnaires call it.
        build: Makes the plan; raises `RuleError` where it cannot. Completeness is not its business: the engine sees to that.
        parameters: What it wants to know, by name.
        default_min_completeness: The share that must be answered when the questionnaire does not say; None for the general one.
        ordered: Whether the order of the items is part of the rule.
    """

    id: str
    build: Callable[[Sequence[Item], Parameters], Value]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    default_min_completeness: Fraction | None = None
    ordered: bool = False

    def check(self, parameters: Mapping[str, object]) -> Mapping[str | None, Message]:
        """Return what is wrong with parameters, by name; under None what is wrong with the whole."""
        found: dict[str | None, Message] = {}
        for name, value in parameters.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters)
                found[name] = (
                    msg("The rule {rule} has no parameter “{name}”; it has: {known}.", rule=self.id, name=name, known=known)
                    if known
                    else msg("The rule {rule} has no parameters; found “{name}”.", rule=self.id, name=name)
                )
            elif problem := self.parameters[name].problem(value):
                found[name] = problem
        missing = [name for name, declared in self.parameters.items() if declared.required and name not in parameters]
        if missing:
            found[None] = msg("The rule {rule} needs the parameter {names}.", rule=self.id, names=", ".join(missing))
        return found
