"""HTML: one file that holds all it needs, and asks for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup, escape

from aqb_cli.publishing.formats import Made, Render
from aqb_cli.publishing.formats.layout import layout
from aqb_cli.wording.blocks import Line, Publication


def renderer(templates: Sequence[Path]) -> Render:
    """See `formats.renderer`. Whatever a layout prints is escaped by Jinja."""
    render = layout("agreement.html.j2", templates, {"inline": _inline}, autoescape=True)

    def make(document: Publication) -> Made:
        return Made(render(document).encode())

    return make


def _inline(line: Line) -> Markup:
    """The line's text, escaped, with its bold passages."""
    if len(line) == 1 and not line[0].strong:
        return escape(line[0].text)
    return Markup().join(Markup("<strong>{}</strong>").format(run.text) if run.strong else run.text for run in line)
