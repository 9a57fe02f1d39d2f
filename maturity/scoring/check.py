"""Everything that can be said about a questionnaire before anybody answers it: its files, its texts and its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from maturity.errors import DataError, Problem
from maturity.model.questionnaire import Questionnaire
from maturity.questionnaire.build import build
from maturity.questionnaire.forms import FILE
from maturity.questionnaire.places import placed
from maturity.questionnaire.reading import in_order
from maturity.scoring.engine import build_plan
from maturity.scoring.evaluate import State, evaluate
from maturity.scoring.facts import Finding, facts, lint_plan
from maturity.scoring.items import Asking
from maturity.scoring.numbers import display
from maturity.scoring.plan import Answer
from maturity.scoring.rules import RULES, Rule
from maturity.scoring.schedule import Schedule
from maturity.text import Message, msg

#: Random cases looked at for an example.
_TRIES = 400
#: Rules that put questions on one scale.
_AVERAGING = ("mean", "weighted-mean", "minimum", "gate")


def check_questionnaire(folder: Path, rules: Mapping[str, Rule] = RULES) -> tuple[Problem, ...]:
    """Return every error and warning about the questionnaire in `folder`, in the order of its files.

    Args:
        folder: Where it stands.
        rules: The scoring rules there are.

    Raises:
        StorageError: A file cannot be read.
    """
    file = str(folder / FILE)
    try:
        questionnaire, warnings = build(folder, rules, linted=True)
        built = build_plan(questionnaire, rules, file=file)
    except DataError as error:
        return placed(error.problems, folder)
    reverse = [question.id for question in questionnaire.questions if question.reversed]
    findings = (
        Problem(
            message=finding.message,
            file=file,
            where=finding.question or finding.root,
            hint=_example(built.schedule, finding, reverse=finding.question in reverse) if finding.question else None,
            warning=finding.warning,
        )
        for finding in lint_plan(built.schedule, reverse)
    )
    of_plan = placed((*findings, *_scale_warnings(questionnaire, built.schedule, file)), folder)
    in_translations = [warning for warning in warnings if warning.file != file]
    return (*in_order([*(warning for warning in warnings if warning.file == file), *of_plan]), *in_translations)


def _example(schedule: Schedule, finding: Finding, *, reverse: bool) -> Message | None:
    """Return a case in which a better answer lowers a score, as a hint; None where none was found."""
    bounds = {step.node.question: (step.node.low, step.node.high) for step in schedule.steps if isinstance(step.node, Answer)}
    if finding.question not in bounds:
        return None
    low, high = bounds[finding.question]
    random = Random(0)  # noqa: S311 - examples, not secrets
    for _ in range(_TRIES):
        others: dict[str, int | State] = {name: random.choice((least, most)) for name, (least, most) in bounds.items()}
        value = random.randint(low, high - 1)
        worse, better = (value + 1, value) if reverse else (value, value + 1)
        before, after = (
            evaluate(schedule, {**others, finding.question: answer})[schedule.roots[finding.root]].value for answer in (worse, better)
        )
        if before is not None and after is not None and after < before:
            return msg(
                "For instance, going from {worse} to {better} can take the score from {before} to {after}.",
                worse=worse,
                better=better,
                before=display(before, (), 2),
                after=display(after, (), 2),
            )
    return None


def _scale_warnings(questionnaire: Questionnaire, schedule: Schedule, file: str) -> Iterator[Problem]:
    """Warn of scores that the levels do not name, and of questions on different scales that are averaged."""
    levels = [level.value for level in questionnaire.levels]
    known = facts(schedule)
    for root, place in schedule.roots.items():
        low, high = known[place].low, known[place].high
        if levels and low is not None and high is not None and (low < min(levels) or high >= max(levels) + 1):
            message = msg(
                "The score “{root}” can be from {low} to {high}; the levels go from {first} to {last}.",
                root=root,
                low=display(low, (), 0 if low.denominator == 1 else 2),
                high=display(high, (), 0 if high.denominator == 1 else 2),
                first=min(levels),
                last=max(levels),
            )
            yield Problem(message=message, file=file, where=root, warning=True)
    asking = Asking(questionnaire)
    for dimension in questionnaire.dimensions:
        scales = {(item.low, item.high) for item in asking.items(dimension)}
        if len(scales) > 1 and dimension.scoring.rule in _AVERAGING:
            shown = ", ".join(f"{low}–{high}" for low, high in sorted(scales))
            message = msg(
                "The questions of “{name}” are on different scales ({scales}), so their mean says little.", name=dimension.id, scales=shown
            )
            yield Problem(message=message, file=file, where=dimension.id, hint=msg("Give the options a score on one scale."), warning=True)
