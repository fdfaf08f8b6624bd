"""The measures of an agreement, by category: lists and tables under the categories' headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from aqb_cli.document.blocks import Run
from aqb_cli.importing.amounts import amounts_in
from aqb_cli.importing.categories import SURE, Heading
from aqb_cli.importing.details import detail_of, doubts_of, split_title
from aqb_cli.importing.headings import headings_of, row_heading
from aqb_cli.importing.markers import is_number
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.outline import passages_of
from aqb_cli.importing.printed import Part, Passage, Place, Table
from aqb_cli.importing.rows import Rows, is_sum, only_amounts
from aqb_cli.importing.targets import Words
from aqb_cli.messages import _
from aqb_cli.model import Category

_NONE = re.compile(
    r"(?i)[-–—./\s_]*"
    r"|(?:(?:in dieser maßnahmenart|hier|es|derzeit|aktuell|im jahr 20[0-9]{2}) )*(?:(?:sind|werden|ist|wird) )?"
    r"(?:keine?|entfällt|fehlanzeige|nicht)"
    r"(?: (?:weiteren?|maßnahmen?|projekte?|angebote?|vorhaben|förderung|mittel|vorgesehen|geplant|beantragt|belegt"
    r"|besetzt|vereinbart|bekannt|im|jahr|20[0-9]{2}|in|dieser|maßnahmenart|gefördert|umgesetzt|benannt|festgelegt))*[.!]?"
    r"|\./\.|n\.?\s?n\.?"
)
"""What stands where a category has no measures."""

_LIKE_NONE = re.compile(r"(?i)(?:keine?[snr]?|entfällt|nicht|n\.\s?n\.)\b")

_CEILING = re.compile(r"\W*(?:(?i:obergrenze|höchstens|bis zu|max\.?|maximal|budget|mittel)\W*)?")
"""What stands around an amount behind a category's heading."""

LONGEST_TITLE = 250
LONGEST_REMNANT = 100


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


def measures_of(parts: Sequence[Part], words: Words, notes: Notes) -> Listed | None:
    """The measures that are listed in these parts; nothing if no category is named there."""
    headings = headings_of(parts, words.categories)
    tables = [
        index
        for index, part in enumerate(parts)
        if isinstance(part, Table)
        and any(row_heading(row, words.categories) for row in part.rows)
        and not only_amounts(part)
    ]
    in_tables = len({heading.category for heading in headings.values()}) < 2
    places = [*headings, *(tables if in_tables else ())]
    if not places:
        return None
    return _Lister(words, notes, headings, in_tables=in_tables).listed(parts, min(places))


