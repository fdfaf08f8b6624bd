"""The measures of an agreement, by category: lists and tables under the categories' headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import amounts_in
from aqb_cli.importing.reading.printed import Passage, PrintedPart, PrintedTable, SourceLocation
from aqb_cli.importing.recognising.categories import SURE, Heading
from aqb_cli.importing.recognising.funds.targets import Words
from aqb_cli.importing.recognising.measures.completing import Entries
from aqb_cli.importing.recognising.measures.details import detail_of, details_below, doubts_of, split_title
from aqb_cli.importing.recognising.measures.entries import is_below, is_entry, is_footnote, is_remnant, may_go_on
from aqb_cli.importing.recognising.measures.headings import headings_of, row_heading, strangers_in
from aqb_cli.importing.recognising.measures.nothing import may_say_none, says_none
from aqb_cli.importing.recognising.measures.rows import Rows, is_sum, only_amounts
from aqb_cli.importing.recognising.measures.unlisted import tell_around
from aqb_cli.importing.recognising.outline import passages_of
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import TextRun

_IN_THOUSANDS = re.compile(r"(?i)\bin\s+(?:tsd|teur|tausend|mio|t\s?(?:€|eur\b|euro\b))")

_CEILING = re.compile(r"\W*(?:(?i:obergrenze|höchstens|bis zu|max\.?|maximal|budget|mittel)\W*)?")
"""What stands around an amount behind a category's heading."""

_COUNTED = re.compile(r"(?i)\(|[0-9]+ (?:maßnahmen?|projekte?|angebote?|plätze|tn|teilnehm\w+)\b")
"""How a remark behind a category's heading begins that is no measure: "(3 Maßnahmen, 90.000 Euro)"."""


class Listed(NamedTuple):
    """The measures as they are listed in a section's parts."""

    measures: dict[Category, list[dict[str, Any]]]
    """All four categories, as in the file format; a category that isn't there is empty."""
    headings: dict[Category, Heading]
    ceilings: dict[Category, Any]
    """The amounts behind the headings, in euros."""
    begin: int
    """The first of the parts that belongs to the list."""
    end: int
    """The part behind its last."""
    empty: str | None
    """What stands under a category without measures."""


def measures_of(parts: Sequence[PrintedPart], words: Words, notes: Notes) -> Listed | None:
    """The measures that are listed in these parts; None if no category is named there."""
    headings = headings_of(parts, words.categories)
    strangers = strangers_in(parts, headings)
    tables = [
        index
        for index, part in enumerate(parts)
        if isinstance(part, PrintedTable)
        and any(row_heading(row, words.categories) for row in part.rows)
        and not only_amounts(part, words.categories)
    ]
    in_tables = len({heading.category for heading in headings.values()}) < 2
    places = [*headings, *(tables if in_tables else ())]
    if not places:
        return None
    listed = _Lister(words, notes, headings, strangers, in_tables=in_tables).listed(parts, min(places))
    tell_around(parts[: listed.begin], parts[listed.end :], words, notes)
    return listed


