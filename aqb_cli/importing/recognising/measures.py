"""The measures of an agreement, by category: lists and tables under the categories' headings."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import amounts_in, is_sum
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart, PrintedTable, SourceLocation, text_of
from aqb_cli.importing.recognising.categories import SURE, Heading, Words, headings_of, number_of, says_none, style_of
from aqb_cli.importing.recognising.details import details_of, doubt_of_scan, is_no_title, split_title
from aqb_cli.importing.recognising.outline import passages_of
from aqb_cli.importing.recognising.tables import Rows, column_name, fields_of, has_categories, is_head
from aqb_cli.importing.words import finds
from aqb_cli.text.german import folded
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import TextRun

LONGEST_TITLE = 250
"""More characters than any title has: a line of more is a text."""

LONGEST_QUOTE = 80
"""How many characters a message quotes; of a longer text, its amounts are reported, too."""

_COLUMNS = ("title", "amount", "state", "costs", "places", "provider", "category")
"""What columns of measures are called; no measure is."""

_PAIR = re.compile(r"(.*[^\W\d_].*?(?:[^\W\d_]|[)“\"+]|\b20[0-9]{2}))\s+([0-9.]{3,}(?:,[0-9]{2})?\s?(?:€|Euro|EUR))")
"""A title and, behind a gap, an amount; a number before that may be of places."""

_ROW_END = re.compile(r"(?:[0-9]{1,4}\s+)?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{2})?(?:\s?(?:€|Euro|EUR))?")
"""Places and an amount, as a row of a table ends whose columns were lost."""


class Listed(NamedTuple):
    """The measures as they are listed in a section's parts."""

    measures: dict[Category, list[dict[str, Any]]]
    """All four categories, as in the file format; a category that isn't there is empty."""
    headings: dict[Category, Heading]
    begin: int
    """The first of the parts that belongs to the list."""
    end: int
    """The part behind its last."""
    empty: str | None
    """What stands under a category without measures."""
    section: int = 0
    """The section that lists them, by its place among the sections."""


def is_prose(text: str) -> bool:
    """Whether a line is a sentence, and so no measure."""
    ends = re.search(r"\w[.!?]$", text) is not None and len(text.split()) >= 4
    return ends or text.endswith(":") or len(text) > LONGEST_TITLE


def measures_of(parts: Sequence[PrintedPart], words: Words, notes: Notes, loose: Sequence[int] = ()) -> Listed | None:
    """The measures that are listed in these parts; None if no category is named there.

    `loose` are the lines of dashes that stand apart from their entries.
    """
    headings = headings_of(parts, words.categories)
    in_tables = len({heading.category for heading in headings.values()}) < 2
    tables = [
        index
        for index, part in enumerate(parts)
        if isinstance(part, PrintedTable) and has_categories(part, words.categories)
    ]
    places = [*headings, *(tables if in_tables else ())]
    if not places:
        return None
    begin = min(places)
    above, first = parts[begin - 1], parts[begin]  # a table's head may stand alone at the end of a page
    if begin and isinstance(above, PrintedTable) and isinstance(first, PrintedTable):
        begin -= fields_of(above.rows[0])[0] and len(above.rows[0]) == len(first.rows[0])
    lister = _Lister(parts, words, notes, headings, in_tables=in_tables)
    listed = lister.listed(begin)
    lister.compare_with(loose, listed.end)
    return listed


