"""Who is answering: taken from options where given, asked for where not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maturity.assessment.document import PERIOD
from maturity.assessment.store import JournalFile, assessment_folder, check_period, journals, organisations, read_file, same_organisation
from maturity.errors import UsageError
from maturity.model.assessment import AnswerState
from maturity.model.organisation import KIND_WORDS, KINDS, Kind, Organisation
from maturity.model.questionnaire import Questionnaire
from maturity.plugin.registry import Registry
from maturity.questionnaire.values import choices, nearest
from maturity.scoring.engine import Built
from maturity.text import Catalogue, clean_line, msg
from maturity.ui.ask import Asker

LONGEST_NAME = 200

LANGUAGE_NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the options say; None asks."""

    organisation: str | None = None
    kind: Kind | None = None
    inhabitants: int | None = None
    period: str | None = None
    role: str | None = None
    respondent: int | None = None


def ask_language(asker: Asker, standing: str) -> str:
    """Ask in which language to go on; the question is in all of them."""
    return asker.choose("Språk / Language", list(LANGUAGE_NAMES.items()), default=standing)


def ask_organisation(asker: Asker, root: Path, wanted: Wanted) -> Organisation:
    """Return the organisation to assess: one that is known in `root`, or a new one."""
    t = asker.screen.t
    known = organisations(root)
    told = clean_line(wanted.organisation or "", limit=LONGEST_NAME)
    if wanted.organisation is not None and not told:
        raise UsageError(msg("The organisation needs a name."), msg("Give it with --organisation."))
    if not told and known:
        offered = [(str(number), organisation.name) for number, organisation in enumerate(known)]
        chosen = asker.choose(t("Which organisation"), [*offered, ("new", t("another organisation"))])
        if chosen != "new":
            return _completed(asker, known[int(chosen)], wanted)
    while not told:
        told = clean_line(asker.line(t("Name of the organisation")), limit=LONGEST_NAME)
    match = next((organisation for organisation in known if same_organisation(organisation, told)), None)
    if match is None:
        number = told.replace(" ", "") if re.fullmatch("[0-9]{9}", told.replace(" ", "")) else None
        if number is not None:
            told = ""
            while not told:
                told = clean_line(asker.line(t("Name of the organisation with number {number}", number=number)), limit=LONGEST_NAME)
        match = Organisation(name=told, number=number)
    return _completed(asker, match, wanted)


def _completed(asker: Asker, organisation: Organisation, wanted: Wanted) -> Organisation:
    """Return the organisation with kind and inhabitants; an option corrects what was told before."""
    t = asker.screen.t
    kind = wanted.kind or organisation.kind
    if kind is None:
        chosen = asker.choose(t("What kind of organisation is it"), [(name, t(KIND_WORDS[name])) for name in KINDS])
        kind = next(name for name in KINDS if name == chosen)
    inhabitants = organisation.inhabitants if wanted.inhabitants is None else wanted.inhabitants
    if inhabitants is None and organisation.kind is None and kind in ("municipality", "county"):
        inhabitants = _ask_inhabitants(asker)
    return Organisation(name=organisation.name, number=organisation.number, kind=kind, inhabitants=inhabitants)


def _ask_inhabitants(asker: Asker) -> int | None:
    t = asker.screen.t
    while typed := re.sub(r"[\s.]", "", asker.line(t("Inhabitants (Enter to leave out)"))):
        if typed.isascii() and typed.isdecimal() and len(typed) <= 8:
            return int(typed)
        asker.screen.show(t("Type a whole number, such as 12400."))
    return None


def ask_period(asker: Asker, wanted: Wanted, today: date) -> str:
    """Return the period the answers are about."""
    t = asker.screen.t
    if wanted.period is not None:
        return wanted.period
    while True:
        typed = asker.line(t("Period (a year such as 2026, or a half such as 2026-H1)"), default=str(today.year)).upper()
        if re.fullmatch(PERIOD, typed):
            return typed
        asker.screen.show(t("“{period}” is not a period.", period=typed))


def ask_role(asker: Asker, questionnaire: Questionnaire, wanted: Wanted) -> str:
    """Return the role of the respondent.

    Raises:
        UsageError: The role asked for by option is not one of the questionnaire's.
    """
    roles = questionnaire.roles
    if wanted.role is not None:
        if wanted.role not in roles:
            hint = nearest(wanted.role, list(roles)) or msg("Known here: {names}.", names=choices(list(roles)))
            raise UsageError(msg("There is no {kind} “{name}”.", kind=msg("role"), name=clean_line(wanted.role, limit=80)), hint)
        return wanted.role
    t = asker.screen.t
    language = questionnaire.language_for(t.language)
    return asker.choose(t("What is your role"), [(role, names[language]) for role, names in roles.items()])


def ask_questionnaire(
    asker: Asker, registry: Registry, root: Path, organisation: Organisation, period: str, *, again: bool = False
) -> str | None:
    """Return the id of the questionnaire to answer, chosen among all of them with how far each has come.

    Args:
        again: Whether one has just been finished, and stopping is offered; None is returned for it.
    """
    t = asker.screen.t
    known = registry.load_all()
    if len(known) == 1 and not again:
        return known[0].questionnaire.id
    offered: list[tuple[str, str]] = []
    begun: list[str] = []
    fresh: list[str] = []
    for built in known:
        questionnaire = built.questionnaire
        folder = assessment_folder(root, organisation.name, period, questionnaire.id)
        files = [read_file(path) for path in journals(folder)] if folder.is_dir() else []
        title = questionnaire.title[questionnaire.language_for(t.language)]
        state = progress_words(files, built, t)
        if questionnaire.caveat:
            state = f"{t(questionnaire.caveat.word)}, {state}"
        offered.append((questionnaire.id, f"{title} ({state})"))
        if not files:
            fresh.append(questionnaire.id)
        elif not all(file.record.finished for file in files):
            begun.append(questionnaire.id)
    default = next(iter([*begun, *fresh]), known[0].questionnaire.id)
    if again:
        offered.append(("", t("stop here")))
        default = next(iter([*begun, *fresh]), "")
    prompt = t("Go on with which questionnaire") if again else t("Which questionnaire")
    return asker.choose(prompt, offered, default=default) or None


def progress_words(files: Sequence[JournalFile], built: Built, t: Catalogue) -> str:
    """Return how far the respondents of one assessment have come, in a few words."""
    if not files:
        return t("not started")
    parts = []
    for file in files:
        if file.record.finished:
            parts.append(t("finished"))
        else:
            meant = _meant(file, built)
            answered = sum(name in file.record.answers for name in meant)
            parts.append(t("{answered} of {total} dealt with", answered=answered, total=len(meant)))
    return ", ".join(parts)


def _meant(file: JournalFile, built: Built) -> list[str]:
    """Return the scored questions that are meant for this role and kind of organisation."""
    record, role = file.record, file.header.role if file.header else ""
    states = built.askable.states(record.answers, role, record.facts.get("kind"))
    return [question.id for question in built.questionnaire.questions if states[question.id] is not AnswerState.OUT_OF_SCOPE]


def checked(wanted: Wanted) -> Wanted:
    """Return what the options say, made sure to be possible before anything is asked.

    Raises:
        UsageError: The period is none.
    """
    if wanted.period is not None:
        check_period(wanted.period)
    return wanted


def today() -> date:
    """Return the date on this computer."""
    return date.today()  # noqa: DTZ011 - the period is about the reader's own calendar
