"""The message catalogues: ``python -m tests.catalogues`` brings them up to date with the source and compiles them.

New sentences stand in ``maturity/text/locale/<language>/LC_MESSAGES/maturity.po`` without a translation until somebody writes one;
``tests/text/test_catalogues.py`` fails until then.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "maturity"
LOCALE = PACKAGE / "text" / "locale"
TRANSLATED = ("nb", "nn")

#: The functions whose arguments are sentences, and which of the arguments.
KEYWORDS = {"msg": None, "msgs": (1, 2), "t": None, "_t": None, "counted": (1, 2)}

_PLURALS = "nplurals=2; plural=(n != 1);"
_HEADER = f'msgid ""\nmsgstr ""\n"Language: {{language}}\\n"\n"Plural-Forms: {_PLURALS}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def template() -> Catalog:
    """Return every sentence in the source."""
    found = Catalog(charset="utf-8")
    for _file, _line, message, comments, context in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        found.add(message, None, auto_comments=comments, context=context)
    return found


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "maturity.po"


def catalog(language: str) -> Catalog:
    """Return the sentences of a language as they stand in its file."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """Return what the ``.mo`` file of a language must hold."""
    content = io.BytesIO()
    write_mo(content, catalog(language))
    return content.getvalue()


def update(language: str) -> None:
    """Add new sentences to a language's file, drop old ones, and compile it."""
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    standing = catalog(language) if path.exists() else Catalog(locale=language)
    standing.update(template(), no_fuzzy_matching=True)
    standing.obsolete.clear()
    body = io.BytesIO()
    write_po(body, standing, width=0, no_location=True, omit_header=True, sort_output=True)
    path.write_bytes(_HEADER.format(language=language).encode() + body.getvalue().lstrip())
    path.with_suffix(".mo").write_bytes(compiled(language))


if __name__ == "__main__":
    for name in TRANSLATED:
        update(name)
        missing = sum(1 for message in catalog(name) if message.id and not all(message.string if message.pluralizable else [message.string]))
        print(f"{name}: {missing} without a translation")
