"""The headings of the categories: what they are called, however misspelt or shortened, and where they stand."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text.german import folded

LIKE = 0.8
"""How like a label a heading must be to be taken for it, doubtfully."""

SURE = 0.9
"""How like it must be to be taken for it without a doubt: "Ausbildungsbereufen"."""

SHORTEST = 20
"""From how many letters on the beginning of a label is taken for it: "Weiterbildungsmaßnahmen für Personal"."""

LONGEST = 400
"""How many characters a line with a heading may have; the longest label has 150."""

_GARBLED_NUMBER = re.compile(r"^\(?(?:[0-9]{1,2}|[IılZSa-d|])\s?[.:;,)]\s*(?=[A-ZÄÖÜ])")
"""A number before a heading, also as text recognition misreads it: "1:", "I.", "ı."."""


_folded = lru_cache(4096)(folded)

LONGEST_REST = 100
"""How much may follow a heading in its line if the heading is not printed exactly as the programme has it."""

MOST_WORDS_OF_TITLE = 3
"""How many words of a category's name a measure may be called by: "Ausbildung und Ausbildungscoaching"."""

_AROUND = " \t()[]-–—./!_"
"""What may stand around "keine", or alone: brackets, dashes, a full stop."""


class Words(NamedTuple):
    """What the programme and the parties are called."""

    categories: Mapping[Category, str]
    earmarks: Mapping[Earmark, str]
    year: int | None = None
    """The programme year of the agreement at hand."""
    district: tuple[str, ...] = ()
    """How its district is named, as slugs."""
    others: tuple[str, ...] = ()
    """How other districts, and towns, are named."""
    scanned: bool = False
    """Whether text recognition read it, which takes a dash for a hyphen."""


class Heading(NamedTuple):
    """A category's heading."""

    category: Category
    text: str
    """As printed, without a number before it and what follows it."""
    rest: str
    """What follows it in the same line."""
    likeness: float


def heading_of(text: str, labels: Mapping[Category, str]) -> Heading | None:
    """The category that a line is the heading of; None if it is none's."""
    return _heading_of(text, tuple(labels.items())) if len(text) <= 2 * LONGEST else None


@lru_cache(1024)  # several steps ask for each line
def _heading_of(text: str, named: tuple[tuple[Category, str], ...]) -> Heading | None:
    bare = _GARBLED_NUMBER.sub("", text.strip().rstrip(":").strip())
    if not bare or len(bare) > LONGEST:
        return None
    letters = _letters(bare)
    cut = [
        (c, _letters(label)) for c, label in named if len(letters) >= SHORTEST and _letters(label).startswith(letters)
    ]
    if len(cut) == 1 and not re.search(r"[^\W\d_].*[0-9]", bare):  # as in a narrow column, whose lines part its words
        return Heading(cut[0][0], bare, "", 1.0 if letters == cut[0][1] else 0.97)
    labels = {category: label for category, label in named if _may_begin(_folded(bare), category, _folded(label))}
    found = [
        Heading(category, bare[:end].rstrip(" :,;–-"), bare[end:].strip(" :"), 1.0)
        for category, label in labels.items()
        for end in _ends(bare, label)
    ]
    exact = [each for each in found if _folded(each.text) == _folded(labels[each.category])]
    if not exact:  # to compare letter by letter takes a hundred times as long
        found = [each._replace(likeness=_likeness(each.text, each.category, labels[each.category])) for each in found]
    likely = [each for each in exact or found if each.likeness >= LIKE]
    return max(likely, key=lambda each: (each.likeness, len(each.text)), default=None)


def _may_begin(plain: str, category: Category, label: str) -> bool:
    """Whether a line may begin with a heading, which has half of the label's pairs of letters, or is a short name."""
    wanted = _pairs(label)
    return 2 * len(wanted & _pairs(plain)) >= len(wanted) or pattern(str(category)).match(plain) is not None


@lru_cache(4096)
def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", folded(text))


def _ends(text: str, label: str) -> list[int]:
    """Where a heading may end in a line: at its end, before a bracket or colon, or where the label's words end."""
    ends = {len(text), *(match.start() for match in re.finditer(r"\s*[(:]|\s[–-]\s", text))}
    words = [match.end() for match in re.finditer(r"\S+", text)]
    count = len(label.split())
    ends |= {words[number] for number in (count - 2, count - 1, count) if 0 <= number < len(words)} if label else set()
    return sorted(ends - {0})


def _likeness(text: str, category: Category, label: str) -> float:
    if len(text) > 2 * len(label):
        return 0.0
    plain, wanted = _folded(text), _folded(label)
    match = pattern(str(category)).fullmatch(plain)
    if match and (not match["more"] or match["more"].strip() in wanted):
        return 0.97  # a label to the letter is more than that
    if 2 * min(len(plain), len(wanted)) < LIKE * (len(plain) + len(wanted)):
        return 0.85 if match else 0.0  # behind the first words, a measure may stand: fields were joined
    ours, theirs = _pairs(plain), _pairs(wanted)
    unlike = 2 * len(ours & theirs) < max(len(ours), len(theirs))  # a garbled letter changes two pairs
    matcher = difflib.SequenceMatcher(None, plain, wanted, autojunk=False)
    likeness = 0.0 if unlike or matcher.quick_ratio() < LIKE else matcher.ratio()
    return max(likeness, 0.85) if match else likeness


@lru_cache(4096)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of letters that follow one another in a text."""
    return frozenset(map("".join, pairwise(text)))


def earmark_of(text: str, earmarks: Mapping[Earmark, str]) -> Earmark | None:
    """The purpose that funds are reserved for; None if the text names none or several."""
    found = earmarks_in(text, earmarks)
    return found.pop() if len(found) == 1 else None


def earmarks_in(text: str, earmarks: Mapping[Earmark, str]) -> set[Earmark]:
    """All purposes that a text names, as the programme does or by their words."""
    plain = folded(text)
    return {e for e in Earmark if finds(str(e), plain) or (e in earmarks and folded(earmarks[e]) in plain)}


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
    counts = {style: len({heading.category for heading in found[style].values()}) for style in found}
    best = max(found, key=lambda style: (counts[style], style[0] != "•", -min(found[style])))
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
    found = heading_of(part.text, labels)
    return None if found and found.likeness < 1 and not part.marker and len(found.rest) > LONGEST_REST else found


def style_of(part: Passage) -> tuple[str, bool]:
    """How a line is printed: with a number, with a bullet, with neither; and whether it is bold."""
    numbered = is_number(part.marker) or re.match(r"\(?[0-9Iıl]{1,2}\s?[.:;,)]\s*[A-ZÄÖÜ]", part.text)
    return "1" if numbered else "•" if part.marker else "", bool(part.line) and part.line[0].strong


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
