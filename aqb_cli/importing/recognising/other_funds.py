"""Who else pays: a list or a table below a sentence that says so, or a sentence that names one payer and one amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import amounts_in
from aqb_cli.importing.reading.printed import PrintedCell, PrintedPart
from aqb_cli.importing.recognising.categories import Words
from aqb_cli.importing.recognising.fund_sentences import sentences_in, years_in
from aqb_cli.importing.recognising.funds import FundsText, amount_in, texts_in
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text.german import slug

Funds = dict[str, Any]
"""One entry of `other_funds`, as in the file format."""

LONGEST_NAME = 80
"""How many characters the name of who pays may have."""


def other_funds_of(parts: Iterable[PrintedPart], words: Words, notes: Notes) -> list[Funds]:
    """Who else pays by these parts of an agreement, and how much. What isn't certain is left to be reported."""
    found: list[Funds] = []
    texts = list(texts_in(parts))
    for above, text in pairwise([FundsText([], ""), *texts]):
        if not finds("other_funds", text.lead):
            new = list(_in_sentences(text, words, notes))
        else:
            new = list(_in_table(text.rows.rows, notes) if text.rows else _in_entry(text, notes))
            if new and (match := pattern("other_funds").search(above.text)):
                above.claim(notes, *match.span())
        found += [funds for funds in new if funds not in found]
    return found


def _in_table(rows: Sequence[Sequence[PrintedCell]], notes: Notes) -> Iterator[Funds]:
    """Those of a table with a name and an amount in each row."""
    head = rows[0][-1].text
    if len(rows[0]) != 2 or not finds("of_euros", head):
        return
    notes.claim(*rows[0])
    for name, cell in rows[1:]:
        amount = amount_in(cell, head)
        if not name.text or is_all("sum", name.text) or not (amount or not cell.text or is_all("unstated", cell.text)):
            continue
        notes.claim(name, cell)
        yield {"name": name.text, "amount": amount.value} if amount else {"name": name.text}


def _in_entry(text: FundsText, notes: Notes) -> Iterator[Funds]:
    """That of an entry of a list: "Jobcenter Fulda: 50.000 Euro", or a name only."""
    said = text.text
    amounts = list(amounts_in(said))
    name = (said[: amounts[0].start] if amounts else said).strip(" :–-.,;")
    rest = said[amounts[-1].end :].strip(" .,;") if amounts else ""
    is_sure = len(amounts) < 2 and not rest and all(amount.certain for amount in amounts)
    if not text.lines[0][1].marker or not is_sure or not 0 < len(name) <= LONGEST_NAME or finds("uncertain", said):
        return
    text.claim(notes, 0, len(said))
    yield {"name": name, **({"amount": amounts[0].value} if amounts else {})}


def _in_sentences(text: FundsText, words: Words, notes: Notes) -> Iterator[Funds]:
    """Those of sentences that say that one payer adds one amount to the total."""
    end = 0
    for sentence in sentences_in(text.text):
        start = text.text.index(sentence, end)
        end = start + len(sentence)
        amounts, funders = list(amounts_in(sentence)), list(pattern("funder").finditer(sentence))
        years = years_in(sentence)
        is_of_past = years and words.year is not None and max(years) < words.year
        said = sentence.replace(added[0], "") if (added := pattern("added").search(sentence)) else ""
        doubts = any(finds(name, said) for name in ("uncertain", "former", "of_all", "part", "limit"))
        if len(amounts) != 1 or len(funders) != 1 or not amounts[0].certain or not said or doubts or is_of_past:
            continue
        text.claim(notes, start + amounts[0].start, start + amounts[0].end)
        yield {"name": _name(funders[0], sentence, words), "amount": amounts[0].value}


def _name(funder: re.Match[str], sentence: str, words: Words) -> str:
    """What a payer is called, with the district or whatever else is part of its name for certain."""
    name, place = funder["name"], funder["place"] or ""
    is_own = place and (
        any(f"-{form}".endswith(f"-{slug(place.split()[-1])}") for form in words.district)
        or finds("pays", sentence[funder.end() :])
    )
    return re.sub("(?i)^Europäische[nrs]?", "Europäischer", name) + (f" {place}" if is_own else "")
