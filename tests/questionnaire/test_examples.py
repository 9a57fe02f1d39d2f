"""Questionnaires that are right and questionnaires that are wrong, as their authors meet them: found by folder, checked by the command.

After changing a message on purpose, ``python -m tests.questionnaire.test_examples`` writes the expected messages anew; read them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from maturity.questionnaire.catalog import shipped
from maturity.questionnaire.reading import Node, Problems, read_yaml
from maturity.scoring.check import check_questionnaire
from tests import schemas
from tests.helpers import ROOT, maturity

EXAMPLES = ROOT / "tests" / "examples"
VALID = sorted(path for path in (EXAMPLES / "valid").iterdir() if path.is_dir())
INVALID = sorted(path for path in (EXAMPLES / "invalid").iterdir() if path.is_dir())

#: Wrong in ways that only the toolkit can see: a schema knows nothing of names, order, hashes or text that is no data.
_BEYOND_A_SCHEMA = (
    "anchors-aliases-tags",
    "duplicate-keys",
    "empty",
    "escaped-control-character",
    "gate-without-key",
    "ids",
    "ids-of-other-texts",
    "improvement",
    "invisible-characters",
    "no-translation-file",
    "not-ascending",
    "not-utf8",
    "not-yaml",
    "only-a-comment",
    "overlay-languages",
    "overlay-names",
    "overlay-version",
    "question-types",
    "rule-parameters",
    "tabs",
    "translations",
    "two-documents",
    "unknown-names",
)


def messages(folder: Path) -> str:
    done = maturity("questionnaire", "check", ".", "--language", "en", cwd=folder)
    assert done.returncode == 3, done
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("folder", INVALID, ids=lambda path: path.name)
def test_every_error_is_named_at_once(folder: Path) -> None:
    assert messages(folder) == (folder / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("folder", VALID, ids=lambda path: path.name)
def test_what_is_right_has_no_errors(folder: Path) -> None:
    assert [problem for problem in check_questionnaire(folder) if not problem.warning] == []


def test_strings_stay_strings() -> None:
    from maturity import load_questionnaire

    questionnaire = load_questionnaire(EXAMPLES / "valid" / "strings-stay-strings").questionnaire

    question = next(questionnaire.questions)
    assert (questionnaire.title["nb"], questionnaire.summary["nb"]) == ("no", "12:30")
    assert (question.title["nb"], question.text["nb"]) == ("1.10", "yes")


@pytest.mark.parametrize("name", sorted(schemas.FORMS))
def test_the_schemas_are_those_of_the_format(name: str) -> None:
    assert (schemas.FOLDER / name).read_text("utf-8") == schemas.content(name)
    jsonschema.Draft202012Validator.check_schema(json.loads(schemas.content(name)))


@pytest.mark.parametrize("folder", shipped().values(), ids=lambda path: path.name)
def test_editors_find_the_schema(folder: Path) -> None:
    for file in folder.glob("*.yaml"):
        first = file.read_text("utf-8").splitlines()[0]
        name = "questionnaire-1.json" if file.name == "questionnaire.yaml" else "translation-1.json"
        assert first.startswith("# yaml-language-server: $schema=")
        assert (folder / first.partition("=")[2]).resolve() == schemas.FOLDER / name


def plain(node: Node) -> Any:
    """Return what an editor's YAML reader makes of a node."""
    if node.kind == "list":
        return [plain(item) for item in node.items]
    if node.kind == "map":
        return {key.text: plain(value) for key, value in node.entries}
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    return int(node.text) if node.plain and node.text.lstrip("-").isdecimal() else node.text


def schema_of(folder: Path) -> str:
    overlay = b"format: maturity/overlay/1" in (folder / "questionnaire.yaml").read_bytes()
    return "overlay-1.json" if overlay else "questionnaire-1.json"


def schema_errors(file: Path, schema: str) -> list[str]:
    node = read_yaml(file, Problems(str(file)))
    assert node is not None
    validator = jsonschema.Draft202012Validator(json.loads((schemas.FOLDER / schema).read_text("utf-8")))
    return [error.message for error in validator.iter_errors(plain(node))]


@pytest.mark.parametrize("folder", [*VALID, *shipped().values()], ids=lambda path: path.name)
def test_editors_accept_what_is_right(folder: Path) -> None:
    assert schema_errors(folder / "questionnaire.yaml", schema_of(folder)) == []
    for translation in folder.glob("n?.yaml"):
        assert schema_errors(translation, "translation-1.json") == []


@pytest.mark.parametrize("folder", [path for path in INVALID if path.name not in _BEYOND_A_SCHEMA], ids=lambda path: path.name)
def test_editors_refuse_what_has_the_wrong_form(folder: Path) -> None:
    problems = Problems("questionnaire.yaml")
    if read_yaml(folder / "questionnaire.yaml", problems) is None:
        assert problems.found
    else:
        assert schema_errors(folder / "questionnaire.yaml", schema_of(folder))


if __name__ == "__main__":
    for example in INVALID:
        (example / "expected.txt").write_text(messages(example), encoding="utf-8")