class _Lister:
    """Goes through the parts of a list once."""

    def __init__(
        self, words: Words, notes: Notes, found: Mapping[int, Heading], strangers: Collection[int], *, in_tables: bool
    ) -> None:
        self.words = words
        self.notes = notes
        self.found = found
        """The headings by their places among the parts."""
        self.strangers = strangers
        """The places of headings that name no category."""
        self.in_tables = in_tables
        """Whether the headings stand in tables."""
        self.measures: dict[Category, list[dict[str, Any]]] = {}
        self.headings: dict[Category, Heading] = {}
        self.ceilings: dict[Category, Any] = {}
        self.current: Category | None = None
        self.stranger = ""
        """The heading that names no category, below which no measure is taken; empty if none is the last."""
        self.first: Passage | None = None
        """The first measure below the current heading; others are printed alike."""
        self.tabled = False
        """Whether a table of measures stands above."""
        self.entries = Entries()
        self.scaled = False
        """Whether a line says that amounts in tables are in thousands."""
        self.marked = False
        """Whether measures have a marker, or stand in tables; then nothing else is one."""
        self.empty: str | None = None

    def listed(self, parts: Sequence[PrintedPart], begin: int) -> Listed:
        last = max((*self.found, *self.strangers), default=begin)
        inside = [part for index, part in enumerate(parts) if begin <= index < last and index not in self.found]
        self.marked = not self.found or any(isinstance(part, PrintedTable) or part.marker for part in inside)
        self.scaled = any(isinstance(part, Passage) and _IN_THOUSANDS.search(part.text) for part in parts)
        end = begin
        for index in range(begin, len(parts)):
            part = parts[index]
            if isinstance(part, PrintedTable):
                if index > last and self._is_of_categories(part):
                    break
                self._table(part)
            elif index in self.found:
                self.tabled = False
                self._begin(self.found[index], part)
            elif index in self.strangers:
                self._begin_unknown(part)
            elif not self._take(part, parts[index - 1]) and not self._tell(part, is_inside=index < last):
                break
            end = index + 1
        for category in Category:
            if category not in self.measures:
                label = self.words.categories.get(category, str(category))
                message = _("The category “{label}” was not found; it is taken as empty.", label=label)
                self.notes.doubt(("measures", str(category)), passages_of(parts[begin])[0].place, message)
        measures = {category: self.measures.get(category, []) for category in Category}
        return Listed(measures, self.headings, self.ceilings, begin, end, self.empty)

    def _is_of_categories(self, table: PrintedTable) -> bool:
        """Whether a table states the categories' amounts and no measures."""
        is_named = any(row_heading(row, self.words.categories) for row in table.rows)
        return is_named and only_amounts(table, self.words.categories) and not Rows(table, self.words).is_known

    def _take(self, part: Passage, above: PrintedPart) -> bool:
        """Takes a line as what it says of the current category; False if it isn't understood."""
        if says_none(part.text):
            self._none(part.text, part.place)
        elif self._is_detail(part):
            self._below(part, self.measures[self.current][-1])  # type: ignore[index]
        elif self.current is not None and is_entry(part, marked=self.marked) and not self._is_footnote(part):
            self._measure(part, above)
        else:
            return False
        return True

    def _tell(self, part: Passage, *, is_inside: bool) -> bool:
        """Tells of a line that wasn't understood; False if it stands behind the list and is no part of it."""
        if self.stranger and part.marker:
            message = _(
                "“{quote}” stands below “{heading}”, which names no category.", quote=part.text, heading=self.stranger
            )
        elif self._is_footnote(part):
            message = _("“{quote}” was taken for a footnote and not for a measure.", quote=part.text)
        elif is_inside or is_remnant(part):
            message = _("“{quote}” stands between the measures and was not understood.", quote=part.text)
        else:
            return False
        self.notes.unread(part.place, message)
        return True

    def _begin_unknown(self, part: Passage) -> None:
        """Ends a category where a heading stands that names none."""
        self.current, self.stranger, self.first = None, part.text, None
        message = _("The heading “{quote}” names no category; nothing below it was taken over.", quote=part.text)
        self.notes.unread(part.place, message)

    def _begin(self, heading: Heading, part: Passage) -> None:
        self.current, self.stranger, self.first = heading.category, "", None
        place = part.place
        if heading.likeness < SURE:
            message = _("The heading “{quote}” was taken for this category.", quote=heading.text)
            self.notes.doubt(("measures", str(heading.category)), place, message)
        if heading.category in self.headings:
            message = _("The category is listed twice; all of its measures are taken over.")
            self.notes.doubt(("measures", str(heading.category)), place, message)
        self.headings.setdefault(heading.category, heading)
        self.measures.setdefault(heading.category, [])
        rest = heading.rest.strip()
        if not rest:
            return
        amounts = list(amounts_in(rest))
        if says_none(rest):
            self._none(rest, place)
        elif len(amounts) == 1 and _CEILING.fullmatch(rest.replace(amounts[0].quote, "", 1).rstrip(" )")):
            self._ceiling(heading.category, amounts[0].value, amounts[0].quote, place, certain=amounts[0].certain)
        elif len(amounts) == 1 and _COUNTED.match(rest):
            self._ceiling(heading.category, amounts[0].value, rest, place, certain=False)
        else:
            message = _("“{quote}” stands in the line of the category's heading.", quote=rest)
            if _COUNTED.match(rest):
                self.notes.unread(place, message)
                return
            field = ("measures", str(heading.category), len(self.measures[heading.category]))
            self.notes.doubt(field, place, message)
            self._measure(part._replace(line=(TextRun(rest),), marker=""), part)
            self.first = None

    def _ceiling(self, category: Category, amount: Any, quote: str, place: SourceLocation, *, certain: bool) -> None:
        self.ceilings[category] = amount
        if not certain:
            message = _("It was read from “{quote}”.", quote=quote)
            self.notes.doubt(("budget", "by_category", str(category)), place, message)

    def _none(self, text: str, place: SourceLocation) -> None:
        """Takes it that a category has no measures; if it has some, that is strange."""
        self.empty = text
        if self.current is not None and self.measures[self.current] and re.search(r"\w", text):
            message = _("“{quote}” stands between the measures and was not understood.", quote=text)
            self.notes.unread(place, message)

    def _is_detail(self, part: Passage) -> bool:
        """Whether a paragraph says, such as "Träger: …", what the measure above it is like."""
        if self.current is None or not self.measures[self.current] or part.marker:
            return False
        return ":" in part.text and bool(details_below(part.text, self.words.earmarks).facts)

    def _is_footnote(self, part: Passage) -> bool:
        return is_footnote(part, (measure["title"] for measures in self.measures.values() for measure in measures))

    def _measure(self, part: Passage, above: PrintedPart) -> None:
        assert self.current is not None
        measures = self.measures[self.current]
        if self.first is not None and is_below(part, self.first):
            self._below(part, measures[-1])
            return
        if is_sum(part.text):
            if measures or next(amounts_in(part.text)).value:
                message = _("“{quote}” was taken for a sum and not for a measure.", quote=part.text)
                self.notes.unread(part.place, message)
            return
        split = split_title(part.text, self.words.earmarks)
        field = ("measures", str(self.current), len(measures))
        doubts = dict(doubts_of(split, part.text))
        if detail_of(part.text, self.words.earmarks).facts:
            doubts["title"] = _("It reads like an amount, a period or places of another measure.")
        elif part.gaps:
            doubts["title"] = _("There are wide gaps in the line, as in a table: “{quote}”.", quote=part.text)
        elif may_say_none(part.text):
            doubts["title"] = _("It may say that there is no measure.")
        elif self.first is not None and may_go_on(above, part):
            doubts.setdefault("title", _("Nothing shows whether it is a measure, or goes on from the line above."))
        elif self.first is None and self.tabled:
            doubts["title"] = _("It stands below a table of measures, and may belong to it.")
        for name, message in doubts.items():
            self.notes.doubt((*field, name), part.place, message)
        self.first = self.first or part
        self.entries.add(split.title, (self.current, len(measures)))
        measures.append({"title": split.title, **split.details.facts})

    def _below(self, part: Passage, measure: dict[str, Any]) -> None:
        """Takes the details that stand below a measure; tells what they are if they aren't understood."""
        details = details_below(part.text, self.words.earmarks)
        if details.facts and not set(details.facts) & set(measure):
            measure.update(details.facts)
            return
        message = _("“{quote}” stands below a measure and was not understood.", quote=part.text)
        self.notes.unread(part.place, message)

    def _table(self, table: PrintedTable) -> None:
        self.tabled = True
        rows = Rows(table, self.words, scaled=self.scaled)
        if not self.in_tables and self.entries.are_in(rows):
            self.entries.complete(rows, self.measures, self.notes)
            return
        for number, (_row, place) in enumerate(rows.body):
            heading = rows.heading(number)
            if heading is not None and self.in_tables:
                if heading.category is not self.current or heading.category not in self.headings:
                    self._begin(heading._replace(rest=""), Passage((TextRun(heading.text),), place))
                if rows.is_alone(number):
                    continue
            filled = rows.filled(number)
            if not filled or rows.is_sum(number, self.notes):
                continue
            is_exact = heading is not None and heading.likeness == 1 and not heading.rest
            if self.current is None or (is_exact and heading and heading.category is not self.current):
                message = _("The row “{quote}” of a table belongs to no category.", quote=" | ".join(filled))
                self.notes.unread(place, message)
            elif len(filled) == 1 and says_none(filled[0]):
                self._none(filled[0], place)
            elif not rows.entries(number):  # a category's field that goes on from the page before
                message = _("“{quote}” stands between the measures and was not understood.", quote=" | ".join(filled))
                self.notes.unread(place, message)
            elif all(says_none(text) for text in rows.entries(number)):
                self._none(rows.entries(number)[0], place)
            else:
                measures = self.measures[self.current]
                field = ("measures", str(self.current), len(measures))
                if facts := rows.facts(number, field, self.notes):
                    measures.append(facts)
