"""One sitting of an interview: which journal, the questions, and what stands at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maturity.assessment.journal import Header, open_journal
from maturity.assessment.loading import score
from maturity.assessment.previous import previous_response, shared_responses
from maturity.assessment.session import Session
from maturity.assessment.store import (
    JournalFile,
    assessment_folder,
    find_snapshot,
    journal_path,
    journals,
    read_assessment,
    read_file,
    save_snapshot,
)
from maturity.errors import UsageError
from maturity.model.organisation import Organisation
from maturity.plugin.registry import Registry
from maturity.scoring.engine import Built
from maturity.text import clean_line, msg
from maturity.ui.ask import Asker
from maturity.ui.errors import problems_text
from maturity.ui.interview import Interview
from maturity.ui.page import show_caveat
from maturity.ui.render import show_files, show_result
from maturity.ui.setup import Wanted, ask_organisation, ask_period, ask_questionnaire, ask_role, progress_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Everything that is settled before the first question.

    Attributes:
        folder: The assessment's folder.
        journal: Path of this respondent's journal.
    """

    built: Built
    organisation: Organisation
    period: str
    role: str
    number: int
    folder: Path
    journal: Path

    @property
    def header(self) -> Header:
        """The first line of the journal."""
        organisation, period, questionnaire = self.folder.parts[-3:]
        return Header(
            assessment=f"{organisation}/{period}/{questionnaire}",
            period=self.period,
            questionnaire=self.built.reference,
            role=self.role,
            number=self.number,
        )


def settle(asker: Asker, registry: Registry, root: Path, questionnaire: str | None, wanted: Wanted, today: date) -> Sitting:
    """Find out who is answering what, asking only for what the options do not say.

    Args:
        questionnaire: An id or a folder; None asks, showing how far each has come.

    Raises:
        UsageError: An option does not fit.
        DataError: The questionnaire, or its stored copy, is wrong.
        StorageError: A file cannot be read.
    """
    # A name that is wrong is said before anything is asked.
    named = registry.load(questionnaire) if questionnaire else None
    organisation = ask_organisation(asker, root, wanted)
    period = ask_period(asker, wanted, today)
    current = named or registry.load(ask_questionnaire(asker, registry, root, organisation, period) or "")
    folder = assessment_folder(root, organisation.name, period, current.questionnaire.id)
    existing = [read_file(path) for path in journals(folder)] if folder.is_dir() else []
    built = _begun_with(folder, existing) or current
    role = ask_role(asker, built.questionnaire, wanted)
    number = _which_number(asker, [file for file in existing if _role(file) == role], built, wanted)
    return Sitting(
        built=built,
        organisation=organisation,
        period=period,
        role=role,
        number=number,
        folder=folder,
        journal=journal_path(folder, role, number),
    )


def _begun_with(folder: Path, existing: Sequence[JournalFile]) -> Built | None:
    """Return the questionnaire an assessment was begun with: colleagues and later sittings go on with the same."""
    for file in existing:
        if file.header and (built := find_snapshot(folder, file.header.questionnaire)):
            return built
    return None


def _role(file: JournalFile) -> str:
    return file.path.name.rpartition("-")[0]


def _number(file: JournalFile) -> int:
    return int(file.path.name.removesuffix(".jsonl").rpartition("-")[2])


def _which_number(asker: Asker, existing: Sequence[JournalFile], built: Built, wanted: Wanted) -> int:
    numbers = [_number(file) for file in existing]
    new = max(numbers, default=0) + 1
    if wanted.respondent is not None:
        if wanted.respondent > new:
            hint = msg("The next one is: --respondent {n}", n=new)
            raise UsageError(msg("There is no respondent {n} in this role yet.", n=wanted.respondent), hint)
        return wanted.respondent
    if not existing:
        return new
    t = asker.screen.t
    choices = []
    for file in existing:
        state = progress_words([file], built, t)
        choices.append((str(_number(file)), t("go on as respondent {n} ({state})", n=_number(file), state=state)))
    choices.append((str(new), t("somebody else in the same role")))
    return int(asker.choose(t("Somebody has already answered in this role. Who are you"), choices))


