"""The headings of the categories among the parts of a section."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart
from aqb_cli.importing.recognising.categories import Heading, heading_cut, heading_of
from aqb_cli.importing.words import is_all

LONGEST_REST = 100
"""How much may follow a heading in its line if the heading is not printed exactly as the programme has it."""

MOST_WORDS_OF_TITLE = 3
"""How many words of a category's name a measure may be called by: "Ausbildung und Ausbildungscoaching"."""

_AROUND = " \t()[]-–—./!_"
"""What may stand around "keine", or alone: brackets, dashes, a full stop."""


def says_none(text: str) -> bool:
    """Whether a text says that there is no measure, and nothing else; a dash does."""
    bare = text.strip(_AROUND)
    return not bare or is_all("nothing", bare)


def headings_of(parts: Sequence[PrintedPart], labels: Mapping[Category, str]) -> dict[int, Heading]:
    """The headings by their places among the parts; those that are printed in another way have a likeness of 0.

    All headings of a document are printed alike, which tells them from measures that are called like a category.
    """
    found: dict[tuple[str, bool], dict[int, Heading]] = {}
    for index, part in enumerate(parts):
        if isinstance(part, Passage) and (heading := _heading(part, labels)):
            found.setdefault(style_of(part), {})[index] = heading
    if not found:
        return {}
    best = max(found, key=lambda style: (_count(found[style]), style[0] != "•", -min(found[style])))
    chosen = _without_doubles(found.pop(best), parts)
    known = {heading.category for heading in chosen.values()}
    for style, others in found.items():
        for index, heading in others.items():
            fits = heading.likeness == 1 and _is_in_order(index, heading, chosen)
            is_bullet = style[0] == "•"  # of a scan: no measure has a name of so many words
            is_whole = fits and not heading.rest and len(heading.text.split()) > MOST_WORDS_OF_TITLE
            if heading.category not in known and (is_whole or not is_bullet):
                known.add(heading.category)
                chosen[index] = heading if fits and not is_bullet else heading._replace(likeness=0.0)
    return dict(sorted(chosen.items()))


def _is_in_order(index: int, heading: Heading, others: Mapping[int, Heading]) -> bool:
    """Whether a heading stands where its category has to, between those before and behind it."""
    order = list(Category).index
    return all((place < index) == (order(each.category) < order(heading.category)) for place, each in others.items())


def _heading(part: Passage, labels: Mapping[Category, str]) -> Heading | None:
    if len(part.line) == 2 and part.line[0].strong and not part.line[1].strong:  # "no projects" may stand right below
        bold = heading_of(part.line[0].text, labels)
        if bold and not bold.rest and says_none(part.line[1].text):
            return bold._replace(rest=part.line[1].text)
    found = heading_cut([part.text], labels) or heading_of(part.text, labels)
    return None if found and found.likeness < 1 and not part.marker and len(found.rest) > LONGEST_REST else found


def style_of(part: Passage) -> tuple[str, bool]:
    """How a line is printed: with a number, with a bullet, with neither; and whether it is bold."""
    numbered = is_number(part.marker) or re.match(r"\(?[0-9Iıl]{1,2}\s?[.:;,)]\s*[A-ZÄÖÜ]", part.text)
    return "1" if numbered else "•" if part.marker else "", bool(part.line) and part.line[0].strong


def _count(headings: Mapping[int, Heading]) -> int:
    return len({heading.category for heading in headings.values()})


def _without_doubles(headings: Mapping[int, Heading], parts: Sequence[PrintedPart]) -> dict[int, Heading]:
    """Of several headings of one category only those with the category's number, or to the letter, if one is that."""
    order = list(Category)

    def rank(index: int) -> tuple[bool, bool]:
        heading = headings[index]
        return number_of(parts[index]) == order.index(heading.category) + 1, heading.likeness == 1 and not heading.rest

    best = {
        category: max((rank(i) for i, h in headings.items() if h.category is category), default=None)
        for category in order
    }
    return {index: heading for index, heading in headings.items() if rank(index) == best[heading.category]}


def number_of(part: PrintedPart) -> int | None:
    """What a line's marker counts: 2 for "2." and "b)"; None if it doesn't."""
    marker = re.sub(r"\W", "", part.marker) if isinstance(part, Passage) else ""
    if marker.isdecimal():
        return int(marker)
    return ord(marker.lower()) - ord("a") + 1 if len(marker) == 1 and marker.isascii() and marker != "o" else None
