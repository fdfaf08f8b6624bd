"""Between whom and for which year an agreement is; and whether a document is one at all."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aqb_cli.fileformat.model import District, Ministry
from aqb_cli.importing.reading.amounts import dates_in
from aqb_cli.importing.reading.printed import Passage, SourceLocation, joined
from aqb_cli.importing.words import finds, pattern
from aqb_cli.text.german import folded, slug
from aqb_cli.text.messages import Message, _

LIKE = 0.84
"""How like the name of such agreements garbled text must be to be taken for it."""

_YEAR = re.compile(r"(?<![0-9/.–-])((?:20|2O|2o)[0-9OolI]{2})(?![0-9/–-])")
_SPAN = re.compile(r"(?<![0-9])(20[0-9]{2})\s?[/–-]\s?(?:20)?[0-9]{2}(?![0-9])")
"""Two years, of which the first is the programme's: "2025/2026"."""


class Found(NamedTuple):
    """Something that was found in the text."""

    value: str
    place: SourceLocation
    doubt: Message | None = None
    """Why it isn't certain; None if it is."""


def is_agreement(text: str) -> bool:
    """Whether a text calls itself a target agreement on the training and qualification budget."""
    names = [pattern(name).pattern for name in ("kind", "budget_name")]
    if all(name in text for name in names):
        return True
    letters = re.sub(r"[^a-z]", "", folded(text[:200_000]))
    return all(folded(name) in letters or _has_word(text, name) for name in names)


def _has_word(text: str, word: str) -> bool:
    words = {found[:40] for found in re.findall(r"\w{10,}", text[:200_000])}
    return any(difflib.SequenceMatcher(None, found, word).ratio() >= LIKE for found in words)


def district_of(title: Sequence[Passage], everything: Iterable[Passage], districts: Iterable[District]) -> Found | None:
    """The district that an agreement is with: the one in its title, else the one named most often; None if none is."""
    known = list(districts)
    body = list(everything)
    whole = [title[0]._replace(line=joined(line.line for line in title))] if title else []  # "Landkreis" / "Fulda"
    named = {slug for slug, _passage in _mentions(whole, known)}
    meant = [district for district in known if district.slug in named] or known
    counts = Counter(slug for slug, _passage in _mentions([*whole, *body], meant))
    if not counts:
        return None
    (best, most), *others = counts.most_common(2)
    passage = next(passage for slug, passage in _mentions([*title, *whole, *body], meant) if slug == best)
    certain = len(named) == 1 or not others or others[0][1] * 3 <= most
    return Found(best, passage.place, None if certain else _read_from(passage.text))


def _mentions(passages: list[Passage], districts: list[District]) -> Iterator[tuple[str, Passage]]:
    forms = [(district.slug, forms_of(district)) for district in districts]
    for passage in passages:
        text = f"-{slug(passage.text)}-"
        for name, known in forms:
            if any(f"-{form}-" in text for form in known):
                yield name, passage


def forms_of(district: District) -> list[str]:
    """How texts name a district, as slugs, the longest first.

    pdftotext joins what a line's end parts at a hyphen ("Lahn-" / "Dill-Kreis"), as if it were one word.
    """
    forms = district.forms()
    joined_forms = (form[:at] + form[at + 1 :] for form in forms for at, letter in enumerate(form) if letter == "-")
    return sorted({*forms, *joined_forms}, key=len, reverse=True)


def year_of(title: Sequence[Passage], everything: Iterable[Passage]) -> Found | None:
    """The programme year: the one in the title, else the one that the budget is named with most often; or None."""
    body = list(everything)
    budget = [passage for passage in body if finds("budget", passage.text)]
    for kind, passages in ((_YEAR, title), (_YEAR, budget), (_SPAN, title), (_SPAN, budget), (None, title)):
        found = [
            (match[1], passage)
            for passage in passages
            for match in (kind or _YEAR).finditer(_without_days(passage.text) if kind else passage.text)
            if not finds("alliance", passage.text) or finds("budget", passage.text)
        ]
        counts = Counter(_digits(text) for text, _passage in found)
        if not counts:
            continue
        best = counts.most_common(1)[0][0]
        text, passage = next((text, passage) for text, passage in found if _digits(text) == best)
        others = [year for year in counts if year != best]
        certain = text.isdecimal() and counts[best] > 2 * sum(counts[year] for year in others) and kind is _YEAR
        other = _other_year(best, body) if certain else None
        return other or Found(best, passage.place, None if certain else _read_from(passage.text))
    return None


def _without_days(text: str) -> str:
    """A text without its days: "Zielvereinbarung vom 3. Dezember 2024" may well be on the budget of 2025."""
    for day in dates_in(text):
        text = text.replace(day.quote, " ", 1)
    return text


def _other_year(year: str, passages: Iterable[Passage]) -> Found | None:
    """The year with the doubt that a passage calls another one the programme year; None if none does."""
    for passage in passages:
        if any(match["year"] != year for match in pattern("called_year").finditer(passage.text)):
            message = _("Elsewhere the document names another programme year: “{quote}”.", quote=passage.text)
            return Found(year, passage.place, message)
    return None


def _read_from(text: str) -> Message:
    return _("It was read from “{quote}”.", quote=text)


def _digits(year: str) -> str:
    return year.translate(str.maketrans("OolI", "0011"))


def ministry_of(passages: Iterable[Passage], known: Iterable[Ministry]) -> str | None:
    """The full name of the ministry that signs; None if the text names none."""
    text = " ".join(passage.text for passage in passages)
    slugs = f"-{slug(text)}-"
    for ministry in known:
        if any(f"-{slug(form)}-" in slugs for form in names_of(ministry)):
            return ministry.name
    match = pattern("ministry").search(text)
    return f"Hessisches {match['name'].replace('inisteriums', 'inisterium')}" if match else None


def names_one(text: str, forms: Sequence[str]) -> bool:
    """Whether a text has one of these names, which are slugs."""
    slugged = f"-{slug(text)}-"
    return any(f"-{form}-" in slugged for form in forms)


def names_of(ministry: Ministry) -> list[str]:
    """How a ministry is named in texts, in any case, without article."""
    cases = ministry.cases
    forms = [cases.nominative, cases.genitive, cases.dative, cases.accusative] if cases else []
    return [ministry.name, *(form.partition(" ")[2] for form in forms)]
