"""What all agreements refer to: the districts, and the rules of a programme year."""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from aqb_cli.fileformat.model.agreement import Source
from aqb_cli.fileformat.model.base import Entry
from aqb_cli.fileformat.model.scalars import Reader, invalid, word_of
from aqb_cli.fileformat.model.values import Date, Euro, Format, Text, Year
from aqb_cli.fileformat.model.words import CategoryWord, EarmarkWord
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

    if not isinstance(value, str) or german.slug(value) != value:
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
            names |= {f"{kind} {self.seat}" for kind in ("Landeshauptstadt", "Wissenschaftsstadt", "Universitätsstadt")}
        return sorted({slug(name) for name in names if name}, key=len, reverse=True)


class Districts(Entry):
    """The reference of all districts, in the order of their official keys."""

    format: Format
    districts: tuple[District, ...]


class Ministry(Entry):
    """The ministry that signs for the state."""

    name: Text
    short_name: Text
    gender: Annotated[Gender, word_of(Gender)] | None = None
    cases: Cases | None = None
    seat: Text | None = None


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
    sources: tuple[Source, ...] = ()
