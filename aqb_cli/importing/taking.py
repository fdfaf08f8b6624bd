"""Document → agreement: all that was read of one, and what a person must look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Category, District, Earmark, Programme, Status
from aqb_cli.fileformat.vocabulary import name as vocabulary_name
from aqb_cli.importing.isolated import in_time
from aqb_cli.importing.notes import Note, Notes
from aqb_cli.importing.reading import UnreadableDocument, reader_of, too_much
from aqb_cli.importing.reading.printed import Passage, Printed, PrintedPart
from aqb_cli.importing.recognising.funds.budget import funds_of
from aqb_cli.importing.recognising.funds.grants import grant_of
from aqb_cli.importing.recognising.funds.targets import Words
from aqb_cli.importing.recognising.measures.headings import is_heading, with_whole_headings
from aqb_cli.importing.recognising.measures.listed import Listed, measures_of
from aqb_cli.importing.recognising.measures.unlisted import tell_all
from aqb_cli.importing.recognising.outline import Outline, outline_of, passages_of
from aqb_cli.importing.recognising.parties import Found, district_of, is_agreement, ministry_of, names_of, year_of
from aqb_cli.importing.recognising.signatures.signing import Parties, Signed, signatures_of, tell_names
from aqb_cli.importing.recognising.unclaimed import tell_leftovers
from aqb_cli.text.german import slug
from aqb_cli.text.messages import _

_DRAFT = re.compile(r"\bE\s?N\s?T\s?W\s?U\s?R\s?F\b|^\W*Entwurf\W*$")
_AMENDMENT = re.compile(r"(?i)\b(?:änderung|nachtrag|ergänzung)")
_REPORTED = re.compile(r"NICHT DIE UNTERZEICHNETE FASSUNG")

_ON_FUNDS = ("Haushaltsmittel", "Finanz", "Budget", "Mittel")
"""What the heading of the section on funds has, one of them."""

MOST_PARTS = 5_000
"""How many paragraphs, entries of lists and tables a document may have; an agreement has less than a hundred."""


class Known(NamedTuple):
    """What the workspace knows that documents refer to."""

    districts: Mapping[str, District]
    programmes: Mapping[int, Programme]


class Taken(NamedTuple):
    """An agreement as it was read of a document."""

    data: dict[str, Any]
    """The fields of the file, in its terms; without those that weren't found."""
    notes: tuple[Note, ...]
    outline: Outline
    listed: Listed | None
    """The measures; None if the document lists none."""
    listed_in: int | None
    """The section that lists them, by its place among the sections."""
    signed: tuple[Signed, ...]
    programme: Programme | None


def take_file(path: Path, known: Known) -> Taken:
    """What a file says. Raises `UnreadableDocument` if it is no agreement, can't be read, or takes too long."""
    return in_time(partial(_take_read, reader_of(path), known), path)


def _take_read(reader: Callable[[Path], Printed], known: Known, path: Path) -> Taken:
    return take(reader(path), path, known)


def take(printed: Printed, path: Path, known: Known) -> Taken:
    """What a document says. Raises `UnreadableDocument` if it is no agreement with a district of Hesse."""
    if len(printed.parts) > MOST_PARTS:
        raise too_much(path)
    outline = outline_of(printed.parts)
    everything = [passage for part in printed.parts for passage in passages_of(part)]
    text = " ".join(passage.text for passage in everything)
    notes = Notes()
    for message, place in printed.doubts:
        notes.unread(place, message)
    _check_kind(text, outline, path, notes)
    district = _district(district_of(outline, everything, known.districts.values()), path, notes)
    year = _year(year_of(outline, everything), path, notes)
    programme = known.programmes.get(year)
    ministry, parties = _parties([*outline.title, *everything], known, district)
    words = words_for(programme, known.programmes)._replace(year=year, names=(*parties.ministry, *parties.district))
    outline = outline.with_parts(partial(with_whole_headings, labels=words.categories))
    outline = outline.with_short_headings(partial(is_heading, labels=words.categories))
    data: dict[str, Any] = {"format": 1, "district": district, "year": year, "status": None}
    listed_in, listed = _listed(outline, words, notes)
    if listed is None and all(section.number != 1 for section in outline.sections) and len(outline.sections) < 3:
        message = _("{path} speaks of a target agreement, but is none.", path=str(path))
        raise UnreadableDocument(
            message, _("It has neither sections (§ 1, § 2 …) nor categories. Name the agreement itself.")
        )
    data["budget"] = _budget(outline, listed_in, listed, words, notes)
    if listed is not None:
        data["measures"] = {str(category): measures for category, measures in listed.measures.items()}
    else:
        notes.unread(None, _("No category of measures was found."))
        on_funds = outline.section(4, *_ON_FUNDS)
        for section in outline.sections:
            if section is not on_funds:
                tell_all(section.parts, words, notes)
    if grant := grant_of(everything, words, notes):
        data["grant"] = grant
    signed = signatures_of(outline.signatures, parties, notes)
    if not signed:
        tell_names(everything, notes)
    around = [section for number, section in enumerate(outline.sections) if number != listed_in]
    heads = [*printed.marks, *(line.text for line in outline.title)]
    texts = [passage.text for section in around for part in section.parts for passage in passages_of(part)]
    data["status"] = str(_status(heads, texts, signed, notes))
    if signed:
        data["signatures"] = [one.facts for one in signed]
    data["sources"] = [_source(outline, ministry)]
    tell_leftovers(_outside(outline, listed_in, listed), data, words, notes)
    _check_authority(text, programme, notes)
    return Taken(data, tuple(_placed(notes.all, data)), outline, listed, listed_in, tuple(signed), programme)


