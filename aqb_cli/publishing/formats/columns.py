"""Plain lines: paragraphs wrapped at a width, with room on the left, and tables as columns of text."""

from __future__ import annotations

import re
from textwrap import TextWrapper

from aqb_cli.wording.blocks import TableBlock, plain
from aqb_cli.wording.typography import NO_BREAK

WIDTH = 80
"""How many characters a line has at most, unless a single word is longer."""

_DEEPEST = 40

_LEAST_SHARE, _LARGEST_SHARE = 15, 60
"""In characters: short words keep some room, and the longest titles take four times as much at most."""

_LINE = 84
"""How many characters of a table's type a line takes in a PDF or Word file."""

_LONGEST_KEPT = 26
"""How much room a word gets at most where not all of them find room: few German words have more than 24 letters."""

_NARROWEST = 3
"""How many characters a column has at least."""

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


def columns(table: TableBlock, margin: str = "") -> list[str]:
    """The table in lines of text, with a double rule below the headings.

    Where a text takes more than one line, a rule stands below each row. Texts can be put together again with certainty:
    a line that fills its column, or ends in a hyphen or slash, goes on without a space; any other with one.
    """
    rows = [tuple(plain(cell.line) for cell in row) for row in (table.head, *table.rows)]
    widths = _widths(rows, WIDTH - len(margin))
    head, *body = [_row(row, widths, table, margin) for row in rows]
    double, rule = (margin + "  ".join(sign * width for width in widths) for sign in "=-")
    wrapped = any(len(lines) > 1 for lines in body)
    return [*head, double, *(line for lines in body for line in ([*lines, rule] if wrapped else lines))]


def shares(table: TableBlock) -> list[int]:
    """How wide each column is beside the others, after its longest text; 0 for columns of numbers.

    They are wide enough for their longest word if that is possible, and for dates and amounts in any case.
    """
    columns = [[plain(cell.line) for cell in cells] for cells in zip(table.head, *table.rows, strict=True)]
    longest = [max(map(len, column)) for column in columns]
    texts = {
        n: min(max(longest[n], _LEAST_SHARE), _LARGEST_SHARE) for n, head in enumerate(table.head) if not head.right
    }
    room = _LINE - sum(longest[n] + 2 for n in range(len(columns)) if n not in texts)
    needed = _needed({n: columns[n] for n in texts}, room)
    widths: dict[int, float] = {}
    while free := texts.keys() - widths.keys():
        unit = max(room - sum(widths.values()), 0) / sum(texts[n] for n in free)
        narrow: dict[int, float] = {n: needed[n] for n in free if texts[n] * unit < needed[n]}
        widths |= narrow or {n: texts[n] * unit for n in free}
    return [max(round(widths[n]), 1) if n in texts else 0 for n in range(len(columns))]


def _needed(columns: dict[int, list[str]], room: int) -> dict[int, int]:
    """How much room columns of text need so that no word is broken; where there isn't that much, only the longest are.

    A date or an amount never is.
    """
    figures = {
        n: max((len(figure) + 3 for text in column for figure in FIGURE.findall(text)), default=0)
        for n, column in columns.items()
    }
    words = {
        n: max((len(word) + 2 for text in column for word in _pieces(text)), default=0) for n, column in columns.items()
    }
    for most in (_LINE, *range(_LONGEST_KEPT, 0, -1)):
        whole = {n: max(figures[n], min(words[n], most)) for n in columns}
        if sum(whole.values()) <= room:
            return whole
    return figures


def _widths(rows: list[tuple[str, ...]], room: int) -> list[int]:
    """The columns' widths; where they need more than there is room, the widest give way.

    First no word is broken, then words only behind hyphens and slashes, at last anywhere; but no date or amount ever.
    """
    texts = list(zip(*rows, strict=True))
    widths = [max(_NARROWEST, *map(len, column)) for column in texts]
    room -= 2 * (len(widths) - 1)
    for parts in (_units, _pieces, FIGURE.findall):
        least = [
            max((len(part) + 1 for cell in column for part in parts(cell)), default=_NARROWEST) for column in texts
        ]
        while sum(widths) > room:
            spare = [(width, -index) for index, width in enumerate(widths) if width > least[index]]
            if not spare:
                break
            widths[-max(spare)[1]] -= 1
    return [_unmistakable(width, column) for width, column in zip(widths, texts, strict=True)]


def _unmistakable(width: int, texts: tuple[str, ...]) -> int:
    """The width, or one a little smaller with which the last part of a broken word doesn't fill a line."""
    broken = [len(piece) for text in texts if len(text) > width for piece in _pieces(text) if len(piece) >= width]
    return next((each for each in range(width, _NARROWEST, -1) if all(length % each for length in broken)), width)


def _units(text: str) -> list[str]:
    """What stands between spaces; a word that ends in a hyphen or slash together with the next one."""
    return re.split(r"(?<![/-]) ", text)


def _pieces(text: str) -> list[str]:
    """The words, parted behind hyphens and slashes."""
    return [piece for unit in _units(text) for piece in re.split(r"(?<=[/-])(?! )", unit) if piece]


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most that many characters; see `columns`."""
    if len(text) <= width:
        return [text] if text else []
    lines = [""]
    for unit in _units(text):
        space = " " if lines[-1] else ""
        for piece in [unit] if len(unit) < width else _pieces(unit):
            if lines[-1] and len(lines[-1] + space + piece) >= width:
                lines.append("")
                space = ""
            lines[-1] += space + piece
            space = ""
            while len(lines[-1]) > width:
                lines[-1:] = [lines[-1][:width], lines[-1][width:]]
    return lines


def _row(row: tuple[str, ...], widths: list[int], table: TableBlock, margin: str) -> list[str]:
    cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(map(len, cells))):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        aligned = [
            part.rjust(width) if head.right else part.ljust(width)
            for part, width, head in zip(parts, widths, table.head, strict=True)
        ]
        lines.append((margin + "  ".join(aligned)).rstrip())
    return lines
