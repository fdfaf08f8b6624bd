"""Amounts and days inside running text. What isn't plainly one is left for the report of what nobody understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from aqb_cli.importing.words import is_all, pattern
from aqb_cli.text import german

_NUMBER = r"""(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+
    |[1-9][0-9]{0,2}(?P<gap@>['’\u00a0\u202f\u2009\ ])[0-9]{3}(?:(?P=gap@)[0-9]{3})*
    |[1-9][0-9]*|0)(?:,[0-9]{2}(?![0-9]))?"""
_DASHES = r"(?:[,.]\s?[-–—]{1,2}|,[-–—]+)"

_YEAR = r"20[0-9]{{2}}\s*(?:{})\s*[0-9]"
"""What a year begins that stands before an amount and its currency: "im Jahr 2025 EUR 595.950"."""

_GARBLED = r"(?P<garbled>(?=[0-9.]*[OoQlI|SB])[0-9][0-9OoQlI|SB]{0,2}(?:\.[0-9OoQlI|SB]{3})+)(?:,[0-9]{2}(?![0-9]))?"
_DIGITS = str.maketrans("OoQlI|SB", "00011158")
"""Letters that text recognition takes digits for."""

_NUMBER_BEFORE = re.compile(
    r"(?<![0-9])(?!20[0-9]{2},?\s)[0-9]+[.,]?[\s,.]?$|[0-9][.,]$|[^\W\d_]$|§\s?[0-9]+\s?$|[-–—/]$|−\s?$"
    r"|\.[0-9]{3}(?:,[0-9]{2})?\s(?:bis|und|oder|bzw\.)\s$"
)
"""What stands right before an amount that may be only the rest of one, "1. 595.950 Euro", below zero, or one of two
that share a currency; a year may stand there."""

_SCALE_BEFORE = re.compile(r"[^\W\d_]$|\b(?:tsd|mio|mrd)\.?\s?$|\btausend\s$", re.IGNORECASE)
"""What stands before a currency that counts thousands or more: "T€ 500", "Tsd. € 500"."""

LONGEST_BEFORE = 40
"""How many characters before an amount are looked at: one word."""

LONGEST_SUM = 120
"""How many characters a line with a sum may have."""

_LIST_NUMBER = re.compile(r"\s*\(?[0-9]{1,2}[.)]\s+")
_SAYS_NO_NUMBER = re.compile(r"(?:^|(?<![A-Za-zÄÖÜäöüß])[a-zäöüß]+\s|[,:;(–-]\s*|€\s*|EUR\s*|[^0-9]\s{2,})$")
"""What stands before an amount with plain spaces in it so that its first digits are no number of their own."""


@cache
def _amount() -> re.Pattern[str]:
    currency = pattern("currency").pattern
    numbers, year = [_NUMBER.replace("@", name) for name in "abc"], _YEAR.format(currency)
    return re.compile(
        rf"(?xi)(?<![0-9.,])(?:(?:{currency})\s*(?P<number>{numbers[0]})(?:{_DASHES})?(?![0-9]|[.,][0-9])"
        rf"|(?!{year})(?P<counted>{numbers[1]}|{_GARBLED})(?:{_DASHES})?[⁰¹²³⁴-⁹]{{0,2}}\s*(?:{currency})|(?P<dashed>{numbers[2]}),[-–—]+)"
    )


@cache
def _with_currency() -> re.Pattern[str]:
    currency = pattern("currency").pattern
    return re.compile(
        rf"(?<![0-9])(?!{_YEAR.format(currency)})[0-9][0-9OoQlI|SB.,'’⁰¹²³⁴-⁹]*[^\w\n]{{0,4}}(?:{currency})|(?:{currency})[^\w]{{0,3}}[0-9](?:[0-9.,]*[0-9])?|[0-9],[-–—]",
        re.IGNORECASE,
    )


class FoundAmount(NamedTuple):
    """An amount in a text."""

    value: Decimal
    """In euros."""
    start: int
    end: int
    quote: str
    certain: bool = True
    rounded: bool = False
    """Whether the text calls it rounded: "rund 1,3 Millionen Euro"."""


class FoundDate(NamedTuple):
    """A date in a text."""

    value: date
    start: int
    end: int
    quote: str


def amounts_in(text: str) -> Iterator[FoundAmount]:
    """The amounts with a currency in a text, in its order; none where digits before it may belong to it."""
    for match in _amount().finditer(text):
        name = next(name for name in ("number", "counted", "dashed") if match[name])
        start = match.start(name)
        before = text[max(start - LONGEST_BEFORE, 0) : start]
        is_listed = start < LONGEST_BEFORE and _LIST_NUMBER.fullmatch(before) is not None
        number = match[name]
        if match["garbled"]:
            number = match["garbled"].translate(_DIGITS) + number[len(match["garbled"]) :]
        value = german.read_amount(number)
        if _SCALE_BEFORE.search(text[max(match.start() - LONGEST_BEFORE, 0) : match.start()]):
            continue
        if value is None or (_NUMBER_BEFORE.search(before) and not is_listed and name != "number"):
            continue
        is_parted = " " in match[name] and not _SAYS_NO_NUMBER.search(before)
        quote = match[0].strip() if not is_listed else text[: match.end()].strip()
        yield FoundAmount(value, match.start(), match.end(), quote, not (is_parted or is_listed or match["garbled"]))


def rounded_in(text: str) -> Iterator[FoundAmount]:
    """The amounts in a text that it calls rounded, also in millions or thousands, with the word that says so."""
    for match in pattern("rounded").finditer(text):
        value = german.read_scaled(match["amount"]) or german.read_amount(match["amount"])
        if value is not None:
            yield FoundAmount(value, match.start(), match.end(), match[0], rounded=True)


def amount_of(text: str) -> FoundAmount | None:
    """The amount that a whole text is, with or without a currency; None if it is none."""
    bare = re.sub(rf"^\s*(?:{_currency()})\s*|\s*(?:{_currency()})\s*$", "", text.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(rf"(?x){_NUMBER.replace('@', '')}(?:{_DASHES})?", bare):
        return None
    value = german.read_amount(re.sub(rf"{_DASHES}$", "", bare))
    return FoundAmount(value, 0, len(text), text) if value is not None else None


def _currency() -> str:
    return pattern("currency").pattern


def like_amounts_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has what may be an amount: digits beside a currency, rounded amounts, thousands without currency."""
    for found in (_with_currency(), pattern("scaled"), pattern("like_amount")):
        yield from (match.span() for match in found.finditer(text))


def is_sum(text: str) -> bool:
    """Whether a line is called a sum and states an amount, and nothing else."""
    amounts = list(amounts_in(text)) if len(text) <= LONGEST_SUM else []
    return len(amounts) == 1 and is_all("sum", text.replace(amounts[0].quote, "", 1))


@cache
def _date() -> re.Pattern[str]:
    month = pattern("month").pattern
    return re.compile(
        rf"(?<![0-9])[0-9]{{1,2}}\s*\.\s*(?:[0-9]{{1,2}}\s*\.|(?:{month})\b\.?)\s*(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
        r"|(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])",
        re.IGNORECASE,
    )


def dates_in(text: str) -> Iterator[FoundDate]:
    """The dates in a text, in its order."""
    for match in _date().finditer(text):
        if (day := german.read_date(match[0])) is not None:
            yield FoundDate(day, match.start(), match.end(), match[0])


def scaled_in(text: str) -> list[str]:
    """Amounts in millions or thousands; they are rounded, so they are never imported."""
    return [match[0] for match in pattern("scaled").finditer(text)]
