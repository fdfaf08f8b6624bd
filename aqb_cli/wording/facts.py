"""What a wording may speak of: the facts of one agreement, as `docs/wording.md` lists them.

The annotations are the contract with the packs: a placeholder is checked against them before anything is rendered.
`None` stands for what isn't stated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from aqb_cli.fileformat.model import (
    NOTHING_STANDS,
    Agreement,
    Budget,
    Cases,
    Category,
    District,
    DistrictKind,
    Earmark,
    Entry,
    Measure,
    Ministry,
    Party,
    Programme,
    StandingFacts,
    Status,
)
from aqb_cli.fileformat.vocabulary import name

Taken = TypeVar("Taken")


class Rounded(Decimal):
    """An amount in euros that is only known as “rund …”; filters write that before it."""


class Blank(Decimal):
    """An amount that is still open: filters write a blank to be filled in, and no comparison holds for it."""

    def _never(self, _other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _never


class DistrictFacts(NamedTuple):
    """The district; its name with the article in the four cases, as inside a sentence."""

    name: str
    nominative: str
    genitive: str
    dative: str
    accusative: str
    kind: DistrictKind
    seat: str
    region: str


class MinistryFacts(NamedTuple):
    """The ministry; its name with the article in the four cases, as inside a sentence."""

    name: str | None
    short_name: str | None
    seat: str | None
    nominative: str | None
    genitive: str | None
    dative: str | None
    accusative: str | None


class ProgrammeFacts(NamedTuple):
    """The rules of the programme year."""

    name: str | None
    grant_authority: str | None
    application_deadline: date | None
    earliest_start: date | None
    legal_bases: tuple[str, ...]


class YearFacts(NamedTuple):
    """The funds of one calendar year."""

    year: int
    amount: Decimal


class NamedAmount(NamedTuple):
    """Funds with a name: a purpose or a category."""

    label: str
    amount: Decimal


class OtherFundsFacts(NamedTuple):
    """What somebody else pays on top of the total."""

    label: str
    amount: Decimal | None


class NamedNumber(NamedTuple):
    """A number of places with a name: a category's."""

    label: str
    number: int


class PlacesFacts(NamedTuple):
    """Places that are told for the whole agreement or its categories."""

    total: int | None
    by_category: tuple[NamedNumber, ...]


class CeilingFacts(NamedTuple):
    """The categories' ceilings, each by its own name."""

    training_preparation: Decimal | None
    vocational_training: Decimal | None
    qualification: Decimal | None
    staff_training: Decimal | None


class BudgetFacts(NamedTuple):
    """The funds, in euros."""

    total: Decimal
    """`Rounded` or `Blank` where it isn't known exactly."""
    by_year: tuple[YearFacts, ...]
    this_year: Decimal | None
    """What the programme year has of them, and the year after it: for sentences."""
    next_year: Decimal | None
    by_category: tuple[NamedAmount, ...]
    ceilings: CeilingFacts
    """The same as by_category, for sentences."""
    earmarked: tuple[NamedAmount, ...]
    own_contribution: Decimal | None
    other_funds: tuple[OtherFundsFacts, ...]
    part_time_training: Decimal | None
    """The earmarked funds once more, each by its own name."""
    migrant_integration: Decimal | None
    digitalisation: Decimal | None


class MeasureFacts(NamedTuple):
    """One measure."""

    title: str
    amount: Decimal | None
    by_year: tuple[YearFacts, ...]
    starts: date | None
    ends: date | None
    places: int | None
    provider: str | None
    earmark: str | None
    legal_bases: tuple[str, ...]
    target_groups: tuple[str, ...]


class CategoryFacts(NamedTuple):
    """A category with its measures."""

    key: Category
    number: int
    label: str
    ceiling: Decimal | None
    measures: tuple[MeasureFacts, ...]


class GrantFacts(NamedTuple):
    """The grant notice."""

    applied_on: date | None
    granted_on: date | None
    reference: str | None
    amount: Decimal | None


class SignatureFacts(NamedTuple):
    """Who signed for a party, where and when."""

    name: str | None
    office: str | None
    place: str | None
    date: date | None


class SignaturesFacts(NamedTuple):
    """The signatures of both parties; a party has one signatory or two."""

    ministry: SignatureFacts
    district: SignatureFacts
    second_ministry: SignatureFacts
    second_district: SignatureFacts


class SourceFacts(NamedTuple):
    """Where the facts were found."""

    title: str
    publisher: str | None
    url: str | None
    retrieved_on: date | None


class Facts(NamedTuple):
    """All that a wording may speak of."""

    year: int
    next_year: int
    status: Status
    district: DistrictFacts
    ministry: MinistryFacts
    programme: ProgrammeFacts
    budget: BudgetFacts
    categories: tuple[CategoryFacts, ...]
    """All four; none where the measures aren't known."""
    places: PlacesFacts
    grant: GrantFacts
    signatures: SignaturesFacts
    sources: tuple[SourceFacts, ...]


