"""The facts of an agreement in its own text, the placeholders that stand for them, and what stays as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Agreement, District, Programme
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.amounts import amounts_in, dates_in, scaled_in
from aqb_cli.importing.reading.printed import Passage, PrintedPart, SourceLocation
from aqb_cli.importing.wording_draft.naming import around, mentions, only_here
from aqb_cli.importing.wording_draft.placeholders import Guard, Replacement, applied, facts_in
from aqb_cli.importing.wording_draft.placeholders import without_overlaps as apart
from aqb_cli.importing.words import alternatives, pattern
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.blocks import Line, plain
from aqb_cli.wording.facts import facts_of


class Subject(NamedTuple):
    """The agreement that a document states."""

    agreement: Agreement
    district: District
    programme: Programme | None


class Filler:
    """Puts placeholders into the lines of one document."""

    def __init__(self, subject: Subject, notes: Notes, parts: Iterable[PrintedPart] = ()) -> None:
        self.subject = subject
        self.notes = notes
        self.facts = facts_of(*subject)
        self.known: dict[Any, list[str]] = {}
        """The placeholders for each amount, day and name that the agreement states; the total comes first."""
        for name in ("budget", "grant", "signatures"):
            for fact, value in _stated(name, getattr(self.facts, name)):
                self.known.setdefault(value, []).append(fact)
        self.printed = [part.text for part in parts if isinstance(part, Passage)]
        self.alone = [text for text in self.printed if [amount.quote for amount in amounts_in(text)] == [text]]
        """The amounts that the document prints in lines of their own."""
        self.titles = [measure.title for _category, _index, measure in subject.agreement.all_measures]

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
        names = mentions(text, self.subject.district, alone)
        edits = apart([*given, *names, *self._facts(text), *self._years(text, title=title)])
        sentences = list(_sentences(text, edits))
        doubts = [edit.doubt for edit in edits if edit.doubt is not None]
        left = leftovers(text, edits, self.subject.district, self.titles)
        for start, end, needs, always in sentences:
            if needs and len(needs) + always > 1:
                quote = text[start:end]
                doubts.append(_("“{quote}” can only be printed for an agreement that states all of it.", quote=quote))
        for message in (*doubts, *left):
            self.notes.unread(place, message)
        guards = [
            Guard(start, end, " or ".join(needs)) for start, end, needs, always in sentences if needs and not always
        ]
        return applied(line, edits, guards)

    def _facts(self, text: str) -> Iterator[Replacement]:
        """The amounts, days, names and the reference that are the agreement's own."""
        for edit in facts_in(text, {value: facts[0] for value, facts in self.known.items()}):
            fact, quote = str(edit.needs), text[edit.start : edit.end]
            before = text[: edit.start].rpartition(" ")[0].rpartition(" ")[2]
            facts = next(facts for facts in self.known.values() if facts[0] == fact)
            if fact.startswith("budget."):
                yield edit._replace(needs=None if fact == "budget.total" else fact, doubt=_doubt(quote, facts))
            elif fact.endswith(".name") and before[:1].isupper():  # "Staatsministerin Ada Beispiel"
                yield edit._replace(doubt=only_here(f"{before} {quote}"))
            else:
                yield edit

    def _years(self, text: str, *, title: bool) -> Iterator[Replacement]:
        """The programme year, where it is surely meant, and the one behind it."""
        year = self.subject.agreement.year
        for match in pattern("lone_year").finditer(text):
            is_meant = pattern("of_year").search(text, 0, match.start())
            if match[0] == str(year) and (title or is_meant):
                yield Replacement(*match.span(), "{{ year }}")
            elif match[0] == str(year + 1) and is_meant:
                yield Replacement(*match.span(), "{{ next_year }}")


def _doubt(quote: str, facts: Sequence[str]) -> Message | None:
    """Why it isn't certain what an amount stands for; None if it is."""
    if len(facts) > 1:
        return _("“{quote}” may stand for {facts}; the wording has the first of them.", quote=quote, facts=facts)
    if facts[0].endswith("_year"):
        return _("“{quote}” is the amount of one year; others may have other years.", quote=quote)
    return None


def _stated(name: str, fact: Any) -> Iterator[tuple[str, Any]]:
    """The amounts, days, names and references in a fact, each with its own name."""
    if isinstance(fact, Decimal | date) or (isinstance(fact, str) and name.endswith((".name", ".reference"))):
        yield name, fact
    for field in getattr(fact, "_fields", ()):
        yield from _stated(f"{name}.{field}", getattr(fact, field))


def _sentences(text: str, edits: Sequence[Replacement]) -> Iterator[tuple[int, int, list[str], bool]]:
    """Where each sentence begins and ends, what it needs, and whether it is printed in any case: it says the total.

    Where a sentence needs several facts, it is printed if one is stated: without the others, nothing is rendered.
    """
    ends = [match.end() for match in pattern("sentence_end").finditer(text)]
    bounds = [0, *(end for end in ends if all(end <= edit.start or end >= edit.end for edit in edits)), len(text)]
    for start, end in pairwise(bounds):
        inside = [edit for edit in edits if start <= edit.start < end]
        needs = dict.fromkeys(edit.needs for edit in inside if edit.needs)
        says_total = any("budget.total" in edit.template for edit in inside)
        yield start, start + len(text[start:end].rstrip()), list(needs), says_total


def leftovers(text: str, edits: Sequence[Replacement], district: District, titles: Iterable[str]) -> Iterator[Message]:
    """What a person should look at in a text whose placeholders are known; `titles` are those of the measures."""
    seen = [(edit.start, edit.end) for edit in edits]
    works = pattern("title_of_a_work").finditer(text)
    seen += [match.span() for match in works if not list(amounts_in(match[0]))]
    amounts = [(amount.start, amount.end) for amount in amounts_in(text)]
    for start, end in [*amounts, *((text.index(each), text.index(each) + len(each)) for each in scaled_in(text))]:
        if _claim(seen, start, end):
            yield _("The amount “{quote}” stays in the wording, for every district.", quote=text[start:end])
    stretches = [(day.start, day.end) for day in dates_in(text)]
    names = [re.compile(rf"(?<!\w){re.escape(title)}(?!\w)") for title in titles if len(title) > 5]
    names += [_own_names(district), *map(pattern, ("some_person", "some_number", "kind_of_district"))]
    stretches += [match.span() for name in names for match in name.finditer(text)]
    for start, end in stretches:
        if not pattern("authority_before").search(text[:start]) and _claim(seen, start, end):
            yield only_here(around(text, start, end))


def _claim(seen: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether nothing of a stretch was seen before; from now on it is."""
    if any(start < other_end and end > other_start for other_start, other_end in seen):
        return False
    seen.append((start, end))
    return True


def _own_names(district: District) -> re.Pattern[str]:
    """The district's proper name and that of its seat, also in words made of them: "Fuldaer Betriebe"."""
    words = set(re.findall(r"[^\W\d_]{4,}", f"{district.name} {district.seat}")) - set(alternatives("no_proper_name"))
    return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, sorted(words)))})(?:er|s)?(?!\w)")
