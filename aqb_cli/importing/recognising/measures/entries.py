"""What a line of a list is by its print: a measure, a part of the one above it, or what is left of one."""

from __future__ import annotations

from collections.abc import Iterable

from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart
from aqb_cli.importing.recognising.measures.details import has_footnote

LONGEST_TITLE = 250
LONGEST_REMNANT = 100


def is_entry(part: Passage, *, marked: bool) -> bool:
    """Whether a line may be a measure; where measures are `marked`, or stand in tables, nothing else is one."""
    if part.marker:
        return not (part.text[:1].islower() and part.text.rstrip().endswith("."))  # which is part of a sentence
    if marked or part.text[:1].islower():
        return False
    return len(part.text) <= LONGEST_TITLE and not part.text.rstrip().endswith((".", ":"))


def is_below(part: Passage, first: Passage) -> bool:
    """Whether an entry belongs to the measure above it, as it isn't printed like the first one."""
    if part.level != first.level:
        return part.level > first.level
    return not _alike(part.marker, first.marker)


def is_footnote(part: Passage, titles: Iterable[str]) -> bool:
    """Whether an entry with an asterisk belongs to a title with the sign of a footnote."""
    return part.marker == "*" and any(map(has_footnote, titles))


def may_go_on(above: PrintedPart, part: Passage) -> bool:
    """Whether an entry without a marker stands right below another line; paragraphs of Word show where they end."""
    return isinstance(above, Passage) and not part.marker and part.place.paragraph is None


def is_remnant(part: Passage) -> bool:
    """Whether a line looks like what is left of a measure above it, and not like a sentence."""
    is_short = len(part.text) <= LONGEST_REMNANT and not part.text.rstrip().endswith((".", ":"))
    return is_short or (part.text[:1].islower() and len(part.text) <= LONGEST_TITLE)


def _alike(marker: str, other: str) -> bool:
    """Whether two markers are of one list."""
    if is_number(marker) != is_number(other):
        return False
    return is_number(marker) or marker == other
