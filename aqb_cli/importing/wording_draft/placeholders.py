"""The facts of an agreement in its own text, and the placeholders that stand for them in a wording pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.fileformat.model import Agreement, Category, District, Earmark, Programme
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import dates_in
from aqb_cli.importing.reading.printed import SourceLocation
from aqb_cli.importing.recognising.funds.targets import GRANTED, Target, Words, targets_in
from aqb_cli.importing.wording_draft.edits import Replacement, applied, without_overlaps
from aqb_cli.importing.wording_draft.grammar import mentions
from aqb_cli.importing.wording_draft.guards import bounds_of, doubts_of, guards_of
from aqb_cli.importing.wording_draft.leftovers import leftovers
from aqb_cli.importing.wording_draft.years import YEAR, year_edits
from aqb_cli.text import german
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import Line, plain
from aqb_cli.wording.filters import is_date_pattern, long_date


class Subject(NamedTuple):
    """The agreement that a document states."""

    agreement: Agreement
    district: District
    programme: Programme | None


_ANY = re.compile("")
_MEANT = {
    "programme.earliest_start": re.compile(r"(?i)\bab\b|beginn|begonnen|früh|start|vorzeitig"),
    "programme.application_deadline": re.compile(r"(?i)antrag|anträge|\bbis\b|frist|spätestens"),
}
"""What a sentence has that names a day of the programme, and no other one that falls on it."""


class Filler:
    """Puts placeholders into the lines of one document."""

    def __init__(self, subject: Subject, words: Words, notes: Notes) -> None:
        self.subject = subject
        self.words = words
        self.notes = notes
        self.dates = dict(_dates(subject))

    def text(
        self,
        line: Line,
        place: SourceLocation,
        *,
        title: bool = False,
        needs: str | None = None,
        given: Sequence[Replacement] = (),
    ) -> str:
        """A line as a text of a pack, in which some edits may be given.

        `needs` is the condition for its last sentence, if it speaks of what is below.
        """
        text = plain(line)
        years = list(self._years(text, needs))
        edits = without_overlaps(
            [*given, *self._names(text), *mentions(text, self.subject.district), *self._amounts(text, place),
             *self._dates(text), *self._reference(text), *years,
             *year_edits(text, self.subject.agreement.year, title=title)]
        )  # fmt: skip
        titles = [measure.title for _category, _index, measure in self.subject.agreement.all_measures]
        for message in (
            *(edit.doubt for edit in edits if edit.doubt is not None),
            *leftovers(text, edits, self.subject.district, titles),
            *doubts_of(text, edits, needs),
        ):
            self.notes.unread(place, message)
        return applied(line, edits, guards_of(text, edits, needs))

    def _amounts(self, text: str, place: SourceLocation) -> Iterator[Replacement]:
        for found, target in targets_in(text, self.words):
            fact = self._fact(_sentence(text, found.start), found.value, target)
            if fact is None:
                message = _("The amount “{quote}” stays in the wording, for every district.", quote=found.quote)
                self.notes.unread(place, message)
                continue
            needs = None if fact == "budget.total" else fact
            if target and target[0] == "by_year":
                needs = f"{self._as_many_years} and {fact}"
            yield Replacement(
                found.start, found.end, amount_like(fact, found.value, text[found.start : found.end]), needs
            )

    def _fact(self, sentence: str, value: Decimal, target: Target | None) -> str | None:
        """The fact that an amount in a sentence states; None if it is a fact that no placeholder stands for."""
        budget, grant = self.subject.agreement.budget, self.subject.agreement.grant
        if grant is not None and grant.amount == value and GRANTED.search(sentence):
            return "grant.amount"
        if target and target[0] == "earmarked" and budget.earmarked.get(Earmark(target[1])) == value:
            return f"budget.{target[1]}"
        if target and target[0] == "by_category" and budget.by_category.get(Category(target[1])) == value:
            return f"budget.ceilings.{target[1]}"
        if target and target[0] == "by_year" and budget.by_year.get(target[1]) == value:
            return {year: f"budget.{name}" for year, name in self._known_years.items()}.get(target[1])
        if target == ("own_contribution",) and budget.own_contribution == value:
            return "budget.own_contribution"
        return "budget.total" if budget.total == value and target in (None, ("total",)) else None

    @property
    def _known_years(self) -> dict[int, str]:
        """The years for which there are placeholders."""
        year = self.subject.agreement.year
        return {year: "this_year", year + 1: "next_year"}

    @property
    def _as_many_years(self) -> str:
        """The condition that an agreement spreads its total over as many years as this one."""
        return f"budget.by_year | count == {len(self.subject.agreement.budget.by_year)}"

    def _years(self, text: str, below: str | None) -> Iterator[Replacement]:
        """The years in the sentences that have amounts of years, or that speak of such amounts below."""
        names = {str(year): name for year, name in self._known_years.items()}
        amounts = [
            found.start
            for found, target in targets_in(text, self.words)
            if target and target[0] == "by_year" and self._fact("", found.value, target)
        ]
        days = [range(found.start, found.end) for found in dates_in(text)]
        for start, end in pairwise(bounds_of(text)):
            years = [m for m in YEAR.finditer(text, start, end) if not any(m.start() in day for day in days)]
            needs = None
            if below == "budget.by_year" and end == len(text) and len(years) > 1:
                facts = {f"budget.{names[match[0]]}": None for match in years if match[0] in names}
                needs = " and ".join([self._as_many_years, *facts])
            elif not any(start <= amount < end for amount in amounts):
                continue
            for match in years:
                if name := names.get(match[0]):
                    yield Replacement(*match.span(), "{{ year }}" if name == "this_year" else "{{ next_year }}", needs)

    def _dates(self, text: str) -> Iterator[Replacement]:
        for found in dates_in(text):
            fact = self.dates.get(found.value)
            if fact and _MEANT.get(fact, _ANY).search(_sentence(text, found.start)):
                yield Replacement(found.start, found.end, date_like(fact, found.value, found.quote), fact)

    def _names(self, text: str) -> Iterator[Replacement]:
        for signature in self.subject.agreement.signatures:
            fact = f"signatures.{signature.party}"
            for match in re.finditer(rf"(?<!\w){re.escape(signature.name)}(?!\w)", text):
                office = f"{signature.office} " if signature.office else ""
                if office and text[: match.start()].endswith(office):
                    template = f"{{{{ {fact}.office }}}} {{{{ {fact}.name }}}}"
                    needs = f"{fact}.office and {fact}.name"
                    yield Replacement(match.start() - len(office), match.end(), template, needs)
                else:
                    yield Replacement(match.start(), match.end(), f"{{{{ {fact}.name }}}}", f"{fact}.name")

    def _reference(self, text: str) -> Iterator[Replacement]:
        grant = self.subject.agreement.grant
        if grant is None or grant.reference is None:
            return
        for match in re.finditer(rf"(?<!\w){re.escape(grant.reference)}(?!\w)", text):
            yield Replacement(match.start(), match.end(), "{{ grant.reference }}", "grant.reference")


def _sentence(text: str, at: int) -> str:
    """The sentence of a text that a place is in."""
    bounds = bounds_of(text)
    return next(text[start:end] for start, end in pairwise(bounds) if start <= at < end)


def _dates(subject: Subject) -> Iterator[tuple[date, str]]:
    programme, grant = subject.programme, subject.agreement.grant
    if programme is not None:
        for field in ("earliest_start", "application_deadline"):
            if (day := getattr(programme, field)) is not None:
                yield day, f"programme.{field}"
    if grant is not None:
        for field in ("applied_on", "granted_on"):
            if (day := getattr(grant, field)) is not None:
                yield day, f"grant.{field}"


def amount_like(fact: str, value: Decimal, printed: str) -> str:
    """A placeholder for an amount, in the form in which it is printed."""
    whole = german.number(value, cents=False)
    for digits, filter in ((german.number(value, cents=True), "cents"), (whole, "number")):
        if digits in printed and (filter == "cents" or not value % 1):
            before, _digits, after = printed.partition(digits)
            if filter == "number" and after == " Euro" and not before:
                return f"{{{{ {fact} | euro }}}}"
            return f"{before}{{{{ {fact} | {filter} }}}}{after}"
    return f"{{{{ {fact} | euro }}}}"


_FORMS = ("{}. {}. {}", "{}.{}.{}", "{}. {} {}", "{}.{} {}", "{}.{}. {}", "{}. {}.{}")


def date_like(fact: str, value: date, printed: str) -> str:
    """A placeholder for a date, in the form in which it is printed."""
    full, short = ("dd", "MM"), ("d", "M")
    first, second = (short, full) if " " in printed else (full, short)  # "10.10.2025" has its zeros elsewhere
    pairs = (first, second, ("d", "MMMM"), ("dd", "MMMM"), ("d", "MM"), ("dd", "M"))
    for day, month in pairs:
        for year in ("yyyy", "yy"):
            for form in _FORMS:
                pattern = form.format(day, month, year)
                if is_date_pattern(pattern) and long_date(value, pattern) == printed:
                    option = "" if pattern == "d. MMMM yyyy" else f'("{pattern}")'
                    return f"{{{{ {fact} | date{option} }}}}"
    for pattern in ("MMMM yyyy", "MM/yyyy", "M/yyyy", "MM/yy", "M/yy", "MM.yyyy", "M.yyyy"):  # without a day
        if long_date(value, pattern) == printed:
            return f'{{{{ {fact} | date("{pattern}") }}}}'
    return f"{{{{ {fact} | date }}}}"
