"""The strict reader: what a file may be, and what is said where it is something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from maturity import DataError, load_questionnaire
from maturity.errors import Problem
from maturity.questionnaire.reading import MAX_BYTES, MAX_NODES, Problems, parse, read_yaml
from maturity.scoring.check import check_questionnaire
from tests.questionnaire.writing import HEAD, rating, write


def said(text: str) -> list[tuple[int | None, int | None, str]]:
    problems = Problems("file.yaml")
    parse(text, problems)
    return [(problem.line, problem.column, str(problem.message)) for problem in problems.found]


def errors(folder: Path) -> list[Problem]:
    return [problem for problem in check_questionnaire(folder) if not problem.warning]


def test_a_file_of_the_greatest_size_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    folder = write(tmp_path, rating("q.a"))
    file = folder / "questionnaire.yaml"
    content = file.read_bytes()
    file.write_bytes(content + b"#" * (MAX_BYTES - len(content)))
    assert errors(folder) == []

    file.write_bytes(content + b"#" * (MAX_BYTES - len(content) + 1))
    (problem,) = errors(folder)
    assert (problem.file, str(problem.message)) == (str(file), "The file holds 1000001 bytes; at most 1000000 are allowed.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no endless file")
def test_of_an_endless_file_only_so_much_is_read_as_may_be() -> None:
    problems = Problems("/dev/zero")

    assert read_yaml(Path("/dev/zero"), problems) is None
    assert "at most 1000000 are allowed" in str(problems.found[0].message)


def test_too_many_values_are_refused_where_they_become_too_many() -> None:
    ((line, _, message),) = said("- x\n" * MAX_NODES)

    assert (line, message) == (MAX_NODES, "The file holds more than 50000 values.")
    assert said("- x\n" * (MAX_NODES - 1)) == []


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_costs_nothing(opening: str) -> None:
    ((line, _, message),) = said(opening * 200_000)

    assert (line, message) == (1, "Values are nested more than 20 deep.")


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_make_no_difference(newline: str, mark: str, tmp_path: Path) -> None:
    folder = write(tmp_path, rating("q.a"))
    unix = load_questionnaire(folder).sha256
    file = folder / "questionnaire.yaml"
    file.write_bytes((mark + (HEAD + rating("q.a")).replace("\n", newline)).encode())
    assert load_questionnaire(folder).sha256 == unix

    file.write_bytes((mark + (HEAD + rating("q.a")).replace("\n", newline).replace("version: 1.0.0", "version: 1")).encode())
    (problem,) = errors(folder)
    assert (problem.line, problem.column) == (3, 10)


def test_letters_put_together_from_two_characters_are_the_same_letters(tmp_path: Path) -> None:
    """A Mac writes å as a and a ring."""
    folder = write(tmp_path, rating("q.a"), head=HEAD.replace("title: Small", "title: Sma\u030a"))

    assert load_questionnaire(folder).questionnaire.title["en"] == "Små"


def test_what_cannot_be_seen_hides_no_other_error(tmp_path: Path) -> None:
    folder = write(tmp_path, rating("q.a"), head=HEAD.replace("title: Small", "title: Sm\u200ball").replace("draft", "final"))

    assert [(problem.line, str(problem.message)) for problem in errors(folder)] == [
        (4, "Found “final”; expected one of: draft, published, withdrawn."),
        (7, "The character U+200B is not allowed."),
    ]


def test_what_was_found_is_quoted_no_longer_than_a_reader_reads(tmp_path: Path) -> None:
    folder = write(tmp_path, rating("q.a"), head=HEAD.replace("1.0.0", "9" * 10_000).replace("id: small", "id: " + "Å" * 10_000))

    assert all(len(str(problem.message)) < 200 for problem in errors(folder))


def test_thousands_of_unknown_names_cost_little(tmp_path: Path) -> None:
    """A guess for each of them would take minutes."""
    unknown = "".join(f"unknown{n}: x\n" for n in range(3_000))
    folder = write(tmp_path, rating("q.a"), head=HEAD.replace("dimensions:", f"{unknown}dimensions:"))

    assert len(errors(folder)) == 3_000


def test_errors_of_every_file_come_at_once_and_in_order(tmp_path: Path) -> None:
    folder = write(tmp_path, rating("q.a") + rating("q.a"), head=HEAD.replace("[en]", "[en, nb, nn]").replace("draft", "final"))
    (folder / "nb.yaml").write_text("texts: 1\nlanguage: 2\n")
    (folder / "nn.yaml").write_text("a: [")
    with pytest.raises(DataError) as raised:
        load_questionnaire(folder)

    places = [(Path(problem.file or "").name, problem.line) for problem in raised.value.problems]
    assert places == sorted(places, key=lambda place: (["questionnaire.yaml", "nb.yaml", "nn.yaml"].index(place[0]), place[1]))
    assert {file for file, _ in places} == {"questionnaire.yaml", "nb.yaml", "nn.yaml"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: 'a\n", (1, 8, "This quotation mark is never closed.")),
        ("title: [a, b\nid: x\n", (2, 3, "Expected a comma or “]”.")),
        ("title: ? a\n", (1, 8, "A text cannot begin with “? ”.")),
        ("title: - a\n", (1, 8, "A list begins on its own line, and no text begins with “- ”.")),
        ("title: & a\n", (1, 8, "A text cannot begin with “&”.")),
        ("- a\nb: c\n", (2, 1, "Expected a hyphen, as before the other items of the list.")),
        ("a: [\n", (2, 1, "Expected a value.")),
        ("  a: b\nc: d\n", (2, 1, "Nothing more was expected here.")),
        ("a: b\n\tc: d\n", (2, 1, "A tab cannot indent a line.")),
        ("%FOO\na: b\n", (1, 5, "This is not YAML: found unknown directive name.")),
    ],
)
def test_what_is_no_yaml_is_explained(text: str, problem: tuple[int, int, str]) -> None:
    assert said(text) == [problem]


def test_what_ends_with_a_comment_keeps_its_line_and_column() -> None:
    problems = Problems("file.yaml")
    root = parse("a: # nothing\nb: one # two\nc: 'x # y'\nd: z#\n", problems)

    assert root is not None
    assert [(value.text, value.comment, value.line, value.column) for _, value in root.entries] == [
        ("", True, 1, 3),
        ("one", True, 2, 4),
        ("x # y", False, 3, 4),
        ("z#", False, 4, 4),
    ]
