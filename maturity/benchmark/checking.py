"""What the forms of a benchmark cannot say: everything in the file that must fit together, and the questions it is linked to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from maturity.benchmark.built import BuiltChecker
from maturity.model.questionnaire import Question
from maturity.questionnaire.fields import Record
from maturity.questionnaire.reading import Node, Problems
from maturity.questionnaire.values import INVALID, choices, nearest
from maturity.scoring.numbers import half_up
from maturity.text import Message, msg

#: Types of questions of which one option is chosen.
_CHOOSE_ONE = ("statements", "rating", "yes-no")
#: Fewer options than this, and the two highest and the two lowest overlap.
_OPTIONS_FOR_A_BOX = 4


class Checker:
    """One pass over a file that the forms have read; every problem is recorded."""

    def __init__(self, root: Record, problems: Problems, questions: Mapping[str, Question] | None) -> None:
        self._root = root
        self._problems = problems
        self._questions = questions
        self._languages = root.get("languages", [])

    def check(self) -> None:
        root = self._root
        self._texts(root, "title", "note")
        for group in root.get("groups", {}).values():
            self._texts(group, "text")
        self._unique([*root.get("indicators", ()), *root.get("segmentations", ())])
        for indicator in root.get("indicators", ()):
            self._indicator(indicator)
        for segmentation in root.get("segmentations", ()):
            self._segmentation(segmentation)
        if "figures" in root.nodes or "built_from" in root.nodes:
            BuiltChecker(root, self._problems).check()
        elif "indicators" not in root.nodes:
            self._problems.at(root.node, msg("The key “{key}” is missing.", key="indicators"))

    def _unique(self, records: Iterable[Record]) -> None:
        first: dict[str, int] = {}
        for record in records:
            name = record.get("id")
            if name in first:
                self._problems.at(record.at("id"), msg("The id “{id}” is already used on line {line}.", id=name, line=first[name]))
            elif name is not None:
                first[name] = record.at("id").line

    def _texts(self, record: Record, *keys: str) -> None:
        for key in keys:
            if record.get(key) is None or not self._languages:
                continue
            node = record.at(key)
            found = [name.text for name, _ in node.entries]
            for language in dict.fromkeys(self._languages):
                if language not in found:
                    self._problems.at(node, msg("The text in the language {language} is missing.", language=language))
            for language in record.get(key):
                if language not in self._languages:
                    message = msg("The language {language} is not among the languages of this file.", language=language)
                    self._problems.at(node, message)

    def _known(self, node: Node, name: str | None, known: Iterable[str], kind: Message) -> None:
        names = list(known)
        if name is not None and name not in names:
            hint = nearest(name, names) or (msg("Known here: {names}.", names=choices(names)) if names else None)
            self._problems.at(node, msg("There is no {kind} “{name}”.", kind=kind, name=name), hint=hint)

    def _question(self, record: Record, key: str) -> Question | None:
        """Return the question named under `key`; record the problem where there is none of that name."""
        return self._question_named(record.at(key), record.get(key))

    def _question_named(self, node: Node, name: str | None) -> Question | None:
        if self._questions is None or name is None:
            return None
        if name not in self._questions:
            hint = nearest(name, list(self._questions))
            self._problems.at(node, msg("There is no {kind} “{name}”.", kind=msg("question"), name=name), hint=hint)
        return self._questions.get(name)

    def _share(self, record: Record, key: str) -> None:
        value = record.get(key)
        if value is not None and value > 1:
            message = msg("The share {value} is over 1.", value=record.at(key).text)
            self._problems.at(record.at(key), message, hint=msg("Write 3 per cent as 0.03."))

    def _indicator(self, indicator: Record) -> None:
        self._texts(indicator, "text", "note")
        self._known(indicator.at("group"), indicator.get("group"), self._root.get("groups", {}), msg("group"))
        self._known(indicator.at("source"), indicator.get("source"), self._root.get("sources", {}), msg("source"))
        self._question(indicator, "about")
        if indicator.get("kind") == "share":
            self._share(indicator, "value")
        for language, text in (indicator.get("text") or {}).items():
            if "{figure}" not in text:
                message = msg("The text in the language {language} does not say where the figure stands.", language=language)
                self._problems.at(indicator.at("text"), message, hint=msg("Write {placeholder} there.", placeholder="{figure}"))
        linked = "question" in indicator.values
        has_levels, has_box = "levels" in indicator.values, "box" in indicator.values
        if linked and indicator.get("kind") == "share" and has_levels == has_box:
            self._problems.at(indicator.node, msg("A share of the answers to a question needs either levels or a box."))
        if not linked and (has_levels or has_box or "unclear_levels" in indicator.values):
            self._problems.at(indicator.node, msg("Levels and boxes belong to a question; none is named."))
        if linked and "about" in indicator.values:
            self._problems.at(indicator.at("about"), msg("A figure is compared with a question or is context about one, not both."))
        if question := self._question(indicator, "question"):
            self._counted(indicator, question)

    def _counted(self, indicator: Record, question: Question) -> None:
        if indicator.get("kind") == "share" and question.type not in _CHOOSE_ONE:
            message = msg("Answers to a question of the type {type} are not compared with a share.", type=question.type)
            self._problems.at(indicator.at("question"), message)
            return
        values = [option.value for option in question.options]
        hint = msg("Known here: {names}.", names=choices([str(value) for value in values])) if values else None
        for key in ("levels", "unclear_levels"):
            # What could not be read has left the list, so a value finds its node by its text.
            nodes = {item.text: item for item in indicator.at(key).items} if key in indicator.nodes else {}
            for value in dict.fromkeys(indicator.get(key, ())):
                if value not in values:
                    # “-0” is read as 0.
                    self._problems.at(
                        nodes.get(str(value), indicator.at(key)), msg("No option has the value {value}.", value=value), hint=hint
                    )
        if indicator.get("box") and len(values) < _OPTIONS_FOR_A_BOX:
            message = msg(
                "A box needs a question with at least {least} options; this one has {n}.", least=_OPTIONS_FOR_A_BOX, n=len(values)
            )
            self._problems.at(indicator.at("box"), message)

    def _segmentation(self, segmentation: Record) -> None:
        self._texts(segmentation, "text", "note")
        self._known(segmentation.at("source"), segmentation.get("source"), self._root.get("sources", {}), msg("source"))
        items = segmentation.get("items", ())
        nodes = {item.text: item for item in segmentation.at("items").items} if items else {}
        found = [question for item in dict.fromkeys(items) if (question := self._question_named(nodes[item], item))]
        self._roles(segmentation, found)
        segments = segmentation.get("segments", ())
        self._unique(segments)
        for segment in segments:
            self._texts(segment, "text")
            self._share(segment, "share")
        self._bounds(segments)
        if segments and sum(not {"low", "high"} & set(segment.values) for segment in segments) != 1:
            message = msg("Exactly one segment must be without bounds: the one for everybody between the others.")
            self._problems.at(segmentation.at("segments"), message)

    def _roles(self, segmentation: Record, items: Iterable[Question]) -> None:
        """Whoever is segmented must have been asked every item."""
        if "roles" not in segmentation.nodes:
            return
        for item in items:
            for node in segmentation.at("roles").items if item.roles else ():
                if node.text in segmentation.get("roles", ()):
                    self._known(node, node.text, item.roles, msg("role"))

    def _bounds(self, segments: Iterable[Record]) -> None:
        """From the lowest to the highest, and no mean in two of them."""
        before: Record | None = None
        for segment in segments:
            if not {"low", "high"} & set(segment.values):
                continue
            low, high = segment.get("low"), segment.get("high")
            if low is not None and high is not None and low > high:
                message = msg("The bound {low} is above the bound {high}.", low=segment.at("low").text, high=segment.at("high").text)
                self._problems.at(segment.at("low"), message)
            if before is not None and not _below(before, segment):
                message = msg("This segment must begin above the one before it ({id}).", id=before.get("id", "?"))
                self._problems.at(segment.at("low"), message)
            before = segment


def _below(lower: Record, upper: Record) -> bool:
    """Whether one segment ends before another begins, looking at six decimals; what could not be read is not judged."""
    if lower.values.get("high") is INVALID or upper.values.get("low") is INVALID:
        return True
    end, begin = lower.get("high"), upper.get("low")
    return end is not None and begin is not None and half_up(end) < half_up(begin)
