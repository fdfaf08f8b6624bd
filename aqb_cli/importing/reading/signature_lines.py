"""What the lines of a signature look like: place and day, a name, an office, whom somebody signs for."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from aqb_cli.importing.reading.amounts import dates_in
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text.german import is_date_like, slug

LONGEST_SIGNATURE = 110
"""How many characters a line of a signature may have."""

MOST_WORDS = 7
"""How many words a name may have, titles included."""

_TOWN = re.compile(r"(?P<town>[^\W\d_][\w\u0300-\u036f .\-/()]{1,60})(?:, (?P<title>[^\W\d_][\w -]{2,30}))?")


_SENTENCE_END = re.compile(r"[^\W\d_]{2}\.$")
"""What ends a sentence, and no town: "Frankfurt a. M."."""


class SignedAt(NamedTuple):
    """Where and when somebody signed."""

    place: str | None
    day: date | None


def signed_at(text: str) -> SignedAt | None:
    """Place and day of a line such as "Wiesbaden, den 2. 8. 2025" or "Datum: 2. 8. 2025"; None for other lines."""
    text = text.strip()
    if len(text) > LONGEST_SIGNATURE:
        return None
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if match := pattern("dated").fullmatch(text):
        days = list(dates_in(match["day"]))
        if len(days) == 1 and days[0].quote == match["day"]:
            return SignedAt(None, days[0].value)
    text = pattern("before_place").sub("", text)
    for separator in pattern("between_place_and_day").finditer(text):  # "Frankfurt am Main, am 2. August 2025"
        town, rest = (
            _TOWN.fullmatch(text[: separator.start()].strip()),
            pattern("written_day").sub("", text[separator.end() :]),
        )
        if (
            not town
            or _SENTENCE_END.search(town["town"])
            or (town["title"] and not is_all("city_title", slug(town["title"])))
        ):
            continue
        place = None if is_all("place_wanted", town["town"]) else town["town"]
        days = list(dates_in(rest))
        if days and days[0].start == 0 and not rest[days[0].end :].strip(" ."):
            return SignedAt(place, days[0].value)
        is_open = is_all("no_day", rest) if rest else "den" in separator[0]
        if "," in separator[0] and (is_open or is_date_like(rest) or is_all("misread_day", rest)):
            return SignedAt(place, None)
    return None


def days_apart(text: str) -> tuple[str, str] | None:
    """The places and days of two signatures that stand in one line, as text recognition reads columns; None if none."""
    for match in re.finditer(r"\s+", text if len(text) <= 2 * LONGEST_SIGNATURE else ""):
        left, right = text[: match.start()], text[match.end() :]
        if right[:1].isupper() and signed_at(left) and signed_at(right):
            return left, right
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
    is_degree = is_all("degree", office)
    if comma and not is_office(office) and not is_degree:
        return None
    if not comma and (before := pattern("office_before").match(name)):
        office, name = before[1], name[before.end() :]
    marked = pattern("before_name").match(name)
    name = name[marked.end() :] if marked else name
    if is_office(name) or not _is_name(name, 1 if marked else 2):
        return None
    return Signatory(f"{name}, {office}") if is_degree else Signatory(name, office)


def _is_name(text: str, least: int) -> bool:
    """Whether a text is a person's name of at least so many words, titles aside; letters may have marks (DIN 91379)."""
    if title := re.match(rf"(?:{pattern('name_title').pattern}\s*)+", text):
        text = text[title.end() :]
    words = text.replace(" von und zu ", " von ").split()
    if finds("name_title", text):  # inside, it is a second person's
        return False
    if len(words) > MOST_WORDS or sum(not is_all("name_particle", word) for word in words) < least:
        return False
    return all(is_all("name_particle", word) or _is_proper(word) for word in words)


def _is_proper(word: str) -> bool:
    letters = re.sub(r"[’'ʼ.\-]", "", word)
    first = next((c for c in letters if not unicodedata.combining(c)), "")
    plain = all(c.isalpha() or unicodedata.combining(c) or c.isdecimal() for c in letters)
    return first.isalpha() and plain and (first == first.upper() or first.istitle() or word[1:2] in ("’", "'"))


def is_office(text: str) -> bool:
    """Whether a line speaks of an office: "Erster Kreisbeigeordneter"."""
    return finds("office", text)


def office_of(text: str) -> str:
    """The office that lines name, without what doesn't belong to it: "(Der Landrat)", "Landrat des"."""
    text = re.sub(r"^[\W_]+|[\W_]+$", "", text) if text.count("(") == text.count(")") else text.strip()
    return pattern("behind_office").sub("", pattern("before_office").sub("", text))


def is_lead(text: str) -> bool:
    """Whether a line above a signature says whom it is for: "Für den Landkreis:", "Der Kreisausschuss"."""
    has_name = re.search(r"\bgez\.|, [^,]*$", text) is not None and is_office(text.rpartition(",")[2])
    is_short = len(text) <= LONGEST_SIGNATURE and not re.search(r"[0-9]|\.$", text)
    return is_short and is_all("lead", text) and not has_name


def is_empty(text: str) -> bool:
    """Whether a line holds nothing but a rule or a word such as "gez."."""
    return is_all("empty_signature", text)
