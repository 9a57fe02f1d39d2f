"""One workbook per organisation, each with its place among all that answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from maturity.assessment.respondents import score_assessment
from maturity.batch.responses import Responses
from maturity.batch.values import Meaning
from maturity.export import write_report
from maturity.files import make_folder
from maturity.model.assessment import Answer, AnswerState, Assessment, Response
from maturity.model.benchmark import Benchmark
from maturity.model.organisation import KINDS, Organisation
from maturity.model.result import Result
from maturity.scoring.engine import Built
from maturity.text import clean, clean_line, slug

Row = Mapping[str, object]


def results(found: Sequence[Responses], rejected: Sequence[set[int]], built: Built, period: str) -> Iterator[Result]:
    """Yield the result of every organisation, in order of name.

    Args:
        found: What was opened.
        rejected: Of each table, the numbers of rows that were not scored.
        built: The questionnaire with its plan.
        period: Of the answers, where a row does not say.
    """
    by_name: dict[str, list[tuple[Responses, Row]]] = {}
    for one, bad in zip(found, rejected, strict=True):
        column = one.headings.keys["organisation"]
        frame = one.table.strings().collect(engine="streaming")
        for index, row in enumerate(frame.iter_rows(named=True)):
            if one.table.row_number(index) not in bad and (name := str(row[column] or "").strip()):
                by_name.setdefault(name, []).append((one, row))
    for name in sorted(by_name):
        yield score_assessment(built, _assessment(name, by_name[name], built, period))


def _assessment(name: str, rows: Sequence[tuple[Responses, Row]], built: Built, period: str) -> Assessment:
    counted: dict[str, int] = {}
    responses = []
    kinds: set[int] = set()
    sizes: set[int] = set()
    for one, row in rows:
        told = {
            key: one.read(column, str(row[column]))
            for key, column in one.headings.keys.items()
            if key in ("role", "kind", "inhabitants") and row[column]
        }
        values = {key: meaning.value for key, meaning in told.items() if isinstance(meaning, Meaning) and meaning.value is not None}
        roles = list(built.questionnaire.roles) or ["respondent"]
        role = roles[values["role"] - 1] if "role" in values else one.role or roles[0]
        counted[role] = counted.get(role, 0) + 1
        kinds |= {values["kind"]} if "kind" in values else set()
        sizes |= {values["inhabitants"]} if "inhabitants" in values else set()
        responses.append(Response(role=role, number=counted[role], answers=dict(_answers(one, row)), finished=True))
    # What an organisation says in two ways is not known.
    kind = KINDS[kinds.pop() - 1] if len(kinds) == 1 else rows[0][0].kind
    organisation = Organisation(name=clean_line(name, limit=200), kind=kind, inhabitants=sizes.pop() if len(sizes) == 1 else None)
    responses.sort(key=lambda response: (built.questionnaire.role_rank(response.role), response.number))
    return Assessment(organisation=organisation, period=period, questionnaire=built.reference, responses=tuple(responses))


def _answers(found: Responses, row: Row) -> Iterator[tuple[str, Answer]]:
    known = found.built.questionnaire.by_id
    for name, column in found.headings.questions.items():
        text = str(row[column]) if row[column] is not None else ""
        if not text:
            continue
        if known[name].type == "text":
            yield name, Answer(state=AnswerState.ANSWERED, text=clean(text, limit=4_000))
            continue
        meaning = found.read(column, text)
        assert isinstance(meaning, Meaning), "a row with something wrong is rejected before"
        match meaning.state:
            case AnswerState.ANSWERED if known[name].type == "multiple-choice":
                yield name, Answer(state=AnswerState.ANSWERED, choices=meaning.choices)
            case AnswerState.ANSWERED:
                yield name, Answer(state=AnswerState.ANSWERED, value=meaning.value)
            case AnswerState.NOT_APPLICABLE:
                yield name, Answer(state=AnswerState.NOT_APPLICABLE, reason="–")
            case AnswerState.DONT_KNOW | AnswerState.SKIPPED as state:
                yield name, Answer(state=state)


def write_each(found: Iterator[Result], built: Built, folder: Path, language: str, benchmark: Benchmark) -> int:
    """Write a workbook for every result, and return how many there are.

    Args:
        found: The results.
        built: The questionnaire with its plan.
        folder: Where they go, each named after its organisation.
        language: The reader's.
        benchmark: The figures of all of them, protected.

    Raises:
        StorageError: One cannot be written.
    """
    make_folder(folder)
    names: set[str] = set()
    for result in found:
        base = name = slug(result.assessment.organisation.name) or "organisation"
        number = 1
        while name in names:
            number += 1
            name = f"{base}-{number}"
        names.add(name)
        write_report(result, built, folder / f"{name}.xlsx", language=language, benchmarks=[benchmark])
    return len(names)
