"""The message catalogues: every sentence a user sees, in the reader's language.

English is the source and needs no catalogue. The others are gettext files under ``locale/<language>/LC_MESSAGES/``,
edited as ``maturity.po`` and shipped as ``maturity.mo``.
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path

from maturity.text.message import Message

#: The languages the toolkit itself speaks; questionnaires may know others.
LANGUAGES = ("en", "nb", "nn")

_LOCALE = Path(__file__).parent / "locale"


class Catalogue:
    """Sentences in one language.

    Call it with a source text, or with a `Message` that a library function made.
    """

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, source: str | Message, /, **values: object) -> str:
        """Return the sentence for `source` with `values` in place."""
        if isinstance(source, Message):
            if source.plural is not None:
                number = source.values["n"]
                assert isinstance(number, int)
                return self._fill(self._translations.ngettext(source.source, source.plural, number), source.values)
            return self._fill(self._translations.gettext(source.source), source.values)
        return self._fill(self._translations.gettext(source), values)

    def counted(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """Return the sentence that fits the number `n`, available in it as ``{n}``."""
        return self._fill(self._translations.ngettext(singular, plural, n), {**values, "n": n})

    def _fill(self, text: str, values: object) -> str:
        if not values:
            return text
        assert hasattr(values, "items")
        shown = {name: self(value) if isinstance(value, Message) else value for name, value in values.items()}
        return text.format(**shown)

    def number(self, text: str) -> str:
        """Return a decimal number written with a point as this language writes it."""
        return text if self.language == "en" else text.replace(".", ",")


@cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of `language`, English for a language the toolkit does not speak."""
    if language not in LANGUAGES or language == "en":
        return Catalogue("en", gettext.NullTranslations())
    return Catalogue(language, gettext.translation("maturity", localedir=_LOCALE, languages=[language]))


def negotiate(wanted: str | None, environment: dict[str, str] | None = None) -> str:
    """Return the best language the toolkit speaks for a language tag or a process environment.

    Args:
        wanted: A tag such as ``nn``, ``nb_NO.UTF-8`` or ``no``, or None to look at the environment.
        environment: The variables to look at; the first of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that is set decides.
    """
    told = wanted or next(filter(None, map((environment or {}).get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    tag = re.split("[-_.@]", told, maxsplit=1)[0].lower()
    tag = {"no": "nb", "nob": "nb", "nno": "nn"}.get(tag, tag)
    return tag if tag in LANGUAGES else "en"
