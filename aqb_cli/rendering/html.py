"""HTML: one file that holds all it needs, and asks for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from aqb_cli.document.blocks import Document, Line
from aqb_cli.rendering import Render
from aqb_cli.rendering.layout import layout


def renderer(templates: Sequence[Path]) -> Render:
    """See `rendering.renderer`. Whatever a layout prints is escaped by Jinja."""
    render = layout("agreement.html.j2", templates, {"inline": _inline}, autoescape=True)

    def to_bytes(document: Document) -> bytes:
        return render(document).encode()

    return to_bytes


def _inline(line: Line) -> Markup:
    """The line's text, escaped, with its bold passages."""
    return Markup().join(Markup("<strong>{}</strong>").format(run.text) if run.strong else run.text for run in line)