def _check_kind(text: str, outline: Outline, path: Path, notes: Notes) -> None:
    """Tells if a document seems to change an agreement. Raises `UnreadableDocument` if it is none, or several."""
    if not is_agreement(text):
        message = _("{path} is no target agreement on the training and qualification budget.", path=str(path))
        help = _("It must name itself “Zielvereinbarung”, and the “Ausbildungs- und Qualifizierungsbudget”.")
        raise UnreadableDocument(message, help)
    _check_single(outline, path)
    for line in outline.title:
        if _AMENDMENT.search(line.text):
            notes.unread(line.place, _("It seems to change an earlier agreement: “{quote}”.", quote=line.whole))


def _check_single(outline: Outline, path: Path) -> None:
    """Raises `UnreadableDocument` if the sections begin anew, since then the file holds more than one agreement."""
    highest = 0
    for section in outline.sections:
        if section.number == 1 and highest >= 3 and section.heading:
            message = _("{path} holds more than one agreement: § 1 begins anew.", path=str(path))
            help = _(
                "It does so here: {place}. Put each agreement into a file of its own.",
                place=section.heading[0].place.said,
            )
            raise UnreadableDocument(message, help)
        highest = max(highest, section.number or 0)


def _district(found: Found | None, path: Path, notes: Notes) -> str:
    if found is None:
        message = _("{path} names no district of Hesse.", path=str(path))
        raise UnreadableDocument(message, _("Which districts there are, `aqb list districts` says."))
    if found.doubt:
        notes.doubt(("district",), found.place, found.doubt)
    return found.value


def _year(found: Found | None, path: Path, notes: Notes) -> int:
    if found is None:
        raise UnreadableDocument(
            _("{path} names no programme year.", path=str(path)), _("It stands in the title, such as 2025.")
        )
    if found.doubt:
        notes.doubt(("year",), found.place, found.doubt)
    return int(found.value)


def words_for(programme: Programme | None, programmes: Mapping[int, Programme]) -> Words:
    """What a year's programme calls its categories and earmarked funds; where it doesn't say, what others call them."""
    by_year = [programmes[year] for year in sorted(programmes)]
    known = [other for other in (*by_year, programme) if other is not None]
    categories = {category: vocabulary_name(category).translated("de") for category in Category}
    earmarks = {earmark: vocabulary_name(earmark).translated("de") for earmark in Earmark}
    for other in known:
        categories |= other.categories
        earmarks |= other.earmarks
    return Words(categories, earmarks)


def _listed(outline: Outline, words: Words, notes: Notes) -> tuple[int | None, Listed | None]:
    """The section with most of the categories, and the measures in it."""
    best: tuple[int, Listed, Notes] | None = None
    for number, section in enumerate(outline.sections):
        own = Notes()
        listed = measures_of(section.parts, words, own)
        if listed and (best is None or _extent(listed) > _extent(best[1])):
            best = number, listed, own
    if best is None or len(best[1].headings) < 2:
        return None, None
    notes.all += best[2].all
    return best[0], best[1]


def _extent(listed: Listed) -> tuple[int, int]:
    """How many categories and measures are listed; other sections may also list the categories, and no measures."""
    return len(listed.headings), sum(map(len, listed.measures.values()))


