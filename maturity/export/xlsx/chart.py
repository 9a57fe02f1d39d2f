"""Score against target, drawn and described."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maturity.assessment.advice import strongest, weakest
from maturity.export.xlsx.cells import INK, NAVY, decimal_format
from maturity.export.xlsx.metrics import HIGHEST_ROW, column_width, line_height, shortened, text_width, wrapped_lines
from maturity.scoring.numbers import half_up

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.chart.series import Series

    from maturity.export.xlsx.report import Report
    from maturity.model.result import CombinedScore

_FONT = "Calibri"
_TITLE_SIZE, _LABEL_SIZE = 13, 10
#: Points that one dimension takes at least, with a target and without.
_TWO_BARS, _ONE_BAR = 40.0, 26.0
#: A longer title of a dimension is cut in the title of the chart, where nothing can be moved out of the way.
_LONGEST_NAME = 260.0
_MOST_UNITS = 10


def finding(report: Report, longest: float = math.inf) -> str:
    """Return what the chart shows, in a sentence; no dimension's title in it wider than `longest` points."""
    t, scored = report.t, [combined for combined in report.result.dimensions if combined.score.value is not None]
    gaps = {combined.id: gap for combined in scored if (gap := combined.score.gap) is not None}
    if gaps and (widest := max(gaps.values())) > 0:
        furthest = [combined for combined in scored if gaps.get(combined.id) == widest]
        if len(furthest) == 1:
            (found,) = furthest
            assert found.score.value is not None and found.score.target is not None
            return t(
                "Furthest from its target: {dimension} (score {score}, target {target})",
                dimension=_short(report, found, longest),
                score=report.words(found.score.value, found.score.target),
                target=report.target_words(found.score.target),
            )
        return t("Furthest from their targets: {dimensions}", dimensions=names(report, furthest, longest))
    if gaps and len(gaps) == len(scored):
        return t("Every dimension that has a score has reached its target")
    if high := strongest(report.result):
        return t(
            "Strongest: {strongest}. Weakest: {weakest}",
            strongest=names(report, high, longest),
            weakest=names(report, weakest(report.result), longest),
        )
    return t("Score of each dimension")


def names(report: Report, dimensions: Sequence[CombinedScore], longest: float = math.inf) -> str:
    """Return dimensions with their scores, at most three of them; no title wider than `longest` points."""
    shown = [
        f"{_short(report, combined, longest)} ({report.words(combined.score.value, combined.score.target)})"
        for combined in dimensions[:3]
        if combined.score.value is not None
    ]
    if more := len(dimensions) - len(shown):
        shown.append(report.t.counted("and {n} more", "and {n} more", more))
    return ", ".join(shown)


def _short(report: Report, combined: CombinedScore, longest: float) -> str:
    return shortened(report.dimension_title(combined.id), longest, _TITLE_SIZE, bold=True)


def description(report: Report, drawn: Sequence[CombinedScore]) -> str:
    """Return the chart in words, for a reader who hears it: the finding, then every bar."""
    t, parts = report.t, []
    for combined in drawn:
        assert combined.score.value is not None
        score = report.words(combined.score.value, combined.score.target)
        if combined.score.target is None:
            parts.append(t("{dimension}: score {score}", dimension=report.dimension_title(combined.id), score=score))
        else:
            target = report.target_words(combined.score.target)
            parts.append(
                t(
                    "{dimension}: score {score}, target {target}",
                    dimension=report.dimension_title(combined.id),
                    score=score,
                    target=target,
                )
            )
    low, high = report.scale
    axis = t("Bar chart of the score of each dimension, on a scale from {low} to {high}.", low=low, high=high)
    return f"{finding(report)}. {axis} {'; '.join(parts)}."


@dataclass(frozen=True)
class Plan:
    """Where the parts of a chart go, in points.

    Attributes:
        title: What stands above it, short enough for its height.
        labels: Width of the names of the dimensions.
        top: Height above the bars.
        bars: Height of all bars.
        height: Of everything.
        width: Of everything.
    """

    title: str
    labels: float
    top: float
    bars: float
    height: float
    width: float

    @property
    def rows(self) -> list[float]:
        """The heights of the rows it fills: a row in Excel can only be so high."""
        count = math.ceil(self.height / HIGHEST_ROW)
        return [self.height / count] * count


def plan(report: Report, drawn: Sequence[CombinedScore], width: float, *, targets: bool) -> Plan:
    """Return where the parts of a chart of this width go, so that none covers another however long the names are."""
    title = finding(report, _LONGEST_NAME)
    lines = wrapped_lines(title, column_width(0.9 * width), _TITLE_SIZE, bold=True)
    names = [report.dimension_title(combined.id) for combined in drawn]
    labels = min(max(text_width(name, _LABEL_SIZE) for name in names) + 14, 0.4 * width)
    most = max(wrapped_lines(name, column_width(labels - 12), _LABEL_SIZE) for name in names)
    each = max(_TWO_BARS if targets else _ONE_BAR, (most + 0.5) * line_height(_LABEL_SIZE))
    top, bars = lines * line_height(_TITLE_SIZE) + 14, each * len(drawn)
    return Plan(title=title, labels=labels, top=top, bars=bars, height=top + bars + (46 if targets else 24), width=width)


