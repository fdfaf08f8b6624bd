"""The funds of an agreement: total, by year, by category, earmarked, own contribution; and the grant notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.german import folded
from aqb_cli.importing.amounts import FoundAmount, FoundDate, amount_of, amounts_in, dates_in, scaled_in
from aqb_cli.importing.categories import heading_of
from aqb_cli.importing.details import earmark_of
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.printed import Part, Passage, Place, Table
from aqb_cli.messages import _
from aqb_cli.model import Category, Earmark

_TOTAL = re.compile(r"(?i)insgesamt|gesamt(?:betrag|summe|mittel|budget)?\b|in höhe von|haushaltsmittel|\bsumme\b")
_CALLED_TOTAL = re.compile(r"(?i)(?:insgesamt|gesamtbetrag von|gesamtsumme von)\W*$")
_GIVEN = re.compile(r"(?i)erhält|erhalten|gewährt|\bbereit|zur verfügung")
_OWN = re.compile(r"(?i)eigen(?:mittel|anteil|beitrag|leistung)")
_PER_HEAD = re.compile(r"(?i)\b(?:je|pro)\b|monatlich|jährlich")
_FOR = re.compile(r"(?i)^\W*(?:für|davon|höchstens|bis zu)\s+")
_GRANTED = re.compile(r"(?i)bewillig")
_REFERENCE = re.compile(r"(?:Aktenzeichen(?: des Bescheid(?:e?s)?)?(?: lautet)?|Az\.?)\s*:?\s*(?P<text>\S.*)")
_OF_NOTICE = re.compile(r"(?i)\b(?P<word>\w*antrag|\w*bescheid)(?:e?s)?(?: \([^()]*\))? (?:vom|datiert vom)(?: dem)? $")
"""What stands before the day of an application or a notice: "mit Bescheid vom"."""
_DONE = re.compile(
    r"(?i)(?:\bantrag|bescheid)\b.*\b(?:gestellt|eingereicht|eingegangen|erteilt|erlassen|ergangen|zugestellt|datiert)\b"
)
_TO_BE_DONE = re.compile(r"(?i)\b(?:bis|wird|werden|soll|sollen|spätestens|widerspruch|frühestens|ab)\b|änderung")
_END = re.compile(
    r"[,;)]?\s+(?:am|vom|von|und|ist|hat)\s|[,;)]?\s+[(a-zäöü]*[A-Za-zÄÖÜäöü-]{4,}|[,;]\s|\.$|[.)]?$|\.\s(?=[A-ZÄÖÜ][a-z])"
)
"""Where a file number ends: before a word, or at the end of the sentence."""

_FORMER = re.compile(
    r"(?i)vorjahr|vorangegangen|vergangen|letzte[nsr]? jahr|letztjährig|bisher|\bstellten?\b"
    r"|\bwaren\b|\bstanden\b|\bgewährten?\b|\berhielt|nicht verbraucht|restmittel"
)
"""What is said of an amount that isn't of this agreement."""
SENTENCE = re.compile(r"(?<=[^\W\d_]{2}[.;])(?<!\bAz\.)\s+(?=[A-ZÄÖÜ])")
_YEAR = re.compile(r"(?<![0-9.])(20[0-9]{2})(?![0-9/])")
_CLAUSE = re.compile(r"[,;]|\((?=[^)]*$)|\.(?=\s|$)|\s(?:und|sowie)\s")
"""What ends the clause of an amount; so does a bracket that closes behind the next amount only."""

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
    former = [_is_former(SENTENCE.split(before)[-1] + " " + clause, words.year) for before, clause in around]
    for amount, (before, clause), is_former in zip(found, around, former, strict=True):
        if is_former:
            yield amount, None
            continue
        if _CALLED_TOTAL.search(before):
            yield amount, ("total",)
            continue
        target = _target(words, clause, before) or _total(text, before, amount, former.count(False))
        if target is None and former.count(False) == 1 and _GIVEN.search(text):  # "Der Kreis erhält 5.000 Euro."
            yield amount._replace(certain=False, quote=text), ("total",)
        else:
            yield amount, target


