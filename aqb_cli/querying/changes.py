"""Two versions of an agreement → what has changed, in the agreement's own terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest
from typing import Any, NamedTuple, TypeAlias

from aqb_cli.checking.matching import CategorisedMeasure, Matches, matched
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.model import (
    Agreement,
    Category,
    Deviation,
    Entry,
    OtherFunds,
    Party,
    Signature,
    Source,
    Unreadable,
)
from aqb_cli.fileformat.vocabulary import ChangeKind
from aqb_cli.text.messages import Message, _, chained
from aqb_cli.text.unseen import difference, looks_the_same

StatedValue: TypeAlias = str | int | Decimal | date | StrEnum | Message | None
"""The value of a field, before or after; None if it isn't stated."""


class Change(NamedTuple):
    """One change."""

    kind: ChangeKind
    topic: str
    """What it is about, for machines, such as `budget.total` or `measure.amount`."""
    subject: Message
    """What it is about, for people."""
    before: StatedValue = None
    after: StatedValue = None
    measure: str | None = None
    """The title, if it is about a measure; the new one."""
    category: Category | None = None
    """The measure's category; the new one."""
    rounded: tuple[bool, bool] = (False, False)
    """Whether the amount before, and the one after, is only known as rounded; the difference isn't known then."""
    or_none: bool = False
    """Whether there is none where no value is stated; otherwise it is unknown, and so is the difference."""


_AGREEMENT = {"district": _("district"), "year": _("programme year"), "status": _("status")}

_MEASURE = {
    "amount": _("amount"),
    "starts": _("first day"),
    "ends": _("last day"),
    "places": _("places"),
    "provider": _("provider"),
    "earmark": _("earmark"),
    "legal_bases": _("legal bases"),
    "target_groups": _("target groups"),
}

_GRANT = {
    "applied_on": _("application"),
    "granted_on": _("grant notice"),
    "reference": _("file number"),
    "amount": _("amount granted"),
}


_RESULT = {
    "status": _("status"),
    "spent": _("spent"),
    "places_filled": _("places filled"),
    "participants": _("participants"),
}

_IN_SUM = {
    "spent": _("spent in sum"),
    "carried_over": _("carried over in sum"),
    "returned": _("returned in sum"),
    "places_filled": _("places filled in sum"),
    "participants": _("participants in sum"),
}

_SIGNATURE = {"name": _("name"), "office": _("office"), "place": _("place"), "date": _("date")}


def changes(old: Agreement, new: Agreement) -> list[Change]:
    """What is different in the new version: budget first, then measures, then what happened around them.

    What can't be read in one of them is left out: nobody can say whether it is different.
    """
    sections: tuple[Callable[[], Iterator[Change]], ...] = (
        lambda: _simple("agreement", old, new, _AGREEMENT),
        lambda: _budget(old, new),
        lambda: (change for measure in changes_of_measures(old, new) for change in measure.changes),
        lambda: _none_at_all(old, new),
        lambda: _simple("places", old.places, new.places, {"total": _("places in sum")}),
        lambda: _amounts("places", old.places, new.places, "by_category", _places_of),
        lambda: _simple("grant", old.grant, new.grant, _GRANT),
        lambda: _review(old, new),
        lambda: _signatures(old, new),
        lambda: _listed("source", _("source"), *([_source(s) for s in version.sources] for version in (old, new))),
    )
    found: list[Change] = []
    for section in sections:
        with suppress(Unreadable):
            for change in section():
                found.append(change)  # noqa: PERF402 - what was found before the unreadable value counts
    return found


def whole(kind: ChangeKind, agreement: Agreement) -> Change:
    """An agreement that is new or was deleted, with its total."""
    total = None
    with suppress(Unreadable):
        total = agreement.budget.total
    before, after = (total, None) if kind is ChangeKind.DROPPED else (None, total)
    return Change(kind, "agreement", _("agreement"), before, after, or_none=True)


def _simple(topic: str, old: Entry | None, new: Entry | None, fields: Mapping[str, Message]) -> Iterator[Change]:
    """The fields of which the value is another one."""
    for name, subject in fields.items():
        try:
            had, has = getattr(old, name) if old else None, getattr(new, name) if new else None
        except Unreadable:
            continue
        if had == has:  # as most are
            continue
        before, after = _value(had), _value(has)
        if before != after:
            yield Change(_kind(before, after), f"{topic}.{name}", _seen(subject, before, after), before, after)


def _seen(subject: Message, before: StatedValue, after: StatedValue) -> Message:
    """What a change is about; where both texts look the same, also what is different in them."""
    if not isinstance(before, str) or not isinstance(after, str) or not looks_the_same(before, after):
        return subject
    old, new = difference(before, after)
    return _("{subject} (looks the same; {old} became {new})", subject=subject, old=old, new=new)


def _value(value: object) -> StatedValue:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    assert value is None or isinstance(value, (str, int, Decimal, date))
    return value


