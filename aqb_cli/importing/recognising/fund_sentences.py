"""What a sentence says of the amounts in it: which field of the budget each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from aqb_cli.importing.reading.amounts import FoundAmount, amounts_in, dates_in, rounded_in
from aqb_cli.importing.recognising.categories import Words, earmark_of, earmarks_in, heading_of
from aqb_cli.importing.recognising.parties import names_one
from aqb_cli.importing.words import finds, pattern
from aqb_cli.text.german import folded

LONGEST_SENTENCE = 2_000
"""How many characters a sentence on funds may have; in longer ones, nothing is understood."""

_YEAR = re.compile(r"(?<![0-9./])(20[0-9]{2})(?![0-9/])")
_CLAUSE = re.compile(r"[,;]|\((?=[^)]*$)|\.(?=\s|$)|\s(?:und|sowie)\s")
"""What ends the clause of an amount; so does a bracket that closes behind the next amount only."""

_MORE_YEARS = re.compile(r"(?:\s(?:und|sowie|bis)|,|[-–/])\s*20[0-9]{2}\b")
"""What follows where an amount is one of several years."""

Target = tuple[Any, ...]
"""The field that an amount belongs to, below `budget`."""


def sentences_in(text: str) -> list[str]:
    """The sentences of a text."""
    return pattern("between_sentences").split(text)


def targets_in(text: str, words: Words) -> Iterator[tuple[FoundAmount, Target | None, str]]:
    """The amounts in a text, each with the field of the budget that its sentence names for it, and the sentence."""
    start = 0
    for sentence in sentences_in(text):
        start = text.index(sentence, start)
        for amount, target in _targets(sentence, words) if len(sentence) <= LONGEST_SENTENCE else ():
            yield amount._replace(start=amount.start + start, end=amount.end + start), target, sentence
        start += len(sentence)


def _targets(sentence: str, words: Words) -> Iterator[tuple[FoundAmount, Target | None]]:
    rounded = list(rounded_in(sentence))
    exact = [each for each in amounts_in(sentence) if not any(r.start <= each.start < r.end for r in rounded)]
    found = sorted([*rounded, *exact], key=lambda amount: amount.start)
    around = list(_around(sentence, found))
    foreign = [_is_foreign(before, clause, words) for before, clause in around]
    targets = [
        None if is_foreign else target_of(words, clause, before) or _total(sentence, before, amount, len(found))
        for amount, (before, clause), is_foreign in zip(found, around, foreign, strict=True)
    ]
    last = targets[-1] if targets else None
    if last and last[0] == "earmarked":
        more = sentence[found[-1].end + len(around[-1][1]) :]
        if earmarks_in(more, words.earmarks) or heading_of(more.strip(" ,."), words.categories):
            targets[-1] = None  # "50.000 Euro für Teilzeitausbildung und Digitalisierung"
    open_ones = [number for number, target in enumerate(targets) if target is None and not foreign[number]]
    if (
        len(open_ones) == 1
        and ("total",) not in targets
        and finds("given", sentence)
        and not any(finds(name, around[open_ones[0]][0]) for name in ("part", "further"))
    ):
        own = [each.value for each, is_foreign in zip(found, foreign, strict=True) if not is_foreign]
        if found[open_ones[0]].value >= max(own):  # "Der Kreis erhält 5.000 Euro."
            targets[open_ones[0]] = ("total",)
    if targets.count(("total",)) > 1:  # the sentence doesn't say which is the district's
        targets = [None if target == ("total",) else target for target in targets]
    own_ones = [number for number, is_foreign in enumerate(foreign) if not is_foreign]
    is_of_year = [targets[number] for number in own_ones] == [("by_year", words.year)]
    if is_of_year and finds("given", sentence) and not finds("part", sentence):
        number = own_ones[0]  # it may also be a part, for that year
        found[number] = found[number]._replace(certain=False, quote=sentence)
        targets[number] = ("total",)
    yield from zip(found, targets, strict=True)


def _around(text: str, found: Sequence[FoundAmount]) -> Iterator[tuple[str, str]]:
    """What stands before each amount in a text, and the rest of its clause."""
    end = 0
    for index, amount in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        rest = text[amount.end : following]
        if index + 1 < len(found):  # "100.000 Euro (2025: 60.000 Euro)"
            rest = pattern("year_before").split(rest, maxsplit=1)[0]
        clause = _CLAUSE.split(rest, maxsplit=1)[0]
        if (match := _MORE_YEARS.match(rest, len(clause))) and years_in(clause):
            clause += match[0]
        yield text[end : amount.start], clause
        end = amount.end + len(clause)


def years_in(text: str) -> list[int]:
    """The years that a text names."""
    return [int(year) for year in _YEAR.findall(text)]


def _is_foreign(before: str, clause: str, words: Words) -> bool:
    """Whether an amount is of a former year, of all districts, of others, or what the district gets a part of."""
    years = years_in(sentence := f"{before} {clause}")
    is_past = words.year is not None and bool(years) and max(years) < words.year
    is_given = finds("giver", sentence) and not finds("own", sentence)
    is_others = names_one(sentence, words.others) and not names_one(sentence, words.district)
    return finds("foreign", sentence) or finds("pool", before) or is_past or is_given or is_others


def target_of(words: Words, clause: str, before: str) -> Target | None:
    """The field that the texts behind and before an amount speak of; None if none does, or if they are at odds.

    In a table, these are the name of its row, and the head of its column.
    """
    behind = _named(words, clause, limited=finds("limit", clause) or finds("limit", before))
    if behind and behind[0] != "by_year":
        return behind
    ahead = _named(words, before, limited=finds("limit", clause) or finds("limit", before))
    if behind and ahead and ahead[0] in ("own_contribution", "earmarked", "by_category"):
        return None  # "Für Digitalisierung: 5.000 Euro (2025)"
    return behind or (None if _is_total(clause) else ahead)


def _is_total(context: str) -> bool:
    return finds("total", context) and not finds("limit", context) and not finds("part_of_total", context)


def _named(words: Words, context: str, *, limited: bool) -> Target | None:
    """The field that a text around an amount names."""
    if finds("own", context):
        return ("own_contribution",)
    if _is_total(context):
        return ("total",) if finds("called_total", context) else None
    if earmark := earmark_of(context, words.earmarks):
        return ("earmarked", str(earmark))
    if not finds("per_head", context):
        heading = heading_of(pattern("for_purpose").sub("", context), words.categories)
        said = folded(context)
        named = [
            c for c, label in words.categories.items() if re.search(rf"(?<!\w){re.escape(folded(label))}(?!\w)", said)
        ]
        category = heading.category if heading else named[0] if len(named) == 1 and limited else None
        if category is not None:
            return ("by_category", str(category))
    for said in (*(day.quote for day in dates_in(context)), *pattern("name_with_year").findall(context)):
        context = context.replace(said, "")
    years = set(_YEAR.findall(context))
    return ("by_year", int(years.pop())) if len(years) == 1 else None


def _total(sentence: str, before: str, amount: FoundAmount, count: int) -> Target | None:
    """The total, where an amount is called that, or stands alone."""
    alone = folded(sentence) == folded(amount.quote)
    return ("total",) if alone or _is_total(before) or (count == 1 and _is_total(sentence)) else None
