"""Responses from any usual kind of file, as a frame that is read when it is needed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from maturity.batch.textfile import MOST_COLUMNS, TextFile, look
from maturity.errors import DataError, Problem, UsageError
from maturity.files import storage_errors
from maturity.text import Message, msg

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

#: Suffix to what reads it.
KINDS = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet", ".xlsx")
#: A workbook with more than this inside is no answer sheet.
_MOST_UNPACKED = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Responses, one a row.

    Attributes:
        path: As the user named it.
        columns: In order.
        scan: Returns the rows; given types for columns, it reads those so and fails where a cell is something else, all others as text.
        text: For a delimited file: how it is written.
        whole: Columns that hold whole numbers already, for a file that knows types.
        rows: How many there are, the refused ones too.
        notes: What a user must know about how it is read.
    """

    path: Path
    columns: tuple[str, ...]
    scan: Callable[[Mapping[str, PolarsDataType]], pl.LazyFrame]
    rows: int
    text: TextFile | None = None
    whole: frozenset[str] | None = None
    notes: tuple[Message, ...] = ()

    def strings(self) -> pl.LazyFrame:
        """Return the rows with every cell as text, as far as it was text."""
        return self.scan({})

    def row_number(self, index: int) -> int:
        """Return the number of a row in the file as the user has it, the heading not counted."""
        return self.text.row_number(index) if self.text else index + 1


def open_table(path: Path, scratch: Path) -> Table:
    """Open a file of responses.

    Args:
        path: Where it is.
        scratch: A folder for copies.

    Raises:
        UsageError: There is no such file, or it is of no kind that is read here.
        DataError: It is not what its name says, or there is nothing in it.
        StorageError: It cannot be read.
    """
    if not path.exists():
        raise UsageError(msg("There is no file or folder {path}.", path=str(path)))
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv", ".txt"):
        return _delimited(path, scratch)
    readers = {".parquet": _parquet, ".jsonl": _json_lines, ".ndjson": _json_lines, ".xlsx": _workbook}
    if suffix not in readers:
        names = ", ".join(KINDS)
        raise UsageError(
            msg("{path} is of no kind that is read here.", path=str(path)),
            msg("Read are: {names}, and folders of assessments.", names=names),
        )
    try:
        table = readers[suffix](path)
    except (pl.exceptions.PolarsError, zipfile.BadZipFile, ValueError, KeyError, EOFError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise _wrong(path, msg("It cannot be read: {reason}.", reason=reason.rstrip("."))) from error
    if not table.rows:
        raise _wrong(path, msg("The file has a heading and no rows.") if table.columns else msg("The file is empty."))
    if len(table.columns) > MOST_COLUMNS:
        raise _wrong(path, msg("The file has {n} columns; at most {limit} are allowed.", n=len(table.columns), limit=MOST_COLUMNS))
    return table


def table_of(frame: pl.DataFrame, path: Path, notes: Sequence[Message] = ()) -> Table:
    """Return a frame in memory as a table."""
    whole = frozenset(name for name, kind in frame.schema.items() if kind.is_integer())
    return Table(
        path=path,
        columns=tuple(frame.columns),
        scan=_typed(frame.lazy(), frame.columns),
        rows=frame.height,
        whole=whole,
        notes=tuple(notes),
    )


def _wrong(path: Path, message: Message) -> DataError:
    return DataError([Problem(message=message, file=str(path))])


def _delimited(path: Path, scratch: Path) -> Table:
    text = look(path, scratch)
    options: dict[str, Any] = {"separator": text.separator, "infer_schema": False, "truncate_ragged_lines": False}
    try:
        columns = tuple(pl.scan_csv(text.path, **options).collect_schema().names())
    except pl.exceptions.PolarsError as error:
        raise _wrong(path, msg("It cannot be read: {reason}.", reason=str(error).splitlines()[0].rstrip("."))) from error

    def scan(types: Mapping[str, PolarsDataType]) -> pl.LazyFrame:
        return pl.scan_csv(text.path, schema_overrides=dict(types), **options)

    return Table(path=path, columns=columns, scan=scan, rows=text.rows, text=text, notes=text.notes)


def _typed(frame: pl.LazyFrame, columns: Sequence[str]) -> Callable[[Mapping[str, PolarsDataType]], pl.LazyFrame]:
    """Return how to read a frame that knows its types: strictly where types are asked for, else as text."""

    def scan(types: Mapping[str, PolarsDataType]) -> pl.LazyFrame:
        return frame.with_columns([pl.col(name).cast(types[name]) if name in types else pl.col(name).cast(pl.String) for name in columns])

    return scan


def _parquet(path: Path) -> Table:
    frame = pl.scan_parquet(path)
    schema = frame.collect_schema()
    rows = frame.select(pl.len()).collect().item()
    return _of_schema(path, frame, schema, rows)


def _json_lines(path: Path) -> Table:
    frame = pl.scan_ndjson(path, infer_schema_length=None)
    schema = frame.collect_schema()
    nested = [name for name, kind in schema.items() if kind.is_nested()]
    if nested:
        frame = frame.with_columns([pl.col(name).map_elements(str, return_dtype=pl.String) for name in nested])
        schema = frame.collect_schema()
    rows = frame.select(pl.len()).collect().item()
    return _of_schema(path, frame, schema, rows)


def _of_schema(path: Path, frame: pl.LazyFrame, schema: pl.Schema, rows: int) -> Table:
    whole = frozenset(name for name, kind in schema.items() if kind.is_integer())
    columns = tuple(schema.names())
    return Table(path=path, columns=columns, scan=_typed(frame, columns), rows=rows, whole=whole)


def _workbook(path: Path) -> Table:
    """Read the first sheet that has a heading and rows; cells as they are stored, not as they are formatted."""
    from python_calamine import CalamineError, CalamineWorkbook

    with storage_errors(path), zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MOST_UNPACKED:
            raise _wrong(path, msg("Unpacked, it would hold more than {limit} bytes.", limit=_MOST_UNPACKED))
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for sheet in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            filled = [row for row in rows if any(cell not in ("", None) for cell in row)]
            if len(filled) > 1:
                break
        else:
            filled = []
    except CalamineError as error:
        raise ValueError(str(error)) from error
    if not filled:
        return Table(path=path, columns=(), scan=lambda _: pl.LazyFrame(), rows=0)
    heading = [_cell(cell) or f"column {number}" for number, cell in enumerate(filled[0], 1)]
    names = [name if heading.index(name) == at else f"{name} ({at + 1})" for at, name in enumerate(heading)]
    data = {name: [_cell(row[at]) if at < len(row) else None for row in filled[1:]] for at, name in enumerate(names)}
    notes = [msg("Read from the sheet “{sheet}”.", sheet=sheet)] if len(workbook.sheet_names) > 1 else []
    return table_of(pl.DataFrame(data, schema=dict.fromkeys(names, pl.String)), path, notes)


def _cell(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
