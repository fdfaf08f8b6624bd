"""The funds of an agreement: total, by year, by category, earmarked, own contribution.

An amount is taken where its sentence says what it is. It is certain where the sentence says nothing that could take it
back, and where no other amount could be meant as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import FoundAmount, amount_of, amounts_in
from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, PrintedTable, SourceLocation
from aqb_cli.importing.recognising.categories import Words
from aqb_cli.importing.recognising.fund_sentences import Target, sentences_in, target_of, targets_in, years_in
from aqb_cli.importing.recognising.parties import names_one
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text.german import folded, in_words
from aqb_cli.text.messages import _


class Candidate(NamedTuple):
    """An amount, and what is said of it."""

    amount: FoundAmount
    line: Passage | PrintedCell
    start: int
    """Where it stands in its line."""
    end: int
    place: SourceLocation
    target: Target | None
    """The field that its sentence names for it; None where none is named."""
    said: str
    """The sentence, or the row of a table."""
    names_district: bool = False
    """Whether its sentence says that the district gets it."""
    also: tuple[PrintedCell, ...] = ()
    """Fields of a table that say what it is."""


def funds_of(parts: Iterable[PrintedPart], words: Words, notes: Notes) -> dict[str, Any]:
    """The `budget` that parts of an agreement state, as in the file format; without a total if none was found."""
    found = [candidate for text in texts_in(parts) for candidate in _candidates(text, words)]
    budget: dict[str, Any] = {}
    for one in [each for each in found if each.target is not None and each.target != ("total",)]:
        _put(budget, one, notes, words)
    totals = [each for each in found if each.target == ("total",)]
    chosen = [each for each in totals if each.names_district] or totals
    chosen = [each for each in chosen if not each.amount.rounded] or chosen
    if chosen:
        best = next((each for each in chosen if finds("called_total", each.said)), chosen[0])
        without_own = best.amount.value - budget.get("own_contribution", 0)
        best = next((each for each in totals if each.amount.value == without_own), best)
        for each in (best, *totals):  # beside an exact amount, a rounded one is reported
            if each.amount.value == best.amount.value or each.amount.rounded <= best.amount.rounded:
                _put(budget, each, notes, words)
        if best.amount.rounded:
            budget["rounded"] = True
        beside = [
            each
            for each in found
            if each.target is None
            and (each.line is best.line or each.said == best.said or (each.names_district and finds("part", each.said)))
            and not notes.is_claimed(each.line, each.start, each.end)
        ]
        is_shared = any(each.target is None and finds("states_share", each.said) for each in found)
        if (beside and not best.names_district) or is_shared:
            notes.doubt(("budget", "total"), best.place, _("It was read from “{quote}”.", quote=best.said))
        years = budget.get("by_year", {}).values()
        if years and not best.amount.rounded and sum(years) not in (best.amount.value, without_own):
            notes.doubt(("budget", "by_year"), best.place, _("The years don't add up to the total."))
    elif list(budget.get("by_year", ())) == [words.year]:
        notes.doubt(("budget", "by_year"), None, _("It may be the total, as there is no other amount for that."))
    return budget


def claim_repeated(parts: Iterable[PrintedPart], budget: dict[str, Any], words: Words, notes: Notes) -> None:
    """Claims amounts that say once more what the budget has."""
    for text in texts_in(parts):
        for one in _candidates(text, words):
            group: Any = budget
            for step in one.target or ():
                group = group.get(step) if isinstance(group, dict) else None
            if one.target and group == one.amount.value:
                notes.claim_part(one.line, one.start, one.end)


def _put(budget: dict[str, Any], one: Candidate, notes: Notes, words: Words) -> None:
    """Takes an amount, and claims it; it is doubtful if it is of another year than the agreement."""
    assert one.target is not None
    group: dict[Any, Any] = budget
    for step in one.target[:-1]:
        group = group.setdefault(step, {})
    known: Decimal | None = group.get(one.target[-1])
    if known is not None and known != one.amount.value:
        message = _("Elsewhere in the document stands another amount for it: {amount}.", amount=one.amount.value)
        notes.doubt(("budget", *one.target), one.place, message)
        return
    notes.claim_part(one.line, one.start, one.end)
    notes.claim(*one.also)
    if known is not None:
        return
    group[one.target[-1]] = one.amount.value
    if not one.amount.certain:
        notes.doubt(("budget", *one.target), one.place, _("It was read from “{quote}”.", quote=one.amount.quote))
    elif (
        finds("uncertain", said := _without_rounding(one))
        or finds("foreign", said)
        or _differs_in_words(one)
        or (one.target[0] == "earmarked" and finds("on_top", said))
        or (one.target == ("total",) and (years := years_in(said)) and words.year and min(years) > words.year)
        or names_one(said, words.others)
    ):
        notes.doubt(("budget", *one.target), one.place, _("It was read from “{quote}”.", quote=one.said))


def _differs_in_words(one: Candidate) -> bool:
    """Whether the words behind an amount, "(in Worten: fünfhundert Euro)", say another one."""
    match = pattern("in_words").match(one.said.partition(one.amount.quote)[2])
    texts = (match["words"], in_words(int(one.amount.value))) if match else ()
    return len({re.sub("[^a-z]|und|ein(?=hundert|tausend)", "", folded(text)) for text in texts}) > 1


def _without_rounding(one: Candidate) -> str:
    """What is said of an amount, without the word that rounds a total, which the file says as well."""
    is_kept = one.amount.rounded and one.target == ("total",)
    return one.said.replace(one.amount.quote, "", 1) if is_kept else one.said


class FundsText(NamedTuple):
    """Lines that make up one text: a paragraph, also one that an amount in a line of its own divides; or a table."""

    lines: list[tuple[int, Passage]]
    """Each line with where it begins in the text."""
    lead: str
    """The sentence before, which the text completes: "Zweckgebunden sind:"."""
    rows: PrintedTable | None = None

    @property
    def text(self) -> str:
        """All of it in one line; empty for a table."""
        return " ".join(line.text for _start, line in self.lines)

    def claim(self, notes: Notes, start: int, end: int) -> None:
        """Says that a stretch of it was understood."""
        for begin, line in self.lines:
            if begin < end and start < begin + len(line.text):
                notes.claim_part(line, max(start - begin, 0), min(end - begin, len(line.text)))


def texts_in(parts: Iterable[PrintedPart]) -> Iterator[FundsText]:
    """The texts of these parts; a paragraph that doesn't end its sentence goes on in the next one."""
    lead, above = "", ""
    head: tuple[str, ...] = ()
    lines: list[tuple[int, Passage]] = []
    for part in parts:
        if lines and (
            isinstance(part, PrintedTable) or part.marker or not _goes_on(lines[-1][1].text.strip(), part.text)
        ):
            yield (text := FundsText(lines, lead))
            lead = _lead_of(text, lead)
            lines = []
        if isinstance(part, PrintedTable):
            names = tuple(cell.text for cell in part.rows[0])
            lead = lead or (above if names == head else "")  # it goes on on the next page
            yield FundsText([], lead, part)
            lead, above, head = "", lead, names
            continue
        head = ()
        start = lines[-1][0] + len(lines[-1][1].text) + 1 if lines else 0
        lines.append((start, part))
        if part.marker:
            yield FundsText(lines, lead)
            lines = []
    if lines:
        yield FundsText(lines, lead)


