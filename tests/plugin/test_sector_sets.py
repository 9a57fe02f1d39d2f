"""The question sets under ``plugins/``: each exactly what an outside sector body would publish, and right."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from maturity import score
from maturity.assessment.loading import load_questionnaire
from maturity.benchmark.catalog import load_benchmark, shipped
from maturity.benchmark.dataset import read_benchmark
from maturity.model.plugin import Origin
from maturity.model.questionnaire import Question
from maturity.model.result import CombinedScore, Score, ScoreStatus
from maturity.plugin.checking import check_question_set
from maturity.plugin.data import read_question_set
from maturity.plugin.registry import Registry
from maturity.scoring.engine import Built
from tests.helpers import ROOT, maturity
from tests.questionnaire.test_glossary import NOT_IN

MUNICIPALITY = ROOT / "plugins" / "maturity-municipality" / "maturity_municipality"
SURVEY = ROOT / "plugins" / "maturity-it-i-praksis" / "maturity_it_i_praksis"
COHERENT = ROOT / "plugins" / "maturity-coherent-services" / "maturity_coherent_services"
SECURITY = ROOT / "plugins" / "maturity-security" / "maturity_security"
HEALTH = ROOT / "plugins" / "maturity-health" / "maturity_health"
SETS = (MUNICIPALITY, SURVEY, COHERENT, SECURITY, HEALTH)
FIGURES = SURVEY / "benchmarks" / "it-i-praksis-2020-items.yaml"

#: What a top manager and a digitalisation manager in a municipality answered.
TOP = {
    "itip.coherent.adapt": 4,
    "itip.coherent.user_insight": 5,
    "itip.coherent.life_events": 3,
    "itip.regulation.sector_services": 4,
    "itip.regulation.sector_automation": 2,
    "itip.governance.ks": 4,
    "itip.benefits.costs": 4,
    "itip.benefits.service": 4,
    "itip.benefits.quality": 5,
    "itip.benefits.joint_projects": 4,
    "itip.benefits.method": 3,
    "itip.sustainability.digitalisation": 4,
    "itip.sustainability.risk": 2,
}
DIGITAL = {
    "itip.coherent.adapt": 3,
    "itip.coherent.user_insight": 3,
    "itip.coherent.barrier_budget": 5,
    "itip.coherent.barrier_earmarking": 4,
    "itip.coherent.life_events": 2,
    "itip.benefits.method": 3,
    "itip.data.barrier_overview": 4,
}


def answers(tmp_path: Path, questionnaire: str, **roles: dict[str, int]) -> Path:
    """Write what respondents of one municipality answered; the keys are roles with underscores."""
    document = {
        "format": "maturity/answers/1",
        "questionnaire": {"id": questionnaire},
        "organisation": {"name": "Fjordvik kommune", "kind": "municipality"},
        "period": "2026",
        "respondents": [{"role": role.replace("_", "-"), "answers": given} for role, given in roles.items()],
    }
    path = tmp_path / f"{questionnaire}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def said(*arguments: str | Path, there: Path = SURVEY) -> str:
    """Return what the command says, with the survey's set there, or another."""
    done = maturity(*arguments, "--path", there)
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(SETS, {"MATURITY_PLUGINS": "off"})


@pytest.fixture(scope="module")
def items(registry: Registry) -> dict[str, Question]:
    """Return the items of the survey by id."""
    return dict(registry.load("it-i-praksis").questionnaire.by_id)


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_a_sector_set_has_nothing_to_mend(folder: Path, registry: Registry) -> None:
    question_set = read_question_set(folder, Origin(plugin=folder.name))

    assert registry.questionnaires.keys() >= question_set.questionnaires.keys()
    assert registry.failures == ()
    assert check_question_set(folder) == ()
    assert (folder / "golden.yaml").is_file()


