"""Amounts and dates inside running text, also where text recognition has garbled them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from aqb_cli.text import german

_DIGITS = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})
"""Letters that text recognition takes digits for."""

_DIGIT = r"[0-9OoQlI|SB]"
_CURRENCY = r"(?:€|(?i:EURO?)\b)"
CURRENCY = re.compile(rf"[0-9][^\w]{{0,12}}{_CURRENCY}|{_CURRENCY}[^\w]{{0,3}}[0-9]")
"""A currency with digits beside it."""

_NUMBER = rf"""
    [0-9]{_DIGIT}{{0,2}}(?:\s?[.'’,\s]\s?{_DIGIT}{{3}})+(?:\s?,\s?(?:[0-9]{{2}}(?![0-9])|[-–—]+))?
    | [0-9]+(?:,(?:[0-9]{{1,2}}|[-–—]+))?"""
_AMOUNT = re.compile(
    rf"(?x)(?<![0-9.,])(?:(?P<before>{_CURRENCY})\s*(?P<number>{_NUMBER})(?![0-9])|(?P<counted>{_NUMBER})\s*{_CURRENCY}"
    r"|(?P<dashed>[0-9]{1,3}(?:[.\s]?[0-9]{3})*,[-–—]+))"
)
_BEFORE = re.compile(r"(?<![0-9])[0-9]{1,3}[ .]?$|[A-Za-z]$")
"""What stands right before an amount that is only the rest of one: "1 00.000 Euro", "l00.000 Euro"."""

_MIXED = re.compile(r"[0-9]{1,2} [0-9]{1,3}\.")
"""A number and an amount behind each other: "nach § 4 595.950 Euro"."""

_SCALED = re.compile(r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)?\s*(?:Mio|Million|Tsd|TEUR|T€|Mrd)")

MONTH = "|".join(german.MONTHS) + r"|Jan|Feb|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez|Maerz"
"""What months are called in texts, as a pattern."""

_DATE = re.compile(
    rf"(?<![0-9])[0-9]{{1,2}}\s*\.\s*(?:[0-9]{{1,2}}\s*\.|(?:{MONTH})\b\.?)\s*(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
    r"|(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"
)


class FoundAmount(NamedTuple):
    """An amount in a text."""

    value: Decimal
    """In euros."""
    start: int
    end: int
    quote: str
    certain: bool
    garbled: bool = False
    """Whether it can't be read at all: its value says nothing, since digits before it may belong to it."""


class FoundDate(NamedTuple):
    """A date in a text."""

    value: date
    start: int
    end: int
    quote: str


def amounts_in(text: str) -> Iterator[FoundAmount]:
    """The amounts with a currency in a text, in its order."""
    for match in _AMOUNT.finditer(text):
        number = match["number"] or match["counted"] or match["dashed"]
        value, certain = _read(number)
        before = _BEFORE.search(text, max(match.start() - 6, 0), match.start())
        if value is None or before or _MIXED.match(number):
            quote = f"{before[0] if before else ''}{match[0]}".strip()
            yield FoundAmount(value or Decimal(0), match.start(), match.end(), quote, False, True)
        else:
            yield FoundAmount(value, match.start(), match.end(), match[0].strip(), certain)


def amount_of(text: str) -> FoundAmount | None:
    """The amount that a whole text is, with or without a currency; None if it is none."""
    bare = re.sub(rf"^\s*{_CURRENCY}\s*|\s*{_CURRENCY}\s*$", "", text.strip())
    if not re.fullmatch(rf"(?x)(?:{_NUMBER})", bare):
        return None
    value, certain = _read(bare)
    return FoundAmount(value, 0, len(text), text, certain) if value is not None else None


def _read(number: str) -> tuple[Decimal | None, bool]:
    """The value of a number, and whether it is certain."""
    value = german.read_amount(re.sub(r",[-–—]+$", "", number))
    if value is not None:
        return value, True
    whole, cents = re.fullmatch(r"(.*?)(?:\s?,\s?([0-9]{2}|[-–—]+))?", number, re.DOTALL).groups()  # type: ignore[union-attr]
    digits = re.sub(r"[^0-9]", "", whole.translate(_DIGITS))
    if not digits or len(digits) > 9 or (digits[0] == "0" and len(digits) > 1):
        return None, False
    fraction = cents if cents and cents.isdecimal() else None
    spaced = re.fullmatch(r"[0-9]{1,3}(?:\s?\.\s?[0-9]{3})+", whole) is not None  # "595. 950"
    return Decimal(f"{digits}.{fraction}" if fraction and fraction != "00" else digits), spaced


def scaled_in(text: str) -> list[str]:
    """Amounts in millions or thousands; they are rounded, so they are never taken over."""
    return [match[0] for match in _SCALED.finditer(text)]


def dates_in(text: str) -> Iterator[FoundDate]:
    """The dates in a text, in its order."""
    for match in _DATE.finditer(text):
        if (day := german.read_date(match[0])) is not None:
            yield FoundDate(day, match.start(), match.end(), match[0])
