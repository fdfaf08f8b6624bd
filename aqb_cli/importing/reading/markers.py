"""What stands before the entries of a list: numbers, letters, dashes, dots."""

from __future__ import annotations

import re

from aqb_cli.text.german import MONTHS
from aqb_cli.wording.blocks import Line, TextRun

_SIGNS = "•▪■□●○◦‣·∙►▶➢➤✓✔❖◆◇→"
_MEASURED = rf"(?:{'|'.join(MONTHS)}|Mio|Mrd|Million|Milliard|Tsd|Prozent|Euro\b|EUR\b|Uhr\b)"
"""What follows a number that is none of a list: "1.5 Mio. Euro"."""

_MARKER = re.compile(
    rf"""(?x)
    (?:[{re.escape(_SIGNS)}]\s*(?=\S)
    | [-–—o~»›«°®=¢*+]\s+(?=\S) | [-–—](?=[^\W\d_])
    | [0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,2}}\.?\s+(?!{_MEASURED})(?=["„“»]?[^\W\d_])
    | \(?(?P<number>[0-9]{{1,2}})[.)](?:\s+|(?=[^\W\d_]))(?![0-9]|(?:{"|".join(MONTHS)})\b)
    | \(?(?P<letter>[A-Za-h])\)\s* | (?P<capital>[A-D])\.\s+
    | [a-h]\.\s+(?=["„“»A-ZÄÖÜ0-9])(?![A-Z]\.) | (?P<roman>I|II|III|IV)[.)]\s+)"""
)


def marker_of(text: str) -> str:
    """The marker that a text begins with, with the space behind it; empty if it begins with none."""
    match = _MARKER.match(text)
    return match[0] if match else ""


_WORD = re.compile(r"(?:[0-9]{1,2}\. \w+\.? [0-9]{4}|§+ [0-9]+|[0-9][0-9.,]* (?:Euro|EUR|€|%)|SGB \w+|Dr\. \w+)\S*|\S+")


def first_word(text: str) -> str:
    """What a line begins with that programs don't part at a line's end: a word, a date, an amount."""
    match = _WORD.match(text)
    return match[0] if match else ""


def unmarked(line: Line) -> tuple[str, Line]:
    """The marker that a line begins with, without space, and the rest of the line."""
    whole = "".join(run.text for run in line)
    marker = marker_of(whole)
    return marker.strip(), cut(line, len(marker))


def cut(line: Line, count: int) -> Line:
    """A line without so many characters at its beginning."""
    rest = []
    for run in line:
        if count < len(run.text):
            rest.append(TextRun(run.text[count:], run.strong))
        count = max(count - len(run.text), 0)
    return tuple(rest)


def is_number(marker: str) -> bool:
    """Whether a marker counts: "1.", "a)", "II."."""
    return any(c.isalnum() for c in marker) and marker != "o"