@pytest.mark.parametrize(("control", "total"), [(1, Fraction(29, 10)), (2, Fraction(29, 10)), (3, Fraction(48, 10)), (5, Fraction(5))])
def test_the_total_is_held_down_while_sensitive_data_are_not_under_control(registry: Registry, control: int, total: Fraction) -> None:
    """2.9 at most below level 3; every dimension stays as it is."""
    built = registry.load("municipality")
    answers = {question.id: question.options[-1].value for question in built.questionnaire.questions}
    result = score({**answers, "kommune.sensitive.control": control}, built)

    found = {combined.id: combined.score.value for combined in result.dimensions}
    assert found["sensitive"] == Fraction(control + 5, 2)
    assert found["process"] == 5
    assert result.overall.score.value == total
    assert bool(result.overall.score.caps) == (control < 3)
    if control < 3:
        assert "2,9" in dict(result.overall.score.caps[0])["nb"]


def test_the_service_ladder_has_four_steps_that_count_exactly(registry: Registry) -> None:
    built = registry.load("municipality")
    ladder = built.questionnaire.by_id["kommune.process.ladder"]

    assert [option.score for option in ladder.options] == [1, Fraction(7, 3), Fraction(11, 3), 5]


def test_the_command_scores_it_from_a_folder(tmp_path: Path) -> None:
    path = answers(tmp_path, "municipality", top_manager={"kommune.sensitive.control": 2, "kommune.sensitive.reuse": 4})
    done = maturity("score", path, "--path", MUNICIPALITY, "--format", "json")

    assert done.returncode == 0, done.stderr
    scores = {one["id"]: one["score"] for one in json.loads(done.stdout)["dimensions"]}
    assert scores["sensitive"] == 3


# The survey IT i praksis, asked again


def test_the_printed_wording_is_that_of_the_core(items: dict[str, Question]) -> None:
    """What stands in two sets has one text, in every language."""
    core = {
        name: question
        for one in ("benefits-realisation", "data-management", "digital-competence", "user-insight")
        for name, question in load_questionnaire(one).questionnaire.by_id.items()
    }
    same = {
        "itip.coherent.adapt": "ui.bm.adapt",
        "itip.coherent.user_insight": "ui.strategy.influence",
        "itip.services.ladder": "ui.bm.ladder",
        "itip.data.publish": "dm.bm.publish",
        "itip.data.barrier_own_culture": "dm.bm.barrier_own_culture",
        "itip.data.barrier_others_culture": "dm.bm.barrier_other_culture",
        "itip.data.barrier_overview": "dm.bm.barrier_overview",
        "itip.competence.attract": "co.bm.attract",
        "itip.competence.sufficient": "co.bm.sufficient",
        "itip.competence.work": "co.development.work",
        "itip.benefits.costs": "br.bm.gain_cost",
        "itip.benefits.service": "br.bm.gain_service",
        "itip.benefits.quality": "br.bm.gain_quality",
        "itip.benefits.joint_projects": "br.bm.collab_challenge",
        "itip.benefits.method": "br.method.overall",
    }
    for name, other in same.items():
        assert items[name].text == core[other].text, name
        assert [option.text for option in items[name].options] == [option.text for option in core[other].options], name
        assert items[name].reversed == core[other].reversed, name


def test_every_role_and_sector_is_asked_what_it_was_asked_in_2020(items: dict[str, Question]) -> None:
    asked = {role: sum(role in question.roles for question in items.values()) for role in ("top-manager", "digitalisation-manager")}
    assert len(items) == 40
    assert asked == {"top-manager": 23, "digitalisation-manager": 35}
    assert {name for name, question in items.items() if question.applies_to == ("state",)} == {
        "itip.ecosystem.use_maskinporten",
        "itip.ecosystem.use_catalogue",
        "itip.governance.digdir",
    }
    assert {name for name, question in items.items() if question.applies_to == ("municipality",)} == {"itip.governance.ks"}


