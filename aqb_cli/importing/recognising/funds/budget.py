"""The funds of an agreement: total, by year, by category, earmarked, own contribution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import CURRENCY, FoundAmount, amount_of, amounts_in, scaled_in
from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, PrintedTable, SourceLocation
from aqb_cli.importing.recognising.funds.grants import is_granted
from aqb_cli.importing.recognising.funds.targets import SENTENCE, Target, Words, meant_in, target_of
from aqb_cli.text.messages import _

_SUM = re.compile(r"(?i)\W*(?:gesamt(?:betrag|summe)?|summe|insgesamt|landesmittel|haushaltsmittel)\W*")
_OF_EUROS = re.compile(r"(?i)\b(?:betr[aä]ge?|euro|eur|mittel|summe|höhe|obergrenzen?|höchstbetr[aä]ge?)\b|€")
_LIKE_AMOUNT = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.])|[0-9]\s?(?:%|v\.\s?H\.|Prozent)")
_OF_YEAR = re.compile(r"(?i)(?:(?:haushalts|programm)?jahr\s+)?(20[0-9]{2})(?:\W*(?:in\s+)?(?:euro|eur|€)\W*)?")


def funds_of(parts: Iterable[PrintedPart], words: Words, notes: Notes) -> dict[str, Any]:
    """The `budget` that parts of an agreement state, as in the file format; without a total if none was found."""
    found = _Funds(words, notes)
    for part in parts:
        if isinstance(part, PrintedTable):
            found.take_table(part)
        else:
            found.take_passage(part)
    return found.budget


class _Funds:
    """Gathers the budget of one agreement."""

    def __init__(self, words: Words, notes: Notes) -> None:
        self.words = words
        self.notes = notes
        self.budget: dict[str, Any] = {}
        self.lead = ""
        """The sentence that the next part completes: "… in Höhe von insgesamt", "Zweckgebunden sind:"."""

    def take_passage(self, passage: Passage) -> None:
        """Takes the amounts in a paragraph or an entry of a list."""
        text = passage.text
        for quote in scaled_in(text):
            self.notes.unread(passage.place, _("“{quote}” is a rounded amount; it was not taken over.", quote=quote))
        found = list(meant_in(text, self.words))
        if len(CURRENCY.findall(text)) > len(found) or _has_more(text, [meant.amount for meant in found]):
            self.notes.unread(passage.place, _("Not all amounts were understood: “{quote}”.", quote=text))
        for amount, target, sentence in found:
            if target is None and is_granted(sentence, sentence.partition(amount.quote)[0]):
                continue  # `grant_of` takes it
            said = f"{self.lead} {sentence}".strip() if passage.marker or sentence == text else sentence
            self._put(target, amount, passage.place, said)
        last = SENTENCE.split(text)[-1].strip()
        if not passage.marker:
            leads_on = not found and (last.endswith(":") or not last.endswith((".", "!", "?", ";")))
            self.lead = last if leads_on else ""

    def take_table(self, table: PrintedTable) -> None:
        """Takes the amounts in a table, by what its rows and columns are called."""
        has_head = not any(_amount(cell, "") for cell in table.rows[0][1:])
        heads = [cell.text for cell in table.rows[0]] if has_head else [""] * len(table.rows[0])
        lead, self.lead = self.lead, ""
        for row, place in zip(table.rows[has_head:], table.places[has_head:], strict=True):
            found = [(amount, heads[n]) for n, cell in enumerate(row) if n and (amount := _amount(cell, heads[n]))]
            said = " | ".join(cell.text for cell in row if cell.text)
            context = f"{lead} {said}"
            years = [match for _amount_found, head in found if (match := _OF_YEAR.fullmatch(head.strip()))]
            if found and len(years) == len(found) and (_SUM.fullmatch(row[0].text) or not row[0].text):
                for (amount, _head), year in zip(found, years, strict=True):
                    self._put(("by_year", int(year[1])), amount._replace(quote=said), place, context)
            elif len(found) == 1 and not any(
                amount_of(cell.text) for cell in row[1:] if cell.text != found[0][0].quote
            ):
                amount, head = found[0]
                target = ("total",) if _SUM.fullmatch(row[0].text) else target_of(self.words, row[0].text, head)
                self._put(target, amount._replace(quote=said), place, f"{context} {head} {heads[0]}")
            elif any(amount_of(cell.text) or list(amounts_in(cell.text)) for cell in row):
                self.notes.unread(place, _("“{quote}” was not understood.", quote=said))

    def _put(self, target: Target | None, amount: FoundAmount, place: SourceLocation, said: str) -> None:
        """Takes an amount; `said` is what the document says of it, which makes it doubtful if it isn't plain."""
        if target is None or amount.garbled:
            message = _("The amount “{quote}” was not understood; it stands nowhere in the file.", quote=amount.quote)
            self.notes.unread(place, message)
            return
        group: dict[Any, Any] = self.budget
        for step in target[:-1]:
            group = group.setdefault(step, {})
        known: Decimal | None = group.get(target[-1])
        if known is not None and known != amount.value:
            message = _("Elsewhere in the document stands another amount for it: {amount}.", amount=amount.value)
            self.notes.doubt(("budget", *target), place, message)
            return
        group[target[-1]] = amount.value
        if not amount.certain:
            self.notes.doubt(("budget", *target), place, _("It was read from “{quote}”.", quote=amount.quote))
        elif not self.words.is_plain(said):
            self.notes.doubt(("budget", *target), place, _("It was read from “{quote}”.", quote=said))


def _amount(cell: PrintedCell, head: str) -> FoundAmount | None:
    """The amount that a field is: one with a currency, or in a column of euros, or of a year."""
    amount = amount_of(cell.text)
    if amount is None:
        return None
    is_of_euros = CURRENCY.search(cell.text) or _OF_EUROS.search(head)
    return amount if is_of_euros or (_OF_YEAR.fullmatch(head.strip()) and amount.value >= 1000) else None


def _has_more(text: str, found: Sequence[FoundAmount]) -> bool:
    """Whether there is a share, or what looks like an amount without a currency."""
    for amount in reversed(found):
        text = text[: amount.start] + text[amount.end :]
    return _LIKE_AMOUNT.search(text) is not None
