"""Score against target, drawn and described."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maturity.assessment.advice import strongest, weakest
from maturity.export.xlsx.cells import INK, NAVY, decimal_format
from maturity.scoring.numbers import half_up

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.chart.series import Series

    from maturity.export.xlsx.report import Report
    from maturity.model.result import CombinedScore

_POINTS_TO_EMU = 12_700
_FONT = "Calibri"


def finding(report: Report) -> str:
    """Return what the chart shows, in a sentence."""
    t, scored = report.t, [combined for combined in report.result.dimensions if combined.score.value is not None]
    gaps = {combined.id: gap for combined in scored if (gap := combined.score.gap) is not None}
    if gaps and (widest := max(gaps.values())) > 0:
        furthest = [combined for combined in scored if gaps.get(combined.id) == widest]
        if len(furthest) == 1:
            (found,) = furthest
            assert found.score.value is not None and found.score.target is not None
            return t(
                "Furthest from its target: {dimension} (score {score}, target {target})",
                dimension=report.dimension_title(found.id),
                score=report.words(found.score.value, found.score.target),
                target=report.target_words(found.score.target),
            )
        return t("Furthest from their targets: {dimensions}", dimensions=names(report, furthest))
    if gaps and len(gaps) == len(scored):
        return t("Every dimension that has a score has reached its target")
    if high := strongest(report.result):
        return t(
            "Strongest: {strongest}. Weakest: {weakest}",
            strongest=names(report, high),
            weakest=names(report, weakest(report.result)),
        )
    return t("Score of each dimension")


def names(report: Report, dimensions: Sequence[CombinedScore]) -> str:
    """Return dimensions with their scores, at most three of them."""
    shown = [
        f"{report.dimension_title(combined.id)} ({report.words(combined.score.value, combined.score.target)})"
        for combined in dimensions[:3]
        if combined.score.value is not None
    ]
    if more := len(dimensions) - len(shown):
        shown.append(report.t.counted("and {n} more", "and {n} more", more))
    return ", ".join(shown)


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


def bar_chart(
    report: Report,
    drawn: Sequence[CombinedScore],
    *,
    sheet: str,
    first_row: int,
    columns: tuple[int, int, int | None],
    place: tuple[int, int],
) -> BarChart:
    """Draw score and target of each dimension as horizontal bars that can be told apart in black and white.

    Args:
        drawn: Dimensions with a score, in the order of the rows they stand in.
        sheet: The sheet where the numbers stand.
        first_row: The row of the first of them.
        columns: The columns of names, scores and targets; None where nobody has set a target.
        place: The row that the chart fills and the last column it reaches.
    """
    from openpyxl.chart import BarChart
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.layout import Layout, ManualLayout
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    chart = BarChart(barDir="bar", grouping="clustered", gapWidth=60, overlap=0)
    low, high = report.scale
    names_at, scores_at, targets_at = columns
    rows = (first_row, first_row + len(drawn) - 1)
    labels = [report.dimension_title(combined.id) for combined in drawn]
    scores = [(combined.score.value, decimal_format(report.score_decimals(combined.score))) for combined in drawn]
    chart.series.append(_series(sheet, report.t("Score"), labels, scores, names_at, scores_at, rows))
    chart.series[0].graphicalProperties = GraphicalProperties(solidFill=NAVY, ln=LineProperties(solidFill=NAVY))
    if targets_at is not None:
        targets = [
            (
                combined.score.target,
                "0" if combined.score.target is None else decimal_format(report.target_decimals(combined.score.target)),
            )
            for combined in drawn
        ]
        chart.series.append(_series(sheet, report.t("Target"), labels, targets, names_at, targets_at, rows))
        chart.series[1].graphicalProperties = _hatched()
    chart.title = _title(finding(report))
    chart.title.overlay = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = _text_properties(10)
    chart.x_axis.majorTickMark = chart.y_axis.majorTickMark = "none"
    chart.x_axis.tickLblPos = "low"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=INK))
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = low, high
    chart.y_axis.crosses = "max"  # the order of the names is turned round; this keeps the scale at the bottom
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="D9D9D9")))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    if high - low <= 10:
        chart.y_axis.majorUnit = 1
    if targets_at is None:
        chart.legend = None
    else:
        chart.legend.position = "b"
        chart.legend.txPr = _text_properties(10)
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.roundedCorners = False
    chart.layout = Layout(manualLayout=ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.3, y=0.14, w=0.66, h=0.66))
    chart.anchor = _filling(*place)
    return chart


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
        txPr=_text_properties(10),
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

    letters = _letters(13, bold=True)
    run = RegularTextRun(rPr=letters, t=text)
    return Title(tx=Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])])))


def _filling(row: int, last_column: int) -> Any:
    """Anchor a chart so that it fills one row, whatever the height of the rows above turns out to be."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    start = AnchorMarker(col=0, row=row - 1, colOff=0, rowOff=2 * _POINTS_TO_EMU)
    return TwoCellAnchor(editAs="twoCell", _from=start, to=AnchorMarker(col=last_column, row=row, colOff=0, rowOff=0))