def test_an_area_is_the_mean_of_its_answers_with_barriers_turned_round(registry: Registry) -> None:
    result = score(TOP, registry.load("it-i-praksis"), role="top-manager")

    found = {combined.id: combined.score.value for combined in result.dimensions}
    assert found["coherent"] == 4
    assert found["regulation"] == 3
    assert found["benefits"] == Fraction(18, 5)
    assert found["sustainability"] == 3
    assert result.overall.score.status is ScoreStatus.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["itip.services.ladder", "itip.sustainability.goals", "itip.sustainability.demand"])
def test_what_is_no_answer_from_1_to_5_about_the_organisation_moves_no_mean(name: str, registry: Registry) -> None:
    built = registry.load("it-i-praksis")
    lowest, *_, highest = (option.value for option in built.questionnaire.by_id[name].options)

    low, high = (score({**TOP, name: value}, built, role="top-manager") for value in (lowest, highest))
    assert [combined.score for combined in low.dimensions] == [combined.score for combined in high.dimensions]


def test_both_roles_count_once_in_an_area(tmp_path: Path) -> None:
    path = answers(tmp_path, "it-i-praksis", top_manager=TOP, digitalisation_manager=DIGITAL)
    document = json.loads(said("score", path, "--format", "json"))

    scores = {one["id"]: one["score"] for one in document["dimensions"]}
    assert scores["coherent"] == 3.1  # (4 + 2.2) / 2
    assert document["overall"]["score"] is None


def test_the_bars_go_from_1_to_5_though_there_are_no_levels(tmp_path: Path) -> None:
    text = said("score", answers(tmp_path, "it-i-praksis", top_manager=TOP))

    assert "█████████████████████" not in text
    assert "·····" in text


def test_every_figure_on_an_item_is_the_core_figure(items: dict[str, Question]) -> None:
    figures, core = read_benchmark(FIGURES, items), load_benchmark("it-i-praksis-2020")
    known = {one.id: one for one in core.indicators}

    assert len(figures.indicators) == 21
    for figure in figures.indicators:
        other = known[figure.id]
        assert (figure.value, figure.qualifier, figure.text, figure.group) == (other.value, other.qualifier, other.text, other.group)
        assert (figure.quote, figures.sources[figure.source]) == (other.quote, core.sources[other.source])
        if other.question is not None:
            assert (figure.levels, figure.unclear_levels, figure.box) == (other.levels, other.unclear_levels, other.box)
    assert "it-i-praksis-2020-items" not in shipped()


def test_a_reader_of_bokmal_sees_each_answer_beside_the_figure_of_2020(tmp_path: Path) -> None:
    text = said("compare", answers(tmp_path, "it-i-praksis", top_manager=TOP, digitalisation_manager=DIGITAL), "--language", "nb")

    assert "Sammenlignet med IT i praksis 2020, spørsmål for spørsmål" in text
    assert "44 % av de virksomhetsansvarlige som svarte, var enige i at sektorregelverket er et hinder" in text
    assert "Svarene deres: Virksomhetsansvarlig 1: 4 (Enig)" in text
    assert "Virksomhetsansvarlig 1: gjennomsnitt 4,33. Best practice" in text
    assert "Dette gjelder en annen type virksomhet enn deres." in text  # half of the state agencies
    assert text.count("Sammenlignet med") == 1


def test_a_core_questionnaire_is_not_held_against_the_survey_items(tmp_path: Path) -> None:
    text = said("compare", answers(tmp_path, "benefits-realisation", top_manager={"br.method.overall": 3}), "--language", "en")

    assert text.count("Compared with") == 1
    assert "question by question" not in text


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_the_languages_of_a_sector_set_are_kept_apart(folder: Path, registry: Registry) -> None:
    (name,) = read_question_set(folder, Origin(plugin=folder.name)).questionnaires
    questionnaire = registry.load(name).questionnaire
    for language, words in NOT_IN.items():
        forbidden = re.compile(rf"\b({'|'.join(words)})\b", re.IGNORECASE)
        said_once = [text[language] for text in (questionnaire.title, questionnaire.summary)]
        assert not [text for text in said_once if forbidden.search(text)]
        for question in questionnaire.by_id.values():
            parts = [question.title, question.text, *(option.text for option in question.options), *question.improvement.values()]
            parts += [question.help] if question.help else []
            parts += [question.not_applicable.guidance] if question.not_applicable and question.not_applicable.guidance else []
            assert not [part[language] for part in parts if forbidden.search(part[language])], question.id


