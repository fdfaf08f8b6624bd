"""Plain text, in lines of at most 80 characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aqb_cli.publishing.formats import Made, Render
from aqb_cli.publishing.formats.columns import WIDTH, columns, deeper, numeral, wrap
from aqb_cli.publishing.formats.layout import layout
from aqb_cli.wording.blocks import Line, Publication, TableBlock, plain
from aqb_cli.wording.typography import NO_BREAK

_WITH_MARKS = re.compile(r"\S[\u0300-\u036f]+")
_PRIVATE = 0xF0000
"""The first code point of a plane that nobody writes in."""


def renderer(templates: Sequence[Path]) -> Render:
    """See `formats.renderer`."""
    render = layout(
        "agreement.txt.j2",
        templates,
        {
            "wrapped": lambda line, margin="", marker="": "\n".join(wrap(plain(line), margin, marker)),
            "centred": lambda line: "\n".join(part.center(WIDTH).rstrip() for part in wrap(plain(line))),
            "columns": _columns,
            "underlined": _underlined,
            "deeper": deeper,
            "numeral": numeral,
        },
    )

    def make(document: Publication) -> Made:
        letters: dict[str, str] = {}
        text = render(_in_one_place(document, letters))
        for letter, place in letters.items():
            text = text.replace(place, letter)
        # Spaces that don't break have done their service; whoever searches the file types ordinary ones.
        return Made(text.replace(NO_BREAK, " ").encode())

    return make


def _in_one_place(value: Any, letters: dict[str, str]) -> Any:
    """The document with one character for each letter that has combining marks: what takes up one place on a line."""
    if isinstance(value, str):
        return _WITH_MARKS.sub(lambda letter: letters.setdefault(letter[0], chr(_PRIVATE + len(letters))), value)
    if not isinstance(value, tuple):
        return value
    parts = [_in_one_place(part, letters) for part in value]
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)


def _underlined(lines: tuple[Line, ...], mark: str = "=") -> str:
    text = [part for line in lines for part in wrap(plain(line))]
    return "\n".join([*text, mark[:1] * max(map(len, text), default=0)])


def _columns(table: TableBlock, margin: str = "") -> str:
    return "\n".join(columns(table, margin))
