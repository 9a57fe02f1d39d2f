"""From a questionnaire to its plan, and the stored copy of both.

The copy is what an assessment is scored from for as long as it exists, whatever becomes of the questionnaire and the rules.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from maturity.errors import DataError, Problem
from maturity.model.assessment import QuestionnaireRef
from maturity.model.questionnaire import Questionnaire, ScoringRule
from maturity.model.result import OVERALL, MadeBy
from maturity.scoring.asking import Askable
from maturity.scoring.facts import facts
from maturity.scoring.items import Asking, Item
from maturity.scoring.numbers import fraction
from maturity.scoring.plan import Covered, Value
from maturity.scoring.rules import RULES, Rule, RuleError
from maturity.scoring.schedule import Schedule, dump, load, schedule
from maturity.text import msg

FORMAT = "maturity/built-questionnaire/1"


@dataclass(frozen=True, kw_only=True)
class Built:
    """A questionnaire with its plan.

    Attributes:
        questionnaire: In all its languages.
        schedule: One root per dimension id, and ``overall``.
        parts: Plugins that brought the questionnaire or a rule.
    """

    questionnaire: Questionnaire
    schedule: Schedule
    parts: tuple[MadeBy, ...] = ()

    @cached_property
    def content(self) -> bytes:
        """The stored form: JSON in the order of the model, the same bytes for the same questionnaire; the order of roles is kept."""
        import msgspec

        document: dict[str, Any] = {"format": FORMAT, "questionnaire": self.questionnaire, "plan": dump(self.schedule)}
        if self.parts:
            document["parts"] = self.parts
        return msgspec.json.Encoder(enc_hook=_plain).encode(document)

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of `content`."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def askable(self) -> Askable:
        """Says which questions are asked."""
        return Askable(self.questionnaire)

    @property
    def reference(self) -> QuestionnaireRef:
        """How assessments refer to exactly this questionnaire."""
        return QuestionnaireRef(id=self.questionnaire.id, version=self.questionnaire.version, sha256=self.sha256)


def _plain(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(type(value))


def _special(kind: type, value: Any) -> Any:
    if kind is Fraction and isinstance(value, str):
        return fraction(value)
    raise ValueError(kind)


def load_built(content: bytes, shown: str) -> Built:
    """Read a stored copy.

    Args:
        content: What `Built.content` gave.
        shown: The file's name in messages.

    Raises:
        DataError: It is not such a copy, or of a format this version does not know.
    """
    import msgspec

    try:
        document = msgspec.json.decode(content)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise ValueError("format")
        questionnaire = msgspec.convert(document["questionnaire"], Questionnaire, dec_hook=_special, str_keys=True)
        parts = msgspec.convert(document.get("parts", []), tuple[MadeBy, ...])
        built = Built(questionnaire=questionnaire, schedule=load(document["plan"]), parts=parts)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        problem = Problem(message=msg("The stored questionnaire cannot be read: {reason}.", reason=str(error)), file=shown)
        raise DataError([problem]) from error
    # Its fingerprint stays that of the copy, whatever a later version of the toolkit would write.
    built.__dict__["content"] = content
    return built


def build_plan(
    questionnaire: Questionnaire, rules: Mapping[str, Rule] = RULES, *, file: str | None = None, brought_by: tuple[MadeBy, ...] = ()
) -> Built:
    """Turn a questionnaire's scoring into a plan.

    Every dimension is wrapped so that it has no score below its completeness; the overall score is one more rule over the dimensions.

    Args:
        questionnaire: As it was built.
        rules: The scoring rules there are.
        file: Where the questionnaire stands, for messages.
        brought_by: Plugins that brought the questionnaire or a rule.

    Raises:
        DataError: A rule cannot be used on these questions.
    """
    problems: list[Problem] = []
    dimensions: dict[str, Value] = {}
    asking = Asking(questionnaire)
    for dimension in questionnaire.dimensions:
        items = asking.items(dimension)
        if not items:
            message = msg("The dimension “{name}” has no question that can be scored.", name=dimension.id)
            problems.append(Problem(message=message, file=file, where=dimension.id))
        elif node := _covered(items, dimension.scoring, rules, dimension.id, problems, file):
            dimensions[dimension.id] = node
    if problems:
        raise DataError(problems)
    parts = schedule(dimensions)
    limits = facts(parts)
    over = [
        Item(
            id=dimension.id,
            title=dimension.title,
            node=dimensions[dimension.id],
            low=limits[parts.roots[dimension.id]].low or 0,
            high=limits[parts.roots[dimension.id]].high or 0,
            weight=dimension.weight,
            key=dimension.key,
        )
        for dimension in questionnaire.dimensions
    ]
    overall = _covered(over, questionnaire.overall, rules, OVERALL, problems, file)
    if overall is None:
        raise DataError(problems)
    return Built(questionnaire=questionnaire, schedule=schedule({**dimensions, OVERALL: overall}), parts=brought_by)


def _covered(
    items: list[Item], scoring: ScoringRule, rules: Mapping[str, Rule], name: str, problems: list[Problem], file: str | None
) -> Value | None:
    try:
        node = rules[scoring.rule].build(items, scoring.parameters)
    except RuleError as error:
        problems.append(
            Problem(
                message=msg("The rule {rule} cannot score “{name}”: {reason}.", rule=scoring.rule, name=name, reason=error.message),
                file=file,
                where=name,
            )
        )
        return None
    return Covered(node, tuple(item.covers or item.node for item in items), scoring.min_completeness)
