"""The figures of IT i praksis 2020: as they were printed, for whom they were printed, and nothing else.

The traps X1 to X26 are places where the sources contradict themselves, mix things or can be misread; each has its test.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from maturity.assessment.loading import load_questionnaire
from maturity.benchmark.catalog import shipped
from maturity.benchmark.compare import OwnAnswer, comparisons, placements
from maturity.benchmark.dataset import check_benchmark, read_benchmark
from maturity.benchmark.words import sentence
from maturity.model.assessment import Answer, AnswerState
from maturity.model.benchmark import INDICATOR_KINDS, Benchmark, Indicator, Segment
from maturity.text import catalogue
from tests.benchmark.making import assessment, respondent, shipped_questions

PATH = shipped()["it-i-praksis-2020"]
BENCHMARK: Benchmark = read_benchmark(PATH, shipped_questions())
FIGURES = {indicator.id.removeprefix("itip2020."): indicator for indicator in BENCHMARK.indicators}
(PRACTICE,) = BENCHMARK.segmentations
LANGUAGES = ("en", "nb", "nn")

#: Question, id, per cent, qualifier and group of every figure.
PRINTED = """
br.method.overall       br.method.level5                3    exact      managers
br.method.overall       br.method.level3                23   exact      digitalisation-managers
br.method.overall       br.method.minimum               50   more-than  managers
br.bm.collab_challenge  br.collab.challenge             50   less-than  managers
ui.strategy.influence   ui.influence.level5             15   exact      managers
ui.strategy.influence   ui.influence.top2               50   more-than  managers
ui.bm.adapt             ui.adapt.not                    50   more-than  managers
ui.bm.ladder            ladder.level3                   100/3  about    role-not-stated
dm.bm.publish           dm.publish.low                  65   exact      role-not-stated
dm.bm.barrier_overview  dm.reuse.overview_barrier.stat  50   about      state-digitalisation-managers
co.development.work     co.work.level5                  25   about      role-not-stated
co.bm.sufficient        co.sufficient.disagree          21   exact      managers
co.bm.attract           co.attract.agree                50   more-than  managers
-                       ui.collection.lacking           50   exact      managers
-                       res.selfservice.matters         19   exact      residents
-                       res.physical.matters            18   derived    residents
-                       res.easy                        50   about      residents
-                       res.coherent_wanted             78   exact      residents
-                       res.trust.data_safe             50   about      residents
-                       res.trust.contact               58   exact      residents
-                       res.reuse_experienced           51   exact      residents
-                       res.share_ok.agree              62   derived    residents
-                       res.share_ok.neutral            23   exact      residents
-                       res.share_ok.disagree           15   exact      residents
-                       process.manual                  45   exact      role-not-stated
-                       process.manual.kommune          60   about      municipalities
-                       process.most.stat               50   more-than  state
-                       eco.better_solutions            78   exact      digitalisation-managers
-                       eco.overview.disagree           31   exact      digitalisation-managers
-                       eco.role_aware                  50   more-than  digitalisation-managers
-                       reg.sector_barrier              44   exact      top-managers
-                       coord.improved                  57   exact      digitalisation-managers
-                       private.low                     33   exact      managers
-                       sec.support                     62   exact      digitalisation-managers
-                       steer.signal                    30   exact      state-steering
-                       steer.dialogue                  13   exact      state-steering
-                       sdg.assessed                    67   exact      role-not-stated
"""


def texts(language: str, *, notes: bool = True) -> Iterator[str]:
    """Yield every sentence of the file in one language."""
    yield from (indicator.text[language] for indicator in BENCHMARK.indicators)
    yield from (group.text[language] for group in BENCHMARK.groups.values())
    yield from (segment.text[language] for segment in PRACTICE.segments)
    yield from (BENCHMARK.title[language], PRACTICE.text[language])
    if notes:
        found = [*(one.note for one in BENCHMARK.indicators), *(one.note for one in BENCHMARK.segmentations), BENCHMARK.note]
        yield from (one[language] for one in found if one)


def quotes() -> list[str]:
    """Return every quotation of the file."""
    return [*(one.quote for one in BENCHMARK.indicators), *(one.quote for one in BENCHMARK.segmentations if one.quote)]


def everything() -> str:
    """Return every sentence and quotation of the file."""
    return "\n".join([*(text for language in LANGUAGES for text in texts(language)), *quotes(), *BENCHMARK.sources.values()])


def note(name: str, language: str) -> str:
    """Return what a reader of a figure is told."""
    found = FIGURES[name].note
    assert found is not None
    return found[language]


def in_words(indicator: Indicator, language: str) -> str:
    """Return a figure as a reader sees it."""
    return sentence(indicator, language, catalogue(language)).replace("\u00a0", " ")


# The file as a whole


def test_the_file_fits_the_shipped_questionnaires() -> None:
    assert check_benchmark(PATH, shipped_questions()) == ()


def test_every_figure_is_the_printed_one() -> None:
    rows = [line.split() for line in PRINTED.strip().splitlines()]
    printed = {name: (Fraction(value) / 100, qualifier, group) for _, name, value, qualifier, group in rows}
    assert {name: (figure.value, figure.qualifier, figure.group.id) for name, figure in FIGURES.items()} == printed
    assert {figure.kind for figure in FIGURES.values()} == {"share"}


def test_only_questions_with_the_printed_wording_and_scale_are_compared() -> None:
    rows = [line.split() for line in PRINTED.strip().splitlines()]
    linked = {name: question for question, name, *_ in rows if question != "-"}
    assert {name: figure.question for name, figure in FIGURES.items() if figure.question} == linked
    comparable = [name for name in set(linked.values()) if ".bm." not in name]
    assert sorted(comparable) == ["br.method.overall", "co.development.work", "ui.strategy.influence"]


def test_context_belongs_to_a_question_that_is_not_compared() -> None:
    compared = {figure.question for figure in FIGURES.values()}
    about = {figure.about for figure in FIGURES.values() if figure.about}
    assert about
    assert not about & compared


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_read_well_with_any_figure_in_its_place(language: str) -> None:
    """The figure begins the sentence, once, so that “more than 50 %” and “3 %” both fit; no sentence repeats a figure."""
    for figure in FIGURES.values():
        text = figure.text[language]
        assert text.startswith({"en": "{figure} of ", "nb": "{figure} av ", "nn": "{figure} av "}[language]), figure.id
        assert text.count("{") == 1
        assert text.endswith(".")
        assert re.findall(r"\d+", text.replace("{figure}", "")) in ([], ["3", "4"]), figure.id
        shown = in_words(figure, language)
        assert shown[0].isupper() or shown[0].isdigit()
        assert len(shown) <= 260


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_read_on_from_the_word_base(language: str) -> None:
    opening = {"en": "of those who answered", "nb": "av dem som svarte", "nn": "av dei som svarte"}[language]
    for group in BENCHMARK.groups.values():
        assert group.text[language].startswith(opening)
        assert not group.text[language].endswith(".")


def test_norwegian_is_written_in_its_own_language() -> None:
    words = {language: set(re.findall(r"\w+", "\n".join(texts(language)).lower())) for language in LANGUAGES}
    assert not {"ikkje", "verksemd", "verksemda", "kjelda", "dei", "frå", "korleis", "berre", "kva"} & words["nb"]
    assert not {"ikke", "virksomhet", "virksomheten", "kilden", "fra", "hvordan", "hvilke", "bare", "noen", "hva"} & words["nn"]


def test_ramboll_is_named_wherever_a_figure_is() -> None:
    assert BENCHMARK.attribution == "Rambøll Management Consulting, IT i praksis 2020"
    assert "Rambøll Management Consulting" in BENCHMARK.licence
    assert all(BENCHMARK.attribution in citation for citation in BENCHMARK.sources.values())


def test_the_base_is_managers_in_organisations() -> None:
    assert BENCHMARK.groups["managers"].text == {
        "en": "of those who answered: 200 managers (80 top managers and 120 digitalisation managers) in 157 organisations"
        " (89 state agencies and 68 municipalities)",
        "nb": "av dem som svarte: 200 ledere (80 virksomhetsansvarlige og 120 digitaliseringsansvarlige) i 157 virksomheter"
        " (89 statlige virksomheter og 68 kommuner)",
        "nn": "av dei som svarte: 200 leiarar (80 verksemdsansvarlege og 120 digitaliseringsansvarlege) i 157 verksemder"
        " (89 statlege verksemder og 68 kommunar)",
    }


def test_level_3_of_benefits_realisation_reads_as_it_was_printed() -> None:
    """What somebody who answers level 3 reads, and that nothing more is claimed."""
    built = load_questionnaire("benefits-realisation")
    answered = assessment(respondent("digitalisation-manager", br__method__overall=3), built=built)
    comparison, *_ = comparisons(built.questionnaire, answered, BENCHMARK)
    (own,) = comparison.own
    level5, level3, minimum = comparison.indicators
    assert in_words(level5, "en").startswith(
        "3% of the managers who answered chose the highest level: the method for benefits realisation is"
    )
    assert in_words(level3, "en").startswith("23% of the digitalisation managers who answered said that a coherent method")
    assert in_words(minimum, "en").startswith("More than 50% of the managers who answered said that only a minimum")
    assert [own.is_among(figure, comparison.question) for figure in (level5, level3, minimum)] == [False, True, False]
    assert note("br.method.level3", "en").startswith("The source does not say whether the higher levels, 4 and 5, are included.")


def test_help_that_was_not_in_the_survey_is_owned_up_to() -> None:
    for name in ("ui.influence.level5", "ui.influence.top2"):
        assert "not in the survey and may have moved your answer" in note(name, "en")
        assert "ikke med i undersøkelsen og kan ha påvirket svaret" in note(name, "nb")
        assert "ikkje med i undersøkinga og kan ha påverka svaret" in note(name, "nn")


# The traps


def test_x1_no_figure_says_that_33_per_cent_cooperate_with_private_businesses() -> None:
    assert [name for name, figure in FIGURES.items() if figure.value == Fraction(33, 100)] == ["private.low"]
    assert "to a small or very small extent" in FIGURES["private.low"].text["en"]
    assert "i liten eller svært liten grad" in FIGURES["private.low"].text["nb"]
    assert not [text for text in texts("en", notes=False) if "private" in text and "cooperat" in text]
    assert "wrong" in note("private.low", "en")


def test_x2_the_half_that_lack_routines_is_two_answers_and_is_compared_with_none() -> None:
    figure = FIGURES["ui.collection.lacking"]
    assert (figure.question, figure.about) == (None, "ui.collection.routines")
    assert ", or do not collect and analyse such data at all" in figure.text["en"]
    assert "two answers" in note("ui.collection.lacking", "en")


def test_x3_level_5_and_levels_4_and_5_of_user_insight_are_two_figures() -> None:
    question = shipped_questions()["ui.strategy.influence"]
    assert FIGURES["ui.influence.level5"].counted(question) == (5,)
    assert FIGURES["ui.influence.top2"].counted(question) == (4, 5)


def test_x4_the_figures_on_benefits_method_are_about_different_groups_and_no_kind_could_stack_them() -> None:
    level5, level3, minimum = (FIGURES[f"br.method.{name}"] for name in ("level5", "level3", "minimum"))
    assert level3.group.roles == ("digitalisation-manager",)
    assert level5.group == minimum.group != level3.group
    assert level5.group.roles == ("top-manager", "digitalisation-manager")
    assert set(INDICATOR_KINDS) == {"share", "mean", "count"}
    assert "cannot be added" in note("br.method.level3", "en")
    top_manager = OwnAnswer(role="top-manager", number=1, answer=Answer(state=AnswerState.ANSWERED, value=3))
    assert top_manager.is_among(level3, shipped_questions()["br.method.overall"]) is None
    assert (level3.levels, level3.unclear_levels) == ((3,), (4, 5))
    assert (minimum.levels, minimum.unclear_levels) == ((2,), (1,))


def test_x5_better_cooperation_is_57_per_cent_of_digitalisation_managers() -> None:
    figure = FIGURES["coord.improved"]
    assert (figure.value, figure.qualifier, figure.group.roles) == (Fraction(57, 100), "exact", ("digitalisation-manager",))


def test_x6_the_figures_on_processes_are_about_three_groups() -> None:
    kinds = {name: figure.group.kinds for name, figure in FIGURES.items() if name.startswith("process.")}
    assert kinds == {"process.manual": (), "process.manual.kommune": ("municipality",), "process.most.stat": ("state",)}


def test_x7_two_different_things_are_78_per_cent() -> None:
    same = {name: figure.group.id for name, figure in FIGURES.items() if figure.value == Fraction(78, 100)}
    assert same == {"eco.better_solutions": "digitalisation-managers", "res.coherent_wanted": "residents"}


def test_x8_what_was_worked_out_says_so() -> None:
    derived = {name for name, figure in FIGURES.items() if figure.qualifier == "derived"}
    assert derived == {"res.share_ok.agree", "res.physical.matters"}
    parts = [FIGURES[f"res.share_ok.{name}"].value for name in ("agree", "neutral", "disagree")]
    assert sum(parts) == 1
    assert "don't know" in note("res.share_ok.agree", "en")
    assert FIGURES["sec.support"].value == FIGURES["res.share_ok.agree"].value
    assert in_words(FIGURES["res.share_ok.agree"], "nb").startswith("62 % (regnet ut fra trykte tall) av innbyggerne")


def test_x9_shares_of_the_segments_stand_as_printed_though_they_do_not_add_up() -> None:
    shares = [segment.share for segment in PRACTICE.segments]
    assert shares == [Fraction(23, 100), Fraction(51, 100), Fraction(25, 100)]
    assert PRACTICE.note is not None
    assert all("99" in PRACTICE.note[language] and "183" in PRACTICE.note[language] for language in LANGUAGES)
    sizes = [re.findall(r"\((\d+) of 183 respondents\)", segment.text["en"]) for segment in PRACTICE.segments]
    assert sizes == [["43"], ["94"], ["46"]]


def test_x10_segments_are_found_within_each_role() -> None:
    assert PRACTICE.roles == ("top-manager", "digitalisation-manager")
    assert PRACTICE.note is not None
    assert "within each of the two roles" in PRACTICE.note["en"]
    low = {"br__bm__gain_cost": 2, "br__bm__gain_service": 3, "br__bm__gain_quality": 3}
    high = {"br__bm__gain_cost": 4, "br__bm__gain_service": 4, "br__bm__gain_quality": 4}
    answered = assessment(
        respondent("top-manager", **low),
        respondent("digitalisation-manager", **high),
        respondent("project-manager", **high),
        built=load_questionnaire("benefits-realisation"),
    )
    found = [(placement.role, placement.segment and placement.segment.id) for placement in placements(PRACTICE, answered)]
    assert found == [("top-manager", "worst"), ("digitalisation-manager", "best")]


def test_x11_how_residents_were_reached_is_quoted_not_interpreted() -> None:
    assert all("1000 telefonintervjuer" in BENCHMARK.groups["residents"].text[language] for language in LANGUAGES)


def test_x12_signals_from_the_ministry_concern_state_agencies_only() -> None:
    for name in ("steer.signal", "steer.dialogue"):
        assert FIGURES[name].group.kinds == ("state",)
        assert "“virksomhetene”" in note(name, "en")
        assert "«virksomhetene»" in note(name, "nb")


def test_x13_nothing_is_said_about_the_data_overview_item_whose_respondents_are_not_marked() -> None:
    linked = {figure.question or figure.about for figure in FIGURES.values()}
    assert not linked & {"dm.overview.own_data", "dm.governance.approach"}
    assert not [name for name in FIGURES if "own_data" in name]


def test_x14_the_role_behind_the_figure_on_competence_work_is_not_guessed() -> None:
    group = FIGURES["co.work.level5"].group
    assert group.roles == ()
    assert "does not say in which roles" in group.text["en"]


def test_x15_initiatives_of_the_action_plan_are_no_benchmark() -> None:
    assert "count" not in {figure.kind for figure in FIGURES.values()}
    assert not re.search(r"action plan|handlingsplan|initiativ", everything(), re.IGNORECASE)


def test_x16_the_data_toolbox_is_not_mentioned() -> None:
    assert not re.search(r"toolbox|verktøykasse|verktykasse", everything(), re.IGNORECASE)


def test_x17_life_events_are_not_named_so_that_no_name_can_drift() -> None:
    assert not re.search(r"drive en (bedrift|virksomhet)|life event|livshendelse|livshending", everything(), re.IGNORECASE)


def test_x18_areas_and_their_means_are_not_shipped() -> None:
    assert not re.search(r"innsatsområde|focus area", everything(), re.IGNORECASE)
    assert "mean" not in {figure.kind for figure in FIGURES.values()}


def test_x19_skate_is_not_spelled_out_in_either_way() -> None:
    assert not re.search(r"skate|strategisk koordinering|styring og koordinering", everything(), re.IGNORECASE)


def test_x20_no_chapter_of_the_strategy_is_referred_to() -> None:
    assert not re.search(r"kapittel|chapter", everything(), re.IGNORECASE)


def test_x21_damage_in_the_copied_text_has_not_come_along() -> None:
    text = everything()
    assert not re.search(r"[\u0400-\u04ff]|brukerinnsett|budsjettammer|praktis\b|\*|  | \n|\n\n", text)
    # A slip that is printed is quoted where it identifies the figure, and repeated nowhere.
    assert [name for name, figure in FIGURES.items() if "% prosent" in figure.quote] == ["res.reuse_experienced"]
    assert text.count("% prosent") == 1


def test_x22_a_baseline_of_2020_partly_during_lockdown() -> None:
    assert BENCHMARK.year == 2020
    assert BENCHMARK.note is not None
    for language, words in {
        "en": ("baseline", "February to April 2020", "lockdown that began on 12 March"),
        "nb": ("nullpunktsmåling", "februar til april 2020", "nedstengningen som begynte 12. mars"),
        "nn": ("nullpunktsmåling", "februar til april 2020", "nedstenginga som byrja 12. mars"),
    }.items():
        assert all(word in BENCHMARK.note[language] for word in words)


def test_x23_segments_have_a_size_and_no_results_of_their_own() -> None:
    assert {field.name for field in dataclasses.fields(Segment)} == {"id", "text", "low", "high", "share"}
    assert PRACTICE.items == ("br.bm.gain_cost", "br.bm.gain_service", "br.bm.gain_quality")
    assert not [figure for figure in FIGURES.values() if (figure.question or figure.about) in PRACTICE.items]
    bounds = {segment.id: (segment.low, segment.high) for segment in PRACTICE.segments}
    assert bounds == {"worst": (None, Fraction(29, 10)), "middle": (None, None), "best": (Fraction(15, 4), None)}


def test_x24_no_figure_carries_a_number_of_answers_and_no_interval_is_made_of_one() -> None:
    assert not {"n", "count", "base", "interval", "low", "high", "error"} & {field.name for field in dataclasses.fields(Indicator)}
    assert not re.search(r"±|interval|konfidens|feilmargin|margin of error|significan|signifikan", everything(), re.IGNORECASE)
    assert BENCHMARK.note is not None
    assert "How many answered each question is not printed." in BENCHMARK.note["en"]
    assert "Hvor mange som svarte på hvert spørsmål, er ikke oppgitt." in BENCHMARK.note["nb"]
    assert "Kor mange som svarte på kvart spørsmål, er ikkje oppgitt." in BENCHMARK.note["nn"]


def test_x25_every_figure_has_words_to_find_it_by_and_no_line_number() -> None:
    assert len(quotes()) == len(FIGURES) + 1
    assert all(quotes())
    assert not re.search(r"\bline \d|\blinje \d|:\d{2,}", PATH.read_text("utf-8"))


def test_x26_the_question_on_joint_projects_is_quoted_as_first_printed() -> None:
    quote = "I hvilken grad opplever virksomheten utfordringer med å ta ut gevinster i samarbeidsprosjekter?"
    assert FIGURES["br.collab.challenge"].quote == quote
    assert FIGURES["br.collab.challenge"].question == "br.bm.collab_challenge"
