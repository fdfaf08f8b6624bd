"""What a placeholder may do with a fact: `{{ budget.total | euro }}`. `FILTERS` is the list of contents."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.text import german
from aqb_cli.wording.facts import Blank, Rounded, YearFacts


class Filter(NamedTuple):
    """A filter with the types that it takes and gives."""

    apply: Callable[..., Any]
    takes: Any
    gives: type
    options: int = 0
    """How many texts may stand behind its name, in parentheses."""


BLANK = "……"
"""What stands for an amount that is still open."""


def euro(amount: Decimal) -> str:
    """The amount as the agreements write it: "595.950 Euro", with cents only where there are some."""
    if isinstance(amount, Blank):
        return f"{BLANK} Euro"
    return f"rund {german.euro(amount)}" if isinstance(amount, Rounded) else german.euro(amount)


def number(amount: Decimal) -> str:
    """The amount without its currency: "595.950"."""
    return euro(amount).removesuffix(" Euro")


def cents(amount: Decimal) -> str:
    """The amount with its cents in any case, and without its currency: "595.950,00"."""
    digits = number(amount)
    return digits if "," in digits or isinstance(amount, Blank) else f"{digits},00"


_FIELD = "(?:dd?|MMMM|MM?|yyyy|yy)"
_DATE = re.compile(rf"{_FIELD}(?:[ .,/–-]+{_FIELD})*[ .,/–-]*")


def is_date_pattern(pattern: str) -> bool:
    """Whether `long_date` knows all that is in a pattern."""
    return _DATE.fullmatch(pattern) is not None


def long_date(day: date, pattern: str = "d. MMMM yyyy") -> str:
    """The day after a pattern of Unicode's: "2. August 2025"; `"dd.MM.yyyy"` gives "02.08.2025"."""
    parts = {
        "d": str(day.day), "dd": f"{day.day:02d}", "M": str(day.month), "MM": f"{day.month:02d}",
        "MMMM": german.MONTHS[day.month - 1], "yy": f"{day.year % 100:02d}", "yyyy": str(day.year),
    }  # fmt: skip
    return re.sub(_FIELD, lambda match: parts[match[0]], pattern)


def start(text: str) -> str:
    """The text as a sentence begins with it: "Der Landkreis …"."""
    return text[:1].upper() + text[1:]


def joined(texts: tuple[str, ...], separator: str = "") -> str:
    """The texts in a sentence: "SGB II, SGB III und AsylbLG"; `"; "` stands between texts with commas of their own."""
    if separator:
        return separator.join(texts)
    return " und ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


def yearly(funds: tuple[YearFacts, ...]) -> str:
    """The amounts of years in one line: "2025: 400.000 Euro, 2026: 195.950 Euro"."""
    return ", ".join(f"{each.year}: {euro(each.amount)}" for each in funds)


def count(entries: tuple[Any, ...]) -> int:
    """How many entries a list has."""
    return len(entries)


FILTERS = {
    "euro": Filter(euro, Decimal, str),
    "number": Filter(number, Decimal, str),
    "cents": Filter(cents, Decimal, str),
    "date": Filter(long_date, date, str, options=1),
    "start": Filter(start, str, str),
    "joined": Filter(joined, tuple[str, ...], str, options=1),
    "yearly": Filter(yearly, tuple[YearFacts, ...], str),
    "count": Filter(count, tuple, int),
}
"""The filters by name. To add one, write its function and name it here; its docstring is its documentation."""
