"""Several questionnaires and periods of one organisation in one workbook."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from maturity.errors import UsageError
from maturity.export import write_reports
from maturity.export.xlsx import write_workbook
from maturity.model.assessment import AnswerState
from maturity.model.result import Result
from maturity.scoring.engine import Built
from tests.export.making import CORE, core_result, dimension, everything, newer, question, questionnaire, response, result, write_all
from tests.export.reading import ANSWERS, NEXT_STEPS, README, SUMMARY, cells, charts, opened, table, texts
from tests.helpers import maturity

BUILT = questionnaire()
BEFORE = result(BUILT, response({**everything(BUILT, 2), "method.q1": 3}), period="2025")
AFTER = result(BUILT, response({**everything(BUILT, 3), "learning.q1": AnswerState.DONT_KNOW}))


@pytest.fixture(scope="module")
def four() -> list[tuple[Built, Result]]:
    return [core_result(name) for name in CORE]


@pytest.fixture(scope="module")
def profile(four: list[tuple[Built, Result]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_all(tmp_path_factory.mktemp("profile") / "a.xlsx", four)


def numbers(sheet: Worksheet) -> list[Any]:
    return [cell.value for cell in cells(sheet) if isinstance(cell.value, (int, float))]


def blocks(sheet: Worksheet) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the rows of each questionnaire on the Summary, by its title and then by dimension."""
    start = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Dimension")
    headers = [cell.value for cell in sheet[start]]
    found: dict[str, dict[str, dict[str, Any]]] = {}
    block: dict[str, dict[str, Any]] = {}
    for row in sheet.iter_rows(min_row=start + 1):
        name = str(row[0].value)
        if row[0].font.size == 12:
            block = found.setdefault(name.split(" · ", maxsplit=1)[0], {})
        elif row[1].value is not None:
            block[name] = {str(header): cell.value for header, cell in zip(headers, row, strict=True)}
    return found


# Several questionnaires


def test_every_score_of_every_questionnaire_stands_on_the_summary(profile: Path, four: list[tuple[Built, Result]]) -> None:
    found = blocks(opened(profile).worksheets[SUMMARY])

    assert list(found) == [built.questionnaire.title["en"] for built, _ in four]
    for built, scored in four:
        rows = found[built.questionnaire.title["en"]]
        assert list(rows) == [*(one.title["en"] for one in built.questionnaire.dimensions), "Overall"]
        for row, combined in zip(rows.values(), (*scored.dimensions, scored.overall), strict=True):
            score = combined.score
            assert score.value is not None and score.target is not None and score.gap is not None
            assert row["Score"] == pytest.approx(float(score.value), abs=5e-7)
            assert row["Level"].startswith(f"{score.level} – ")
            assert row["Answered"] == f"{score.answered} of {score.applicable}"
            assert (row["Target"], row["Gap to target"]) == (float(score.target), pytest.approx(float(score.gap), abs=5e-7))


def test_there_is_no_score_for_all_of_them_together(profile: Path, four: list[tuple[Built, Result]]) -> None:
    sheet = opened(profile).worksheets[SUMMARY]
    overall = [scored.overall.score.value for _, scored in four]
    values = [value for value in overall if value is not None]

    assert "Each questionnaire stands for itself; there is no score for all of them together." in texts(sheet)
    assert len(values) == 4
    assert not any(number == pytest.approx(float(sum(values, Fraction(0)) / 4), abs=1e-6) for number in numbers(sheet))


def test_the_chart_draws_the_overall_score_of_each_questionnaire(profile: Path, four: list[tuple[Built, Result]]) -> None:
    (chart,) = charts(opened(profile).worksheets[SUMMARY])
    score = chart.series[0]

    assert [point.v for point in score.cat.strRef.strCache.pt] == [built.questionnaire.title["en"] for built, _ in four]
    assert [float(point.v) for point in score.val.numRef.numCache.pt] == [
        pytest.approx(float(scored.overall.score.value or 0), abs=5e-7) for _, scored in four
    ]


def test_questionnaires_with_different_scales_are_not_drawn_together(tmp_path: Path, four: list[tuple[Built, Result]]) -> None:
    other = questionnaire(levels=("Low", "High"))
    answered = result(other, response(everything(other, 1)), organisation="Fjordvik kommune")
    sheet = opened(write_all(tmp_path / "a.xlsx", [four[0], (other, answered)])).worksheets[SUMMARY]

    assert not charts(sheet)
    assert "The questionnaires have different scales, so they are not drawn together." in texts(sheet)


