"""Assessments as JSON documents: what results embed, and what `maturity score` takes from other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maturity.assessment.answers import LONGEST_TEXT, answer_problem, answer_to_json
from maturity.assessment.events import TIME
from maturity.assessment.json_reading import read_json
from maturity.errors import DataError
from maturity.model.assessment import Answer, AnswerState, Assessment, QuestionnaireRef, Response
from maturity.model.organisation import KINDS, Organisation
from maturity.model.questionnaire import Question, Questionnaire
from maturity.questionnaire.fields import Field, Form, ListOf, MapOf, Record
from maturity.questionnaire.reading import Node, Problems, in_order
from maturity.questionnaire.values import INVALID, Boolean, Choice, Id, Integer, Pattern, choices, expect_text, nearest
from maturity.text import clean, clean_line, msg

ANSWERS_FORMAT = "maturity/answers/1"
RESULT_FORMAT = "maturity/result/1"
MOST_INHABITANTS = 100_000_000
PERIOD = r"[12][0-9]{3}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?"

_STATES = tuple(state.value for state in (AnswerState.DONT_KNOW, AnswerState.SKIPPED, AnswerState.NOT_APPLICABLE, AnswerState.UNANSWERED))


class FreeText:
    """What people wrote: several lines, cut at a length nobody reaches by hand."""

    def __init__(self, *, lines: bool = True) -> None:
        self._lines = lines

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if node.kind != "text":
            expect_text(node, problems, where, msg("a text"))
            return INVALID
        return clean(node.text, limit=LONGEST_TEXT) if self._lines else clean_line(node.text, limit=200)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class Anything:
    """A value that is carried along and not looked at: it is computed again from the answers."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        return node

    def schema(self) -> dict[str, Any]:
        return {}


_NUMBER = Integer(-1_000_000_000, 1_000_000_000)

_ANSWER_FORM = Form(
    "answer",
    {
        "state": Field(Choice(("answered", *_STATES)), required=True),
        "value": Field(_NUMBER),
        "choices": Field(ListOf(_NUMBER)),
        "text": Field(FreeText()),
        "reason": Field(FreeText()),
    },
)


class AnswerKind:
    """An option's value or a number, a list of options, the word for a state without one, or all of it in full."""

    def read(self, node: Node, problems: Problems, where: str) -> Any:
        if node.kind == "map":
            record = _ANSWER_FORM.read(node, problems, where)
            if record is INVALID or record.get("state") is None:
                return INVALID
            return Answer(
                state=AnswerState(record.get("state")),
                value=record.get("value"),
                choices=tuple(sorted(set(record.get("choices", ())))),
                text=record.get("text"),
                reason=record.get("reason"),
            )
        if node.kind == "list":
            chosen = ListOf(_NUMBER).read(node, problems, where)
            return INVALID if chosen is INVALID else Answer(state=AnswerState.ANSWERED, choices=tuple(sorted(set(chosen))))
        if node.kind == "text" and node.text in _STATES:
            return Answer(state=AnswerState(node.text))
        value = _NUMBER.read(node, problems, where) if node.plain else INVALID
        if value is INVALID:
            if not node.plain:
                expected = msg("a value without quotes, or one of: {names}", names=choices(_STATES))
                problems.at(node, msg("Found “{found}”; expected {expected}.", found=node.text, expected=expected), where=where)
            return INVALID
        return Answer(state=AnswerState.ANSWERED, value=value)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer"}, ListOf(_NUMBER).schema(), {"enum": list(_STATES)}, _ANSWER_FORM.schema()]}


_TIME = Pattern(TIME, msg("a time such as 2026-03-02T09:30:00Z"))

_RESPONDENT = Form(
    "respondent",
    {
        "role": Field(Id(), required=True),
        "number": Field(Integer(1, 10_000)),
        "finished": Field(Boolean()),
        "started": Field(_TIME),
        "last_answer": Field(_TIME),
        "answers": Field(MapOf(Id(), AnswerKind()), required=True),
        "comments": Field(MapOf(Id(), FreeText())),
        "evidence": Field(MapOf(Id(), FreeText())),
        "targets": Field(MapOf(Id(), Integer(-1_000, 1_000))),
        "scores": Field(Anything()),
    },
)

ANSWERS = Form(
    "answers",
    {
        "format": Field(Choice((ANSWERS_FORMAT, RESULT_FORMAT)), required=True),
        "questionnaire": Field(
            Form(
                "questionnaire",
                {
                    "id": Field(Id(), required=True),
                    "version": Field(FreeText(lines=False)),
                    "sha256": Field(Pattern("[0-9a-f]{64}", msg("64 hexadecimal digits"))),
                    "status": Field(Anything()),
                },
            ),
            required=True,
        ),
        "organisation": Field(
            Form(
                "organisation",
                {
                    "name": Field(FreeText(lines=False), required=True),
                    "number": Field(Pattern("[0-9]{9}", msg("nine digits"))),
                    "kind": Field(Choice(KINDS)),
                    "inhabitants": Field(Integer(0, MOST_INHABITANTS)),
                },
            ),
            required=True,
        ),
        "period": Field(Pattern(PERIOD, msg("a period such as 2026, 2026-H1 or 2026-Q3")), required=True),
        "sample": Field(Boolean()),
        "respondents": Field(ListOf(_RESPONDENT), required=True),
        **{name: Field(Anything()) for name in ("made_by", "dimensions", "overall", "last_answer")},
    },
)