def _budget(
    outline: Outline, listed_in: int | None, listed: Listed | None, words: Words, notes: Notes
) -> dict[str, Any]:
    """The budget: what the section on funds says, and what stands around the list of measures."""
    section = outline.section(4, *_ON_FUNDS)
    outside = _outside(outline, listed_in, listed)
    budget = funds_of(outside if section is None else section.parts, words, notes)
    if listed is not None and listed.ceilings:
        ceilings = {str(category): amount for category, amount in listed.ceilings.items()}
        budget["by_category"] = {**ceilings, **budget.get("by_category", {})}
    if "total" not in budget:
        elsewhere = funds_of(outside, words, Notes())
        if "total" in elsewhere:
            for field in elsewhere.keys() - budget.keys():
                notes.doubt(("budget", field), None, _("It does not stand in the section on funds."))
            budget = {**elsewhere, **budget}
        else:
            notes.doubt(("budget", "total"), None, _("The total was not found."))
            budget = {"total": None, **budget}
    ordered = ("total", "by_year", "by_category", "earmarked", "own_contribution")
    return {field: budget[field] for field in ordered if field in budget}


def _outside(outline: Outline, listed_in: int | None, listed: Listed | None) -> list[PrintedPart]:
    """What stands in the sections outside of the list of measures."""
    parts: list[PrintedPart] = []
    for number, section in enumerate(outline.sections):
        if number == listed_in and listed is not None:
            parts += [*section.parts[: listed.begin], *section.parts[listed.end :]]
        else:
            parts += section.parts
    return parts


def _parties(passages: list[Passage], known: Known, district: str) -> tuple[str | None, Parties]:
    """The ministry's name, and how both parties may be named."""
    years = sorted(known.programmes, reverse=True)
    ministries = [m for year in years if (m := known.programmes[year].ministry) is not None]
    ministry = ministry_of(passages, ministries)
    forms = [form for other in ministries for form in (*names_of(other), other.short_name) if form]
    slugs = dict.fromkeys(slug(form) for form in (*forms, *((ministry,) if ministry else ())))
    return ministry, Parties(tuple(slugs), known.districts[district].forms())


def _status(heads: list[str], texts: list[str], signed: list[Signed], notes: Notes) -> Status:
    """Whether it is signed, by its title and page headers, and by the texts in which a remark on it may stand."""
    if any(_REPORTED.search(text) for text in (*heads, *texts)):
        return Status.REPORTED
    is_called_draft = any(re.search(r"(?i)\bentwurf\b", head) for head in heads)
    if is_called_draft or any(_DRAFT.search(text) for text in (*heads, *texts)):
        if any("date" in one.facts for one in signed):
            notes.doubt(("status",), None, _("The document calls itself a draft, and has the date of a signature."))
        return Status.DRAFT
    dated = [one for one in signed if "date" in one.facts]
    if len(dated) == 2:
        return Status.SIGNED
    if not signed:
        notes.doubt(("status",), None, _("No signatures were found, so it is taken for a draft."))
        return Status.DRAFT
    status = Status.SIGNED if dated else Status.DRAFT
    message = _("Not both signatures have a date.")
    notes.doubt(("status",), signed[0].place, message)
    return status


def _source(outline: Outline, ministry: str | None) -> dict[str, Any]:
    """The document itself as the source: its title without the parties, and who published it."""
    text = "\n".join(passage.whole for passage in outline.title)
    begin = max(text.rfind("\n", 0, max(text.lower().find("zielvereinbarung"), 0)), 0)
    name = re.split(r"(?i)\s+zwischen\s", text[begin:], maxsplit=1)
    purpose = re.search(r"(?:^|\s)((?:zur|zum|über|nach|im Rahmen)\b[^\n]*)", name[1]) if len(name) == 2 else None
    title = " ".join(f"{name[0]} {purpose[1] if purpose else ''}".split())[:300] or "Zielvereinbarung"
    return {"title": title, **({"publisher": ministry} if ministry else {})}


def _check_authority(text: str, programme: Programme | None, notes: Notes) -> None:
    """Compares who grants the funds with what the programme says; the agreement's file doesn't repeat it."""
    match = re.search(r"Regierungspräsidi(?:um|ums)\s+([A-ZÄÖÜ][a-zäöüß]+)", text)
    if not match:
        return
    authority = f"Regierungspräsidium {match[1]}"
    expected = programme.grant_authority if programme else None
    if programme and expected and authority != expected:
        message = _(
            "The document names {found} as the grant authority, the programme {year} {expected}.",
            found=authority, year=programme.year, expected=expected,
        )  # fmt: skip
        notes.unread(None, message)


def _placed(notes: list[Note], data: Mapping[str, Any]) -> Iterable[Note]:
    """The notes, with signatures named by their place in the file instead of their party."""
    order = [signature["party"] for signature in data.get("signatures", ())]
    for note in notes:
        if note.field and note.field[0] == "signatures" and note.field[1] in order:
            yield note._replace(field=("signatures", order.index(str(note.field[1])), *note.field[2:]))
        else:
            yield note
