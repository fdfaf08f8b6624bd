"""The funds of an agreement: total, by year, by category, earmarked, own contribution.

An amount is taken where its sentence says what it is. It is certain where the sentence says nothing that could take it
back, and where no other amount could be meant as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import FoundAmount, amount_of, amounts_in, dates_in, rounded_in
from aqb_cli.importing.reading.printed import Passage, PrintedCell, PrintedPart, PrintedTable, SourceLocation
from aqb_cli.importing.recognising.categories import Words, earmark_of, earmarks_in, heading_of
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text.german import folded, in_words, slug
from aqb_cli.text.messages import _

LONGEST_SENTENCE = 2_000
"""How many characters a sentence on funds may have; in longer ones, nothing is understood."""

_YEAR = re.compile(r"(?<![0-9./])(20[0-9]{2})(?![0-9/])")
_CLAUSE = re.compile(r"[,;]|\((?=[^)]*$)|\.(?=\s|$)|\s(?:und|sowie)\s")
"""What ends the clause of an amount; so does a bracket that closes behind the next amount only."""

_MORE_YEARS = re.compile(r"(?:\s(?:und|sowie|bis)|,|[-–/])\s*20[0-9]{2}\b")
"""What follows where an amount is one of several years."""

Target = tuple[Any, ...]
"""The field that an amount belongs to, below `budget`."""


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


def sentences_in(text: str) -> list[str]:
    """The sentences of a text."""
    return pattern("between_sentences").split(text)


def funds_of(parts: Iterable[PrintedPart], words: Words, notes: Notes) -> dict[str, Any]:
    """The `budget` that parts of an agreement state, as in the file format; without a total if none was found."""
    found = [candidate for text in texts_in(parts) for candidate in _candidates(text, words)]
    budget: dict[str, Any] = {}
    for one in [each for each in found if each.target is not None and each.target != ("total",)]:
        _put(budget, one, notes, words.year)
    totals = [each for each in found if each.target == ("total",)]
    chosen = [each for each in totals if each.names_district] or totals
    chosen = [each for each in chosen if not each.amount.rounded] or chosen
    if chosen:
        best = next((each for each in chosen if finds("called_total", each.said)), chosen[0])
        without_own = best.amount.value - budget.get("own_contribution", 0)
        best = next((each for each in totals if each.amount.value == without_own), best)
        for each in (best, *totals):  # beside an exact amount, a rounded one is reported
            if each.amount.value == best.amount.value or each.amount.rounded <= best.amount.rounded:
                _put(budget, each, notes, words.year)
        budget |= {"rounded": True} if best.amount.rounded else {}
        beside = [
            each
            for each in found
            if each.target is None
            and (each.line is best.line or each.said == best.said)
            and not notes.is_claimed(each.line, each.start, each.end)
        ]
        if beside and not best.names_district:
            notes.doubt(("budget", "total"), best.place, _("It was read from “{quote}”.", quote=best.said))
        years = budget.get("by_year", {}).values()
        if years and not best.amount.rounded and sum(years) not in (best.amount.value, without_own):
            notes.doubt(("budget", "by_year"), best.place, _("The years don't add up to the total."))
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


def _put(budget: dict[str, Any], one: Candidate, notes: Notes, year: int | None) -> None:
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
        or (one.target == ("total",) and (years := years_in(said)) and year is not None and min(years) > year)
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
        yield Candidate(
            amount,
            line,
            amount.start - start,
            amount.end - start,
            line.place,
            target,
            said,
            _names_district(said, words),
        )


def _names_district(text: str, words: Words) -> bool:
    slugged = f"-{slug(text)}-"
    return any(f"-{form}-" in slugged for form in words.district) or finds(r"recipient", text)


def _in_table(table: PrintedTable, lead: str, words: Words) -> Iterator[Candidate]:
    """The amounts in a table, by what its rows and columns are called."""
    has_head = not any(amount_in(cell, "") or any(amounts_in(cell.text)) for cell in table.rows[0][1:])
    heads = [cell.text for cell in table.rows[0]] if has_head else [""] * len(table.rows[0])
    only_years = _of_column(heads[0]) is not None
    if any(finds("in_thousands", text) for text in (lead, *heads)):
        return
    for row, place in zip(table.rows[has_head:], table.places[has_head:], strict=True):
        named = zip(row[not only_years :], heads[not only_years :], strict=True)
        found = [(cell, amount, head) for cell, head in named if (amount := amount_in(cell, head))]
        targets = [_of_column(head) for _cell, _one, head in found]
        also = (row[0], *(table.rows[0] if has_head else ()))
        context = f"{lead} {' | '.join(cell.text for cell in row if cell.text)} {' '.join(heads)}"
        is_sum = is_all("sum", row[0].text) or is_all("total", row[0].text)
        is_of_years = None not in targets and targets != [("total",)] * len(found)
        others = [c for c, head in zip(row, heads, strict=True) if amount_of(c.text) and not finds("places_head", head)]
        if len(found) == 1 and not is_of_years and {found[0][0], row[0]}.issuperset(others):
            targets = [("total",) if is_sum else target_of(words, row[0].text, found[0][2])]
        elif not (is_of_years and (only_years or is_sum or not row[0].text or is_all("of_years", row[0].text))):
            continue
        for (cell, amount, _head), target in zip(found, targets, strict=True):
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
    is_of_year = is_all("year_of_amount", head) and amount.value >= 1000
    return amount if finds("currency", cell.text) or finds("of_euros", head) or is_of_year else None


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
    foreign = [_is_foreign(before, clause, words.year) for before, clause in around]
    targets = [
        None if is_foreign else target_of(words, clause, before) or _total(sentence, before, amount, len(found))
        for amount, (before, clause), is_foreign in zip(found, around, foreign, strict=True)
    ]
    last = targets[-1] if targets else None
    if last and last[0] == "earmarked" and _names_purpose(words, sentence[found[-1].end + len(around[-1][1]) :]):
        targets[-1] = None  # "50.000 Euro für Teilzeitausbildung und Digitalisierung"
    open_ones = [number for number, target in enumerate(targets) if target is None and not foreign[number]]
    if (
        len(open_ones) == 1
        and ("total",) not in targets
        and finds("given", sentence)
        and not finds("part", around[open_ones[0]][0])
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


def _names_purpose(words: Words, text: str) -> bool:
    return bool(earmarks_in(text, words.earmarks)) or heading_of(text.strip(" ,."), words.categories) is not None


def _around(text: str, found: Sequence[FoundAmount]) -> Iterator[tuple[str, str]]:
    """What stands before each amount in a text, and the rest of its clause."""
    end = 0
    for index, amount in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        rest = text[amount.end : following]
        if index + 1 < len(found) and (
            match := pattern("year_before").search(rest)
        ):  # "100.000 Euro (2025: 60.000 Euro)"
            rest = rest[: match.start()]
        clause = _CLAUSE.split(rest, maxsplit=1)[0]
        if match := _MORE_YEARS.match(rest, len(clause)):
            clause += match[0]
        yield text[end : amount.start], clause
        end = amount.end + len(clause)


def years_in(text: str) -> list[int]:
    """The years that a text names."""
    return [int(year) for year in _YEAR.findall(text)]


def _is_foreign(before: str, clause: str, year: int | None) -> bool:
    """Whether an amount is of a former year, of all districts, of others, or what the district gets a part of."""
    years = years_in(sentence := f"{before} {clause}")
    is_past = year is not None and bool(years) and max(years) < year
    return finds("foreign", sentence) or finds("pool", before) or is_past


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
    for day in dates_in(context):
        context = context.replace(day.quote, "")
    years = set(_YEAR.findall(context))
    return ("by_year", int(years.pop())) if len(years) == 1 else None


def _total(sentence: str, before: str, amount: FoundAmount, count: int) -> Target | None:
    """The total, where an amount is called that, or stands alone."""
    alone = folded(sentence) == folded(amount.quote)
    return ("total",) if alone or _is_total(before) or (count == 1 and _is_total(sentence)) else None
