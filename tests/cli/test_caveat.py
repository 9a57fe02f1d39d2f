"""A draft says so wherever its title or a score stands."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import succeeds
from tests.helpers import ROOT, maturity

SECURITY = ROOT / "plugins" / "maturity-security" / "maturity_security"
SAID = {
    "en": "Draft: the publisher has not checked and approved this questionnaire yet.",
    "nb": "Utkast: Utgiveren har ikke kontrollert og godkjent spørreskjemaet ennå.",
    "nn": "Utkast: Utgivaren har ikkje kontrollert og godkjent spørjeskjemaet enno.",
}
ANSWERS = {
    "security.direction.mgmt": 3,
    "security.direction.roles": 3,
    "security.assess.systematic": 3,
    "security.treat.measures": 2,
    "security.detect.monitoring": 4,
    "security.detect.incidents": 3,
    "security.measure.audit": 3,
    "security.culture.training": 4,
    "security.communication.support": 3,
    "security.bm.support": 4,
}


def answers(folder: Path, period: str = "2026", questionnaire: str = "security", role: str = "digitalisation-manager") -> Path:
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": questionnaire},
        "organisation": {"name": "Fjordvik kommune", "kind": "municipality"},
        "period": period,
        "respondents": [{"role": role, "answers": ANSWERS if questionnaire == "security" else {}}],
    }
    path = folder / f"{questionnaire}-{period}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def draft(*arguments: str | Path) -> str:
    return succeeds(*arguments, "--path", SECURITY)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", SAID)
def test_every_screen_says_it_in_the_readers_language(tmp_path: Path, language: str) -> None:
    path, before = answers(tmp_path), answers(tmp_path, "2025")
    commands: list[tuple[str | Path, ...]] = [
        ("score", path),
        ("score", path, answers(tmp_path, questionnaire="benefits-realisation", role="top-manager")),
        ("explain", path),
        ("explain", path, "treat"),
        ("compare", path),
        ("compare", before, path),
        ("questionnaire", "show", "security"),
    ]
    for command in commands:
        assert SAID[language] in plain(draft(*command, "--language", language)), command


def test_it_is_said_once_in_a_result(tmp_path: Path) -> None:
    assert plain(draft("score", answers(tmp_path))).count("Draft:") == 1


def test_the_list_names_it_and_only_it() -> None:
    lines = draft("questionnaire", "list", "--language", "nb").splitlines()

    assert [line.split(":")[0] for line in lines if "(utkast)" in line] == ["security 1.0.0 (utkast)"]
    assert len(lines) == 5


def test_documents_for_programs_carry_the_status_and_are_read_back(tmp_path: Path) -> None:
    path = answers(tmp_path)
    result = json.loads(draft("score", path, "--format", "json"))
    stored = tmp_path / "result.json"
    stored.write_text(json.dumps(result), encoding="utf-8")

    assert result["questionnaire"]["status"] == "draft"
    assert json.loads(draft("score", stored, "--format", "json")) == result
    assert json.loads(draft("explain", path, "--format", "json"))["questionnaire"]["status"] == "draft"
    assert json.loads(draft("compare", path, "--format", "json"))["assessments"][0]["questionnaire_status"] == "draft"
    rows = list(csv.DictReader(io.StringIO(draft("score", path, "--format", "csv"))))
    assert {row["questionnaire_status"] for row in rows} == {"draft"}


def test_every_sheet_of_the_workbook_says_it_first(tmp_path: Path) -> None:
    output = tmp_path / "report.xlsx"
    done = maturity("report", answers(tmp_path), "-o", output, "--language", "nb", "--path", SECURITY)

    assert done.returncode == 0, done.stderr
    for sheet in load_workbook(output).worksheets:
        assert SAID["nb"] in str(sheet["A1"].value), sheet.title
        assert (header := sheet.oddHeader) is not None and header.center is not None
        assert str(header.center.text).startswith("Utkast: "), sheet.title


def test_a_batch_says_it_on_screen_in_each_row_and_in_the_workbook(tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    names = [name for name in ANSWERS if ".bm." not in name]
    rows = [",".join([f"Kommune {number}", *(str(1 + (number + at) % 5) for at in range(len(names)))]) for number in range(6)]
    table.write_text("\n".join([",".join(["organisation", *names]), *rows]) + "\n", encoding="utf-8")
    for name in ("scores.csv", "scores.json", "scores.xlsx"):
        done = maturity("batch", table, "-q", "security", "--path", SECURITY, "-o", tmp_path / name, "--language", "nb")
        assert done.returncode == 0, done.stderr
        assert SAID["nb"] in plain(done.stderr)

    scores = list(csv.DictReader(io.StringIO((tmp_path / "scores.csv").read_text("utf-8"))))
    assert {row["questionnaire_status"] for row in scores} == {"draft"}
    assert json.loads((tmp_path / "scores.json").read_text("utf-8"))["questionnaire"]["status"] == "draft"
    read_me = load_workbook(tmp_path / "scores.xlsx").worksheets[0]
    assert any(SAID["nb"] in str(cell.value) for row in read_me.iter_rows() for cell in row)


def test_a_published_questionnaire_has_nothing_to_say(tmp_path: Path) -> None:
    path = answers(tmp_path, questionnaire="benefits-realisation", role="top-manager")

    assert "Draft" not in succeeds("score", path)
    assert "status" not in json.loads(succeeds("score", path, "--format", "json"))["questionnaire"]