def sit(asker: Asker, root: Path, sitting: Sitting, language: str, *, from_last: bool = False) -> bool:
    """Ask the questions until the respondent finishes.

    Args:
        from_last: Whether last period's answers are proposed, to be confirmed one by one.

    Returns:
        Whether anything was asked; False when the answers are finished and stay so.

    Raises:
        InterruptedByUserError: The person stopped; every answer given is on the disk.
        DataError: The journal is damaged.
        StorageError: It cannot be written, or somebody else is writing to it.
    """
    previous = previous_response(sitting.folder, sitting.role, sitting.number)
    shared = shared_responses(sitting.folder, sitting.built.questionnaire, sitting.role, sitting.number)
    if from_last and previous is None:
        asker.screen.show(asker.screen.t("There are no answers of an earlier period to propose."))
    save_snapshot(root, sitting.built)
    with open_journal(sitting.journal, sitting.header) as journal:
        session = Session(sitting.built.questionnaire, journal, sitting.built.askable)
        _tell_facts(session, sitting.organisation)
        if session.record.finished and not _reopened(asker, session):
            return False
        _welcome(asker, session)
        Interview(session, asker, language, previous, shared, propose=from_last).run()
    return True


def _tell_facts(session: Session, organisation: Organisation) -> None:
    for name in ("name", "number", "kind", "inhabitants"):
        value = getattr(organisation, name)
        if value is not None:
            session.fact(name, value)


def _reopened(asker: Asker, session: Session) -> bool:
    t = asker.screen.t
    chosen = asker.choose(
        t("These answers are finished. What do you want to do"),
        [("show", t("see the results")), ("reopen", t("change answers"))],
        default="show",
    )
    if chosen == "show":
        return False
    reason = ""
    while not reason:
        reason = clean_line(asker.line(t("Why are the answers opened again")))
    session.reopen(reason)
    return True


def _welcome(asker: Asker, session: Session) -> None:
    t, screen = asker.screen.t, asker.screen
    show_caveat(session.questionnaire, screen)
    scored = session.scored_steps
    done = sum(session.is_done(step) for step in scored)
    if done:
        screen.show(t("Going on: {done} of {total} questions are dealt with.", done=done, total=len(scored)))
    else:
        screen.show(t.counted("{n} question follows.", "{n} questions follow.", len(scored)))
    screen.show(t("Every answer is saved at once. Ctrl-C stops; you can go on later."))


def closing(asker: Asker, registry: Registry, sitting: Sitting) -> None:
    """Show the results over all respondents, write a workbook if wanted, and say where everything is.

    Raises:
        InterruptedByUserError: The person stopped; the answers are finished and on the disk.
        StorageError: The workbook cannot be written.
    """
    t, screen = asker.screen.t, asker.screen
    stored = read_assessment(sitting.folder)
    result = score(stored)
    show_result(result, stored.built.questionnaire, screen)
    if stored.problems:
        screen.gap()
        screen.show(problems_text(stored.problems, t))
    screen.gap()
    chosen = asker.choose(t("Write a workbook for the meeting"), [("yes", t("yes")), ("no", t("no"))], default="yes")
    files = [sitting.folder.resolve()]
    if chosen == "yes":
        from maturity.benchmark.compare import concerning
        from maturity.benchmark.dataset import read_benchmark
        from maturity.export import write_report

        path = _free(sitting.folder / f"{t('results')}-{sitting.built.questionnaire.id}-{sitting.period}.xlsx")
        known = [read_benchmark(registry.benchmark_file(name)) for name in registry.benchmarks]
        benchmarks = concerning(known, [stored.built.questionnaire])
        files.insert(0, write_report(result, stored.built, path, language=t.language, benchmarks=benchmarks).resolve())
    show_files(files, screen)


def _free(path: Path) -> Path:
    """Return `path`, or the same with a number where there is one already: somebody may have written in it."""
    candidates: Iterator[Path] = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1_000))
    return path if not path.exists() else next(candidate for candidate in candidates if not candidate.exists())
