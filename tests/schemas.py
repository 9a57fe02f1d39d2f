"""The JSON Schemas that editors use: ``python -m tests.schemas`` writes them anew from the forms of the format."""

from __future__ import annotations

import json
from pathlib import Path

from maturity.questionnaire.forms import OVERLAY, QUESTIONNAIRE, TRANSLATION, json_schema

FOLDER = Path(__file__).parent.parent / "questionnaires" / "schema"
FORMS = {"overlay-1.json": OVERLAY, "questionnaire-1.json": QUESTIONNAIRE, "translation-1.json": TRANSLATION}


def content(name: str) -> str:
    """Return what a schema file must hold."""
    return json.dumps(json_schema(FORMS[name]), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file in FORMS:
        (FOLDER / file).write_text(content(file), encoding="utf-8")