def facts_of(
    agreement: Agreement, district: District, programme: Programme | None, standing: StandingFacts = NOTHING_STANDS
) -> Facts:
    """The facts of an agreement. `programme` is what is known of its year, `standing` has the ministry's names."""
    programme = programme or Programme.model_construct(format=1, year=agreement.year)
    return Facts(
        year=agreement.year,
        next_year=agreement.year + 1,
        status=agreement.status,
        district=DistrictFacts(
            district.name, *_cases(district.cases), kind=district.kind, seat=district.seat, region=district.region
        ),
        ministry=_ministry(standing.ministry_of(agreement, programme)),
        programme=_taken(ProgrammeFacts, programme),
        budget=_budget(agreement, programme),
        categories=_categories(agreement, programme),
        places=_places(agreement, programme),
        grant=_taken(GrantFacts, agreement.grant),
        signatures=_signatures(agreement),
        sources=tuple(_taken(SourceFacts, source) for source in agreement.sources),
    )


def _taken(kind: Callable[..., Taken], entry: Entry | None) -> Taken:
    """Facts of which each is a field of an entry; all of them `None` if there is no entry."""
    return kind(*(entry and getattr(entry, name) for name in kind.__annotations__))


def _label(word: Category | Earmark, names: Mapping[Any, str]) -> str:
    """What a programme calls a category or purpose; what we call it where it has no name."""
    return names.get(word) or name(word).translated("de")


def _cases(cases: Cases) -> tuple[str, str, str, str]:
    return cases.nominative, cases.genitive, cases.dative, cases.accusative


def _ministry(ministry: Ministry | None) -> MinistryFacts:
    if ministry is None:
        return MinistryFacts(*[None] * 7)
    cases = _cases(ministry.cases) if ministry.cases else (None,) * 4
    return MinistryFacts(ministry.name, ministry.short_name, ministry.seat, *cases)


def _budget(agreement: Agreement, programme: Programme) -> BudgetFacts:
    budget = agreement.budget
    return BudgetFacts(
        total=_total(budget),
        by_year=tuple(YearFacts(year, amount) for year, amount in sorted(budget.by_year.items())),
        this_year=budget.by_year.get(agreement.year),
        next_year=budget.by_year.get(agreement.year + 1),
        by_category=tuple(
            NamedAmount(_label(category, programme.categories), budget.by_category[category])
            for category in Category
            if category in budget.by_category
        ),
        ceilings=CeilingFacts(*(budget.by_category.get(category) for category in Category)),
        earmarked=tuple(
            NamedAmount(_label(purpose, programme.earmarks), amount) for purpose, amount in budget.earmarked.items()
        ),
        own_contribution=budget.own_contribution,
        other_funds=tuple(OtherFundsFacts(each.name, each.amount) for each in budget.other_funds),
        part_time_training=budget.earmarked.get(Earmark.PART_TIME_TRAINING),
        migrant_integration=budget.earmarked.get(Earmark.MIGRANT_INTEGRATION),
        digitalisation=budget.earmarked.get(Earmark.DIGITALISATION),
    )


def _total(budget: Budget) -> Decimal:
    if budget.total is None:
        return Blank("NaN")
    return Rounded(budget.total) if budget.rounded else budget.total


def _categories(agreement: Agreement, programme: Programme) -> tuple[CategoryFacts, ...]:
    if not agreement.measures:
        return ()
    return tuple(
        CategoryFacts(
            category,
            number,
            _label(category, programme.categories),
            agreement.budget.by_category.get(category),
            tuple(_measure(measure, programme) for measure in agreement.measures.get(category, ())),
        )
        for number, category in enumerate(Category, 1)
    )


def _places(agreement: Agreement, programme: Programme) -> PlacesFacts:
    places = agreement.places
    stated = places.by_category if places else {}
    by_category = tuple(
        NamedNumber(_label(category, programme.categories), stated[category])
        for category in Category
        if category in stated
    )
    return PlacesFacts(places.total if places else None, by_category)


def _measure(measure: Measure, programme: Programme) -> MeasureFacts:
    return MeasureFacts(
        measure.title,
        measure.cost,
        tuple(YearFacts(year, amount) for year, amount in sorted(measure.by_year.items())),
        measure.starts,
        measure.ends,
        measure.places,
        measure.provider,
        _label(measure.earmark, programme.earmarks) if measure.earmark else None,
        measure.legal_bases,
        measure.target_groups,
    )


def _signatures(agreement: Agreement) -> SignaturesFacts:
    of = {party: [each for each in agreement.signatures if each.party is party] for party in Party}
    (ministry, second_ministry), (district, second_district) = (
        [_taken(SignatureFacts, each) for each in (*of[party], None, None)[:2]]
        for party in (Party.MINISTRY, Party.DISTRICT)
    )
    return SignaturesFacts(ministry, district, second_ministry, second_district)
