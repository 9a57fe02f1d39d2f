"""Everything that can be said about a question set before it is published: manifest, questionnaires, benchmarks, golden answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from maturity.assessment.loading import score
from maturity.benchmark.dataset import check_benchmark
from maturity.errors import DataError, Problem
from maturity.model.plugin import Origin, QuestionSet
from maturity.model.questionnaire import Question
from maturity.plugin.data import MANIFEST, read_question_set
from maturity.plugin.registry import SWITCH, Registry
from maturity.questionnaire.fields import Field, Form, ListOf, MapOf, Record
from maturity.questionnaire.forms import FILE
from maturity.questionnaire.reading import Node, Problems, in_order, read_yaml
from maturity.questionnaire.values import INVALID, Format, Id, Pattern, Text, nearest
from maturity.scoring.check import check_questionnaire
from maturity.scoring.engine import Built
from maturity.text import msg

GOLDEN = "golden.yaml"
GOLDEN_FORMAT = "maturity/golden/1"

_STATES = ("dont-know", "not-applicable", "skipped", "unanswered")


class GoldenAnswer:
    """An option's value, a number, or the word for a state."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if node.kind == "text" and node.plain and node.text.lstrip("-").isdecimal() and len(node.text) <= 11:
            return int(node.text)
        if node.kind == "text" and node.text in _STATES:
            return node.text
        expected = msg("a value or one of: {names}", names=", ".join(_STATES))
        problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text or node.kind, expected=expected), where=where)
        return INVALID

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer"}, {"enum": list(_STATES)}]}


_SCORE = Pattern(
    r"-?[0-9]{1,9}(/[1-9][0-9]{0,8})?|not-enough-answers|not-applicable", msg("a score such as 3 or 7/3, or not-enough-answers")
)

GOLDEN_FORM = Form(
    "golden answers",
    {
        "format": Field(Format(GOLDEN_FORMAT), required=True),
        "cases": Field(
            ListOf(
                Form(
                    "case",
                    {
                        "questionnaire": Field(Id(), required=True),
                        "name": Field(Text(80), required=True),
                        "role": Field(Id()),
                        "answers": Field(MapOf(Id(), GoldenAnswer()), required=True),
                        "scores": Field(MapOf(Id(), _SCORE), required=True, doc="By dimension id and overall, exact."),
                    },
                )
            ),
            required=True,
        ),
    },
)


def check_question_set(folder: Path, plugins: Sequence[object] = ()) -> tuple[Problem, ...]:
    """Return every error and warning about a question set, manifest first.

    Args:
        folder: Where its manifest stands.
        plugins: Python plugins whose rules it may name, such as the module that brings it.

    Raises:
        StorageError: A file cannot be read.
    """
    try:
        question_set = read_question_set(folder, Origin(plugin=folder.name))
    except DataError as error:
        return error.problems or (Problem(message=error.message, file=str(folder)),)
    registry = Registry([folder], {SWITCH: "off"}, plugins)
    own = next((one for one in registry.question_sets if one.folder == folder), question_set)
    return (*_left_out(registry, own.origin.plugin, str(folder / MANIFEST)), *_check(own, registry))


def check_plugin(name: str) -> tuple[Problem, ...]:
    """Return every error and warning about the question sets that an installed Python plugin brings.

    Raises:
        StorageError: A file cannot be read.
    """
    registry = Registry((), {SWITCH: name})
    sets = [one for one in registry.question_sets if one.origin.plugin == name]
    return (*_left_out(registry, name), *(problem for one in sets for problem in _check(one, registry)))


def _left_out(registry: Registry, name: str, file: str | None = None) -> list[Problem]:
    # What is in conflict is found where it is looked for.
    _ = registry.questionnaires, registry.rules, registry.benchmarks, registry.exporters
    reasons = {str(failure.reason): failure.reason for failure in registry.failures if failure.origin.plugin == name}
    return [Problem(message=reason, file=file, where=None if file else name) for reason in reasons.values()]


