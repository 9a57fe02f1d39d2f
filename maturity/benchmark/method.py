"""How built figures came about and what they do not tell, in the words that go with them."""

from __future__ import annotations

from maturity.benchmark.protection import FEWEST
from maturity.text import LANGUAGES, Message, catalogue, msg


def method(least: int) -> dict[str, str]:
    """Return the text in every language.

    Args:
        least: Organisations that a group must have.
    """
    parts: tuple[Message, ...] = (
        msg("Each organisation counts once: its value is the mean of its respondents within each role, then of the roles."),
        msg(
            "Percentiles are type 7 (Hyndman and Fan 1996), the standard deviation is divided by n - 1, and intervals are 95 per cent (Wilson)."
        ),
        msg("Shares are of respondents for questions, and of organisations by maturity level for scores."),
        msg(
            "Nothing is shown about fewer than {least} organisations; quartiles need 10, and the tenth and ninetieth percentile 30.",
            least=max(least, FEWEST),
        ),
        msg("No lowest or highest value and no rank is shown. A share of nobody or nearly everybody is shown as under or over."),
        msg(
            "A figure is left out where it, together with other groups or with the period before, would tell an outsider or a member what "
            "somebody answered within 0.3 points; a colon stands for it."
        ),
        msg("Members who put together what they know can learn more; that is not prevented."),
    )
    return {language: " ".join(catalogue(language)(part) for part in parts) for language in LANGUAGES}
