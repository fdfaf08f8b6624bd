"""Markdown: CommonMark with GitHub's tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from aqb_cli.document.blocks import Cell, Document, Line, Run, plain
from aqb_cli.markdown import begun, escaped
from aqb_cli.rendering import Render
from aqb_cli.rendering.columns import deeper, numeral, wrap
from aqb_cli.rendering.layout import layout


def renderer(templates: Sequence[Path]) -> Render:
    """See `rendering.renderer`."""
    filters: dict[str, Callable[..., object]] = {
        "wrapped": _wrapped, "bold": _bold, "joined": _joined, "escaped": escaped, "row": _row, "rule": _rule,
        "deeper": deeper, "numeral": numeral,
    }  # fmt: skip
    render = layout("agreement.md.j2", templates, filters)

    def to_bytes(document: Document) -> bytes:
        return render(document).encode()

    return to_bytes


def _inline(line: Line) -> str:
    """The line with its bold passages."""
    return "".join(_strong(run.text) if run.strong else escaped(run.text) for run in line)


def _bold(line: Line) -> Line:
    return (Run(plain(line), strong=True),)


def _strong(text: str) -> str:
    bare = text.strip(" ")
    if not bare:
        return text
    before, _bare, after = text.partition(bare)
    return f"{before}**{escaped(bare)}**{after}"


def _joined(lines: tuple[Line, ...]) -> str:
    """Lines in one, for headings."""
    return " ".join(begun(_inline(line)) for line in lines)


def _wrapped(line: Line, margin: str = "", marker: str = "") -> str:
    first, *rest = wrap(_inline(line), margin, marker)
    before = len(margin) + (len(marker) + 1 if marker else 0)
    lines = [first[:before] + begun(first[before:]), *map(begun, rest)]
    return "\n".join(lines)


def _row(cells: tuple[Cell, ...], margin: str = "") -> str:
    return f"{margin}|" + "".join(f" {_inline(cell.line)} |" if cell.line else " |" for cell in cells)


def _rule(cells: tuple[Cell, ...], margin: str = "") -> str:
    return f"{margin}|" + "".join(" ---: |" if cell.right else " --- |" for cell in cells)
