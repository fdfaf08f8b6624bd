"""The outline of a signed document → a wording pack: its text to the letter, with placeholders for its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from aqb_cli.importing.importer import ImportedAgreement
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart, PrintedTable
from aqb_cli.importing.recognising.outline import OutlineSection
from aqb_cli.importing.wording_draft.filling import Filler
from aqb_cli.importing.wording_draft.funds import each_entry, table_of
from aqb_cli.importing.wording_draft.listing import block_of
from aqb_cli.importing.wording_draft.naming import with_whole_names
from aqb_cli.importing.wording_draft.signing import signature_blocks
from aqb_cli.text.messages import _

_LONG = 140
"""From how many characters on a line before the first section is a text, and no line of a title."""

_MAY_BE_EMPTY = re.compile(r"\{% if .*\{% endif %\}")


def pack_of(imported: ImportedAgreement, filler: Filler) -> dict[str, Any]:
    """The pack as plain data, in the terms of its format."""
    short = [line for line in imported.outline.title if len(line.text) <= _LONG]
    lines = with_whole_names(short, filler.subject.district)
    begin = next((number for number, line in enumerate(lines) if line.text.lower().startswith("zwischen")), 1)
    title, subtitle = lines[:begin] or lines[:1], lines[begin:] if begin else lines[1:]
    texts = [line for line in imported.outline.title if len(line.text) > _LONG]
    sections: list[dict[str, Any]] = [{"blocks": list(_blocks(texts, filler))}]
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
    if not lists or imported.listed is None:
        return {"heading": heading, "blocks": list(_blocks(section.parts, filler))}
    begin, end = imported.listed.begin, imported.listed.end
    before, after = _blocks(section.parts[:begin], filler), _blocks(section.parts[end:], filler)
    listed = block_of(section.parts[begin:end], imported.listed, filler)
    return {"heading": heading, "blocks": [*before, listed, *after]}


def _title(line: Passage, filler: Filler) -> str:
    """A line of a title or heading, with what looks like a list's marker before it."""
    text = filler.text(line.line, line.place, title=True, alone="dative").replace("**", "")
    return f"{line.marker} {text}" if line.marker else text


def _blocks(parts: Sequence[PrintedPart], filler: Filler) -> Iterator[dict[str, Any]]:
    """The blocks of parts that hold no measures."""
    found: list[tuple[PrintedPart, dict[str, Any]]] = []
    for kind, run in groupby(parts, key=lambda part: "table" if isinstance(part, PrintedTable) else bool(part.marker)):
        group = list(run)
        passages = [part for part in group if isinstance(part, Passage)]
        if kind is True:
            found += [(group[0], block) for block in _list(passages, filler)]
        else:
            found += [(part, _paragraph(part, filler)) for part in passages]
            found += [
                (part, block) for part in group if isinstance(part, PrintedTable) for block in table_of(part, filler)
            ]
    for (part, _block), (_below, block) in pairwise(found):
        if isinstance(part, Passage) and part.text.endswith(":") and _may_be_empty(block):
            message = _("“{quote}” may speak of what is left out where an agreement doesn't state it.", quote=part.text)
            filler.notes.unread(part.place, message)
    return (block for _part, block in found)


def _may_be_empty(block: dict[str, Any]) -> bool:
    """Whether a block stands only below an agreement that states its facts."""
    items = block.get("bullets") or block.get("numbered") or [block.get("table") or block]
    return all("each" in item or _MAY_BE_EMPTY.fullmatch(item.get("text", "")) for item in items)


def _paragraph(part: Passage, filler: Filler) -> dict[str, Any]:
    text = filler.text(part.line, part.place)
    if re.fullmatch(r"\**\{\{ budget\.total \|[^}]*\}\}[^{}]{0,10}", text) and len(part.text) < 40:
        return {"amount": text.replace("**", "")}
    return {"text": text}


def _list(entries: Sequence[Passage], filler: Filler) -> Iterator[dict[str, Any]]:
    """Bullets, a list that counts from 1, or, where the markers are others, paragraphs with them."""
    if each := each_entry(entries, filler):
        yield {"bullets": [each]}
        return
    texts = [filler.text(entry.line, entry.place) for entry in entries]
    for entry, text in zip(entries, texts, strict=True):
        if is_number(entry.marker) and _MAY_BE_EMPTY.fullmatch(text):
            quote = f"{entry.marker} {entry.text}"
            message = _("“{quote}” is left out where an agreement doesn't state it; then a number is missing.",
                        quote=quote)  # fmt: skip
            filler.notes.unread(entry.place, message)
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
