"""What stands on each page beside the document's text: page headers and footers, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from aqb_cli.importing.reading.markers import marker_of
from aqb_cli.importing.reading.printed import Doubt, PrintedRow, SourceLocation, Stretch
from aqb_cli.importing.reading.sieve import PieceKind, Sieve
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import TextRun

_EDGE = 3
"""How many lines at the top and at the bottom of a page may be headers and footers."""

_NUMBER = re.compile(
    r"(?i)(?:seite|s\.|blatt|page)\s*[0-9]{1,3}(?:\s*(?:von|of|/)\s*[0-9]{1,3})?"
    r"|[-–—|]\s*[0-9]{1,3}\s*[-–—|]?|[0-9]{1,3}\s*(?:/|von)\s*[0-9]{1,3}"
)
_COUNT = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?![0-9.,])")
_FILE = re.compile(r"(?:file|https?)://\S+(?:\s+[0-9]+/[0-9]+)?$")
"""What browsers print at the bottom of each page."""

_BARE = re.compile(r"[0-9]{1,3}")

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

_COUNTED = re.compile(r"[0-9]{1,2}(?=$|\s+[^\W\d_])")
"""What a footnote begins with, in a line of its own or before its text."""

_LONGEST = 4
"""How many lines a footnote may have, a page's footer included."""


def is_page_number(text: str) -> bool:
    """Whether a line is a page number, as "Seite 3 von 7", "- 3 -" or "3 / 7"."""
    return _NUMBER.fullmatch(text.strip()) is not None


def without_furniture(pages: Sequence[Sequence[PrintedRow]]) -> tuple[list[PrintedRow], list[str]]:
    """The lines of all pages without headers, footers and page numbers; and these, each once.

    Text without pages has page numbers anywhere; there they stand alone between empty lines.
    """
    seen = Counter(
        key
        for number, page in enumerate(pages)
        for key in {key for keys in _edges(page, number).values() for key in keys}
    )
    often = {key for key, count in seen.items() if count > 1 and 2 * count >= len(pages) - 1}
    rows: list[PrintedRow] = []
    furniture: dict[str, None] = {}
    for number, page in enumerate(pages):
        edges = _edges(page, number)
        headers: set[str] = set()
        for index, row in enumerate(page):
            at_edge = index in edges and len(pages) > 1
            alone = row.gap and (index + 1 == len(page) or page[index + 1].gap) and len(pages) == 1
            is_number = is_page_number(row.text) or (at_edge and _BARE.fullmatch(row.text.strip()))
            is_common = bool(often & edges.get(index, frozenset())) and not (
                row.text in headers or (number == 0 and _is_only_title(page, index))
            )
            if is_common or (is_number and (at_edge or alone)) or (at_edge and _FILE.match(row.text)):
                furniture[row.text] = None
                headers.add(row.text)
            else:
                rows.append(row)
    return rows, list(furniture)


def _is_only_title(page: Sequence[PrintedRow], index: int) -> bool:
    """Whether a line names the document and no other line of its page does, though it is repeated on each page."""
    return [number for number, row in enumerate(page) if "zielvereinbarung" in row.text[:40].lower()] == [index]


def _edges(page: Sequence[PrintedRow], number: int) -> dict[int, frozenset[tuple[str, str]]]:
    """The lines at the top and the bottom of a page by their places, with what they may have in common with others.

    Entries of lists are none: measures of one name may well end two pages.
    """
    top, bottom = range(min(_EDGE, len(page))), range(max(len(page) - _EDGE, 0), len(page))
    return {
        index: frozenset((side, key) for side in sides for key in _keys(page[index], number))
        for index in {*top, *bottom}
        if (sides := [side for side, places in (("top", top), ("bottom", bottom)) if index in places])
        if not marker_of(page[index].text) or is_page_number(page[index].text)
        if page[index].cells is None
    }


def _keys(row: PrintedRow, number: int) -> set[str]:
    """A line as it stands; and with its first, its last, or each number by how much it is larger than the page's."""
    text = " ".join(row.text.split())
    found = list(_COUNT.finditer(text))
    keys = {text}
    for chosen in (found[:1], found[-1:], found):
        key = text
        for match in reversed(chosen):
            key = f"{key[: match.start()]}#{int(match[0]) - number}{key[match.end() :]}"
        keys.add(key)
    return keys


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
        number = _COUNTED.match(row.text)
        if number and int(number[0]) == len(found) + 1:
            found.append((row.text[number.end() :].strip(), row.place))
        elif is_page_number(row.text):
            yield row
        else:
            found[-1] = (f"{found[-1][0]} {row.text}".strip(), found[-1][1])


def _start(lines: Sequence[PrintedRow], first: int) -> int:
    """Where the footnotes of a page begin, of which each has its number and a text; its end if it has none."""
    end = len(lines)
    counted = {n: int(number[0]) for n, row in enumerate(lines) if (number := _COUNTED.match(row.text))}
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
