"""Plain lines: paragraphs wrapped at a width, with room on the left, and tables as columns of text."""

from __future__ import annotations

from textwrap import TextWrapper

from aqb_cli.document.blocks import Table, plain

WIDTH = 80
"""How many characters a line has at most, unless a single word is longer."""

_DEEPEST = 40

_LEAST_SHARE, _LARGEST_SHARE = 15, 60
"""In characters: short words keep some room, and the longest titles take four times as much at most."""


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
    """What part of the room for texts each column takes, after its longest one; 0 for columns of numbers."""
    columns = zip(table.head, *table.rows, strict=True)
    lengths = ((cells[0].right, max(len(plain(cell.line)) for cell in cells)) for cells in columns)
    return [0 if right else min(max(length, _LEAST_SHARE), _LARGEST_SHARE) for right, length in lengths]


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
