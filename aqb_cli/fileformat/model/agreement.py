"""One agreement: one district, one programme year. The fields are those of the file, in its order."""

from decimal import Decimal
from functools import cached_property

from aqb_cli.fileformat.model.base import Entry, field
from aqb_cli.fileformat.model.values import (
    Date,
    Euro,
    Flag,
    Format,
    Number,
    Positive,
    SignedEuro,
    Text,
    Total,
    Url,
    Year,
)
from aqb_cli.fileformat.model.words import Category, CategoryWord, EarmarkWord, PartyWord, ResultStatusWord, StatusWord
from aqb_cli.text.messages import N_


class OtherFunds(Entry, title=N_("Other funds"), about=N_("Who else pays, and how much.")):
    """What somebody else pays beside the state and the district."""

    name: Text = field(..., N_("Name"), N_("Who pays, or from which programme."), "Jobcenter Fulda")
    amount: Euro | None = field(None, N_("Amount"), N_("What is paid on top of the total, in euros."), 50000)


class Budget(Entry, title=N_("Budget (§ 4)"), about=N_("The funds of the agreement, in euros.")):
    """The funds of an agreement (§ 4), in euros."""

    total: Total | None = field(
        None,
        N_("Total"),
        N_(
            "What the state gives, in euros: plain digits; cents are exactly two digits behind a point. Only a draft "
            "can do without it."
        ),
        595950,
    )
    rounded: Flag = field(False, N_("Rounded"), N_("Whether the total is only known as “rund …”, from a report."), True)
    by_year: dict[Year, Euro] = field(
        dict,
        N_("By year"),
        N_("The funds by calendar year (commitment authorisation); they add up to the total."),
        {"2025": 400000, "2026": 195950},
    )
    by_category: dict[CategoryWord, Euro] = field(
        dict,
        N_("Ceilings"),
        N_("The most that the measures of a category may cost, in euros."),
        {"qualification": 100950},
    )
    earmarked: dict[EarmarkWord, Euro] = field(
        dict,
        N_("Earmarked funds"),
        N_("The part of the total that is reserved for a purpose, in euros."),
        {"part_time_training": 30000},
    )
    own_contribution: Euro | None = field(
        None, N_("Own contribution"), N_("What the district adds on top of the total, in euros."), 20000
    )
    other_funds: tuple[OtherFunds, ...] = field(
        (),
        N_("Other funds"),
        N_("Who else pays, such as the Jobcenter or the ESF; on top of the total, and in no sum of it."),
    )


class Measure(Entry, title=N_("Measure"), about=N_("One measure. Only what the agreement states is filled in.")):
    """One measure (*Maßnahme*), by its title as printed in the agreement."""

    title: Text = field(..., N_("Title"), N_("The title as printed in the agreement."), "u25 Social Coach 2025/2026")
    amount: Euro | None = field(None, N_("Amount"), N_("What the measure costs, in euros."), 80000)
    by_year: dict[Year, Euro] = field(
        dict,
        N_("By year"),
        N_("What the measure costs in each calendar year, in euros; it adds up to the amount."),
        {"2025": 30000, "2026": 50000},
    )
    starts: Date | None = field(None, N_("First day"), N_("The first day of the measure."), "2025-09-01")
    ends: Date | None = field(None, N_("Last day"), N_("The last day of the measure, inclusive."), "2026-08-31")
    places: Positive | None = field(None, N_("Places"), N_("How many people can take part at a time."), 16)
    provider: Text | None = field(
        None, N_("Provider"), N_("Who carries the measure out."), "Bildungswerk Musterstadt gGmbH"
    )
    earmark: EarmarkWord | None = field(None, N_("Earmark"), N_("The earmarked funds that pay for the measure."))
    legal_bases: tuple[Text, ...] = field(
        (),
        N_("Legal bases"),
        N_("The codes of law under which the participants come, as data/programmes/<year>.yaml names them."),
        ["SGB II", "SGB VIII"],
    )
    target_groups: tuple[Text, ...] = field(
        (), N_("Target groups"), N_("Whom the measure is for."), ["junge Menschen unter 25"]
    )

    @property
    def cost(self) -> Decimal | None:
        """What it costs in euros: its amount, or else the sum of its years; None where neither is known."""
        if self.amount is not None:
            return self.amount
        return sum(self.by_year.values(), Decimal(0)) if self.by_year else None


