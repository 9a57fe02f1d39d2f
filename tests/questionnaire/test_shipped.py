"""The questionnaires that ship: complete, without a single warning, and with what figures are compared with marked as printed."""

from __future__ import annotations

import pytest

from maturity import load_questionnaire
from maturity.questionnaire.catalog import find, shipped
from maturity.scoring.check import check_questionnaire


@pytest.mark.parametrize("name", sorted(shipped()))
def test_there_is_nothing_to_mend(name: str) -> None:
    assert check_questionnaire(find(name)) == ()


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_text_stands_in_three_languages(name: str) -> None:
    assert load_questionnaire(name).questionnaire.languages == ("en", "nb", "nn")


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_answer_below_the_highest_has_advice(name: str) -> None:
    for question in load_questionnaire(name).questionnaire.questions:
        values = [option.value for option in question.options]
        assert set(question.improvement) == set(values[:-1]), question.id
