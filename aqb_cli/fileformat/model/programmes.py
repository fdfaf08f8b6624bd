"""The rules of a programme year: its own, those that stand from year to year, and the ministry that signs."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from aqb_cli.fileformat.model.agreement import Agreement, Source
from aqb_cli.fileformat.model.base import Entry, field
from aqb_cli.fileformat.model.districts import FORMAT, SOURCES, Cases, Gender
from aqb_cli.fileformat.model.scalars import Reader, invalid, text_of, word_of
from aqb_cli.fileformat.model.values import Date, Euro, Format, Text, Year
from aqb_cli.fileformat.model.words import CategoryWord, EarmarkWord, Party
from aqb_cli.fileformat.rules import form as rules
from aqb_cli.text.messages import N_, _

GRANT_AUTHORITY: Any = field(
    None, N_("Grant authority"), N_("Who issues the grant notices."), "Regierungspräsidium Kassel"
)
LEGAL_BASES: Any = field(
    (),
    N_("Legal bases"),
    N_("The legal bases (Rechtskreise) that work together in the programme."),
    ["SGB II", "SGB VIII"],
)
"""The fields that a programme year has of its own or from the standing rules."""


class Ministry(Entry, title=N_("Ministry"), about=N_("The ministry that signs.")):
    """The ministry that signs for the state."""

    name: Text = field(
        ..., N_("Name"), N_("The official name."), "Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales"
    )
    short_name: Text = field(..., N_("Short name"), N_("What it is called in the text of agreements."), "HMSI")
    gender: Annotated[Gender, word_of(Gender)] | None = field(
        None, N_("Gender"), N_("The grammatical gender of its name."), "masculine"
    )
    cases: Cases | None = None
    seat: Text | None = field(None, N_("Seat"), N_("Where it sits, and signs."), "Wiesbaden")
    since: Date | None = field(
        None,
        N_("Since"),
        N_("The first day on which it bore this name; none for the earliest name that is known."),
        "2024-01-18",
    )


class MonthAndDay(NamedTuple):
    """A day that comes in each year. One value, and no list of two to the readers of lists."""

    month: int
    day: int


def _read_day_of_year(value: Any) -> MonthAndDay:
    text = text_of(value)
    try:
        day = date.fromisoformat(f"2001-{text}")  # not a leap year, so that each year has the day
    except ValueError:
        raise invalid(
            rules.not_a_date,
            _("“{text}” isn't a day of the year.", text=text),
            _("Write month and day, such as 03-31 for 31 March."),
        ) from None
    return MonthAndDay(day.month, day.day)


DayOfYear = Annotated[
    MonthAndDay, Reader(_read_day_of_year, {"type": "string", "pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"})
]
"""How such a day is written."""


class StandingRules(
    Entry, title=N_("Standing rules"), about=N_("Rules of the programme that stand from year to year.")
):
    """Rules of the programme that stand from year to year."""

    since: Year = field(..., N_("Since"), N_("The first programme year for which the rules are known."), 2025)
    grant_authority: Text | None = GRANT_AUTHORITY
    apply_until: DayOfYear | None = field(
        None,
        N_("Applications until"),
        N_("The last day for applications in the programme year: month and day."),
        "03-31",
    )
    start_from: DayOfYear | None = field(
        None,
        N_("Start from"),
        N_("The first day that measures may be paid for in the programme year: month and day."),
        "01-01",
    )
    legal_bases: tuple[Text, ...] = LEGAL_BASES


class Programme(
    Entry,
    title=N_("Programme year"),
    about=N_("The rules, names and figures of one programme year; only what is known."),
):
    """The rules, names and figures of one programme year; only what is known."""

    format: Format = FORMAT
    year: Year = field(..., N_("Programme year"), N_("The name of the file, too."), 2025)
    name: Text | None = field(
        None,
        N_("Name"),
        N_("What the programme is called in this year."),
        "Ausbildungs- und Qualifizierungsbudget 2025",
    )
    ministry: Ministry | None = None
    grant_authority: Text | None = GRANT_AUTHORITY
    application_deadline: Date | None = field(
        None, N_("Application deadline"), N_("The last day for applications."), "2025-03-31"
    )
    earliest_start: Date | None = field(
        None, N_("Earliest start"), N_("The first day that measures may be paid for."), "2025-01-01"
    )
    legal_bases: tuple[Text, ...] = LEGAL_BASES
    categories: dict[CategoryWord, Text] = field(
        dict,
        N_("Headings"),
        N_("What the agreements of this year call the categories."),
        {"training_preparation": "Ausbildungsvorbereitung"},
    )
    earmarks: dict[EarmarkWord, Text] = field(
        dict,
        N_("Earmarked funds"),
        N_("What the earmarked funds are called in this year."),
        {"part_time_training": "Teilzeitausbildung"},
    )
    statewide_budget: Euro | None = field(
        None, N_("Statewide budget"), N_("What the state gives all districts together, in euros."), 27700000
    )
    statewide_earmarked: dict[EarmarkWord, Euro] = field(
        dict,
        N_("Statewide earmarked funds"),
        N_("Funds for a purpose on top of the statewide budget, in euros."),
        {"part_time_training": 1000000},
    )
    statewide_includes: tuple[Text, ...] = field(
        (),
        N_("What the statewide budget includes"),
        N_("What it covers beside the agreements; if anything, no agreement's share of it is shown."),
        ["Arbeitsmarktbudget"],
    )
    sources: tuple[Source, ...] = SOURCES

    @property
    def statewide(self) -> Decimal | None:
        """What all agreements have together, in euros; None if no figure is known that covers just that."""
        if self.statewide_budget is None or self.statewide_includes:
            return None
        return self.statewide_budget + sum(self.statewide_earmarked.values(), Decimal(0))


class StandingFacts(
    Entry,
    title=N_("What depends on no programme year"),
    about=N_("The ministry's names by the days from which it bore them, and the programme's standing rules."),
):
    """What doesn't depend on one programme year: the ministry's names, the earliest first, and the standing rules."""

    format: Format = FORMAT
    ministries: tuple[Ministry, ...] = field((), N_("Ministries"), N_("The ministry's names, the earliest first."))
    rules: StandingRules | None = None
    sources: tuple[Source, ...] = SOURCES

    def ministry_on(self, day: date) -> Ministry | None:
        """The ministry as it was called on a day; None if no name is known for that time."""
        borne = [ministry for ministry in self.ministries if ministry.since is None or ministry.since <= day]
        return borne[-1] if borne else None

    def ministry_of(self, agreement: Agreement, programme: Programme | None) -> Ministry | None:
        """The ministry of an agreement: the one that its year's file names, else as it was called on the day it signed.

        Without such a day, the name at the end of the programme year counts: agreements are signed in its course.
        """
        if programme is not None and programme.ministry is not None:
            return programme.ministry
        signed = [each.date for each in agreement.signatures if each.party is Party.MINISTRY and each.date is not None]
        return self.ministry_on(min(signed, default=date(agreement.year, 12, 31)))

    def programme(self, year: int, own: Programme | None) -> Programme:
        """What is known of a programme year: from its own file, else from the standing rules."""
        stands = self.rules if self.rules is not None and self.rules.since <= year else None
        known: dict[str, Any] = {}
        if stands is not None:
            known = {
                "grant_authority": stands.grant_authority,
                "application_deadline": date(year, *stands.apply_until) if stands.apply_until else None,
                "earliest_start": date(year, *stands.start_from) if stands.start_from else None,
                "legal_bases": stands.legal_bases,
            }
        if own is None:
            return Programme.model_construct(format=1, year=year, **known)
        return own.model_copy(update={name: value for name, value in known.items() if not getattr(own, name)})


NOTHING_STANDS = StandingFacts.model_construct(format=1)
"""No ministry and no rule is known."""
