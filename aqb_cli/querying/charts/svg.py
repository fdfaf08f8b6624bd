"""Charts as SVG, styled by attributes only: no scripts, no style sheets, nothing that a page's rules would forbid."""

from __future__ import annotations

from html import escape

from aqb_cli.querying.charts import Chart, Form
from aqb_cli.querying.charts.bars import draw_bars
from aqb_cli.querying.charts.lines import draw_lines, draw_panels
from aqb_cli.querying.charts.picture import GREY, LARGE, SIZE, SMALL, WHITE, WIDTH, Picture, coordinate
from aqb_cli.text.messages import _, visible

_FONTS = "Arial, Helvetica, Libertinus Serif, sans-serif"
"""Typst has none but the third; without it, it would take another without a word."""

_DRAWN = {Form.BARS: draw_bars, Form.PLAN: draw_bars, Form.LINES: draw_lines, Form.PANELS: draw_panels}


def svg(chart: Chart, language: str) -> str:
    """A chart as one element. No page has two of them, so their parts are named alike."""
    picture = Picture(language)
    picture.block(chart.title, LARGE, bold=True)
    picture.block(chart.unit, SIZE, GREY)
    _DRAWN[chart.form](picture, chart)
    figures = [figure for series in chart.series for figure in series.figures]
    if chart.form in (Form.LINES, Form.PANELS):
        notes = [_("Hollow signs: parts of the sum are unknown or rounded.")] * any(
            figure.partial for figure in figures
        )
    else:
        notes = [_("≥: parts of the sum are unknown.")] * any("≥" in end.text for end in (*figures, *chart.sums))
    for note in (*(note.translated(language) for note in notes), *chart.notes):
        picture.block(note, SMALL, GREY)
    width, height = coordinate(WIDTH), coordinate(picture.y + 6)
    look = f'width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" font-family="{_FONTS}"'
    named_by = 'aria-labelledby="chart-title" aria-describedby="chart-description"'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {named_by} {look}>',
            f'<title id="chart-title">{escape(visible(chart.title))}</title>',
            f'<desc id="chart-description">{escape(visible(description(chart)))}</desc>',
            f'<rect width="{width}" height="{height}" fill="{WHITE}"/>',
            *picture.parts,
            "</svg>",
        )
    )


def description(chart: Chart) -> str:
    """The chart in words, with all of its values: for who doesn't see it."""
    if len(chart.series) == 1:
        (series,) = chart.series
        values = [f"{label}: {figure.text}" for label, figure in zip(chart.labels, series.figures, strict=True)]
    else:
        values = [
            f"{label}: " + ", ".join(f"{series.name} {series.figures[place].text}" for series in chart.series)
            for place, label in enumerate(chart.labels)
        ]
    return f"{chart.unit}. {'; '.join(values)}."
