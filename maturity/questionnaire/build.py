"""From the files of a questionnaire's folder to a checked questionnaire: all errors at once, each with its line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from maturity.errors import DataError, Problem
from maturity.files import storage_errors
from maturity.model.questionnaire import (
    Band,
    Base,
    Dimension,
    Level,
    NotApplicable,
    Option,
    Question,
    Questionnaire,
    Range,
    ScoringRule,
    Texts,
)
from maturity.questionnaire.checking import YES_NO, Checker, RuleForm, option_records, parameters
from maturity.questionnaire.fields import Record
from maturity.questionnaire.forms import FILE, QUESTIONNAIRE
from maturity.questionnaire.lint import lint, lint_languages
from maturity.questionnaire.overlay import Core, is_overlay, merged
from maturity.questionnaire.reading import Problems, in_order, read_yaml
from maturity.questionnaire.translation import read_translation, source_texts
from maturity.questionnaire.values import INVALID
from maturity.text import Message, catalogue, msg

_DEFAULT_COMPLETENESS = Fraction(2, 3)


def build(folder: Path, rules: Mapping[str, RuleForm], *, linted: bool = False) -> tuple[Questionnaire, tuple[Problem, ...]]:
    """Read and check a questionnaire.

    Args:
        folder: Holds ``questionnaire.yaml`` and one ``<language>.yaml`` per other language.
        rules: The scoring rules there are, by id.
        linted: Whether to look for what should be mended although it can be used; an author wants that, a respondent does not.

    Returns:
        The questionnaire, and the warnings.

    Raises:
        DataError: Anything is wrong; carries every problem of every file.
        StorageError: A file cannot be read.
    """
    problems = Problems(str(folder / FILE))
    root, base = read_root(folder, problems)
    if root is INVALID:
        raise DataError(in_order(problems.found), _summary(folder))
    Checker(root, problems, rules).check()
    everything = source_texts(root)
    # What an overlay builds on is translated already.
    sources = {address: placed for address, placed in everything.items() if placed.node.file is None}
    if linted:
        lint(root, everything, problems)
        lint_languages(root, problems)
    languages = _languages(root)
    others: list[Problem] = []
    translations: dict[str, dict[str, str]] = {}
    for language in languages[1:]:
        path = folder / f"{language}.yaml"
        inherited = base.translation(language, everything) if base else {}
        if inherited is None:
            message = msg("The core questionnaire is not translated into the language {language}.", language=language)
            problems.at(root.at("languages"), message, hint=msg("Take the language out of the list."))
            continue
        with storage_errors(path):
            there = path.is_file()
        if not there:
            message = msg("There is no file {file} for the language {language}.", file=path.name, language=language)
            problems.at(
                root.at("languages"), message, hint=msg("Write it beside questionnaire.yaml, or take the language out of the list.")
            )
            continue
        texts, found = read_translation(path, root.get("id"), language, sources)
        texts = {**inherited, **texts}
        if linted:
            lint(root, texts, found)
        translations[language] = {address: placed.text for address, placed in texts.items()}
        others += found.found
    # What is wrong with a translation often follows from what is wrong with the questionnaire, so that comes first.
    told = [*in_order(problems.found), *in_order(others)]
    if any(not problem.warning for problem in told):
        raise DataError(told, _summary(folder))
    return _Builder(root, rules, languages, translations, base.reference if base else None).build(), tuple(told)


def read_root(folder: Path, problems: Problems) -> tuple[Any, Core | None]:
    """Read the file of a questionnaire, an overlay together with what it builds on.

    Returns:
        The root record, `INVALID` where there is none; and the base of an overlay.

    Raises:
        StorageError: A file cannot be read.
    """
    node = read_yaml(folder / FILE, problems)
    base: Core | None = None
    if node and is_overlay(node):
        overlay = merged(node, problems)
        node, base = overlay or (None, None)
    return (QUESTIONNAIRE.read(node, problems, "") if node else INVALID), base


def _languages(root: Record) -> tuple[str, ...]:
    """Return the languages of a questionnaire, its source first."""
    source = root.get("source_language", "en")
    return (source, *(language for language in dict.fromkeys(root.get("languages", ())) if language != source))


def _summary(folder: Path) -> Message:
    return msg("The questionnaire in {folder} cannot be used.", folder=str(folder))


class _Builder:
    """Makes the records of a file that has been checked."""

    def __init__(
        self,
        root: Record,
        rules: Mapping[str, RuleForm],
        languages: tuple[str, ...],
        translations: Mapping[str, Mapping[str, str]],
        base: Base | None,
    ) -> None:
        self._root = root
        self._rules = rules
        self._languages = languages
        self._translations = translations
        self._base = base

    def build(self) -> Questionnaire:
        root = self._root
        scoring = root.get("scoring")
        dimension_rule = self._rule(scoring.get("dimension"))
        return Questionnaire(
            id=root.get("id"),
            version=root.get("version"),
            status=root.get("status"),
            languages=self._languages,
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
            base=self._base,
        )

    def _texts(self, address: str, source: str) -> Texts:
        others = {language: texts[address] for language, texts in self._translations.items()}
        return {self._languages[0]: source, **others}

    def _rule(self, scoring: Record, default: Fraction = _DEFAULT_COMPLETENESS) -> ScoringRule:
        rule_id = scoring.get("rule")
        own = self._rules[rule_id].default_min_completeness
        least = scoring.get("min_completeness", default if own is None else own)
        return ScoringRule(rule=rule_id, min_completeness=least, parameters=parameters(scoring))

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
        help_text, example = record.get("help"), record.get("example")
        return Question(
            id=prefix,
            type=record.get("type"),
            title=self._texts(f"{prefix}.title", record.get("title")),
            text=self._texts(f"{prefix}.text", record.get("text")),
            options=tuple(self._options(record)),
            help=self._texts(f"{prefix}.help", help_text) if help_text else None,
            example=self._texts(f"{prefix}.example", example) if example else None,
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
            scored=record.get("scored", True),
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
                Option(value=value, text={language: catalogue(language)(word) for language in self._languages}, score=Fraction(value))
                for value, word in YES_NO.items()
            ]
        options, prefix = option_records(self._root, record)
        return [
            Option(
                value=option.get("value"),
                text=self._texts(f"{prefix}.{option.get('value')}", option.get("text")),
                score=Fraction(option.get("score", option.get("value"))),
                label=self._texts(f"{prefix}.{option.get('value')}.label", label) if (label := option.get("label")) else None,
                exclusive=option.get("exclusive", False),
            )
            for option in options
        ]
