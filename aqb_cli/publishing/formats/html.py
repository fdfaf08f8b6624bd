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

_VERY_LONG = 28
"""Words of so many letters may break, so that no table is wider than a page."""

_HALF = re.compile(r"(/+(?=[^\s/])|(?:&#?\w+;|[^\s&/\u00ad-]){14}(?=(?:&#?\w+;|[^\s&/\u00ad-]){14}))")
"""Half of such a word, in HTML, or what is before a slash in it: Chromium breaks no line there by itself."""


def renderer(templates: Sequence[Path]) -> Render:
    """See `formats.renderer`. Whatever a layout prints is escaped."""
    render = layout("agreement.html.j2", templates, {"inline": _inline, "lines": _lines}, html=True)

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
    parts = [f"<strong>{breakable(run.text)}</strong>" if run.strong else breakable(run.text) for run in line]
    return Markup("".join(parts))  # noqa: S704 - see above


@lru_cache(maxsize=4096)
def _lines(lines: tuple[Line, ...]) -> Markup:
    """Lines that each stand in an element of their own."""
    return Markup(" ".join(f"<span>{_inline(line)}</span>" for line in lines))  # noqa: S704 - see above


def breakable(text: str) -> str:
    """The text, escaped, with places to break its longest words at."""
    # As in nearly all lines: to look for such words takes longer.
    if len(text) < _VERY_LONG or max(map(len, text.split()), default=0) < _VERY_LONG:
        return escaped(text)
    return _HALF.sub(r"\1<wbr>", escaped(text))
