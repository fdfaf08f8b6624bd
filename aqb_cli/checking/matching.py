"""Matches the measures of two versions of an agreement: first the same titles, then the most similar ones."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
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


class CategorisedMeasure(NamedTuple):
    """A measure and its category."""

    category: Category
    measure: Measure


Matches = dict[int, int]
"""The number of a measure in the new version, by its number in the old one; both counted from 0."""


def matched(old: Sequence[CategorisedMeasure], new: Sequence[CategorisedMeasure]) -> Matches:
    """The measures that are in both versions; each stands in one pair at most."""
    pairs: Matches = {}
    _pair_same(pairs, [(p.category, p.measure.title) for p in old], [(p.category, p.measure.title) for p in new])
    _pair_same(pairs, [p.measure.title for p in old], [p.measure.title for p in new])
    taken = set(pairs.values())
    left = [_Title(number, place) for number, place in enumerate(old) if number not in pairs]
    right = [_Title(number, place) for number, place in enumerate(new) if number not in taken]
    if len(left) * len(right) <= MOST_COMPARED:
        _pair_similar(pairs, left, right)
    return pairs


def _pair_same(pairs: Matches, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
    """Adds the pairs of equal ones, in their order."""
    taken = set(pairs.values())
    places: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for number, name in enumerate(new):
        if number not in taken:
            places[name].append(number)
    for number, name in enumerate(old):
        if number not in pairs and places[name]:
            pairs[number] = places[name].popleft()


class _Title:
    """A title made ready for many comparisons."""

    def __init__(self, number: int, place: CategorisedMeasure) -> None:
        self.number = number
        self.category = place.category
        self.text = folded(place.measure.title)[:LONG]
        self._matcher = SequenceMatcher(None, "", self.text, autojunk=False)

    def likeness(self, other: _Title) -> float:
        """How like each other the titles are; 0 where that is less than what counts."""
        self._matcher.set_seq1(other.text)
        if self._matcher.real_quick_ratio() < LIKE or self._matcher.quick_ratio() < LIKE:
            return 0
        return self._matcher.ratio()


def _pair_similar(pairs: Matches, old: Sequence[_Title], new: Sequence[_Title]) -> None:
    """Adds the pairs of similar titles, the most similar ones first."""
    likely = sorted(
        (-likeness, before.number, after.number)
        for before in old
        for after in new
        if (likeness := before.likeness(after)) >= (LIKE if before.category is after.category else LIKE_ELSEWHERE)
    )
    taken: set[int] = set()
    for _likeness, before, after in likely:
        if before not in pairs and after not in taken:
            pairs[before] = after
            taken.add(after)