class PlacesInSum(
    Entry, title=N_("Places in sum"), about=N_("How many places there are, where that isn't told for each measure.")
):
    """Places of the whole agreement or of its categories, where measures don't tell them, or only in part."""

    total: Positive | None = field(
        None, N_("Total"), N_("How many people can take part at a time in all measures."), 118
    )
    by_category: dict[CategoryWord, Positive] = field(
        dict,
        N_("By category"),
        N_("How many people can take part at a time in the measures of a category."),
        {"training_preparation": 105},
    )


class Grant(Entry, title=N_("Grant notice"), about=N_("The grant notice that is issued on application.")):
    """The grant notice (*Bescheid*), issued on application."""

    applied_on: Date | None = field(
        None, N_("Applied on"), N_("The day of the application; the deadline is 31 March."), "2025-03-14"
    )
    granted_on: Date | None = field(None, N_("Granted on"), N_("The day of the grant notice."), "2025-05-20")
    reference: Text | None = field(
        None, N_("File number"), N_("The file number of the grant notice."), "RPKS - 32-12/3"
    )
    amount: Euro | None = field(None, N_("Amount"), N_("What was granted, in euros."), 595950)


class Deviation(Entry, title=N_("Deviation"), about=N_("One change during the year.")):
    """A change during the year, which counts when results are judged (§ 6)."""

    on: Date = field(..., N_("On"), N_("The day of the change."), "2025-09-30")
    measure: Text | None = field(
        None, N_("Measure"), N_("The measure's title; left out where the whole agreement is meant."), "FBI 2025/2026"
    )
    budget_change: SignedEuro | None = field(
        None,
        N_("Change of the budget"),
        N_("By how much the budget changes, in euros; negative for a reduction."),
        -12000,
    )
    reason: Text = field(..., N_("Reason"), N_("Why it was changed."), "weniger Teilnehmende")


class Result(Entry, title=N_("Result"), about=N_("What became of one measure.")):
    """What became of a measure."""

    measure: Text = field(..., N_("Measure"), N_("The measure's title."), "FBI 2025/2026")
    status: ResultStatusWord = field(..., N_("Status"), N_("Where the measure stands."))
    spent: Euro | None = field(None, N_("Spent"), N_("What was spent so far, in euros."), 18000)
    places_filled: Number | None = field(None, N_("Places filled"), N_("How many places are filled at a time."), 9)
    participants: Number | None = field(
        None, N_("Participants"), N_("How many people took part so far, also those who left again."), 14
    )


class InSum(Entry, title=N_("In sum"), about=N_("What became of the whole agreement, in sum.")):
    """What became of the whole agreement, where it is known only in sum, or in sum too."""

    spent: Euro | None = field(None, N_("Spent"), N_("What of the total was spent so far, in euros."), 412000)
    carried_over: Euro | None = field(
        None, N_("Carried over"), N_("What of the total was carried over into later years, in euros."), 150000
    )
    returned: Euro | None = field(
        None, N_("Returned"), N_("What of the total was paid back, or not drawn, in euros."), 33950
    )
    places_filled: Number | None = field(None, N_("Places filled"), N_("How many places are filled at a time."), 84)
    participants: Number | None = field(
        None, N_("Participants"), N_("How many people took part so far; one who is in two measures counts once."), 131
    )


class Review(Entry, title=N_("Review (§ 6)"), about=N_("The review meeting in autumn, and what it knows.")):
    """The autumn meeting (*Umsetzungsbesprechung*) and what it knows."""

    meeting_on: Date | None = field(None, N_("Meeting on"), N_("The day of the review meeting."), "2025-10-14")
    deviations: tuple[Deviation, ...] = field(
        (), N_("Deviations"), N_("Changes during the year, which count when the results are judged.")
    )
    results: tuple[Result, ...] = field((), N_("Results"), N_("What became of the measures."))
    in_sum: InSum | None = None


