"""``maturity batch``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from maturity.cli.options import current_catalogue, language_option, path_option, registry, say, write_out
from maturity.errors import ExitCode, UsageError
from maturity.text import msg

if TYPE_CHECKING:
    from maturity.batch.cluster import Cluster
    from maturity.batch.files import Counts, RejectsFile
    from maturity.batch.responses import Responses
    from maturity.batch.run import Wanted
    from maturity.model.benchmark import Benchmark
    from maturity.scoring.engine import Built

_KINDS = ("municipality", "county", "state", "health-trust", "other")


@click.command("batch", short_help="Score many responses from files.")
@click.argument("paths", nargs=-1, required=True, metavar="RESPONSES...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-q", "--questionnaire", required=True, metavar="QUESTIONNAIRE", help="What the responses answer.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Ends in .csv, .jsonl, .json, .parquet or .xlsx; - for CSV on standard output.",
)
@click.option(
    "--rejects", type=click.Path(path_type=Path), metavar="FILE.csv", help="Where rows go that cannot be scored, with the reason."
)
@click.option(
    "--mapping", type=click.Path(path_type=Path), metavar="FILE.yaml", help="Renames columns and recodes values; --check drafts one."
)
@click.option(
    "--check", is_flag=True, help="Say how every column is read and what would be rejected; score nothing. -o writes a mapping file."
)
@click.option("--key", "keys", multiple=True, metavar="COLUMN", help="A column that names a response, together with the others given so.")
@click.option("--group", "groups", multiple=True, metavar="COLUMN", help="A further column to keep beside the scores.")
@click.option("--role", metavar="R", help="Whose answers they are, where the file does not say.")
@click.option("--kind", type=click.Choice(_KINDS), help="What kind of organisation, where the file does not say.")
@click.option(
    "--csv",
    "style",
    type=click.Choice(["plain", "excel-no"]),
    default="plain",
    show_default=True,
    help="excel-no: semicolons, decimal commas.",
)
@click.option("--with-organisations", "named", is_flag=True, help="In a workbook: also every response, with its organisation.")
@click.option(
    "--each-to",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Also one workbook per organisation, with its place among all of them.",
)
@click.option("--period", metavar="P", help="Of the responses, for --each-to where the file does not say.")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="dask: one task per file, on several machines.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of a running Dask scheduler; workers on this machine when left out.")
@path_option
@language_option
def command(
    paths: tuple[Path, ...],
    questionnaire: str,
    output: Path | None,
    rejects: Path | None,
    mapping: Path | None,
    check: bool,
    keys: tuple[str, ...],
    groups: tuple[str, ...],
    role: str | None,
    kind: str | None,
    style: str,
    named: bool,
    each_to: Path | None,
    period: str | None,
    engine: str,
    scheduler: str | None,
    language: str | None,
) -> int:
    """Score any number of responses: CSV, JSONL, Parquet and Excel tables, and folders of assessments.

    A table has a column per question, or one answer a row. Every row is either scored or named with what is wrong with it; the exit
    code is 3 when there is one of those.
    """
    del language
    needs_polars()
    from maturity.batch.stdin import scratch_folder, spooled

    with scratch_folder() as scratch:
        paths = tuple(spooled(sys.stdin.buffer, scratch) if str(path) == "-" else path for path in paths)
        from maturity.batch.files import RejectsFile
        from maturity.batch.mapping import MappingFile, read_mapping
        from maturity.batch.run import Wanted

        built = registry().load(questionnaire)
        wanted = Wanted(
            key=keys,
            mapping=read_mapping(mapping) if mapping else MappingFile(),
            role=role,
            kind=kind,  # type: ignore[arg-type]
            groups=groups,
        )
        if caveat := built.questionnaire.caveat:
            say(current_catalogue()(caveat.text))
        inputs = {path.resolve() for path in paths}
        for target in (output, rejects):
            if target is not None and target.resolve() in inputs:
                raise UsageError(msg("{path} is what is read, and would be written over.", path=str(target)), msg("Choose another name."))
        if check:
            return _check(paths, built, wanted, scratch, output)
        if output is None:
            raise UsageError(msg("Say with -o where the scores go."), msg("With --check nothing is scored, and -o may be left out."))
        kept = RejectsFile(rejects, current_catalogue().language, style)  # type: ignore[arg-type]
        counts, found = _score(paths, built, wanted, scratch, output, kept, style, named=named, cluster=_cluster(engine, scheduler))
        kept.write()
        if each_to is not None:
            _each(found, kept, built, each_to, period)
        return _tell(counts, kept, output, rejects)


def needs_polars() -> None:
    """Say what to install where the part that works on tables is not there."""
    from importlib.util import find_spec

    if find_spec("polars") is None:
        raise UsageError(
            msg("Scoring in bulk needs a part that is not installed."),
            msg("Install it with: {command}", command='pip install "maturity[batch]"'),
        )


def _published() -> list[Benchmark]:
    from maturity.benchmark.dataset import read_benchmark

    return [read_benchmark(path) for path in registry().benchmarks.values()]


def _cluster(engine: str, scheduler: str | None) -> Cluster | None:
    from importlib.util import find_spec

    if engine == "local":
        return None
    if find_spec("distributed") is None:
        raise UsageError(
            msg("Scoring on several machines needs a part that is not installed."),
            msg("Install it with: {command}", command='pip install "maturity[dask]"'),
        )
    from maturity.batch.cluster import Cluster

    return Cluster(scheduler=scheduler)


def _score(
    paths: tuple[Path, ...],
    built: Built,
    wanted: Wanted,
    scratch: Path,
    output: Path,
    kept: RejectsFile,
    style: str,
    *,
    named: bool,
    cluster: Cluster | None,
) -> tuple[Counts, list[Responses]]:
    from maturity.batch.files import opened, score_files
    from maturity.ui.terminal import working

    t = current_catalogue()
    standard = str(output) == "-"
    target = scratch / "scores.csv" if standard else output
    with working(t("Scoring …")):
        found = opened(paths, built, wanted, scratch, registry().load)
        for _, notes in found:
            for note in notes:
                say(t(note))
        published = _published() if output.suffix.lower() == ".xlsx" else []
        elsewhere = None if cluster is None else lambda tables, parts: cluster.score(tables, parts, wanted, t.language)
        kind: Any = style
        tables = [one for one, _ in found]
        counts = score_files(tables, target, kept.add, t.language, kind, named=named, elsewhere=elsewhere, published=published)
    if standard:
        with target.open("rb") as file:
            while chunk := file.read(1 << 20):
                sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    return counts, [one for one, _ in found]


def _each(found: list[Responses], kept: RejectsFile, built: Built, folder: Path, period: str | None) -> None:
    """Write one workbook per organisation."""
    from maturity.batch.building import Labels, build_benchmark
    from maturity.batch.each import results, write_each
    from maturity.batch.files import periods_of
    from maturity.ui.terminal import working

    t = current_catalogue()
    told = [period] if period else periods_of(found)
    if len(told) != 1:
        raise UsageError(
            msg("A workbook per organisation is for one period; found: {names}.", names=", ".join(told) or "–"),
            msg("Say it with --period."),
        )
    title = built.questionnaire.title[built.questionnaire.language_for(t.language)]
    labels = Labels(id=built.questionnaire.id, version="1.0.0", title=title, attribution=t("all that answered"), period=told[0])
    with working(t("Writing workbooks …")):
        benchmark, _ = build_benchmark(found, built, labels, groups=found[0].groups, published=_published())
        rejected = [kept.rows.get(id(one), set()) for one in found]
        n = write_each(results(found, rejected, built, told[0]), built, folder, t.language, benchmark)
    say(t("Written: {n} workbooks in {path}", n=n, path=str(folder.resolve())))


def _tell(counts: Counts, kept: RejectsFile, output: Path, rejects: Path | None) -> int:
    from maturity.ui.batch import reject_lines

    t = current_catalogue()
    for line in reject_lines(kept.first, kept.count, t) if rejects is None else ():
        say(line)
    if rejects is not None:
        say(t("Rows that were not scored: {path}", path=str(rejects.resolve())))
    elif kept.count:
        say(t("Write them to a file with: --rejects FILE.csv"))
    say(t("Read {read}, scored {scored}, rejected {rejected}.", read=counts.read, scored=counts.scored, rejected=counts.rejected))
    if str(output) != "-":
        say(t("Written: {path}", path=str(output.resolve())))
    return ExitCode.DATA if counts.rejected else ExitCode.OK


def _check(named: tuple[Path, ...], built: Built, wanted: Wanted, scratch: Path, output: Path | None) -> int:
    from maturity.batch.checking import check_table, draft
    from maturity.batch.files import opened
    from maturity.files import write_atomically
    from maturity.ui.batch import check_text

    t = current_catalogue()
    found = [(one, check_table(one, notes)) for one, notes in opened(named, built, wanted, scratch, registry().load)]
    for one, checked in found:
        write_out(check_text(one, checked, t))
    text = draft(found)
    if output is not None:
        write_atomically(output, text.encode())
        say(t("Written: {path}", path=str(output.resolve())))
    else:
        write_out("\n" + text)
    return ExitCode.DATA if any(checked.rejected for _, checked in found) else ExitCode.OK