# Coherent services: staged governance and the weakest of four layers


def coherent(registry: Registry, *values: int | str, **others: int | str) -> dict[str, CombinedScore]:
    """Return the scores by id: all answers at 4 but the four layers, and others by the end of their id."""
    built = registry.load("coherent-services")
    given: dict[str, int | str] = {question.id: 4 for question in built.questionnaire.questions}
    given |= dict(zip((name for name in given if name.startswith("coherent.layers.")), values, strict=True)) if values else {}
    given |= {name: value for name in given for end, value in others.items() if name.endswith(f".{end}")}
    result = score(given, built)
    return {combined.id: combined for combined in (*result.dimensions, result.overall)}


@pytest.mark.parametrize("layers", [(1, 5, 5, 5), (5, 2, 5, 4), (4, 5, 3, 5), (5, 5, 5, 4), (3, 3, 3, 3), (1, 1, 1, 1)])
def test_the_weakest_layer_decides_and_the_result_says_so(registry: Registry, layers: tuple[int, ...]) -> None:
    found = coherent(registry, *layers)["layers"].score

    assert found.value == found.level == min(layers)
    assert [dict(cap)["nb"] for cap in found.caps] == [
        f"Skåren er høyst {level} så lenge ett av de fire lagene er lavere enn nivå {level + 1}." for level in {min(layers)} - {max(layers)}
    ]


def test_layers_without_data_leave_the_rule_and_an_unknown_one_leaves_no_score(registry: Registry) -> None:
    assert coherent(registry, 4, 3, "not-applicable", "not-applicable")["layers"].score.value == 3
    assert coherent(registry, 4, 4, 4, "dont-know")["layers"].score.status is ScoreStatus.NOT_ENOUGH_ANSWERS
    built = registry.load("coherent-services").questionnaire
    assert {question.id for question in built.questions if question.not_applicable} == {
        "coherent.layers.semantic",
        "coherent.layers.technical",
        "coherent.ecosystem.contribution",
    }


@pytest.mark.parametrize("weak", ["ownership", "decision", "financing"])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_each_link_of_governance_holds_the_level_down(registry: Registry, weak: str, level: int) -> None:
    found = coherent(registry, **{weak: level})

    assert found["governance"].score.value == level
    assert f"lågare enn nivå {level + 1}" in dict(found["governance"].score.caps[0])["nn"]
    assert found["overall"].score.value == Fraction(3 * 4 + level, 4)


def test_the_rules_in_data_give_what_the_built_in_ones_give(registry: Registry) -> None:
    """The same level as `minimum` and `staged`, for every answer to three questions."""
    for values in product(range(1, 6), repeat=3):
        found = coherent(registry, 4, *values, ownership=values[0], decision=values[1], financing=values[2])
        assert found["layers"].score.value == min(4, *values)
        assert found["governance"].score.value == min(values)


def test_no_statement_is_reached_by_somebody_else(registry: Registry) -> None:
    """From level 3 on, the organisation or somebody in it is who acts, in every language."""
    ours = {"en": r"\b(we|our|us|management)\b", "nb": r"\b(vi|vårt?|våre|oss|ledelsen)\b", "nn": r"\b(vi|vårt?|våre|oss|leiinga)\b"}
    for question in registry.load("coherent-services").questionnaire.questions:
        for option in question.options[2:]:
            assert all(re.search(pattern, option.text[language], re.IGNORECASE) for language, pattern in ours.items()), question.id


