"""The outline of a signed document → a wording pack: its text to the letter, with placeholders for its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from aqb_cli.importing.amounts import amount_of
from aqb_cli.importing.funds import funds_of
from aqb_cli.importing.learning.listing import blocks_of
from aqb_cli.importing.learning.placeholders import Filler, amount_like
from aqb_cli.importing.learning.signing import signature_blocks
from aqb_cli.importing.markers import is_number
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.outline import Section
from aqb_cli.importing.printed import Part, Passage, Table, joined
from aqb_cli.importing.taking import Taken

_LONG = 140
"""From how many characters on a line before the first section is a text, and no line of a title."""


def pack_of(taken: Taken, filler: Filler) -> dict[str, Any]:
    """The pack as plain data, in the terms of its format."""
    lines = _joined([passage for passage in taken.outline.title if len(passage.text) <= _LONG])
    begin = next((number for number, line in enumerate(lines) if line.text.lower().startswith("zwischen")), 1)
    title, subtitle = lines[:begin] or lines[:1], lines[begin:] if begin else lines[1:]
    sections = []
    texts = [passage for passage in taken.outline.title if len(passage.text) > _LONG]
    if texts:
        sections.append({"blocks": list(_blocks(texts, filler))})
    for number, section in enumerate(taken.outline.sections):
        sections.append(_section(section, taken, filler, lists=number == taken.listed_in))
    if taken.outline.signatures:
        sections.append({"blocks": list(signature_blocks(taken, filler))})
    return {
        "format": 1,
        "name": "Zielvereinbarung {{ year }} – {{ district.name }}",
        "title": [_title(line, filler) for line in title] or ["Zielvereinbarung {{ year }}"],
        "subtitle": [_title(line, filler) for line in subtitle],
        "sections": [section for section in sections if section["blocks"] or section.get("heading")],
    }


def _section(section: Section, taken: Taken, filler: Filler, *, lists: bool) -> dict[str, Any]:
    heading = [_title(line, filler) for line in section.heading]
    if not lists or taken.listed is None:
        return {"heading": heading, "blocks": list(_blocks(section.parts, filler))}
    listed = taken.listed
    labels = dict(taken.programme.categories) if taken.programme else {}
    blocks = [
        *_blocks(section.parts[: listed.begin], filler),
        *blocks_of(section.parts, listed, labels, filler.words),
        *_blocks(section.parts[listed.end :], filler),
    ]
    return {"heading": heading, "blocks": blocks}


def _joined(lines: list[Passage]) -> list[Passage]:
    """The lines of a title; one that ends with an article is one with the name below it: "und der", "Stadt Kassel"."""
    found: list[Passage] = []
    for line in lines:
        if found and re.search(r"(?:^|\s)(?:der|die|des|dem|den)$", found[-1].text):
            found[-1] = found[-1]._replace(line=joined([found[-1].line, line.line]))
        else:
            found.append(line)
    return found


def _title(line: Passage, filler: Filler) -> str:
    """A line of a title or heading, with what looks like a list's marker before it."""
    text = _without_bold(filler.text(line.line, line.place, title=True))
    return f"{line.marker} {text}" if line.marker else text


def _without_bold(text: str) -> str:
    return text.replace("**", "")


def _blocks(parts: Sequence[Part], filler: Filler) -> Iterator[dict[str, Any]]:
    """The blocks of parts that hold no measures."""
    index = 0
    while index < len(parts):
        part = parts[index]
        if isinstance(part, Table):
            yield from _table(part, filler)
            index += 1
        elif not part.marker:
            below = parts[index + 1] if index + 1 < len(parts) else None
            yield _paragraph(part, below if isinstance(below, Table) else None, filler)
            index += 1
        else:
            end = index + 1
            while end < len(parts) and _is_entry(parts[end]):
                end += 1
            yield from _list([entry for entry in parts[index:end] if isinstance(entry, Passage)], filler)
            index = end


def _is_entry(part: Part) -> bool:
    return isinstance(part, Passage) and bool(part.marker)


def _paragraph(part: Passage, below: Table | None, filler: Filler) -> dict[str, Any]:
    text = filler.text(part.line, part.place)
    if re.fullmatch(r"\**\{\{ budget\.total \|[^}]*\}\}[^{}]{0,10}", text) and len(part.text) < 40:
        return {"amount": _without_bold(text)}
    each = _list_of(below, filler) if below is not None else None
    if each and part.text.endswith(":"):
        text = f"{{% if {each} %}}{text}{{% endif %}}"
    return {"text": text}


def _list(entries: list[Passage], filler: Filler) -> Iterator[dict[str, Any]]:
    """Bullets, a list that counts from 1, or, where the markers are others, paragraphs with them."""
    numbers = [entry.marker for entry in entries if is_number(entry.marker)]
    if not numbers:
        yield {"bullets": [{"text": filler.text(entry.line, entry.place)} for entry in entries]}
        return
    if numbers != [f"{number}." for number in range(1, len(numbers) + 1)] or not is_number(entries[0].marker):
        for entry in entries:
            text = filler.text(entry.line, entry.place)
            yield {"text": f"{entry.marker} {text}" if is_number(entry.marker) else text}
        return
    items: list[dict[str, Any]] = []
    for entry in entries:
        text = filler.text(entry.line, entry.place)
        if is_number(entry.marker):
            items.append({"text": text})
        else:
            items[-1].setdefault("items", []).append(text)
    yield {"numbered": items}


def _list_of(table: Table, filler: Filler) -> str | None:
    """The list of facts that a table shows; nothing if it shows another one, or several."""
    budget = funds_of([table], filler.words, Notes())
    lists = [name for name in ("by_year", "by_category", "earmarked") if name in budget]
    return f"budget.{lists[0]}" if len(lists) == 1 else None


def _table(table: Table, filler: Filler) -> Iterator[dict[str, Any]]:
    """A table of funds as one; what isn't one, row by row."""
    each = _list_of(table, filler)
    budget = filler.subject.agreement.budget
    amounts = {} if each is None else getattr(budget, each.removeprefix("budget."))
    rows = list(zip(table.rows, table.places, strict=True))
    last = rows[-1] if each and rows[-1][0][0].text.lower().startswith(("gesamt", "summe", "insgesamt")) else None
    count = len(rows) - (last is not None)
    if each and len(table.rows[0]) == 2 and count == len(amounts) + 1:
        printed = table.rows[1][1].text
        amount = amount_of(printed)
        form = amount_like("entry.amount", amount.value, printed) if amount else "{{ entry.amount | euro }}"
        first = "{{ entry.year }}" if each == "budget.by_year" else "{{ entry.label }}"
        head, amount_head = (
            filler.text(cell.lines[0], table.places[0]) if cell.lines else "" for cell in table.rows[0]
        )
        columns = [{"heading": head, "text": first}, {"heading": amount_head, "text": form, "align": "right"}]
        yield {"table": {"each": each, "columns": columns}}
        rows = [last] if last else []
    for row, place in rows:
        texts = [filler.text(line, place) for cell in row for line in cell.lines]
        if any(texts):
            yield {"text": " ".join(texts)}
