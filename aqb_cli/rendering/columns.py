"""Plain lines: paragraphs wrapped at a width, with room on the left, and tables as columns of text."""

from __future__ import annotations

import re
from textwrap import TextWrapper

from aqb_cli.document.blocks import Table, plain
from aqb_cli.document.typography import NO_BREAK

WIDTH = 80
"""How many characters a line has at most, unless a single word is longer."""

_DEEPEST = 40

_LEAST_SHARE, _LARGEST_SHARE = 15, 60
"""In characters: short words keep some room, and the longest titles take four times as much at most."""

_LINE = 84
"""How many characters of a table's type a line takes in a PDF or Word file."""

FIGURE = re.compile(rf"\d[\d.,]*(?:{NO_BREAK}Euro)?")
"""Dates and amounts."""


def wrap(text: str, margin: str = "", marker: str = "") -> list[str]:
    """The text in lines; all but the first stand as far in as the text behind the marker."""
    first = f"{margin}{marker} " if marker else margin
    wrapper = TextWrapper(
        WIDTH, initial_indent=first, subsequent_indent=" " * len(first),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return wrapper.wrap(text) or [first.rstrip()]


def deeper(margin: str, marker: str) -> str:
    """The margin of what stands below the text behind a marker."""
    return " " * min(len(margin) + len(marker) + 1, _DEEPEST)


def numeral(number: int) -> str:
    """The marker of a numbered entry: "1."."""
    return f"{number}."


def columns(table: Table, margin: str = "") -> list[str]:
    """The table in lines of text, with a line of dashes below the headings."""
    rows = [tuple(plain(cell.line) for cell in row) for row in (table.head, *table.rows)]
    widths = _widths(rows, WIDTH - len(margin))
    lines = [line for row in rows[:1] for line in _row(row, widths, table, margin)]
    lines.append(margin + "  ".join("-" * width for width in widths))
    lines += [line for row in rows[1:] for line in _row(row, widths, table, margin)]
    return lines


def shares(table: Table) -> list[int]:
    """How wide each column is beside the others, after its longest text; 0 for columns of numbers.

    Columns with dates and amounts among their words are wide enough for them, so that none is ever broken.
    """
    columns = [[plain(cell.line) for cell in cells] for cells in zip(table.head, *table.rows, strict=True)]
    longest = [max(map(len, column)) for column in columns]
    texts = {
        n: min(max(longest[n], _LEAST_SHARE), _LARGEST_SHARE) for n, head in enumerate(table.head) if not head.right
    }
    needed = {
        n: max((len(figure) + 3 for text in columns[n] for figure in FIGURE.findall(text)), default=0) for n in texts
    }
    room = _LINE - sum(longest[n] + 2 for n in range(len(columns)) if n not in texts)
    widths: dict[int, float] = {}
    while free := texts.keys() - widths.keys():
        unit = max(room - sum(widths.values()), 0) / sum(texts[n] for n in free)
        narrow = {n: needed[n] for n in free if texts[n] * unit < needed[n]}
        widths |= narrow or {n: texts[n] * unit for n in free}
    return [max(round(widths[n]), 1) if n in texts else 0 for n in range(len(columns))]


def _widths(rows: list[tuple[str, ...]], room: int) -> list[int]:
    """The columns' widths; where they need more than there is room, the widest give way, down to their longest word."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    least = [
        max(len(word) for cell in column for word in (cell.split(" ") or [""])) for column in zip(*rows, strict=True)
    ]
    room -= 2 * (len(widths) - 1)
    while sum(widths) > room:
        spare = [(width, -index) for index, width in enumerate(widths) if width > least[index]]
        if not spare:
            break
        widths[-max(spare)[1]] -= 1
    return widths


def _row(row: tuple[str, ...], widths: list[int], table: Table, margin: str) -> list[str]:
    cells = [
        TextWrapper(width, break_long_words=False, break_on_hyphens=False).wrap(cell) if cell else []
        for cell, width in zip(row, widths, strict=True)
    ]
    lines = []
    for number in range(max(map(len, cells))):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        aligned = [
            part.rjust(width) if head.right else part.ljust(width)
            for part, width, head in zip(parts, widths, table.head, strict=True)
        ]
        lines.append((margin + "  ".join(aligned)).rstrip())
    return lines