def test_a_questionnaire_without_a_score_stands_there_in_words(tmp_path: Path, four: list[tuple[Built, Result]]) -> None:
    nobody = result(BUILT, organisation="Fjordvik kommune")
    sheet = opened(write_all(tmp_path / "a.xlsx", [(BUILT, nobody), four[0]])).worksheets[SUMMARY]

    assert blocks(sheet)["Benefits"]["Overall"]["Score"] == "Not enough answers"
    assert [point.v for point in charts(sheet)[0].series[0].cat.strRef.strCache.pt] == ["Benefits realisation"]


def test_answers_and_next_steps_say_which_questionnaire(profile: Path, four: list[tuple[Built, Result]]) -> None:
    sheets = opened(profile).worksheets
    answers, steps = table(sheets[ANSWERS], "Questionnaire"), table(sheets[NEXT_STEPS], "No.")

    assert len(answers) == sum(2 * len(built.questionnaire.by_id) for built, _ in four)
    titles = [built.questionnaire.title["en"] for built, _ in four]
    assert list(dict.fromkeys(row["Questionnaire"] for row in answers)) == titles
    assert list(dict.fromkeys(row["Questionnaire"] for row in steps)) == titles
    assert [row["No."] for row in steps].count(1) == 4


def test_the_read_me_names_every_questionnaire_and_what_made_the_results(profile: Path, four: list[tuple[Built, Result]]) -> None:
    found = texts(opened(profile).worksheets[README])

    for built, _ in four:
        assert any(text.startswith(f"{built.questionnaire.title['en']}, version 1.0.0") for text in found)
        assert f"{built.questionnaire.id} 1.0.0\nsha256 {built.sha256}" in found
    assert sum(text.startswith("maturity ") for text in found) == 1


# Several periods


def test_the_score_before_and_the_difference_stand_beside_the_latest(tmp_path: Path) -> None:
    sheet = opened(write_all(tmp_path / "a.xlsx", [(BUILT, AFTER), (BUILT, BEFORE)])).worksheets[SUMMARY]
    rows = {row["Dimension"]: row for row in table(sheet)}

    assert sheet["A1"].value == "Summary: Eksempelfjord kommune · Benefits · 2026"
    assert (rows["Method"]["Score"], rows["Method"]["Score 2025"]) == (3, pytest.approx(7 / 3, abs=5e-7))
    assert rows["Method"]["Change"] == pytest.approx(2 / 3, abs=5e-7)
    assert (rows["Ownership"]["Score 2025"], rows["Ownership"]["Change"]) == (2, 1)


def test_a_change_is_shown_with_its_sign(tmp_path: Path) -> None:
    sheet = opened(write_all(tmp_path / "a.xlsx", [(BUILT, BEFORE), (BUILT, AFTER)])).worksheets[SUMMARY]

    assert {cell.number_format for cell in cells(sheet) if str(cell.number_format).startswith("+")} == {"+0.0;-0.0;0.0"}


def test_without_a_score_before_there_is_no_change(tmp_path: Path) -> None:
    nobody = result(BUILT, period="2025")
    rows = table(opened(write_all(tmp_path / "a.xlsx", [(BUILT, nobody), (BUILT, AFTER)])).worksheets[SUMMARY])

    assert {(row["Score 2025"], row["Change"]) for row in rows} == {("Not enough answers", "–")}


@pytest.mark.parametrize("several", [False, True])
def test_what_cannot_be_compared_has_a_reason_and_no_number(tmp_path: Path, *, several: bool) -> None:
    new = newer(BUILT, "2.0.0")
    results = [(BUILT, BEFORE), (new, result(new, response(everything(new, 3))))]
    if several:
        results.append(core_result(CORE[0], organisation="Eksempelfjord kommune"))
    sheet = opened(write_all(tmp_path / "a.xlsx", results)).worksheets[SUMMARY]
    rows = list(blocks(sheet)["Benefits"].values()) if several else table(sheet)

    assert len(rows) == 4
    for row in rows:
        assert row["Score 2025"] == "Not comparable: version 1.2.0 became version 2.0.0"
        assert row["Change"] is None


def test_only_what_has_changed_cannot_be_compared(tmp_path: Path) -> None:
    new = questionnaire(dimension("method"), dimension("ownership", question("ownership.q1")), dimension("culture"))
    later = result(new, response(everything(new, 3)))
    sheet = opened(write_all(tmp_path / "a.xlsx", [(BUILT, BEFORE), (new, later)])).worksheets[SUMMARY]
    rows = {row["Dimension"]: row for row in table(sheet)}

    assert rows["Method"]["Change"] == pytest.approx(2 / 3, abs=5e-7)
    for name in ("Ownership", "Culture", "Overall"):
        assert rows[name]["Score 2025"].startswith("Not comparable: ")
        assert rows[name]["Change"] is None
    assert "Only in 2025: Learning." in texts(sheet)


