"""Which characters of a page stand in which fields of its tables, and which outside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aqb_cli.importing.reading.pdf.frames import Box, Frame
from aqb_cli.importing.reading.pdf.glyphs import Glyph, line_of, lines_of
from aqb_cli.wording.blocks import plain

_SECTION = re.compile(r"(?:§\s*[0-9]{1,2}|Präambel)(?P<rest>.*)")
_LAYOUT_LINES = 30
"""From how many lines on a field is no field of a table, but holds text of the document."""

_WIDE_LINES = 8
"""From how many lines on one that goes across all columns does."""


_CENTRED = 3.0
"""How far apart the middles of a field and of a word centred in it may be; in half points."""

ALIKE = 3.5
"""How far apart columns may begin that are one, on two pages; in points."""


class Sheet(NamedTuple):
    """What stands on one page of a table."""

    frame: Frame
    fields: dict[Box, list[list[Glyph]]]
    """The lines in its fields; None for empty ones."""


def goes_below(above: Frame, below: Frame) -> bool:
    """Whether two tables may be one, by where their columns begin: fields may go across several on one of the pages."""
    fewer, more = sorted((above.columns, below.columns), key=len)
    return (
        near(fewer[0], more[0])
        and near(fewer[-1], more[-1])
        and all(any(near(edge, other) for other in more) for edge in fewer)
    )


def near(one: float, other: float) -> bool:
    """Whether columns on two pages may be one, by where they begin or end."""
    return abs(one - other) <= ALIKE


def sheets_of(glyphs: list[Glyph], frames: Sequence[Frame], above: Sheet | None) -> tuple[list[Glyph], list[Sheet]]:
    """The characters outside of tables, and the tables. Frames around text or around other tables are none.

    One field is enough where it may be the rest of one of the table `above`, on the page before.
    """
    outer = {frame for frame in frames for other in frames if other is not frame and _is_around(frame, other)}
    kept = [_Grid(frame) for frame in frames if frame not in outer]
    while True:
        free, placed = _placed(glyphs, kept)
        tables = [
            grid
            for grid in kept
            if (fields := placed.get(grid.frame))
            and (len(fields) > 1 or (above and goes_below(above.frame, grid.frame)))
            and not _is_layout(Sheet(grid.frame, fields))
        ]
        if len(tables) == len(kept):
            return free, [Sheet(grid.frame, placed[grid.frame]) for grid in tables]
        kept = tables


class _Grid:
    """A frame, with its fields by the squares of its grid."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._downward = [-row for row in frame.rows]
        self._boxes: dict[tuple[int, int], Box] = {}
        for box in frame.boxes:
            for column in range(frame.columns.index(box.left), frame.columns.index(box.right)):
                for row in range(frame.rows.index(box.top), frame.rows.index(box.bottom)):
                    self._boxes[column, row] = box

    def at(self, glyph: Glyph) -> Box | None:
        """The field that a character stands in."""
        x, y = (glyph.left + glyph.right) / 2, glyph.baseline + 0.25 * glyph.size
        return self._boxes.get((bisect_right(self.frame.columns, x) - 1, bisect_right(self._downward, -y) - 1))


def _is_around(frame: Frame, other: Frame) -> bool:
    return (
        frame.columns[0] <= other.columns[0]
        and other.columns[-1] <= frame.columns[-1]
        and frame.rows[0] >= other.rows[0]
        and other.rows[-1] >= frame.rows[-1]
    )


def _placed(
    glyphs: Iterable[Glyph], grids: Sequence[_Grid]
) -> tuple[list[Glyph], dict[Frame, dict[Box, list[list[Glyph]]]]]:
    """The characters in no field, and the lines in those of each frame. Words stay whole where they jut out."""
    if not grids:
        return list(glyphs), {}
    free: list[Glyph] = []
    inside: dict[Frame, dict[Box, list[Glyph]]] = {}
    before: Glyph | None = None
    here: tuple[Frame, Box] | None = None
    for word in _words(glyphs):
        juts_out = here is not None and before is not None and before.right > here[1].right + 1
        if not juts_out or before is None or not _follows(before, word[0], 0.6):
            here = next(((grid.frame, box) for grid in grids if (box := _box(grid, word))), None)
        before = word[-1]
        if here is None:
            free += word
        else:
            inside.setdefault(here[0], {}).setdefault(here[1], []).extend(word)
    return free, {
        frame: {box: lines_of(content) for box, content in fields.items()} for frame, fields in inside.items()
    }


def _words(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The characters that follow each other without a space."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and (glyph.spaced or not _follows(word[-1], glyph, 0.25)):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _follows(before: Glyph, glyph: Glyph, space: float) -> bool:
    """Whether a character stands to the right of another, with no more space between; in sizes of its type."""
    is_level = abs(before.baseline - glyph.baseline) <= 0.35 * glyph.size
    return is_level and glyph.left >= before.left and glyph.left - before.right < space * glyph.size


def _box(grid: _Grid, word: list[Glyph]) -> Box | None:
    """The field that a word belongs to: where it begins, or the one that it is centred in and juts out of."""
    left, right = word[0].left, word[-1].right
    first = grid.at(word[0])
    if first and first.left <= left and right <= first.right:
        return first
    middle = grid.at(word[0]._replace(left=left, right=right))
    if middle and (first is None or abs(left + right - middle.left - middle.right) < _CENTRED):
        return middle
    return first


def _is_layout(sheet: Sheet) -> bool:
    """Whether a frame only divides a page, so that what stands in it is text, and no table."""
    sections = 0
    for box, lines in sheet.fields.items():
        is_wide = (box.left, box.right) == (sheet.frame.columns[0], sheet.frame.columns[-1])
        if len(lines) >= (_WIDE_LINES if is_wide else _LAYOUT_LINES):
            return True
        if section := _SECTION.match(plain(line_of(lines[0]))):
            sections += 1 if section["rest"].strip(" .") else 2
    return sections > 1  # a measure may be called "§ 5 SGB II"
