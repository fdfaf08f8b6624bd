"""German typography: harmless characters, spaces that don't break, and bold passages."""

from __future__ import annotations

import re
from functools import lru_cache

from aqb_cli.text.messages import visible_character
from aqb_cli.wording.blocks import Line, TextRun

NO_BREAK = "\u00a0"

_SPACE = re.compile("[\\s\u2028\u2029]+")
_SPACES = re.compile(r"\s\s")
_KEPT = {NO_BREAK, "\u202f"}
_BOUND = re.compile(  # begins with the space and what may stand before it, so that all others are passed over quickly
    r"""(?x)
    [ ](?:(?<=[§\d….dB].)(?:
      (?<=§.)(?=\d)                               # § 4
    | (?<=[\d…].)(?=(?:Euro|EUR|€|%|Uhr)(?!\w))  # 595.950 Euro, …… Euro
    | (?<=\brund.)(?=\d)                         # rund 1.300.000 Euro
    | (?<=\d\..)(?=(?:\d\d?\.|(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)))  # 2. 8., 2. August
    | (?<=\d\..)(?=\d{4}\b)                     # 2. 8. 2025
    | (?<=\b[A-Za-z]\..)(?=[A-Za-z]\.)          # z. B., i. V., a. d.
    | (?<=\bSGB.)(?=[IVX]+\b)                    # SGB II
    | (?<=\b(?:Nr|Az|Dr|St)\..) | (?<=\b(?:Abs|Art)\..)
    ) | (?=–\s)                                    # a dash never begins a line
    )"""
)
_ESCAPED = re.compile(r"\\([\\*])")
_STRONG = re.compile(r"((?:\\[\\*]|(?!\*\*).)*)(\*\*|\Z)", re.DOTALL)


def literal(value: str) -> str:
    """Escapes a value from the data, so that `runs` finds no emphasis in it."""
    return value.replace("\\", "\\\\").replace("*", "\\*")


@lru_cache(maxsize=4096)  # most texts are the same in every document
def runs(text: str) -> Line:
    r"""The stretches of a text in which `**…**` is bold, and `\*` and `\\` stand for themselves."""
    text = tidy(text)
    if "*" not in text and "\\" not in text:
        return (TextRun(bound(text)),) if text else ()
    found = []
    strong = False
    for match in _STRONG.finditer(text):
        if match[1]:
            found.append(TextRun(bound(_ESCAPED.sub(r"\1", match[1])), strong))
        if match[2]:
            strong = not strong
    return tuple(found)


def strong_is_closed(text: str) -> bool:
    """Whether each bold passage that begins in a text also ends in it."""
    return _ESCAPED.sub("", text).count("**") % 2 == 0


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """The text in one line, and what can't be seen but changes how it reads written out, such as `<U+202E>`."""
    text = text.strip(" ")
    if text.isprintable() and "  " not in text:  # as nearly all texts; no other space counts as printable
        return text
    if _SPACES.search(text) or not text.replace(NO_BREAK, "").isprintable():
        text = _SPACE.sub(lambda match: match[0] if set(match[0]) <= _KEPT else " ", text).strip(" ")
    if text.replace(NO_BREAK, "").isprintable():
        return text
    return "".join(c if c in _KEPT else visible_character(c) for c in text)


def bound(text: str) -> str:
    """The text with spaces that don't break in "§ 4", "595.950 Euro", "z. B.", "2. August 2025" and the like."""
    return _BOUND.sub(NO_BREAK, text)
