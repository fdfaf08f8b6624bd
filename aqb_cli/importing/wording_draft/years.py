"""The years in a text: which are the agreement's own, so that placeholders stand for them, and which stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aqb_cli.importing.reading.amounts import MONTH, dates_in
from aqb_cli.importing.wording_draft.edits import Replacement
from aqb_cli.text.messages import Message, _

_UNIT = r"\s?(?:Euro\b|EUR\b|€|%|Prozent\b)"
YEAR = re.compile(rf"(?<![\d.,/–-])(?<!EUR )(?<!Euro )(?<!€)(?<!€ )20[0-9]{{2}}(?![\d/]|[–-]\d|,\d|{_UNIT})")
"""A year by itself: neither part of a day, nor an amount, nor part of a span such as 2025/26."""

_SPAN = re.compile(r"(?<![\d.,/–-])(?P<first>20[0-9]{2})(?P<sign>\s?[/–-]\s?)(?P<last>20[0-9]{2})(?![\d/–-]|\.\d)")
_ANY = re.compile(
    r"(?<!\w)(?<![0-9],)(?<![0-9]{4}[/–-])(?:19|20)[0-9]{2}(?:\s?[/–-]\s?(?:20)?[0-9]{2}(?![0-9]))?(?!\w|[.,][0-9])"
)
"""Whatever a person would take for a year or a span of two."""

_OF_YEAR = re.compile(
    rf"(?i:\w*budgets?|\w*jahr(?:e?s|en?)?|zielvereinbarung|aqb|haushalts?|haushaltsplan(?:e?s)?|früh(?:jahr|ling)s?"
    rf"|sommers?|herbst(?:e?s)?|winters?|quartals?|anfang|mitte|ende|jahresende|jahresbeginn|laufzeit|{MONTH})"
)
"""The nouns that the programme year stands behind; behind others, it may be part of a name."""

_SMALL = re.compile(r"(?!(?:seit|vor|nach|vom|stand)\b)(?:[a-zäöüß]+|Für|In|Im|Auf|Ab|Bis|Ist|Sind|Wird|Werden)")
"""Words behind which a year is no part of a name; but not those behind which it is the one of an event."""

_COUPLED = re.compile(r"(?P<year>20[0-9]{2})(?:,| und| sowie| oder| bis| bzw\.) $")
_FURTHER = re.compile(r"(?: bis |\s?[–-]\s?)20[0-9]{2}(?!\d)")
"""The rest of a span of years."""

_SCHOOL = re.compile(r"(?:(?:[Ss]chul|[Aa]usbildungs|[Ll]ehr|[Kk]indergarten)jahr(?:e?s)?|[Zz]eitraum|[Ll]aufzeit) $")
_LAW = (
    r"(?:(?<!aushalts)gesetz(?:es|buch\w*)?|ordnung|richtlinien?|grundsätzen?|erlass(?:es)?|bestimmungen"
    r"|LHO|SGB|BBiG)\b"
)
_OF_A_LAW = re.compile(
    rf"(?:{_LAW}(?: \([^)]*\))?|(?:{_LAW}|[Ff]assung)[^.;:]{{0,60}} vom|(?:GVBl|BGBl|StAnz|ABl)\.?[^;)]{{0,20}}) ?$"
)
"""What stands before the year or day of a law, which is the same in all agreements; but each year has its budget's."""


_OF_A_TITLE = re.compile(r"“(?: (?:der|die|für die) Jahre| des Jahres| von)? $")


def year_edits(text: str, year: int, *, title: bool) -> Iterator[Replacement]:
    """The programme year and the next one, where they are surely meant; the programme year is in any title."""
    names = {str(year): "{{ year }}", str(year + 1): "{{ next_year }}"}
    days = [range(found.start, found.end) for found in dates_in(text)]
    sure: set[int] = set()
    for match in YEAR.finditer(text):
        if match[0] not in names or any(match.start() in day for day in days):
            continue
        coupled = _COUPLED.search(text, 0, match.start())
        is_sure = coupled.start("year") in sure if coupled else _is_sure(text[: match.start()], text[match.end() :])
        if text.startswith(f" und {year + 1}", match.end()) and match[0] == str(year):
            is_sure = not _is_quoted(text[: match.start()])  # no name has both
        further = _FURTHER.match(text, match.end())
        if further and further[0][-4:] not in names:
            continue
        if is_sure or (title and match[0] == str(year)):
            sure.add(match.start())
            yield Replacement(*match.span(), names[match[0]])
    for match in _SPAN.finditer(text):
        if [match["first"], match["last"]] == list(names) and _SCHOOL.search(text, 0, match.start()):
            yield Replacement(*match.span(), f"{{{{ year }}}}{match['sign']}{{{{ next_year }}}}")


def years_left(text: str, edits: Sequence[Replacement]) -> Iterator[Message]:
    """Tells of the years and days that stay, but for those of laws and in titles, which are the same for all."""
    days = list(dates_in(text))
    for found in days:
        if not _is_taken(found.start, edits) and not _is_fixed(text, found.start):
            yield _("The date “{quote}” stays in the wording, for every district.", quote=found.quote)
    for match in _ANY.finditer(text):
        is_day = any(found.start <= match.start() < found.end for found in days)
        if is_day or _is_taken(match.start(), edits) or _is_fixed(text, match.start()):
            continue
        if not re.match(_UNIT, text[match.end() :]):
            before = " ".join(text[: match.start()].split(" ")[-3:])
            yield _("The year in “{quote}” stays in the wording, for every agreement.", quote=f"{before}{match[0]}")


def _is_sure(before: str, after: str) -> bool:
    """Whether a year between two texts is surely the agreement's, and neither part of a name nor a number of things."""
    if _is_quoted(before):
        return False
    word = re.split(r"[ (/]", before.rstrip())[-1]
    if _OF_YEAR.fullmatch(word):
        return True
    if re.match(r" [A-ZÄÖÜ]", after):  # "mit 2025 Plätzen"
        return False
    if not word or not word[-1].isalpha():
        return not before.rstrip().endswith(("§", "/", "-", "–", "Nr.", "Az."))
    return _SMALL.fullmatch(word) is not None


def _is_fixed(text: str, start: int) -> bool:
    """Whether a year or day belongs to a law, to a title in quotes, or to a name with a span of years in it."""
    first = re.search(r"20[0-9]{2} bis $", text[:start])
    before = text[: first.start()] if first else text[:start]
    if _OF_A_LAW.search(before) or _OF_A_TITLE.search(before) or _is_quoted(before):
        return True
    named = before.rstrip().rpartition(" ")[2]
    is_span = first or _FURTHER.match(text, start + 4)
    return bool(is_span and named[:1].isupper() and not _OF_YEAR.fullmatch(named) and not _SMALL.fullmatch(named))


def _is_quoted(before: str) -> bool:
    return before.count("„") > before.count("“")


def _is_taken(start: int, edits: Sequence[Replacement]) -> bool:
    return any(edit.start <= start < edit.end for edit in edits)