def read_document(path: Path) -> tuple[Record, Problems]:
    """Read a JSON document of answers or a stored result, without looking at a questionnaire yet.

    Raises:
        DataError: It is no such document; carries every problem found.
        StorageError: It cannot be read.
    """
    problems = Problems(str(path), max_bytes=50_000_000, max_nodes=2_000_000)
    node = read_json(path, problems)
    root = ANSWERS.read(node, problems, "") if node else INVALID
    if root is INVALID:
        raise DataError(in_order(problems.found))
    return root, problems


def assessment_from(root: Record, problems: Problems, questionnaire: Questionnaire, reference: QuestionnaireRef) -> Assessment:
    """Return the assessment of a document that has been read, held against its questionnaire.

    Raises:
        DataError: Anything does not fit; carries every problem of the document.
    """
    responses = []
    numbers: dict[str, int] = {}
    seen: set[tuple[str, int]] = set()
    for respondent in root.get("respondents", ()):
        role = respondent.get("role", "?")
        if role != "?" and role not in questionnaire.roles:
            hint = nearest(role, list(questionnaire.roles)) or msg("Known here: {names}.", names=choices(list(questionnaire.roles)))
            problems.at(respondent.at("role"), msg("There is no {kind} “{name}”.", kind=msg("role"), name=role), hint=hint)
        number = respondent.get("number", numbers.get(role, 0) + 1)
        numbers[role] = max(number, numbers.get(role, 0))
        if (role, number) in seen:
            problems.at(respondent.node, msg("There are two respondents {role} {number}.", role=role, number=number))
        seen.add((role, number))
        _check_keys(respondent, questionnaire, problems)
        responses.append(
            Response(
                role=role,
                number=number,
                answers={
                    name: answer for name, answer in respondent.get("answers", {}).items() if answer.state is not AnswerState.UNANSWERED
                },
                comments=respondent.get("comments", {}),
                evidence=respondent.get("evidence", {}),
                targets=respondent.get("targets", {}),
                finished=respondent.get("finished", False),
                started=respondent.get("started"),
                last_answer=respondent.get("last_answer"),
            )
        )
    organisation = root.get("organisation")
    if organisation and organisation.get("name") == "":
        problems.at(organisation.at("name"), msg("The organisation needs a name."))
    problems.raise_if_any()
    return Assessment(
        organisation=Organisation(**{key: value for key, value in organisation.values.items() if value is not INVALID}),
        period=root.get("period"),
        questionnaire=reference,
        responses=tuple(sorted(responses, key=lambda response: (questionnaire.role_rank(response.role), response.number))),
        sample=root.get("sample", False),
    )


def _check_keys(respondent: Record, questionnaire: Questionnaire, problems: Problems) -> None:
    known = questionnaire.by_id
    for part in ("answers", "comments", "evidence"):
        values = respondent.get(part, {})
        for key, node in respondent.at(part).entries if part in respondent.nodes else ():
            if (question := known.get(key.text)) is None:
                message = msg("The questionnaire {questionnaire} has no question “{name}”.", questionnaire=questionnaire.id, name=key.text)
                problems.at(key, message, hint=nearest(key.text, list(known)))
            elif part == "answers" and (answer := values.get(key.text)) is not None:
                _check_answer(node, question, answer, problems)
    levels = {level.value for level in questionnaire.levels}
    for key, node in respondent.at("targets").entries if "targets" in respondent.nodes else ():
        if questionnaire.dimension(key.text) is None:
            names = [dimension.id for dimension in questionnaire.dimensions]
            message = msg("The questionnaire {questionnaire} has no dimension “{name}”.", questionnaire=questionnaire.id, name=key.text)
            problems.at(key, message, hint=nearest(key.text, names))
        elif (target := respondent.get("targets", {}).get(key.text)) is not None and target not in levels:
            expected = msg("one of: {names}", names=choices([str(level) for level in sorted(levels)]))
            problems.at(node, msg("Found “{found}”; expected {expected}.", found=target, expected=expected))


def _check_answer(node: Node, question: Question, answer: Answer, problems: Problems) -> None:
    if problem := answer_problem(question, answer):
        problems.at(node, problem, where=question.id)


def assessment_to_json(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as a document; `assessment_from` reads it back."""
    return {
        "questionnaire": {
            "id": assessment.questionnaire.id,
            "version": assessment.questionnaire.version,
            "sha256": assessment.questionnaire.sha256,
        },
        "organisation": _without_none({name: getattr(assessment.organisation, name) for name in ("name", "number", "kind", "inhabitants")}),
        "period": assessment.period,
        "sample": assessment.sample,
        "respondents": [response_to_json(response) for response in assessment.responses],
    }


def response_to_json(response: Response) -> dict[str, Any]:
    """Return one respondent's answers as they stand in documents."""
    return _without_none(
        {
            "role": response.role,
            "number": response.number,
            "finished": response.finished,
            "started": response.started,
            "last_answer": response.last_answer,
            "answers": _without_none({name: answer_to_json(answer) for name, answer in sorted(response.answers.items())}),
            "comments": dict(sorted(response.comments.items())),
            "evidence": dict(sorted(response.evidence.items())),
            "targets": dict(sorted(response.targets.items())),
        }
    )


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
