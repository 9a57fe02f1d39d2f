"""Every word on the screen comes from the catalogue or from the questionnaire.

Both speak in Cyrillic letters here, so that a Latin one is a word that was written past the catalogue.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from maturity import load_questionnaire, open_assessment, score
from maturity.assessment.journal import Header, open_journal
from maturity.assessment.session import Session
from maturity.assessment.store import assessment_folder, journal_path, save_snapshot
from maturity.export.xlsx.book import Book
from maturity.export.xlsx.report import Report
from maturity.export.xlsx.workbook import build
from maturity.scoring.engine import Built
from maturity.text import Catalogue
from maturity.ui.commands import Command, spelling
from maturity.ui.explain import show_explanation
from maturity.ui.interview import Interview
from maturity.ui.questionnaire import show_questionnaire
from maturity.ui.render import show_files, show_result
from maturity.ui.terminal import Screen, screen
from tests import catalogues

QUESTIONNAIRE = """\
format: maturity/questionnaire/1
id: proba
version: 1.0.0
status: published
source_language: en
languages: [en]
title: Проба
summary: Что это такое.
licence: Ж
sources: {aa: Книга}
roles: {bb: Глава, cc: Секретарь}
levels: [{value: 1, label: Нет}, {value: 2, label: Мало}, {value: 3, label: Много}]
scales: {dd: {options: [{value: 1, text: Мало}, {value: 2, text: Средне}, {value: 3, text: Много}]}}
scoring: {dimension: {rule: mean}, overall: {rule: mean, min_completeness: 1/2}}
dimensions:
  - id: ee
    title: Первое
    questions:
      - {id: ee.1, type: rating, scale: dd, title: Один, text: Как один?, help: Помощь., not_applicable: {allowed: true, guidance: Никогда.}}
      - {id: ee.2, type: rating, scale: dd, title: Два, text: Как два?, reversed: true, weight: 2}
      - {id: ee.3, type: rating, scale: dd, title: Три, text: Как три?, improvement: [{from: 1, text: Иди вперёд.}]}
  - id: ff
    title: Второе
    scoring: {rule: weighted-mean, min_completeness: 1}
    questions:
      - {id: ff.1, type: rating, scale: dd, title: Четыре, text: Как четыре?, weight: 2}
      - {id: ff.2, type: rating, scale: dd, title: Пять, text: Как пять?}
  - id: gg
    title: Третье
    scoring: {rule: minimum}
    questions:
      - {id: gg.1, type: rating, scale: dd, title: Шесть, text: Как шесть?, not_applicable: {allowed: true}}
comparison_items:
  - {id: hh.1, type: rating, scale: dd, title: Семь, text: Как семь?}
