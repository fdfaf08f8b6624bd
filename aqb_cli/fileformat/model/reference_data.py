"""What all agreements refer to: the districts, and the rules of a programme year."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from aqb_cli.fileformat.model.agreement import Agreement, Source
from aqb_cli.fileformat.model.base import Entry
from aqb_cli.fileformat.model.scalars import Reader, invalid, word_of
from aqb_cli.fileformat.model.values import Date, Euro, Format, Text, Year
from aqb_cli.fileformat.model.words import CategoryWord, EarmarkWord, Party
from aqb_cli.fileformat.rules import form as rules
from aqb_cli.text.german import slug
from aqb_cli.text.messages import N_, _


class DistrictKind(StrEnum):
    """What a district is by law."""

    LANDKREIS = "landkreis"
    KREISFREIE_STADT = "kreisfreie_stadt"


class Gender(StrEnum):
    """The grammatical gender of a district's name."""

    MASCULINE = "masculine"
    FEMININE = "feminine"


FORMAT: Any = Field(title=N_("Format"), description=N_("The version of the file format; 1 at present."), examples=[1])
SOURCES: Any = Field((), title=N_("Sources"), description=N_("Where the facts of this file were found."))
GRANT_AUTHORITY: Any = Field(
    None,
    title=N_("Grant authority"),
    description=N_("Who issues the grant notices."),
    examples=["Regierungspräsidium Kassel"],
)
LEGAL_BASES: Any = Field(
    (),
    title=N_("Legal bases"),
    description=N_("The legal bases (Rechtskreise) that work together in the programme."),
    examples=[["SGB II", "SGB VIII"]],
)
"""The fields that more than one of the files has."""


def _read_slug(value: Any) -> str:
    from aqb_cli.text import german

    if not isinstance(value, str) or not value or german.slug(value) != value:
        raise invalid(
            rules.unknown_word,
            _("“{text}” isn't a short name.", text=str(value)),
            _("Write small letters, digits and hyphens."),
        )
    return value


def _read_key(value: Any) -> str:
    if not (isinstance(value, str) and len(value) == 5 and value.isdecimal() and value.startswith("06")):
        raise invalid(
            rules.unknown_word,
            _("“{text}” isn't an official key of a Hessian district.", text=str(value)),
            _("Write five digits that begin with 06, such as 06632."),
        )
    return value


