"""The period in which a measure runs, as a text states it: by days, or by months only."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

from aqb_cli.importing.reading.amounts import MONTH, FoundDate
from aqb_cli.text import german

_POINT = rf"""(?:
    [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}
    | [0-9]{{1,2}}\s*\.\s*(?:[0-9]{{1,2}}\s*\.|(?:{MONTH})\b\.?)(?:\s*(?:[0-9]{{4}}|[0-9]{{2}}))?
    | (?:{MONTH})\b\.?(?:\s+(?:[0-9]{{4}}|[0-9]{{2}}))?
    | [0-9]{{1,2}}\s?/\s?(?:[0-9]{{4}}|[0-9]{{2}})
    | [0-9]{{1,2}}\.[0-9]{{4}}
)(?![0-9])"""
"""A day or a month; without its year where it is that of another one."""

_PERIOD = re.compile(
    rf"""(?ix)\s*(?:(?:laufzeit|zeitraum|dauer)\s*:?\s*)?(?:
    (?:v[oa][mn]\s+)?(?P<starts>{_POINT})\s*(?:bis(?:\s+(?:zum|einschließlich))?|[-–—])\s*(?P<ends>{_POINT})
    | (?:ab|seit)(?:\s+dem)?\s+(?P<since>{_POINT})
    | (?P<open>{_POINT})\s*[-–—]
    | bis(?:\s+(?:zum|einschließlich))?\s+(?P<until>{_POINT})
    )[\s.]*"""
)
_MONTH_ONLY = re.compile(rf"(?i)(?:(?P<number>[0-9]{{1,2}})\s?[/.]\s?|(?P<name>{MONTH})\b\.?\s*)(?P<year>[0-9]*)")


class FoundPeriod(NamedTuple):
    """A period in a text."""

    starts: FoundDate | None = None
    ends: FoundDate | None = None
    concluded: bool = False
    """Whether the text names a month without a day, so that its first or last day was concluded."""

    @property
    def facts(self) -> dict[str, date]:
        """As in the file format."""
        found = {"starts": self.starts, "ends": self.ends}
        return {field: day.value for field, day in found.items() if day is not None}


def period_of(text: str) -> FoundPeriod:
    """The period that a text states and nothing else, such as "01.09.2025 bis 31.08.2026" or "Sept. – Dez. 2025"."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return FoundPeriod()
    first = next((name for name in ("starts", "since", "open") if match[name]), None)
    last = next((name for name in ("ends", "until") if match[name]), None)
    ends = _day(match[last], is_last=True) if last else None
    starts = _day(match[first], ends.year if ends else None) if first else None
    if (first and not starts) or (last and not ends) or (starts and ends and starts > ends):
        return FoundPeriod()
    return FoundPeriod(
        _found(match, first, starts),
        _found(match, last, ends),
        any(name is not None and _MONTH_ONLY.fullmatch(match[name]) is not None for name in (first, last)),
    )


def _found(match: re.Match[str], name: str | None, day: date | None) -> FoundDate | None:
    return FoundDate(day, match.start(name), match.end(name), match[name]) if name and day else None


def _day(text: str, year: int | None = None, *, is_last: bool = False) -> date | None:
    """The day that a text names, or the first or last one of its month; None if there is no such day."""
    if match := _MONTH_ONLY.fullmatch(text):
        month = f"{match['number']}." if match["number"] else match["name"]
        first = german.read_date(f"1. {month} {match['year'] or year}")
        return first.replace(day=calendar.monthrange(first.year, first.month)[1]) if first and is_last else first
    return german.read_date(text) or (german.read_date(f"{text} {year}") if year else None)
