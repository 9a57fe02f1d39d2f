"""A benchmark from responses: the figures by hand, the file, and a check that refuses one which tells too much."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import polars as pl
import pytest

from maturity.benchmark.build import combined
from maturity.benchmark.built import to_yaml
from maturity.benchmark.dataset import read_benchmark
from tests.batch.making import QUESTIONS
from tests.helpers import maturity

BUILD = [
    "benchmark",
    "build",
    "-q",
    "benefits-realisation",
    "--id",
    "sector",
    "--title",
    "Sector",
    "--attribution",
    "Sector body",
    "--language",
    "en",
]


def responses(path: Path, organisations: int = 40, seed: int = 1) -> Path:
    random = Random(seed)
    rows = [
        {
            "organisation": f"Kommune {number}",
            "respondent": f"{number}-{role}",
            "role": role,
            "kind": "kommune" if number % 4 else "state",
            "inhabitants": str((3_000, 25_000, 60_000)[number % 3]) if number % 4 else "",
            "region": ("Nord", "Sør")[number % 2],
            **{name: str(random.randint(1, 5)) for name in QUESTIONS},
        }
        for number in range(organisations)
        for role in ("top-manager", "digitalisation-manager")[: 1 + number % 2]
    ]
    pl.DataFrame(rows).write_csv(path)
    return path


def test_the_figures_are_those_that_anybody_would_work_out(tmp_path: Path) -> None:
    path, output = responses(tmp_path / "in.csv"), tmp_path / "out.yaml"
    done = maturity(*BUILD, path, "-o", output, "--period", "2026", "--group", "region")

    assert done.returncode == 0, done.stderr
    benchmark = read_benchmark(output)
    assert set(benchmark.groups) == {
        "all", "kind.municipality", "kind.state", "size.under-20000", "size.20000-40000", "size.over-40000", "region.nord", "region.sor"
    }  # fmt: skip
    frame = pl.read_csv(path)
    name = QUESTIONS[0]
    per_organisation = frame.group_by("organisation").agg(pl.col(name).mean())[name]
    found = next(figures for figures in benchmark.figures if (figures.measure, figures.group) == (name, "all"))
    assert (found.n, found.respondents) == (40, frame.height)
    assert float(found.mean or 0) == pytest.approx(per_organisation.mean(), abs=0.005)
    assert float(found.deviation or 0) == pytest.approx(per_organisation.std(), abs=0.005)
    for share, value in found.quantiles.items():
        assert float(value) == pytest.approx(per_organisation.quantile(share / 100, "linear"), abs=0.005)
    top = frame.filter(pl.col(name) >= 4).height / frame.height
    assert found.top_two is not None
    assert float(found.top_two.value) == pytest.approx(top, abs=0.0005)


def test_an_organisation_counts_once_however_many_answer() -> None:
    rows = [("a", "x", Fraction(1)), ("a", "x", Fraction(3)), ("a", "y", Fraction(5)), ("b", "x", Fraction(2))]

    assert combined(rows) == {"a": Fraction(7, 2), "b": Fraction(2)}


def test_a_built_benchmark_is_read_back_as_it_was(tmp_path: Path) -> None:
    path, output = responses(tmp_path / "in.csv", 14), tmp_path / "out.yaml"
    maturity(*BUILD, path, "-o", output, "--period", "2026")

    benchmark = read_benchmark(output)
    assert to_yaml(benchmark) == output.read_text("utf-8")
    assert maturity("benchmark", "check", output).returncode == 0
    assert "Sector" in maturity("benchmark", "show", output, "--language", "nb").stdout


def test_the_same_responses_give_the_same_bytes(tmp_path: Path) -> None:
    path = responses(tmp_path / "in.csv", 14)
    shuffled = tmp_path / "shuffled.csv"
    pl.read_csv(path).sample(fraction=1, shuffle=True, seed=3).write_csv(shuffled)
    for name, table in (("a", path), ("b", shuffled)):
        maturity(*BUILD, table, "-o", tmp_path / f"{name}.yaml", "--period", "2026")

    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("n: 14,", "n: 4,", "Figures about 4 organisations are shown; at least 5 are needed."),
        ("quantiles: {", "quantiles: {10: 1.2, ", "The percentile 10 needs at least 30 organisations; here are 14."),
        ("least: 5", "least: 2", "expected a whole number from 3 to 1000"),
        ("group: all, n: 14,", "group: all, n: 11,", "Taken from everybody, this leaves 1: their values follow from what is shown."),
        ("mean: ", "maximum: 5, mean: ", "“maximum” is not a key that is known here."),
        ("group: all", "group: al", "There is no group “al”."),
    ],
)
def test_a_file_that_tells_too_much_is_refused(old: str, new: str, said: str, tmp_path: Path) -> None:
    path, output = responses(tmp_path / "in.csv", 14), tmp_path / "out.yaml"
    maturity(*BUILD, path, "-o", output, "--period", "2026")
    text = output.read_text("utf-8")
    assert old in text
    output.write_text(text.replace(old, new), encoding="utf-8")
    done = maturity("benchmark", "check", output, "--language", "en")

    assert done.returncode == 3
    assert said in done.stdout


def test_a_share_that_names_everybody_is_refused(tmp_path: Path) -> None:
    path, output = responses(tmp_path / "in.csv", 14), tmp_path / "out.yaml"
    maturity(*BUILD, path, "-o", output, "--period", "2026")
    text = output.read_text("utf-8")
    start = text.index('distribution: {1: "') + len('distribution: {1: "')
    output.write_text(text[:start] + "1" + text[text.index('"', start) :], encoding="utf-8")

    assert "tells what nearly everybody answered" in maturity("benchmark", "check", output, "--language", "en").stdout


def test_the_period_before_is_looked_at(tmp_path: Path) -> None:
    before, after = responses(tmp_path / "2025.csv", 12), responses(tmp_path / "2026.csv", 13)
    maturity(*BUILD, before, "-o", tmp_path / "2025.yaml", "--period", "2025")
    maturity(*BUILD, after, "-o", tmp_path / "2026.yaml", "--period", "2026", "--previous", tmp_path / "2025.yaml")

    found = [figures for figures in read_benchmark(tmp_path / "2026.yaml").figures if figures.group == "all"]
    assert {figures.withheld.get("deviation") for figures in found} == {"previous"}
    assert all(figures.mean is None or figures.mean.denominator in (1, 2, 5, 10) for figures in found)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--period", "20xx"], "period"),
        (["--period", "2026", "--least", "2"], "A group has at least 3 organisations, however it is set; found 2."),
        (["--period", "2026", "--group", "fylke"], "There is no column “fylke”."),
    ],
)
def test_what_cannot_be_built_is_said(options: list[str], said: str, tmp_path: Path) -> None:
    done = maturity(*BUILD, responses(tmp_path / "in.csv", 6), "-o", tmp_path / "out.yaml", *options)

    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "out.yaml").exists()


def test_rows_without_an_organisation_make_no_benchmark(tmp_path: Path) -> None:
    path = responses(tmp_path / "in.csv", 6)
    path.write_text(path.read_text("utf-8").replace("organisation,", "x,"), encoding="utf-8")
    done = maturity(*BUILD, path, "-o", tmp_path / "out.yaml", "--period", "2026")

    assert done.returncode == 3
    assert "No column says which organisation a row is of." in done.stderr


def test_comparison_items_are_measured_too(tmp_path: Path) -> None:
    path, output = responses(tmp_path / "in.csv", 14), tmp_path / "out.yaml"
    frame = pl.read_csv(path)
    frame.with_columns((pl.int_range(pl.len()) % 5 + 1).alias("br.bm.gain_cost")).write_csv(path)
    maturity(*BUILD, path, "-o", output, "--period", "2026")

    found = next(one for one in read_benchmark(output).figures if (one.measure, one.group) == ("br.bm.gain_cost", "all"))
    assert found.n == 14
    assert found.mean is not None


GAINS = ("br.bm.gain_cost", "br.bm.gain_service", "br.bm.gain_quality")


def test_respondents_are_put_into_the_published_segments_and_into_their_own_quartiles(tmp_path: Path) -> None:
    path, output = responses(tmp_path / "in.csv", 60), tmp_path / "out.yaml"
    random = Random(5)
    frame = pl.read_csv(path)
    frame = frame.with_columns([pl.Series(name, [random.randint(1, 5) for _ in range(frame.height)]) for name in GAINS])
    frame.write_csv(path)
    done = maturity(*BUILD, path, "-o", output, "--period", "2026")
    assert done.returncode == 0, done.stderr

    found = {one.id: one for one in read_benchmark(output).segmentations}
    means = frame.select(pl.mean_horizontal(GAINS)).to_series()
    published = found["own.itip2020.practice"]
    shares = {segment.id: float(segment.share or 0) for segment in published.segments}
    assert shares["worst"] == pytest.approx((means <= 2.9).mean(), abs=0.0005)
    assert shares["best"] == pytest.approx((means >= 3.75).mean(), abs=0.0005)
    assert sum(shares.values()) == pytest.approx(1, abs=0.002)
    assert "Own respondents by the bounds that were published" in published.text["en"]

    # 60 top managers and 30 digitalisation managers: both are enough.
    own = found["quartiles.top-manager"]
    theirs = frame.with_columns(means.alias("mean")).filter(pl.col("role") == "top-manager")["mean"]
    assert float(own.segments[0].high or 0) == pytest.approx(theirs.quantile(0.25, "linear"), abs=0.005)
    assert float(own.segments[-1].low or 0) == pytest.approx(theirs.quantile(0.75, "linear"), abs=0.005)
    assert all(segment.share is None for segment in own.segments)
    assert to_yaml(read_benchmark(output)) == output.read_text("utf-8")


def test_few_respondents_make_no_segments(tmp_path: Path) -> None:
    path, output = responses(tmp_path / "in.csv", 12), tmp_path / "out.yaml"
    frame = pl.read_csv(path)
    frame.with_columns([pl.lit(3).alias(name) for name in GAINS]).write_csv(path)
    maturity(*BUILD, path, "-o", output, "--period", "2026")

    assert read_benchmark(output).segmentations == ()


def test_an_answer_to_a_question_that_was_not_asked_is_in_no_figure(tmp_path: Path) -> None:
    from maturity import load_questionnaire
    from maturity.batch.run import Wanted, of_table
    from maturity.batch.survey import gather
    from maturity.batch.tables import table_of
    from tests.helpers import ROOT

    built = load_questionnaire(ROOT / "tests" / "examples" / "valid" / "overlay")
    answers = {question.id: 3 for question in built.questionnaire.questions if question.type != "yes-no"}
    # Charts are asked about only where the overview of own data is at 2 or more; publishing only in municipalities and counties.
    rows = [
        {"organisation": f"o{number}", "kind": ("kommune", "state")[number % 2], **answers, "dm.overview.own_data": 1 + number // 6}
        for number in range(12)
    ]
    found, _ = of_table(table_of(pl.DataFrame(rows), Path("frame")), built, Wanted())
    measures = {measure.id: measure for measure in gather([found], built).survey.measures}

    assert set(measures["coast.overview.charts"].values) == {f"o{number}" for number in range(6, 12)}
    assert set(measures["dm.sharing.publish"].values) == {f"o{number}" for number in range(0, 12, 2)}
    assert len(measures["dm.overview.own_data"].values) == 12
