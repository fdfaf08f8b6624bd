"""One agreement: one district, one programme year. The fields are those of the file, in its order."""

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from aqb_cli.fileformat.model.base import Entry
from aqb_cli.fileformat.model.scalars import Reader, read_word, word_of
from aqb_cli.fileformat.model.values import Date, Euro, Format, Number, Positive, SignedEuro, Text, Total, Url, Year
from aqb_cli.fileformat.rules import form as rules
from aqb_cli.text.messages import _


class Status(StrEnum):
    """How firm an agreement is."""

    DRAFT = "draft"
    SIGNED = "signed"
    REPORTED = "reported"
    """Known from a secondary source only, such as a press release."""


class Category(StrEnum):
    """The four kinds of measure (*Maßnahmenarten*), in the order of the agreements (§ 5)."""

    TRAINING_PREPARATION = "training_preparation"
    VOCATIONAL_TRAINING = "vocational_training"
    QUALIFICATION = "qualification"
    STAFF_TRAINING = "staff_training"


class Earmark(StrEnum):
    """What funds can be reserved for (*zweckgebundene Mittel*)."""

    PART_TIME_TRAINING = "part_time_training"
    MIGRANT_INTEGRATION = "migrant_integration"
    DIGITALISATION = "digitalisation"


class Party(StrEnum):
    """Who signs."""

    MINISTRY = "ministry"
    DISTRICT = "district"


class ResultStatus(StrEnum):
    """Where a measure stands at the review."""

    PLANNED = "planned"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


def _read_category(value: Any) -> Category:
    return read_word(Category, value, rules.unknown_category, _("There is no category “{text}”.", text=str(value)))


def _read_earmark(value: Any) -> Earmark:
    return read_word(
        Earmark, value, rules.unknown_earmark, _("There are no earmarked funds called “{text}”.", text=str(value))
    )


CategoryWord = Annotated[Category, Reader(_read_category, {"enum": list(Category)})]
EarmarkWord = Annotated[Earmark, Reader(_read_earmark, {"enum": list(Earmark)})]


class Budget(Entry):
    """The funds of an agreement (§ 4), in euros."""

    total: Total
    by_year: dict[Year, Euro] = Field(default_factory=dict)
    """The funds by calendar year (*Verpflichtungsermächtigung*); adds up to the total."""
    by_category: dict[CategoryWord, Euro] = Field(default_factory=dict)
    """Ceilings: the most that a category's measures may cost."""
    earmarked: dict[EarmarkWord, Euro] = Field(default_factory=dict)
    """The part of the total that is reserved for a purpose."""
    own_contribution: Euro | None = None
    """What the district adds on top of the total (*Eigenmittel*)."""


class Measure(Entry):
    """One measure (*Maßnahme*), by its title as printed in the agreement."""

    title: Text
    amount: Euro | None = None
    by_year: dict[Year, Euro] = Field(default_factory=dict)
    starts: Date | None = None
    ends: Date | None = None
    """The last day, inclusive."""
    places: Positive | None = None
    """How many people can take part at a time."""
    provider: Text | None = None
    """Who carries the measure out (*Träger*)."""
    earmark: EarmarkWord | None = None
    """The earmarked funds that pay for it."""
    legal_bases: tuple[Text, ...] = ()
    target_groups: tuple[Text, ...] = ()

    @property
    def cost(self) -> Decimal | None:
        """What it costs in euros: its amount, or else the sum of its years; None where neither is known."""
        if self.amount is not None:
            return self.amount
        return sum(self.by_year.values(), Decimal(0)) if self.by_year else None


class Grant(Entry):
    """The grant notice (*Bescheid*), issued on application."""

    applied_on: Date | None = None
    granted_on: Date | None = None
    reference: Text | None = None
    """The file number (*Aktenzeichen*)."""
    amount: Euro | None = None


class Deviation(Entry):
    """A change during the year, which counts when results are judged (§ 6)."""

    on: Date
    measure: Text | None = None
    """The measure's title; without one, the whole agreement is meant."""
    budget_change: SignedEuro | None = None
    """In euros, negative for a reduction."""
    reason: Text


class Result(Entry):
    """What became of a measure."""

    measure: Text
    status: Annotated[ResultStatus, word_of(ResultStatus)]
    spent: Euro | None = None
    places_filled: Number | None = None


class Review(Entry):
    """The autumn meeting (*Umsetzungsbesprechung*) and what it knows."""

    meeting_on: Date | None = None
    deviations: tuple[Deviation, ...] = ()
    results: tuple[Result, ...] = ()


class Signature(Entry):
    """Who signed for a party, where and when."""

    party: Annotated[Party, word_of(Party)]
    name: Text
    office: Text | None = None
    place: Text | None = None
    date: Date | None = None


class Source(Entry):
    """Where the facts of the file were found."""

    title: Text
    publisher: Text | None = None
    url: Url | None = None
    retrieved_on: Date | None = None


class Agreement(Entry):
    """A target agreement (*Zielvereinbarung*) between the ministry and a district."""

    format: Format
    district: Text
    """The district's slug in the reference, such as `hersfeld-rotenburg`."""
    year: Year
    """The programme year."""
    status: Annotated[Status, word_of(Status)]
    budget: Budget
    measures: dict[CategoryWord, tuple[Measure, ...]] = Field(default_factory=dict)
    """By category. Left out where nothing is known of them; otherwise all four are named."""
    grant: Grant | None = None
    review: Review | None = None
    signatures: tuple[Signature, ...] = ()
    sources: tuple[Source, ...] = ()

    @cached_property
    def all_measures(self) -> tuple[tuple[Category, int, Measure], ...]:
        """Each measure with its category and its place in the category's list, in the file's order."""
        return tuple(
            (category, index, measure)
            for category, measures in self.measures.items()
            for index, measure in enumerate(measures)
        )
