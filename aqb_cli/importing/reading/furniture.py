"""What stands on each page beside the document's text: page headers, page footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aqb_cli.importing.reading.markers import marker_of
from aqb_cli.importing.reading.printed import PrintedRow

_EDGE = 3
"""How many lines at the top and at the bottom of a page may be headers and footers."""

_NUMBER = re.compile(
    r"(?i)(?:seite|s\.|blatt|page)\s*[0-9]{1,3}(?:\s*(?:von|of|/)\s*[0-9]{1,3})?"
    r"|[-–—|]\s*[0-9]{1,3}\s*[-–—|]|[0-9]{1,3}\s*(?:/|von)\s*[0-9]{1,3}"
)
_COUNT = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?![0-9.,])")
_FILE = re.compile(r"(?:file|https?)://\S+(?:\s+[0-9]+/[0-9]+)?$")
"""What browsers print at the bottom of each page."""

_BARE = re.compile(r"[0-9]{1,3}")


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
