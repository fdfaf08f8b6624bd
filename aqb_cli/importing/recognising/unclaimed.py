"""What a document states outside of the places that are read: amounts, dates and places that stand in no field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import FoundAmount, dates_in, scaled_in
from aqb_cli.importing.reading.printed import Passage, PrintedPart, SourceLocation
from aqb_cli.importing.recognising.funds.targets import SENTENCE, Target, Words, targets_in
from aqb_cli.importing.recognising.measures.details import places_in
from aqb_cli.text.messages import _

_OF_A_LAW = re.compile(
    r"(?i)gesetz|verordnung|richtlinie|satzung|GVBl|BGBl|StAnz|LHO|fassung|förderaufruf|erlass(?:es)?\b"
)
"""What a date belongs to that no agreement's file knows."""


def tell_leftovers(parts: Iterable[PrintedPart], data: Mapping[str, Any], words: Words, notes: Notes) -> None:
    """Tells of each amount, date and number of places in these parts that stands in no field of the data."""
    known = list(_values(data))
    amounts = {value for value in known if isinstance(value, Decimal)}
    days = {value for value in known if isinstance(value, date)}
    places = {measure["places"] for measure in _measures(data) if "places" in measure}
    told = [(note.place, note.message.translated("en")) for note in notes.all if note.field is None]
    for text, place in _texts(parts):
        untaken = [
            *scaled_in(text),
            *(
                amount.quote
                for amount, target in targets_in(text, words)
                if not _is_taken(amount, target, data, amounts)
            ),
            *(day.quote for day in dates_in(text) if day.value not in days and not _OF_A_LAW.search(text)),
            *(quote for number, quote in places_in(text) if number not in places),
        ]
        for quote in untaken:
            if not any(place == other and quote in message for other, message in told):
                said = next((sentence for sentence in SENTENCE.split(text) if quote in sentence), text)
                message = _(
                    "“{quote}” stands in no field of the file; the document says: “{text}”.", quote=quote, text=said
                )
                notes.unread(place, message)


def _texts(parts: Iterable[PrintedPart]) -> Iterator[tuple[str, SourceLocation]]:
    """The texts with their places; a row of a table is one text."""
    for part in parts:
        if isinstance(part, Passage):
            yield part.text, part.place
            continue
        for row, place in zip(part.rows, part.places, strict=True):
            yield " | ".join(cell.text for cell in row if cell.text), place


def _is_taken(amount: FoundAmount, target: Target | None, data: Mapping[str, Any], amounts: set[Decimal]) -> bool:
    """Whether the field that an amount belongs to has it; any field, where nothing says which it belongs to."""
    if amount.value == data.get("grant", {}).get("amount"):
        return True
    if target is None:
        return amount.value in amounts
    group: Any = data["budget"]
    for step in target:
        group = group.get(step) if isinstance(group, Mapping) else None
    return bool(group == amount.value)


def _measures(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for measures in data.get("measures", {}).values():
        yield from measures


def _values(data: Any) -> Iterator[Any]:
    """All values in nested data."""
    if isinstance(data, Mapping):
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
    else:
        yield data
