"""Printed lines → paragraphs, entries of lists, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf

from aqb_cli.importing.reading.cells import words_of
from aqb_cli.importing.reading.characters import width_of
from aqb_cli.importing.reading.grids import Grid, grid_at
from aqb_cli.importing.reading.markers import first_word, is_number, marker_of, unmarked, with_numbers
from aqb_cli.importing.reading.printed import Passage, PrintedPart, PrintedRow, PrintedTable, joined
from aqb_cli.importing.reading.sieve import Sieve
from aqb_cli.importing.reading.signature_lines import days_apart, is_lead, signatory_of, signed_at
from aqb_cli.importing.words import finds, is_all, pattern

_SECTION = re.compile(r"(?:§|Art\.|Artikel)\s*[0-9]+|Präambel$")
_ALONE = re.compile(r"[0-9][0-9 .,']*(?:,-+)?\s*(?:Euro|EUR|€)|[-–—]", re.IGNORECASE)
_RULE = re.compile(r"[-=_ ]{3,}")
_BULLETS = re.compile(r"[•▪■□●○◦‣·►▶➢➤\s]+")
"""Bullets only, as some programs write those of a list above its text."""

_DASH = re.compile(r"[-–—]\s")
_CLOSED = re.compile(r"\s[-–—](?=[\s,.;]|$)")
_LABEL = re.compile(r"[A-ZÄÖÜ][\w./-]*(?: [\w./-]+){0,3}\s*:\s")
"""What a line begins with that says one thing of the measure above it."""

_CONTENTS = re.compile(r"(?i)inhalt(?:sverzeichnis|sübersicht)?:?")
_LISTED = re.compile(r"[\s.…][0-9]{1,3}$")
"""What a line of a table of contents ends with."""

_NUMBERED = re.compile(r"([0-9]{1,2})\.\s+\S")
_ENDS = (".", ":", "!", "?", ";")
_OPEN_NUMBER = re.compile(r"\s[0-9]{1,3}\.$")

_LONGEST_ENTRY = 50
"""How many lines an entry of a list may have."""

LONGEST_WRAPPED = 130
"""How many characters a line may have in a text with wrapped lines; where they are longer, each is a paragraph."""


_SET_SLACK = 0.5
"""How much narrower a full line may be than the widest, once it is set: the error of `width_of` on 80 letters."""

_LEAST_FULL = 8
"""How many lines must be nearly as wide as the widest, so that it is plain that the text is wrapped at this width."""

_TAB = 5.0
"""How far an entry's text stands behind its number at most, beyond a space, in what an average character takes up."""

_SHORT = 25
"""How long a line is at least that goes on below a number; measures' titles may well be shorter."""

_LONG = 0.5
"""How much of a full line one takes up at least that a sentence may be expected to go on from."""


def parts_of(rows: Sequence[PrintedRow], sieve: Sieve) -> Iterator[PrintedPart]:
    """The paragraphs, entries and tables that lines make up."""
    return with_numbers(list(_parts_of(_without_contents(rows), sieve)))