class _Lister:
    """Goes through the parts of a list once."""

    def __init__(self, words: Words, notes: Notes, found: Mapping[int, Heading], *, in_tables: bool) -> None:
        self.words = words
        self.notes = notes
        self.found = found
        """The headings by their places among the parts."""
        self.in_tables = in_tables
        """Whether the headings stand in tables."""
        self.measures: dict[Category, list[dict[str, Any]]] = {}
        self.headings: dict[Category, Heading] = {}
        self.ceilings: dict[Category, Any] = {}
        self.current: Category | None = None
        self.marker = ""
        """What stands before the measures of the current category."""
        self.level = 0
        self.marked = False
        """Whether measures have a marker, or stand in tables; then nothing else is one."""
        self.empty: str | None = None

    def listed(self, parts: Sequence[Part], begin: int) -> Listed:
        last = max(self.found, default=begin)
        inside = [part for index, part in enumerate(parts) if begin <= index < last and index not in self.found]
        self.marked = not self.found or any(isinstance(part, Table) or part.marker for part in inside)
        end = begin
        for index in range(begin, len(parts)):
            part = parts[index]
            if isinstance(part, Table):
                self._table(part)
            elif index in self.found:
                self._begin(self.found[index], part)
            elif _NONE.fullmatch(part.text.strip()):
                self._none(part.text, part.place)
            elif self._is_detail(part):
                self._below(part, self.measures[self.current][-1])  # type: ignore[index]
            elif self._is_measure(part):
                self._measure(part)
            elif index < last or self._is_remnant(part):
                message = _("“{quote}” stands between the measures and was not understood.", quote=part.text)
                self.notes.unread(part.place, message)
            else:
                break
            end = index + 1
        for category in Category:
            if category not in self.measures:
                label = self.words.categories.get(category, str(category))
                message = _("The category “{label}” was not found; it is taken as empty.", label=label)
                self.notes.doubt(("measures", str(category)), passages_of(parts[begin])[0].place, message)
        measures = {category: self.measures.get(category, []) for category in Category}
        return Listed(measures, self.headings, self.ceilings, begin, end, self.empty)

    def _begin(self, heading: Heading, part: Passage) -> None:
        self.current, self.marker, self.level = heading.category, "", 0
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
        if _NONE.fullmatch(rest):
            self._none(rest, place)
        elif len(amounts) == 1 and _CEILING.fullmatch(rest.replace(amounts[0].quote, "", 1).rstrip(" )")):
            self._ceiling(heading.category, amounts[0].value, amounts[0].quote, place, certain=amounts[0].certain)
        else:
            message = _("“{quote}” stands in the line of the category's heading.", quote=rest)
            self.notes.doubt(("measures", str(heading.category), len(self.measures[heading.category])), place, message)
            self._measure(part._replace(line=part.line[-1:], marker=""), rest)

    def _ceiling(self, category: Category, amount: Any, quote: str, place: Place, *, certain: bool) -> None:
        self.ceilings[category] = amount
        if not certain:
            message = _("It was read from “{quote}”.", quote=quote)
            self.notes.doubt(("budget", "by_category", str(category)), place, message)

    def _none(self, text: str, place: Place) -> None:
        """Takes it that a category has no measures; if it has some, that is strange."""
        self.empty = text
        if self.current is not None and self.measures[self.current] and re.search(r"\w", text):
            message = _("“{quote}” stands between the measures and was not understood.", quote=text)
            self.notes.unread(place, message)

    def _is_detail(self, part: Passage) -> bool:
        """Whether a paragraph says, such as "Träger: …", what the measure above it is like."""
        if self.current is None or not self.measures[self.current] or part.marker:
            return False
        return ":" in part.text and bool(detail_of(part.text, self.words.earmarks).facts)

    def _is_measure(self, part: Passage) -> bool:
        if self.current is None:
            return False
        if part.marker:
            return not (part.text[:1].islower() and part.text.rstrip().endswith("."))  # which is part of a sentence
        if self.marked or part.text[:1].islower():
            return False
        return len(part.text) <= LONGEST_TITLE and not part.text.rstrip().endswith((".", ":"))

    @staticmethod
    def _is_remnant(part: Passage) -> bool:
        """Whether a line looks like what is left of a measure above it, and not like a sentence."""
        is_short = len(part.text) <= LONGEST_REMNANT and not part.text.rstrip().endswith((".", ":"))
        return is_short or (part.text[:1].islower() and len(part.text) <= LONGEST_TITLE)

    def _measure(self, part: Passage, text: str | None = None) -> None:
        assert self.current is not None
        measures = self.measures[self.current]
        if measures and text is None and self._is_below(part):
            self._below(part, measures[-1])
            return
        if is_sum(part.text):
            message = _("“{quote}” was taken for a sum and not for a measure.", quote=part.text)
            self.notes.unread(part.place, message)
            return
        if not measures:
            self.marker, self.level = part.marker, part.level
        split = split_title(text or part.text, self.words.earmarks)
        field = ("measures", str(self.current), len(measures))
        doubts = dict(doubts_of(split, part.text))
        if detail_of(part.text, self.words.earmarks).facts:
            doubts["title"] = _("It reads like an amount, a period or places of another measure.")
        elif part.gaps:
            doubts["title"] = _("There are wide gaps in the line, as in a table: “{quote}”.", quote=part.text)
        elif _LIKE_NONE.match(part.text):
            doubts["title"] = _("It may say that there is no measure.")
        for name, message in doubts.items():
            self.notes.doubt((*field, name), part.place, message)
        measures.append({"title": split.title, **split.details.facts})

    def _is_below(self, part: Passage) -> bool:
        """Whether an entry belongs to the measure above it."""
        if part.level != self.level:
            return part.level > self.level
        return not _alike(part.marker, self.marker)

    def _below(self, part: Passage, measure: dict[str, Any]) -> None:
        """Takes the details that stand below a measure; tells what they are if they aren't understood."""
        details = detail_of(part.text, self.words.earmarks)
        if details.facts and not set(details.facts) & set(measure):
            measure.update(details.facts)
            return
        message = _("“{quote}” stands below a measure and was not understood.", quote=part.text)
        self.notes.unread(part.place, message)

    def _table(self, table: Table) -> None:
        rows = Rows(table, self.words)
        for number, (_row, place) in enumerate(rows.body):
            heading = rows.heading(number) if self.in_tables else None
            if heading is not None:
                if heading.category is not self.current or heading.category not in self.headings:
                    self._begin(heading._replace(rest=""), Passage((Run(heading.text),), place))
                if rows.is_alone(number):
                    continue
            filled = rows.filled(number)
            if not filled or rows.is_sum(number, self.notes):
                continue
            if self.current is None:
                message = _("The row “{quote}” of a table belongs to no category.", quote=" | ".join(filled))
                self.notes.unread(place, message)
            elif len(filled) == 1 and _NONE.fullmatch(filled[0]):
                self._none(filled[0], place)
            elif not rows.entries(number):  # a category's field that goes on from the page before
                message = _("“{quote}” stands between the measures and was not understood.", quote=" | ".join(filled))
                self.notes.unread(place, message)
            elif all(_NONE.fullmatch(text) for text in rows.entries(number)):
                self._none(rows.entries(number)[0], place)
            else:
                measures = self.measures[self.current]
                field = ("measures", str(self.current), len(measures))
                if facts := rows.facts(number, field, self.notes):
                    measures.append(facts)


def _alike(marker: str, other: str) -> bool:
    """Whether two markers are of one list."""
    if is_number(marker) != is_number(other):
        return False
    return is_number(marker) or marker == other
