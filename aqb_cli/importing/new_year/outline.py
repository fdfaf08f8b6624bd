"""The fields of a new year's draft, and the comments that say what is known and what is to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.diagnostics import FieldPath
from aqb_cli.fileformat import vocabulary
from aqb_cli.fileformat.drafting import drafted
from aqb_cli.fileformat.fmt.scalars import written
from aqb_cli.fileformat.model import (
    NOTHING_STANDS,
    Agreement,
    Category,
    District,
    DistrictKind,
    Measure,
    Programme,
    StandingFacts,
    Status,
)
from aqb_cli.importing.new_year.carrying import Carried, Fate
from aqb_cli.text.messages import Message, _

_KEPT = ("title", "starts", "ends", "places", "provider", "earmark", "legal_bases", "target_groups")
"""The fields of a measure that stay true in the next year; amounts are agreed anew."""


class Start(NamedTuple):
    """What is known of a new year's agreement."""

    district: District
    year: int
    programmes: Sequence[Programme]
    """Of the year and of those before that have a file, the latest first."""
    standing: StandingFacts = NOTHING_STANDS
    """The ministry's names by their days."""
    carried: Carried | None = None
    """What becomes of an earlier agreement's measures."""
    total: Decimal | None = None
    own_contribution: Decimal | None = None


def outline(start: Start, language: str, schema: str | None) -> str:
    """The text of the draft, its comments in a language. Raises `Unformattable` if it can't be written."""
    budget = {"total": start.total}
    if start.own_contribution is not None:
        budget["own_contribution"] = start.own_contribution
    running = start.carried.running if start.carried else ()
    data: dict[str, Any] = {
        "format": 1,
        "district": start.district.slug,
        "year": start.year,
        "status": Status.DRAFT.value,
        "budget": budget,
        "measures": {category.value: [_fields(start, fate.measure) for fate in _of(running, category)]
                     for category in Category},
        "signatures": [],
        "sources": [],
    }  # fmt: skip
    comments = {
        place: [line if isinstance(line, str) else line.translated(language) for line in lines]
        for place, lines in _comments(start).items()
    }
    return drafted(data, comments, [line.translated(language) for line in _head(start)], schema)


def _of(fates: Sequence[Fate], category: Category) -> list[Fate]:
    return [fate for fate in fates if fate.category is category]


def _fields(start: Start, measure: Measure) -> dict[str, Any]:
    fields = {name: getattr(measure, name) for name in _KEPT}
    if measure.starts is not None and measure.starts < _earliest(start):
        fields["starts"] = None
    return {name: value for name, value in fields.items() if value not in (None, ())}


def _earliest(start: Start) -> date:
    """The first day for which funds of the year can be used."""
    own = next((programme.earliest_start for programme in start.programmes if programme.year == start.year), None)
    return own or date(start.year, 1, 1)


def _head(start: Start) -> list[Message]:
    name = f"{start.district.slug}/{start.year}"
    lines = [
        _("Draft of the target agreement {year}: {district}", year=start.year, district=start.district.name),
        _("`aqb validate {name}` says what is still to be filled in, and where.", name=name),
    ]
    for programme in start.programmes:
        day = programme.application_deadline
        if day is not None:
            lines.append(_("Applications in the programme year {year}: until {day}", year=programme.year, day=day))
            break
    for programme in start.programmes:
        day = programme.earliest_start
        if day is not None:
            lines.append(_("Measures in the programme year {year}: from {day} on", year=programme.year, day=day))
            break
    return lines


