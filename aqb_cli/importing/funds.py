"""The funds of an agreement: total, by year, by category, earmarked, own contribution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.german import folded
from aqb_cli.importing.amounts import FoundAmount, amount_of, amounts_in, dates_in, scaled_in
from aqb_cli.importing.categories import heading_of
from aqb_cli.importing.details import earmark_of
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.printed import Part, Passage, Place, Table
from aqb_cli.messages import _
from aqb_cli.model import Category, Earmark

_TOTAL = re.compile(
    r"(?i)insgesamt|gesamt(?:betrag|summe|mittel|budget)?\b|in höhe von|haushaltsmittel|landesmittel|\bsumme\b"
    r"|förder(?:summe|betrag)|\bzuwendung\b"
)
_CALLED_TOTAL = re.compile(r"(?i)(?:insgesamt|gesamtbetrag von|gesamtsumme von)\W*$")
_GIVEN = re.compile(r"(?i)erhält|erhalten|gewährt|\bbereit|zur verfügung|beträgt|bewillig")
_OWN = re.compile(r"(?i)eigen(?:mittel|anteil|beitrag|leistung)|komplementärmittel|kommunale[nr]? mittel")
_PER_HEAD = re.compile(r"(?i)\b(?:je|pro)\b|monatlich|jährlich")
_FOR = re.compile(r"(?i)^\W*(?:für|davon|höchstens|bis zu)\s+")
GRANTED = re.compile(r"(?i)bewillig")
"""What is said of the amount of a grant notice."""

FORMER = re.compile(
    r"(?i)vorjahr|vorangegangen|vergangen|letzte[nsr]? jahr|letztjährig|bisher|\bstellten?\b"
    r"|\bwaren\b|\bstanden\b|\bgewährten?\b|\berhielt|nicht verbraucht|restmittel"
)
"""What is said of an amount that is of a former year."""

_OF_ALL = re.compile(
    r"(?i)landesweit|hessenweit|(?:budget|mittel|volumen) des landes|\ballen? (?:land)?kreise|gebietskörperschaften"
)
"""What is said of an amount that is for all districts."""

SENTENCE = re.compile(r"(?<=[^\W\d_]{2}[.;])(?<!\bAz\.)\s+(?=[A-ZÄÖÜ])")
_YEAR = re.compile(r"(?<![0-9.])(20[0-9]{2})(?![0-9/])")
_CLAUSE = re.compile(r"[,;]|\((?=[^)]*$)|\.(?=\s|$)|\s(?:und|sowie)\s")
"""What ends the clause of an amount; so does a bracket that closes behind the next amount only."""

_YEAR_BEFORE = re.compile(r"\W*(?:(?:im jahr|für|in|jahr) )?20[0-9]{2}(?:\s*:\s*|\s+)$", re.IGNORECASE)
"""A year right before an amount, which it belongs to."""

_MORE_YEARS = re.compile(r"(?:\s(?:und|sowie|bis)|,|[-–/])\s*20[0-9]{2}\b")
"""What follows where an amount is one of several years."""

Target = tuple[Any, ...]
"""The field that an amount belongs to, below `budget`."""


class Words(NamedTuple):
    """What the programme calls things."""

    categories: Mapping[Category, str]
    earmarks: Mapping[Earmark, str]
    year: int | None = None
    """The programme year of the agreement at hand."""


def funds_of(parts: Iterable[Part], words: Words, notes: Notes) -> dict[str, Any]:
    """The `budget` that parts of an agreement state, as in the file format; without a total if none was found."""
    found = _Funds(words, notes)
    for part in parts:
        if isinstance(part, Table):
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

    def take_passage(self, passage: Passage) -> None:
        for quote in scaled_in(passage.text):
            self.notes.unread(passage.place, _("“{quote}” is a rounded amount; it was not taken over.", quote=quote))
        for amount, target in targets_in(passage.text, self.words):
            if target is None and _is_granted(passage.text, amount.quote):
                continue  # `grant_of` takes it
            self._put(target, amount, passage.place)

    def take_table(self, table: Table) -> None:
        head = " ".join(cell.text for cell in table.rows[0])
        for row, place in zip(table.rows, table.places, strict=True):
            texts = [cell.text for cell in row]
            amounts = [amount for text in texts[1:] if (amount := amount_of(text))]
            if len(amounts) != 1:
                if any(list(amounts_in(text)) for text in texts):
                    self.notes.unread(place, _("“{quote}” was not understood.", quote=" | ".join(texts)))
                continue
            name = texts[0]
            target = _target(self.words, name, head) if not _is_sum(name) else ("total",)
            self._put(target, amounts[0]._replace(quote=" | ".join(text for text in texts if text)), place)

    def _put(self, target: Target | None, amount: FoundAmount, place: Place) -> None:
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
            message = _("It was read from “{quote}”.", quote=amount.quote)
            self.notes.doubt(("budget", *target), place, message)


def targets_in(text: str, words: Words) -> Iterator[tuple[FoundAmount, Target | None]]:
    """The amounts in a text, each with the field of the budget that it belongs to; or nothing where none is named."""
    found = list(amounts_in(text))
    around = list(_around(text, found))
    foreign = [_is_foreign(SENTENCE.split(before)[-1] + " " + clause, words.year) for before, clause in around]
    targets: list[Target | None] = []
    for amount, (before, clause), is_foreign in zip(found, around, foreign, strict=True):
        if is_foreign:
            targets.append(None)
        elif _CALLED_TOTAL.search(before):
            targets.append(("total",))
        else:
            targets.append(_target(words, clause, before) or _total(text, before, amount, len(found)))
    open_ones = [number for number, target in enumerate(targets) if target is None and not foreign[number]]
    for number, (amount, target) in enumerate(zip(found, targets, strict=True)):
        is_given = open_ones == [number] and ("total",) not in targets and _GIVEN.search(text)
        own = [each.value for each, is_foreign in zip(found, foreign, strict=True) if not is_foreign]
        if is_given and amount.value >= max(own):  # "Der Kreis erhält 5.000 Euro."
            yield amount._replace(certain=False, quote=text), ("total",)
        else:
            yield amount, target


def _is_granted(text: str, quote: str) -> bool:
    """Whether an amount stands alone in a sentence that says what was granted."""
    sentences = [sentence for sentence in SENTENCE.split(text) if quote in sentence]
    return any(GRANTED.search(each) and len(list(amounts_in(each))) == 1 for each in sentences)


def _around(text: str, found: Sequence[FoundAmount]) -> Iterator[tuple[str, str]]:
    """What stands before each amount in a text, and the rest of its clause."""
    end = 0
    for index, amount in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        rest = text[amount.end : following]
        if index + 1 < len(found) and (match := _YEAR_BEFORE.search(rest)):  # "100.000 Euro (2025: 60.000 Euro)"
            rest = rest[: match.start()]
        clause = _CLAUSE.split(rest, maxsplit=1)[0]
        if match := _MORE_YEARS.match(rest, len(clause)):
            clause += match[0]
        yield text[end : amount.start], clause
        end = amount.end + len(clause)


def _is_foreign(sentence: str, year: int | None) -> bool:
    """Whether a sentence speaks of the funds of a former year, or of all districts."""
    years = [int(found) for found in _YEAR.findall(sentence)]
    if _OF_ALL.search(sentence):
        return True
    return FORMER.search(sentence) is not None or (year is not None and bool(years) and max(years) < year)


def _target(words: Words, clause: str, before: str) -> Target | None:
    """The field that the texts behind and before an amount speak of; nothing if none does, or if they are at odds."""
    limited = _is_limit(clause) or _is_limit(before)
    per_head = bool(_PER_HEAD.search(clause) or _PER_HEAD.search(before))
    behind = _named(words, clause, limited=limited, per_head=per_head)
    if behind and behind[0] != "by_year":
        return behind
    ahead = _named(words, before, limited=limited, per_head=per_head)
    if behind and ahead and ahead[0] in ("own_contribution", "earmarked", "by_category"):
        return None  # "Für Digitalisierung: 5.000 Euro (2025)"
    return behind or (None if _is_total(clause) else ahead)


def _is_total(context: str) -> bool:
    return _TOTAL.search(context) is not None and not _is_limit(context)


def _named(words: Words, context: str, *, limited: bool, per_head: bool) -> Target | None:
    """The field that a text around an amount names."""
    if _OWN.search(context):
        return ("own_contribution",)
    if _is_total(context):
        return ("total",) if re.search(r"(?i)gesamt|summe", context) else None
    if earmark := earmark_of(context, words.earmarks):
        return ("earmarked", str(earmark))
    if not per_head and (category := _category(words, context, limited=limited)):
        return ("by_category", str(category))
    years = set(_YEAR.findall(_without_days(context)))
    return ("by_year", int(years.pop())) if len(years) == 1 else None


def _without_days(text: str) -> str:
    for day in dates_in(text):
        text = text.replace(day.quote, "")
    return text


def _category(words: Words, context: str, *, limited: bool) -> Category | None:
    """The category that a text is the name of; where a limit is spoken of, also the one that it names in full."""
    heading = heading_of(_FOR.sub("", context), words.categories)
    if heading is not None:
        return heading.category
    said = folded(context)
    named = [c for c, label in words.categories.items() if re.search(rf"(?<!\w){re.escape(folded(label))}(?!\w)", said)]
    return named[0] if len(named) == 1 and limited else None


def _total(text: str, before: str, amount: FoundAmount, count: int) -> Target | None:
    """The total, where an amount is called that, or stands alone."""
    alone = folded(text) == folded(amount.quote)
    if alone or _TOTAL.search(before) or (count == 1 and _TOTAL.search(text)):
        return ("total",)
    return None


def _is_sum(text: str) -> bool:
    return re.fullmatch(r"(?i)\W*(?:gesamt(?:betrag|summe)?|summe|insgesamt)\W*", text) is not None


def _is_limit(text: str) -> bool:
    return re.search(r"(?i)obergrenze|höchstens|zweckgebunden|maximal", text) is not None
