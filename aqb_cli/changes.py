"""Two versions of an agreement → what has changed, in the agreement's own terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from aqb_cli import vocabulary
from aqb_cli.german import folded
from aqb_cli.messages import Message, _, chained
from aqb_cli.model import Agreement, Category, Deviation, Entry, Measure, Party, Signature, Source
from aqb_cli.vocabulary import ChangeKind

Value: TypeAlias = str | int | Decimal | date | StrEnum | Message | None
"""What stood or stands at a place; nothing if it isn't stated."""

LIKE = 0.6
"""How like each other two titles of one category must be for a measure to count as renamed (1 is the same)."""

LIKE_ELSEWHERE = 0.85
"""The same where the measure would have been moved to another category at the same time."""


class Change(NamedTuple):
    """One change."""

    kind: ChangeKind
    topic: str
    """What it is about, for machines, such as `budget.total` or `measure.amount`."""
    subject: Message
    """What it is about, for people."""
    before: Value = None
    after: Value = None
    measure: str | None = None
    """The title, if it is about a measure; the new one."""
    category: Category | None = None
    """The measure's category; the new one."""


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


_RESULT = {"status": _("status"), "spent": _("spent"), "places_filled": _("places filled")}

_SIGNATURE = {"name": _("name"), "office": _("office"), "place": _("place"), "date": _("date")}


def changes(old: Agreement, new: Agreement) -> list[Change]:
    """What is different in the new version: budget first, then measures, then what happened around them."""
    return [
        *_simple(
            "agreement", old, new, {"district": _("district"), "year": _("programme year"), "status": _("status")}
        ),
        *_budget(old, new),
        *_measures(old, new),
        *_simple("grant", old.grant, new.grant, _GRANT),
        *_review(old, new),
        *_signatures(old, new),
        *_listed("source", _("source"), [_source(s) for s in old.sources], [_source(s) for s in new.sources]),
    ]


def _simple(topic: str, old: Entry | None, new: Entry | None, fields: Mapping[str, Message]) -> Iterator[Change]:
    """The fields of which the value is another one."""
    for name, subject in fields.items():
        before, after = (_value(getattr(entry, name) if entry else None) for entry in (old, new))
        if before != after:
            yield Change(_kind(before, after), f"{topic}.{name}", subject, before, after)


def _value(value: object) -> Value:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    assert value is None or isinstance(value, (str, int, Decimal, date))
    return value


def _kind(before: Value, after: Value) -> ChangeKind:
    if before is None:
        return ChangeKind.ADDED
    return ChangeKind.DROPPED if after is None else ChangeKind.CHANGED


def _budget(old: Agreement, new: Agreement) -> Iterator[Change]:
    before, after = old.budget, new.budget
    yield from _simple("budget", before, after, {"total": _("total")})
    yield from _amounts(
        "budget.by_year", before.by_year, after.by_year, lambda year: _("funds of {year}", year=str(year))
    )
    yield from _amounts(
        "budget.by_category",
        before.by_category,
        after.by_category,
        lambda word: _("ceiling: {category}", category=vocabulary.name(word)),
    )
    yield from _amounts(
        "budget.earmarked",
        before.earmarked,
        after.earmarked,
        lambda word: _("earmarked: {purpose}", purpose=vocabulary.name(word)),
    )
    yield from _simple("budget", before, after, {"own_contribution": _("own contribution")})


def _amounts(
    topic: str, old: Mapping[Any, Decimal], new: Mapping[Any, Decimal], subject: Callable[[Any], Message]
) -> Iterator[Change]:
    """Amounts by year, category or purpose."""
    for key in [*old, *(key for key in new if key not in old)]:
        before, after = old.get(key), new.get(key)
        if before != after:
            yield Change(_kind(before, after), topic, subject(key), before, after)


class _Place(NamedTuple):
    """A measure and its category."""

    category: Category
    measure: Measure


def _measures(old: Agreement, new: Agreement) -> Iterator[Change]:
    left = [_Place(category, measure) for category, _index, measure in old.all_measures]
    right = [_Place(category, measure) for category, _index, measure in new.all_measures]
    pairs = _paired(left, right)
    for before in left:
        if not any(before is pair[0] for pair in pairs):
            yield _whole(ChangeKind.DROPPED, before)
    for after in right:
        earlier = next((pair[0] for pair in pairs if pair[1] is after), None)
        yield from _measure(earlier, after) if earlier else (_whole(ChangeKind.ADDED, after),)


def _whole(kind: ChangeKind, place: _Place) -> Change:
    cost = place.measure.cost
    before, after = (cost, None) if kind is ChangeKind.DROPPED else (None, cost)
    return Change(kind, "measure", _("measure"), before, after, place.measure.title, place.category)


