"""Printed lines → paragraphs, entries of lists, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aqb_cli.importing.reading.cells import words_of
from aqb_cli.importing.reading.grids import Grid, grid_at
from aqb_cli.importing.reading.markers import first_word, is_number, marker_of, unmarked
from aqb_cli.importing.reading.printed import Passage, PrintedPart, PrintedRow, PrintedTable, joined
from aqb_cli.importing.reading.sieve import Sieve

_SECTION = re.compile(r"(?:§|Art\.|Artikel)\s*[0-9]+")
_ALONE = re.compile(r"[0-9][0-9 .,']*(?:,-+)?\s*(?:Euro|EUR|€)", re.IGNORECASE)
_RULE = re.compile(r"[-=_ ]{3,}")
_DASH = re.compile(r"[-–—]\s")
_LABEL = re.compile(
    r"(?i)(?:(?:projekt)?träger|anbieter|zielgruppen?|zweckbindung|laufzeit|zeitraum|plätze|kosten|betrag)\s*:\s"
)
"""What a line begins with that says one thing of the measure above it."""

_ANY_LABEL = re.compile(r"[A-ZÄÖÜ][\w./-]*(?: [\w./-]+){0,3}\s*:\s")
"""What a line below an entry of a list begins with that is no part of the entry's text."""

NEVER_LAST = {
    "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "einem", "einen", "und", "oder", "sowie",
    "für", "mit", "von", "in", "im", "an", "am", "auf", "aus", "bei", "zu", "zum", "zur", "vom", "über", "unter",
    "durch", "gegen", "ohne", "um", "nach", "seit", "als", "wie", "sich", "nicht", "dass", "insgesamt",
}  # fmt: skip
"""Words that no paragraph ends with."""

_LONGEST_ENTRY = 50
"""How many lines an entry of a list may have."""

LONGEST_WRAPPED = 130
"""How many characters a line may have in a text with wrapped lines; where they are longer, each is a paragraph."""


def parts_of(rows: Sequence[PrintedRow], sieve: Sieve) -> Iterator[PrintedPart]:
    """The paragraphs, entries and tables that lines make up."""
    width = _width(rows)
    wrapped = width <= LONGEST_WRAPPED
    index = 0
    levels = _levels(rows)
    words = words_of(row.text for row in rows if row.cells is None and len(row.stretches) == 1)
    while index < len(rows):
        grid = _grid_at(rows, index, width, words)
        if grid is not None:
            if table := sieve.ticked(PrintedTable(grid.rows, grid.places)):
                yield table
            index = grid.end
            continue
        row = rows[index]
        if _RULE.fullmatch(row.text) or _is_bullet(row.text):
            index += 1
            continue
        bullet = rows[index - 1].text if index and not row.gap and _is_bullet(rows[index - 1].text) else ""
        end = index + 1
        while end < len(rows) and _goes_on(rows, index, end, width if wrapped else None):
            if _grid_at(rows, end, width, words):
                break
            end += 1
        passage = _passage(rows[index:end], levels.get(index, 0))
        yield passage._replace(marker=passage.marker or bullet)
        index = end


def _grid_at(rows: Sequence[PrintedRow], index: int, width: float, words: frozenset[str]) -> Grid | None:
    """The table that begins with a line; None if none does, or if the line's gaps are those of justified text."""
    row = rows[index]
    if row.cells is None and _is_bullet(row.text):
        return None
    grid = grid_at(rows, index, words)
    if grid is None or row.cells is not None or any(len(other.stretches) > 1 for other in rows[index + 1 : grid.end]):
        return grid
    below = rows[index + 1]
    is_text = (
        not below.gap
        and not marker_of(row.text)
        and any(stretch.text[:1].islower() for stretch in row.stretches[1:])
        and abs(below.stretches[0].left - row.stretches[0].left) < 0.8
        and row.stretches[-1].right + 1 + len(first_word(below.text)) > width - 2
    )
    return None if is_text else grid


def _is_bullet(text: str) -> bool:
    """Whether a line has bullets only, as some programs write those of a list above its text."""
    return re.fullmatch(r"[•▪■□●○◦‣·►▶➢➤\s]+", text) is not None


