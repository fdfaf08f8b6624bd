"""Lists and tables of funds → blocks that list the funds of any agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from aqb_cli.importing.reading.amounts import amount_of, amounts_in
from aqb_cli.importing.reading.printed import Passage, PrintedTable
from aqb_cli.importing.wording_draft.filling import Filler
from aqb_cli.importing.wording_draft.placeholders import Replacement, amount_like, filled, without_overlaps
from aqb_cli.wording.facts import NamedAmount, YearFacts

Shown = Sequence[YearFacts | NamedAmount]


def each_entry(entries: Sequence[Passage], filler: Filler) -> dict[str, Any] | None:
    """One entry that is repeated for a list of funds; None if the entries don't show just such a list."""
    for each, shown in _lists(filler):
        text = _alike([entry.text for entry in entries], shown)
        if len(shown) == len(entries) and text.count("{{") == 2:
            return {"each": each, "text": text}
    return None


def table_of(table: PrintedTable, filler: Filler) -> Iterator[dict[str, Any]]:
    """A table of a list of funds as one; any other one, row by row."""
    rest = table.rows
    for each, shown in _lists(filler):
        body = table.rows[1 : len(shown) + 1]
        columns = [_alike([cell.text for cell in column], shown) for column in zip(*body, strict=True)]
        if len(shown) == len(body) and [text.count("{{") for text in columns] == [1, 1]:
            heads = [" ".join(filler.text(line, table.places[0]) for line in cell.lines) for cell in table.rows[0]]
            first, second = ({"heading": head, "text": text} for head, text in zip(heads, columns, strict=True))
            yield {"table": {"each": each, "columns": [first, {**second, "align": "right"}]}}
            rest = table.rows[len(shown) + 1 :]
            break
    for row, place in zip(rest, table.places[len(table.rows) - len(rest) :], strict=True):
        if texts := [filler.text(line, place) for cell in row for line in cell.lines]:
            yield {"text": " ".join(texts)}


def _lists(filler: Filler) -> Iterator[tuple[str, Shown]]:
    shown = {name: getattr(filler.facts.budget, name) for name in ("by_year", "by_category", "earmarked")}
    return ((f"budget.{name}", entries) for name, entries in shown.items() if entries)


def _alike(texts: Sequence[str], shown: Shown) -> str:
    """Texts with placeholders for the entries of a list, if all are the same then; empty if they aren't."""
    templates = {_entry(text, each) for text, each in zip(texts, shown, strict=False)}
    return templates.pop() if len(templates) == 1 else ""


def _entry(text: str, each: YearFacts | NamedAmount) -> str:
    """A text with placeholders for an amount, and for its year or name."""
    name, label = ("label", each.label) if isinstance(each, NamedAmount) else ("year", str(each.year))
    edits = []
    alone = amount_of(text)
    for amount in [alone] if alone else amounts_in(text):
        if amount.value == each.amount:
            template = amount_like("entry.amount", amount.value, text[amount.start : amount.end])
            edits.append(Replacement(amount.start, amount.end, template))
    if text.count(label) == 1:
        edits.append(Replacement(text.index(label), text.index(label) + len(label), f"{{{{ entry.{name} }}}}"))
    return filled(text, without_overlaps(edits))
