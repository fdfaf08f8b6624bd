"""What stands on each page beside the document's text: page headers, page footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aqb_cli.importing.printed import Row

_EDGE = 3
"""How many lines at the top and at the bottom of a page may be headers and footers."""

_NUMBER = re.compile(
    r"(?i)(?:[-–—|]\s*)?(?:seite|s\.|blatt|page)\s*[0-9]{1,3}(?:\s*(?:von|of|/)\s*[0-9]{1,3})?(?:\s*[-–—|])?"
    r"|[-–—|]\s*[0-9]{1,3}\s*[-–—|]|[0-9]{1,3}\s*(?:/|von)\s*[0-9]{1,3}"
)
_BARE = re.compile(r"[0-9]{1,3}")


def is_page_number(text: str) -> bool:
    """Whether a line is a page number, as "Seite 3 von 7", "- 3 -" or "3 / 7"."""
    return _NUMBER.fullmatch(text.strip()) is not None


def without_furniture(pages: Sequence[Sequence[Row]]) -> tuple[list[Row], list[str]]:
    """The lines of all pages without headers, footers and page numbers; and these, each once."""
    seen = Counter(key for page in pages for key in {_key(row) for row in _edges(page)})
    often = {key for key, count in seen.items() if count > 1 and 2 * count >= len(pages) - 1}
    rows: list[Row] = []
    furniture: dict[str, None] = {}
    for page in pages:
        edges = {id(row) for row in _edges(page)}
        kept = []
        for row in page:
            alone = id(row) in edges and len(pages) > 1 and _BARE.fullmatch(row.text.strip())
            if (id(row) in edges and _key(row) in often) or is_page_number(row.text) or alone:
                furniture[row.text] = None
            else:
                kept.append(row)
        rows += kept
    return rows, list(furniture)


def _edges(page: Sequence[Row]) -> Sequence[Row]:
    return page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _key(row: Row) -> str:
    """What a header has in common with that of the next page: all but the page's number."""
    return re.sub(r"(?<![0-9.,])[0-9]{1,3}(?![0-9.,])", "#", " ".join(row.text.split()))
