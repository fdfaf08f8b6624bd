"""Lines over years: several in one picture as long as they can be told apart, otherwise each in a small one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import chain
from math import ceil, floor
from typing import NamedTuple

from aqb_cli.querying.charts import Chart, Figure, Series
from aqb_cli.querying.charts.picture import GREY, INK, PALE, SIZE, SMALL, WIDTH, Picture, length, wrapped
from aqb_cli.text.messages import _, digits

_HEIGHT, _PANEL_HEIGHT = 190.0, 74.0
_PANELS_IN_A_ROW = 3


class _Plot(NamedTuple):
    """Where the years stand and how high a value is."""

    years: dict[str, float]
    """The years with their places, as far apart as they are, also where there is none between."""
    height: Callable[[Decimal], float]


def _plot(chart: Chart, scale: Sequence[Decimal], left: float, top: float, width: float, height: float) -> _Plot:
    first, last = int(chart.labels[0]), int(chart.labels[-1])
    years = {year: left + width * (int(year) - first) / max(last - first, 1) for year in chart.labels}
    low, high = scale[0], scale[-1]
    return _Plot(years, lambda value: top + height * float((high - value) / (high - low)))


def draw_lines(picture: Picture, chart: Chart) -> None:
    """All lines in one picture, with a scale; the values beside a line that is alone, if they find room."""
    if len(chart.series) > 1:
        picture.legend([series.name for series in chart.series])
    scale = _scale(chart)
    names = [_written(value, scale, picture.language) for value in scale]
    left, top = 18 + max(length(name, SMALL) for name in names), picture.y + 14
    # Values beside the points need half of their length on the left, where the scale stands.
    figures, span = chart.series[0].figures, max(int(chart.labels[-1]) - int(chart.labels[0]), 1)
    longest = max(length(figure.text, SMALL) for figure in figures)
    beside = len(chart.series) == 1 and longest < (WIDTH - 28 - left - longest / 2) / span
    start = left + longest / 2 if beside else left
    apart = (WIDTH - 28 - start) / span
    plot = _plot(chart, scale, start, top, WIDTH - 28 - start, _HEIGHT)
    for value, name in zip(scale, names, strict=True):
        picture.rule(left - 6, plot.height(value), WIDTH - 8, plot.height(value), PALE if value else INK)
        picture.text(left - 9, plot.height(value) + 2.8, name, SMALL, GREY, "end")
    for year, x in plot.years.items():
        if (int(year) - int(chart.labels[-1])) % ceil(28 / apart) == 0:
            picture.text(x, top + _HEIGHT + 13, year, anchor="middle")
    for style, series in enumerate(chart.series):
        runs = _draw(picture, series, plot, style)
        if beside:
            _name(picture, runs, longest, top + _HEIGHT)
    picture.y = top + _HEIGHT + 20


def draw_panels(picture: Picture, chart: Chart) -> None:
    """A small picture for each line, all of the same scale, with the latest value."""
    scale = _scale(chart)
    most = _written(scale[-1], scale, picture.language)
    picture.block(_("All with the same scale, up to {most}.", most=most).translated(picture.language), SIZE, GREY)
    width, top = (WIDTH - 8) / _PANELS_IN_A_ROW, picture.y
    for place, series in enumerate(chart.series):
        row, column = divmod(place, _PANELS_IN_A_ROW)
        x, y = 4 + column * width, top + row * _PANEL_HEIGHT
        plot = _plot(chart, scale, x + 4, y + 20, width - 22, 34)
        picture.text(x, y + 12, wrapped(series.name, width - 14, SIZE, 1)[0])
        picture.rule(x, plot.height(Decimal(0)), x + width - 14, plot.height(Decimal(0)), INK)
        _draw(picture, series, plot, 0)
        latest = f"{chart.labels[-1]}: {series.figures[-1].text}"
        picture.text(x, y + 65, chart.labels[0], SMALL, GREY)
        picture.text(x + width - 14, y + 65, latest, SMALL, GREY, "end")
    picture.y = top + ceil(len(chart.series) / _PANELS_IN_A_ROW) * _PANEL_HEIGHT + 4


class _Point(NamedTuple):
    x: float
    y: float
    figure: Figure


def _draw(picture: Picture, series: Series, plot: _Plot, style: int) -> list[list[_Point]]:
    """One line with its signs; it breaks where a year has no value. Returns the points between its breaks."""
    runs: list[list[_Point]] = []
    before = 0
    for (year, x), figure in zip(plot.years.items(), series.figures, strict=True):
        if figure.number is not None:
            if int(year) != before + 1:
                runs.append([])
            runs[-1].append(_Point(x, plot.height(figure.number), figure))
            before = int(year)
    for run in runs:
        if len(run) > 1:
            picture.stroke([(x, y) for x, y, _figure in run], style)
    for point in chain(*runs):
        picture.sign(point.x, point.y, style, hollow=point.figure.partial)
    return runs


def _name(picture: Picture, runs: Sequence[Sequence[_Point]], longest: float, bottom: float) -> None:
    """Each value above its point; below it or beside it where the line would cross it there."""
    steep = 14 / longest  # a value stands 7 above or below its point, with half of its length on either side
    for run in runs:
        for before, (x, y, figure), after in zip((None, *run[:-1]), run, (*run[1:], None), strict=True):
            rises = [(y - other.y) / abs(other.x - x) for other in (before, after) if other]
            is_crossed_above, is_crossed_below = max(rises, default=0) > steep, min(rises, default=0) < -steep
            if is_crossed_above and not is_crossed_below and y + 16 < bottom:
                picture.text(x, y + 13, figure.text, SMALL, anchor="middle")
            elif len(rises) == 2 and is_crossed_above and is_crossed_below:
                place, anchor = (x - 4, "end") if rises[1] > 0 else (x + 4, "start")
                picture.text(place, y - 5, figure.text, SMALL, anchor=anchor)
            else:
                picture.text(x, y - 7, figure.text, SMALL, anchor="middle")


def _scale(chart: Chart) -> list[Decimal]:
    """Round numbers, from one below all values to one above them, nothing among them."""
    numbers = [figure.number for series in chart.series for figure in series.figures if figure.number is not None]
    low, high = min([*numbers, Decimal(0)]), max([*numbers, Decimal(0)])
    raw = (high - low) / 4 or Decimal(1)
    power = Decimal(10) ** raw.adjusted()
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= raw)
    return [number * step for number in range(floor(low / step), ceil(high / step or 1) + 1)]


def _written(value: Decimal, scale: Sequence[Decimal], language: str) -> str:
    cents = any(number % 1 for number in scale)
    return digits(value, language, cents=cents)
