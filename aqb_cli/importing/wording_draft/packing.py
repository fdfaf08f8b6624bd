"""The outline of a signed document → a wording pack: its text to the letter, with placeholders for its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from aqb_cli.importing.importer import ImportedAgreement
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart
from aqb_cli.importing.recognising.outline import OutlineSection
from aqb_cli.importing.wording_draft.filling import Filler
from aqb_cli.importing.wording_draft.listing import block_of
from aqb_cli.importing.wording_draft.naming import with_whole_names
from aqb_cli.importing.wording_draft.placeholders import stretch
from aqb_cli.importing.wording_draft.signing import signature_blocks
from aqb_cli.text.messages import _

_LONG = 140
"""From how many characters on a line before the first section is a text, and no line of a title."""


def pack_of(imported: ImportedAgreement, filler: Filler) -> dict[str, Any]:
    """The pack as plain data, in the terms of its format."""
    short = [line for line in imported.outline.title if len(line.text) <= _LONG]
    lines = with_whole_names(short, filler.subject.district)
    begin = next((number for number, line in enumerate(lines) if line.text.lower().startswith("zwischen")), 1)
    title, subtitle = lines[:begin] or lines[:1], lines[begin:] if begin else lines[1:]
    texts = [line for line in imported.outline.title if len(line.text) > _LONG]
    sections: list[dict[str, Any]] = [{"blocks": _blocks(texts, filler)}]
    for number, section in enumerate(imported.outline.sections):
        sections.append(_section(section, imported, filler, lists=number == imported.listed_in))
    sections.append({"blocks": list(signature_blocks(imported, filler))})
    return {
        "format": 1,
        "name": "Zielvereinbarung {{ year }} – {{ district.name }}",
        "title": [_title(line, filler) for line in title] or ["Zielvereinbarung {{ year }}"],
        "subtitle": [_title(line, filler) for line in subtitle],
        "sections": [section for section in sections if section["blocks"] or section.get("heading")],
    }


def _section(section: OutlineSection, imported: ImportedAgreement, filler: Filler, *, lists: bool) -> dict[str, Any]:
    heading = [_title(line, filler) for line in section.heading]
    if lists and (listed := imported.listed) is not None:
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
