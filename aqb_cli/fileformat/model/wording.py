"""A wording pack: the text of an agreement, with placeholders for what changes from one to the next."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from aqb_cli.fileformat.model.base import Entry
from aqb_cli.fileformat.model.scalars import Reader, invalid, word_of
from aqb_cli.fileformat.model.values import Format, Text, Year
from aqb_cli.fileformat.model.words import Category, CategoryWord
from aqb_cli.fileformat.rules import form as rules
from aqb_cli.text.messages import _

LONGEST_WORDING = 10_000
"""How many characters one text of a pack may have: a page has about 3,000."""


class Align(StrEnum):
    """On which side of its column a text stands."""

    LEFT = "left"
    RIGHT = "right"
    DECIMAL = "decimal"
    """Right, and with cents in all amounts if one of them has some."""


class Numbering(StrEnum):
    """Whether the categories are numbered."""

    NUMBERS = "numbers"
    NONE = "none"


def _read_wording(value: Any) -> str:
    if not isinstance(value, str):
        found = _("a list") if isinstance(value, list) else _("a group of fields")
        raise invalid(rules.wrong_kind, _("Here stands {found}, where one single value is expected.", found=found))
    if len(value) > LONGEST_WORDING:
        message = _(
            "The text has {length} characters; at most {most} are allowed.", length=len(value), most=LONGEST_WORDING
        )
        raise invalid(rules.text_length, message, _("Divide it into several paragraphs."))
    return value


WordingText = Annotated[str, Reader(_read_wording)]
"""A text with placeholders and bold passages, which may be empty; see docs/wording.md."""


class PackItem(Entry):
    """An entry of a list."""

    text: WordingText
    each: WordingText | None = None
    """The list of facts for whose entries this one is repeated; the text then speaks of `entry`."""
    items: tuple[WordingText, ...] = ()
    """Bullets under it."""


class PackColumn(Entry):
    """A column of a table: its heading, and what stands in each row."""

    heading: WordingText
    text: WordingText
    unstated: WordingText | None = None
    """What stands in a row of which nothing is left in this column, where there is something in others."""
    align: Annotated[Align, word_of(Align)] = Align.LEFT


class PackTable(Entry):
    """A table with one row for each entry of a list of facts; the texts speak of `entry`."""

    each: WordingText
    columns: tuple[PackColumn, ...]


class Measures(Entry):
    """The measures by category. The texts speak of `category` and `measure`."""

    categories: tuple[CategoryWord, ...] = tuple(Category)
    heading: WordingText | None = None
    """What stands behind the category's number; if nothing is left of it, a category without measures isn't printed."""
    numbering: Annotated[Numbering, word_of(Numbering)] = Numbering.NUMBERS
    """With `none`, the heading stands above the measures as a paragraph."""
    item: WordingText
    """A measure as a bullet, for categories whose columns have nothing to say beyond the first."""
    columns: tuple[PackColumn, ...] = ()
    """A measure as a row of a table; columns without any content are left out."""
    empty: WordingText | None = None
    """What stands under a category without measures."""


class SignatureColumn(Entry):
    """One party's part of the signatures."""

    above: tuple[WordingText, ...] = ()
    """Lines above the place for the signature."""
    below: tuple[WordingText, ...] = ()
    """Lines below it."""


class PackBlock(Entry):
    """One part of a section: exactly one of these fields is given."""

    text: WordingText | None = None
    """A paragraph."""
    centred: WordingText | None = None
    """A centred paragraph."""
    amount: WordingText | None = None
    """An amount that stands out."""
    bullets: tuple[PackItem, ...] | None = None
    numbered: tuple[PackItem, ...] | None = None
    table: PackTable | None = None
    measures: Measures | None = None
    signatures: tuple[SignatureColumn, ...] | None = None
    """The parties side by side."""


class PackSection(Entry):
    """A part of the agreement under one heading."""

    when: WordingText | None = None
    """The condition under which it is printed, such as `status == "draft"`."""
    heading: tuple[WordingText, ...] = ()
    """The heading's lines, such as "§ 1" and "Ziele des Landes"."""
    blocks: tuple[PackBlock, ...]


class Pack(Entry):
    """The text of an agreement."""

    format: Format
    from_year: Year | None = None
    """The first programme year for which the text holds; None if it is bound to none."""
    to_year: Year | None = None
    """The last one; None if no end is known."""
    to_check: tuple[Text, ...] = ()
    """What may hold for one district or year only, as `aqb wording learn` found; deleted by who has checked it."""
    name: WordingText
    """What the document is called in lists, window titles and running heads."""
    title: tuple[WordingText, ...]
    """The lines of the main heading."""
    subtitle: tuple[WordingText, ...] = ()
    """The lines below it: the parties, the purpose."""
    sections: tuple[PackSection, ...]

    def holds_for(self, year: int) -> bool:
        """Whether the text holds for a programme year."""
        return (self.from_year is None or self.from_year <= year) and (self.to_year is None or year <= self.to_year)
