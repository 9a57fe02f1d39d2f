"""Which column says what: recognised by question id, by a question's title or text in any language, or by the names that keys go by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from maturity.batch.values import plain
from maturity.errors import DataError, Problem, UsageError
from maturity.model.questionnaire import Question, Questionnaire
from maturity.questionnaire.values import choices, nearest, nearest_name
from maturity.text import Message, clean_line, msg, msgs

#: What a row can say besides answers, and how its column may be called.
KEYS: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organization", "virksomhet", "verksemd", "kommune", "navn", "namn"),
    "organisation_number": ("organisasjonsnummer", "orgnr", "org.nr", "org nr"),
    "municipality_number": ("kommunenummer", "kommunenr", "knr"),
    "respondent": ("respondent id", "respondent_id", "id", "svar-id", "response id"),
    "role": ("rolle",),
    "period": ("periode",),
    "kind": ("type", "slag"),
    "inhabitants": ("innbyggere", "innbyggjarar", "innbyggertall", "innbyggjartal"),
    "questionnaire_version": ("version", "versjon"),
}
#: Columns of a table with one answer a row.
LONG = ("question", "value")
#: What a mapping file calls a column that says nothing here.
IGNORE = "ignore"
_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What the columns of a table say.

    Attributes:
        keys: Column of each of `KEYS` that there is, and of every further key that was named, by itself.
        questions: Column of each question that has one.
        ignored: Columns that say nothing here.
        identity: Columns that together name a response; empty where several rows may share what they say.
        recoded: By question: texts that mean another answer.
    """

    keys: Mapping[str, str]
    questions: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    recoded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def notes(self, questionnaire: Questionnaire) -> Iterator[Message]:
        """Yield what a user must know about columns that are missing or not read."""
        known = [*questionnaire.by_id, *KEYS]
        if self.ignored:
            shown = [clean_line(name, limit=60) for name in self.ignored[:_SHOWN]]
            guesses = [f"{name} → {guess}" for name in shown if (guess := nearest_name(name, known))]
            yield msgs(
                "{n} column is ignored: {names}.",
                "{n} columns are ignored: {names}.",
                len(self.ignored),
                names=choices(shown) + (" …" if len(self.ignored) > _SHOWN else ""),
            )
            if guesses:
                yield msg("Perhaps meant: {names}. A mapping file renames columns.", names="; ".join(guesses))
        missing = [question.id for question in questionnaire.questions if question.id not in self.questions]
        if missing:
            yield msgs(
                "{n} question has no column and counts as not answered: {names}.",
                "{n} questions have no column and count as not answered: {names}.",
                len(missing),
                names=choices(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else ""),
            )


def read_headings(
    columns: Sequence[str],
    questionnaire: Questionnaire,
    *,
    renamed: Mapping[str, str] | None = None,
    recoded: Mapping[str, Mapping[str, str]] | None = None,
    named_keys: Sequence[str] = (),
    file: str | None = None,
) -> Headings:
    """Say what each column of a table says.

    Args:
        columns: As they stand in the table.
        questionnaire: What the answers are to.
        renamed: From a mapping file: column to question, key or `IGNORE`.
        recoded: From a mapping file.
        named_keys: Columns that together name a response.
        file: The table, for messages.

    Raises:
        DataError: No column is a question, or two are the same.
        UsageError: A key that was named is no column.
    """
    renamed = renamed or {}
    meant = {name: _meant(name, renamed.get(name), questionnaire) for name in columns}
    keys: dict[str, str] = {}
    questions: dict[str, str] = {}
    problems: list[Problem] = []
    for name, found in meant.items():
        known = keys if found in KEYS else questions
        if found is None or name in named_keys:
            continue
        if found in known:
            message = msg("Both “{first}” and “{second}” say {meaning}.", first=known[found], second=name, meaning=found)
            problems.append(Problem(message=message, file=file, hint=msg("Say in a mapping file which of them is to be read.")))
        else:
            known[found] = name
    for name in named_keys:
        if name not in columns:
            hint = nearest(name, list(columns)) or msg(
                "Known here: {names}.", names=choices([clean_line(each, limit=60) for each in columns[:30]])
            )
            raise UsageError(msg("There is no column “{name}”.", name=clean_line(name, limit=80)), hint)
        keys[name] = name
    # A number names an organisation as well as a name does.
    for name in ("organisation_number", "municipality_number"):
        if name in keys and "organisation" not in keys:
            keys["organisation"] = keys[name]
    if not questions:
        shown = choices([clean_line(name, limit=60) for name in columns[:_SHOWN]])
        hint = msg("Questions are known by their id, such as {id}, or by their title or text.", id=next(questionnaire.questions).id)
        problems.append(
            Problem(
                message=msg("No column is a question of “{id}”; found: {names}.", id=questionnaire.id, names=shown), file=file, hint=hint
            )
        )
    if problems:
        raise DataError(problems)
    identity = tuple(named_keys) or tuple(
        keys[key] for key in ("organisation", "respondent", "role", "period") if key in keys and "respondent" in keys
    )
    used = {*keys.values(), *questions.values()}
    ignored = tuple(name for name in columns if name not in used)
    return Headings(keys=keys, questions=questions, ignored=ignored, identity=identity, recoded=recoded or {})


def _meant(name: str, renamed: str | None, questionnaire: Questionnaire) -> str | None:
    if renamed is not None:
        return None if renamed == IGNORE else renamed
    if name in questionnaire.by_id or name in KEYS:
        return name
    found = plain(name)
    for key, others in KEYS.items():
        if found == key or found in others:
            return key
    same = [question.id for question in questionnaire.by_id.values() if found in _names(question)]
    # A title that two questions share names neither.
    return same[0] if len(same) == 1 else None


def _names(question: Question) -> Collection[str]:
    return {plain(question.id), *(plain(text) for texts in (question.title, question.text) for text in texts.values())}
