"""The districts that sign agreements, and what texts call them."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from aqb_cli.fileformat.model.agreement import Source
from aqb_cli.fileformat.model.base import Entry, field
from aqb_cli.fileformat.model.scalars import Reader, invalid, text_of, word_of
from aqb_cli.fileformat.model.values import Date, Format, Text
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


FORMAT: Any = field(..., N_("Format"), N_("The version of the file format; 1 at present."), 1)
SOURCES: Any = field((), N_("Sources"), N_("Where the facts of this file were found."))
"""The fields that more than one file of reference data has."""


def _read_slug(value: Any) -> str:
    text = text_of(value)
    if not text or slug(text) != text:
        raise invalid(
            rules.unknown_word,
            _("“{text}” isn't a short name.", text=text),
            _("Write small letters, digits and hyphens."),
        )
    return text


def _read_key(value: Any) -> str:
    text = text_of(value)
    if not (len(text) == 5 and text.isdecimal() and text.startswith("06")):
        raise invalid(
            rules.unknown_word,
            _("“{text}” isn't an official key of a Hessian district.", text=text),
            _("Write five digits that begin with 06, such as 06632."),
        )
    return text


Slug = Annotated[str, Reader(_read_slug, {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$"})]
OfficialKey = Annotated[str, Reader(_read_key, {"type": ["string", "integer"], "pattern": "^06[0-9]{3}$"})]
"""The first five digits of the *Amtlicher Gemeindeschlüssel*."""


class Cases(Entry, title=N_("Cases"), about=N_("The name with its article, as it stands inside a German sentence.")):
    """A name with its article in the four cases, as it stands inside a German sentence."""

    nominative: Text = field(..., N_("Nominative"), N_("Who or what."), "der Landkreis Fulda")
    genitive: Text = field(..., N_("Genitive"), N_("Whose."), "des Landkreises Fulda")
    dative: Text = field(..., N_("Dative"), N_("To whom."), "dem Landkreis Fulda")
    accusative: Text = field(..., N_("Accusative"), N_("Whom or what."), "den Landkreis Fulda")


class District(Entry, title=N_("District"), about=N_("A rural district or independent city.")):
    """A *Landkreis* or *kreisfreie Stadt* of Hesse."""

    slug: Slug = field(
        ...,
        N_("Short name"),
        N_("What agreements and their files are called by: small letters, digits and hyphens."),
        "fulda",
    )
    key: OfficialKey | None = field(
        None,
        N_("Official key"),
        N_("The first five digits of the official key of municipalities, in quotation marks."),
        "06631",
    )
    name: Text = field(..., N_("Name"), N_("The official name."), "Landkreis Fulda")
    other_names: tuple[Text, ...] = field(
        (),
        N_("Other names"),
        N_("What official texts also call it, such as the directory of municipalities."),
        ["Kassel, documenta-Stadt"],
    )
    kind: Annotated[DistrictKind, word_of(DistrictKind)] = field(..., N_("Kind"), N_("What it is by law."), "landkreis")
    gender: Annotated[Gender, word_of(Gender)] = field(
        ..., N_("Gender"), N_("The grammatical gender of its name."), "masculine"
    )
    cases: Cases
    seat: Text = field(..., N_("Seat"), N_("Where its administration sits."), "Bad Hersfeld")
    region: Text = field(..., N_("Region"), N_("The administrative region (Regierungsbezirk)."), "Kassel")
    since: Date | None = field(
        None, N_("Since"), N_("The day from which it has been a district of its own, where that matters."), "2026-01-01"
    )
    until_then: Slug | None = field(
        None, N_("Until then"), N_("The short name of the district that it belonged to before."), "main-kinzig-kreis"
    )

    def exists_in(self, year: int) -> bool:
        """Whether it is a district of its own in a programme year."""
        return self.since is None or self.since <= date(year, 12, 31)

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
    Entry, title=N_("Districts"), about=N_("The districts that sign agreements, in the order of their official keys.")
):
    """All districts, in the order of their official keys."""

    format: Format = FORMAT
    sources: tuple[Source, ...] = SOURCES
    districts: tuple[District, ...] = field(..., N_("Districts"), N_("One entry for each district."))
