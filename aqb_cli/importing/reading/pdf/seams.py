"""Lines in a field of a table → its text: where a line's end stands between words, and where within one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.importing.reading.markers import first_word
from aqb_cli.importing.reading.pdf.fields import Sheet
from aqb_cli.importing.reading.pdf.frames import Box
from aqb_cli.importing.reading.pdf.glyphs import Glyph, line_of
from aqb_cli.importing.reading.printed import PrintedCell
from aqb_cli.wording.blocks import Line, TextRun, plain

_SHORT = {
    "ab", "als", "am", "an", "auf", "aus", "bei", "bis", "das", "dem", "den", "der", "des", "die", "durch", "ein",
    "eine", "einem", "einen", "einer", "eines", "er", "es", "für", "gegen", "im", "in", "ist", "je", "mit", "nach",
    "ob", "oder", "ohne", "per", "pro", "seit", "so", "sowie", "statt", "um", "und", "unter", "via", "vom", "von",
    "vor", "wie", "wo", "zu", "zum", "zur", "zwischen", "über", "u.", "bzw.", "inkl.", "e.", "i.",
}  # fmt: skip
"""Words that a line may well begin with."""

_HYPHENS = ("-", "\u2010", "\u2011", "\x02", "\xad", "\ufffe")
_LEGAL_FORMS = {"AG", "GbR", "GmbH", "KG", "OHG", "UG", "e.", "e.V.", "eG", "eV", "gAG", "gGmbH", "gUG", "geG", "mbH"}
"""What providers' names end with; "e." begins "e. V."."""

_SPACE = 0.3
"""How wide a space is at most, in sizes of its type."""

_LEAST_TYPED = 2
"""How many lines must end in a space so that it is plain that the program that made the file writes them."""

_SLACK = 0.5
"""How much wider than its letters a line may be; in points."""


class Seam(Enum):
    """What a line's end stands between."""

    WORDS = "words"
    PARAGRAPHS = "paragraphs"
    PARTS = "parts of a word"
    PROBABLY_WORDS = "probably words"
    PROBABLY_PARTS = "probably parts of a word"


