"""Bars from the left to the right: so long names find room, and each bar's sum stands at its end."""

from __future__ import annotations

from collections.abc import Iterator

from aqb_cli.querying.charts import Chart, Figure, Form
from aqb_cli.querying.charts.picture import INK, SHADES, SIZE, SMALL, WHITE, WIDTH, Picture, length, wrapped

_WIDEST_LABEL = 170.0
_MOST_LINES = 2
"""On how many lines a label may stand; the rest is cut."""

_BAR = 11.0

_BROADER = 1.15
"""How much broader texts may be than in Arial, for which they are measured: screens may have to take DejaVu Sans. No
digit of a sum may be cut, and no label may reach into its bar."""


def draw_bars(picture: Picture, chart: Chart) -> None:
    """A bar for each label: of parts one behind the other, or for a plan one within the other."""
    one_in_another = chart.form is Form.PLAN
    shades = (SHADES[-1], SHADES[0]) if one_in_another else SHADES if len(chart.series) > 1 else (SHADES[1],)
    if len(chart.series) > 1:
        picture.legend([series.name for series in chart.series], shades)
    label_width = min(max(length(label, SIZE) for label in chart.labels), _WIDEST_LABEL)
    labels = [wrapped(label, label_width, SIZE, _MOST_LINES) for label in chart.labels]
    rows = [[series.figures[place] for series in chart.series] for place in range(len(labels))]
    ends = [_ends([_number(figure) for figure in row], one_in_another) for row in rows]
    low, high = min(0.0, *(low for low, _high in ends)), max(0.0, *(high for _low, high in ends))
    left = 12 + _BROADER * label_width
    right = WIDTH - 8 - _BROADER * max(length(end.text, SIZE) for end in chart.sums)
    unit = (right - left) / ((high - low) or 1)
    zero = left - low * unit
    row_height = 5 + 10.5 * max(map(len, labels))
    top = picture.y + 4
    for place, lines in enumerate(labels):
        middle = top + (place + 0.5) * row_height
        for number, line in enumerate(lines):
            picture.text(4, middle + 3 + (number - (len(lines) - 1) / 2) * 10, line)
        for style, (start, end, figure) in enumerate(_parts(rows[place], one_in_another)):
            inset = 2.5 if one_in_another and style else 0.0
            if start != end:
                width = (end - start) * unit
                picture.bar(zero + start * unit, middle - _BAR / 2 + inset, width, _BAR - 2 * inset, shades[style])
                if len(shades) > 1 and not one_in_another and length(figure.text, SMALL) + 4 < width:
                    ink = WHITE if style == 0 else INK
                    picture.text(zero + (start + end) / 2 * unit, middle + 2.9, figure.text, SMALL, ink, "middle")
        picture.text(zero + ends[place][1] * unit + 4, middle + 3.2, chart.sums[place].text)
    picture.y = top + len(labels) * row_height
    picture.rule(zero, top, zero, picture.y, INK)
    picture.y += 4


def _number(figure: Figure) -> float:
    return float(figure.number or 0)


def _ends(numbers: list[float], one_in_another: bool) -> tuple[float, float]:
    """How far a bar reaches to the left and to the right of nothing."""
    less, more = [n for n in numbers if n < 0], [n for n in numbers if n > 0]
    return (min([0.0, *less]), max([0.0, *more])) if one_in_another else (sum(less), sum(more))


def _parts(row: list[Figure], one_in_another: bool) -> Iterator[tuple[float, float, Figure]]:
    """Where each part of a bar begins and ends; what is less than nothing goes to the left."""
    low = high = 0.0
    for figure in row:
        number = _number(figure)
        start, end = (low + number, low) if number < 0 else (high, high + number)
        yield start, end, figure
        if not one_in_another:
            low, high = min(low, start), max(high, end)
