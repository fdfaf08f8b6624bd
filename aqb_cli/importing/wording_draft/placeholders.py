"""Placeholders: what takes the place of facts in a text, in the form in which the document prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from aqb_cli.importing.reading.amounts import amount_of, amounts_in, dates_in
from aqb_cli.text import german
from aqb_cli.text.messages import Message
from aqb_cli.wording.blocks import Line, TextRun
from aqb_cli.wording.filters import long_date

_DATES = (
    *("d. MMMM yyyy", "dd.MM.yyyy", "d.M.yyyy", "d. M. yyyy", "dd. MM. yyyy", "dd. MMMM yyyy", "dd.MM.yy", "d.M.yy"),
    *("d. M. yy", "d. MMMM yy", "d.M. yyyy", "d. M.yyyy", "MMMM yyyy", "MM/yyyy", "M/yyyy", "MM.yyyy"),
)
"""How documents write days; of two that fit, the first one is meant."""


class Replacement(NamedTuple):
    """A stretch of a text, and the placeholder that takes its place."""

    start: int
    end: int
    template: str
    needs: str | None = None
    """The fact that must be stated for the sentence to be printed; None for facts that each agreement has."""
    doubt: Message | None = None


class Guard(NamedTuple):
    """A stretch that is printed only under a condition."""

    start: int
    end: int
    needs: str


def without_overlaps(edits: Iterable[Replacement]) -> list[Replacement]:
    """The edits in the order of the text; of those that overlap, the one that was given first."""
    chosen: list[Replacement] = []
    for edit in edits:
        if all(edit.end <= other.start or edit.start >= other.end for other in chosen):
            chosen.append(edit)
    return sorted(chosen, key=lambda edit: edit.start)


def facts_in(text: str, known: Mapping[Any, str]) -> Iterator[Replacement]:
    """Where a text has facts by exact match, each with its placeholder; `known` has their names by their values."""
    alone = amount_of(text)
    for amount in [alone] if alone and alone.value in known else amounts_in(text):
        if fact := known.get(amount.value):
            template = amount_like(fact, amount.value, text[amount.start : amount.end])
            yield Replacement(amount.start, amount.end, template, fact)
    for day in dates_in(text):
        if fact := known.get(day.value):
            yield Replacement(day.start, day.end, date_like(fact, day.value, day.quote), fact)
    for value, fact in known.items():
        words = re.escape(value) if isinstance(value, str) and value else "(?!)"
        for match in re.finditer(rf"(?<![\w.,]){words}(?!\w|[.,]\d)", text):
            yield Replacement(*match.span(), f"{{{{ {fact} }}}}", fact.partition(" ")[0])


def applied(line: Line, edits: Sequence[Replacement], guards: Sequence[Guard] = ()) -> str:
    """The line as a text of a wording pack, with its bold passages, placeholders for facts, and conditions."""
    text = "".join(run.text for run in line)
    strong = [run.strong for run in line for _character in run.text]
    starts = {edit.start: edit for edit in edits}
    opened = {guard.start: guard for guard in guards}
    closed = {guard.end for guard in guards}
    written = ""
    bold = False
    at = 0
    while at < len(text):
        guard = opened.get(at)
        if bold and (guard or not strong[at]):  # no bold passage goes on across the bounds of a condition
            written, bold = f"{written}**", False
        written += f"{{% if {guard.needs} %}}" if guard else ""
        if strong[at] and not bold:
            written, bold = f"{written}**", True
        edit = starts.get(at)
        written += edit.template if edit else literal(text[at])
        at = edit.end if edit else at + 1
        if at in closed:
            written += "**{% endif %}" if bold else "{% endif %}"
            bold = False
    return written + ("**" if bold else "")


def stretch(line: Line, start: int, end: int) -> Line:
    """The part of a line from one place to another."""
    characters = [(character, run.strong) for run in line for character in run.text][start:end]
    runs = groupby(characters, key=lambda pair: pair[1])
    return tuple(TextRun("".join(character for character, _strong in run), strong) for strong, run in runs)


def filled(text: str, edits: Sequence[Replacement]) -> str:
    """A text without bold passages as one of a wording pack."""
    return applied((TextRun(text),), edits)


def literal(text: str) -> str:
    """A text that stands for itself in a wording pack: no brace of the document opens a placeholder."""
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("{", '{{ "{" }}')


def amount_like(fact: str, value: Decimal, printed: str) -> str:
    """A placeholder for an amount, in the form in which it is printed."""
    if printed == german.euro(value):
        return f"{{{{ {fact} | euro }}}}"
    whole = german.number(value, cents=False)
    for digits, filter in ((german.number(value, cents=True), "cents"), (whole, "number")):
        if digits in printed and (filter == "cents" or not value % 1):
            before, _digits, after = printed.partition(digits)
            return f"{before}{{{{ {fact} | {filter} }}}}{after}"
    return f"{{{{ {fact} | euro }}}}"


def date_like(fact: str, value: date, printed: str) -> str:
    """A placeholder for a date, in the form in which it is printed."""
    pattern = next((pattern for pattern in _DATES if long_date(value, pattern) == printed), _DATES[0])
    option = "" if pattern == _DATES[0] else f'("{pattern}")'
    return f"{{{{ {fact} | date{option} }}}}"
