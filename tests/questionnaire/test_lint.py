"""What an author is warned of: it can be used as it is, but should be mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from maturity.scoring.check import check_questionnaire
from tests.helpers import maturity
from tests.questionnaire.writing import HEAD, rating, write

_BETWEEN = "".join(f"  - {{value: {value}, label: Level {value}}}\n" for value in (2, 3, 4))
NAMED = HEAD.replace("  - {value: 5, label", f"{_BETWEEN}  - {{value: 5, label")


def statements(*texts: str, name: str = "q.a", text: str = "Which?", more: str = "") -> str:
    options = "".join(f"          - {{value: {value}, text: '{option}'}}\n" for value, option in enumerate(texts, 1))
    return f"      - id: {name}\n        type: statements\n        title: A\n        text: '{text}'\n{more}        options:\n{options}"


FIVE = ("Not at all.", "A little.", "Somewhat.", "Mostly.", "Fully.")


def warnings(folder: Path) -> list[tuple[int | None, str]]:
    found = check_questionnaire(folder)
    assert all(problem.warning for problem in found)
    return [(problem.line, str(problem.message)) for problem in found]


def test_nothing_is_said_about_what_is_well(tmp_path: Path) -> None:
    assert warnings(write(tmp_path, statements(*FIVE), head=NAMED)) == []


@pytest.mark.parametrize(
    ("questions", "line", "said"),
    [
        (statements(*FIVE, text="W" * 161), 35, "“q.a.text” has 161 characters; it reads well up to 160."),
        (statements(*FIVE[:4], "All of it, and everybody knows it."), 41, "“q.a.option.5” may make two claims"),
        (statements(*FIVE[:4], "not at ALL."), 41, "“q.a.option.5” says the same as “q.a.option.1”."),
        (statements(*(f"{'word ' * 58}{n}" for n in range(5))), 35, "“q.a” needs 28 lines on a screen of 80 columns; there are 24."),
        ("      - {id: q.a, type: rating, scale: five, title: A, text: What #now?\n        }\n", 32, "What follows “#” after this text"),
    ],
)
def test_a_warning_has_its_line(questions: str, line: int, said: str, tmp_path: Path) -> None:
    found = warnings(write(tmp_path, questions, head=NAMED))

    assert [at for at, message in found if message.startswith(said)] == [line], found


def test_printed_wording_is_left_alone(tmp_path: Path) -> None:
    long = statements(*FIVE[:4], f"All of it, and everybody knows it: {'W' * 161}", text="W" * 161, more="        printed: true\n")
    folder = write(tmp_path, long, head=NAMED)

    assert warnings(folder) == []


def test_a_comment_behind_a_key_or_a_quoted_text_is_no_mistake(tmp_path: Path) -> None:
    head = NAMED.replace("id: small", "id: small # never changed").replace("title: Small", "title: 'Small' # short")

    assert warnings(write(tmp_path, rating("q.a") + "# the end\n", head=head)) == []


def test_translations_are_looked_at_too(tmp_path: Path) -> None:
    folder = write(tmp_path, rating("q.a"), head=NAMED.replace("[en]", "[en, nb]"))
    texts = [problem for problem in check_questionnaire(folder) if not problem.warning]
    assert len(texts) == 1
    (folder / "nb.yaml").write_text("format: maturity/translation/1\nquestionnaire: small\nlanguage: nb\ntexts: {}\n", encoding="utf-8")
    entries = [str(problem.hint).partition("“texts”: ")[2] for problem in check_questionnaire(folder)]
    lines = "".join(
        f"  {entry.replace('…', 'L' * 61 if entry.startswith('dimension') else f'Tekst {n}')}\n" for n, entry in enumerate(entries)
    )
    (folder / "nb.yaml").write_text(
        f"format: maturity/translation/1\nquestionnaire: small\nlanguage: nb\ntexts:\n{lines}", encoding="utf-8"
    )

    (problem,) = check_questionnaire(folder)
    assert Path(problem.file or "").name == "nb.yaml"
    assert problem.warning
    assert str(problem.message) == "“dimension.one.title” has 61 characters; it reads well up to 60."


def test_scores_that_no_level_names_and_scales_that_do_not_match(tmp_path: Path) -> None:
    head = NAMED.replace("  - {value: 1, label: Low}\n", "")
    yes_no = "      - {id: q.b, type: yes-no, title: B, text: Is it?}\n"
    found = warnings(write(tmp_path, rating("q.a") + yes_no, head=head))

    assert (28, "The questions of “one” are on different scales (0–1, 1–5), so their mean says little.") in found
    assert any(message.startswith("The score “one” can be from ") and line == 28 for line, message in found)


def test_warnings_fail_only_under_strict(tmp_path: Path) -> None:
    folder = write(tmp_path, statements(*FIVE, text="W" * 161), head=NAMED)

    done = maturity("questionnaire", "check", folder)
    assert (done.returncode, done.stderr) == (0, "0 errors, 1 warning.\n")
    assert done.stdout == f"{folder / 'questionnaire.yaml'}:35:15: Warning: “q.a.text” has 161 characters; it reads well up to 160.\n"
    assert maturity("questionnaire", "check", folder, "--strict").returncode == 4


def test_strict_does_not_hide_errors(tmp_path: Path) -> None:
    folder = write(tmp_path, statements(*FIVE, text="W" * 161), head=NAMED.replace("draft", "final"))

    assert maturity("questionnaire", "check", folder, "--strict").returncode == 3


def test_warnings_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Those of the texts and those of the scoring are mixed."""
    opened = rating("q.b", "ask_if: {question: q.a, at_least: 3}").replace("How much?", "W" * 161)
    lines = [
        line for line, _ in warnings(write(tmp_path, rating("q.a").replace("How much?", "W" * 161) + opened + rating("q.c"), head=NAMED))
    ]

    assert len(lines) > 3
    assert lines == sorted(lines, key=lambda line: line or 0)