class _Lister:
    """Goes through the parts of a list once."""

    def __init__(
        self, parts: Sequence[PrintedPart], words: Words, notes: Notes, found: Mapping[int, Heading], *, in_tables: bool
    ) -> None:
        self.parts, self.words, self.notes = parts, words, notes
        self.found = found
        """The headings by their places among the parts."""
        self.in_tables = in_tables
        """Whether the headings stand in tables."""
        self.measures: dict[Category, list[dict[str, Any]]] = {}
        self.headings: dict[Category, Heading] = {}
        self.current: Category | None = None
        self.heading: Passage | None = None
        """The line with the current heading; None if it stands in a table."""
        self.first: Passage | None = None
        """The first measure below the current heading; others are printed alike."""
        self.marked = False
        """Whether measures have a marker, or stand in tables; then nothing else is one."""
        self.scaled = any(isinstance(part, Passage) and finds("in_thousands", part.text) for part in parts)
        self.in_lines = False
        """Whether measures stand in lines, so that a table below the last heading may be something else."""
        self.in_rows = False
        """Whether measures stand in the rows of a table, so that one right below the last heading has measures too."""
        self.rows: Rows | None = None
        """The last table, whose columns another one without a head may have."""
        self.number = 0
        """The number of the last measure in a list; 0 if it has none."""
        self.empty: str | None = None
        self.starred = False
        """Whether a title has an asterisk that a footnote belongs to."""
        self.disordered: Passage | None = None
        """Where a column's head stands in a line of its own, or three headings have nothing in between; or None."""

    def listed(self, begin: int) -> Listed:
        last = max(self.found, default=begin)
        inside = [part for index, part in enumerate(self.parts) if index >= begin and index not in self.found]
        tail = next((n for n, part in enumerate(inside) if isinstance(part, Passage) and is_prose(part.text)), None)
        self.marked = not self.found or any(isinstance(part, PrintedTable) or part.marker for part in inside[:tail])
        end = begin
        for index in range(begin, len(self.parts)):
            part = self.parts[index]
            if isinstance(part, PrintedTable):
                if index > last and self.in_lines and not (self.in_rows and index == last + 1):
                    break
                self._table(part)
            elif index in self.found:
                self._begin(self.found[index], part)
            elif not self._take(part, self.parts[index - 1]):
                if index > last and is_prose(part.text):
                    break
                self._look_for_rows(part)
            end = index + 1
        stacked = next((n for n in sorted(self.found) if {n + 1, n + 2} <= self.found.keys()), None)
        if stacked is not None and not self.marked and max(map(len, self.measures.values())) >= 3:  # one for each
            self.disordered = self.disordered or passages_of(self.parts[stacked])[0]
        self._look_for_pieces(begin, inside)
        self._doubt_columns(passages_of(self.parts[begin])[0])
        for category in Category:
            if category not in self.measures:
                label = self.words.categories.get(category, str(category))
                message = _("The category “{label}” was not found; it is taken as empty.", label=label)
                self.notes.doubt(("measures", str(category)), passages_of(self.parts[begin])[0].place, message)
        measures = {category: self.measures.get(category, []) for category in Category}
        return Listed(measures, self.headings, begin, end, self.empty)

    def _doubt_columns(self, first: Passage) -> None:
        """Doubts the categories if columns were lost, or told apart by the gaps that text recognition left."""
        if self.disordered:
            message = _(
                "A table's columns stand one below the other, so measures may stand in a wrong category or have wrong "
                "amounts. Import the PDF itself, or text that pdftotext made with -layout."
            )
        elif self.in_rows and self.words.scanned:
            message = _("Its columns were told apart by the gaps in a scan; compare the rows with the picture.")
        else:
            return
        for category in (category for category, measures in self.measures.items() if measures or self.disordered):
            self.notes.doubt(("measures", str(category)), (self.disordered or first).place, message)

    def _look_for_pieces(self, begin: int, inside: Sequence[PrintedPart]) -> None:
        """Looks for what shows that a table's columns were lost: their heads above, pieces of headings as measures."""
        above = self.parts[begin - 1] if begin else None
        last = above.text.rpartition(":")[2] if isinstance(above, Passage) else ""
        is_of_columns = is_head(last) or column_name(last) in _COLUMNS[1:]  # all but a heading "Maßnahmen"
        heads = [part for part in self.parts[:begin] if column_name(text_of(part)) in _COLUMNS]
        if len(heads) > 1 and not any(isinstance(part, PrintedTable) for part in inside):
            self.disordered = self.disordered or passages_of(heads[0])[0]
        if isinstance(above, Passage) and is_of_columns and not any(isinstance(part, PrintedTable) for part in inside):
            self.disordered = self.disordered or above
            self.notes.claim_part(above, len(above.text) - len(last), len(above.text))
        titles = (folded(measure["title"]) for measures in self.measures.values() for measure in measures)
        labels = list(map(folded, self.words.categories.values()))
        if any(title.count(" ") > 1 and label.find(title) > 0 for title in titles for label in labels):
            self.disordered = self.disordered or passages_of(self.parts[begin])[0]

    def _look_for_rows(self, part: Passage) -> None:
        """Looks whether a line that wasn't understood is of a table whose columns aren't known."""
        if part.gaps and self.in_rows and not is_prose(part.text) and not any(amounts_in(part.text)):
            self.disordered = self.disordered or part

    def compare_with(self, loose: Sequence[int], end: int) -> None:
        """Doubts the categories below whose heading stand more or fewer dashes than measures were found."""
        places = [part.place if isinstance(part, Passage) else part.places[0] for part in self.parts]
        lines = [*(place.line or 0 for place in places), math.inf]
        for index, following in pairwise((*self.found, end) if loose else ()):
            category = self.found[index].category
            count = sum(lines[index] < line < lines[following] for line in loose)
            if count != len(self.measures[category]):
                message = _(
                    "Below its heading stands another number of dashes ({n}) than of measures, so some of them may "
                    "belong to another category.",
                    n=count,
                )
                self.notes.doubt(("measures", str(category)), places[index], message)

    def _take(self, part: Passage, above: PrintedPart) -> bool:
        """Takes a line as what it says of the current category; False if it isn't understood."""
        if self.current is None:
            return False
        if column_name(part.text) in _COLUMNS or is_head(part.text):
            self.disordered = self.disordered or part
            self.notes.claim(part)
            return True
        if says_none(part.text):
            if re.search(r"\w", part.text) and self.measures[self.current]:
                return False
            self.empty = part.text
            self.notes.claim(part)
            return True
        measures = self.measures[self.current]
        is_loose = ":" not in part.text and finds("legal_form", part.text)  # a provider; of which measure is open
        is_unread = isinstance(above, Passage) and not self.notes.is_touched(above)  # such as a footnote
        is_loose = is_loose or (is_unread and (":" not in part.text or text_of(above).isdecimal()))
        details = details_of(part.text, self.words.earmarks) if measures and not is_loose else {}
        below = self.first is not None and self._is_below(part, self.first)
        if measures and details and (below or not part.marker or ":" in part.text):
            if set(details) & set(measures[-1]):
                return False
            measures[-1].update(details)
            self.notes.claim(part)
            return True
        if self._is_stranger(part) or below or (is_prose(part.text) and not part.marker):
            return False
        if part.marker == "*" and self.starred:
            return False  # a footnote
        if _ROW_END.fullmatch(part.text):
            self.disordered = self.disordered or part
            return False
        is_row = (part.gaps or self.in_rows) and self._pair(part.text) is not None
        is_entry = bool(part.marker) or is_row or (not self.marked and not part.text[:1].islower())
        if not is_entry or is_no_title(part.text) or (part.text[:1].islower() and part.text.endswith(".")):
            return False
        if is_sum(part.text):
            return False
        self._measure(part, above)
        return True

    def _pair(self, text: str) -> re.Match[str] | None:
        """A title and an amount that only a space or a gap parts; None if a line isn't these."""
        pair = None if self.scaled or is_sum(text) else _PAIR.fullmatch(text)
        return pair if pair and not finds("never_last", pair[1]) and column_name(pair[1]) == "?" else None

    def _is_below(self, part: Passage, first: Passage) -> bool:
        """Whether an entry belongs to the measure above it, as it isn't printed like the first one."""
        if part.level != first.level:
            return part.level > first.level
        numbered = is_number(part.marker)
        return bool(part.marker) and (numbered != is_number(first.marker) or (not numbered and not first.marker))

    def _is_stranger(self, part: Passage) -> bool:
        """Whether a line is the heading of what is no category: "5. Sonstige Maßnahmen". It ends the category."""
        heading = self.heading
        if heading is None or (self.first is not None and is_number(self.first.marker)):
            return False
        number = number_of(heading)
        follows = is_number(part.marker) and number is not None and number_of(part) == number + 1
        is_bold = style_of(part) == style_of(heading) and part.line[0].strong and not part.marker and self.marked
        if follows or is_bold:
            self.current, self.first = None, None
            message = _("The heading “{quote}” names no category; nothing below it was imported.", quote=part.text)
            self.notes.unread(part.place, message)
            self.notes.claim(part)
        return bool(follows or is_bold)

    def _begin(self, heading: Heading, part: Passage, *, in_table: bool = False) -> None:
        is_current = heading.category is self.current
        self.current, self.heading, self.first = heading.category, None if in_table else part, None
        place = part.place
        if heading.likeness < SURE:
            message = _("The heading “{quote}” was taken for this category.", quote=heading.text)
            self.notes.doubt(("measures", str(heading.category)), place, message)
        if heading.category in self.headings and not is_current:
            message = _("The category is listed twice; all of its measures are imported.")
            self.notes.doubt(("measures", str(heading.category)), place, message)
        self.headings.setdefault(heading.category, heading)
        self.measures.setdefault(heading.category, [])
        rest = heading.rest.strip()
        if not rest or says_none(rest):
            self.empty = rest or self.empty
            self.notes.claim_part(part, 0, len(part.text) if heading.likeness == 1 else 1)  # amounts are told
        else:
            self.notes.claim_part(part, 0, len(part.text) - (len(rest) if len(rest) > LONGEST_QUOTE else 0))
            self.notes.unread(place, _("“{quote}” stands in the line of the category's heading.", quote=rest))

    def _measure(self, part: Passage, above: PrintedPart) -> None:
        assert self.current is not None
        measures = self.measures[self.current]
        field, pair = ("measures", str(self.current), len(measures)), self._pair(part.text)
        split = split_title(f"{pair[1]}: {pair[2]}" if pair else part.text, self.words.earmarks)
        doubt = split.doubt or doubt_of_scan(split.title, self.words)
        self.starred = self.starred or part.text.rstrip(")").endswith("*")
        if pair and not part.gaps:
            self.notes.doubt((*field, "amount"), part.place, _("It was read from “{quote}”.", quote=part.text))
        if part.gaps and not pair:
            doubt = _("There are wide gaps in the line, as in a table: “{quote}”.", quote=part.text)
        elif self.first is not None and not (part.marker or pair) and _is_right_below(above, part):
            doubt = doubt or _("Nothing shows whether it is a measure, or goes on from the line above.")
        elif self.first is None and isinstance(above, PrintedTable):
            doubt = _("It stands below a table of measures, and may belong to it.")
        marker = part.marker.strip(" ().")
        number = int(marker) if marker.isdecimal() else 0
        if number not in (0, 1, self.number + 1):
            doubt = doubt or _("It was read from “{quote}”.", quote=part.whole)  # the number may belong to the title
        if doubt:
            self.notes.doubt((*field, "title"), part.place, doubt)
        self.first, self.in_lines, self.number = self.first or part, True, number
        self.notes.claim(part)
        measures.append({"title": split.title, **split.facts})

    def _table(self, table: PrintedTable) -> None:
        rows = self.rows = Rows(table, self.words, self.notes, scaled=self.scaled, above=self.rows)
        for number, (_row, place) in enumerate(rows.body):
            filled = rows.filled(number)
            heading = rows.heading(number)
            if heading is not None and self.in_tables:
                if heading.category is not self.current:
                    rest = heading.rest if rows.is_one(number) else ""
                    self._begin(heading._replace(rest=rest), Passage((TextRun(heading.text),), place), in_table=True)
                if rows.is_one(number):
                    self.notes.claim(*filled)
                    continue
            if self.in_tables and heading is None and rows.names_category(number):
                self.current = None  # one that isn't known
            if not filled or rows.is_sum(number) or self.current is None:
                continue
            if heading and heading.likeness == 1 and not heading.rest and heading.category is not self.current:
                continue  # of another table: it is reported
            entries = [
                cell
                for cell, name in zip(_row, rows.names, strict=False)
                if cell.text and name not in ("category", "number")
            ]
            if all(says_none(cell.text) for cell in entries):
                self.empty = entries[0].text if entries else self.empty
                self.notes.claim(*(filled if entries else ()))
                continue
            self._row(rows, number, place)

    def _row(self, rows: Rows, number: int, place: SourceLocation) -> None:
        """Takes the measure in a row of a table."""
        assert self.current is not None
        measures = self.measures[self.current]
        field = ("measures", str(self.current), len(measures))
        if facts := rows.measure(number, field):
            measures.append(facts)
            self.in_rows = True
        else:
            message = _("The row “{quote}” of a table names no measure.", quote=rows.said(number))
            self.notes.doubt(field[:-1], place, message)
            self.notes.claim(*rows.filled(number))


def _is_right_below(above: PrintedPart, part: Passage) -> bool:
    """Whether a line stands right below another one, with no space between; paragraphs of Word show where they end."""
    if not isinstance(above, Passage) or part.place.paragraph is not None:
        return False
    return part.place.line is None or above.place.line is None or part.place.line - above.place.line <= 1
