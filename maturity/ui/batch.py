"""What is said of tables of responses on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.batch.checking import Checked, Column
from maturity.batch.responses import Reject, Responses
from maturity.text import Catalogue, clean_line


def reject_lines(first: Sequence[tuple[Responses, Reject]], count: int, t: Catalogue) -> Iterator[str]:
    """Yield a line for each of the first rows that were not scored, and how many more there are."""
    for found, reject in first:
        yield _line(found, reject, t)
    if count > len(first):
        yield t("… and {n} more.", n=count - len(first))


def _line(found: Responses, reject: Reject, t: Catalogue) -> str:
    place = t("{file}, row {row}", file=str(found.table.path), row=reject.row)
    column = f" [{clean_line(reject.column, limit=60)}]" if reject.column else ""
    return f"{place}{column}: " + " ".join(t(problem) for problem in reject.problems)


def check_text(found: Responses, checked: Checked, t: Catalogue) -> str:
    """Return how a table is read and what would be rejected."""
    lines = [t("{file}: {n} rows", file=str(found.table.path), n=checked.rows)]
    lines += [f"  {t(note)}" for note in checked.notes]
    lines += [_column(column, found, t) for column in checked.columns]
    lines += list(reject_lines([(found, reject) for reject in checked.rejects], checked.rejected, t))
    lines.append(t("{ready} rows would be scored, {rejected} rejected.", ready=checked.rows - checked.rejected, rejected=checked.rejected))
    return "\n".join(lines) + "\n"


def _column(column: Column, found: Responses, t: Catalogue) -> str:
    name = clean_line(column.name, limit=60)
    if column.meaning is None:
        guess = t(" (perhaps {name})", name=column.guess) if column.guess else ""
        return f"  {name}: " + t("ignored") + guess
    question = found.built.questionnaire.by_id.get(column.meaning)
    what = f"{column.meaning} · {question.title[found.built.questionnaire.language_for(t.language)]}" if question else column.meaning
    unknown = ", ".join(f"“{clean_line(text, limit=40)}”" for text in column.unknown)
    return f"  {name}: {what}" + (t(", not understood: {texts}", texts=unknown) if unknown else "")
