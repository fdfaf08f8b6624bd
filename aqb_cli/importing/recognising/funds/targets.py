"""Which field of the budget an amount in a sentence belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.importing.reading.amounts import FoundAmount, amounts_in, dates_in
from aqb_cli.importing.recognising.categories import earmark_of, heading_of
from aqb_cli.importing.recognising.funds.plainness import is_plain
from aqb_cli.text.german import folded

_TOTAL = re.compile(
    r"(?i)insgesamt|gesamt(?:betrag|summe|mittel|budget)?\b|in höhe von|haushaltsmittel|landesmittel|\bsumme\b"
    r"|förder(?:summe|betrag)|\bzuwendung\b|\bbudget von\W*$"
)
_CALLED_TOTAL = re.compile(r"(?i)(?:insgesamt|gesamtbetrag von|gesamtsumme von)\W*$")
_GIVEN = re.compile(r"(?i)erhält|erhalten|gewährt|\bbereit|verfüg|beträgt")
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

_POOL = re.compile(
    r"(?i)\b(?:aus|von) (?:de[mnr] )?\w*(?:mitteln|budgets?|betrag\w*)\b[^,.;]*\b(?:in höhe )?von (?:insgesamt )?$"
)
"""What stands before an amount that the district gets a part of."""

_PART_OF_TOTAL = re.compile(
    r"(?i)\b(?:vom|von de[mr]|im|innerhalb|zusätzlich|neben|über|zuzüglich)\b[^,;]*"
    r"\bgesamt(?:betrag|summe|mittel|budget)"
)
"""What speaks of a part of the total, or of what is added to it."""

_OF_ALL = re.compile(
    r"(?i)landesweit|hessenweit|(?:budget|mittel|volumen) des landes|\ballen? (?:land)?kreise|gebietskörperschaften"
)
"""What is said of an amount that is for all districts."""

SENTENCE = re.compile(r"(?<=[^\W\d_]{2}[.;])(?<!\bAz\.)\s+(?=[A-ZÄÖÜ])")
_YEAR = re.compile(r"(?<![0-9./])(20[0-9]{2})(?![0-9/])")
_CLAUSE = re.compile(r"[,;]|\((?=[^)]*$)|\.(?=\s|$)|\s(?:und|sowie)\s")
"""What ends the clause of an amount; so does a bracket that closes behind the next amount only."""

_YEAR_BEFORE = re.compile(r"\W*(?:(?:im jahr|für|in|jahr) )?20[0-9]{2}(?:\s*[:(]\s*|\s+)$", re.IGNORECASE)
"""A year right before an amount, which it belongs to."""

_MORE_YEARS = re.compile(r"(?:\s(?:und|sowie|bis)|,|[-–/])\s*20[0-9]{2}\b")
"""What follows where an amount is one of several years."""

Target = tuple[Any, ...]
"""The field that an amount belongs to, below `budget`."""


class Words(NamedTuple):
    """What the programme and the parties are called."""

    categories: Mapping[Category, str]
    earmarks: Mapping[Earmark, str]
    year: int | None = None
    """The programme year of the agreement at hand."""
    names: tuple[str, ...] = ()
    """How the parties of the agreement at hand are named."""

    def is_plain(self, text: str) -> bool:
        """Whether a text on funds has plain words only."""
        return is_plain(text, (*self.categories.values(), *self.earmarks.values(), *self.names))


class Meant(NamedTuple):
    """An amount in a text, and what it is said of."""

    amount: FoundAmount
    target: Target | None
    """The field of the budget that it belongs to; None where none is named."""
    sentence: str


def sentences_in(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with where it begins."""
    start = 0
    for end in SENTENCE.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def meant_in(text: str, words: Words) -> Iterator[Meant]:
    """The amounts in a text, each with the field of the budget that its sentence names for it."""
    for start, sentence in sentences_in(text):
        for amount, target in _targets(sentence, words):
            moved = amount._replace(start=amount.start + start, end=amount.end + start)
            yield Meant(moved, target, sentence)


def targets_in(text: str, words: Words) -> Iterator[tuple[FoundAmount, Target | None]]:
    """The amounts in a text, each with the field of the budget that it belongs to; or nothing where none is named."""
    return ((meant.amount, meant.target) for meant in meant_in(text, words))


def _targets(sentence: str, words: Words) -> Iterator[tuple[FoundAmount, Target | None]]:
    found = list(amounts_in(sentence))
    around = list(_around(sentence, found))
    foreign = [_is_foreign(before, clause, words.year) for before, clause in around]
    targets: list[Target | None] = []
    for amount, (before, clause), is_foreign in zip(found, around, foreign, strict=True):
        if is_foreign:
            targets.append(None)
        elif _CALLED_TOTAL.search(before):
            targets.append(("total",))
        else:
            targets.append(target_of(words, clause, before) or _total(sentence, before, amount, len(found)))
    last = targets[-1] if targets else None
    if last and last[0] == "earmarked" and _names_purpose(words, sentence[found[-1].end + len(around[-1][1]) :]):
        targets[-1] = None  # "50.000 Euro für Teilzeitausbildung und Digitalisierung"
    open_ones = [number for number, target in enumerate(targets) if target is None and not foreign[number]]
    if len(open_ones) == 1 and ("total",) not in targets and _GIVEN.search(sentence):
        own = [each.value for each, is_foreign in zip(found, foreign, strict=True) if not is_foreign]
        if found[open_ones[0]].value >= max(own):  # "Der Kreis erhält 5.000 Euro."
            targets[open_ones[0]] = ("total",)
    if len(found) == 1 and targets == [("by_year", words.year)] and _GIVEN.search(sentence) and "avon" not in sentence:
        yield found[0]._replace(certain=False, quote=sentence), ("total",)  # it may also be a part, for that year
    else:
        yield from zip(found, targets, strict=True)


def _names_purpose(words: Words, text: str) -> bool:
    named = heading_of(text.strip(" ,."), words.categories)
    return earmark_of(text, words.earmarks) is not None or named is not None


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


def _is_foreign(before: str, clause: str, year: int | None) -> bool:
    """Whether an amount is of a former year, for all districts, or what the district gets a part of."""
    sentence = f"{before} {clause}"
    years = [int(found) for found in _YEAR.findall(sentence)]
    if _OF_ALL.search(sentence) or _POOL.search(before):
        return True
    return FORMER.search(sentence) is not None or (year is not None and bool(years) and max(years) < year)


def target_of(words: Words, clause: str, before: str) -> Target | None:
    """The field that the texts behind and before an amount speak of; None if none does, or if they are at odds.

    In a table, these are the name of its row, and the head of its column.
    """
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
    return _TOTAL.search(context) is not None and not _is_limit(context) and not _PART_OF_TOTAL.search(context)


def _named(words: Words, context: str, *, limited: bool, per_head: bool) -> Target | None:
    """The field that a text around an amount names."""
    if _OWN.search(context):
        return ("own_contribution",)
    if _is_total(context):
        return ("total",) if re.search(r"(?i)gesamt|summe|budget von", context) else None
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


def _total(sentence: str, before: str, amount: FoundAmount, count: int) -> Target | None:
    """The total, where an amount is called that, or stands alone."""
    alone = folded(sentence) == folded(amount.quote)
    if alone or _is_total(before) or (count == 1 and _is_total(sentence)):
        return ("total",)
    return None


def _is_limit(text: str) -> bool:
    return re.search(r"(?i)obergrenze|höchstens|zweckgebunden|maximal", text) is not None
