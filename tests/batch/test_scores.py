"""What a batch gives is what each response would have got by itself, whatever the file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from maturity import score_table
from maturity.model.questionnaire import Question
from maturity.model.result import OVERALL
from tests.batch.making import BUILT, QUESTIONS, exact, survey, write_csv
from tests.helpers import maturity

ROWS = survey(40)
IDS = [*(dimension.id for dimension in BUILT.questionnaire.dimensions), OVERALL]


def scores(frame: pl.DataFrame) -> list[dict[str, float | None]]:
    return [{name: row[f"{name}.score"] for name in IDS} for row in frame.iter_rows(named=True)]


def text(question: Question, value: str, language: str) -> str:
    option = question.option(int(value))
    assert option is not None
    return option.text[language]


def in_words(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same answers as people and spreadsheets write them."""
    by_id = BUILT.questionnaire.by_id
    ways: list[Callable[[Question, str], str]] = [
        lambda question, value: value,
        lambda question, value: f" {value}.0",
        lambda question, value: f"{value},00",
        lambda question, value: text(question, value, "nb"),
        lambda question, value: text(question, value, "nn").upper(),
        lambda question, value: f"{text(question, value, 'en')} ",
    ]
    return [
        {
            "Virksomhet": row["organisation"],
            "id": row["respondent"],
            "Rolle": {"top-manager": "Virksomhetsansvarlig"}.get(row["role"], row["role"]),
            **{by_id[name].title["nb"]: ways[(at + number) % len(ways)](by_id[name], row[name]) for number, name in enumerate(QUESTIONS)},
        }
        for at, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "way", ["numbers", "words", "frame", "parquet", "jsonl", "semicolon", "tab", "bom", "cp1252", "utf-16", "xlsx", "long"]
)
def test_any_file_gives_the_exact_scores(way: str, tmp_path: Path) -> None:
    rows = in_words(ROWS) if way in ("words", "cp1252", "utf-16") else ROWS
    path = tmp_path / "responses.csv"
    table: pl.DataFrame | Path = path
    frame = pl.DataFrame(rows)
    match way:
        case "frame":
            table = frame
        case "parquet":
            table = tmp_path / "responses.parquet"
            frame.with_columns(pl.col(QUESTIONS).cast(pl.Int64)).write_parquet(table)
        case "jsonl":
            table = tmp_path / "responses.jsonl"
            frame.with_columns(pl.col(QUESTIONS).cast(pl.Int64)).write_ndjson(table)
        case "xlsx":
            table = workbook(rows, tmp_path / "responses.xlsx")
        case "long":
            write_csv([{**key(row), "question": name, "value": row[name]} for row in rows for name in QUESTIONS], path)
        case "bom":
            path.write_bytes(b"\xef\xbb\xbf" + frame.write_csv(separator=";").encode())
        case "cp1252" | "utf-16":
            path.write_bytes(frame.write_csv(separator=";").encode(way))
        case _:
            write_csv(rows, path, {"semicolon": ";", "tab": "\t"}.get(way, ","))

    found = score_table(table, BUILT)

    assert found.rejects == ()
    assert found.read == len(ROWS)
    assert scores(found.frame) == [exact(row) for row in ROWS]
    assert found.frame["role"].to_list() == [row["role"] for row in ROWS]
    assert any("cp1252" in str(note) for note in found.notes) == (way == "cp1252")


def key(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in ("organisation", "respondent", "role")}


