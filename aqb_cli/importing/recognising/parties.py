"""Between whom and for which year an agreement is; and whether a document is one at all."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aqb_cli.fileformat.model import Cases, District, Ministry
from aqb_cli.importing.reading.printed import Passage, SourceLocation, joined
from aqb_cli.importing.recognising.outline import Outline
from aqb_cli.text.german import folded, slug
from aqb_cli.text.messages import Message, _

LIKE = 0.84
"""How like a name garbled text must be to be taken for it, doubtfully."""

_MINISTRY = re.compile(
    r"Hessische[nsm]* (?P<name>(?:Sozialm|M)inisteriums?(?: (?:für|der|des)\b[^(.;]*?)?)(?= \(| und de[mr] |\.|;|$)"
)
_YEAR = re.compile(r"(?<![0-9/.–-])((?:20|2O|2o)[0-9OolI]{2})(?![0-9/–-])")
_SPAN = re.compile(r"(?<![0-9])(20[0-9]{2})\s?[/–-]\s?(?:20)?[0-9]{2}(?![0-9])")
"""Two years, of which the first is the programme's: "2025/2026"."""

_CALLED_YEAR = re.compile(r"(?:Programm|Förder)jahre?s?\s+(20[0-9]{2})\b")


class Found(NamedTuple):
    """Something that was found in the text."""

    value: str
    place: SourceLocation
    doubt: Message | None = None
    """Why it isn't certain; None if it is."""


def is_agreement(text: str) -> bool:
    """Whether a text calls itself a target agreement on the training and qualification budget."""
    letters = re.sub(r"[^a-z]", "", folded(text[:200_000]))
    names_kind = "zielvereinbarung" in letters or _has_word(text, "Zielvereinbarung")
    names_budget = "qualifizierungsbudget" in letters or _has_word(text, "Qualifizierungsbudget")
    return names_kind and names_budget


def _has_word(text: str, word: str) -> bool:
    words = {found[:40] for found in re.findall(r"\w{10,}", text[:200_000])}
    return any(difflib.SequenceMatcher(None, found, word).ratio() >= LIKE for found in words)


def district_of(outline: Outline, everything: Iterable[Passage], districts: Iterable[District]) -> Found | None:
    """The district that an agreement is with: the one in its title, else the one named most often; or nothing."""
    known = list(districts)
    title, body = list(outline.title), list(everything)
    whole = [_as_one(title)] if title else []  # a name may be broken: "Landkreis" / "Fulda"
    named = {slug for slug, _passage in _mentions(whole, known)}
    meant = [district for district in known if district.slug in named] or known
    counts = Counter(slug for slug, _passage in _mentions([*whole, *body], meant))
    if not counts:
        return _garbled([*title, *body], known)
    (best, most), *others = counts.most_common(2)
    passage = next(passage for slug, passage in _mentions([*title, *whole, *body], meant) if slug == best)
    certain = len(named) == 1 or not others or others[0][1] * 3 <= most
    return Found(best, passage.place, None if certain else _read_from(passage.text))


def _as_one(lines: Sequence[Passage]) -> Passage:
    return lines[0]._replace(line=joined(line.line for line in lines))


def _mentions(passages: list[Passage], districts: list[District]) -> Iterator[tuple[str, Passage]]:
    for passage in passages:
        text = f"-{slug(passage.text)}-"
        for district in districts:
            for form in district.forms():
                if f"-{form}-" in text:
                    yield district.slug, passage
                    break


def _garbled(passages: list[Passage], districts: list[District]) -> Found | None:
    """The district whose name is most like some words of the text."""
    best: tuple[float, Found] | None = None
    for passage in passages[:400]:
        words = slug(passage.text[:400]).split("-")
        for district in districts:
            form = slug(district.name)
            count = form.count("-") + 1
            for index in range(len(words) - count + 1):
                window = "-".join(words[index : index + count])
                matcher = difflib.SequenceMatcher(None, window, form)
                if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
                    continue
                likeness = matcher.ratio()
                if likeness >= LIKE and (best is None or likeness > best[0]):
                    best = likeness, Found(district.slug, passage.place, _read_from(passage.text))
    return best[1] if best else None


def year_of(outline: Outline, everything: Iterable[Passage]) -> Found | None:
    """The programme year: the one in the title, else the one that the budget is named with most often; or nothing."""
    body = list(everything)
    budget = [passage for passage in body if "udget" in passage.text]
    for pattern, passages in ((_YEAR, outline.title), (_YEAR, budget), (_SPAN, outline.title), (_SPAN, budget)):
        found = [
            (match[1], passage)
            for passage in passages
            for match in pattern.finditer(passage.text)
            if "Bündnis" not in passage.text or "udget" in passage.text
        ]
        counts = Counter(_digits(text) for text, _passage in found)
        if not counts:
            continue
        best = counts.most_common(1)[0][0]
        text, passage = next((text, passage) for text, passage in found if _digits(text) == best)
        others = [year for year in counts if year != best]
        certain = text.isdecimal() and counts[best] > 2 * sum(counts[year] for year in others) and pattern is _YEAR
        other = _other_year(best, body) if certain else None
        return other or Found(best, passage.place, None if certain else _read_from(passage.text))
    return None


def _other_year(year: str, passages: Iterable[Passage]) -> Found | None:
    """The year with the doubt that a passage calls another one the programme year; None if none does."""
    for passage in passages:
        if any(match[1] != year for match in _CALLED_YEAR.finditer(passage.text)):
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
    match = _MINISTRY.search(text)
    return f"Hessisches {match['name'].replace('inisteriums', 'inisterium')}" if match else None


def names_of(ministry: Ministry) -> list[str]:
    """How a ministry is named in texts, in any case, without article."""
    cases = ministry.cases
    return [ministry.name, *(case.partition(" ")[2] for case in _forms(cases))]


def _forms(cases: Cases | None) -> list[str]:
    return [cases.nominative, cases.genitive, cases.dative, cases.accusative] if cases else []