class Seams(NamedTuple):
    """What a whole document shows about the ends of its lines."""

    words: frozenset[str]
    """The words that stand in it, away from lines' ends; in lower case."""
    typed: bool
    """Whether the file has a space wherever a line ends between words."""
    rooms: Mapping[tuple[float, float], float]
    """How wide lines may be in the fields that begin and end there, at least; in points."""

    def cell(self, box: Box, lines: Sequence[list[Glyph]]) -> PrintedCell:
        """A field of a table, with its words whole."""
        found: list[Line] = [line_of(lines[0])] if lines else []
        doubtful = parted = False
        for above, below in pairwise(lines):
            seam = self.seam(box, above, below, plain(found[-1]))
            doubtful = doubtful or seam is Seam.PARAGRAPHS
            parted = parted or seam in (Seam.PROBABLY_PARTS, Seam.PROBABLY_WORDS)
            if seam in (Seam.PARTS, Seam.PROBABLY_PARTS):
                found[-1] = _together(found[-1], line_of(below))
            else:
                found.append(line_of(below))
        return PrintedCell(tuple(found), doubtful=doubtful, parted=parted)

    def seam(self, box: Box, above: Sequence[Glyph], below: Sequence[Glyph], before: str) -> Seam:
        """What stands between two lines of a field; `before` is what the upper one is the end of."""
        first, last = below[0], above[-1]
        text = plain(line_of(list(below)))
        if last.text in _HYPHENS:
            return Seam.WORDS  # and what becomes of the hyphen, `joined` knows
        if last.text == "/" and not first.typed and not last.spaced:
            return Seam.PARTS
        if not first.typed and self.fits(box, above, below):
            return Seam.WORDS if text[:1].islower() or text[:1] in "(–" else Seam.PARAGRAPHS
        room = self._room(box, above)
        if first.typed or first.right - first.left <= room:
            return Seam.WORDS
        sure = self.typed and room >= _SPACE * first.size  # else the space may be left out, as it hangs over
        return self._tight(before, text, sure=sure, alone=not any(glyph.spaced for glyph in above[1:]))

    def fits(self, box: Box, above: Sequence[Glyph], below: Sequence[Glyph]) -> bool:
        """Whether the upper line has room for the first word of the lower one, so that these don't go on."""
        word = first_word(plain(line_of(list(below))))
        return _width(below, len(word)) + 0.3 * below[0].size <= self._room(box, above)

    def _room(self, box: Box, line: Sequence[Glyph]) -> float:
        """How much more could stand on a line, at least."""
        return self.rooms.get((box.left, box.right), 0.0) - (line[-1].right - line[0].left) - _SLACK

    def _tight(self, before: str, text: str, *, sure: bool, alone: bool) -> Seam:
        """The seam where a line is full to its last letter; it may part a word that is longer than the line.

        It is `sure` to do so where a space would stand in the file otherwise. Such a word stands `alone` on its line.
        """
        word, rest = before.rpartition(" ")[2], text.partition(" ")[0]
        parts = Seam.PARTS if sure else Seam.PROBABLY_PARTS
        if text[0] in ",.;:)!?%" or word[-1] == "(" or (re.search(r"[0-9][.,]?$", word) and text[0].isdigit()):
            return parts
        if not word[-1].isalpha() or not text[0].isalpha():
            return Seam.WORDS
        bare = rest.strip(".,;:()").lower()
        if rest.strip(",;()") in _LEGAL_FORMS:
            return Seam.WORDS
        if text[0].isupper():
            is_loud = word.isupper() and len(word) > 1
            return Seam.PROBABLY_PARTS if is_loud else Seam.PROBABLY_WORDS if sure else Seam.WORDS
        if (word + rest).strip(".,;:()").lower() in self.words:
            return Seam.PARTS
        if not sure and (not alone or bare in _SHORT or rest.lower() in _SHORT):
            return Seam.WORDS
        return Seam.PROBABLY_PARTS


def seams_of(texts: Iterable[Sequence[Glyph]], sheets: Sequence[Sheet]) -> Seams:
    """What the lines of a document's text and of its tables show."""
    words: set[str] = set()
    typed = 0
    for line in texts:
        typed += line[0].typed
        if sheets:
            words.update(word.strip(".,;:()").lower() for word in plain(line_of(list(line))).split())
    pads: dict[tuple[float, float], float] = {}
    widest: dict[tuple[float, float], float] = {}
    for sheet in sheets:
        for box, lines in sheet.fields.items():
            key = box.left, box.right
            for line in lines:
                typed += line[0].typed
                words.update(word.lower() for word in plain(line_of(line)).split()[1:-1])
                pad = max(min(line[0].left - box.left, box.right - line[-1].right), 0.0)
                pads[key] = min(pads.get(key, pad), pad)
                widest[key] = max(widest.get(key, 0.0), line[-1].right - line[0].left)
    rooms = {key: max(key[1] - key[0] - 2 * pad, min(widest[key], key[1] - key[0])) for key, pad in pads.items()}
    return Seams(frozenset(words), typed >= _LEAST_TYPED, rooms)


def _width(line: Sequence[Glyph], count: int) -> float:
    """How wide so many characters are that a line begins with."""
    end = 0
    for end, glyph in enumerate(line):
        count -= 1 + (glyph.spaced and end > 0)
        if count <= 0:
            break
    return line[end].right - line[0].left


def _together(one: Line, other: Line) -> Line:
    """Two lines as one, with nothing between."""
    if one[-1].strong != other[0].strong:
        return (*one, *other)
    return (*one[:-1], TextRun(one[-1].text + other[0].text, other[0].strong), *other[1:])
