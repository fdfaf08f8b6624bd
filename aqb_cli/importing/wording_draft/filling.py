"""The facts of an agreement in its own text, found by exact match, and the placeholders that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.fileformat.model import Agreement, District, Programme
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import amounts_in, dates_in
from aqb_cli.importing.reading.printed import SourceLocation
from aqb_cli.importing.wording_draft.leftovers import leftovers
from aqb_cli.importing.wording_draft.naming import mentions, only_here
from aqb_cli.importing.wording_draft.placeholders import (
    Guard,
    Replacement,
    amount_like,
    applied,
    date_like,
    without_overlaps,
)
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.blocks import Line, plain

_SHORTENED = "".join(
    rf"(?<!\b{word}\.)" for word in ("gez", "bzw", "ggf", "inkl", "zzgl", "evtl", "einschl", "vgl", "Abs")
)
_SENTENCE_END = re.compile(rf"(?:(?<=[^\W\d_]{{3}}[.!?])|(?<=[0-9]{{4}}\.)|(?<=[€)“]\.)){_SHORTENED}\s+(?=[A-ZÄÖÜ„])")
_GOING_BACK = re.compile(r"(?:Dies(?:e[rsmn]?)?|Davon|Beide|Letztere[rsmn]?|Sie|Er)\b")
"""What a sentence begins with that speaks of the one before it."""

_OF_YEAR = re.compile(
    r"(?:\w*[Jj]ahre?s?|\w*[Bb]udgets?|Zielvereinbarung|AQB|Haushaltsplan(?:e?s)?|In) (?:20\d\d und )?$"
)
"""What the programme year stands behind; behind other words, it may be part of a name."""

_YEAR = re.compile(r"(?<![\w.,/–-])20[0-9]{2}(?![\w/–-]|[.,][0-9]|\s?(?:Euro|EUR|€|%))")


class Subject(NamedTuple):
    """The agreement that a document states."""

    agreement: Agreement
    district: District
    programme: Programme | None


class Filler:
    """Puts placeholders into the lines of one document."""

    def __init__(self, subject: Subject, notes: Notes) -> None:
        self.subject = subject
        self.notes = notes
        self.amounts = _amounts(subject.agreement)
        grant = subject.agreement.grant
        days = {f"grant.{name}": getattr(grant, name) for name in ("applied_on", "granted_on")} if grant else {}
        self.days = {day: fact for fact, day in days.items() if day is not None}
        self.names = {
            signature.name: f"signatures.{signature.party}.name" for signature in subject.agreement.signatures
        }
        self.known = [
            *(measure.title for _category, _index, measure in subject.agreement.all_measures),
            *(signature.name for signature in subject.agreement.signatures),
        ]

    def text(
        self,
        line: Line,
        place: SourceLocation,
        *,
        title: bool = False,
        alone: str | None = None,
        given: Sequence[Replacement] = (),
    ) -> str:
        """A line as a text of a pack, in which some edits may be given.

        `alone` is the case of the district's name where the line begins with it.
        """
        text = plain(line)
        edits = without_overlaps(
            [*given, *mentions(text, self.subject.district, alone), *self._facts(text), *self._years(text, title=title)]
        )
        for message in (
            *(edit.doubt for edit in edits if edit.doubt is not None),
            *leftovers(text, edits, self.subject.district, self.known),
            *_doubts(text, edits),
        ):
            self.notes.unread(place, message)
        return applied(line, edits, list(_guards(text, edits)))

    def _facts(self, text: str) -> Iterator[Replacement]:
        """The amounts, days, names and the reference that are the agreement's own."""
        for amount in amounts_in(text):
            facts = self.amounts.get(amount.value, [])
            if not facts:
                continue
            fact = facts[0]
            doubt = None
            if len(facts) > 1:
                doubt = _("The amount “{quote}” may stand for {facts}; the wording has the first of them.",
                          quote=amount.quote, facts=facts)  # fmt: skip
            elif fact in ("budget.this_year", "budget.next_year"):
                doubt = _("The amount “{quote}” is that of one year; an agreement with other years needs other words.",
                          quote=amount.quote)  # fmt: skip
            template = amount_like(fact, amount.value, text[amount.start : amount.end])
            yield Replacement(amount.start, amount.end, template, None if fact == "budget.total" else fact, doubt)
        for day in dates_in(text):
            if fact := self.days.get(day.value, ""):
                yield Replacement(day.start, day.end, date_like(fact, day.value, day.quote), fact)
        grant = self.subject.agreement.grant
        stated = {grant.reference: "grant.reference"} if grant and grant.reference else {}
        for value, fact in {**self.names, **stated}.items():
            for match in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text):
                before = text[: match.start()].rpartition(" ")[0].rpartition(" ")[2]
                is_called = fact != "grant.reference" and before[:1].isupper()  # "Staatsministerin Ada Beispiel"
                doubt = only_here(f"{before} {match[0]}") if is_called else None
                yield Replacement(*match.span(), f"{{{{ {fact} }}}}", fact, doubt)

    def _years(self, text: str, *, title: bool) -> Iterator[Replacement]:
        """The programme year, where it is surely meant, and the one behind it."""
        year = self.subject.agreement.year
        for match in _YEAR.finditer(text):
            if match[0] == str(year) and (title or _OF_YEAR.search(text, 0, match.start())):
                yield Replacement(*match.span(), "{{ year }}")
            elif match[0] == str(year + 1) and _OF_YEAR.search(text, 0, match.start()):
                yield Replacement(*match.span(), "{{ next_year }}")


