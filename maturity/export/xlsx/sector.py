"""A sector's figures as a workbook: written row by row, so that its size is bounded by the disk and not by memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maturity.benchmark.built import WITHHELD, share_text
from maturity.benchmark.words import percent
from maturity.export.xlsx.cells import HEADER, LABEL, PLAIN, TITLE, Pen, write_number, write_text
from maturity.export.xlsx.metrics import text_height
from maturity.model.benchmark import Benchmark, Bound, Figures, Share
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import OVERALL
from maturity.text import Catalogue, Message, catalogue, msg

if TYPE_CHECKING:
    from openpyxl import Workbook

_PERCENTILES = (10, 25, 50, 75, 90)
_REASONS: Mapping[str, Message] = {
    "few": msg("too few organisations"),
    "complement": msg("would follow from other groups"),
    "alike": msg("too much alike, or near the end of the scale"),
    "previous": msg("differs from the period before by one or two"),
}


class Percent(Fraction):
    """A share that a cell shows in per cent."""


_LINE = replace(PLAIN, wrap=False)

Value = str | int | Fraction | None
Row = Sequence[Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """What goes into the workbook.

    Attributes:
        benchmark: The figures, protected.
        questionnaire: What was answered.
        counts: How many rows were read, scored and rejected.
        heading: Of the responses; empty where they are not shown.
        responses: The scores of every response, with names: only for whoever may know them.
    """

    benchmark: Benchmark
    questionnaire: Questionnaire
    counts: tuple[int, int, int]
    heading: Sequence[str] = ()
    responses: Iterable[Row] = ()


def write_sector(path: Path, sector: Sector, language: str) -> None:
    """Write the workbook to `path`, which nobody else reads yet.

    Raises:
        OSError: It cannot be written.
    """
    from openpyxl import Workbook

    t = catalogue(language)
    book = Workbook(write_only=True)
    book.properties.title = sector.benchmark.title[sector.benchmark.language_for(language)]
    pen = Pen()
    _sheet(book, pen, t("Read me"), [], _read_me(sector, t), (24, 100))
    _sheet(
        book,
        pen,
        t("Figures"),
        _figure_heading(t),
        _figures(sector, t),
        (38, 12, 34, 8, 17, 15, 16, 8, 8, 8, 8, 8, 13, 10, 10, 13, 10, 10, 60),
    )
    _sheet(book, pen, t("Distribution"), _distribution_heading(t), _distribution(sector, t), (38, 12, 34, 70, 12))
    if sector.benchmark.segmentations:
        heading = [t("Segments by"), t("Mean of the items"), t("Share of respondents")]
        _sheet(book, pen, t("Segments"), heading, _segments(sector.benchmark, t), (60, 40, 16))
    _sheet(
        book, pen, t("Tidy"), ["measure", "group", "statistic", "value", "withheld"], _tidy(sector.benchmark.figures), (30, 26, 18, 12, 14)
    )
    if sector.heading:
        _sheet(book, pen, t("Responses"), sector.heading, sector.responses, (24,) * len(sector.heading))
    book.save(path)


def _sheet(book: Workbook, pen: Pen, name: str, heading: Sequence[str], rows: Iterable[Row], widths: Sequence[float]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(name)
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = "landscape", 0, True
    if heading:
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.row_dimensions[1].height = 34

    def cell(value: Value, style: Any) -> Any:
        made: Any = WriteOnlyCell(sheet)
        pen.apply(made, style)
        if isinstance(value, str):
            write_text(made, value)
        elif value is not None:
            write_number(made, value, "0" if isinstance(value, int) else "0 %" if isinstance(value, Percent) else "0.00")
        return made

    if heading:
        sheet.append([cell(text, HEADER) for text in heading])
    number = 0
    for number, row in enumerate(rows, 1):
        styles = [TITLE if number == 1 else LABEL, PLAIN] if not heading else [_LINE] * len(row)
        if not heading:
            # Rows of text are as high as their text; a table's rows are one line each.
            sheet.row_dimensions[number].height = max(
                text_height(value, width, style.size, bold=style.bold) + style.pad
                for value, width, style in zip(row, widths, styles, strict=False)
                if isinstance(value, str)
            )
        sheet.append([cell(value, style) for value, style in zip(row, styles, strict=False)])
    if heading:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heading))}{number + 1}"


def _read_me(sector: Sector, t: Catalogue) -> Iterator[Row]:
    benchmark, built = sector.benchmark, sector.benchmark.built_from
    language = benchmark.language_for(t.language)
    yield benchmark.title[language], None
    yield t("Questionnaire"), f"{sector.questionnaire.title[sector.questionnaire.language_for(t.language)]} {sector.questionnaire.version}"
    if caveat := sector.questionnaire.caveat:
        yield t("Note"), t(caveat.text)
    read, scored, rejected = sector.counts
    yield t("Rows"), t("Read {read}, scored {scored}, rejected {rejected}.", read=read, scored=scored, rejected=rejected)
    if built is not None:
        if built.period:
            yield t("Period"), built.period
        yield t("Method"), built.method[language]
    yield WITHHELD, t("Not shown, because somebody could be found out; the reason stands in the last column.")


def _figure_heading(t: Catalogue) -> list[str]:
    percentiles = [f"P{share}" for share in _PERCENTILES]
    first = [t("Measured"), t("Kind of figure"), t("Group"), "n", t("Respondents"), t("Mean"), t("Standard deviation")]
    boxes = [text for box in (t("Two highest answers"), t("Two lowest answers")) for text in (box, t("from"), t("to"))]
    return [*first, *percentiles, *boxes, t("Not shown")]


def _figures(sector: Sector, t: Catalogue) -> Iterator[Row]:
    for figures in sector.benchmark.figures:
        percentiles = [figures.quantiles.get(share) for share in _PERCENTILES]
        yield (
            *_named(figures, sector, t),
            figures.n if figures.n is not None else WITHHELD,
            figures.respondents,
            _or_colon(figures.mean, "mean", figures),
            _or_colon(figures.deviation, "deviation", figures),
            *percentiles,
            *_box(figures.top_two, "top_two", figures, t),
            *_box(figures.bottom_two, "bottom_two", figures, t),
            "; ".join(dict.fromkeys(t(_REASONS[why]) for why in figures.withheld.values() if why in _REASONS)) or None,
        )


def _named(figures: Figures, sector: Sector, t: Catalogue) -> tuple[str, str, str]:
    questionnaire = sector.questionnaire
    language = questionnaire.language_for(t.language)
    group = sector.benchmark.groups[figures.group].text[sector.benchmark.language_for(t.language)]
    if figures.measure == OVERALL:
        return t("Overall"), t("Overall"), group
    if dimension := questionnaire.dimension(figures.measure):
        return dimension.title[language], t("Dimension"), group
    return questionnaire.by_id[figures.measure].title[language], t("Question"), group


def _or_colon(value: Fraction | None, name: str, figures: Figures) -> Value:
    return WITHHELD if value is None and ({name, "all"} & figures.withheld.keys()) else value


def _box(share: Share | None, name: str, figures: Figures, t: Catalogue) -> tuple[Value, Value, Value]:
    """Return a share and the ends of its interval."""
    if share is None:
        return WITHHELD if {name, "all", "distribution"} & figures.withheld.keys() else None, None, None
    low, high = (None if end is None else Percent(end) for end in (share.low, share.high))
    return _percent(share, t), low, high


def _percent(share: Share, t: Catalogue) -> Value:
    """Return a share as a number, or in words what it is under or over."""
    if share.bound is None:
        return Percent(share.value)
    sign = "<" if share.bound is Bound.UNDER else ">"
    return f"{sign} {percent(share.value, t)}"


def _distribution_heading(t: Catalogue) -> list[str]:
    return [t("Measured"), t("Kind of figure"), t("Group"), t("Answer or level"), t("Share")]


def _distribution(sector: Sector, t: Catalogue) -> Iterator[Row]:
    questionnaire = sector.questionnaire
    language = questionnaire.language_for(t.language)
    levels = {level.value: level.label[language] for level in questionnaire.levels}
    for figures in sector.benchmark.figures:
        question = questionnaire.by_id.get(figures.measure)
        for value, share in figures.distribution.items():
            option = question.option(value) if question else None
            label = option.text[language] if option else levels.get(value, "")
            yield (*_named(figures, sector, t), f"{value} {label}".strip(), _percent(share, t))


def _segments(benchmark: Benchmark, t: Catalogue) -> Iterator[Row]:
    language = benchmark.language_for(t.language)
    for segmentation in benchmark.segmentations:
        for segment in segmentation.segments:
            yield segmentation.text[language], segment.text[language], None if segment.share is None else Percent(segment.share)


def _tidy(found: Iterable[Figures]) -> Iterator[Row]:
    """Yield one row per figure, for pivot tables: numbers as numbers, by ids, and a colon where one is withheld."""
    for figures in found:
        every = figures.withheld.get("all")
        if every:
            yield figures.measure, figures.group, "all", WITHHELD, every
            continue
        values: dict[str, Value] = {
            "n": figures.n,
            "respondents": figures.respondents,
            "mean": figures.mean,
            "deviation": figures.deviation,
        }
        values.update({f"p{share}": value for share, value in figures.quantiles.items()})
        values.update(
            {f"share_{option}": share.value if share.bound is None else share_text(share) for option, share in figures.distribution.items()}
        )
        for name, share in (("top_two", figures.top_two), ("bottom_two", figures.bottom_two)):
            if share is not None:
                values[name] = share.value if share.bound is None else share_text(share)
        for name, value in values.items():
            if value is not None:
                yield figures.measure, figures.group, name, value, None
        for name, why in figures.withheld.items():
            yield figures.measure, figures.group, name, WITHHELD, why