def workbook(rows: list[dict[str, str]], path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([int(value) if value.isdecimal() else value for value in row.values()])
    book.save(path)
    return path


def test_states_are_never_read_as_numbers() -> None:
    rows = survey(6)
    words = ["dont-know", "vet ikke", "Veit ikkje", "skipped", "", "unanswered"]
    for row, word in zip(rows, words, strict=True):
        row["br.method.overall"] = word
    found = score_table(pl.DataFrame(rows), BUILT)

    assert found.rejects == ()
    assert scores(found.frame) == [exact({**row, "br.method.overall": "unanswered"}) for row in rows]
    assert found.frame["method.completeness"].to_list() == [0.75] * 6


def test_not_applicable_leaves_the_question_out_where_that_is_allowed() -> None:
    allowed = [question.id for question in BUILT.questionnaire.questions if question.not_applicable]
    never = next(name for name in QUESTIONS if name not in allowed)
    rows = survey(2)
    rows[0][allowed[0]] = "ikke relevant"
    rows[1][never] = "not-applicable"
    found = score_table(pl.DataFrame(rows), BUILT)

    assert scores(found.frame) == [exact({**rows[0], allowed[0]: "not-applicable"})]
    (reject,) = found.rejects
    assert (reject.row, reject.column) == (2, never)
    assert str(reject.problems[0]) == "This question always applies."


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".json"])
def test_every_kind_of_output_holds_the_same(suffix: str, tmp_path: Path) -> None:
    path, output = write_csv(ROWS, tmp_path / "in.csv"), tmp_path / f"out{suffix}"
    done = maturity("batch", path, "-q", "benefits-realisation", "-o", output, "--language", "en")

    assert done.returncode == 0, done.stderr
    assert "Read 40, scored 40, rejected 0." in done.stderr
    read: dict[str, Callable[[Path], pl.DataFrame]] = {".csv": pl.read_csv, ".jsonl": pl.read_ndjson, ".parquet": pl.read_parquet}
    if suffix == ".json":
        document = json.loads(output.read_text("utf-8"))
        frame = pl.DataFrame(document["responses"])
        assert (document["read"], document["scored"], document["rejected"]) == (40, 40, 0)
    else:
        frame = read[suffix](output)
    assert scores(frame) == [exact(row) for row in ROWS]
    assert sorted(found.name for found in tmp_path.iterdir()) == ["in.csv", f"out{suffix}"]


def test_norwegian_excel_gets_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path, output = write_csv(ROWS, tmp_path / "in.csv"), tmp_path / "out.csv"
    maturity("batch", path, "-q", "benefits-realisation", "-o", output, "--csv", "excel-no")

    content = output.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    first = next(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert float(first["overall.score"].replace(",", ".")) == exact(ROWS[0])[OVERALL]


def test_standard_input_to_standard_output(tmp_path: Path) -> None:
    path = write_csv(ROWS, tmp_path / "in.csv")
    done = maturity("batch", "-", "-q", "benefits-realisation", "-o", "-", stdin=path.read_text("utf-8"))

    assert len(done.stdout.splitlines()) == 41
    assert pl.read_csv(done.stdout.encode())["overall.score"].to_list() == [exact(row)[OVERALL] for row in ROWS]


def test_a_folder_of_assessments_is_a_table_too(tmp_path: Path) -> None:
    maturity("demo", "--language", "en", cwd=tmp_path)
    folder = next(tmp_path.glob("maturity-demo"))
    done = maturity("batch", folder, "-q", "benefits-realisation", "-o", tmp_path / "out.csv", "--language", "en")

    assert done.returncode == 0, done.stderr
    frame = pl.read_csv(tmp_path / "out.csv")
    assert frame["overall.score"].null_count() < frame.height


def test_a_gate_says_why_it_held_a_score_down() -> None:
    from maturity.plugin.registry import Registry
    from tests.helpers import ROOT

    built = Registry([ROOT / "plugins" / "maturity-municipality" / "maturity_municipality"], {"MATURITY_PLUGINS": "off"}).load(
        "municipality"
    )
    best = {question.id: question.options[-1].value for question in built.questionnaire.questions}
    found = score_table(pl.DataFrame([{**best, "kommune.sensitive.control": 2}, best]), built, language="nb")

    assert found.frame["overall.score"].to_list() == [2.9, 5.0]
    assert found.frame["overall.level"].to_list() == [2, 5]
    held, free = found.frame["overall.capped"].to_list()
    assert held.startswith("Den samlede skåren er høyst 2,9")
    assert free is None


def test_a_kind_of_organisation_decides_what_is_asked() -> None:
    from maturity import load_questionnaire
    from tests.helpers import ROOT

    built = load_questionnaire(ROOT / "tests" / "examples" / "valid" / "overlay")
    answers = {question.id: 5 if question.type != "yes-no" else 1 for question in built.questionnaire.questions}
    rows = [{**answers, "kind": kind, "dm.sharing.publish": 1} for kind in ("kommune", "state", "statlig virksomhet")]
    found = score_table(pl.DataFrame(rows), built)

    assert found.rejects == ()
    assert found.frame["sharing.score"].to_list() == [4.0, 5.0, 5.0]
    assert found.frame["kind"].to_list() == ["municipality", "state", "state"]