def _goes_on(above: str, text: str) -> bool:
    """Whether a line goes on with the sentence above it: an amount in a line of its own, or what follows one."""
    is_open = not re.search(r"[.:;!?]$", above)
    return is_open and (text[:1].islower() or (_begins_with_amount(text) and not _begins_with_amount(above)))


def _begins_with_amount(text: str) -> bool:
    amount = amount_of(text.rstrip(" .")) or next(amounts_in(text), None)
    return amount is not None and amount.start == 0


def _lead_of(text: FundsText, before: str) -> str:
    """What leads on to the entries of a list below."""
    if text.lines[0][1].marker:
        return before
    last = sentences_in(text.text)[-1].strip()
    return last if last.endswith(":") or not last.endswith((".", "!", "?", ";")) else ""


def _candidates(text: FundsText, words: Words) -> Iterator[Candidate]:
    if finds("other_funds", text.lead):
        return  # what others pay
    if text.rows is not None:
        yield from _in_table(text.rows, text.lead, words)
        return
    for amount, target, sentence in targets_in(text.text, words):
        start, line = next((s, each) for s, each in reversed(text.lines) if s <= amount.start)
        is_entry = bool(line.marker) or sentence == text.text
        said = f"{text.lead} {sentence}".strip() if is_entry else sentence
        mine = pattern("part").split(said, maxsplit=1)[0]  # "Insgesamt 9 Mio. Euro, davon Landkreis Fulda 5.000 Euro"
        mine = mine if amount.quote in mine else said
        yield Candidate(
            amount,
            line,
            amount.start - start,
            amount.end - start,
            line.place,
            target,
            said,
            names_one(mine, words.district) or finds("recipient", mine),
        )