def _amounts(agreement: Agreement) -> dict[Decimal, list[str]]:
    """The facts that are amounts, by their values; those that each agreement states come first."""
    budget, grant, year = agreement.budget, agreement.grant, agreement.year
    facts = {
        "budget.total": budget.total,
        "budget.own_contribution": budget.own_contribution,
        **{f"budget.{earmark}": amount for earmark, amount in budget.earmarked.items()},
        **{f"budget.ceilings.{category}": amount for category, amount in budget.by_category.items()},
        "budget.this_year": budget.by_year.get(year),
        "budget.next_year": budget.by_year.get(year + 1),
        "grant.amount": grant.amount if grant else None,
    }
    found: dict[Decimal, list[str]] = {}
    for fact, amount in facts.items():
        if amount is not None:
            found.setdefault(amount, []).append(fact)
    return found


def _sentences(text: str, edits: Sequence[Replacement]) -> Iterator[tuple[int, int, list[str], bool]]:
    """Where each sentence begins and ends, what it needs, and whether it states the total, as each agreement does."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    bounds = [0, *(end for end in ends if all(end <= edit.start or end >= edit.end for edit in edits)), len(text)]
    for start, end in pairwise(bounds):
        inside = [edit for edit in edits if start <= edit.start < end]
        needs = dict.fromkeys(edit.needs for edit in inside if edit.needs)
        yield start, end, list(needs), any("budget.total" in edit.template for edit in inside)


def _guards(text: str, edits: Sequence[Replacement]) -> Iterator[Guard]:
    """The sentences that are printed only where an agreement states what they say.

    Of several facts, one is enough: without the others, nothing is rendered. A sentence that also states the total is
    always printed, so it needs them all.
    """
    for start, end, needs, says_total in _sentences(text, edits):
        if needs and not says_total:
            yield Guard(start, start + len(text[start:end].rstrip()), " or ".join(needs))


def _doubts(text: str, edits: Sequence[Replacement]) -> Iterator[Message]:
    """Reports sentences that not every agreement can have, and those that speak of one that may be left out."""
    may_be_left_out = False
    for start, end, needs, says_total in _sentences(text, edits):
        quote = text[start:end].strip()
        if len(needs) + says_total > 1 and needs:
            yield _("“{quote}” can only be printed for an agreement that states all of it.", quote=quote)
        if may_be_left_out and _GOING_BACK.match(quote):
            yield _("“{quote}” may speak of what is left out where an agreement doesn't state it.", quote=quote)
        may_be_left_out = bool(needs) and not says_total
