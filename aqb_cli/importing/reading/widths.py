"""How wide a text is in a usual typeface."""

from __future__ import annotations


class _Widths(dict[str, float]):
    """How wide letters are in Arial and Calibri, as shares of an average one."""

    def __missing__(self, letter: str) -> float:
        return self.setdefault(letter, 1.3 if letter.isupper() else 1.0)


_SET = _Widths(dict.fromkeys("ijl.,;:!|'’„“ ", 0.5) | dict.fromkeys("ftr()-/I", 0.65) | dict.fromkeys("mw–%", 1.5))
_SET["M"] = 1.6


def width_of(text: str) -> float:
    """How wide a text is when it is set, in what an average letter takes up."""
    return sum(map(_SET.__getitem__, text))
