"""Finding questionnaires: those that ship with the toolkit, and folders on the disk."""

from __future__ import annotations

import os
from pathlib import Path

from maturity.errors import UsageError
from maturity.questionnaire.forms import FILE
from maturity.questionnaire.values import choices, nearest
from maturity.text import clean_line, msg


def shipped_folder() -> Path:
    """Return the folder of the core question set: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "questionnaires"
    return installed if installed.is_dir() else package.parent / "questionnaires"


def shipped() -> dict[str, Path]:
    """Return the folders of the core questionnaires by id, in order."""
    return {folder.name: folder for folder in sorted(shipped_folder().iterdir()) if (folder / FILE).is_file()}


def find(name: str) -> Path:
    """Return the folder of a questionnaire given by its id or by the path of its folder.

    Raises:
        UsageError: There is none; names the nearest.
    """
    known = shipped()
    if name in known:
        return known[name]
    path = Path(name)
    named_file = path.name == FILE and os.path.isfile(path)  # noqa: PTH113
    # os.path answers False, and raises no error, for a name that no file can have.
    if (named_file or os.sep in name or "/" in name or name.startswith(".") or os.path.isdir(name)) and "\0" not in name:  # noqa: PTH112
        if path.name == FILE:
            path = path.parent
        if os.path.isfile(path / FILE):  # noqa: PTH113
            return path
        raise UsageError(
            msg("There is no questionnaire in {path}.", path=clean_line(name, limit=300)),
            msg("A questionnaire is a folder with a file {file}.", file=FILE),
        )
    shown = clean_line(name, limit=80)
    hint = nearest(shown, list(known)) or msg("Known here: {names}.", names=choices(list(known)))
    raise UsageError(msg("There is no questionnaire “{name}”.", name=shown), hint)
