"""Excerpts of a file with the places of a finding marked: `6 |   total: 595.950` and `^^^^^^^` under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from aqb_cli.diagnostics import Lines, Span
from aqb_cli.text.messages import visible_character

WIDEST = 160
"""How many cells of a line are shown where no terminal says how many there are."""


class Mark(NamedTuple):
    """A stretch of the text to be marked, with a word on it."""

    span: Span
    label: str
    style: str
    sign: str


def frame(lines: Lines, marks: list[Mark], margin: int, width: int | None) -> Iterator[Text]:
    """The marked lines with their numbers, in the file's order; `margin` is the space that numbers take."""
    by_line: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: mark.span):
        by_line.setdefault(lines.position(mark.span.start).line, []).append(mark)
    room = max((width or WIDEST) - margin - 3, 20)
    last = 0
    yield _gutter(margin)
    for number in sorted(by_line):
        if last and number > last + 1:
            yield Text("...", "blue")
        last = number
        yield from _marked_line(lines, number, by_line[number], margin, room)


def _marked_line(lines: Lines, number: int, marks: list[Mark], margin: int, room: int) -> Iterator[Text]:
    line, line_span = lines.line(number), lines.span(number)
    first = marks[0].span
    start, end = first.start - line_span.start, min(first.end, line_span.end) - line_span.start
    window = _window(line, start, end, room)
    shown, cells = _shown(line, window, room)
    yield _gutter(margin, str(number)).append(shown)
    for mark in marks:
        start = mark.span.start - line_span.start
        end = max(min(mark.span.end, line_span.end) - line_span.start, start + 1)
        if not window <= start < window + len(cells):
            start = end = window + len(cells) - 1
        before = sum(cells[: start - window])
        marked = max(sum(cells[start - window : max(end - window, 0)]), 1)
        marked = min(marked, max(room - before, 1))
        text = _gutter(margin).append(" " * before).append(mark.sign * marked, mark.style)
        if mark.label:
            if before + marked + 1 + cell_len(mark.label) <= room:
                text.append(" " + mark.label, mark.style)
            else:
                yield text
                indent = min(before, max(room - cell_len(mark.label), 0))
                text = (
                    _gutter(margin)
                    .append(" " * indent)
                    .append(set_cell_size(mark.label, min(cell_len(mark.label), room)), mark.style)
                )
        yield text


def _window(line: str, start: int, end: int, room: int) -> int:
    """The first character to show, so that the marked stretch can be seen."""
    if (
        sum(cell_len(visible_character(character)) for character in line[: end + 1][: room * 2]) <= room
        and end < room * 2
    ):
        return 0
    return max(start - room // 3, 0)


def _shown(line: str, window: int, room: int) -> tuple[str, list[int]]:
    """The line from a character on, as far as there is room; and the cells that each character takes."""
    parts: list[str] = []
    cells: list[int] = []
    used = 0
    for index, character in enumerate(line[window:]):
        part = "…" if index == 0 and window else visible_character(character)
        width = cell_len(part)
        if used + width > room - 1 and window + index < len(line) - 1:
            parts.append("…")
            break
        parts.append(part)
        cells.append(width)
        used += width
    return "".join(parts), [*cells, 1]


def _gutter(margin: int, number: str = "") -> Text:
    return Text().append(f"{number:>{margin}} | ", "blue")
