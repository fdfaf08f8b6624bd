"""Which parts of a list of measures are the headings of its categories, and which are measures called alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, joined
from aqb_cli.importing.recognising.categories import SURE, Heading, heading_of
from aqb_cli.wording.blocks import plain

MOST_HEADING_LINES = 4
"""How many lines a heading may have."""

LONGEST_REST = 100
"""How much may follow a heading in its line if the heading is not printed exactly as the programme has it."""


class _Style(NamedTuple):
    """How a heading is printed; all headings of a document are printed alike."""

    kind: str
    level: int
    strong: bool


def headings_of(parts: Sequence[PrintedPart], labels: Mapping[Category, str]) -> dict[int, Heading]:
    """The headings by their places among the parts; those that are printed in another way have a likeness of 0."""
    found: dict[_Style, dict[int, Heading]] = {}
    for index, part in enumerate(parts):
        if isinstance(part, Passage) and (heading := _heading(part, labels)):
            found.setdefault(_style(part), {})[index] = heading
    if not found:
        return {}
    best = max(found, key=lambda style: (_count(found[style]), not _is_bullet(style.kind), -min(found[style])))
    if _is_bullet(best.kind) and _count(found[best]) < 3:
        return {}
    chosen = _without_doubles(found.pop(best), parts)
    known = {heading.category for heading in chosen.values()}
    for style, others in found.items():
        for index, heading in others.items():
            if heading.category not in known and not _is_bullet(style.kind):
                known.add(heading.category)
                chosen[index] = heading._replace(likeness=0.0)
    return dict(sorted(chosen.items()))


def strangers_in(parts: Sequence[PrintedPart], headings: Mapping[int, Heading]) -> set[int]:
    """The places of what is printed like the categories' headings and names none: "5. Sonstige Maßnahmen"."""
    styles = {_style(part) for index in headings if isinstance(part := parts[index], Passage)}
    for index in headings:
        part, below = parts[index], parts[index + 1] if index + 1 < len(parts) else None
        if not isinstance(part, Passage) or not isinstance(below, Passage) or index + 1 in headings:
            continue
        if not part.marker or _rank(below.marker) != _rank(part.marker) + 1:
            styles.discard(_style(below))  # measures are printed so too
    return {
        index
        for index, part in enumerate(parts)
        if index > min(headings, default=0) and index not in headings and isinstance(part, Passage)
        if (is_number(part.marker) or (not part.marker and part.line[0].strong)) and _style(part) in styles
        if len(part.text) <= LONGEST_REST and not part.text.rstrip().endswith((".", ";"))
    }


def _rank(marker: str) -> int:
    """How far a marker counts: 2 for "2." and "b)"; 0 if it doesn't."""
    plain = re.sub(r"\W", "", marker)
    return int(plain) if plain.isdecimal() else ord(plain.lower()) - ord("a") + 1 if len(plain) == 1 else 0


def with_whole_headings(parts: Sequence[PrintedPart], labels: Mapping[Category, str]) -> tuple[PrintedPart, ...]:
    """The parts, in which a heading that goes on in the lines below, for no reason to be seen, is one."""
    whole: list[PrintedPart] = []
    index = 0
    while index < len(parts):
        count, part = _whole_heading(parts[index : index + MOST_HEADING_LINES], labels)
        whole.append(part)
        index += count
    return tuple(whole)


def _whole_heading(parts: Sequence[PrintedPart], labels: Mapping[Category, str]) -> tuple[int, PrintedPart]:
    """How many parts make up the one that begins here: more than one if only together they are a heading."""
    first = parts[0]
    heading = heading_of(first.text, labels) if isinstance(first, Passage) else None
    if not isinstance(first, Passage) or heading is None or heading.likeness == 1:
        return 1, first
    for count in range(len(parts), 1, -1):
        lines = [part for part in parts[:count] if isinstance(part, Passage) and len(part.text) <= LONGEST_REST]
        if len(lines) < count or any(line.marker for line in lines[1:]):
            continue
        line = joined(part.line for part in lines)
        both = heading_of(plain(line), labels)
        if both and not both.rest and both.likeness > max(heading.likeness, SURE):
            return count, first._replace(line=line)
    return 1, first


def is_heading(text: str, labels: Mapping[Category, str]) -> bool:
    """Whether a line is a category's heading, and nothing else."""
    found = heading_of(text, labels)
    return found is not None and found.likeness >= SURE and not found.rest


def row_heading(row: Sequence[PrintedCell], labels: Mapping[Category, str]) -> Heading | None:
    """The category that a table's row is the heading of, or that its first field names; None if none."""
    cell = next((cell for cell in row if cell.text), None)
    if cell is None:
        return None
    for text in _readings(cell):
        if found := heading_of(re.sub(r"^[0-9][.)]\s*", "", text), labels):
            return found
    return None


def _readings(cell: PrintedCell) -> Iterator[str]:
    """A field's text; where a word may be cut in two at the end of a line, also with both in one at each end."""
    yield cell.text
    for end in range(1, len(cell.lines) if cell.parted else 0):
        above, below = joined(cell.lines[:end]), joined(cell.lines[end:])
        yield plain(above) + plain(below)


def _heading(part: Passage, labels: Mapping[Category, str]) -> Heading | None:
    if part.text.endswith(".") and len(part.text) > 120 and not part.marker:
        return None
    found = heading_of(part.text, labels)
    if found and found.likeness < 1 and not part.marker and len(found.rest) > LONGEST_REST:
        return None
    return found


def _style(part: Passage) -> _Style:
    kind = re.sub(r"[0-9]+", "1", re.sub(r"[A-Za-z]+", "a", part.marker)) if is_number(part.marker) else part.marker
    return _Style(kind, part.level, part.line[0].strong)


def _is_bullet(kind: str) -> bool:
    return bool(kind) and not is_number(kind)


def _count(headings: Mapping[int, Heading]) -> int:
    return len({heading.category for heading in headings.values()})


def _without_doubles(headings: Mapping[int, Heading], parts: Sequence[PrintedPart]) -> dict[int, Heading]:
    """Of numbered headings of one category only the one that has the category's number, if one has."""
    order = list(Category)
    numbered = {
        heading.category
        for index, heading in headings.items()
        if _number(parts[index]) == order.index(heading.category) + 1
    }
    return {
        index: heading
        for index, heading in headings.items()
        if heading.category not in numbered or _number(parts[index]) == order.index(heading.category) + 1
    }


def _number(part: PrintedPart) -> int | None:
    digits = re.sub(r"\D", "", part.marker) if isinstance(part, Passage) else ""
    return int(digits) if digits else None
