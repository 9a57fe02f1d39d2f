"""Names and explanations of states, rules and parts: messages, not yet in any language."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from maturity.model.assessment import AnswerState
from maturity.text import Message, msg

if TYPE_CHECKING:
    from maturity.model.benchmark import Qualifier
    from maturity.model.questionnaire import ScoringRule

STATES: dict[AnswerState, Message] = {
    AnswerState.ANSWERED: msg("Answered"),
    AnswerState.UNANSWERED: msg("Not answered"),
    AnswerState.SKIPPED: msg("Skipped"),
    AnswerState.DONT_KNOW: msg("Don't know"),
    AnswerState.NOT_APPLICABLE: msg("Not applicable"),
    AnswerState.HIDDEN: msg("Not shown"),
    AnswerState.OUT_OF_SCOPE: msg("Outside scope"),
}

STATE_MEANINGS: dict[AnswerState, Message] = {
    AnswerState.ANSWERED: msg("A statement or an option was chosen. It counts in the score and as complete."),
    AnswerState.UNANSWERED: msg("Nobody has come to the question yet. It counts as missing, never as zero."),
    AnswerState.SKIPPED: msg("The question was seen and left for later. It counts as missing, never as zero."),
    AnswerState.DONT_KNOW: msg("The respondent does not know. It counts as missing, never as zero."),
    AnswerState.NOT_APPLICABLE: msg(
        "The question does not fit the organisation, for the reason given. It counts neither in the score nor as missing."
    ),
    AnswerState.HIDDEN: msg("An earlier answer means that the question is not asked. It counts neither in the score nor as missing."),
    AnswerState.OUT_OF_SCOPE: msg(
        "The question is not meant for this kind of organisation, or not for this role. It counts neither in the score nor as missing."
    ),
}

KINDS: dict[str, Message] = {
    "municipality": msg("Municipality"),
    "county": msg("County municipality"),
    "state": msg("State agency"),
    "health-trust": msg("Health trust"),
    "other": msg("Other"),
}

PARTS: dict[str, Message] = {
    "tool": msg("Tool"),
    "questionnaire": msg("Questionnaire"),
    "rule": msg("Scoring rule"),
    "plugin": msg("Plugin"),
    "benchmark": msg("Benchmark"),
}

QUALIFIERS: dict[Qualifier, Message] = {
    "exact": msg("As it stands"),
    "about": msg("About"),
    "more-than": msg("More than"),
    "less-than": msg("Less than"),
    "derived": msg("Worked out"),
}

_RULES: dict[str, Message] = {
    "mean": msg("the mean"),
    "weighted-mean": msg("the weighted mean"),
    "sum": msg("the sum"),
    "minimum": msg("the lowest value, because a chain is no stronger than its weakest link"),
    "staged": msg("the highest level that every key question has reached"),
    "gate": msg("a mean that is held down while a key question is too low"),
    "share": msg("the share of the questions that have reached a given value"),
    "staircase": msg("the number of steps climbed without missing one"),
}


def rule_in_words(scoring: ScoringRule) -> Message:
    """Return what a rule does in a few words; a plugin's rule is named by its id."""
    return _RULES.get(scoring.rule) or msg("the rule “{rule}”", rule=scoring.rule)


def share_in_words(share: Fraction) -> Message:
    """Return a share as a reader says it: half, 2/3."""
    if share == Fraction(1, 2):
        return msg("half")
    return msg("{share}", share=str(share))
