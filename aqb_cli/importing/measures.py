"""The measures of an agreement, by category: lists and tables under the categories' headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from aqb_cli.importing.amounts import amounts_in
from aqb_cli.importing.categories import SURE, Heading, heading_of
from aqb_cli.importing.columns import fields_of, row_facts
from aqb_cli.importing.details import detail_of, split_title
from aqb_cli.importing.funds import Words
from aqb_cli.importing.markers import is_number
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.outline import passages_of
from aqb_cli.importing.printed import Part, Passage, Place, Table
from aqb_cli.messages import _
from aqb_cli.model import Category

_NONE = re.compile(
    r"(?i)[\W_]*|(?:in dieser maßnahmenart |hier |es )?(?:sind |werden |ist )?"
    r"(?:keine?|entfällt|nicht vorgesehen|nicht belegt)\b.{0,80}|./.|n\.?\s?n\.?"
)
"""What stands where a category has no measures."""

_CEILING = re.compile(r"\W*(?:(?i:obergrenze|höchstens|bis zu|max\.?|maximal|budget|mittel)\W*)?")
"""What stands around an amount behind a category's heading."""

LONGEST_TITLE = 250


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
    begin = next((index for index, part in enumerate(parts) if _category(parts, index, words)), None)
    if begin is None:
        return None
    return _Lister(words, notes).listed(parts, begin)


def _category(parts: Sequence[Part], index: int, words: Words) -> Heading | None:
    """The category that begins with a part: a heading, or a table with a row for it."""
    part = parts[index]
    if isinstance(part, Table):
        return next((found for row in part.rows if (found := _row_heading(row, words))), None)
    is_bullet = part.marker and not is_number(part.marker)
    is_text = part.text.endswith(".") and len(part.text) > 120 and not part.marker
    found = None if is_bullet or is_text else heading_of(part.text, words.categories)
    if found and found.likeness < 1 and not part.marker and found.rest and len(found.rest) > 100:
        return None
    return found


def _row_heading(row: Sequence[Any], words: Words) -> Heading | None:
    texts = [cell.text for cell in row if cell.text]
    return heading_of(re.sub(r"^[0-9][.)]\s*", "", texts[0]), words.categories) if texts else None


