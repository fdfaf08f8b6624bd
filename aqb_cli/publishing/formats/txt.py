"""Plain text, in lines of at most 80 characters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aqb_cli.publishing.formats import Made, Render
from aqb_cli.publishing.formats.columns import WIDTH, columns, deeper, numeral, wrap
from aqb_cli.publishing.formats.layout import layout
from aqb_cli.wording.blocks import Line, Publication, TableBlock, plain
from aqb_cli.wording.typography import NO_BREAK


def renderer(templates: Sequence[Path]) -> Render:
    """See `formats.renderer`."""
    render = layout(
        "agreement.txt.j2",
        templates,
        {
            "wrapped": _wrapped,
            "centred": _centred,
            "columns": _columns,
            "underlined": _underlined,
            "deeper": deeper,
            "numeral": numeral,
        },
    )

    def make(document: Publication) -> Made:
        # Spaces that don't break have done their service; whoever searches the file types ordinary ones.
        return Made(render(document).replace(NO_BREAK, " ").encode())

    return make


def _wrapped(line: Line, margin: str = "", marker: str = "") -> str:
    return "\n".join(wrap(plain(line), margin, marker))


def _centred(line: Line) -> str:
    return "\n".join(part.center(WIDTH).rstrip() for part in wrap(plain(line)))


def _underlined(lines: tuple[Line, ...], mark: str = "=") -> str:
    text = [part for line in lines for part in wrap(plain(line))]
    return "\n".join([*text, mark[:1] * max(map(len, text), default=0)])


def _columns(table: TableBlock, margin: str = "") -> str:
    return "\n".join(columns(table, margin))
