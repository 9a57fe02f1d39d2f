"""Score against target, drawn and described."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maturity.export.xlsx.cells import INK, NAVY, decimal_format
from maturity.export.xlsx.finding import TITLE_SIZE
from maturity.export.xlsx.metrics import HIGHEST_ROW, column_width, line_height, text_width, wrapped_lines
from maturity.scoring.numbers import half_up

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.chart.series import Series

    from maturity.export.xlsx.report import Report
    from maturity.model.result import Score

_FONT = "Calibri"
_LABEL_SIZE = 10
#: Points that one dimension takes at least, with a target and without.
_TWO_BARS, _ONE_BAR = 40.0, 26.0
#: A longer title of a dimension is cut in the title of the chart, where nothing can be moved out of the way.
LONGEST_NAME = 260.0
_MOST_UNITS = 10


@dataclass(frozen=True)
class Bar:
    """A score to draw, with its target where there is one."""

    label: str
    report: Report
    score: Score


def description(bars: Sequence[Bar], found: str, axis: str) -> str:
    """Return the chart in words, for a reader who hears it: the finding, what the bars are, then every bar."""
    parts = []
    for bar in bars:
        report, score = bar.report, bar.score
        assert score.value is not None
        words = report.words(score.value, score.target)
        if score.target is None:
            parts.append(report.t("{dimension}: score {score}", dimension=bar.label, score=words))
        else:
            target = report.target_words(score.target)
            parts.append(report.t("{dimension}: score {score}, target {target}", dimension=bar.label, score=words, target=target))
    return f"{found}. {axis} {'; '.join(parts)}."


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


def plan(title: str, drawn: Sequence[Bar], width: float, *, targets: bool) -> Plan:
    """Return where the parts of a chart of this width go, so that none covers another however long the names are."""
    lines = wrapped_lines(title, column_width(0.9 * width), TITLE_SIZE, bold=True)
    names = [bar.label for bar in drawn]
    labels = min(max(text_width(name, _LABEL_SIZE) for name in names) + 14, 0.4 * width)
    most = max(wrapped_lines(name, column_width(labels - 12), _LABEL_SIZE) for name in names)
    each = max(_TWO_BARS if targets else _ONE_BAR, (most + 0.5) * line_height(_LABEL_SIZE))
    top, bars = lines * line_height(TITLE_SIZE) + 14, each * len(drawn)
    return Plan(title=title, labels=labels, top=top, bars=bars, height=top + bars + (46 if targets else 24), width=width)


def bar_chart(
    drawn: Sequence[Bar],
    plan: Plan,
    *,
    sheet: str,
    first_row: int,
    columns: tuple[int, int, int | None],
    place: tuple[int, int, int],
) -> BarChart:
    """Draw scores and targets as horizontal bars that can be told apart in black and white.

    Args:
        drawn: What has a score, in the order of the rows they stand in; all on one scale.
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
    t = drawn[0].report.t
    labels = [bar.label for bar in drawn]
    scores = [(bar.score.value, decimal_format(bar.report.score_decimals(bar.score))) for bar in drawn]
    chart.series.append(_series(sheet, t("Score"), labels, scores, names_at, scores_at, rows))
    chart.series[0].graphicalProperties = GraphicalProperties(solidFill=NAVY, ln=LineProperties(solidFill=NAVY))
    if targets_at is None:
        chart.legend = None
    else:
        targets = [(bar.score.target, decimal_format(bar.report.target_decimals_beside(bar.score.target))) for bar in drawn]
        chart.series.append(_series(sheet, t("Target"), labels, targets, names_at, targets_at, rows))
        chart.series[1].graphicalProperties = _hatched()
        chart.legend.position = "b"
        chart.legend.txPr = _text_properties(_LABEL_SIZE)
    chart.title = _title(plan.title)
    chart.title.overlay = False
    _set_axes(chart, *drawn[0].report.scale)
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.roundedCorners = False
    left, top = plan.labels / plan.width, plan.top / plan.height
    inner = ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=left, y=top, w=0.95 - left, h=plan.bars / plan.height)
    chart.layout = Layout(manualLayout=inner)
    chart.anchor = _filling(*place)
    return chart


def _set_axes(chart: BarChart, low: int, high: int) -> None:
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

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

    letters = _letters(TITLE_SIZE, bold=True)
    run = RegularTextRun(rPr=letters, t=text)
    return Title(tx=Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])])))


def _filling(first_row: int, next_row: int, last_column: int) -> Any:
    """Anchor a chart so that it fills whole rows, whatever the height of the rows above turns out to be."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    start, end = AnchorMarker(col=0, row=first_row - 1), AnchorMarker(col=last_column, row=next_row - 1)
    return TwoCellAnchor(editAs="twoCell", _from=start, to=end)