class Signature(Entry, title=N_("Signature"), about=N_("One signature.")):
    """Who signed for a party, where and when."""

    party: PartyWord = field(..., N_("Party"), N_("For whom: the ministry or the district."))
    name: Text = field(..., N_("Name"), N_("Who signed."), "Erika Muster")
    office: Text | None = field(None, N_("Office"), N_("In which office."), "Staatsministerin")
    place: Text | None = field(None, N_("Place"), N_("Where it was signed."), "Wiesbaden")
    date: Date | None = field(None, N_("Date"), N_("When it was signed."), "2025-08-02")


class Source(Entry, title=N_("Source"), about=N_("One source.")):
    """Where the facts of the file were found."""

    title: Text = field(..., N_("Title"), N_("What the source is called."), "Pressemitteilung des Wetteraukreises")
    publisher: Text | None = field(None, N_("Publisher"), N_("Who published it."), "Wetteraukreis")
    url: Url | None = field(
        None, N_("Address"), N_("Its address on the web."), "https://example.org/zielvereinbarung.pdf"
    )
    retrieved_on: Date | None = field(None, N_("Retrieved on"), N_("The day on which it was read there."), "2025-09-01")


class Agreement(
    Entry,
    title=N_("Target agreement"),
    schema={
        "if": {"properties": {"status": {"const": "draft"}}},
        "else": {
            "properties": {
                "budget": {"type": "object", "required": ["total"], "properties": {"total": {"not": {"type": "null"}}}}
            }
        },
    },
    about=N_(
        "A target agreement of the training and qualification budget (AQB) between the ministry and a district. "
        "What `aqb validate` accepts, this schema accepts. It can't see everything: how a number is written (1.5 "
        "or 1e3 instead of 1.50 or 1000), sums, the order of dates, names of measures, and what a year allows."
    ),
):
    """A target agreement (*Zielvereinbarung*) between the ministry and a district."""

    format: Format = field(..., N_("Format"), N_("The version of the file format: always 1."), 1)
    district: Text = field(
        ..., N_("District"), N_("The district's short name, as in data/districts.yaml."), "hersfeld-rotenburg"
    )
    """The district's slug in the reference, such as `hersfeld-rotenburg`."""
    year: Year = field(..., N_("Programme year"), N_("The year that the agreement is made for."), 2025)
    status: StatusWord = field(
        ...,
        N_("Status"),
        N_("How firm the agreement is: draft, signed, or reported (known from a secondary source only)."),
    )
    budget: Budget
    measures: dict[CategoryWord, tuple[Measure, ...]] = field(
        dict, N_("Measures (§ 5)"), N_("The measures by category. All four categories are named; an empty one is [].")
    )
    places: PlacesInSum | None = None
    grant: Grant | None = None
    review: Review | None = None
    signatures: tuple[Signature, ...] = field(
        (), N_("Signatures"), N_("Who signed for each of the two parties: one person or two.")
    )
    sources: tuple[Source, ...] = field((), N_("Sources"), N_("Where the facts of this file were found."))

    @property
    def name(self) -> str:
        """What it is called on the command line, such as `fulda/2025`."""
        return f"{self.district}/{self.year}"

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """The changes during the year, as far as a review knows any."""
        return self.review.deviations if self.review else ()

    @property
    def results(self) -> tuple[Result, ...]:
        """What became of the measures, as far as a review knows."""
        return self.review.results if self.review else ()

    @cached_property
    def all_measures(self) -> tuple[tuple[Category, int, Measure], ...]:
        """Each measure with its category and its place in the category's list, in the file's order."""
        return tuple(
            (category, index, measure)
            for category, measures in self.measures.items()
            for index, measure in enumerate(measures)
        )

    @cached_property
    def costs(self) -> tuple[Decimal | None, ...]:
        """What each of all measures costs in euros; None where that isn't known."""
        return tuple(measure.cost for _category, _index, measure in self.all_measures)

    @cached_property
    def known_cost(self) -> tuple[Decimal, int]:
        """What all measures cost in euros as far as that is known, and of how many it is."""
        known = [cost for cost in self.costs if cost is not None]
        return sum(known, Decimal(0)), len(known)

    @cached_property
    def dated_measures(self) -> tuple[tuple[Category, int, Measure], ...]:
        """Of all measures those that state a first or last day, readable or not."""
        return tuple(
            item
            for item in self.all_measures
            if vars(item[2]).get("starts", ...) is not None or vars(item[2]).get("ends", ...) is not None
        )
