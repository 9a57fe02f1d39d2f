"""Which language a reader is met in."""

from __future__ import annotations

import pytest

from tests.helpers import maturity


@pytest.mark.parametrize(
    ("environment", "options", "said"),
    [
        ({"LC_ALL": "", "LANG": "nb_NO.UTF-8"}, [], "Det finnes"),
        ({"LC_ALL": "", "LANG": "nn_NO.UTF-8"}, [], "Det finst"),
        ({"LC_ALL": "", "LANG": "no_NO.UTF-8"}, [], "Det finnes"),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, [], "There is no"),
        ({"LC_ALL": "", "LANG": "nb_NO.UTF-8"}, ["--language", "en"], "There is no"),
        ({"LC_ALL": "", "LANG": ""}, [], "There is no"),
    ],
)
def test_messages_are_in_the_readers_language(environment: dict[str, str], options: list[str], said: str) -> None:
    done = maturity("questionnaire", "show", "benefits-realization", *options, env=environment)

    assert done.returncode == 2
    assert said in done.stderr
    assert "benefits-realisation" in done.stderr
