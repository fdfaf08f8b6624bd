"""Characters that nobody sees, and those that change the direction in which a text reads."""

from __future__ import annotations

import re
import unicodedata

UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The inside of a character class: control characters but for line breaks and tabs, Unicode's
`Default_Ignorable_Code_Point` but for the soft hyphen, and what is drawn as an empty space and is no space (U+2800,
U+1D159)."""

_UNSEEN = f"[{UNSEEN}]"

_LONGEST = 4
"""How many characters are spelled out where two texts differ in what nobody sees."""


def looks_the_same(one: str, other: str) -> bool:
    """Whether two different texts look alike: but for invisible characters, kinds of spaces and loose marks."""
    return one != other and _seen(one) == _seen(other)


def difference(one: str, other: str) -> tuple[str, str]:
    """Where two texts differ: a few characters of each, by their codes; "–" where one has nothing."""
    start = in_common(one, other)
    end = in_common(one[start:][::-1], other[start:][::-1])
    parts = (text[start : len(text) - end][:_LONGEST] for text in (one, other))
    first, second = ("".join(f"<U+{ord(character):04X}>" for character in part) or "–" for part in parts)
    return first, second


def in_common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    shorter = min(len(one), len(other))
    return next((n for n in range(shorter) if one[n] != other[n]), shorter)


def _seen(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", re.sub(_UNSEEN, "", text).replace("\u00ad", "")).split())


def has_unseen(text: str) -> bool:
    """Whether a text has characters that nobody sees."""
    return re.search(_UNSEEN, text) is not None


def is_unseen(character: str) -> bool:
    """Whether nobody sees a character, also where Python calls it printable."""
    return re.match(_UNSEEN, character) is not None
