"""What text recognition makes of bullets and numbers, put right where the document's own order proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aqb_cli.importing.reading.markers import cut
from aqb_cli.importing.reading.printed import Passage, PrintedPart
from aqb_cli.wording.blocks import Line

_BULLET = re.compile(r"(?:[«°®©=¢*•+»~\\.]\s*){1,3}(?:[eo]\s)?(?=[„“\"A-ZÄÖÜ0-9])|[eo]\s(?=[A-ZÄÖÜ„])")
"""What is read for a bullet before an entry of a list."""

_BORDER = re.compile(r"^[|\\\[\],]+\s*(?=\w)|\s+[|\\\[\]]+$")
"""What is read for a line between the fields of a table."""

_NUMBER = re.compile(r"(?P<sign>[0-9]{1,2}|[IlıV|]{1,3})\s?[.:,;]\s+(?=[„“A-ZÄÖÜ0-9])")
_DECIMAL = re.compile(r"\(?(?P<number>[0-9]{1,2})[.)]")


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
