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
from aqb_cli.text.messages import _


class DistrictKind(StrEnum):
    """What a district is by law."""

    LANDKREIS = "landkreis"
    KREISFREIE_STADT = "kreisfreie_stadt"


class Gender(StrEnum):
    """The grammatical gender of a district's name."""

    MASCULINE = "masculine"
    FEMININE = "feminine"


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


Slug = Annotated[str, Reader(_read_slug)]
OfficialKey = Annotated[str, Reader(_read_key)]
"""The first five digits of the *Amtlicher Gemeindeschlüssel*."""


class Cases(Entry):
    """A name with its article in the four cases, as it stands inside a German sentence."""

    nominative: Text
    genitive: Text
    dative: Text
    accusative: Text


class District(Entry):
    """A *Landkreis* or *kreisfreie Stadt* of Hesse."""

    slug: Slug
    key: OfficialKey | None = None
    name: Text
    """The official name."""
    other_names: tuple[Text, ...] = ()
    """What official texts also call it, such as the directory of municipalities: "Kassel, documenta-Stadt"."""
    kind: Annotated[DistrictKind, word_of(DistrictKind)]
    gender: Annotated[Gender, word_of(Gender)]
    cases: Cases
    seat: Text
    """Where its administration sits."""
    region: Text
    """The *Regierungsbezirk*."""
    since: Date | None = None
    """The day from which it has been a district of its own, where that matters."""
    until_then: Slug | None = None
    """The district that it belonged to before."""

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


class Districts(Entry):
    """All districts, in the order of their official keys."""

    format: Format
    districts: tuple[District, ...]
    sources: tuple[Source, ...] = ()


class Ministry(Entry):
    """The ministry that signs for the state."""

    name: Text
    short_name: Text
    gender: Annotated[Gender, word_of(Gender)] | None = None
    cases: Cases | None = None
    seat: Text | None = None
    since: Date | None = None
    """The first day on which it bore this name; None for the earliest name that is known."""


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


class StandingRules(Entry):
    """Rules of the programme that stand from year to year."""

    since: Year
    """The first programme year for which they are known."""
    grant_authority: Text | None = None
    apply_until: DayOfYear | None = None
    """The last day for applications, in the programme year."""
    start_from: DayOfYear | None = None
    """The first day that measures may be paid for, in the programme year."""
    legal_bases: tuple[Text, ...] = ()


class StandingFacts(Entry):
    """What doesn't depend on one programme year: the ministry's names, the earliest first, and the standing rules."""

    format: Format
    ministries: tuple[Ministry, ...] = ()
    rules: StandingRules | None = None
    sources: tuple[Source, ...] = ()

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


class Programme(Entry):
    """The rules, names and figures of one programme year; only what is known."""

    format: Format
    year: Year
    name: Text | None = None
    ministry: Ministry | None = None
    grant_authority: Text | None = None
    """Who issues the grant notices."""
    application_deadline: Date | None = None
    """The last day for applications."""
    earliest_start: Date | None = None
    """The first day that measures may be paid for."""
    legal_bases: tuple[Text, ...] = ()
    """The *Rechtskreise* that work together in the programme."""
    categories: dict[CategoryWord, Text] = Field(default_factory=dict)
    """The categories' headings in the agreements."""
    earmarks: dict[EarmarkWord, Text] = Field(default_factory=dict)
    """What the earmarked funds are called."""
    statewide_budget: Euro | None = None
    """All districts' funds together, in euros."""
    statewide_earmarked: dict[EarmarkWord, Euro] = Field(default_factory=dict)
    """Funds for a purpose on top of the statewide budget, in euros."""
    statewide_includes: tuple[Text, ...] = ()
    """What the statewide budget covers beside the agreements; if anything, nothing can be a share of it."""

    @property
    def statewide(self) -> Decimal | None:
        """What all agreements have together, in euros; None if no figure is known that covers just that."""
        if self.statewide_budget is None or self.statewide_includes:
            return None
        return self.statewide_budget + sum(self.statewide_earmarked.values(), Decimal(0))

    sources: tuple[Source, ...] = ()


NOTHING_STANDS = StandingFacts.model_construct(format=1)
"""No ministry and no rule is known."""
