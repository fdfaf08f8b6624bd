"""The outline of a signed document → a wording pack: its text to the letter, with placeholders for its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import amount_of, amounts_in
from aqb_cli.importing.reading.markers import is_number
from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, PrintedTable, joined
from aqb_cli.importing.recognising.funds.budget import funds_of
from aqb_cli.importing.recognising.outline import OutlineSection
from aqb_cli.importing.taking import Taken
from aqb_cli.importing.wording_draft.edits import Replacement, applied, literal, without_overlaps
from aqb_cli.importing.wording_draft.grammar import mentions
from aqb_cli.importing.wording_draft.guards import condition_of
from aqb_cli.importing.wording_draft.listing import blocks_of, with_empty_end
from aqb_cli.importing.wording_draft.placeholders import Filler, amount_like
from aqb_cli.importing.wording_draft.signing import signature_blocks
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.facts import NamedAmount, YearFacts, facts_of

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
        sections.append({"blocks": _blocks(texts, filler)})
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


def _section(section: OutlineSection, taken: Taken, filler: Filler, *, lists: bool) -> dict[str, Any]:
    heading = [_title(line, filler) for line in section.heading]
    if not lists or taken.listed is None:
        blocks = _blocks(section.parts, filler)
        needs = condition(blocks)
        if needs and section.heading and section is not taken.outline.sections[-1]:
            filler.notes.unread(section.heading[0].place, _gap_of(section.heading[0].text))
        return {**({"when": needs} if needs else {}), "heading": heading, "blocks": blocks}
    listed = with_empty_end(section.parts, taken.listed)
    labels = dict(taken.programme.categories) if taken.programme else {}
    blocks = [
        *_blocks(section.parts[: listed.begin], filler),
        *blocks_of(section.parts, listed, labels, filler),
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


def _blocks(parts: Sequence[PrintedPart], filler: Filler) -> list[dict[str, Any]]:
    """The blocks of parts that hold no measures."""
    found: list[dict[str, Any]] = []
    end = len(parts)
    while end:  # from below, since what stands below decides under which condition it is announced
        below = condition(found[:1])
        begin = end - 1
        part = parts[begin]
        if isinstance(part, PrintedTable):
            blocks = list(_table(part, filler))
        elif not part.marker:
            blocks = [_paragraph(part, below if part.text.endswith(":") else None, filler)]
        else:
            while begin and _is_entry(parts[begin - 1]):
                begin -= 1
            blocks = list(_list([entry for entry in parts[begin:end] if isinstance(entry, Passage)], below, filler))
        found = [*blocks, *found]
        end = begin
    return found


def condition(blocks: Sequence[dict[str, Any]]) -> str | None:
    """Under which condition anything is left of blocks; None if something is in any case."""
    conditions = []
    for block in blocks:
        if "table" in block:
            conditions.append(block["table"]["each"])
        elif {"text", "amount"} & block.keys():
            conditions.append(condition_of([text for field, text in block.items()]))
        elif {"bullets", "numbered"} & block.keys():
            items = next(iter(block.values()))
            conditions.append(items[0].get("each") or condition_of([item["text"] for item in items]))
        else:
            return None
    return " or ".join(dict.fromkeys(conditions)) if conditions and all(conditions) else None


def _is_entry(part: PrintedPart) -> bool:
    return isinstance(part, Passage) and bool(part.marker)


def _paragraph(part: Passage, below: str | None, filler: Filler) -> dict[str, Any]:
    text = filler.text(part.line, part.place, needs=below)
    if re.fullmatch(r"\**\{\{ budget\.total \|[^}]*\}\}[^{}]{0,10}", text) and len(part.text) < 40:
        return {"amount": _without_bold(text)}
    return {"text": text}


def _list(entries: list[Passage], below: str | None, filler: Filler) -> Iterator[dict[str, Any]]:
    """Bullets, a list that counts from 1, or, where the markers are others, paragraphs with them."""
    numbers = [entry.marker for entry in entries if is_number(entry.marker)]
    if not numbers:
        each = _repeated(entries, filler)
        yield {"bullets": [each] if each else [{"text": filler.text(entry.line, entry.place)} for entry in entries]}
        return
    if numbers != [f"{number}." for number in range(1, len(numbers) + 1)] or not is_number(entries[0].marker):
        yield from _lettered(entries, below, filler)
        return
    items: list[dict[str, Any]] = []
    inner: list[str] = []
    for entry in reversed(entries):  # from below, as above
        announces = condition_of(inner) if is_number(entry.marker) and entry.text.endswith(":") else None
        text = filler.text(entry.line, entry.place, needs=announces)
        if is_number(entry.marker):
            items.insert(0, {"text": text, **({"items": inner} if inner else {})})
            inner = []
        else:
            inner.insert(0, text)
    yield {"numbered": items}


def _lettered(entries: list[Passage], below: str | None, filler: Filler) -> list[dict[str, Any]]:
    """Entries whose markers don't count from 1, as paragraphs with them; bullets between them as such."""
    found: list[dict[str, Any]] = []
    runs = [list(run) for _numbered, run in groupby(entries, key=lambda entry: is_number(entry.marker))]
    for run in reversed(runs):
        if not is_number(run[0].marker):
            found = [*_list(run, None, filler), *found]
            continue
        for entry in reversed(run):
            announced = (condition(found[:1]) if found else below) if entry.text.endswith(":") else None
            text = filler.text(entry.line, entry.place, needs=announced)
            if entry is not entries[-1] and condition_of([text]):
                filler.notes.unread(entry.place, _gap_of(f"{entry.marker} {entry.text}"))
            found.insert(0, {"text": _marked(entry.marker, text)})
    return found


