"""What a document says of single measures, and the placeholders for it: found by exact match with their facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from aqb_cli.importing.reading.amounts import amount_of, amounts_in, dates_in
from aqb_cli.importing.wording_draft.placeholders import Replacement, amount_like, date_like, filled, without_overlaps
from aqb_cli.wording.facts import MeasureFacts
from aqb_cli.wording.filters import joined, yearly


def item_of(lines: Iterable[str], measures: Sequence[MeasureFacts]) -> str:
    """A measure's title, and what the document says behind the titles: in the line that says most."""
    found = [_stated(line[len(own.title) :], own) for line in lines if (own := measure_of([line], measures))]
    return "{{ measure.title }}" + max(found, key=lambda template: template.count("{{"), default="")


def column_of(fields: Sequence[tuple[str, MeasureFacts]]) -> str:
    """What stands in a column whose fields are of these measures; empty if it shows none of their facts."""
    if fields and all(text.startswith(own.title) for text, own in fields):
        return item_of([text for text, _own in fields], [own for _text, own in fields])
    found = [_stated(text, own) for text, own in fields if text]
    return max(found, key=len, default="") if all(found) else ""


def measure_of(texts: Sequence[str], measures: Sequence[MeasureFacts]) -> MeasureFacts | None:
    """The measure that a line or row is about: the one with the longest title that a text in it begins with."""
    own = (measure for measure in measures if any(text.startswith(measure.title) for text in texts))
    return max(own, key=lambda measure: len(measure.title), default=None)


def _stated(text: str, measure: MeasureFacts) -> str:
    """A text with placeholders for a measure's facts, under the condition that one is stated; empty if it has none.

    Without the others nothing is rendered, so that no fact is lost.
    """
    edits = without_overlaps(_facts(text, measure))
    needs = dict.fromkeys(str(edit.needs) for edit in edits)
    return f"{{% if {' or '.join(needs)} %}}{filled(text, edits)}{{% endif %}}" if edits else ""


def _facts(text: str, measure: MeasureFacts) -> Iterator[Replacement]:
    """Where a text has the measure's facts."""
    alone = amount_of(text)
    for amount in [alone] if alone and alone.value == measure.amount else amounts_in(text):
        if amount.value == measure.amount:
            template = amount_like("measure.amount", amount.value, text[amount.start : amount.end])
            yield Replacement(amount.start, amount.end, template, "measure.amount")
    for day in dates_in(text):
        for field, value in (("starts", measure.starts), ("ends", measure.ends)):
            if value == day.value:
                template = date_like(f"measure.{field}", value, day.quote)
                yield Replacement(day.start, day.end, template, f"measure.{field}")
    stated: dict[str, str | None] = {
        "by_year | yearly": yearly(measure.by_year),
        "provider": measure.provider,
        "earmark": measure.earmark,
        "legal_bases | joined": joined(measure.legal_bases),
        "target_groups | joined": joined(measure.target_groups),
        "target_groups | joined('; ')": joined(measure.target_groups, "; "),
        "places": str(measure.places or ""),
    }
    for field, words in stated.items():
        if words and (match := re.search(rf"(?<![\w.,]){re.escape(words)}(?!\w|[.,]\d)", text)):
            yield Replacement(*match.span(), f"{{{{ measure.{field} }}}}", f"measure.{field.partition(' ')[0]}")