def _check(question_set: QuestionSet, registry: Registry) -> list[Problem]:
    folder = question_set.folder
    problems: list[Problem] = []
    built: dict[str, Built] = {}
    for name, place in question_set.questionnaires.items():
        problems += check_questionnaire(place, registry.rules_for_check())
        if name in registry.questionnaires and registry.questionnaires[name].folder == place:
            try:
                built[name] = registry.load(name)
            except DataError:
                continue  # said above
    questions = {name: question for one in registry.load_all() for name, question in one.questionnaire.by_id.items()}
    for path in question_set.benchmarks.values():
        problems += check_benchmark(path, questions)
    problems += _tombstones(question_set, built)
    problems += _ends(question_set, built)
    problems += _golden(folder, built)
    return problems


def _tombstones(question_set: QuestionSet, built: Mapping[str, Built]) -> Iterator[Problem]:
    for one in built.values():
        for name in one.questionnaire.by_id:
            if name in question_set.tombstones:
                message = msg("The id “{id}” was used before and removed; an id is never used again.", id=name)
                yield Problem(message=message, file=str(question_set.folder / MANIFEST), where=name)


def _ends(question_set: QuestionSet, built: Mapping[str, Built]) -> Iterator[Problem]:
    """Warn where the lowest or the highest level cannot be reached by the worst or the best answers."""
    for name, one in built.items():
        levels = [level.value for level in one.questionnaire.levels]
        if not levels:
            continue
        for best, wanted in ((False, min(levels)), (True, max(levels))):
            answers = {
                question.id: _end(question, best=best)
                for question in one.questionnaire.questions
                if question.options and question.is_scored
            }
            answers = {key: value for key, value in answers.items() if value is not None}
            try:
                found = score({key: value for key, value in answers.items() if value is not None}, one).overall.score
            except DataError:
                continue
            if found.value is not None and found.level != wanted:
                message = (
                    msg("The best answers reach level {found}, not the highest level {wanted}.", found=found.level or "–", wanted=wanted)
                    if best
                    else msg(
                        "The worst answers reach level {found}, not the lowest level {wanted}.", found=found.level or "–", wanted=wanted
                    )
                )
                yield Problem(message=message, file=str(question_set.questionnaires[name] / FILE), warning=True)


def _end(question: Question, *, best: bool) -> int | None:
    if question.type == "multiple-choice":
        return None
    highest = best != question.reversed
    return question.options[-1].value if highest else question.options[0].value


def _golden(folder: Path, built: Mapping[str, Built]) -> Iterator[Problem]:
    path = folder / GOLDEN
    if not path.is_file():
        message = msg("There are no golden answers; give some in {file}, so that a change of a score is noticed.", file=GOLDEN)
        yield Problem(message=message, file=str(folder / MANIFEST), warning=True)
        return
    problems = Problems(str(path))
    node = read_yaml(path, problems)
    root = GOLDEN_FORM.read(node, problems, "") if node else INVALID
    for case in root.get("cases", ()) if root is not INVALID else ():
        _case(case, built, problems)
    yield from in_order(problems.found)


def _case(case: Record, built: Mapping[str, Built], problems: Problems) -> None:
    name = case.get("questionnaire")
    if name is None:
        return
    if name not in built:
        hint = nearest(name, list(built))
        problems.at(case.at("questionnaire"), msg("There is no questionnaire “{name}”.", name=name), hint=hint)
        return
    try:
        result = score(case.get("answers", {}), built[name], role=case.get("role"))
    except DataError as error:
        for problem in error.problems:
            problems.at(case.at("answers"), problem.message, where=problem.where)
        return
    scores = {
        combined.id: combined.score.status.value if combined.score.value is None else str(combined.score.value)
        for combined in (*result.dimensions, result.overall)
    }
    for key, expected in case.get("scores", {}).items():
        place = next(value for found, value in case.at("scores").entries if found.text == key)
        if key not in scores:
            problems.at(place, msg("The questionnaire {questionnaire} has no dimension “{name}”.", questionnaire=name, name=key))
        elif scores[key] != expected:
            message = msg(
                "“{case}” gives {found} for {name}; {expected} was expected.",
                case=case.get("name", "–"),
                found=scores[key],
                name=key,
                expected=expected,
            )
            problems.at(place, message)
