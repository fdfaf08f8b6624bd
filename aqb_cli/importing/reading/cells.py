"""Lines and paragraphs in a field of a table → its text: where a line's end stands between words, where within one.

Entries of a list are rows of their own; other paragraphs one below the other make a field doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.importing.reading.markers import is_number, unmarked
from aqb_cli.importing.reading.printed import Passage, PrintedCell, Stretch
from aqb_cli.importing.words import finds
from aqb_cli.wording.blocks import Line, TextRun

_LEGAL_FORMS = {"e", "eG", "eV", "gAG", "gGmbH", "gUG", "geG", "mbH"}
"""What providers' names end with."""

_ABBREVIATED = re.compile(r"(?:[a-z]|gez)\.")
"""What begins a line above a name: "i. V.", "gez."."""

_SURELY_FULL, _FULL, _MAY_BE_FULL = 0.9, 0.7, 0.5
"""How much of its column a line fills that has no room for one more letter, of a narrow type, or may have none."""

_NO_WORD = re.compile(
    r"ß|(?!b[lr]|c[hlr]|dr|f[lr]|g[lnr]|k[lnr]|p[fhlrs]|qu|rh|s[cklmnptw]|t[hrsw]|v[lr]|wr|zw)[^\W\daeiouäöüyjé]{2}"
    r"|(?:[a-zäöü]|ungs?|ungen|aft(?:en)?|[hk]?eit(?:en)?|ione?n?|en)\b"
)
"""What no German word begins with, or is."""


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of a document that stand within its lines, so that none is part of one; in lower case."""
    return frozenset(word.strip(".,;:()„“").lower() for text in texts for word in text.split()[1:-1])


def cell_of(lines: Sequence[Stretch], room: float, words: frozenset[str]) -> PrintedCell:
    """A field with its words whole; `room` is how wide its lines may be.

    Programs cut a word only where it is longer than the field is wide, so it stands alone on its line. What the
    document nowhere says as a word is taken for the end of one, and makes the field doubtful.
    """
    found: list[Line] = []
    parted = False
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
    if re.search(r"\w–$", word) or re.match(r"/\w", below.text):  # "Schule–" / "Beruf"
        return True, True
    if not word[-1:].isalpha() or not rest[:1].islower():
        return (word.endswith("/") and word == above.text), True
    is_legal = (rest in _LEGAL_FORMS and not below.text.startswith("e ")) or _ABBREVIATED.match(below.text) is not None
    is_word = rest.lower() in words or is_legal or finds("never_last", rest)
    if not is_word and f"{word}{rest}".strip(".,;:()„“").lower() in words:
        return True, True
    filled = (above.right - above.left) / room if room and word == above.text else 0.0
    if is_word:  # which may be the end of a longer one: "Verbund"
        return False, filled < _SURELY_FULL
    if filled >= _MAY_BE_FULL and _NO_WORD.match(rest):
        return True, True
    return filled >= _FULL, filled < _MAY_BE_FULL


def _together(one: Line, other: Line) -> Line:
    """Two lines as one, with nothing between."""
    if one[-1].strong != other[0].strong:
        return (*one, *other)
    return (*one[:-1], TextRun(one[-1].text + other[0].text, other[0].strong), *other[1:])


class Field(NamedTuple):
    """A field of a table with the paragraphs and entries that stand in it."""

    passages: tuple[Passage, ...] = ()
    """Typed markers still stand in their text."""
    spanned: bool = False
    """Whether a field above goes on here, since their fields were merged."""
    whole: PrintedCell | None = None
    """The field as one, where its passages are lines that a reader has put together."""


def with_typed(passage: Passage) -> Passage:
    """A passage with the marker that was typed before its text."""
    if passage.marker:
        return passage
    marker, line = unmarked(passage.line)
    return passage._replace(marker=marker, line=line)


def rows_of(fields: Sequence[Field]) -> Iterator[tuple[PrintedCell, ...]]:
    """The rows that one of a table is: one for each entry where a list is all that it says, at most beside a label."""
    filled = [number for number, field in enumerate(fields) if field.passages]
    entries = _entries(fields[filled[-1]]) if filled and len(filled) <= 2 else []
    if not entries:
        yield tuple(map(_cell, fields))
    for index, entry in enumerate(entries):
        beside = (_cell(field) if not index or field.spanned else PrintedCell() for field in fields)
        yield tuple(PrintedCell((entry.line,)) if n == filled[-1] else cell for n, cell in enumerate(beside))


def _entries(field: Field) -> list[Passage]:
    """The entries of the one list that a field has; numbers may also belong to a text: "1. Lehrjahr"."""
    entries = [with_typed(passage) for passage in field.passages]
    kinds = {(passage.marker, passage.level) for passage in entries}
    return entries if len(entries) > 1 and len(kinds) == 1 and not is_number(entries[0].marker or "1") else []


def _cell(field: Field) -> PrintedCell:
    if field.whole is not None:
        return field.whole._replace(spanned=field.spanned)
    return PrintedCell(
        tuple(passage.line for passage in field.passages),
        doubtful=any(_are_two(above, below) for above, below in pairwise(field.passages)),
        spanned=field.spanned,
    )


def _are_two(above: Passage, below: Passage) -> bool:
    """Whether two paragraphs may well say two things, and none goes on with the other."""
    if below.marker:
        return True
    goes_on = above.text.endswith(("-", ",", "(", "/")) or finds("never_last", above.text)
    return not goes_on and not below.text[:1].islower() and not below.text.startswith("(")