"""

_CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувшьыз")


class Elsewhere(gettext.NullTranslations):
    """A language that has a translation of everything."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(\{\w+\})", message)
        return "".join(part if part.startswith("{") else part.lower().translate(_CYRILLIC) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


T = Catalogue("nb", Elsewhere())


class Script:
    """Somebody who has decided beforehand what to type; prompts and choices are written to the screen."""

    def __init__(self, screen: Screen, typed: Sequence[str]) -> None:
        self.screen = screen
        self.typed = list(typed)

    def line(self, prompt: str, *, default: str = "", steps: Sequence[str] = ()) -> str:
        self.screen.show(f"{prompt} {default} {' '.join(steps)}")
        return self.typed.pop(0)

    def choose(self, prompt: str, choices: Sequence[tuple[str, str]], *, default: str | None = None) -> str:
        self.screen.show(prompt, *(label for _, label in choices))
        return default or choices[0][0]


@pytest.fixture
def shown() -> StringIO:
    return StringIO()


@pytest.fixture(params=[80, 40])
def display(request: pytest.FixtureRequest, shown: StringIO) -> Screen:
    """A screen with a table and one without."""
    found = screen(T, file=shown)
    found.console.width = request.param
    return found


@pytest.fixture
def built(tmp_path: Path) -> Built:
    folder = tmp_path / "proba"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    return load_questionnaire(str(folder))


def latin(text: str) -> set[str]:
    """Return the Latin words in what was shown, without the ids of the questionnaire."""
    return set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\b(proba|bb|cc|[efgh]{2}\.\d)\b", "", text)))


def typed(command: Command, rest: str = "") -> str:
    return f"{spelling(command, T)[0]} {rest}".strip()


def interview(built: Built, folder: Path, role: str, answers: Sequence[str], display: Screen) -> None:
    """Answer as one respondent, in the order of the questions; what is asked goes to the screen."""
    header = Header(assessment="x/2026/proba", period="2026", questionnaire=built.reference, role=role, number=1)
    with open_journal(journal_path(folder, role, 1), header) as journal:
        session = Session(built.questionnaire, journal)
        session.fact("name", "Город")
        script = Script(display, answers)
        Interview(session, script, "en").run()
        assert script.typed == []


def test_an_interview_and_its_results(built: Built, tmp_path: Path, shown: StringIO, display: Screen) -> None:
    save_snapshot(tmp_path, built)
    folder = assessment_folder(tmp_path, "Город", "2026", "proba")
    chief = [
        *(typed(Command.BACK), "99", typed(Command.HELP), typed(Command.COMMENT, "слово"), typed(Command.EVIDENCE, "лист")),
        *(typed(Command.COMMENT), "-", typed(Command.EVIDENCE), "-"),
        # Not applicable without a reason, so the question comes again; then with one.
        *(typed(Command.NOT_APPLICABLE), "", typed(Command.NOT_APPLICABLE), "потому"),
        *(typed(Command.NOT_APPLICABLE), "3", "1", "9", "3"),
        *(typed(Command.DONT_KNOW), typed(Command.SKIP), "", "2", ""),
        *("9", typed(Command.SKIP), "77", "4", "1", typed(Command.FINISH)),
    ]
    interview(built, folder, "bb", chief, display)
    interview(built, folder, "cc", ["1", "2", "1", "", "3", "1", "2", "3", "", "", "2", typed(Command.FINISH)], display)
    stored = open_assessment(folder)
    result = score(stored)
    show_result(result, built.questionnaire, display)
    show_explanation(stored, result, ["ee", "ff", "gg", "overall"], display)
    show_files([], display)
    assert "овералл" in shown.getvalue()
    assert latin(shown.getvalue()) == set()


def test_a_workbook(built: Built) -> None:
    answers: dict[str, int | str] = {"ee.1": 1, "ee.2": 2, "ee.3": "dont-know", "ff.1": "skipped", "ff.2": 3, "gg.1": 3}
    workbook, charts = build(Book((Report(built.questionnaire, score(answers, built), T),), T))
    texts = [str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts += [sheet.title for sheet in workbook] + [words for _, words in charts]
    footers = [footer for sheet in workbook if (footer := sheet.oddFooter)]
    texts += [str(part.text) for footer in footers for part in (footer.left, footer.center, footer.right)]
    assert "сцоре" in texts
    # Names of the tool and of the scoring rules, and fingerprints.
    names = r"\b(maturity|mean|weighted-mean|minimum|sha256 [0-9a-f]{64})\b"
    assert latin(re.sub(names, "", " · ".join(texts))) == set()


def test_a_questionnaire_to_read_through(built: Built, shown: StringIO, display: Screen) -> None:
    show_questionnaire(built.questionnaire, display)
    assert "Как семь?" in shown.getvalue()
    assert latin(shown.getvalue()) == set()


#: What puts text before a person, and how many of its arguments are text.
SHOWS = {"say": 1, "print": 9, "show": 9, "line": 1, "choose": 1, "text": 3, "Text": 1, "Block": 1, "paragraph": 1, "_paragraph": 1}
SHOWS |= {"UsageError": 2, "DataError": 3, "StorageError": 2, "PluginError": 2, "Problem": 0, "problem": 9, "Reply": 9}
#: Asked before the language is known, so it is in two.
BEFORE_THE_LANGUAGE = {"Språk / Language"}


def _literal(node: ast.expr) -> str:
    """Return what stands literally in an argument: the text itself, or the fixed parts of one that is put together."""
    if isinstance(node, ast.BinOp):
        return _literal(node.left) + _literal(node.right)
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def test_no_words_are_shown_past_the_catalogue() -> None:
    """The rest, which no questionnaire here reaches: words written directly where something is shown or raised."""
    found = []
    for path in sorted(catalogues.PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            # What click itself says, like the help of the commands, stays English.
            if not isinstance(node, ast.Call) or ast.unparse(node.func).startswith("click."):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            arguments = [*node.args[: SHOWS.get(name, 0)], *(word.value for word in node.keywords if word.arg in ("message", "hint"))]
            texts = [text for argument in arguments if re.search("[^\\W\\d_]{2}", text := _literal(argument))]
            found += [f"{path.relative_to(catalogues.PACKAGE)}:{node.lineno} {text}" for text in texts if text not in BEFORE_THE_LANGUAGE]
    assert found == []
