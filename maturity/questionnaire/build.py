"""From the files of a questionnaire's folder to a checked questionnaire: all errors at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from maturity.errors import DataError, Problem
from maturity.model.questionnaire import Band, Dimension, Level, NotApplicable, Option, Question, Questionnaire, Range, ScoringRule, Texts
from maturity.model.result import OVERALL
from maturity.questionnaire.conditions import check_conditions
from maturity.questionnaire.fields import INVALID, Record, choices, nearest
from maturity.questionnaire.forms import QUESTIONNAIRE
from maturity.questionnaire.lint import lint
from maturity.questionnaire.reading import Problems, in_order, read_yaml
from maturity.questionnaire.translation import read_translation, source_texts
from maturity.text import Message, catalogue, msg

FILE = "questionnaire.yaml"

_DEFAULT_COMPLETENESS = Fraction(2, 3)
_YES_NO = {0: msg("No"), 1: msg("Yes")}


class RuleForm(Protocol):
    """What a scoring rule tells about itself, so that its use in a questionnaire can be checked."""

    @property
    def default_min_completeness(self) -> Fraction | None:
        """The share that must be answered when the questionnaire does not say; None for the general default."""

    def check(self, parameters: Mapping[str, object]) -> Mapping[str | None, Message]:
        """Return what is wrong with `parameters`, by parameter name; under None what is wrong with the whole."""


def build(folder: Path, rules: Mapping[str, RuleForm]) -> tuple[Questionnaire, tuple[Problem, ...]]:
    """Read and check a questionnaire.

    Args:
        folder: Holds ``questionnaire.yaml`` and one ``<language>.yaml`` per other language.
        rules: The scoring rules there are, by id.

    Returns:
        The questionnaire, and warnings that do not stand in the way of using it.

    Raises:
        DataError: Anything is wrong; carries every problem of every file.
        StorageError: A file cannot be read.
    """
    problems = Problems(str(folder / FILE))
    node = read_yaml(folder / FILE, problems)
    root = QUESTIONNAIRE.read(node, problems, "") if node else INVALID
    if root is INVALID:
        raise DataError(in_order(problems.found), _summary(folder))
    builder = _Builder(root, problems, rules)
    builder.check()
    sources = source_texts(root)
    lint(root, sources, problems)
    found = [*problems.found]
    translations: dict[str, dict[str, str]] = {}
    for language in builder.languages[1:]:
        path = folder / f"{language}.yaml"
        if path.is_file():
            texts, others = read_translation(path, root.get("id"), language, sources)
            lint(root, texts, others)
            translations[language] = {address: placed.text for address, placed in texts.items()}
            found += others.found
        else:
            problems.at(
                root.at("languages"), msg("There is no file {file} for the language {language}.", file=path.name, language=language)
            )
            found.append(problems.found[-1])
    if any(not problem.warning for problem in found):
        raise DataError(in_order(found), _summary(folder))
    return builder.build(translations), tuple(in_order(found))


def _summary(folder: Path) -> Message:
    return msg("The questionnaire in {folder} cannot be used.", folder=str(folder))


class _Builder:
    """One pass that checks what the forms cannot say, and one that builds."""

    def __init__(self, root: Record, problems: Problems, rules: Mapping[str, RuleForm]) -> None:
        self._root = root
        self._problems = problems
        self._rules = rules
        self._translations: Mapping[str, Mapping[str, str]] = {}
        source = root.get("source_language", "en")
        self.languages = (source, *(language for language in dict.fromkeys(root.get("languages", ())) if language != source))

    # Checking

    def check(self) -> None:
        root = self._root
        if "languages" in root.values and root.get("source_language") not in root.get("languages", (root.get("source_language"),)):
            self._problems.at(
                root.at("languages"), msg("The source language {language} is not in the list.", language=root.get("source_language"))
            )
        self._check_ascending(root.get("levels", ()))
        for scale in root.get("scales", {}).values():
            self._check_ascending(scale.get("options", ()))
        if scoring := root.get("scoring"):
            for name in ("dimension", "overall"):
                if rule := scoring.get(name):
                    self._check_rule(rule)
        self._check_ids(root.get("dimensions", ()), reserved=(OVERALL,))
        questions = [question for dimension in root.get("dimensions", ()) for question in dimension.get("questions", ())]
        self._check_ids([*questions, *root.get("comparison_items", ())])
        for dimension in root.get("dimensions", ()):
            if rule := dimension.get("scoring"):
                self._check_rule(rule)
        everything = [*questions, *root.get("comparison_items", ())]
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
        for name, message in self._rules[rule_id].check(self._parameters(scoring)).items():
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
            hint = nearest(scale, list(scales)) or msg("Known here: {names}.", names=choices(sorted(scales)))
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
        policy = question.get("not_applicable")
        if policy and (policy.get("policy") == "value") != ("value" in policy.values):
            self._problems.at(policy.node, msg("The policy value needs a value, and a value needs the policy value."))

    def _bounds(self, question: Record) -> tuple[list[int] | None, int, int] | None:
        """Return the possible values of an answer (None for a range), the least and the greatest; None for one in words or not known."""
        kind = question.get("type")
        if kind == "yes-no":
            return list(_YES_NO), 0, 1
        if kind == "number":
            numbers = question.get("range")
            low, high = (numbers.get("low"), numbers.get("high")) if numbers else (None, None)
            return (None, low, high) if low is not None and high is not None else None
        values = [value for option in self._option_records(question)[0] if (value := option.get("value")) is not None]
        if kind == "multiple-choice":
            scores = [option.get("score", option.get("value", 0)) for option in question.get("options", ())]
            return None, sum(score for score in scores if score < 0), sum(score for score in scores if score > 0)
        return (values, min(values), max(values)) if values and kind is not None else None

    def _check_references(self, question: Record, key: str, kind: Message) -> None:
        known = self._root.get(key, {})
        items = question.at(key).items if key in question.nodes else []
        for item in items:
            if item.text not in known and item.text:
                hint = nearest(item.text, list(known)) or (msg("Known here: {names}.", names=choices(list(known))) if known else None)
                self._problems.at(item, msg("There is no {kind} “{name}”.", kind=kind, name=item.text), hint=hint)

    def _check_improvement(self, question: Record) -> None:
        if question.get("type") == "yes-no":
            values = set(_YES_NO)
        else:
            values = {value for option in self._option_records(question)[0] if (value := option.get("value")) is not None}
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

    # Building

    def build(self, translations: Mapping[str, Mapping[str, str]]) -> Questionnaire:
        self._translations = translations
        root = self._root
        scoring = root.get("scoring")
        dimension_rule = self._rule(scoring.get("dimension"))
        return Questionnaire(
            id=root.get("id"),
            version=root.get("version"),
            status=root.get("status"),
            languages=self.languages,
            title=self._texts("title", root.get("title")),
            summary=self._texts("summary", root.get("summary")),
            licence=root.get("licence"),
            dimensions=tuple(self._dimension(dimension, dimension_rule) for dimension in root.get("dimensions")),
            overall=self._rule(scoring.get("overall"), default=Fraction(1)),
            sources=root.get("sources", {}),
            roles={role: self._texts(f"role.{role}", name) for role, name in root.get("roles", {}).items()},
            levels=tuple(
                Level(value=level.get("value"), label=self._texts(f"level.{level.get('value')}", level.get("label")))
                for level in root.get("levels", ())
            ),
            comparison_items=tuple(self._question(item) for item in root.get("comparison_items", ())),
        )

    def _texts(self, address: str, source: str) -> Texts:
        others = {language: texts[address] for language, texts in self._translations.items()}
        return {self.languages[0]: source, **others}

    def _parameters(self, scoring: Record) -> dict[str, int | str | bool]:
        return {name: value for name, value in scoring.values.items() if name not in ("rule", "min_completeness") and value is not INVALID}

    def _rule(self, scoring: Record, default: Fraction = _DEFAULT_COMPLETENESS) -> ScoringRule:
        rule_id = scoring.get("rule")
        own = self._rules[rule_id].default_min_completeness
        least = scoring.get("min_completeness", default if own is None else own)
        return ScoringRule(rule=rule_id, min_completeness=least, parameters=self._parameters(scoring))

    def _dimension(self, record: Record, rule: ScoringRule) -> Dimension:
        own = record.get("scoring")
        return Dimension(
            id=record.get("id"),
            title=self._texts(f"dimension.{record.get('id')}.title", record.get("title")),
            questions=tuple(self._question(question) for question in record.get("questions")),
            scoring=self._rule(own) if own else rule,
            weight=record.get("weight", 1),
            key=record.get("key", False),
        )

    def _question(self, record: Record) -> Question:
        prefix = record.get("id")
        help_text = record.get("help")
        return Question(
            id=prefix,
            type=record.get("type"),
            title=self._texts(f"{prefix}.title", record.get("title")),
            text=self._texts(f"{prefix}.text", record.get("text")),
            options=tuple(self._options(record)),
            help=self._texts(f"{prefix}.help", help_text) if help_text else None,
            improvement={
                step.get("from"): self._texts(f"{prefix}.improvement.{step.get('from')}", step.get("text"))
                for step in record.get("improvement", ())
            },
            weight=record.get("weight", 1),
            key=record.get("key", False),
            reversed=record.get("reversed", False),
            roles=tuple(record.get("roles", ())),
            not_applicable=self._not_applicable(prefix, record.get("not_applicable")),
            scale=record.get("scale"),
            sources=tuple(record.get("sources", ())),
            ask_if=condition.built() if (condition := record.get("ask_if")) else None,
            applies_to=tuple(record.get("applies_to", ())),
            bands=tuple(Band(low=band.get("from"), score=band.get("score")) for band in record.get("bands", ())),
            range=self._range(prefix, record.get("range")),
            printed=record.get("printed", False),
        )

    def _range(self, prefix: str, record: Record | None) -> Range | None:
        if record is None:
            return None
        unit = record.get("unit")
        return Range(low=record.get("low"), high=record.get("high"), unit=self._texts(f"{prefix}.unit", unit) if unit else None)

    def _not_applicable(self, prefix: str, record: Record | None) -> NotApplicable | None:
        if record is None or not record.get("allowed"):
            return None
        guidance = record.get("guidance")
        return NotApplicable(
            guidance=self._texts(f"{prefix}.not-applicable", guidance) if guidance else None,
            policy=record.get("policy", "exclude"),
            value=record.get("value"),
        )

    def _options(self, record: Record) -> list[Option]:
        if record.get("type") == "yes-no":
            return [
                Option(value=value, text={language: catalogue(language)(word) for language in self.languages}, score=value)
                for value, word in _YES_NO.items()
            ]
        options, prefix = self._option_records(record)
        return [
            Option(
                value=option.get("value"),
                text=self._texts(f"{prefix}.{option.get('value')}", option.get("text")),
                score=option.get("score", option.get("value")),
                label=self._texts(f"{prefix}.{option.get('value')}.label", label) if (label := option.get("label")) else None,
                exclusive=option.get("exclusive", False),
            )
            for option in options
        ]

    def _option_records(self, record: Record) -> tuple[Iterable[Record], str]:
        """Return the options a question shows and the address their texts stand under."""
        scale_id = record.get("scale")
        if scale_id is None:
            return record.get("options", ()), f"{record.get('id')}.option"
        scale = self._root.get("scales", {}).get(scale_id)
        return (scale.get("options", ()) if scale else ()), f"scale.{scale_id}"
