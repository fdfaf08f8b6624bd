"""Markdown: CommonMark with GitHub's tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from aqb_cli.publishing.formats import Made, Render
from aqb_cli.publishing.formats.columns import deeper, numeral, wrap
from aqb_cli.publishing.formats.layout import layout
from aqb_cli.text.markdown import begun, escaped
from aqb_cli.wording.blocks import Line, TableCell, TextRun, plain

_LETTER = re.compile(r"[^\s!-/:-@\[-`{-~]")
"""What some reader of Markdown may take for part of a word."""


def renderer(templates: Sequence[Path]) -> Render:
    """See `formats.renderer`."""
    filters: dict[str, Callable[..., object]] = {
        "wrapped": _wrapped, "bold": _bold, "joined": _joined, "escaped": escaped, "row": _row, "rule": _rule,
        "deeper": deeper, "numeral": numeral,
    }  # fmt: skip
    render = layout("agreement.md.j2", templates, filters)

    return lambda document: Made(render(document).encode())


def _inline(line: Line) -> str:
    text = ""
    edge = False
    for strong, group in groupby(line, lambda run: run.strong and bool(run.text.strip())):
        stretch = "".join(run.text for run in group)
        if not strong:
            text += _parted(stretch) if edge else escaped(stretch)
            edge = False
            continue
        bare = stretch.strip()
        before, _bare, after = stretch.partition(bare)
        if not before and not bare[0].isalnum():
            text = _parted_end(text)
        edge = not after and not bare[-1].isalnum()
        text += f"{before}**{escaped(bare)}**{after}"
    return text


def _parted(text: str) -> str:
    """Text behind a bold passage that ends in a punctuation mark: a letter would keep it from ending there."""
    return f"&#{ord(text[0])};{escaped(text[1:])}" if _LETTER.match(text[:1]) else escaped(text)


def _parted_end(text: str) -> str:
    """The same before a bold passage that begins with a punctuation mark."""
    return f"{text[:-1]}&#{ord(text[-1])};" if _LETTER.match(text[-1:]) else text


def _bold(line: Line) -> Line:
    return (TextRun(plain(line), strong=True),)


def _joined(lines: tuple[Line, ...]) -> str:
    """Lines in one, for headings."""
    return " ".join(begun(_inline(line)) for line in lines)


def _wrapped(line: Line, margin: str = "", marker: str = "") -> str:
    first, *rest = wrap(_inline(line), margin, marker)
    before = len(margin) + (len(marker) + 1 if marker else 0)
    lines = [first[:before] + begun(first[before:]), *map(begun, rest)]
    return "\n".join(lines)


def _row(cells: tuple[TableCell, ...], margin: str = "") -> str:
    return f"{margin}|" + "".join(f" {_inline(cell.line)} |" if cell.line else " |" for cell in cells)


def _rule(cells: tuple[TableCell, ...], margin: str = "") -> str:
    return f"{margin}|" + "".join(" ---: |" if cell.right else " --- |" for cell in cells)