def _kind(before: StatedValue, after: StatedValue) -> ChangeKind:
    if before is None:
        return ChangeKind.ADDED
    return ChangeKind.DROPPED if after is None else ChangeKind.CHANGED


def _budget(old: Agreement, new: Agreement) -> Iterator[Change]:
    before, after = old.budget, new.budget
    for change in _simple("budget", before, after, {"total": _("total")}):
        yield change._replace(rounded=(before.rounded, after.rounded))
    if before.rounded != after.rounded:
        was, now = (_("yes") if budget.rounded else None for budget in (before, after))
        yield Change(_kind(was, now), "budget.rounded", _("total only rounded"), was, now)
    yield from _amounts("budget", before, after, "by_year", _funds_of)
    yield from _amounts(
        "budget", before, after, "by_category", lambda word: _("ceiling: {category}", category=vocabulary.name(word))
    )
    yield from _amounts(
        "budget", before, after, "earmarked", lambda word: _("earmarked: {purpose}", purpose=vocabulary.name(word))
    )
    yield from _simple("budget", before, after, {"own_contribution": _("own contribution")})
    yield from _other_funds(before.other_funds, after.other_funds)


def _other_funds(old: Sequence[OtherFunds], new: Sequence[OtherFunds]) -> Iterator[Change]:
    """Who else pays, by name; of two entries with one name, those that are the same belong together."""
    had, has = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    unstated = _("amount not stated")
    for name in dict.fromkeys(funds.name for funds in (*had, *has)):
        subject = _("other funds: {name}", name=name)
        own = ([unstated if f.amount is None else f.amount for f in funds if f.name == name] for funds in (had, has))
        for before, after in zip_longest(*own):
            yield Change(_kind(before, after), "budget.other_funds", subject, before, after, or_none=True)


def _funds_of(year: int) -> Message:
    return _("funds of {year}", year=str(year))


def _amounts(
    topic: str, old: Entry | None, new: Entry | None, name: str, subject: Callable[[Any], Message]
) -> Iterator[Change]:
    """Amounts by year, category or purpose."""
    with suppress(Unreadable):
        had, has = (getattr(entry, name) if entry else {} for entry in (old, new))
        # What a list doesn't name, there is none of. Without a ceiling, a category has no limit.
        or_none = name != "by_category" and bool(had or not old) and bool(has or not new)
        for key in had | has:
            before, after = had.get(key), has.get(key)
            if before != after:
                yield Change(_kind(before, after), f"{topic}.{name}", subject(key), before, after, or_none=or_none)


def _places_of(category: Category) -> Message:
    return _("places: {category}", category=vocabulary.name(category))


def _places(agreement: Agreement) -> list[CategorisedMeasure]:
    """The measures, but for those whose title can't be read."""
    places = []
    for category, _index, measure in agreement.all_measures:
        with suppress(Unreadable):
            if measure.title:
                places.append(CategorisedMeasure(category, measure))
    return places


def _pairs(old: Agreement, new: Agreement) -> tuple[list[CategorisedMeasure], list[CategorisedMeasure], Matches]:
    left, right = _places(old), _places(new)
    return left, right, matched(left, right)


class MeasureChange(NamedTuple):
    """What has become of one measure."""

    kind: ChangeKind
    """Added, dropped or carried on."""
    old: CategorisedMeasure | None
    new: CategorisedMeasure | None
    changes: tuple[Change, ...]
    """What is different in it; of one that is only in one of the versions, what is stated of it."""


def changes_of_measures(old: Agreement, new: Agreement) -> Iterator[MeasureChange]:
    """What has become of each measure: those dropped, then the others in the order of the new version."""
    left, right, pairs = _pairs(old, new)
    for number, before in enumerate(left):
        if number not in pairs:
            found = _whole(ChangeKind.DROPPED, before, known=bool(new.measures))
            yield MeasureChange(ChangeKind.DROPPED, before, None, tuple(found))
    earlier = {after: left[before] for before, after in pairs.items()}
    for number, after in enumerate(right):
        if number in earlier:
            found = _measure(earlier[number], after)
            yield MeasureChange(ChangeKind.CARRIED_ON, earlier[number], after, tuple(found))
        else:
            found = _whole(ChangeKind.ADDED, after, known=bool(old.measures))
            yield MeasureChange(ChangeKind.ADDED, None, after, tuple(found))


def _none_at_all(old: Agreement, new: Agreement) -> Iterator[Change]:
    """Where there are no measures on either side: "none" isn't the same as "not stated"."""
    if not old.all_measures and not new.all_measures and bool(old.measures) != bool(new.measures):
        before, after = (_("none") if agreement.measures else None for agreement in (old, new))
        yield Change(_kind(before, after), "measures", _("measures"), before, after)


