"""Signatures side by side whose names have wide gaps in them, as their columns are justified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from aqb_cli.importing.reading.printed import Stretch, joined
from aqb_cli.importing.reading.signature_lines import signed_at

_ABOVE, _BELOW = 6, 12
"""How many lines above and below the places and days belong to the signatures."""

_NEAR = 0.3
"""How far apart words begin at most that stand below each other, in what an average character takes up."""

Stretches = tuple[Stretch, ...]


def in_columns(lines: Sequence[Stretches], words: Callable[[int], Sequence[Stretch]]) -> list[Stretches]:
    """A page's lines, with those of signatures divided where the columns of their places and days begin.

    `words` gives the words of the line with a number, each by itself. "Anna   Beispiel Bernd   Muster" has a gap
    within each name, and hardly one between; that "Bernd" begins where the place above it does tells them apart.
    """
    found = list(lines)
    for number, stretches in enumerate(lines):
        if len(stretches) < 2 or not all(signed_at(stretch.text) for stretch in stretches):
            continue
        starts = [stretch.left for stretch in stretches]
        for near in range(max(number - _ABOVE, 0), min(number + _BELOW + 1, len(lines))):
            if len(lines[near]) > 1:
                found[near] = _divided(words(near), starts) or found[near]
    return found


def _divided(words: Sequence[Stretch], starts: Sequence[float]) -> Stretches:
    """The words by columns; None if none begins where a column does."""
    edges = [0]
    for start in starts[1:]:
        edge = next((n for n, word in enumerate(words) if abs(word.left - start) <= _NEAR), 0)
        if edge <= edges[-1]:
            return ()
        edges.append(edge)
    parts = (words[begin:end] for begin, end in pairwise((*edges, len(words))))
    return tuple(Stretch(joined(word.line for word in part), part[0].left, part[-1].right) for part in parts)
