"""What a municipality hands to its sector body: answers and facts to group by; nobody's words, and no name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from maturity import load_questionnaire, open_assessment, score, score_table
from maturity.assessment.journal import open_journal
from maturity.batch.contributions import contribution
from maturity.benchmark.dataset import read_benchmark
from tests.assessment.making import answered, header
from tests.helpers import maturity
from tests.terminal.terminal import Terminal, has_terminals

BUILT = load_questionnaire("benefits-realisation")
QUESTIONS = [question.id for question in BUILT.questionnaire.questions]


def assessment(root: Path, organisation: str = "fjordvik", value: int = 3) -> Path:
    folder = root / organisation / "2026" / "benefits-realisation"
    answered(root, BUILT, {name: 1 + (value + at) % 5 for at, name in enumerate(QUESTIONS)}, folder=folder)
    path = folder / "top-manager-1.jsonl"
    with open_journal(path, header(organisation=organisation, built=BUILT)) as journal:
        journal.append("fact", "name", "Fjordvik kommune", f"{organisation} kommune")
        journal.append("fact", "kind", None, "municipality")
        journal.append("fact", "inhabitants", None, 3_000)
        journal.append("comment", QUESTIONS[0], None, "Ola Nordmann sa det")
        journal.append("evidence", QUESTIONS[0], None, "sak 12/34")
        allowed = next(question.id for question in BUILT.questionnaire.questions if question.not_applicable)
        journal.append("answer", allowed, None, {"state": "not-applicable", "reason": "hemmeleg grunn"})
    return folder


def test_nothing_that_somebody_wrote_is_in_it(tmp_path: Path) -> None:
    stored = open_assessment(assessment(tmp_path))
    text = json.dumps(contribution(stored, {"region": "Nord"}), ensure_ascii=False).lower()

    for secret in ("ola", "sak 12/34", "hemmeleg", "fjordvik", "top-manager-1", str(tmp_path).lower()):
        assert secret not in text
    assert '"region": "nord"' in text


def test_everything_is_shown_before_it_is_written(tmp_path: Path) -> None:
    folder = assessment(tmp_path)
    asked = maturity("contribute", folder, "-o", tmp_path / "x.json", "--language", "en")
    told = maturity("contribute", folder, "-o", tmp_path / "x.json", "--yes", "--group", "region=Nord", "--language", "en")

    assert asked.returncode == 2
    assert "Nothing is written before you have seen it." in asked.stderr
    assert told.returncode == 0
    assert (tmp_path / "x.json").read_text("utf-8").strip() in told.stderr


@pytest.mark.terminal
@pytest.mark.skipif(not has_terminals(), reason="there are no terminals on this computer")
def test_a_person_can_say_no(tmp_path: Path) -> None:
    folder = assessment(tmp_path)
    with Terminal(["contribute", str(folder), "-o", "x.json", "--language", "en"], tmp_path, rows=80) as terminal:
        terminal.see("This, and nothing else, will be in the file.")
        terminal.see_prompt("Write it")
        terminal.type("2")
        assert terminal.end() == 0
    assert not (tmp_path / "x.json").exists()


def test_contributions_give_the_scores_that_the_assessments_had(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    expected = {}
    for number in range(6):
        folder = assessment(tmp_path / "assessments", f"kommune-{number}", number)
        maturity("contribute", folder, "-o", given / f"{number}.json", "--yes")
        document = json.loads((given / f"{number}.json").read_text("utf-8"))
        value = score(open_assessment(folder)).overall.score.value
        expected[document["id"]] = None if value is None else round(float(value), 6)
    done = maturity("batch", given, "-q", "benefits-realisation", "-o", tmp_path / "out.csv", "--language", "en")

    assert done.returncode == 0, done.stderr
    import polars as pl

    frame = pl.read_csv(tmp_path / "out.csv")
    assert dict(zip(frame["organisation"], frame["overall.score"], strict=True)) == expected
    built = maturity(
        "benchmark", "build", given, "-q", "benefits-realisation", "-o", tmp_path / "b.yaml", "--id", "sector", "--title", "S",
        "--attribution", "S", "--period", "2026",
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert {figures.n for figures in read_benchmark(tmp_path / "b.yaml").figures if figures.group == "all"} <= {None, 6}


def test_the_same_contribution_twice_is_refused_by_name(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    maturity("contribute", assessment(tmp_path / "assessments"), "-o", given / "one.json", "--yes")
    shutil.copy(given / "one.json", given / "two.json")
    done = maturity("batch", given, "-q", "benefits-realisation", "-o", tmp_path / "out.csv", "--language", "en")

    assert done.returncode == 3
    assert "two.json: This is the same contribution as one.json." in done.stderr


@pytest.mark.parametrize("spoil", ['"respondents": 3', '"period": 3', '"questionnaire": []'])
def test_what_is_no_contribution_is_named(spoil: str, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    (given / "x.json").write_text('{"format": "maturity/contribution/1", "id": "a", ' + spoil + "}", encoding="utf-8")
    done = maturity("batch", given, "-q", "benefits-realisation", "-o", tmp_path / "out.csv", "--language", "en")

    assert done.returncode == 3
    assert "x.json: This is no contribution that can be read." in done.stderr


def test_an_organisation_that_says_two_things_about_itself_is_in_none_of_the_groups() -> None:
    import polars as pl

    from maturity.batch.run import Wanted, of_table
    from maturity.batch.survey import gather
    from maturity.batch.tables import table_of

    rows = [
        {
            "organisation": f"o{number // 2}",
            "role": "top-manager",
            "kind": "state" if number else "municipality",
            **dict.fromkeys(QUESTIONS, number % 5 + 1),
        }
        for number in range(20)
    ]
    found, _ = of_table(table_of(pl.DataFrame(rows), Path("frame")), BUILT, Wanted())
    gathered = gather([found], BUILT)

    assert set(gathered.survey.groups) == {"all", "kind.state"}
    assert "o0" not in gathered.survey.groups["kind.state"]
    assert "1 organisation says different things in the column “kind”" in str(gathered.notes[0])
    assert score_table(pl.DataFrame(rows), BUILT).rejects == ()
