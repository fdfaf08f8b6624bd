"""HTML: one file that holds all it needs, and asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from aqb_cli.diagnostics import Problem
from aqb_cli.publishing.formats import Made, Render
from aqb_cli.publishing.formats.layout import escaped, layout
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import Line

_LONG = re.compile(r"((?:&#?\w+;|[^\s&/-]){14})(?=(?:&#?\w+;|[^\s&/-]){14})")
"""Half of a word of 28 letters or more: such a word may break, so that no table is wider than a page."""


def renderer(templates: Sequence[Path]) -> Render:
    """See `formats.renderer`. Whatever a layout prints is escaped."""
    render = layout("agreement.html.j2", templates, {"inline": _inline}, html=True)

    return lambda document: Made(render(document).encode())


def inner(made: Made) -> Markup:
    """What a page with a head of its own takes of such a file: what stands in `<main>`, its headings two levels down.

    Raises `Problem` if a layout has no `<main>`.
    """
    _head, _start, rest = made.content.decode().partition("<main>")
    text, end, _after = rest.rpartition("</main>")
    if not end:
        raise Problem(
            _("The layout agreement.html.j2 has no <main>, from which the site takes the text."),
            _("Put what is to be read into <main> … </main>."),
        )
    for old, new in (("h2", "h4"), ("h1", "h3")):  # texts are escaped: these are tags and nothing else
        text = text.replace(f"<{old}", f"<{new}").replace(f"</{old}>", f"</{new}>")
    return Markup(text)  # noqa: S704 - the layout has escaped whatever comes from data


@lru_cache(maxsize=4096)  # most lines are the same in every document
def _inline(line: Line) -> Markup:
    """The line's text, escaped, with its bold passages."""
    texts = [(_LONG.sub(r"\1<wbr>", escaped(run.text)), run.strong) for run in line]
    parts = [f"<strong>{text}</strong>" if strong else text for text, strong in texts]
    return Markup("".join(parts))  # noqa: S704 - see above
