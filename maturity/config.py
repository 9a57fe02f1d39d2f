"""What a user has settled once for all: a file of their own, never a part of any assessment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maturity.errors import DataError
from maturity.questionnaire.fields import Field, Form, ListOf
from maturity.questionnaire.reading import Problems, in_order, read_yaml
from maturity.questionnaire.values import INVALID, Text
from maturity.text import msg

#: Names another file than the platform's own.
VARIABLE = "MATURITY_CONFIG"

CONFIG = Form(
    "config",
    {"paths": Field(ListOf(Text(500)), doc="Folders or zip files with question sets, besides what is installed.")},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What was settled.

    Attributes:
        paths: Folders or zip files with question sets.
    """

    paths: tuple[Path, ...] = ()


def config_file(environment: Mapping[str, str] | None = None) -> Path:
    """Return where the file is, or would be."""
    named = (os.environ if environment is None else environment).get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("maturity", appauthor=False) / "config.yaml"


def read_config(path: Path) -> Config:
    """Read the file; nothing is settled where there is none. A path in it that is not absolute starts at its folder.

    Raises:
        DataError: Anything in it is wrong; carries every problem.
        StorageError: It cannot be read.
    """
    if not path.is_file():
        return Config()
    problems = Problems(str(path))
    node = read_yaml(path, problems)
    root = CONFIG.read(node, problems, "") if node else INVALID
    if problems.found or root is INVALID:
        raise DataError(in_order(problems.found), msg("The settings in {path} cannot be used.", path=str(path)))
    return Config(paths=tuple(path.parent / Path(found).expanduser() for found in root.get("paths", ())))
