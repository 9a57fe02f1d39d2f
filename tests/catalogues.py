"""The message catalogues: ``python -m tests.catalogues`` brings them up to date with the source and compiles them.

New sentences stand in ``maturity/text/locale/<language>/LC_MESSAGES/maturity.po`` without a translation until somebody writes one;
``tests/text/test_catalogues.py`` fails until then.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "maturity"
LOCALE = PACKAGE / "text" / "locale"
TRANSLATED = ("nb", "nn")

#: The functions whose arguments are sentences, and how many of them: one, or singular and plural.
SENTENCES = {"msg": 1, "msgs": 2, "t": 1, "_t": 1, "counted": 2}

_PLURALS = "nplurals=2; plural=(n != 1);"
_HEADER = (
    f'msgid ""\nmsgstr ""\n"Language: {{language}}\\n"\n"Plural-Forms: {_PLURALS}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
)


def template() -> Catalog:
    """Return every sentence in the source."""
    found = Catalog(charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        for _line, texts in sentences(path):
            found.add(texts if len(texts) > 1 else texts[0])
    return found


def sentences(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield line and texts of every sentence in a module, also of those inside f-strings, which Babel sees in some Pythons only."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        wanted = SENTENCES.get(name, 0)
        texts = tuple(
            argument.value for argument in node.args[:wanted] if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        )
        if texts and len(texts) == wanted:
            yield node.lineno, texts


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "maturity.po"


def catalog(language: str) -> Catalog:
    """Return the sentences of a language as they stand in its file."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """Return what the ``.mo`` file of a language must hold."""
    bare = _Bare(locale=language)
    for message in catalog(language):
        if message.id:
            bare[message.id] = message
    content = io.BytesIO()
    write_mo(content, bare)
    return content.getvalue()


class _Bare(Catalog):
    """A catalogue whose header does not change with the clock and the version of Babel."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [("Language", str(self.locale)), ("Plural-Forms", _PLURALS), ("Content-Type", "text/plain; charset=utf-8")]


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


def untranslated(language: str) -> list[str]:
    """Return the sentences of a language's file that have no translation, by their singular."""
    found = ((message.id, message.string) for message in catalog(language) if message.id)
    return [one(source) for source, translation in found if not translation or not all(translation)]


def one(text: object) -> str:
    """Return a sentence as one text: the first of its forms."""
    return str(text[0]) if isinstance(text, (list, tuple)) else str(text)


if __name__ == "__main__":
    for name in TRANSLATED:
        update(name)
        print(f"{name}: {len(untranslated(name))} without a translation")