def _width(rows: Sequence[PrintedRow]) -> float:
    """How wide lines are that are full; a few that are longer, such as those of wide tables, don't count."""
    lines = (row for row in rows if row.cells is None and len(row.stretches) == 1)
    longest = sorted((row.stretches[-1].right for row in lines), reverse=True)
    return longest[len(longest) // 20] if longest else 0.0


def _goes_on(rows: Sequence[PrintedRow], start: int, index: int, width: float | None) -> bool:
    """Whether a line belongs to the paragraph that begins at `start`; without a width only those of lists have more."""
    if width is None:
        row = rows[index]
        is_plain = (
            not row.gap and not marker_of(row.text) and not _LABEL.match(row.text) and not _SECTION.match(row.text)
        )
        return is_plain and len(row.text) <= LONGEST_WRAPPED and _hangs(rows, index)
    if _SECTION.match(rows[start].text) and all(map(_is_strong, rows[start:index])) and not _is_strong(rows[index]):
        return False  # below a bold heading
    first = rows[start].text
    marker = marker_of(first).strip()
    is_bullet = bool(marker) and not is_number(marker)
    if (is_bullet or _ANY_LABEL.match(first)) and _ANY_LABEL.match(rows[index].text):
        return False
    if _LABEL.match(first) and not _is_full(rows, index, width):
        return False
    if is_bullet and rows[index].stretches[0].left < rows[start].stretches[0].left - 0.8:
        return False  # to the left of the bullet
    return _is_aside(rows, start, index, width) or _continues(rows, index, width)


def _is_strong(row: PrintedRow) -> bool:
    return any(run.strong for stretch in row.stretches for run in stretch.line)


def _is_aside(rows: Sequence[PrintedRow], start: int, index: int, width: float) -> bool:
    """Whether the dash at the beginning of a line stands inside a sentence, and not before an entry of a list."""
    before, row = rows[index - 1], rows[index]
    new_page = row.place.page != before.place.page
    if not _DASH.match(row.text) or (row.gap and not new_page) or before.text.endswith((".", ":", "!", "?", ";")):
        return False
    if _DASH.match(rows[start].text):
        return False
    after = []
    for other in rows[index + 1 : index + 4]:
        if other.gap or marker_of(other.text) or _SECTION.match(other.text):
            break
        after.append(other.text)
    closes = re.search(r"\s[-–—](?=[\s,.;]|$)", " ".join((row.text[1:], *after)).strip()) is not None
    if before.text.rpartition(" ")[2] in NEVER_LAST:
        return closes
    is_full = before.stretches[-1].right + 1 + len(first_word(row.text)) > width
    return closes and is_full and row.text[1:].lstrip()[:1].islower() and not marker_of(rows[start].text)


def _continues(rows: Sequence[PrintedRow], index: int, width: float) -> bool:
    """Whether a line continues the paragraph that the line before belongs to."""
    before, row = rows[index - 1], rows[index]
    new_page = row.place.page != before.place.page
    if (row.gap and not new_page) or _RULE.fullmatch(row.text) or _RULE.fullmatch(before.text):
        return False
    if _LABEL.match(row.text) and before.text.count("(") <= before.text.count(")"):
        return False
    if marker_of(row.text) or _SECTION.match(row.text) or _ALONE.fullmatch(row.text) or _ALONE.fullmatch(before.text):
        return False
    is_full = _is_full(rows, index, width)
    if new_page:
        return is_full and not before.text.endswith((".", ":", "!", "?"))
    if before.text.endswith(("-", "\u00ad")) and len(before.text) > 1 and before.text[-2].isalpha():
        return True
    ends = before.text.endswith((".", ":", "!", "?"))
    is_open = before.stretches[-1].right > 0.4 * width and before.text.rpartition(" ")[2] in NEVER_LAST
    return is_full or is_open or (not ends and _hangs(rows, index))


def _is_full(rows: Sequence[PrintedRow], index: int, width: float) -> bool:
    """Whether the line before has no room for the first word of a line."""
    slack = 2 if rows[index].distance else 0  # letters of a typeface differ in width
    return rows[index - 1].stretches[-1].right + 1 + len(first_word(rows[index].text)) > width - slack


def _hangs(rows: Sequence[PrintedRow], index: int) -> bool:
    """Whether a line is indented like the text of the list's entry above it."""
    left = rows[index].stretches[0].left
    for above in reversed(rows[max(index - _LONGEST_ENTRY, 0) : index]):
        if marker := marker_of(above.text):
            indent = left - above.stretches[0].left
            return 0.8 <= indent <= len(marker) + 4
        if above.gap or abs(above.stretches[0].left - left) > 0.8:
            return False
    return False


def _levels(rows: Sequence[PrintedRow]) -> dict[int, int]:
    """How deep entries stand that have the same sign as those above them, and are indented more; by their lines."""
    levels: dict[int, int] = {}
    left: dict[str, float] = {}
    for index, row in enumerate(rows):
        marker = marker_of(row.text).strip()
        if row.cells is not None:
            continue
        if not marker or is_number(marker):
            if row.stretches[0].left < min(left.values(), default=0) + 0.8:  # no second line of an entry
                left = {}
            continue
        base = left.setdefault(marker, row.stretches[0].left)
        if row.stretches[0].left >= base + 1.5:
            levels[index] = 1
        else:
            left[marker] = min(base, row.stretches[0].left)
    return levels


def _passage(rows: Sequence[PrintedRow], level: int) -> Passage:
    lines = [joined(stretch.line for stretch in row.stretches) for row in rows]
    marker, line = unmarked(joined(lines))
    return Passage(line, rows[0].place, marker, level, gaps=any(len(row.stretches) > 1 for row in rows))