Slug = Annotated[str, Reader(_read_slug, {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$"})]
OfficialKey = Annotated[str, Reader(_read_key, {"type": ["string", "integer"], "pattern": "^06[0-9]{3}$"})]
"""The first five digits of the *Amtlicher Gemeindeschlüssel*."""


class Cases(
    Entry,
    title=N_("Cases"),
    json_schema_extra={"description": N_("The name with its article, as it stands inside a German sentence.")},
):
    """A name with its article in the four cases, as it stands inside a German sentence."""

    nominative: Text = Field(title=N_("Nominative"), description=N_("Who or what."), examples=["der Landkreis Fulda"])
    genitive: Text = Field(title=N_("Genitive"), description=N_("Whose."), examples=["des Landkreises Fulda"])
    dative: Text = Field(title=N_("Dative"), description=N_("To whom."), examples=["dem Landkreis Fulda"])
    accusative: Text = Field(title=N_("Accusative"), description=N_("Whom or what."), examples=["den Landkreis Fulda"])


class District(
    Entry, title=N_("District"), json_schema_extra={"description": N_("A rural district or independent city.")}
):
    """A *Landkreis* or *kreisfreie Stadt* of Hesse."""

    slug: Slug = Field(
        title=N_("Short name"),
        description=N_("What agreements and their files are called by: small letters, digits and hyphens."),
        examples=["fulda"],
    )
    key: OfficialKey | None = Field(
        None,
        title=N_("Official key"),
        description=N_("The first five digits of the official key of municipalities, in quotation marks."),
        examples=["06631"],
    )
    name: Text = Field(title=N_("Name"), description=N_("The official name."), examples=["Landkreis Fulda"])
    other_names: tuple[Text, ...] = Field(
        (),
        title=N_("Other names"),
        description=N_("What official texts also call it, such as the directory of municipalities."),
        examples=[["Kassel, documenta-Stadt"]],
    )
    kind: Annotated[DistrictKind, word_of(DistrictKind)] = Field(
        title=N_("Kind"), description=N_("What it is by law."), examples=["landkreis"]
    )
    gender: Annotated[Gender, word_of(Gender)] = Field(
        title=N_("Gender"), description=N_("The grammatical gender of its name."), examples=["masculine"]
    )
    cases: Cases
    seat: Text = Field(title=N_("Seat"), description=N_("Where its administration sits."), examples=["Bad Hersfeld"])
    region: Text = Field(
        title=N_("Region"), description=N_("The administrative region (Regierungsbezirk)."), examples=["Kassel"]
    )
    since: Date | None = Field(
        None,
        title=N_("Since"),
        description=N_("The day from which it has been a district of its own, where that matters."),
        examples=["2026-01-01"],
    )
    until_then: Slug | None = Field(
        None,
        title=N_("Until then"),
        description=N_("The short name of the district that it belonged to before."),
        examples=["main-kinzig-kreis"],
    )

    def forms(self) -> list[str]:
        """How texts name it, in any case, without article, as slugs ("landkreises-fulda"); the longest first."""
        cases = self.cases
        names = {self.name, *(case.partition(" ")[2] for case in (cases.genitive, cases.dative, cases.accusative))}
        proper = self.name.partition(" ")[2]
        if proper and self.kind is DistrictKind.LANDKREIS:
            names |= {f"{kind} {proper}" for kind in ("Landkreis", "Landkreises", "Kreis", "Kreises")}
        elif self.kind is DistrictKind.KREISFREIE_STADT:
            names |= {f"Stadt {self.seat}", f"Stadt {re.split(' am ', self.seat)[0]}"}
        for other in self.other_names:  # also the other way around: "documenta-Stadt Kassel"
            names |= {other, " ".join(reversed(other.split(", ")))}
        return sorted({slug(name) for name in names if name}, key=len, reverse=True)


class Districts(
    Entry,
    title=N_("Districts"),
    json_schema_extra={"description": N_("The districts that sign agreements, in the order of their official keys.")},
):
    """All districts, in the order of their official keys."""

    format: Format = FORMAT
    sources: tuple[Source, ...] = SOURCES
    districts: tuple[District, ...] = Field(title=N_("Districts"), description=N_("One entry for each district."))


class Ministry(Entry, title=N_("Ministry"), json_schema_extra={"description": N_("The ministry that signs.")}):
    """The ministry that signs for the state."""

    name: Text = Field(
        title=N_("Name"),
        description=N_("The official name."),
        examples=["Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales"],
    )
    short_name: Text = Field(
        title=N_("Short name"), description=N_("What it is called in the text of agreements."), examples=["HMSI"]
    )
    gender: Annotated[Gender, word_of(Gender)] | None = Field(
        None, title=N_("Gender"), description=N_("The grammatical gender of its name."), examples=["masculine"]
    )
    cases: Cases | None = None
    seat: Text | None = Field(
        None, title=N_("Seat"), description=N_("Where it sits, and signs."), examples=["Wiesbaden"]
    )
    since: Date | None = Field(
        None,
        title=N_("Since"),
        description=N_("The first day on which it bore this name; none for the earliest name that is known."),
        examples=["2024-01-18"],
    )


def _read_day_of_year(value: Any) -> tuple[int, int]:
    text = value if isinstance(value, str) else ""
    try:
        day = date.fromisoformat(f"2001-{text}")  # not a leap year, so that each year has the day
    except ValueError:
        raise invalid(
            rules.not_a_date,
            _("“{text}” isn't a day of the year.", text=str(value)),
            _("Write month and day, such as 03-31 for 31 March."),
        ) from None
    return day.month, day.day


DayOfYear = Annotated[tuple[int, int], Reader(_read_day_of_year, {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"})]
"""A day that comes in each year: month and day."""


class StandingRules(
    Entry,
    title=N_("Standing rules"),
    json_schema_extra={"description": N_("Rules of the programme that stand from year to year.")},
):
    """Rules of the programme that stand from year to year."""

    since: Year = Field(
        title=N_("Since"),
        description=N_("The first programme year for which the rules are known."),
        examples=[2025],
    )
    grant_authority: Text | None = GRANT_AUTHORITY
    apply_until: DayOfYear | None = Field(
        None,
        title=N_("Applications until"),
        description=N_("The last day for applications in the programme year: month and day."),
        examples=["03-31"],
    )
    start_from: DayOfYear | None = Field(
        None,
        title=N_("Start from"),
        description=N_("The first day that measures may be paid for in the programme year: month and day."),
        examples=["01-01"],
    )
    legal_bases: tuple[Text, ...] = LEGAL_BASES


class StandingFacts(
    Entry,
    title=N_("What depends on no programme year"),
    json_schema_extra={
        "description": N_(
            "The ministry's names by the days from which it bore them, and the programme's standing rules."
        )
    },
):
    """What doesn't depend on one programme year: the ministry's names, the earliest first, and the standing rules."""

    format: Format = FORMAT
    ministries: tuple[Ministry, ...] = Field(
        (), title=N_("Ministries"), description=N_("The ministry's names, the earliest first.")
    )
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


class Programme(
    Entry,
    title=N_("Programme year"),
    json_schema_extra={"description": N_("The rules, names and figures of one programme year; only what is known.")},
):
    """The rules, names and figures of one programme year; only what is known."""

    format: Format = FORMAT
    year: Year = Field(title=N_("Programme year"), description=N_("The name of the file, too."), examples=[2025])
    name: Text | None = Field(
        None,
        title=N_("Name"),
        description=N_("What the programme is called in this year."),
        examples=["Ausbildungs- und Qualifizierungsbudget 2025"],
    )
    ministry: Ministry | None = None
    grant_authority: Text | None = GRANT_AUTHORITY
    application_deadline: Date | None = Field(
        None,
        title=N_("Application deadline"),
        description=N_("The last day for applications."),
        examples=["2025-03-31"],
    )
    earliest_start: Date | None = Field(
        None,
        title=N_("Earliest start"),
        description=N_("The first day that measures may be paid for."),
        examples=["2025-01-01"],
    )
    legal_bases: tuple[Text, ...] = LEGAL_BASES
    categories: dict[CategoryWord, Text] = Field(
        default_factory=dict,
        title=N_("Headings"),
        description=N_("What the agreements of this year call the categories."),
        examples=[{"training_preparation": "Ausbildungsvorbereitung"}],
    )
    earmarks: dict[EarmarkWord, Text] = Field(
        default_factory=dict,
        title=N_("Earmarked funds"),
        description=N_("What the earmarked funds are called in this year."),
        examples=[{"part_time_training": "Teilzeitausbildung"}],
    )
    statewide_budget: Euro | None = Field(
        None,
        title=N_("Statewide budget"),
        description=N_("What the state gives all districts together, in euros."),
        examples=[27700000],
    )
    statewide_earmarked: dict[EarmarkWord, Euro] = Field(
        default_factory=dict,
        title=N_("Statewide earmarked funds"),
        description=N_("Funds for a purpose on top of the statewide budget, in euros."),
        examples=[{"part_time_training": 1000000}],
    )
    statewide_includes: tuple[Text, ...] = Field(
        (),
        title=N_("What the statewide budget includes"),
        description=N_("What it covers beside the agreements; if anything, no agreement's share of it is shown."),
        examples=[["Arbeitsmarktbudget"]],
    )
    sources: tuple[Source, ...] = SOURCES

    @property
    def statewide(self) -> Decimal | None:
        """What all agreements have together, in euros; None if no figure is known that covers just that."""
        if self.statewide_budget is None or self.statewide_includes:
            return None
        return self.statewide_budget + sum(self.statewide_earmarked.values(), Decimal(0))


NOTHING_STANDS = StandingFacts.model_construct(format=1)
"""No ministry and no rule is known."""
