"""What stands before the entries of lists: numbers, letters, dashes, dots; also as text recognition reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aqb_cli.importing.reading.printed import Passage, PrintedPart
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

_BULLET = re.compile(r"(?:[«°®©=¢*•+»~\\.]\s*){1,3}(?:[eo]\s)?(?=[„“\"A-ZÄÖÜ0-9])|[eo]\s(?=[A-ZÄÖÜ„])")
"""What is read for a bullet before an entry of a list."""

_BORDER = re.compile(r"^[|\\\[\],]+\s*(?=\w)|\s+[|\\\[\]]+$")
"""What is read for a line between the fields of a table."""

_NUMBER = re.compile(r"(?P<sign>[0-9]{1,2}|[IlıV|]{1,3})\s?[.:,;]\s+(?=[„“A-ZÄÖÜ0-9])")

_DECIMAL = re.compile(r"\(?(?P<number>[0-9]{1,2})[.)]")


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


def without_borders(text: str) -> str:
    """A scanned text without what was read for the lines around it."""
    return _BORDER.sub("", text)


def bullet_of(text: str) -> str:
    """What a scanned line begins with that was read for a bullet; empty if it begins with none."""
    match = _BULLET.match(text)
    return match[0] if match else ""


def with_numbers(parts: Sequence[PrintedPart]) -> Iterator[PrintedPart]:
    """The parts, with numbers such as "1:" or "I." before entries as printed, where those around them prove it."""
    last = 0
    for index, part in enumerate(parts):
        if not isinstance(part, Passage):
            yield part
            continue
        known = _DECIMAL.fullmatch(part.marker)
        found = _NUMBER.match(f"{part.marker} {part.text}".strip())
        if known:
            last = int(known["number"])
        elif found and found["sign"] and _may_be(found["sign"], last + 1) and _is_proven(parts[index + 1 :], last + 1):
            last += 1
            line: Line = part.line if part.marker else cut(part.line, found.end())
            yield part._replace(marker=f"{last}.", line=line)
            continue
        yield part


def _may_be(sign: str, number: int) -> bool:
    """Whether a sign may have been printed as this number."""
    return sign == str(number) or (not sign.isdecimal() and len(sign) == 1 and number == 1)


def _is_proven(below: Sequence[PrintedPart], number: int) -> bool:
    """Whether a later entry has the next number, or this is not the first of its list."""
    if number > 1:
        return True
    texts = (f"{part.marker} {part.text}".strip() for part in below if isinstance(part, Passage))
    signs = (match["sign"] for text in texts if (match := _NUMBER.match(text)))
    return next(signs, "") == "2"
