"""Characters as people meant them: without ligatures, invisible marks, and the many kinds of spaces; their widths."""

from __future__ import annotations

import re
import unicodedata

from aqb_cli.importing.reading.printed import SOFT_HYPHEN

_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_PARTING = dict.fromkeys(("\x02", "\ufffe", "\u00ad"), SOFT_HYPHEN)
"""What stands in PDF files where a word is parted at a line's end, by the program that made them."""

_HYPHENS = dict.fromkeys(("\u2010", "\u2011", "\u2043", "\ufe63", "\uff0d"), "-")
_BOXES = {"\uf06f": "☐", "\uf0a8": "☐", "\uf0fd": "☒", "\uf0fe": "☒", "\uf078": "☒"}
"""The boxes of Wingdings, to be ticked and ticked."""

_SIGNS: dict[str, dict[int, int | str]] = {
    "wingdings": {code: 0xF000 + code for code in range(0x21, 0x100)},
    "wingdings 2": {0x51: "☒", 0x52: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
    "symbol": {0xA0: "€", 0xB7: "•", 0x2D: "−"},
}
"""What stands for signs in the fonts that have no letters."""

_MINUS = {"\uf02d": "−"}
"""The minus of the font Symbol."""

_TABLE = str.maketrans(_LIGATURES | _PARTING | _HYPHENS | _BOXES | _MINUS)
_OWN = re.compile("[\ue000-\uf8ff]")
"""Signs of a font's own, such as the bullets of Wingdings."""

_SPACES = re.compile(r"[^\S\n\f]+")
_WIDTHS = (
    dict.fromkeys("ijl.,;:!|'’„“ ", 0.5) | dict.fromkeys("ftr()-/I", 0.65) | dict.fromkeys("mw–%", 1.5) | {"M": 1.6}
)
"""How wide some letters are in Arial and Calibri, as shares of an average one; other capitals take up 1.3."""


def signs_of(font: str, text: str) -> str:
    """What a text in such a font shows; in others, the text itself."""
    return text.translate(_SIGNS.get(font.lower(), {}))


def cleaned(text: str) -> str:
    """The text with plain spaces and hyphens, composed letters, and nothing that can't be seen but soft hyphens."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text.translate(_TABLE)))
    if text.isprintable():
        return text
    text = _OWN.sub("•", text)
    return "".join(c for c in text if c == SOFT_HYPHEN or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))


def width_of(text: str) -> float:
    """How wide a text is when it is set, in what an average letter takes up."""
    return sum(_WIDTHS.get(letter) or (1.3 if letter.isupper() else 1.0) for letter in text)