def _is_granted(text: str, quote: str) -> bool:
    """Whether an amount stands alone in a sentence that says what was granted."""
    sentences = [sentence for sentence in SENTENCE.split(text) if quote in sentence]
    return any(_GRANTED.search(each) and len(list(amounts_in(each))) == 1 for each in sentences)


def _around(text: str, found: Sequence[FoundAmount]) -> Iterator[tuple[str, str]]:
    """What stands before each amount in a text, and the rest of its clause."""
    end = 0
    for index, amount in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        clause = _CLAUSE.split(text[amount.end : following], maxsplit=1)[0]
        yield text[end : amount.start], clause
        end = amount.end + len(clause)


def _is_former(sentence: str, year: int | None) -> bool:
    """Whether a sentence speaks of the funds of a former year."""
    years = [int(found) for found in _YEAR.findall(sentence)]
    return _FORMER.search(sentence) is not None or (year is not None and bool(years) and max(years) < year)


def _target(words: Words, *contexts: str) -> Target | None:
    """The field that one of the texts around an amount speaks of; nothing if none does."""
    limited = any(map(_is_limit, contexts))
    per_head = any(map(_PER_HEAD.search, contexts))
    for context in contexts:
        if _OWN.search(context):
            return ("own_contribution",)
        if _TOTAL.search(context) and not _is_limit(context):
            return ("total",) if re.search(r"(?i)gesamt|summe", context) else None
        if earmark := earmark_of(context, words.earmarks):
            return ("earmarked", str(earmark))
        if not per_head and (category := _category(words, context, limited=limited)):
            return ("by_category", str(category))
        years = _YEAR.findall(_without_days(context))
        if len(set(years)) == 1:
            return ("by_year", int(years[0]))
    return None


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


def grant_of(passages: Iterable[Passage], year: int, notes: Notes) -> dict[str, Any]:
    """The `grant` for a programme year that the text states, as in the file format."""
    grant: dict[str, Any] = {}
    for passage in passages:
        if not re.search(r"(?i)bescheid|antrag", passage.text):
            continue
        for sentence in SENTENCE.split(passage.text):
            for field, day in _grant_days(sentence):
                if grant.setdefault(field, day.value) != day.value:
                    message = _("Elsewhere in the document stands another date for it: {date}.", date=day.quote)
                    notes.doubt(("grant", field), passage.place, message)
                elif day.value.year < year - (field == "applied_on"):
                    message = _("It was read from “{quote}”.", quote=sentence)
                    notes.doubt(("grant", field), passage.place, message)
            if (match := _REFERENCE.search(sentence)) and "reference" not in grant:
                _take_reference(match["text"], grant, passage.place, notes)
            amounts = list(amounts_in(sentence))
            if len(amounts) == 1 and _GRANTED.search(sentence) and not _FORMER.search(sentence):
                grant.setdefault("amount", amounts[0].value)
    return grant


def _grant_days(sentence: str) -> Iterator[tuple[str, FoundDate]]:
    """The days of application and grant that a sentence states; none of deadlines and former years."""
    if _FORMER.search(sentence):
        return
    days = list(dates_in(sentence))
    end = 0
    for day in days:
        before, end = sentence[end : day.start], day.end
        if match := _OF_NOTICE.search(before):
            yield ("applied_on" if match["word"].lower().endswith("antrag") else "granted_on"), day
        elif len(days) == 1 and _DONE.search(sentence) and not _TO_BE_DONE.search(sentence):
            yield ("applied_on" if re.search(r"(?i)\bantrag\b", sentence) else "granted_on"), day


def _take_reference(text: str, grant: dict[str, Any], place: Place, notes: Notes) -> None:
    """Takes the file number that a text begins with; it is doubtful where it has gaps, since words may belong to it."""
    end = _END.search(text)
    reference = text[: end.start() if end else None].strip()
    if not reference:
        notes.unread(place, _("The file number in “{quote}” was not understood.", quote=text))
        return
    grant["reference"] = reference
    if " " in reference or not re.search(r"[0-9]", reference):
        notes.doubt(("grant", "reference"), place, _("It was read from “{quote}”.", quote=text))
