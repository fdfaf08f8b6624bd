"""Which measures of two versions are the same: those of the same title, then those of the most similar ones."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from aqb_cli.fileformat.model import Category, Measure
from aqb_cli.text.german import folded

LIKE = 0.6
"""How like each other two titles of one category must be for a measure to count as renamed (1 is the same)."""

LIKE_ELSEWHERE = 0.85
"""The same where the measure would have been moved to another category at the same time."""

LONG = 100
"""From how many characters on titles are compared word by word."""

MOST_COMPARED = 100_000
"""How many titles are compared with each other. If there are more, each one is compared with those near its place."""

MOST_IN_FULL = 10_000
"""How many of these comparisons are carried out in full, the most promising ones first."""


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
    _pair_similar(
        pairs,
        [
            _Title(number, place.category, place.measure.title)
            for number, place in enumerate(old)
            if number not in pairs
        ],
        [
            _Title(number, place.category, place.measure.title)
            for number, place in enumerate(new)
            if number not in taken
        ],
    )
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

    def __init__(self, number: int, category: Category, text: str) -> None:
        self.number = number
        self.category = category
        self.text: Sequence[str] = folded(text)
        self.words: Sequence[str] = folded(text).split()
        self._matchers: dict[bool, SequenceMatcher[str]] = {}

    def against(self, other: _Title) -> SequenceMatcher[str]:
        """What compares the title with another one; only for as long as it is compared with no third one."""
        by_words = max(len(self.text), len(other.text)) >= LONG
        if by_words not in self._matchers:
            self._matchers[by_words] = SequenceMatcher(None, "", self.words if by_words else self.text, autojunk=False)
        matcher = self._matchers[by_words]
        matcher.set_seq1(other.words if by_words else other.text)
        return matcher


def _pair_similar(pairs: Matches, old: Sequence[_Title], new: Sequence[_Title]) -> None:
    """Adds the pairs of similar titles, the most similar ones first.

    What a comparison can come to at most is known much sooner than what it comes to. So it is only carried out when
    nothing else can come to more.
    """
    waiting = [(-most, False, before.number, after.number, before, after) for most, before, after in _near(old, new)]
    heapq.heapify(waiting)
    taken: set[int] = set()
    left = MOST_IN_FULL
    while waiting:
        _likeness, known, *_numbers, before, after = heapq.heappop(waiting)
        if before.number in pairs or after.number in taken:
            continue
        if known:
            pairs[before.number] = after.number
            taken.add(after.number)
        elif left:
            left -= 1
            if (likeness := before.against(after).ratio()) >= _least(before, after):
                heapq.heappush(waiting, (-likeness, True, before.number, after.number, before, after))


def _near(old: Sequence[_Title], new: Sequence[_Title]) -> Iterator[tuple[float, _Title, _Title]]:
    """The pairs that could be similar enough, and how similar at most."""
    width = max(MOST_COMPARED // max(len(old), 1), 1)
    for index, before in enumerate(old):
        start = max(min(index * len(new) // len(old) - width // 2, len(new) - width), 0)
        for after in new[start : start + width]:
            least = _least(before, after)
            matcher = before.against(after)
            if matcher.real_quick_ratio() >= least and (most := matcher.quick_ratio()) >= least:
                yield most, before, after


def _least(before: _Title, after: _Title) -> float:
    return LIKE if before.category is after.category else LIKE_ELSEWHERE
