"""What the lines of a signature look like: place and day, a name, an office, whom somebody signs for."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from aqb_cli.importing.reading.amounts import dates_in
from aqb_cli.text.german import is_date_like

LONGEST_SIGNATURE = 110
"""How many characters a line of a signature may have."""

_SEPARATOR = re.compile(r"\s*,\s*(?:(?:den|am)\b)?\s*|\s(?:den|am)\s+")
_TOWN = re.compile(r"[^\W\d_][\w\u0300-\u036f .\-/()]{1,60}")
_NO_DAY = re.compile(r"[_.\s]{3,}(?:20[0-9]{2})?|Datum\b.*", re.IGNORECASE)
_MISREAD_DAY = re.compile(r"\S{1,2}\s*\.\s*\S{1,9}\.?\s*[0-9OoQlI|SBZ]{2,4}|im [A-ZÄa-zä]{3,9} [0-9]{4}")

_TITLES = r"(?:(?:Dr|Prof|Dipl|h\.\s?c|jur|med|phil|Ing|rer|pol|nat)\.(?:-\w+\.?)?\s*)*"
_CAPITALIZED = r"[^\W\d_a-zß-öø-ÿ][\w\u0300-\u036f’'.-]*"
"""A word of a name; its letters may have combining marks (DIN 91379)."""

_NAME = re.compile(
    rf"(?:gez\.?\s*|i\.\s?[VA]\.\s*)*(?P<name>{_TITLES}(?:{_CAPITALIZED}|von|van|de|der|den|zu|zur|vom|Freiherr|Freifrau|Graf|Gräfin)"
    rf"(?:\s+(?:{_CAPITALIZED}|von|van|de|der|den|zu|zur|vom))+)"
)
_MARKED_NAME = re.compile(r"gez\.?\s+(?!Unterschrift)(?P<name>[A-ZÄÖÜ][\w’'-]+)")
"""A name of one word, which is known by what stands before it."""

_OFFICE = re.compile(
    r"(?i)minister|sekretär|landr[aä]t|bürgermeister|beigeordnet|stadtr[aä]t|dezernent|direktor|präsident|leiter|magistrat|kreisausschuss"
    r"|abteilung|vertret|beauftragt"
)
_OFFICE_BEFORE = re.compile(
    r"((?:(?:Erste|Hauptamtliche|Hessische)[rn]? )?(?:(?:Staats(?:minister|sekretär)|Minister|Landr[aä]t|Stadtr[aä]t"
    r"|(?:Ober)?[Bb]ürgermeister)(?:in)?|(?:Kreis)?[Bb]eigeordnete[rn]?)) (?=\S+ \S)"
)
_LEAD = re.compile(
    r"(?:[Ff]ür (?:das|den|die)\b(?!.*(?:minister(?:in)?\b|[Ll]andr[aä]t|bürgermeister))"
    r"|(?:Hessisches )?(?:Sozialm|M)inisterium\b|(?:Der |Die )?(?:Landkreis|Kreis|Stadt)\b"
    r"|Land Hessen\b|Der (?:Kreisausschuss|Magistrat)\b|Die Stadtverwaltung\b).*"
)
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.\s?){1,3}|MBA|MPA|MdL")
MOST_WORDS = 7
"""How many words a name may have, titles included."""

_NOTHING = re.compile(
    r"[\W_]*|(?i:\W*(?:gez|unterschrift(?:en)?|(?:dienst)?siegel|stempel|l\.\s?s|im auftrage?"
    r"|in (?:vertretung|vollmacht)|i\.\s?[av])\W*)"
)


class SignedAt(NamedTuple):
    """Where and when somebody signed."""

    place: str | None
    day: date | None


def signed_at(text: str) -> SignedAt | None:
    """Place and day of a line such as "Wiesbaden, den 2. 8. 2025"; None for other lines."""
    text = text.strip()
    if len(text) > LONGEST_SIGNATURE:
        return None
    for separator in _SEPARATOR.finditer(text):  # "Frankfurt am Main, am 2. August 2025"
        town, rest = text[: separator.start()].strip(), text[separator.end() :]
        if not _TOWN.fullmatch(town):
            continue
        place = None if town == "Ort" else town
        days = list(dates_in(rest))
        if days and days[0].start == 0 and not rest[days[0].end :].strip(" ."):
            return SignedAt(place, days[0].value)
        is_open = _NO_DAY.fullmatch(rest) if rest else "den" in separator[0]
        if "," in separator[0] and (is_open or is_date_like(rest) or _MISREAD_DAY.fullmatch(rest)):
            return SignedAt(place, None)
    return None


class Signatory(NamedTuple):
    """Who signs, as far as one line tells."""

    name: str
    office: str = ""


def signatory_of(text: str) -> Signatory | None:
    """Whom a line names: "(Dr. Anna Beispiel)", "Max Muster, Landrat", "Landrat Max Muster"; None if nobody."""
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if len(text) > LONGEST_SIGNATURE or is_lead(text) or is_empty(text):
        return None
    name, comma, office = text.partition(", ")
    if comma and not is_office(office) and not _DEGREE.fullmatch(office):
        return None
    before = _OFFICE_BEFORE.match(name)
    if before and not comma:
        office, name = before[1], name[before.end() :]
    match = _NAME.fullmatch(name) or _MARKED_NAME.fullmatch(name)
    if match is None or is_office(name) or len(name.split()) > MOST_WORDS:
        return None
    return (
        Signatory(f"{match['name']}, {office}", "") if _DEGREE.fullmatch(office) else Signatory(match["name"], office)
    )


def is_office(text: str) -> bool:
    """Whether a line speaks of an office: "Erster Kreisbeigeordneter"."""
    return _OFFICE.search(text) is not None


def office_of(text: str) -> str:
    """The office that lines name, without what doesn't belong to it: "(Der Landrat)", "Landrat des"."""
    text = re.sub(r"^[\W_]+|[\W_]+$", "", text) if text.count("(") == text.count(")") else text.strip()
    return re.sub(r"\s(?:der|des|dem|den|für|im|in|beim)$", "", re.sub(r"^(?:Der|Die|Das)\s(?=\S+$)", "", text))


def is_lead(text: str) -> bool:
    """Whether a line above a signature says whom it is for: "Für den Landkreis:", "Der Kreisausschuss"."""
    return len(text) <= LONGEST_SIGNATURE and not text.endswith(".") and _LEAD.fullmatch(text) is not None


def is_empty(text: str) -> bool:
    """Whether a line holds nothing but a rule or a word such as "gez."."""
    return _NOTHING.fullmatch(text) is not None