def _without_contents(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The lines without a table of contents: what it has stands in the document itself."""
    start = next((n for n, row in enumerate(rows) if _CONTENTS.fullmatch(row.text)), None)
    if start is None:
        return list(rows)
    end = next((n for n in range(start + 1, len(rows)) if not _LISTED.search(rows[n].text)), len(rows))
    return [*rows[:start], *rows[end:]] if end > start + 1 else list(rows)


def _parts_of(rows: Sequence[PrintedRow], sieve: Sieve) -> Iterator[PrintedPart]:
    flow = _Flow(rows)
    levels = _levels(rows)
    index = 0
    while index < len(rows):
        if grid := flow.grid_at(index):
            if table := sieve.ticked(PrintedTable(grid.rows, grid.places)):
                yield table
            index = grid.end
            continue
        row = rows[index]
        if _RULE.fullmatch(row.text) or _BULLETS.fullmatch(row.text):
            index += 1
            continue
        above = rows[index - 1].text if index and not row.gap else ""
        end = index + 1
        while end < len(rows) and flow.goes_on(index, end) and not flow.grid_at(end):
            end += 1
        marker, line = unmarked(joined(stretch.line for each in rows[index:end] for stretch in each.stretches))
        marker = marker or (above if _BULLETS.fullmatch(above) else "")
        gaps = any(len(each.stretches) > 1 and not _is_stretched(each) for each in rows[index:end])
        yield Passage(line, row.place, marker, levels.get(index, 0), gaps)
        index = end


class _Flow:
    """The lines of a document, and how wide those are that are full."""

    def __init__(self, rows: Sequence[PrintedRow]) -> None:
        self.rows = rows
        plain = [row for row in rows if row.cells is None and len(row.stretches) == 1]
        self.words = words_of(row.text for row in plain)
        self.width = _most([row.stretches[-1].right for row in plain])
        sets = [_set(row) for row in plain if len(row.text) <= LONGEST_WRAPPED]
        self.set_width = _most(sets)
        if sum(width > 0.9 * self.set_width for width in sets) < _LEAST_FULL:
            self.set_width = inf

    def grid_at(self, index: int) -> Grid | None:
        """The table that begins with a line; None if none does."""
        row = self.rows[index]
        if row.cells is None and (len(row.stretches) < 2 or _BULLETS.fullmatch(row.text)):
            return None
        return grid_at(self.rows, index, self.words)

    def goes_on(self, start: int, index: int) -> bool:
        """Whether a line belongs to the paragraph that begins at `start`."""
        rows, row = self.rows, self.rows[index]
        if row.cells is not None:
            return False
        if self.width > LONGEST_WRAPPED:  # each line is a paragraph
            return False
        if _is_next(rows[start].text, row.text):
            return False
        return self._is_aside(start, index) or self._continues(start, index)

    def _is_aside(self, start: int, index: int) -> bool:
        """Whether the dash at the beginning of a line stands inside a sentence, and not before an entry of a list."""
        before, row = self.rows[index - 1], self.rows[index]
        new_page = row.place.page != before.place.page
        if not _DASH.match(row.text) or (row.gap and not new_page) or before.text.endswith(_ENDS):
            return False
        if _DASH.match(self.rows[start].text):
            return False
        after = [row.text[1:]]
        for other in self.rows[index + 1 : index + 4]:
            if other.gap or marker_of(other.text) or _SECTION.match(other.text):
                break
            after.append(other.text)
        if not _CLOSED.search(" ".join(after).strip()):
            return False
        if finds("never_last", before.text):
            return True
        return self._is_full(index) and row.text[1:].lstrip()[:1].islower() and not marker_of(self.rows[start].text)

    def _continues(self, start: int, index: int) -> bool:
        """Whether a line continues the paragraph that the line before belongs to."""
        before, row = self.rows[index - 1], self.rows[index]
        new_page = row.place.page != before.place.page
        if (row.gap and not new_page) or _RULE.fullmatch(row.text) or _RULE.fullmatch(before.text):
            return False
        if is_all("currency", row.text.rstrip(").,;")) and before.text[-1:].isdigit():
            return True
        if _SECTION.match(row.text) or (_LABEL.match(row.text) and before.text.count("(") <= before.text.count(")")):
            return False
        is_long = before.stretches[-1].right - before.stretches[0].left > _LONG * self.width
        is_open = is_long and (finds("never_last", before.text) or _OPEN_NUMBER.search(before.text) is not None)
        if is_open and not new_page and row.text[:1].isdigit():
            return True  # a number within a sentence
        if marker_of(row.text) or _ALONE.fullmatch(row.text) or _ALONE.fullmatch(before.text):
            return False
        is_name = signatory_of(row.text) is not None and is_lead(before.text)
        if is_name or signed_at(row.text) or days_apart(row.text) or pattern("before_name").match(row.text):
            return False
        if before.text.rfind("(") > before.text.rfind(")") and row.text.find(")") > row.text.find("("):
            return True
        is_full = self._is_full(index)
        if new_page:
            return is_full and not before.text.endswith((".", ":", "!", "?"))
        if before.text.endswith(("-", "\u00ad")) and len(before.text) > 1 and before.text[-2].isalpha():
            return True
        is_open = is_open or (is_long and before.text.endswith(","))
        ends = before.text.endswith((".", ":", "!", "?"))
        is_sentence = not self.rows[start].text[:1].islower() and (
            not marker_of(before.text) or finds("never_last", first_word(row.text))
        )
        goes_on = is_long and is_sentence and row.text[:1].islower()
        is_short = not is_long and row.distance > 0 and row.text[:1].isupper()  # a scan may have lost its bullet
        hangs = not is_short and _hangs(self.rows[start : index + 1])
        return is_full or is_open or (not ends and (goes_on or hangs))

    def _is_full(self, index: int) -> bool:
        """Whether the line before has no room for the first word of a line."""
        before, text = self.rows[index - 1], self.rows[index].text
        word = first_word(text)
        slack = 2 if self.rows[index].distance else 0  # letters of a typeface differ in width
        if before.stretches[-1].right + 1 + len(word) > self.width - slack:
            return True
        if before.place.line is None:
            return False
        tab = _TAB if marker_of(before.text) and len(text) > _SHORT else 0.0
        return _set(before) + tab + width_of(f" {word}") > self.set_width - _SET_SLACK


def _is_stretched(row: PrintedRow) -> bool:
    """Whether all words of a line stand apart, but for what an entry begins with."""
    words = row.stretches[1:] if is_number(marker_of(f"{row.stretches[0].text} A").strip()) else row.stretches
    return all(" " not in marked.text[len(marker_of(marked.text)) :] for marked in words)


def _most(widths: Sequence[float]) -> float:
    """The width of lines that are full; a few that are longer, such as those of wide tables, don't count."""
    longest = sorted(widths, reverse=True)
    return longest[len(longest) // 20] if longest else 0.0


def _set(row: PrintedRow) -> float:
    """How wide a line of a text is when it is set in a usual typeface, with what it is indented by."""
    return row.stretches[0].left * width_of(" ") + width_of(row.text)


def _is_next(text: str, below: str) -> bool:
    """Whether two lines begin with numbers of entries that follow each other: "1. 9.000 Euro für A", "2. …"."""
    one, other = (_NUMBERED.match(each) for each in (text, below))
    return one is not None and other is not None and int(one[1]) + 1 == int(other[1])


def _hangs(rows: Sequence[PrintedRow]) -> bool:
    """Whether the last of a paragraph's lines is indented like the text of the list's entry above it."""
    left = rows[-1].stretches[0].left
    for above in reversed(rows[-1 - _LONGEST_ENTRY : -1]):
        if marker := marker_of(above.text):
            indent = left - above.stretches[0].left
            return 0.8 <= indent <= len(marker) + 4
        if above.gap or abs(above.stretches[0].left - left) > 0.8:
            return False
    return False


def _levels(rows: Sequence[PrintedRow]) -> dict[int, int]:
    """How deep entries stand that are indented more than those above them; by their lines."""
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
        base = left.setdefault(marker, min([*left.values(), row.stretches[0].left]))
        if row.stretches[0].left >= base + 1.5:
            levels[index] = 1
        else:
            left[marker] = min(base, row.stretches[0].left)
    return levels
