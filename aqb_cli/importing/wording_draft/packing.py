"""The outline of a signed document → a wording pack: its text to the letter, with placeholders for its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from aqb_cli.importing.importer import ImportedAgreement
from aqb_cli.importing.reading.amounts import dates_in
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart
from aqb_cli.importing.reading.signature_lines import signatory_of, signed_at
from aqb_cli.importing.recognising.outline import OutlineSection
from aqb_cli.importing.recognising.signatures import Signed
from aqb_cli.importing.wording_draft.filling import Filler
from aqb_cli.importing.wording_draft.listing import block_of
from aqb_cli.importing.wording_draft.naming import only_here, with_whole_names
from aqb_cli.importing.wording_draft.placeholders import Replacement, date_like, literal, stretch
from aqb_cli.text.messages import _

_OPEN = "{% else %}Ort, Datum{% endif %}"
"""What stands for a place and day that nobody states."""

_LONG = 140
"""From how many characters on a line before the first section is a text, and no line of a title."""


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
    start = text.find(place) if place else -1
    if start < 0:
        filler.notes.unread(line.place, only_here(text))
        return literal(text)
    where, days, end = f"{literal(text[:start])}{{{{ {fact}.place }}}}", list(dates_in(text)), start + len(place)
    if not days:
        stated = f"{{% if {fact}.place and {fact}.date %}}{where}, den {{{{ {fact}.date | date }}}}"
        if re.search(r"\d", text):  # "Fulda, im August 2025"
            return f"{stated}{_OPEN}"
        return f"{stated}{{% elif {fact}.place %}}{where}{literal(text[end:])}{_OPEN}"
    between, rest = literal(text[end : days[0].start]), literal(text[days[0].end :])
    day = date_like(f"{fact}.date", days[0].value, days[0].quote)
    return f"{{% if {fact}.place and {fact}.date %}}{where}{between}{day}{rest}{_OPEN}"


def pack_of(imported: ImportedAgreement, filler: Filler) -> dict[str, Any]:
    """The pack as plain data, in the terms of its format."""
    short = [line for line in imported.outline.title if len(line.text) <= _LONG]
    lines = with_whole_names(short, filler.subject.district)
    begin = next((number for number, line in enumerate(lines) if line.text.lower().startswith("zwischen")), 1)
    title, subtitle = lines[:begin] or lines[:1], lines[begin:] if begin else lines[1:]
    texts = [line for line in imported.outline.title if len(line.text) > _LONG]
    sections: list[dict[str, Any]] = [
        {"blocks": _blocks(texts, filler)},
        *(_section(number, section, imported, filler) for number, section in enumerate(imported.outline.sections)),
        {"blocks": list(signature_blocks(imported, filler))},
    ]
    return {
        "format": 1,
        "name": "Zielvereinbarung {{ year }} – {{ district.name }}",
        "title": [_title(line, filler) for line in title] or ["Zielvereinbarung {{ year }}"],
        "subtitle": [_title(line, filler) for line in subtitle],
        "sections": [section for section in sections if section["blocks"] or section.get("heading")],
    }


def _section(number: int, section: OutlineSection, imported: ImportedAgreement, filler: Filler) -> dict[str, Any]:
    heading = [_title(line, filler) for line in section.heading]
    if (listed := imported.listed) is not None and number == listed.section:
        measures = block_of(section.parts[listed.begin : listed.end], listed, filler)
        before, after = section.parts[: listed.begin], section.parts[listed.end :]
        return {"heading": heading, "blocks": [*_blocks(before, filler), measures, *_blocks(after, filler)]}
    return {"heading": heading, "blocks": _blocks(section.parts, filler)}


def _title(line: Passage, filler: Filler) -> str:
    """A line of a title or heading, with what looks like a list's marker before it."""
    text = filler.text(line.line, line.place, title=True, alone="dative").replace("**", "")
    return f"{line.marker} {text}" if line.marker else text


def _blocks(parts: Sequence[PrintedPart], filler: Filler) -> list[dict[str, Any]]:
    """The blocks for parts that hold no measures; a table becomes a paragraph for each of its rows."""
    found: list[dict[str, Any]] = []
    for is_list, run in groupby(parts, key=lambda part: isinstance(part, Passage) and bool(part.marker)):
        group = list(run)
        if is_list:
            found += _list([part for part in group if isinstance(part, Passage)], filler)
            continue
        for part in group:
            if isinstance(part, Passage):
                found += _paragraphs(part, filler)
                continue
            for row, place in zip(part.rows, part.places, strict=True):
                found.append({"text": " ".join(filler.text(line, place) for cell in row for line in cell.lines)})
    return [block for block in found if block.get("text", True)]


def _paragraphs(part: Passage, filler: Filler) -> Iterator[dict[str, Any]]:
    """A paragraph; one that goes around an amount in a line of its own is three, as it was printed."""
    amounts = () if part.text in filler.printed else filler.alone
    for match in filter(None, (re.search(rf"(?<=\S ){re.escape(each)}(?= \S)", part.text) for each in amounts)):
        before, amount, after = (0, match.start() - 1), match.span(), (match.end() + 1, len(part.text))
        for start, end in (before, amount, after):
            yield from _paragraphs(part._replace(line=stretch(part.line, start, end)), filler)
        return
    text = filler.text(part.line, part.place)
    is_amount = part.text in filler.alone and text.count("{{ budget.total |") == 1
    yield {"amount": text.replace("**", "")} if is_amount else {"text": text}


def _list(entries: Sequence[Passage], filler: Filler) -> Iterator[dict[str, Any]]:
    """Bullets, a list that counts from 1, or, where the markers are others, paragraphs with them."""
    texts = [filler.text(entry.line, entry.place) for entry in entries]
    if [entry.marker for entry in entries] == [f"{number}." for number in range(1, len(entries) + 1)]:
        yield {"numbered": [{"text": text} for text in texts]}
    else:
        for is_counted, run in groupby(zip(entries, texts, strict=True), key=lambda pair: is_number(pair[0].marker)):
            if is_counted:
                yield from ({"text": f"{entry.marker} {text}"} for entry, text in run)
            else:
                yield {"bullets": [{"text": text} for _entry, text in run]}
    if entries[0].place.paragraph and any(is_number(entry.marker) for entry in entries):
        message = _("Word counts this list by itself; its numbers are printed as “1.”, “2.” and so on.")
        filler.notes.unread(entries[0].place, message)
