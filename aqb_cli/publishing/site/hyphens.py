"""Soft hyphens in long German words: browsers break them there, with a hyphen, where a column or a phone is narrow.

Not every browser hyphenates German by itself. Searching a page skips soft hyphens; the pages' script takes them out of
what is copied.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LONG = re.compile(r"[^\W\d_]{12,}")
"""Words of this length, 12 letters, may be wider than a column of a table."""

_JOINT = re.compile(
    # after endings that join words, wherever they stand in one
    r"((?<=[a-zäöüß]{2})(?:ungs|ions|heits|keits|schafts|täts)"
    # and after words that those of this field begin with
    r"|\b(?:Arbeits|Ausbildungs|Berufs|Durchschnitts|Gebiets|Gesamt|hinzu|Jugend|Landes|langzeit|Maßnahmen|Oberbürger|Personal"
    r"|Programm|Sozial|Teilzeit|Vorschalt|Wissenschafts|Ziel|Zweck))(?=[a-zäöüß]{3})"
)

_HALF = re.compile(r"[^\W\d_]{14}(?=[^\W\d_]{14})")
"""Half of what is wider than any column: broken without regard for syllables, or a printed table would lose columns."""


@lru_cache(maxsize=4096)  # most texts stand on many pages
def with_soft_hyphens(text: str) -> str:
    """The text with soft hyphens where its longest words are joined."""
    return _LONG.sub(lambda word: _HALF.sub("\\g<0>\u00ad", _JOINT.sub("\\1\u00ad", word[0])), text)
