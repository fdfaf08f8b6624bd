"""Matches the measures of two versions of an agreement.

First the same titles, then those in which only a year or another number has changed, then the most similar ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from aqb_cli.fileformat.model import Category, Measure
from aqb_cli.text.german import folded

LIKE = 0.6
"""How like each other two titles of one category must be for a measure to count as renamed (1 is the same); what
`difflib` takes for a close match."""

LIKE_ELSEWHERE = 0.85
"""The same where the measure would have been moved to another category at the same time."""

LONG = 100
"""How many characters of a title are compared: more than most titles have, and what makes each of them its own."""

MOST_COMPARED = 3600
"""How many pairs of titles are compared: sixty renamed measures on each side, far more than an agreement has. That
takes a quarter of a second, and ten for titles made to take long. Of more, none counts as renamed."""


_NUMBER = re.compile("[0-9]+")


class CategorisedMeasure(NamedTuple):
    """A measure and its category."""

    category: Category
    measure: Measure


Matches = dict[int, int]
"""The number of a measure in the new version, by its number in the old one; both counted from 0."""


def matched(old: Sequence[CategorisedMeasure], new: Sequence[CategorisedMeasure]) -> Matches:
    """The measures that are in both versions; each stands in one pair at most."""
    pairs: Matches = {}
    _pair_same(pairs, old, new, lambda place: (place.category, place.measure.title))
    _pair_same(pairs, old, new, lambda place: place.measure.title)
    _pair_same(pairs, old, new, lambda place: (place.category, _NUMBER.sub("0", place.measure.title)))
    taken = set(pairs.values())
    left = [_Title(number, place) for number, place in enumerate(old) if number not in pairs]
    right = [_Title(number, place) for number, place in enumerate(new) if number not in taken]
    if len(left) * len(right) <= MOST_COMPARED:
        _pair_similar(pairs, left, right)
    return pairs


def _pair_same(
    pairs: Matches,
    old: Sequence[CategorisedMeasure],
    new: Sequence[CategorisedMeasure],
    name: Callable[[CategorisedMeasure], Hashable],
) -> None:
    """Adds the pairs of those of the same name; where several have it, of those that have most in common."""
    taken = set(pairs.values())
    groups: dict[Hashable, tuple[list[int], list[int]]] = {}
    for side, places, known in ((0, old, pairs.keys()), (1, new, taken)):
        for number, place in enumerate(places):
            if number not in known:
                groups.setdefault(name(place), ([], []))[side].append(number)
    for before, after in groups.values():
        if len(before) == len(after) == 1 or len(before) * len(after) > MOST_COMPARED:
            pairs.update(zip(before, after, strict=False))
            continue
        ranked = sorted((_unlikeness(old[i], new[j]), abs(i - j), i, j) for i in before for j in after)
        free = set(after)
        for *_rank, i, j in ranked:
            if i not in pairs and j in free:
                pairs[i] = j
                free.remove(j)


def _unlikeness(old: CategorisedMeasure, new: CategorisedMeasure) -> tuple[int, Decimal]:
    """How many values differ in two measures, and how far their amounts are apart."""
    before, after = vars(old.measure), vars(new.measure)
    amounts = [facts.get("amount") or Decimal(0) for facts in (before, after)]
    fields = before.keys() | after.keys()
    return sum(before.get(field) != after.get(field) for field in fields), abs(amounts[0] - amounts[1])


class _Title:
    """A title made ready for many comparisons."""

    def __init__(self, number: int, place: CategorisedMeasure) -> None:
        self.number = number
        self.category = place.category
        self.text = folded(place.measure.title)[:LONG]

    @cached_property
    def _matcher(self) -> SequenceMatcher[str]:
        return SequenceMatcher(None, "", self.text, autojunk=False)

    def likeness(self, other: _Title) -> float:
        """How like each other the titles are; 0 where that is less than what counts."""
        least = LIKE if self.category is other.category else LIKE_ELSEWHERE
        self._matcher.set_seq1(other.text)
        if self._matcher.real_quick_ratio() < least or self._matcher.quick_ratio() < least:
            return 0
        first, second = sorted((self.text, other.text))  # difflib's answer depends on which comes first
        likeness = SequenceMatcher(None, first, second, autojunk=False).ratio()
        return likeness if likeness >= least else 0


def _pair_similar(pairs: Matches, old: Sequence[_Title], new: Sequence[_Title]) -> None:
    """Adds the pairs of similar titles, the most similar ones first."""
    likely = sorted(
        (-likeness, before.number, after.number)
        for before in old
        for after in new
        if (likeness := before.likeness(after))
    )
    taken: set[int] = set()
    for _likeness, before, after in likely:
        if before not in pairs and after not in taken:
            pairs[before] = after
            taken.add(after)