def test_an_item_of_the_survey_has_one_text_in_both_sets(registry: Registry, items: dict[str, Question]) -> None:
    same = {
        "life_events": "coherent.life_events",
        "barrier_budget": "coherent.barrier_budget",
        "barrier_earmarking": "coherent.barrier_earmarking",
        "role_aware": "ecosystem.role",
        "overview": "ecosystem.overview",
        "better_solutions": "ecosystem.better_solutions",
        "coherent_services": "ecosystem.coherent_services",
        "state_municipal": "governance.state_municipal",
    }
    found = {item.id: item for item in registry.load("coherent-services").questionnaire.comparison_items}

    assert found.keys() == {f"coherent.bm.{name}" for name in same}
    for name, other in same.items():
        one, item = found[f"coherent.bm.{name}"], items[f"itip.{other}"]
        assert (one.title, one.text, one.help, one.reversed) == (item.title, item.text, item.help, item.reversed)
        assert [option.text for option in one.options] == [option.text for option in item.options]
        assert (one.roles, one.printed) == (item.roles, True)


def test_the_figures_on_coherent_services_are_the_core_figures(registry: Registry) -> None:
    known = {one.id: one for one in load_benchmark("it-i-praksis-2020").indicators}
    items = dict(registry.load("coherent-services").questionnaire.by_id)
    figures = read_benchmark(COHERENT / "benchmarks" / "it-i-praksis-2020-coherent.yaml", items)

    assert len(figures.indicators) == 5
    for figure in figures.indicators:
        other = known[figure.id]
        assert (figure.value, figure.qualifier, figure.text, figure.group) == (other.value, other.qualifier, other.text, other.group)
        assert figure.quote == other.quote


def test_own_answers_stand_beside_the_figures_on_coherent_services(tmp_path: Path) -> None:
    path = answers(tmp_path, "coherent-services", digitalisation_manager={"coherent.bm.overview": 2, "coherent.bm.better_solutions": 3})
    text = said("compare", path, "--language", "nb", there=COHERENT)

    assert "31 % av de digitaliseringsansvarlige som svarte, var uenige i" in text
    assert "Blant disse: Digitaliseringsansvarlig 1." in text
    assert "Tall fra Rambøll Management Consulting, IT i praksis 2020" in text
    assert text.count("Sammenlignet med") == 1


# Information security and health: drafts


def highest(built: Built, **instead: int | str) -> dict[str, int | str]:
    """Return the best answers to all questions; what differs stands under the last parts of its id, joined by underscores."""
    best: dict[str, int | str] = {question.id: question.options[-1].value for question in built.questionnaire.questions}
    names = {name.partition(".")[2].replace(".", "_"): name for name in best}
    return best | {names[key]: value for key, value in instead.items()}


def overall(built: Built, **instead: int | str) -> Score:
    return score(highest(built, **instead), built).overall.score


@pytest.mark.parametrize("name", ["security", "health"])
def test_a_set_that_nobody_has_checked_is_a_draft(registry: Registry, name: str) -> None:
    questionnaire = registry.load(name).questionnaire

    assert questionnaire.status == "draft"
    for language, word in (("en", "draft"), ("nb", "utkast"), ("nn", "utkast")):
        assert word in questionnaire.summary[language]


@pytest.mark.parametrize("name", ["security", "health"])
def test_levels_say_what_somebody_does(registry: Registry, name: str) -> None:
    """Nothing is done by nobody."""
    passive = re.compile(r"\b(blir|ble|blei|blitt|vorte)\b", re.IGNORECASE)
    for question in registry.load(name).questionnaire.questions:
        # “Tilbudet blir minst like godt” is no passive.
        statements = [option.text[language] for option in question.options for language in ("nb", "nn")]
        assert not [text for text in statements if passive.search(text) and "like godt" not in text], question.id


