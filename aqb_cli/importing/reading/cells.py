"""Lines in a narrow field of a table → its text: where a line's end stands between words, and where within one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from aqb_cli.importing.reading.printed import PrintedCell, Stretch
from aqb_cli.wording.blocks import Line, TextRun

NEVER_LAST = {
    "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "einem", "einen", "und", "oder", "sowie",
    "für", "mit", "von", "in", "im", "an", "am", "auf", "aus", "bei", "zu", "zum", "zur", "vom", "über", "unter",
    "durch", "gegen", "ohne", "um", "nach", "seit", "als", "wie", "sich", "nicht", "dass", "insgesamt",
}  # fmt: skip
"""Words that no paragraph ends with."""

_LEGAL_FORMS = {"e", "eG", "eV", "gAG", "gGmbH", "gUG", "geG", "mbH"}
"""What providers' names end with."""

_FULL = 0.7
"""How much of its column a line fills at least that has no room for one more letter of a narrow type."""


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of a document that stand within its lines, so that none is part of one; in lower case."""
    return frozenset(word.strip(".,;:()„“").lower() for text in texts for word in text.split()[1:-1])


def cell_of(lines: Sequence[Stretch], room: float, words: frozenset[str]) -> PrintedCell:
    """A field with its words whole; `room` is how wide its lines may be.

    Programs cut a word only where it is longer than the field is wide, so it stands alone on its line. What the
    document nowhere says as a word is taken for the end of one, and makes the field doubtful.
    """
    found: list[Line] = []
    parted = any(stretch.is_cut for stretch in lines)
    above: Stretch | None = None
    for stretch in lines:
        is_part, is_sure = _is_part(above, stretch, room, words) if above else (False, True)
        parted = parted or not is_sure
        if is_part:
            found[-1] = _together(found[-1], stretch.line)
        else:
            found.append(stretch.line)
        above = stretch
    return PrintedCell(tuple(found), parted=parted)


def _is_part(above: Stretch, below: Stretch, room: float, words: frozenset[str]) -> tuple[bool, bool]:
    """Whether a line goes on with the last word of the one above it, and whether that is sure."""
    word, rest = above.text.rpartition(" ")[2], below.text.partition(" ")[0].strip(".,;:()“")
    if re.search(r"[0-9][.,]?$", word) and re.match(r"[.,]?[0-9]", rest):
        return True, False
    if not word[-1:].isalpha() or not rest[:1].islower():
        return (word.endswith("/") and word == above.text), True
    is_word = rest.lower() in words or rest in _LEGAL_FORMS or rest in NEVER_LAST
    if not is_word and f"{word}{rest}".strip(".,;:()„“").lower() in words:
        return True, True
    is_cut = not is_word and word == above.text and above.right - above.left >= _FULL * room
    return is_cut, not is_cut


def _together(one: Line, other: Line) -> Line:
    """Two lines as one, with nothing between."""
    if one[-1].strong != other[0].strong:
        return (*one, *other)
    return (*one[:-1], TextRun(one[-1].text + other[0].text, other[0].strong), *other[1:])
