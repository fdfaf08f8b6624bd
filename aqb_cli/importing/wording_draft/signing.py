"""The signatures of a document → the signatures block of a wording pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from aqb_cli.importing.importer import ImportedAgreement
from aqb_cli.importing.reading.amounts import dates_in
from aqb_cli.importing.reading.printed import Passage
from aqb_cli.importing.reading.signature_lines import signatory_of, signed_at
from aqb_cli.importing.recognising.signatures import Signed
from aqb_cli.importing.wording_draft.filling import Filler
from aqb_cli.importing.wording_draft.naming import only_here, with_whole_names
from aqb_cli.importing.wording_draft.placeholders import Replacement, date_like, literal

_OPEN = "{% else %}Ort, Datum{% endif %}"
"""What stands for a place and day that nobody states."""


def signature_blocks(imported: ImportedAgreement, filler: Filler) -> Iterator[dict[str, Any]]:
    """What stands before the signatures, then the signatures side by side."""
    lines = imported.outline.signatures
    signed = sorted(imported.signed, key=lambda one: lines.index(one.lines[0]) if one.lines[0] in lines else 0)
    first = lines.index(signed[0].lines[0]) if signed and signed[0].lines[0] in lines else 0
    for line in lines[:first] if signed else lines:
        yield {"text": filler.text(line.line, line.place)}
    if signed:
        parties = {one.party: one for one in reversed(signed)}  # a part is printed for each who signs for the party
        yield {"signatures": [
            {"above": _lines(one.above, one, filler), "below": _lines(one.below, one, filler)}
            for one in signed if one is parties[one.party]
        ]}  # fmt: skip


def _lines(lines: Sequence[Passage], signed: Signed, filler: Filler) -> list[str]:
    texts, fact, (person, *others) = [], f"signatures.{signed.party}", signed.people
    for line in with_whole_names(lines, filler.subject.district, person.get("office", "")):
        if others and others[0]["name"] in line.text:
            fact, person = f"signatures.second_{signed.party}", others[0]
        texts.append(_line(line, signed, fact, person, filler))
    return texts


def _line(line: Passage, signed: Signed, fact: str, person: dict[str, Any], filler: Filler) -> str:
    if signed_at(line.text):
        return _place_and_day(line, signed, fact, filler)
    given = []
    for field in ("name", "office"):
        value = person.get(field)
        if value and (match := re.search(rf"(?<!\w){re.escape(value)}(?!\w)", line.text)):
            needs = f"{fact}.{field}"
            given.append(Replacement(*match.span(), f"{{{{ {needs} }}}}", needs))
    text = filler.text(line.line, line.place, alone="genitive", given=given)
    if "{{" not in text and line in signed.below and signatory_of(line.text):  # somebody else who signed
        filler.notes.unread(line.place, only_here(line.text))
    return text


def _place_and_day(line: Passage, signed: Signed, fact: str, filler: Filler) -> str:
    """Place and day as the document writes them; where they aren't known, what is to be filled in."""
    text, place = line.text, signed.people[0].get("place", "")
    if not (place and text.startswith(place)):
        filler.notes.unread(line.place, only_here(text))
        return literal(text)
    where, days = f"{{{{ {fact}.place }}}}", list(dates_in(text))
    if not days:
        stated = f"{{% if {fact}.place and {fact}.date %}}{where}, den {{{{ {fact}.date | date }}}}"
        if re.search(r"\d", text):  # "Fulda, im August 2025"
            return f"{stated}{_OPEN}"
        return f"{stated}{{% elif {fact}.place %}}{where}{literal(text[len(place) :])}{_OPEN}"
    between, rest = literal(text[len(place) : days[0].start]), literal(text[days[0].end :])
    day = date_like(f"{fact}.date", days[0].value, days[0].quote)
    return f"{{% if {fact}.place and {fact}.date %}}{where}{between}{day}{rest}{_OPEN}"