def test_security_is_as_strong_as_its_weakest_link(registry: Registry) -> None:
    built = registry.load("security")

    assert overall(built).value == 5
    for question in built.questionnaire.questions:
        for value in (1, 2, 4):
            result = score({**highest(built), question.id: value}, built)
            assert result.overall.score.value == value, question.id


@pytest.mark.parametrize("state", ["dont-know", "skipped", "unanswered"])
def test_security_has_no_total_while_a_question_has_no_answer(registry: Registry, state: str) -> None:
    built = registry.load("security")
    for question in built.questionnaire.questions:
        found = score({**highest(built), question.id: state}, built)
        assert found.overall.score.status is ScoreStatus.NOT_ENOUGH_ANSWERS, question.id
        without = [combined.id for combined in found.dimensions if combined.score.value is None]
        assert without == [built.questionnaire.dimension_of[question.id].id]


def test_no_question_on_security_can_be_set_aside(registry: Registry) -> None:
    assert [question.id for question in registry.load("security").questionnaire.questions if question.not_applicable] == []


def test_the_items_on_security_have_the_wording_of_the_survey(registry: Registry, items: dict[str, Question]) -> None:
    known = registry.load("security").questionnaire.by_id
    for name in ("good", "support"):
        mine, printed = known[f"security.bm.{name}"], items[f"itip.security.{name}"]
        assert (mine.text, mine.title, mine.roles) == (printed.text, printed.title, printed.roles)
        assert [option.text for option in mine.options] == [option.text for option in printed.options]


def test_the_figure_on_security_is_the_core_figure(registry: Registry) -> None:
    figures = read_benchmark(registry.benchmarks["it-i-praksis-2020-security"], registry.load("security").questionnaire.by_id)
    (figure,) = figures.indicators
    core = load_benchmark("it-i-praksis-2020")
    known = next(one for one in core.indicators if one.id == figure.id)

    assert (figure.value, figure.qualifier, figure.text, figure.quote) == (known.value, known.qualifier, known.text, known.quote)
    assert (figure.group, figure.box, figures.sources[figure.source]) == (known.group, "top-two", core.sources[known.source])


ACCESS, RISK = "«Tilgangsstyring og logger»", "«Risikovurdering av systemer»"


@pytest.mark.parametrize(
    ("access", "risk", "total", "named"),
    [
        (3, 3, Fraction(43, 10), ()),
        (2, 5, Fraction(2), (ACCESS,)),
        (5, 2, Fraction(2), (RISK,)),
        (2, 2, Fraction(2), (ACCESS, RISK)),
        (1, 1, Fraction(2), (ACCESS, RISK)),
    ],
)
def test_the_gate_in_health_names_every_question_that_holds_the_total_down(
    registry: Registry, access: int, risk: int, total: Fraction, named: tuple[str, ...]
) -> None:
    built = registry.load("health")
    result = score(highest(built, security_access_control=access, security_risk=risk), built)

    assert result.overall.score.value == total
    (security,) = (combined.score for combined in result.dimensions if combined.id == "security")
    assert security.value == min(access, risk)
    reasons = [dict(cap)["nb"] for cap in result.overall.score.caps]
    assert len(reasons) == bool(named)
    assert [title for title in (ACCESS, RISK) for reason in reasons if title in reason] == list(named)


def test_only_an_answer_or_having_no_access_opens_the_gate_in_health(registry: Registry) -> None:
    built = registry.load("health")

    assert overall(built, security_access_control="dont-know").status is ScoreStatus.NOT_ENOUGH_ANSWERS
    assert overall(built, security_risk="dont-know").status is ScoreStatus.NOT_ENOUGH_ANSWERS
    assert overall(built, security_access_control="not-applicable").value == 5
    assert built.questionnaire.by_id["health.security.risk"].not_applicable is None
