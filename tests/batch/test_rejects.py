"""Rows that cannot be scored: exactly those with something wrong, each named with place, found, allowed and the row as it was."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import polars as pl
import pytest

from maturity import DataError, score_table
from maturity.batch.mapping import MappingFile
from tests.batch.making import BUILT, QUESTIONS, survey, write_csv
from tests.helpers import maturity

BATCH = ["batch", "-q", "benefits-realisation", "--language", "en"]

#: What a cell can hold that is no answer.
WRONG = ["6", "0", "-1", "3.5", "3,5", "tre", "1e3", "NaN", "=1+1", "4 eller 5", "x" * 500, "1\u202e2", "5%"]


@pytest.mark.parametrize("seed", range(5))
def test_exactly_the_planted_errors_are_rejected(seed: int, tmp_path: Path) -> None:
    rows, random = survey(400, seed), Random(seed)
    planted = {}
    for at in random.sample(range(400), 30):
        name = random.choice(QUESTIONS)
        rows[at][name] = random.choice(WRONG)
        planted[at + 1] = (name, rows[at][name])
    wrong_role = next(at for at in range(400) if at + 1 not in planted)
    rows[wrong_role]["role"] = "sjefen"
    planted[wrong_role + 1] = ("role", "sjefen")
    path = write_csv(rows, tmp_path / "in.csv")
    done = maturity(*BATCH, path, "-o", tmp_path / "out.csv", "--rejects", tmp_path / "rejects.csv")

    assert done.returncode == 3
    assert "Read 400, scored 369, rejected 31." in done.stderr
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert {int(row["row"]): (row["column"], row["found"]) for row in rejects} == planted
    for row in rejects:
        assert row["reason"]
        assert {name: row[name] for name in rows[0]} == rows[int(row["row"]) - 1]
    scored = pl.read_csv(tmp_path / "out.csv")["respondent"].to_list()
    assert scored == [row["respondent"] for at, row in enumerate(rows, 1) if at not in planted]


def test_two_rows_of_one_name_are_both_rejected() -> None:
    rows = survey(10)
    rows[7] = {**rows[7], "respondent": rows[3]["respondent"], "organisation": rows[3]["organisation"], "role": rows[3]["role"]}
    found = score_table(pl.DataFrame(rows), BUILT)

    assert [reject.row for reject in found.rejects] == [4, 8]
    assert "stands in 2 rows; which of them counts is not known." in str(found.rejects[0].problems[0])
    assert found.frame.height == 8


def test_a_row_may_share_its_organisation_where_rows_have_no_name() -> None:
    rows = [{name: value for name, value in row.items() if name != "respondent"} for row in survey(4)]
    found = score_table(pl.DataFrame([*rows, *rows]), BUILT)

    assert found.rejects == ()
    assert found.frame.height == 8


def lines(rows: int = 4) -> list[str]:
    return pl.DataFrame(survey(rows)).write_csv().splitlines()


@pytest.mark.parametrize(
    ("spoil", "row", "said"),
    [
        (lambda found: [*found[:2], found[2] + ",9", *found[3:]], 2, "The row has 17 columns; expected 16."),
        (lambda found: [*found[:2], "Kommune 1,r1", *found[3:]], 2, "The row has 2 columns; expected 16."),
        (lambda found: [*found, "x"], 5, "The row has 1 columns; expected 16."),
        (lambda found: [*found[:3], found[3].replace("Kommune", "Kom\x00mune"), *found[4:]], 3, "The line holds a NUL character."),
        (lambda found: [*found, '"' + found[1]], 5, "A quotation mark is never closed."),
        (lambda found: [*found[:2], "x" * 1200000, *found[2:]], 2, "The line holds more than 1000000 bytes."),
    ],
)
def test_a_line_that_is_no_row_is_named_and_the_others_scored(spoil: object, row: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("\n".join(spoil(lines())) + "\n", encoding="utf-8")  # type: ignore[operator]
    found = score_table(path, BUILT)

    (reject,) = found.rejects
    assert (reject.row, str(reject.problems[0])) == (row, said)
    assert found.frame.height + 1 == found.read


def test_rows_after_a_refused_line_keep_their_numbers(tmp_path: Path) -> None:
    found = lines(6)
    found[2] += ",9"
    found[5] = found[5].rpartition(",")[0] + ",77"
    path = tmp_path / "in.csv"
    path.write_text("\r\n".join(found), encoding="utf-8")

    assert sorted(reject.row for reject in score_table(path, BUILT).rejects) == [2, 5]


def test_quoted_text_may_go_over_several_lines(tmp_path: Path) -> None:
    rows = [{**row, "organisation": 'Kommune\n"Fjord", vest'} for row in survey(3)]
    found = score_table(write_csv(rows, tmp_path / "in.csv"), BUILT)

    assert found.rejects == ()
    assert found.frame["organisation"].to_list() == ['Kommune\n"Fjord", vest'] * 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"organisation,br.method.overall\n", "The file has a heading and no rows."),
        (b"a,b\n1,2\n", "No column is a question of"),
        (b"br.method.overall,BR.METHOD.OVERALL\n1,2\n", "say br.method.overall"),
        (b",".join(f"c{number}".encode() for number in range(20_000)) + b"\n1\n", "at most 10000 are allowed"),
    ],
)
def test_a_file_that_is_no_table_of_answers_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    done = maturity(*BATCH, path, "-o", tmp_path / "out.csv")

    assert done.returncode == 3
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(("suffix", "content"), [(".parquet", b"PAR1"), (".xlsx", b"PK\x03\x04"), (".jsonl", b"{not json"), (".xlsx", b"")])
def test_a_damaged_file_is_refused(suffix: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"in{suffix}"
    path.write_bytes(content)
    done = maturity(*BATCH, path, "-o", tmp_path / "out.csv")

    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr


def test_thousands_of_columns_beside_the_questions_are_ignored_and_counted() -> None:
    frame = pl.DataFrame([{**row, **{f"c{number}": "x" for number in range(5_000)}} for row in survey(3)])
    found = score_table(frame, BUILT)

    assert found.frame.height == 3
    assert "5000 columns are ignored" in str(found.notes[0])
    assert len(str(found.notes[0])) < 300


def test_ignored_and_missing_columns_are_said_once_with_the_nearest_question() -> None:
    rows = [{name.replace("br.method.overall", "br.metod.overall"): value for name, value in row.items()} for row in survey(3)]
    said = " ".join(map(str, score_table(pl.DataFrame(rows), BUILT).notes))

    assert "1 column is ignored: br.metod.overall." in said
    assert "Perhaps meant: br.metod.overall → br.method.overall." in said
    assert "1 question has no column and counts as not answered: br.method.overall." in said


def test_answers_to_another_version_are_rejected() -> None:
    rows = [{**row, "questionnaire_version": version} for row, version in zip(survey(3), ["1.0.0", "2.0.0", "1.4.2"], strict=True)]
    found = score_table(pl.DataFrame(rows), BUILT)

    assert [reject.row for reject in found.rejects] == [2]
    assert "version 2.0.0" in str(found.rejects[0].problems[0])


def test_a_word_that_comes_late_is_understood() -> None:
    """Words are learned from the first rows; a new one in the last row sends the table round again, and is no reject."""
    rows = survey(6_000)
    rows[-1]["br.method.overall"] = " 4,0 "
    rows[-2]["br.method.overall"] = "seks"
    found = score_table(pl.DataFrame(rows), BUILT)

    assert [reject.row for reject in found.rejects] == [5_999]
    assert found.frame.height == 5_999


def test_a_mapping_file_renames_and_recodes(tmp_path: Path) -> None:
    rows = [{"Spm 1" if name == "br.method.overall" else name: value for name, value in row.items()} for row in survey(3)]
    rows[0]["Spm 1"] = "Helt enig"
    path = write_csv(rows, tmp_path / "in.csv")
    (tmp_path / "map.yaml").write_text(
        'format: maturity/mapping/1\ncolumns: {"Spm 1": br.method.overall}\nvalues: {br.method.overall: {"Helt enig": "5"}}\n',
        encoding="utf-8",
    )
    done = maturity(*BATCH, path, "-o", tmp_path / "out.csv", "--mapping", tmp_path / "map.yaml")

    assert done.returncode == 0, done.stderr
    direct = score_table(pl.DataFrame([{**row, "br.method.overall": row.pop("Spm 1").replace("Helt enig", "5")} for row in rows]), BUILT)
    assert pl.read_csv(tmp_path / "out.csv")["method.score"].to_list() == direct.frame["method.score"].to_list()


def test_the_draft_of_a_mapping_file_can_be_used_as_it_is(tmp_path: Path) -> None:
    rows = survey(5)
    rows[1]["br.method.overall"] = "ja da"
    path = write_csv([{**row, "kommentar": 'med "hermeteikn": og \\'} for row in rows], tmp_path / "in.csv")
    done = maturity(*BATCH, path, "--check", "-o", tmp_path / "map.yaml")

    assert done.returncode == 3
    assert "br.method.overall · Work with benefits realisation, not understood: “ja da”" in done.stdout
    assert "4 rows would be scored, 1 rejected." in done.stdout
    draft = (tmp_path / "map.yaml").read_text("utf-8")
    assert '"ja da": ' in draft
    again = maturity(*BATCH, path, "-o", tmp_path / "out.csv", "--mapping", tmp_path / "map.yaml")
    assert "Read 5, scored 4, rejected 1." in again.stderr


def test_a_column_that_cannot_be_answers_is_refused_as_a_whole() -> None:
    frame = pl.DataFrame({"br.method.overall": [f"text {number}" for number in range(100_001)]})

    with pytest.raises(DataError, match="holds 100001 different texts"):
        score_table(frame, BUILT, mapping=MappingFile())


def test_a_wrong_suffix_is_said_before_anything_is_written(tmp_path: Path) -> None:
    path = write_csv(survey(10), tmp_path / "in.csv")
    done = maturity(*BATCH, path, "-o", tmp_path / "missing" / "out.txt")

    assert done.returncode == 2
    assert [found.name for found in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_what_stood_there(sign: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("before", encoding="utf-8")
    words = [sys.executable, "-m", "maturity", *BATCH, "-", "-o", str(tmp_path / "out.csv")]

    def listening() -> None:
        # A shell that runs the tests in the background lets its children ignore Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=listening) as process:  # noqa: PLW1509
        assert process.stdin is not None
        process.stdin.write(pl.DataFrame(survey(10)).write_csv().encode())
        process.stdin.flush()
        time.sleep(1)
        process.send_signal(sign)
        assert process.wait(20) in (130, -sign)

    assert (tmp_path / "out.csv").read_text("utf-8") == "before"
    assert [found.name for found in tmp_path.iterdir()] == ["out.csv"]


def test_numbers_of_organisations_are_checked_and_name_them() -> None:
    """974 760 673 is the register's own number; a wrong digit breaks the check, and a municipality number is checked by form only."""
    numbers = ["974760673", "974 760 673", "974760674", "97476067", "123456789"]
    rows = [{**row, "orgnr": number} for row, number in zip(survey(5), numbers, strict=True)]
    for row in rows:
        del row["organisation"]
    found = score_table(pl.DataFrame(rows), BUILT)

    assert [reject.row for reject in found.rejects] == [3, 4, 5]
    assert "nine digits, of which the last checks the others" in str(found.rejects[0].problems[0])
    assert found.frame["organisation"].to_list() == ["974760673", "974 760 673"]

    municipalities = [{**row, "kommunenr": number} for row, number in zip(survey(3), ["4601", "0099", "460"], strict=True)]
    assert [reject.row for reject in score_table(pl.DataFrame(municipalities), BUILT).rejects] == [2, 3]


@pytest.mark.parametrize("option", ["-o", "--rejects"])
def test_what_is_read_is_never_written_over(option: str, tmp_path: Path) -> None:
    path = write_csv(survey(3), tmp_path / "in.csv")
    before = path.read_bytes()
    others: dict[str, list[str | Path]] = {
        "-o": ["-o", tmp_path / "in.csv"],
        "--rejects": ["-o", tmp_path / "out.csv", "--rejects", tmp_path / "in.csv"],
    }
    done = maturity(*BATCH, path, *others[option])

    assert done.returncode == 2
    assert "is what is read, and would be written over." in done.stderr
    assert path.read_bytes() == before
