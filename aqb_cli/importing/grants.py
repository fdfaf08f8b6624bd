"""The grant notice that an agreement speaks of: application, day, file number, amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from aqb_cli.importing.amounts import FoundDate, amounts_in, dates_in
from aqb_cli.importing.funds import FORMER, GRANTED, SENTENCE
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.printed import Passage, Place
from aqb_cli.messages import _

_REFERENCE = re.compile(r"(?:Aktenzeichen(?: des Bescheid(?:e?s)?)?(?: lautet)?|Az\.?)\s*:?\s*(?P<text>\S.*)")
_OF_NOTICE = re.compile(r"(?i)\b(?P<word>\w*antrag|\w*bescheid)(?:e?s)?(?: \([^()]*\))? (?:vom|datiert vom)(?: dem)? $")
"""What stands before the day of an application or a notice: "mit Bescheid vom"."""
_DONE = re.compile(
    r"(?i)(?:\bantrag|bescheid)\b.*\b(?:gestellt|eingereicht|eingegangen|erteilt|erlassen|ergangen|zugestellt|datiert)\b"
)
_TO_BE_DONE = re.compile(r"(?i)\b(?:bis|wird|werden|soll|sollen|spätestens|widerspruch|frühestens|ab)\b|änderung")
_END = re.compile(
    r"[,;)]?\s+(?:am|vom|von|und|ist|hat)\s|[,;)]?\s+[(a-zäöü]*[A-Za-zÄÖÜäöü-]{4,}|[,;]\s|\.$|[.)]?$|\.\s(?=[A-ZÄÖÜ][a-z])"
)
"""Where a file number ends: before a word, or at the end of the sentence."""


def grant_of(passages: Iterable[Passage], year: int, notes: Notes) -> dict[str, Any]:
    """The `grant` for a programme year that the text states, as in the file format."""
    grant: dict[str, Any] = {}
    for passage in passages:
        if not re.search(r"(?i)bescheid|antrag", passage.text):
            continue
        for sentence in SENTENCE.split(passage.text):
            for field, day in _grant_days(sentence):
                if grant.setdefault(field, day.value) != day.value:
                    message = _("Elsewhere in the document stands another date for it: {date}.", date=day.quote)
                    notes.doubt(("grant", field), passage.place, message)
                elif day.value.year < year - (field == "applied_on"):
                    message = _("It was read from “{quote}”.", quote=sentence)
                    notes.doubt(("grant", field), passage.place, message)
            if (match := _REFERENCE.search(sentence)) and "reference" not in grant:
                _take_reference(match["text"], grant, passage.place, notes)
            amounts = list(amounts_in(sentence))
            if len(amounts) == 1 and GRANTED.search(sentence) and not FORMER.search(sentence):
                grant.setdefault("amount", amounts[0].value)
    return grant


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


def _take_reference(text: str, grant: dict[str, Any], place: Place, notes: Notes) -> None:
    """Takes the file number that a text begins with; it is doubtful where it has gaps, since words may belong to it."""
    end = _END.search(text)
    reference = text[: end.start() if end else None].strip()
    if not reference:
        notes.unread(place, _("The file number in “{quote}” was not understood.", quote=text))
        return
    grant["reference"] = reference
    if " " in reference or not re.search(r"[0-9]", reference):
        notes.doubt(("grant", "reference"), place, _("It was read from “{quote}”.", quote=text))