def test_answers_show_what_the_same_respondent_answered_before(tmp_path: Path) -> None:
    after = result(BUILT, response(everything(BUILT, 3)), response(everything(BUILT, 4), role="digitalisation-manager"))
    rows = table(opened(write_all(tmp_path / "a.xlsx", [(BUILT, BEFORE), (BUILT, after)])).worksheets[ANSWERS])

    said = {(row["Question"], row["Role"]): row["Answer 2025"] for row in rows}
    assert said["Title of method.q1", "Top manager"] == "3 – Statement 3 of method.q1."
    assert said["Title of method.q1", "Digitalisation manager"] is None
    assert {row["Value"] for row in rows} == {3, 4}


def test_a_changed_question_has_no_answer_before(tmp_path: Path) -> None:
    new = questionnaire(dimension("method", replace(question("method.q1"), reversed=True), question("method.q2")))
    rows = table(
        opened(write_all(tmp_path / "a.xlsx", [(BUILT, BEFORE), (new, result(new, response(everything(new, 3))))])).worksheets[ANSWERS]
    )

    assert [row["Answer 2025"] for row in rows] == ["The question has changed since 2025.", "2 – Statement 2 of method.q2."]


def test_no_column_for_answers_nobody_gave(tmp_path: Path) -> None:
    other = result(BUILT, response(everything(BUILT, 4), role="digitalisation-manager"), period="2025")
    rows = table(opened(write_all(tmp_path / "a.xlsx", [(BUILT, other), (BUILT, AFTER)])).worksheets[ANSWERS])

    assert "Answer 2025" not in rows[0]


def test_periods_before_the_last_two_are_named_and_not_shown(tmp_path: Path) -> None:
    oldest = result(BUILT, response(everything(BUILT, 5)), period="2024")
    sheets = opened(write_all(tmp_path / "a.xlsx", [(BUILT, oldest), (BUILT, AFTER), (BUILT, BEFORE)])).worksheets

    assert "Older periods: 2024" in texts(sheets[README])
    assert 5 not in numbers(sheets[SUMMARY])


# What belongs in one file


def test_several_organisations_are_refused_by_name(tmp_path: Path) -> None:
    other = result(BUILT, response(everything(BUILT, 3)), organisation="Fjordvik kommune", period="2025")

    with pytest.raises(UsageError, match="Eksempelfjord kommune, Fjordvik kommune"):
        write_reports([(BUILT, AFTER), (BUILT, other)], tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_two_of_one_period_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="two assessments of the questionnaire benefits in the period 2026"):
        write_workbook(tmp_path / "a.xlsx", [(BUILT.questionnaire, AFTER)] * 2, "en")


def test_json_is_a_list_and_csv_has_the_rows_of_all(tmp_path: Path) -> None:
    other = result(BUILT, response(everything(BUILT, 3)), organisation="Fjordvik kommune")
    results = [(BUILT, AFTER), (BUILT, other)]

    documents = json.loads(write_reports(results, tmp_path / "a.json").read_text("utf-8"))
    rows = write_reports(results, tmp_path / "a.csv").read_text("utf-8").splitlines()

    assert [document["organisation"]["name"] for document in documents] == ["Eksempelfjord kommune", "Fjordvik kommune"]
    alone = [write_reports([one], tmp_path / "one.csv").read_text("utf-8").splitlines() for one in results]
    assert rows == [*alone[0], *alone[1][1:]]


def test_the_command_writes_one_workbook_of_a_folder_and_refuses_two_organisations(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    for number, (name, period) in enumerate(((CORE[0], "2025"), (CORE[0], "2026"), (CORE[1], "2026"))):
        write_reports([core_result(name, period)], folder / f"{number}.json")
    write_reports([core_result(CORE[1], organisation="Sundby kommune")], folder / "other.json")

    done = maturity("report", "0.json", "1.json", "2.json", "-o", "profile.xlsx", "--language", "nb", cwd=folder)
    refused = maturity("report", "0.json", "other.json", "-o", "mixed.xlsx", cwd=folder)

    assert (done.returncode, done.stdout) == (0, "")
    assert opened(folder / "profile.xlsx").worksheets[SUMMARY]["A1"].value == "Sammendrag: Fjordvik kommune · 2026"
    assert refused.returncode == 2
    assert "Fjordvik kommune, Sundby kommune" in refused.stderr
    assert not (folder / "mixed.xlsx").exists()
