"""From the texts of a column to numbers: each different text is read once, then codes do the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from maturity.batch.values import Meaning
from maturity.model.assessment import AnswerState
from maturity.text import Message

#: Longer chains of comparisons are slower than looking each code up.
_LONGEST_CHAIN = 24


@dataclass(frozen=True, slots=True)
class Decoded:
    """One column of answers.

    Attributes:
        value: What the plan counts with; null where there is no answer.
        excluded: Where the question was set aside as not applicable.
        known: Where the text means something; an empty cell is not answered.
    """

    value: pl.Expr
    excluded: pl.Expr | None
    known: pl.Expr


def decoded(column: str, meanings: Mapping[str, Meaning | Message]) -> Decoded:
    """Return how a column of text is read.

    Args:
        column: Its name; the expressions are over it as text.
        meanings: What each text in it means; a text that is not among them is not known.
    """
    good = {text: meaning for text, meaning in meanings.items() if isinstance(meaning, Meaning) and text}
    kinds: dict[tuple[bool, int | None], list[str]] = {}
    for text, meaning in good.items():
        kinds.setdefault((meaning.state is AnswerState.NOT_APPLICABLE, meaning.value), []).append(text)
    # Sorted by what they mean, so that a few comparisons of codes tell all texts apart.
    order = sorted(kinds, key=lambda kind: (kind[0], kind[1] is None, kind[1] or 0))
    texts = [text for kind in order for text in kinds[kind]]
    cell = pl.col(column)
    if not texts:
        return Decoded(pl.lit(None, pl.Int64), None, cell.is_null() | (cell == ""))
    code = cell.cast(pl.Enum(texts), strict=False).to_physical()
    ends, end = [], 0
    for kind in order:
        end += len(kinds[kind])
        ends.append(end)
    values = [value for _, value in order]
    if len(order) > _LONGEST_CHAIN:
        of_codes = [value for kind, value in zip(order, values, strict=True) for _ in kinds[kind]]
        value = code.replace_strict(list(range(len(texts))), of_codes, default=None, return_dtype=pl.Int64)
    else:
        value = pl.lit(None, pl.Int64)
        for stop, number in reversed(list(zip(ends, values, strict=True))):
            value = pl.when(code < stop).then(pl.lit(number, pl.Int64)).otherwise(value)
        value = pl.when(code.is_not_null()).then(value)
    first_excluded = next((stop for stop, kind in zip([0, *ends], order, strict=False) if kind[0]), None)
    excluded = None if first_excluded is None else (code >= first_excluded).fill_null(value=False)
    return Decoded(value, excluded, code.is_not_null() | cell.is_null() | (cell == ""))