def _gap_of(quote: str) -> Message:
    return _("“{quote}” is left out where an agreement doesn't state it; then a number is missing.", quote=quote)


def _marked(marker: str, text: str) -> str:
    """A text with its marker, which is printed only if anything of the text is."""
    needs = condition_of([text])
    return f"{{% if {needs} %}}{marker} {{% endif %}}{text}" if needs else f"{marker} {text}"


def _repeated(entries: Sequence[Passage], filler: Filler) -> dict[str, Any] | None:
    """One entry that is repeated for a list of amounts; None if the entries don't show just such a list."""
    budget = facts_of(*filler.subject).budget
    for name in ("by_year", "by_category", "earmarked"):
        shown = getattr(budget, name)
        if len(shown) == len(entries):
            texts = {_of_entry(entry, each, filler) for entry, each in zip(entries, shown, strict=True)}
            if len(texts) == 1 and (text := texts.pop()):
                return {"each": f"budget.{name}", "text": text}
    return None


def _of_entry(entry: Passage, each: YearFacts | NamedAmount, filler: Filler) -> str | None:
    """An entry that shows an amount with its year or name, with placeholders; None if it shows anything else."""
    text = entry.text
    name, label = ("label", each.label) if isinstance(each, NamedAmount) else ("year", str(each.year))
    amounts = list(amounts_in(text))
    says_more = any(run.strong for run in entry.line) or any(mentions(text, filler.subject.district))
    if says_more or len(amounts) != 1 or amounts[0].value != each.amount or text.count(label) != 1:
        return None
    amount = amounts[0]
    start = text.index(label)
    placeholder = amount_like("entry.amount", amount.value, text[amount.start : amount.end])
    edits = [
        Replacement(start, start + len(label), f"{{{{ entry.{name} }}}}"),
        Replacement(amount.start, amount.end, placeholder),
    ]
    return applied(entry.line, edits) if len(without_overlaps(edits)) == 2 else None


def _list_of(table: PrintedTable, filler: Filler) -> str | None:
    """The list of facts that a table shows; None if it shows another one, or several."""
    budget = funds_of([table], filler.words, Notes())
    lists = [name for name in ("by_year", "by_category", "earmarked") if name in budget]
    return f"budget.{lists[0]}" if len(lists) == 1 else None


def _table(table: PrintedTable, filler: Filler) -> Iterator[dict[str, Any]]:
    """A table of funds as one; what isn't one, row by row."""
    each = _list_of(table, filler)
    shown = () if each is None else getattr(facts_of(*filler.subject).budget, each.removeprefix("budget."))
    rows = list(zip(table.rows, table.places, strict=True))
    last = rows[-1] if each and rows[-1][0][0].text.lower().startswith(("gesamt", "summe", "insgesamt")) else None
    count = len(rows) - (last is not None)
    if each and len(table.rows[0]) == 2 and count == len(shown) + 1:
        printed = table.rows[1][1].text
        amount = amount_of(printed)
        form = amount_like("entry.amount", amount.value, printed) if amount else "{{ entry.amount | euro }}"
        first = _names([row[0].text for row in table.rows[1:count]], shown)
        head, amount_head = (
            filler.text(cell.lines[0], table.places[0]) if cell.lines else "" for cell in table.rows[0]
        )
        columns = [{"heading": head, "text": first}, {"heading": amount_head, "text": form, "align": "right"}]
        yield {"table": {"each": each, "columns": columns}}
        if each == "budget.by_year" and last and (total := _sum(last[0], filler)):
            yield {"text": f"{{% if {each} %}}{total}{{% endif %}}"}
            return
        rows = [last] if last else []
    for row, place in rows:
        texts = [filler.text(line, place) for cell in row for line in cell.lines]
        if any(texts):
            yield {"text": " ".join(texts)}


def _sum(row: Sequence[PrintedCell], filler: Filler) -> str | None:
    """The last row of a table of years, whose sum is the total in every agreement."""
    amount = amount_of(row[1].text)
    if amount is None or amount.value != filler.subject.agreement.budget.total:
        return None
    return f"{literal(row[0].text)} {amount_like('budget.total', amount.value, row[1].text)}"


def _names(texts: Sequence[str], shown: Sequence[YearFacts | NamedAmount]) -> str:
    """What stands before the amounts of a table: a year, or the programme's name or the document's own for it."""
    placeholder = "{{ entry.label }}" if isinstance(shown[0], NamedAmount) else "{{ entry.year }}"
    names = [each.label if isinstance(each, NamedAmount) else str(each.year) for each in shown]
    forms = {tuple(text.partition(name)[::2]) for text, name in zip(texts, names, strict=True) if name in text}
    if len(forms) == 1 and all(name in text for text, name in zip(texts, names, strict=True)):
        before, after = forms.pop()
        return f"{literal(before)}{placeholder}{literal(after)}"
    written = ""
    for text, name in zip(texts, names, strict=True):
        if text != name and isinstance(shown[0], NamedAmount) and not re.search(r'["\\]', name):
            written += f'{{% {"elif" if written else "if"} entry.label == "{name}" %}}{literal(text)}'
    return f"{written}{{% else %}}{placeholder}{{% endif %}}" if written else placeholder
