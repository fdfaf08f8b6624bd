"""Which category a heading is, by the programme's labels, however they are misspelt or shortened; and which purpose."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.importing.words import finds, pattern
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


class Words(NamedTuple):
    """What the programme and the parties are called."""

    categories: Mapping[Category, str]
    earmarks: Mapping[Earmark, str]
    year: int | None = None
    """The programme year of the agreement at hand."""
    district: tuple[str, ...] = ()
    """How its district is named, as slugs."""
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
    labels = {category: label for category, label in named if _may_begin(_folded(bare), category, _folded(label))}
    found = [
        Heading(category, bare[:end].rstrip(" :–-"), bare[end:].strip(" :"), 1.0)
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


def heading_cut(lines: Iterable[str], labels: Mapping[Category, str]) -> Heading | None:
    """The category that lines are the heading of whose words are cut at their ends, as in a narrow column; or None."""
    text = " ".join(" ".join(lines).split())
    letters = _letters(re.sub(r"^[0-9]{1,2}[.:)]?\s+", "", text))
    found = [category for category, label in labels.items() if _letters(label).startswith(letters)]
    if len(found) != 1 or len(letters) < SHORTEST:
        return None
    return Heading(found[0], text, "", 1.0 if letters == _letters(labels[found[0]]) else 0.97)


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