def _in_table(table: PrintedTable, lead: str, words: Words) -> Iterator[Candidate]:
    """The amounts in a table, by what its rows and columns are called."""
    has_head = not any(amount_in(cell, "") or any(amounts_in(cell.text)) for cell in table.rows[0][1:])
    heads = [cell.text for cell in table.rows[0]] if has_head else [""] * len(table.rows[0])
    only_years = _of_column(heads[0]) is not None
    if any(finds("in_thousands", text) for text in (lead, *heads)):
        return
    is_known = True
    is_mixed = any(finds("own", row[0].text) or finds("foreign", row[0].text) for row in table.rows)
    for row, place in zip(table.rows[has_head:], table.places[has_head:], strict=True):
        name = re.sub(r"\s*\([^()]*\)$", "", row[0].text)
        is_sum = is_all("sum", name) or is_all("total", name)
        if is_sum and is_mixed and finds("called_total", name):
            continue  # what all pay together
        named = zip(row[not only_years :], heads[not only_years :], strict=True)
        found = [(cell, amount, head) for cell, head in named if (amount := amount_in(cell, head))]
        targets = [_of_column(head) for _cell, _one, head in found]
        also = (row[0], *(table.rows[0] if has_head else ()))
        context = f"{lead} {' | '.join(cell.text for cell in row if cell.text)} {' '.join(heads)}"
        is_of_years = None not in targets and targets != [("total",)] * len(found)
        others = [c for c, head in zip(row, heads, strict=True) if amount_of(c.text) and not finds("places_head", head)]
        if len(found) == 1 and not is_of_years and {found[0][0], row[0]}.issuperset(others):
            targets = [("total",) if is_sum else target_of(words, row[0].text, found[0][2])]
        elif not (is_of_years and (only_years or is_sum or not row[0].text or is_all("of_years", row[0].text))):
            continue
        is_known = is_known and None not in targets
        for (cell, one, _head), target in zip(found, targets, strict=True):
            amount = one._replace(certain=one.certain and (is_known or not is_sum))  # it may be of all who pay
            yield Candidate(amount, cell, 0, len(cell.text), place, target, context, is_sum and len(found) == 1, also)


def _of_column(head: str) -> Target | None:
    """The field that a column is of whose head is a year, or the sum of the years."""
    if match := pattern("year_of_amount").fullmatch(head.strip()):
        return ("by_year", int(match["year"]))
    return ("total",) if is_all("sum", head) else None


def amount_in(cell: PrintedCell, head: str) -> FoundAmount | None:
    """The amount that a field is: one with a currency, or in a column of euros, or of a year."""
    amount = amount_of(cell.text)
    if amount is None or finds("in_thousands", head) or finds("share", head) or "%" in head:
        return None
    is_of_year = _of_column(head) is not None and amount.value >= 1000
    return amount if finds("currency", cell.text) or finds("of_euros", head) or is_of_year else None
