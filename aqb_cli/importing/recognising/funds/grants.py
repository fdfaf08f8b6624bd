"""The grant notice that an agreement speaks of: application, day, file number, amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import FoundDate, amounts_in, dates_in
from aqb_cli.importing.reading.printed import Passage, SourceLocation
from aqb_cli.importing.recognising.funds.targets import FORMER, GRANTED, Words, sentences_in
from aqb_cli.text.messages import _

_REFERENCE = re.compile(
    r"(?:(?:Akten|Geschäfts)zeichen(?: des Bescheid(?:e?s)?)?(?: lautet)?|\b[AG]z\.?)\s*:?\s*(?P<text>\S.*)"
)
_OF_NOTICE = re.compile(
    r"(?i)\b(?P<word>(?:förder|zuwendungs)?antrag|(?:zuwendungs|bewilligungs|förder)?bescheid)(?:e?s)?(?: \([^()]*\))?"
    r"(?: de[sr] [^,.;()]{1,60}?)? (?:vom|datiert vom)(?: dem)? $"
)
"""What stands before the day of an application or a notice: "mit Bescheid vom"."""
_DONE = re.compile(
    r"(?i)(?:\bantrag|bescheid)\b.*\b(?:gestellt|eingereicht|eingegangen|erteilt|erlassen|ergangen|zugestellt|datiert)\b"
)
_TO_BE_DONE = re.compile(r"(?i)\b(?:bis|wird|werden|soll|sollen|spätestens|widerspruch|frühestens|ab)\b|änderung")
_END = re.compile(
    r"[,;)]?\s+(?:am|vom|von|und|ist|hat)\s|[,;)]?\s+[(a-zäöü]*[A-Za-zÄÖÜäöü-]{4,}|[,;]\s|\.$|[.)]?$|\.\s(?=[A-ZÄÖÜ][a-z])"
)
"""Where a file number ends: before a word, or at the end of the sentence."""


def grant_of(passages: Iterable[Passage], words: Words, notes: Notes) -> dict[str, Any]:
    """The `grant` that the text states, as in the file format. What a sentence says with strange words is doubtful."""
    grant: dict[str, Any] = {}
    for passage in passages:
        if not re.search(r"(?i)bescheid|antrag|bewillig", passage.text):
            continue
        for _start, sentence in sentences_in(passage.text):
            found: dict[str, Any] = {}
            for field, day in _grant_days(sentence):
                found.setdefault(field, day.value)
            amounts = list(amounts_in(sentence))
            if len(amounts) == 1 and is_granted(sentence, sentence[: amounts[0].start]):
                found["amount"] = amounts[0].value
            others = {field for field, value in found.items() if grant.get(field, value) != value}
            grant = {**found, **grant}
            if (match := _REFERENCE.search(sentence)) and "reference" not in grant:
                _take_reference(match["text"], grant, passage.place, notes)
            is_plain = words.is_plain(_without_reference(sentence, grant)) and not _is_early(found, words.year)
            for field in found:
                if field in others:
                    message = _("The document says something else of it, too: “{quote}”.", quote=sentence)
                    notes.doubt(("grant", field), passage.place, message)
                elif not is_plain:
                    notes.doubt(("grant", field), passage.place, _("It was read from “{quote}”.", quote=sentence))
    return grant


def is_granted(sentence: str, before: str) -> bool:
    """Whether the amount in a sentence is the grant notice's; `before` is what stands before it."""
    if FORMER.search(sentence):
        return False
    names_notice = re.search(r"(?i)bescheid|regierungspräsidium", sentence) is not None
    return (
        GRANTED.search(sentence) is not None and (names_notice or re.search(r"\bBewilligt", sentence) is not None)
    ) or (names_notice and re.search(r"(?i)bescheid\b.*\büber\s*$", before) is not None)


def _is_early(found: Mapping[str, Any], year: int | None) -> bool:
    """Whether a day lies too far before the programme year."""
    days = {field: value for field, value in found.items() if isinstance(value, date)}
    return year is not None and any(day.year < year - (field == "applied_on") for field, day in days.items())


def _without_reference(sentence: str, grant: Mapping[str, Any]) -> str:
    return sentence.replace(str(grant.get("reference", "\0")), "")


def _grant_days(sentence: str) -> Iterator[tuple[str, FoundDate]]:
    """The days of application and grant that a sentence states; none of deadlines and former years."""
    if FORMER.search(sentence):
        return
    days = list(dates_in(sentence))
    end = 0
    for day in days:
        before, end = sentence[end : day.start], day.end
        if match := _OF_NOTICE.search(before):
            yield ("applied_on" if match["word"].lower().endswith("antrag") else "granted_on"), day
        elif len(days) == 1 and _DONE.search(sentence) and not _TO_BE_DONE.search(sentence):
            yield ("applied_on" if re.search(r"(?i)\bantrag\b", sentence) else "granted_on"), day


def _take_reference(text: str, grant: dict[str, Any], place: SourceLocation, notes: Notes) -> None:
    """Takes the file number that a text begins with; it is doubtful where it has gaps, since words may belong to it."""
    end = _END.search(text)
    reference = text[: end.start() if end else None].strip()
    if reference.endswith(")") and "(" not in reference:
        reference = reference[:-1]
    if not reference:
        notes.unread(place, _("The file number in “{quote}” was not understood.", quote=text))
        return
    grant["reference"] = reference
    if " " in reference or not re.search(r"[0-9]", reference):
        notes.doubt(("grant", "reference"), place, _("It was read from “{quote}”.", quote=text))
