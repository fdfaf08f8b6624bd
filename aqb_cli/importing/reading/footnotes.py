"""Footnotes in text that programs extracted from other files, where raised marks are plain digits: "734.9001 Euro"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from aqb_cli.importing.reading.furniture import is_page_number
from aqb_cli.importing.reading.printed import Doubt, PrintedRow, SourceLocation, Stretch
from aqb_cli.importing.reading.sieve import PieceKind, Sieve
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import TextRun

_MARKED = (
    r"[^\W\d_A-Z]",
    r"[)“”\"]",
    r"\b20[0-9]{2}",
    r"\.[0-9]{3}",
    ",[0-9]{2}",
    r"[^\W\d_][0-9]",
    r"[^\W\d_][0-9]{2}",
)
"""What a mark stands right behind: a word, a bracket, a year, an amount, a name such as "u25"."""

_NUMBER = re.compile(r"[0-9]{1,2}(?=$|\s+[^\W\d_])")
"""What a footnote begins with, in a line of its own or before its text."""

_LONGEST = 4
"""How many lines a footnote may have, a page's footer included."""


def without_footnotes(
    pages: Sequence[Sequence[PrintedRow]], sieve: Sieve
) -> tuple[list[list[PrintedRow]], list[Doubt]]:
    """The lines without footnotes, which are counted at a page's end, and without their marks.

    Where several words may have the same mark, they keep it, and are doubtful; where none has it, it is no footnote.
    """
    found: list[tuple[str, SourceLocation]] = []
    kept = [list(_without_notes(page, found)) for page in pages]
    marks = [
        re.compile("|".join(rf"(?<={behind}){number}(?![\w.,])" for behind in _MARKED))
        for number in range(1, len(found) + 1)
    ]
    marked = [
        [(page, n) for page in kept for n, row in enumerate(page) for _mark in m.finditer(row.text)] for m in marks
    ]
    if not all(marked):
        return [list(page) for page in pages], []
    doubts: list[Doubt] = []
    for (text, place), mark, places in zip(found, marks, marked, strict=True):
        sieve.leave_out(PieceKind.FOOTNOTE, text, place)
        for page, n in places:
            match = mark.search(page[n].text)
            if match and len(places) == 1 and page[n].cells is None:
                page[n] = _without(page[n], match.start(), match[0], sieve)
            elif match:
                message = _("The “{text}” in “{line}” may be the mark of a footnote.", text=match[0], line=page[n].text)
                doubts.append(Doubt(message, page[n].place))
    return kept, doubts


def _without_notes(page: Sequence[PrintedRow], found: list[tuple[str, SourceLocation]]) -> Iterator[PrintedRow]:
    """The lines of a page without its footnotes, which are added to those that were found."""
    start = _start(page, len(found) + 1)
    yield from page[:start]
    for row in page[start:]:
        number = _NUMBER.match(row.text)
        if number and int(number[0]) == len(found) + 1:
            found.append((row.text[number.end() :].strip(), row.place))
        elif is_page_number(row.text):
            yield row
        else:
            found[-1] = (f"{found[-1][0]} {row.text}".strip(), found[-1][1])


def _start(lines: Sequence[PrintedRow], first: int) -> int:
    """Where the footnotes of a page begin, of which each has its number and a text; its end if it has none."""
    end = len(lines)
    counted = {n: int(number[0]) for n, row in enumerate(lines) if (number := _NUMBER.match(row.text))}
    begin = max((n for n, number in counted.items() if number == first), default=end)
    numbers = [n for n in counted if n >= begin]
    lengths = [below - above - lines[above].text.isdecimal() for above, below in pairwise((*numbers, end))]
    is_counted = [counted[n] for n in numbers] == list(range(first, first + len(numbers)))
    return begin if is_counted and all(0 < length <= _LONGEST for length in lengths) else end


def _without(row: PrintedRow, at: int, number: str, sieve: Sieve) -> PrintedRow:
    """A line without the mark that stands at this place of its text."""
    stretches: list[Stretch] = []
    for stretch in row.stretches:
        text = stretch.text
        if 0 <= at < len(text):
            sieve.leave_out(PieceKind.RAISED, number, row.place, text[:at])
            text = text[:at] + text[at + len(number) :]
        stretches.append(stretch._replace(line=(TextRun(text, stretch.line[0].strong),)))
        at -= len(stretch.text) + 1
    return row._replace(stretches=tuple(stretches))
