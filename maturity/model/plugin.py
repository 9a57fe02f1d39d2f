"""Where something comes from: the toolkit itself, a plugin, or a folder on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from maturity.model.questionnaire import Texts
from maturity.text import Message, clean_line

Stage = Literal["load", "validate", "call"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who brought something.

    Attributes:
        plugin: Name of the plugin; ``maturity`` for what is built in.
        distribution: What it was installed as; None for a folder or a zip.
        version: Of the distribution or the question set.
        sha256: Of a question set's files; None for code.
    """

    plugin: str
    distribution: str | None = None
    version: str = "0"
    sha256: str | None = None

    @property
    def remedy(self) -> str:
        """How to be rid of it."""
        return f"pip uninstall {self.distribution}" if self.distribution else f"--path without {self.plugin}"


BUILT_IN = Origin(plugin="maturity")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """What a sector body publishes: a folder with a manifest, as it was read.

    Attributes:
        folder: Where it lies.
        api: Version of the plugin interface it was written for.
        questionnaires: Folders of questionnaires by id.
        benchmarks: Files of benchmarks by id.
        rules: Scoring rules given as data, not yet built.
        tombstones: Ids that were used once and never will be again.
    """

    id: str
    version: str
    api: int
    title: Texts
    publisher: str
    contact: str
    licence: str
    folder: Path
    origin: Origin
    questionnaires: Mapping[str, Path] = field(default_factory=dict)
    benchmarks: Mapping[str, Path] = field(default_factory=dict)
    rules: Mapping[str, object] = field(default_factory=dict)
    tombstones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A plugin that is left out, and why.

    Attributes:
        stage: ``load`` (importing or reading), ``validate`` (its hooks or manifest) or ``call`` (a hook that was asked).
        reason: One line.
    """

    origin: Origin
    stage: Stage
    reason: Message


def foreign(text: str, limit: int = 400) -> Message:
    """Return foreign text, cleaned and on one line, as a message that no catalogue changes."""
    return Message("{text}", {"text": clean_line(text, limit=limit)})
