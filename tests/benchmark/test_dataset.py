"""Reading benchmark files: what is wrong is said at once, with its line, and nothing else ever comes out."""

from __future__ import annotations

import copy
import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from maturity.benchmark.catalog import find, shipped
from maturity.benchmark.dataset import check_benchmark, read_benchmark
from maturity.errors import DataError, StorageError, UsageError
from maturity.model.benchmark import Benchmark
from tests.benchmark.making import EXAMPLES, VALID, benchmarked, small, write

INVALID = sorted((EXAMPLES / "invalid").glob("*.yaml"))
QUESTIONS = benchmarked().questionnaire.by_id


def expected(path: Path) -> list[tuple[int, str]]:
    """Return line and words of the errors that an example announces where they stand."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if match := re.search(r"# error: (.+)$", line):
            found += [(number, words) for words in match[1].split(" | ")]
    return sorted(found)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_all_errors_of_a_file_are_said_at_once_each_on_its_line(path: Path) -> None:
    problems = check_benchmark(path, QUESTIONS)
    found = sorted((problem.line, f"{problem.message}{f' {problem.hint}' if problem.hint else ''}") for problem in problems)
    assert found == expected(path)
    assert all(problem.file == str(path) and problem.column for problem in problems)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_file_with_errors_gives_no_benchmark(path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_benchmark(path, QUESTIONS)
    assert str(path) in str(caught.value.message)


def test_every_invalid_example_announces_an_error() -> None:
    assert len(INVALID) >= 8
    assert all(expected(path) for path in INVALID)


def test_figures_are_read_exactly_as_they_were_printed() -> None:
    read = {indicator.id: (indicator.kind, indicator.value, indicator.qualifier) for indicator in small().indicators}
    assert read == {
        "small.method.level5": ("share", Fraction(3, 100), "exact"),
        "small.method.level3": ("share", Fraction(23, 100), "about"),
        "small.hindrance.high": ("share", Fraction(1, 2), "less-than"),
        "small.hindrance.low.state": ("share", Fraction(1, 5), "exact"),
        "small.people": ("mean", Fraction(5, 2), "derived"),
        "small.plans": ("count", Fraction(12), "more-than"),
    }


def test_a_figure_carries_everything_it_takes_to_judge_it() -> None:
    figure = next(indicator for indicator in small().indicators if indicator.id == "small.method.level3")
    assert figure.group.text["nb"] == "av dem som svarte: 60 ledere"
    assert figure.group.roles == ("top-manager", "digitalisation-manager")
    assert small().sources[figure.source] == "Somebody, A small survey (2024)"
    assert figure.quote == "har en metode"
    assert figure.note == {"en": "Higher levels may be included.", "nb": "Høyere nivåer kan være regnet med."}
    assert (figure.levels, figure.unclear_levels) == ((3,), (4, 5))


def test_boxes_are_the_outer_two_answers() -> None:
    counted = {i.id: i.counted(QUESTIONS["bm.hindrance"]) for i in small().for_question(QUESTIONS["bm.hindrance"])}
    assert counted == {"small.hindrance.high": (4, 5), "small.hindrance.low.state": (1, 2)}


def test_links_are_not_checked_where_no_questions_are_at_hand() -> None:
    """A benchmark can be read where the questionnaires it belongs to are not installed."""
    assert read_benchmark(VALID) == small()


def test_the_same_file_gives_the_same_hash_and_another_file_another(tmp_path: Path) -> None:
    again = write(tmp_path / "again.yaml", VALID.read_bytes())
    other = write(tmp_path / "other.yaml", VALID.read_text("utf-8").replace("0.03", "0.04"))
    assert read_benchmark(again).sha256 == small().sha256 != read_benchmark(other).sha256


@pytest.mark.parametrize(("wanted", "shown"), [("en", "en"), ("nb", "nb"), ("nn", "nb"), ("se", "en")])
def test_a_reader_gets_the_nearest_language_there_is(wanted: str, shown: str) -> None:
    assert small().language_for(wanted) == shown


def test_a_missing_file_is_a_storage_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"nowhere\.yaml"):
        read_benchmark(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize("name", ["it-i-praksis-2021", "a" * 5_000, "nul\0", "", ".", "../", "\x1b[31mred"])
def test_a_name_that_is_no_benchmark_is_refused_in_words(name: str) -> None:
    with pytest.raises(UsageError, match="There is no benchmark") as caught:
        find(name)
    assert "it-i-praksis-2020" in str(caught.value.hint)
    assert "\x1b" not in str(caught.value)


def test_shipped_benchmarks_go_by_their_own_id() -> None:
    assert {name: read_benchmark(path).id for name, path in shipped().items()} == {name: name for name in shipped()}


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmarks") / "benchmark.yaml"


def read_or_refuse(path: Path, content: bytes | str) -> Benchmark | None:
    """Read what was written; anything else than a benchmark or a `DataError` with problems comes through."""
    try:
        return read_benchmark(write(path, content), QUESTIONS)
    except DataError as error:
        if not error.problems:
            raise
        return None


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
@example(content=b"")
@example(content=b"\xff\xfe")
@example(content=b"format: &a maturity/benchmark/1\nid: *a\n")
def test_any_bytes_are_read_or_refused(anywhere: Path, content: bytes) -> None:
    assert read_or_refuse(anywhere, content) is None


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_benchmark_is_read_or_refused(anywhere: Path, data: st.DataObject) -> None:
    """A few bytes of a sound file are replaced by others."""
    sound = VALID.read_bytes()
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, min(len(sound), start + 60)))
    read_or_refuse(anywhere, sound[:start] + data.draw(st.binary(max_size=30)) + sound[end:])


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every value inside a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inside for place in places(item, (*path, key)))]


# As JSON, which is YAML too; there a fraction would stand in quotation marks and be text.
DOCUMENT = yaml.safe_load(VALID.read_text("utf-8").replace("23/100", "0.23").replace("1/2", "0.5"))
PLACES = [place for place in places(DOCUMENT) if place]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["--5", "-0", "٣", "²", "{figure}", "{", "bm.cost", "work.people", "everybody", "en", "top-two", "1/3"])
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "nb", "id", "text", "low"]), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PLACES), value=VALUES)
@example(place=("indicators", 0, "levels"), value=["--5"])
@example(place=("segmentations", 0, "segments", 0, "high"), value={"low": 1})
def test_a_benchmark_with_a_foreign_value_anywhere_is_read_or_refused(anywhere: Path, place: tuple[str | int, ...], value: Any) -> None:
    changed = copy.deepcopy(DOCUMENT)
    parent = changed
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = value
    read_or_refuse(anywhere, json.dumps(changed))


def test_the_document_to_change_is_sound_before_it_is_changed(anywhere: Path) -> None:
    assert read_or_refuse(anywhere, json.dumps(DOCUMENT)) is not None


@pytest.mark.parametrize("key", [key for key in DOCUMENT["indicators"][0] if key not in ("question", "levels")])
def test_nothing_that_a_figure_needs_can_be_left_out(anywhere: Path, key: str) -> None:
    changed = copy.deepcopy(DOCUMENT)
    del changed["indicators"][0][key]
    problems = check_benchmark(write(anywhere, json.dumps(changed)), QUESTIONS)
    assert [str(problem.message) for problem in problems] == [f"The key “{key}” is missing."]


BUILT = {
    **{key: value for key, value in DOCUMENT.items() if key not in ("indicators", "segmentations")},
    "built_from": {
        "questionnaire": "work",
        "version": "1.0.0",
        "sha256": "0" * 64,
        "period": "2026",
        "least": 5,
        "method": dict.fromkeys(DOCUMENT["languages"], "How."),
    },
    "figures": [
        {
            "measure": "overall",
            "group": next(iter(DOCUMENT["groups"])),
            "n": 14,
            "respondents": 20,
            "mean": 2.93,
            "deviation": 0.7,
            "quantiles": {"25": 2, "50": 3},
            "distribution": {"1": "<0.1", "2": "0.4", "5": ":"},
            "top_two": "0.43 [0.3, 0.57]",
            "bottom_two": ":",
            "withheld": {"bottom_two": "alike"},
        }
    ],
}
BUILT_PLACES = [place for place in places(BUILT) if place and place[0] in ("built_from", "figures")]


def test_the_built_document_to_change_is_sound_before_it_is_changed(anywhere: Path) -> None:
    found = read_or_refuse(anywhere, json.dumps(BUILT))
    assert found is not None
    assert found.figures[0].n == 14


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(BUILT_PLACES), value=VALUES)
def test_a_built_benchmark_with_a_foreign_value_anywhere_is_read_or_refused(
    anywhere: Path, place: tuple[str | int, ...], value: Any
) -> None:
    changed: Any = copy.deepcopy(BUILT)
    parent = changed
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = value
    read_or_refuse(anywhere, json.dumps(changed))