def _whole(kind: ChangeKind, place: CategorisedMeasure, *, known: bool) -> Iterator[Change]:
    """A measure that is only in one of the versions, and what is stated of it.

    `known` says whether the other version states measures at all; otherwise nobody can say that it wasn't there.
    """
    measure = place.measure
    cost = None
    with suppress(Unreadable):
        cost = measure.cost
    there, missing = cost, None if known else _("not known")
    before, after = (there, missing) if kind is ChangeKind.DROPPED else (missing, there)
    found = [Change(kind, "measure", _("measure"), before, after, or_none=True)]
    old, new = (measure, None) if kind is ChangeKind.DROPPED else (None, measure)
    found += _simple("measure", old, new, {name: text for name, text in _MEASURE.items() if name != "amount"})
    found += _amounts("measure", old, new, "by_year", _funds_of)
    yield from (change._replace(measure=measure.title, category=place.category) for change in found)


def _measure(old: CategorisedMeasure, new: CategorisedMeasure) -> Iterator[Change]:
    """What is different in a measure that is in both versions."""
    before, after = old.measure, new.measure
    found = []
    if before.title != after.title:
        subject = _seen(_("title"), before.title, after.title)
        found.append(Change(ChangeKind.RENAMED, "measure.title", subject, before.title, after.title))
    if old.category is not new.category:
        found.append(Change(ChangeKind.MOVED, "measure.category", _("category"), old.category, new.category))
    found += _simple("measure", before, after, _MEASURE)
    found += _amounts("measure", before, after, "by_year", _funds_of)
    yield from (change._replace(measure=after.title, category=new.category) for change in found)


def _review(earlier: Agreement, later: Agreement) -> Iterator[Change]:
    """What is different in the review; its measures are known by their new titles."""
    if earlier.review is None and later.review is None:
        return  # finding out which measures are the same takes longest
    left, right, pairs = _pairs(earlier, later)
    names = {left[i].measure.title: right[j].measure.title for i, j in pairs.items()}
    old, new = earlier.review, later.review
    yield from _simple("review", old, new, {"meeting_on": _("review meeting")})
    before, after = (
        [_deviation(deviation, titles.get(deviation.measure or "", deviation.measure)) for deviation in deviations]
        for titles, deviations in ((names, earlier.deviations), ({}, later.deviations))
    )
    yield from _listed("review.deviation", _("deviation"), before, after)
    own = {result.measure for result in earlier.results}  # a new title that is another one's, too, stands for that one
    now = {title: name for title, name in names.items() if name not in own}
    had = {now.get(result.measure, result.measure): result for result in earlier.results}
    has = {result.measure: result for result in later.results}
    for title in had | has:
        for change in _simple("review.result", had.get(title), has.get(title), _RESULT):
            yield change._replace(measure=title)
    yield from _simple("review.in_sum", old.in_sum if old else None, new.in_sum if new else None, _IN_SUM)


def _deviation(deviation: Deviation, measure: str | None) -> Message:
    what = measure or _("the whole agreement")
    if deviation.budget_change is None:
        return _("{day}, {what}: {reason}", day=deviation.on, what=what, reason=deviation.reason)
    change, reason = deviation.budget_change, deviation.reason
    return _("{day}, {what}: {change} ({reason})", day=deviation.on, what=what, change=change, reason=reason)


def _signatures(old: Agreement, new: Agreement) -> Iterator[Change]:
    for party in Party:
        subject = _("signature: {party}", party=vocabulary.name(party))
        for signed, signs in _signatories(party, old, new):
            if signed is None or signs is None:
                old_text, new_text = (_signature(s) if s else None for s in (signed, signs))
                yield Change(_kind(old_text, new_text), "signature", subject, old_text, new_text)
                continue
            for change in _simple("signature", signed, signs, _SIGNATURE):
                yield change._replace(subject=_("{signature}, {part}", signature=subject, part=change.subject))


def _signatories(party: Party, old: Agreement, new: Agreement) -> Iterator[tuple[Signature | None, Signature | None]]:
    """A party's signatures before and after: first those of the same people, then the others in their order."""
    before, after = ([s for s in agreement.signatures if s.party is party] for agreement in (old, new))
    for signed in list(before):
        if same := next((signs for signs in after if signs.name == signed.name), None):
            before.remove(signed)
            after.remove(same)
            yield signed, same
    yield from zip_longest(before, after)


def _signature(signature: Signature) -> Message:
    place = signature.place or "–"
    name = f"{signature.name}, {signature.office}" if signature.office else signature.name
    if signature.date is None:
        return _("{name} ({place})", name=name, place=place)
    return _("{name} ({place}, {day})", name=name, place=place, day=signature.date)


def _source(source: Source) -> Message | str:
    details = [source.publisher, source.url, source.retrieved_on]
    parts = [_("{detail}", detail=detail) for detail in details if detail is not None]
    return _("{title} ({details})", title=source.title, details=chained(parts, ", ")) if parts else source.title


def _listed(topic: str, subject: Message, old: Sequence[StatedValue], new: Sequence[StatedValue]) -> Iterator[Change]:
    """Entries of a list that are only in one of the versions."""
    rest = list(new)
    for item in old:
        if item in rest:
            rest.remove(item)
        else:
            yield Change(ChangeKind.DROPPED, topic, subject, item, None)
    for item in rest:
        yield Change(ChangeKind.ADDED, topic, subject, None, item)
