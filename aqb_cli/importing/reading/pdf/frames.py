"""The tables on a page of a PDF file whose fields have lines around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from aqb_cli.importing.reading.pdf.ruling import Ruling

MOST_CROSSINGS = 10_000
"""How many lines across times lines down a page may have; with more, it is a drawing."""

MOST_COLUMNS = 20
"""How many columns a table may have."""

_NEAR = 3.2
"""How far apart lines may be that are one: the fields of some tables have borders of their own."""

_BROADEST = 7.0
"""How far apart the outermost of such lines may be."""

_TOUCH = 3.5
"""How far apart lines may end that meet."""


class Box(NamedTuple):
    """A field of a table; in points, from the page's lower left."""

    left: float
    top: float
    right: float
    bottom: float


class Frame(NamedTuple):
    """A table of fields with lines around them."""

    columns: tuple[float, ...]
    """Where columns begin, from left to right, and where the last one ends."""
    rows: tuple[float, ...]
    """Where rows begin, from top to bottom, and where the last one ends."""
    boxes: tuple[Box, ...]
    """Its fields. Merged ones go across columns and rows."""


def frames_of(across: Iterable[Ruling], down: Iterable[Ruling]) -> list[Frame]:
    """The tables of several columns that lines make up, from top to bottom."""
    across, down = _merged(across), _merged(down)
    if len(across) * len(down) > MOST_CROSSINGS:
        return []
    found = (_frame(*group) for group in _connected(across, down))
    frames = [frame for frame in found if frame and 2 <= len(frame.columns) - 1 <= MOST_COLUMNS]
    return sorted(frames, key=lambda frame: -frame.rows[0])


def _merged(lines: Iterable[Ruling]) -> list[Ruling]:
    """The lines without doubles: those at about the same place are at one, and one if they touch."""
    groups: list[list[Ruling]] = []
    for line in sorted(lines):
        if groups and line.at - groups[-1][-1].at <= _NEAR and line.at - groups[-1][0].at <= _BROADEST:
            groups[-1].append(line)
        else:
            groups.append([line])
    merged: list[Ruling] = []
    for group in groups:
        at = (group[0].at + group[-1].at) / 2
        first = len(merged)
        for _at, begin, end in sorted(group, key=lambda line: line.begin):
            if len(merged) > first and begin <= merged[-1].end + _TOUCH:
                merged[-1] = merged[-1]._replace(end=max(merged[-1].end, end))
            else:
                merged.append(Ruling(at, begin, end))
    return merged


def _meet(across: Ruling, down: Ruling) -> bool:
    return (
        down.begin - _TOUCH <= across.at <= down.end + _TOUCH
        and across.begin - _TOUCH <= down.at <= across.end + _TOUCH
    )


def _connected(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """The lines across and down in groups of those that meet."""
    meeting: dict[int, list[int]] = {}
    for (number, one), (other, line) in product(enumerate(across), enumerate(down, len(across))):
        if _meet(one, line):
            meeting.setdefault(number, []).append(other)
            meeting.setdefault(other, []).append(number)
    while meeting:
        reached = [next(iter(meeting))]
        group: set[int] = set()
        while reached:
            number = reached.pop()
            group.add(number)
            reached += meeting.pop(number, ())
        yield (
            [across[number] for number in group if number < len(across)],
            [down[number - len(across)] for number in group if number >= len(across)],
        )


def _frame(across: list[Ruling], down: list[Ruling]) -> Frame | None:
    """The table that lines are the borders of; None if its fields are no rectangles."""
    across, down = [*across, *_open_sides(down, across)], [*down, *_open_sides(across, down)]
    xs = sorted({line.at for line in down})
    ys = sorted({line.at for line in across}, reverse=True)
    if len(xs) < 2 or len(ys) < 2:
        return None
    boxes: list[Box] = []
    for group in _fields(xs, ys, across, down):
        columns, rows = {column for column, _row in group}, {row for _column, row in group}
        left, right, top, bottom = min(columns), max(columns) + 1, min(rows), max(rows) + 1
        if len(group) != (right - left) * (bottom - top):
            return None
        boxes.append(Box(xs[left], ys[top], xs[right], ys[bottom]))
    columns_used = sorted({edge for box in boxes for edge in (box.left, box.right)})
    rows_used = sorted({edge for box in boxes for edge in (box.top, box.bottom)}, reverse=True)
    return Frame(tuple(columns_used), tuple(rows_used), tuple(sorted(boxes, key=lambda box: (-box.top, box.left))))


def _open_sides(lines: Sequence[Ruling], others: Sequence[Ruling]) -> Iterator[Ruling]:
    """The sides where several lines end, whether something is drawn there or not.

    Some tables have none on the left and the right; where a page's end cuts a field in two, it may have none.
    """
    begin, end = min(line.at for line in lines), max(line.at for line in lines)
    for edges, last in (
        (sorted(line.begin for line in lines), min(line.at for line in others)),
        (sorted((line.end for line in lines), reverse=True), max(line.at for line in others)),
    ):
        alike = [edge for edge in edges if abs(edge - edges[0]) <= _TOUCH]
        if len(alike) > 2:
            yield Ruling(edges[0] if abs(edges[0] - last) > _BROADEST else last, begin, end)


def _fields(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Ruling], down: Sequence[Ruling]
) -> list[set[tuple[int, int]]]:
    """The squares of a grid, by column and row, in groups of those with no line between; none of those open outside."""
    walls = {
        (xs.index(line.at), row)
        for line, row in product(down, range(len(ys) - 1))
        if _covers(line, ys[row + 1], ys[row])
    }
    floors = {
        (column, ys.index(line.at))
        for line, column in product(across, range(len(xs) - 1))
        if _covers(line, xs[column], xs[column + 1])
    }
    left = set(product(range(len(xs) - 1), range(len(ys) - 1)))
    groups: list[set[tuple[int, int]]] = []
    while left:
        reached = [left.pop()]
        group: set[tuple[int, int]] = set()
        is_open = False
        while reached:
            column, row = square = reached.pop()
            group.add(square)
            for neighbour, wall, kind in (
                ((column - 1, row), square, walls), ((column + 1, row), (column + 1, row), walls),
                ((column, row - 1), square, floors), ((column, row + 1), (column, row + 1), floors),
            ):  # fmt: skip
                if wall in kind:
                    continue
                is_open = is_open or not (0 <= neighbour[0] < len(xs) - 1 and 0 <= neighbour[1] < len(ys) - 1)
                if neighbour in left:
                    left.remove(neighbour)
                    reached.append(neighbour)
        if not is_open:
            groups.append(group)
    return groups


def _covers(line: Ruling, low: float, high: float) -> bool:
    """Whether a line goes all along an edge."""
    inside = min(line.end, high) - max(line.begin, low)
    return line.begin <= low + _TOUCH and line.end >= high - _TOUCH and inside >= 0.5 * (high - low)
