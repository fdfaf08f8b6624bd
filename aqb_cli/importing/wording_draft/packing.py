"""The outline of a signed document → a wording pack: its text to the letter, with placeholders for its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from aqb_cli.importing.importer import ImportedAgreement
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedPart
from aqb_cli.importing.recognising.outline import OutlineSection
from aqb_cli.importing.wording_draft.filling import Filler
from aqb_cli.importing.wording_draft.funds import each_entry, table_of
from aqb_cli.importing.wording_draft.listing import block_of
from aqb_cli.importing.wording_draft.naming import with_whole_names
from aqb_cli.importing.wording_draft.placeholders import stretch
from aqb_cli.importing.wording_draft.signing import signature_blocks
from aqb_cli.importing.words import is_all
from aqb_cli.text.messages import Message, _

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
    blocks = _blocks(section.parts, filler)
    if section.heading and blocks and all(map(_may_be_empty, blocks)):
        filler.notes.unread(section.heading[0].place, _back(section.title))
    return {"heading": heading, "blocks": blocks}


def _back(quote: str) -> Message:
    return _("“{quote}” may speak of what is left out where an agreement doesn't state it.", quote=quote)


def _title(line: Passage, filler: Filler) -> str:
    """A line of a title or heading, with what looks like a list's marker before it."""
    text = filler.text(line.line, line.place, title=True, alone="dative").replace("**", "")
    if is_all("draft", text):  # no signed agreement is called one
        return f'{{% if status == "draft" %}}{text}{{% endif %}}'
    return f"{line.marker} {text}" if line.marker else text


def _blocks(parts: Sequence[PrintedPart], filler: Filler) -> list[dict[str, Any]]:
    """The blocks of parts that hold no measures."""
    found: list[tuple[Passage | None, dict[str, Any]]] = []
    for is_list, run in groupby(parts, key=lambda part: isinstance(part, Passage) and bool(part.marker)):
        group = list(run)
        if is_list:
            found += [(None, block) for block in _list([part for part in group if isinstance(part, Passage)], filler)]
            continue
        for part in group:
            if isinstance(part, Passage):
                found += _paragraphs(part, filler)
            else:
                found += [(None, block) for block in table_of(part, filler)]
    for (above, _block), (_below, block) in pairwise(found):
        if above is not None and above.text.endswith(":") and _may_be_empty(block):
            filler.notes.unread(above.place, _back(above.text))
    return [block for _part, block in found]


def _may_be_empty(block: dict[str, Any]) -> bool:
    """Whether a block stands only below an agreement that states its facts."""
    items = block.get("bullets") or block.get("numbered") or [block.get("table") or block]
    return all("each" in item or _MAY_BE_EMPTY.fullmatch(item.get("text", "")) for item in items)


def _paragraphs(part: Passage, filler: Filler) -> Iterator[tuple[Passage, dict[str, Any]]]:
    """A paragraph; one that goes around an amount in a line of its own is three, as it was printed."""
    amounts = () if part.text in filler.printed else filler.alone
    for match in filter(None, (re.search(rf"(?<=\S ){re.escape(each)}(?= \S)", part.text) for each in amounts)):
        before, amount, after = (0, match.start() - 1), match.span(), (match.end() + 1, len(part.text))
        for start, end in (before, amount, after):
            yield from _paragraphs(part._replace(line=stretch(part.line, start, end)), filler)
        return
    text = filler.text(part.line, part.place)
    is_amount = part.text in filler.alone and text.count("{{ budget.total |") == 1
    yield part, {"amount": text.replace("**", "")} if is_amount else {"text": text}


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