def bar_chart(
    report: Report,
    drawn: Sequence[CombinedScore],
    plan: Plan,
    *,
    sheet: str,
    first_row: int,
    columns: tuple[int, int, int | None],
    place: tuple[int, int, int],
) -> BarChart:
    """Draw score and target of each dimension as horizontal bars that can be told apart in black and white.

    Args:
        report: The result in words.
        drawn: Dimensions with a score, in the order of the rows they stand in.
        plan: Where its parts go.
        sheet: The sheet where the numbers stand.
        first_row: The row of the first of them.
        columns: The columns of names, scores and targets; None where nobody has set a target.
        place: The first row that the chart fills, the first after it, and the last column it reaches.
    """
    from openpyxl.chart import BarChart
    from openpyxl.chart.layout import Layout, ManualLayout
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    chart = BarChart(barDir="bar", grouping="clustered", gapWidth=60, overlap=0)
    names_at, scores_at, targets_at = columns
    rows = (first_row, first_row + len(drawn) - 1)
    labels = [report.dimension_title(combined.id) for combined in drawn]
    scores = [(combined.score.value, decimal_format(report.score_decimals(combined.score))) for combined in drawn]
    chart.series.append(_series(sheet, report.t("Score"), labels, scores, names_at, scores_at, rows))
    chart.series[0].graphicalProperties = GraphicalProperties(solidFill=NAVY, ln=LineProperties(solidFill=NAVY))
    if targets_at is None:
        chart.legend = None
    else:
        targets = [(combined.score.target, decimal_format(report.target_decimals_beside(combined.score.target))) for combined in drawn]
        chart.series.append(_series(sheet, report.t("Target"), labels, targets, names_at, targets_at, rows))
        chart.series[1].graphicalProperties = _hatched()
        chart.legend.position = "b"
        chart.legend.txPr = _text_properties(_LABEL_SIZE)
    chart.title = _title(plan.title)
    chart.title.overlay = False
    _set_axes(chart, report)
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.roundedCorners = False
    left, top = plan.labels / plan.width, plan.top / plan.height
    inner = ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=left, y=top, w=0.95 - left, h=plan.bars / plan.height)
    chart.layout = Layout(manualLayout=inner)
    chart.anchor = _filling(*place)
    return chart


def _set_axes(chart: BarChart, report: Report) -> None:
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    low, high = report.scale
    names, numbers = chart.x_axis, chart.y_axis
    names.delete = numbers.delete = False
    names.txPr = numbers.txPr = _text_properties(_LABEL_SIZE)
    names.majorTickMark = numbers.majorTickMark = "none"
    names.scaling.orientation = "maxMin"
    names.tickLblPos = "low"
    names.tickLblSkip = 1
    names.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=INK))
    # Bars begin at nothing, so that their lengths can be compared and the lowest level is seen; a scale from 1 has no 0 to show.
    numbers.scaling.min, numbers.scaling.max = min(low, 0), high
    numbers.number_format = "0;-0;" if low > 0 else "0"
    numbers.crosses = "max"  # the order of the names is turned round; this keeps the scale at the bottom
    numbers.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="D9D9D9")))
    numbers.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    if high - min(low, 0) <= _MOST_UNITS:
        numbers.majorUnit = 1


def _series(
    sheet: str,
    title: str,
    labels: Sequence[str],
    values: Sequence[tuple[Fraction | None, str]],
    names_at: int,
    at: int,
    rows: tuple[int, int],
) -> Series:
    """Make one series that points at its cells and also carries what is in them, for readers that do not look there."""
    from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.series import Series, SeriesLabel
    from openpyxl.utils import get_column_letter, quote_sheetname

    def reference(column: int) -> str:
        letter = get_column_letter(column)
        return f"{quote_sheetname(sheet)}!${letter}${rows[0]}:${letter}${rows[1]}"

    texts = StrData(ptCount=len(labels), pt=[StrVal(idx=index, v=label) for index, label in enumerate(labels)])
    numbers = [
        NumVal(idx=index, formatCode=code, v=repr(float(half_up(value)))) for index, (value, code) in enumerate(values) if value is not None
    ]
    series = Series(
        tx=SeriesLabel(v=title),
        cat=AxDataSource(strRef=StrRef(f=reference(names_at), strCache=texts)),
        val=NumDataSource(numRef=NumRef(f=reference(at), numCache=NumData(formatCode="General", ptCount=len(values), pt=numbers))),
        invertIfNegative=False,
    )
    series.dLbls = DataLabelList(
        dLblPos="outEnd",
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        txPr=_text_properties(_LABEL_SIZE),
    )
    return series


def _hatched() -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.drawing.fill import PatternFillProperties
    from openpyxl.drawing.line import LineProperties

    # The stubs ask for a record where the library takes the six digits.
    dark, white = (ColorChoice(srgbClr=colour) for colour in ("595959", "FFFFFF"))  # type: ignore[arg-type]
    pattern = PatternFillProperties(prst="wdUpDiag", fgClr=dark, bgClr=white)
    return GraphicalProperties(pattFill=pattern, ln=LineProperties(solidFill="595959"))


def _text_properties(size: int, *, bold: bool = False) -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_letters(size, bold=bold)), endParaRPr=_letters(size, bold=bold))])


def _letters(size: int, *, bold: bool) -> Any:
    from openpyxl.drawing.text import CharacterProperties, Font

    return CharacterProperties(sz=size * 100, b=bold, solidFill=INK, latin=Font(typeface=_FONT))


def _title(text: str) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    letters = _letters(_TITLE_SIZE, bold=True)
    run = RegularTextRun(rPr=letters, t=text)
    return Title(tx=Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])])))


def _filling(first_row: int, next_row: int, last_column: int) -> Any:
    """Anchor a chart so that it fills whole rows, whatever the height of the rows above turns out to be."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    start, end = AnchorMarker(col=0, row=first_row - 1), AnchorMarker(col=last_column, row=next_row - 1)
    return TwoCellAnchor(editAs="twoCell", _from=start, to=end)