def _measure(old: _Place, new: _Place) -> Iterator[Change]:
    """What is different in a measure that is in both versions."""
    before, after = old.measure, new.measure
    found = []
    if before.title != after.title:
        found.append(Change(ChangeKind.RENAMED, "measure.title", _("title"), before.title, after.title))
    if old.category is not new.category:
        found.append(Change(ChangeKind.MOVED, "measure.category", _("category"), old.category, new.category))
    found += _simple("measure", before, after, _MEASURE)
    found += _amounts(
        "measure.by_year", before.by_year, after.by_year, lambda year: _("funds of {year}", year=str(year))
    )
    yield from (change._replace(measure=after.title, category=new.category) for change in found)


def _paired(left: Sequence[_Place], right: Sequence[_Place]) -> list[tuple[_Place, _Place]]:
    """The measures that are the same in both versions: of the same title first, then those of the most similar one."""
    pairs: list[tuple[_Place, _Place]] = []
    rest = list(right)
    for same_category in (True, False):
        for before in left:
            if any(before is pair[0] for pair in pairs):
                continue
            for after in rest:
                if after.measure.title == before.measure.title and (
                    not same_category or after.category is before.category
                ):
                    pairs.append((before, after))
                    rest.remove(after)
                    break
    taken = {id(pair[0]) for pair in pairs}
    alike = [
        (likeness, before, after)
        for before in left
        if id(before) not in taken
        for after in rest
        if (likeness := _likeness(before, after))
    ]
    used: set[int] = set()
    for _likeness_of_pair, before, after in sorted(alike, key=lambda item: -item[0]):
        if id(before) not in used and id(after) not in used:
            pairs.append((before, after))
            used |= {id(before), id(after)}
    return pairs


def _likeness(before: _Place, after: _Place) -> float:
    """How likely two measures are the same, from 0 (not at all) to 1."""
    titles = (folded(before.measure.title), folded(after.measure.title))
    ratio = SequenceMatcher(None, *titles, autojunk=False).ratio()
    least = LIKE if before.category is after.category else LIKE_ELSEWHERE
    return ratio if ratio >= least else 0.0


def _review(old: Agreement, new: Agreement) -> Iterator[Change]:
    yield from _simple("review", old.review, new.review, {"meeting_on": _("review meeting")})
    deviations = (
        [_deviation(deviation) for deviation in agreement.review.deviations] if agreement.review else []
        for agreement in (old, new)
    )
    yield from _listed("review.deviation", _("deviation"), *deviations)
    before, after = (
        {result.measure: result for result in agreement.review.results} if agreement.review else {}
        for agreement in (old, new)
    )
    for title in [*before, *(title for title in after if title not in before)]:
        for change in _simple("review.result", before.get(title), after.get(title), _RESULT):
            yield change._replace(measure=title)


def _deviation(deviation: Deviation) -> Message:
    what = deviation.measure or _("the whole agreement")
    if deviation.budget_change is None:
        return _("{day}, {what}: {reason}", day=deviation.on, what=what, reason=deviation.reason)
    return _(
        "{day}, {what}: {change} ({reason})",
        day=deviation.on,
        what=what,
        change=deviation.budget_change,
        reason=deviation.reason,
    )


def _signatures(old: Agreement, new: Agreement) -> Iterator[Change]:
    before, after = ({s.party: s for s in agreement.signatures} for agreement in (old, new))
    for party in Party:
        subject = _("signature: {party}", party=vocabulary.name(party))
        signed, signs = before.get(party), after.get(party)
        if signed is None or signs is None:
            old_text, new_text = (_signature(s) if s else None for s in (signed, signs))
            if old_text or new_text:
                yield Change(_kind(old_text, new_text), "signature", subject, old_text, new_text)
            continue
        for change in _simple("signature", signed, signs, _SIGNATURE):
            yield change._replace(subject=_("{signature}, {part}", signature=subject, part=change.subject))


def _signature(signature: Signature) -> Message:
    place = signature.place or "–"
    if signature.date is None:
        return _("{name} ({place})", name=signature.name, place=place)
    return _("{name} ({place}, {day})", name=signature.name, place=place, day=signature.date)


def _source(source: Source) -> Message | str:
    details = [source.publisher, source.url, source.retrieved_on]
    parts = [_("{detail}", detail=detail) for detail in details if detail is not None]
    return _("{title} ({details})", title=source.title, details=chained(parts, ", ")) if parts else source.title


def _listed(topic: str, subject: Message, old: Sequence[Value], new: Sequence[Value]) -> Iterator[Change]:
    """Entries of a list that are only in one of the versions."""
    rest = list(new)
    for item in old:
        if item in rest:
            rest.remove(item)
        else:
            yield Change(ChangeKind.DROPPED, topic, subject, item, None)
    for item in rest:
        yield Change(ChangeKind.ADDED, topic, subject, None, item)