class _Lister:
    """Goes through the parts of a list once."""

    def __init__(self, words: Words, notes: Notes) -> None:
        self.words = words
        self.notes = notes
        self.measures: dict[Category, list[dict[str, Any]]] = {}
        self.headings: dict[Category, Heading] = {}
        self.ceilings: dict[Category, Any] = {}
        self.current: Category | None = None
        self.marker = ""
        """What stands before the measures of the current category."""
        self.level = 0
        self.empty: str | None = None

    def listed(self, parts: Sequence[Part], begin: int) -> Listed:
        end = begin
        for index in range(begin, len(parts)):
            part = parts[index]
            if isinstance(part, Table):
                self._table(part)
            elif heading := self._heading(parts, index):
                self._begin(heading, part)
            elif _NONE.fullmatch(part.text.strip()):
                self.empty = part.text
            elif self._is_measure(part):
                self._measure(part)
            elif self._goes_on(parts, index):
                message = _("“{quote}” stands between the measures and was not understood.", quote=part.text)
                self.notes.unread(part.place, message)
            else:
                break
            end = index + 1
        missing = [category for category in Category if category not in self.measures]
        for category in missing:
            label = self.words.categories.get(category, str(category))
            message = _("The category “{label}” was not found; it is taken as empty.", label=label)
            self.notes.doubt(("measures", str(category)), passages_of(parts[begin])[0].place, message)
        measures = {category: self.measures.get(category, []) for category in Category}
        return Listed(measures, self.headings, self.ceilings, begin, end, self.empty)

    def _heading(self, parts: Sequence[Part], index: int) -> Heading | None:
        """A category's heading, and not a measure that is called like one."""
        heading = _category(parts, index, self.words)
        part = parts[index]
        if heading is None or (heading.category in self.headings and heading.category is self.current):
            return None
        is_entry = isinstance(part, Passage) and part.marker and self.marker and _alike(part.marker, self.marker)
        return None if is_entry and part.level >= self.level and self.measures.get(self.current) else heading  # type: ignore[arg-type, union-attr]

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
            self.empty = rest
        elif len(amounts) == 1 and _CEILING.fullmatch(rest.replace(amounts[0].quote, "", 1)):
            self.ceilings[heading.category] = amounts[0].value
        else:
            self._measure(part._replace(line=part.line[-1:]), rest)

    def _is_measure(self, part: Passage) -> bool:
        if self.current is None or (len(part.text) > LONGEST_TITLE and not part.marker):
            return False
        return bool(part.marker) or not part.text.rstrip().endswith((".", ":"))

    def _goes_on(self, parts: Sequence[Part], index: int) -> bool:
        """Whether more of the list comes after a part that doesn't belong to it."""
        return any(_category(parts, later, self.words) for later in range(index + 1, len(parts)))

    def _measure(self, part: Passage, text: str | None = None) -> None:
        assert self.current is not None
        measures = self.measures[self.current]
        if measures and self._is_detail(part):
            details = detail_of(part.text, self.words.earmarks)
            if details.facts and not set(details.facts) & set(measures[-1]):
                measures[-1].update(details.facts)
                return
            if part.level > self.level:
                message = _("“{quote}” stands below a measure and was not understood.", quote=part.text)
                self.notes.unread(part.place, message)
                return
        if not measures:
            self.marker, self.level = part.marker, part.level
        title, details, partly = split_title(text or part.text, self.words.earmarks)
        field = ("measures", str(self.current), len(measures))
        if partly:
            message = _("What stands in brackets was understood only in part, so all of it stays in the title.")
            self.notes.doubt((*field, "title"), part.place, message)
        if details.concluded:
            message = _("The document names months only: “{quote}”.", quote=part.text)
            self.notes.doubt((*field, "starts"), part.place, message)
        measures.append({"title": title, **details.facts})

    def _is_detail(self, part: Passage) -> bool:
        return (
            part.level > self.level
            or not _alike(part.marker, self.marker)
            or not part.marker
            or bool(detail_of(part.text, self.words.earmarks).facts)
        )

    def _table(self, table: Table) -> None:
        rows = list(zip(table.rows, table.places, strict=True))
        head, names = fields_of(table.rows[0])
        for row, place in rows[1:] if head else rows:
            texts = [cell.text for cell in row]
            filled = [text for text in texts if text]
            heading = _row_heading(row, self.words) if len(filled) == 1 or "category" in names else None
            if heading is not None and (len(filled) == 1 or names[0] == "category"):
                if heading.category is not self.current or heading.category not in self.headings:
                    self._begin(heading._replace(rest=""), Passage(row[0].lines[0], place))
                if len(filled) == 1:
                    continue
            if not filled or re.match(r"(?i)summe|gesamt|insgesamt|zwischensumme", filled[0]):
                continue
            if self.current is None:
                message = _("The row “{quote}” of a table belongs to no category.", quote=" | ".join(filled))
                self.notes.unread(place, message)
                continue
            if len(filled) == 1 and _NONE.fullmatch(filled[0]):
                self.empty = filled[0]
                continue
            self._row(row, names, place)

    def _row(self, row: Sequence[Any], names: Sequence[str | int | None], place: Place) -> None:
        assert self.current is not None
        measures = self.measures[self.current]
        field = ("measures", str(self.current), len(measures))
        facts, unread = row_facts(row, names, self.words.earmarks)
        for text in unread:
            title = str(facts.get("title", ""))
            message = _("“{quote}” in the row of “{title}” was not understood.", quote=text, title=title)
            self.notes.unread(place, message)
        if "title" not in facts:
            return
        if any(cell.doubtful for cell in row):
            message = _("It may be two measures, one below the other.")
            self.notes.doubt((*field, "title"), place, message)
        measures.append(facts)


def _alike(marker: str, other: str) -> bool:
    """Whether two markers are of one list."""
    if is_number(marker) != is_number(other):
        return False
    return is_number(marker) or marker == other
