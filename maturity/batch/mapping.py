"""A mapping file: which column says what, and which texts mean which answers, where a table says it in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from maturity.errors import DataError
from maturity.questionnaire.fields import Field, Form, MapOf
from maturity.questionnaire.reading import Problems, in_order, read_yaml
from maturity.questionnaire.values import INVALID, Format, Id, Text
from maturity.text import msg

FORMAT = "maturity/mapping/1"

MAPPING = Form(
    "mapping",
    {
        "format": Field(Format(FORMAT), required=True),
        "columns": Field(MapOf(Text(1_000), Text(64)), doc="Column to question id or key; “ignore” to leave it out."),
        "values": Field(MapOf(Id(), MapOf(Text(1_000), Text(200))), doc="By question id: text to the answer it means."),
        "all_values": Field(MapOf(Text(1_000), Text(200)), doc="Text to the answer it means, in every question."),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingFile:
    """What a mapping file says.

    Attributes:
        columns: Column to question id or key; ``ignore`` to leave it out.
        values: By question id: text to the answer it means.
        all_values: Text to the answer it means, in every question.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    all_values: Mapping[str, str] = field(default_factory=dict)

    def recoded(self, questions: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return by question what its texts mean."""
        return {name: {**self.all_values, **self.values.get(name, {})} for name in questions}


def read_mapping(path: Path) -> MappingFile:
    """Read a mapping file.

    Raises:
        DataError: Anything in it is wrong; carries every problem.
        StorageError: It cannot be read.
    """
    problems = Problems(str(path))
    node = read_yaml(path, problems)
    root = MAPPING.read(node, problems, "") if node else INVALID
    if problems.found or root is INVALID:
        raise DataError(in_order(problems.found), msg("The mapping in {path} cannot be used.", path=str(path)))
    return MappingFile(columns=root.get("columns", {}), values=root.get("values", {}), all_values=root.get("all_values", {}))