def _comments(start: Start) -> dict[FieldPath, list[Message | str]]:
    ministry = start.standing.ministry_on(date(start.year, 12, 31))
    district = ("district", start.district.seat)
    seats = [("ministry", ministry.seat if ministry else None), district]
    if start.district.kind is DistrictKind.KREISFREIE_STADT:
        seats.append(district)  # § 71 (2) HGO: what binds a city is signed by two
    comments: dict[FieldPath, list[Message | str]] = {
        ("budget",): [_("Where the agreement states them, also own_contribution, by_year, by_category, earmarked.")],
        ("budget", "total"): [_("In euros, in plain digits: 595950, or with cents 595950.50.")],
        ("measures",): [
            _("One entry for each measure, `- title: …` as the agreement prints it. Below the title, what is stated"
              " of amount, starts, ends, places, provider."),
        ],
        ("signatures",): [
            _("When both have signed: `status: signed`, and here in place of the brackets"),
            *(
                f"- {{party: {party}, name: …, office: …, place: {place}, date: {start.year}-…}}"
                for party, seat in seats
                if (place := written(seat or "…", is_text=True, flow=True))
            ),
        ],
        ("sources",): [
            _("Where the facts are from, for example"),
            f"- {{title: Zielvereinbarung {start.year}, publisher: …}}",
        ],
    }  # fmt: skip
    for category in Category:
        comments["measures", category.value] = [_heading(start, category)]
    if start.carried is not None:
        _add_earlier(start, start.carried, comments)
    return comments


def _heading(start: Start, category: Category) -> Message | str:
    """What the programme calls a category, in the year or the latest one before that says it."""
    names = (programme.categories.get(category) for programme in start.programmes)
    return next((name for name in names if name), vocabulary.name(category))


def _add_earlier(start: Start, carried: Carried, comments: dict[FieldPath, list[Message | str]]) -> None:
    """Says in the draft what an earlier agreement says, and what of it a person has to look at."""
    earlier = carried.agreement
    if earlier.budget.total is not None:
        total = _("around {amount}", amount=earlier.budget.total) if earlier.budget.rounded else earlier.budget.total
        comments["budget", "total"].append(_("In {year} it was {amount}.", year=earlier.year, amount=total))
    later = _later(start, earlier, earlier.budget.by_year)
    if later is not None:
        comments["budget", "total"].append(later)
    if earlier.budget.own_contribution is not None:
        amount = earlier.budget.own_contribution
        comments["budget",].append(_("The own contribution of {year} was {amount}.", year=earlier.year, amount=amount))
    for category in Category:
        for index, fate in enumerate(_of(carried.running, category)):
            comments["measures", category.value, index] = _about(start, earlier, fate)
        unclear = _of(carried.unclear, category)
        if unclear:
            lines: list[Message | str] = [
                _("Does it run on? The agreement of {year} doesn't say; enter below what does.", year=earlier.year),
                *(f"- title: {written(fate.measure.title, is_text=True, flow=False)}" for fate in unclear),
            ]
            comments["measures", category.value] += lines


def _about(start: Start, earlier: Agreement, fate: Fate) -> list[Message | str]:
    measure = fate.measure
    lines: list[Message | str] = [_("Carried from {year}: {reason}.", year=earlier.year, reason=fate.reason)]
    if measure.starts is not None and measure.starts < _earliest(start):
        lines.append(
            _("It began on {day}; funds of {year} can be used from {earliest} on.",
              day=measure.starts, year=start.year, earliest=_earliest(start))
        )  # fmt: skip
    later = _later(start, earlier, measure.by_year)
    if later is not None:
        lines.append(later)
    elif measure.cost is not None:
        lines.append(_("In {year} its amount was {amount}.", year=earlier.year, amount=measure.cost))
    return lines


def _later(start: Start, earlier: Agreement, by_year: Mapping[int, Decimal]) -> Message | None:
    """What an earlier agreement provides for the new year and later ones: funds of its own, never to count twice."""
    amounts = [
        _("{amount} for {year}", amount=amount, year=year)
        for year, amount in sorted(by_year.items())
        if year >= start.year and amount
    ]
    if not amounts:
        return None
    return _("The agreement of {year} provides {amounts}. That counts there and isn't entered here again.",
             year=earlier.year, amounts=amounts)  # fmt: skip
