"""The list of measures of a document → blocks of a wording pack that list the measures of any agreement so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from aqb_cli.fileformat.model import Category
from aqb_cli.fileformat.vocabulary import name
from aqb_cli.importing.reading.printed import Passage, PrintedPart, PrintedTable, SourceLocation
from aqb_cli.importing.recognising.measures import Listed
from aqb_cli.importing.wording_draft.filling import Filler
from aqb_cli.importing.wording_draft.placeholders import (
    facts_in,
    filled,
    literal,
    without_overlaps,
)
from aqb_cli.importing.words import is_all
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import TextRun
from aqb_cli.wording.facts import MeasureFacts
from aqb_cli.wording.filters import joined, yearly


def block_of(inside: Sequence[PrintedPart], listed: Listed, filler: Filler) -> dict[str, Any]:
    """The block for the parts of a section that list the measures."""
    measures = [measure for category in filler.facts.categories for measure in category.measures]
    lines = [part.text for part in inside if isinstance(part, Passage)]
    block: dict[str, Any] = {**_headings(inside, listed), "item": _item_of(lines, measures)}
    if columns := _columns(inside, measures):
        block["columns"] = columns
    if listed.empty:
        block["empty"] = filler.text((TextRun(listed.empty),), _place(inside))
    missing = [category for category in Category if category not in listed.headings]
    if missing:
        names = [name(category) for category in missing]
        message = _("The document has no heading for {missing}; the wording takes the programme's.", missing=names)
        filler.notes.unread(_place(inside), message)
    return {"measures": block}


def _place(parts: Sequence[PrintedPart]) -> SourceLocation:
    return parts[0].places[0] if isinstance(parts[0], PrintedTable) else parts[0].place


def _headings(parts: Sequence[PrintedPart], listed: Listed) -> dict[str, Any]:
    """The headings of the categories as printed, and whether they count."""
    passages = {
        category: next(
            (part for part in parts if isinstance(part, Passage) and part.text.startswith(heading.text)), None
        )
        for category, heading in listed.headings.items()
    }
    markers = {category: passage.marker if passage else "" for category, passage in passages.items()}
    numbers = [f"{number}." for number in range(1, len(markers) + 1)]
    counts = list(markers.values()) in (numbers, ["1."] * len(markers))
    colon = ":" if all(passage and passage.text.endswith(":") for passage in passages.values()) else ""
    text = ""
    for category, heading in listed.headings.items():
        marker = f"{markers[category]} " if markers[category] and not counts else ""
        text += f'{{% {"elif" if text else "if"} category.key == "{category}" %}}{literal(marker + heading.text)}'
    # a category that the document leaves out is printed where there is something to print
    text += "{% elif category.measures %}{{ category.label }}{% endif %}"
    text += colon
    if not counts and all(passage and all(run.strong for run in passage.line) for passage in passages.values()):
        text = f"**{text}**"
    return {"heading": text, **({} if counts else {"numbering": "none"})}


def _columns(parts: Iterable[PrintedPart], measures: Sequence[MeasureFacts]) -> list[dict[str, Any]]:
    """The columns of the tables of measures: of the one that has most."""
    tables = [[[cell.text for cell in row] for row in part.rows] for part in parts if isinstance(part, PrintedTable)]
    columns: list[dict[str, Any]] = []
    for head in max((rows[0] for rows in tables), key=len, default=[]):
        fields = [
            (row[rows[0].index(head)], own)
            for rows in tables
            for row in rows[1:]
            if head in rows[0] and (own := _measure_of(row, measures))
        ]
        if template := _column_of(fields):
            is_number = re.search(r"\{% if measure\.(?:places|amount) %\}\{\{", template)
            align = "decimal" if "| euro" in template and any(",00" in text for text, _own in fields) else "right"
            columns.append({"heading": literal(head), "text": template, **({"align": align} if is_number else {})})
    return columns if len(columns) > 1 else []


def _item_of(lines: Iterable[str], measures: Sequence[MeasureFacts]) -> str:
    """A measure's title, and what the document says behind the titles: in the line that says most."""
    found = [_stated(line[len(own.title) :], own) for line in lines if (own := _measure_of([line], measures))]
    return "{{ measure.title }}" + max(found, key=lambda template: template.count("{{"), default="")


def _column_of(fields: Sequence[tuple[str, MeasureFacts]]) -> str:
    """What stands in a column whose fields are of these measures; empty if it shows none of their facts."""
    if fields and all(text.startswith(own.title) for text, own in fields):
        return _item_of([text for text, _own in fields], [own for _text, own in fields])
    found = [_stated(text, own) for text, own in fields if text and not is_all("unstated", text)]
    return max(found, key=lambda template: ("| euro" in template, len(template)), default="") if all(found) else ""


def _measure_of(texts: Sequence[str], measures: Sequence[MeasureFacts]) -> MeasureFacts | None:
    """The measure that a line or row is about: the one with the longest title that a text in it begins with."""
    own = (measure for measure in measures if any(text.startswith(measure.title) for text in texts))
    return max(own, key=lambda measure: len(measure.title), default=None)


def _stated(text: str, measure: MeasureFacts) -> str:
    """A text with placeholders for a measure's facts, under the condition that one is stated; empty if it has none.

    Without the others nothing is rendered, so that no fact is lost.
    """
    known = {
        measure.amount: "measure.amount",
        measure.starts: "measure.starts",
        measure.ends: "measure.ends",
        yearly(measure.by_year): "measure.by_year | yearly",
        measure.provider: "measure.provider",
        measure.earmark: "measure.earmark",
        joined(measure.legal_bases): "measure.legal_bases | joined",
        joined(measure.target_groups, "; "): "measure.target_groups | joined('; ')",
        joined(measure.target_groups): "measure.target_groups | joined",
        str(measure.places or ""): "measure.places",
    }
    edits = without_overlaps(facts_in(text, known))
    needs = dict.fromkeys(str(edit.needs) for edit in edits)
    return f"{{% if {' or '.join(needs)} %}}{filled(text, edits)}{{% endif %}}" if edits else ""
