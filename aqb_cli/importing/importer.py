"""Document → agreement: all that was understood of it, and what a person must look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Category, District, Earmark, Party, Programme, Status
from aqb_cli.fileformat.vocabulary import name as vocabulary_name
from aqb_cli.importing.isolated import in_time
from aqb_cli.importing.notes import Note, Notes
from aqb_cli.importing.reading import UnreadableDocument, begin_reading
from aqb_cli.importing.reading.printed import Passage, Printed, PrintedPart
from aqb_cli.importing.reading.signature_lines import signed_at
from aqb_cli.importing.recognising.categories import SURE, Words
from aqb_cli.importing.recognising.funds import claim_repeated, funds_of
from aqb_cli.importing.recognising.measures import Listed, measures_of
from aqb_cli.importing.recognising.other_funds import other_funds_of
from aqb_cli.importing.recognising.outline import Outline, outline_of, passages_of, without_version
from aqb_cli.importing.recognising.parties import (
    Found,
    district_of,
    forms_of,
    is_agreement,
    ministry_of,
    names_of,
    year_of,
)
from aqb_cli.importing.recognising.places import places_of
from aqb_cli.importing.recognising.repair import repaired
from aqb_cli.importing.recognising.signatures import Parties, Signed, arranged, signatures_of
from aqb_cli.importing.recognising.unclaimed import report_unclaimed
from aqb_cli.importing.words import finds, pattern
from aqb_cli.text.german import slug
from aqb_cli.text.messages import _


class Known(NamedTuple):
    """What the workspace knows that documents refer to."""

    districts: Mapping[str, District]
    programmes: Mapping[int, Programme]


class ImportedAgreement(NamedTuple):
    """An agreement as it was read of a document."""

    data: dict[str, Any]
    """The fields of the file, in its terms; without those that weren't found."""
    notes: tuple[Note, ...]
    outline: Outline
    listed: Listed | None
    """The measures; None if the document lists none."""
    signed: tuple[Signed, ...]
    programme: Programme | None


def import_file(path: Path, known: Known, read: Callable[[], Printed] | None = None) -> ImportedAgreement:
    """What the file says that `read` waits for. Raises `UnreadableDocument` if it is no agreement, or a `Problem`."""
    printed = (read or begin_reading(path))()
    return in_time(partial(import_printed, printed, path, known), path)


def import_printed(printed: Printed, path: Path, known: Known) -> ImportedAgreement:
    """What a document says. Raises `UnreadableDocument` if it is no agreement with a district of Hesse."""
    notes = Notes()
    for message, place in printed.doubts:
        notes.unread(place, message)
    labels = words_for(None, known.programmes).categories
    parts = repaired(without_version(printed.parts), labels)
    outline = outline_of(parts)
    everything = [passage for part in parts for passage in passages_of(part)]
    _check_kind(everything, outline, path, notes)
    district = _district(district_of(outline.title, everything, known.districts.values()), path, notes)
    year = _year(year_of(outline.title, everything), path, notes)
    programme = known.programmes.get(year)
    ministry, parties = _parties([*outline.title, *everything], known, district)
    outline = outline._replace(signatures=arranged(outline.signatures, parties))
    words = words_for(programme, known.programmes)._replace(
        year=year,
        district=tuple(parties.district),
        others=_others(parties, known),
        scanned=printed.scanned,
    )
    listed = _listed(outline, words, notes, printed.loose)
    outside = _outside(outline, listed)
    if listed is None:
        _check_sections(outline, [*printed.marks, *(line.text for line in everything)], path)
    data: dict[str, Any] = {"format": 1, "district": district, "year": year, "status": None}
    data["budget"] = _budget(outline, listed, outside, words, notes)
    if listed is not None:
        data["measures"] = {str(category): measures for category, measures in listed.measures.items()}
    else:
        notes.unread(None, _("No category of measures was found."))
    if places := places_of(outside, words, notes):
        data["places"] = places
    signed = signatures_of(outline.signatures, parties, notes)
    status = _status(printed.marks, outline, listed, everything, signed, notes)
    data["status"] = str(status)
    if "rounded" in data["budget"] and status is not Status.REPORTED:
        message = _("Only an agreement of which no more than reports are known can do without the exact total.")
        notes.doubt(("budget", "rounded"), None, message)
    if signed:
        data["signatures"] = [person for one in signed for person in one.people]
    data["sources"] = [_source(outline, ministry)]
    report_unclaimed(outline, listed, notes)
    return ImportedAgreement(data, tuple(_placed(notes.all, data)), outline, listed, tuple(signed), programme)


def _check_kind(everything: Sequence[Passage], outline: Outline, path: Path, notes: Notes) -> None:
    """Says if a document seems to change an agreement. Raises `UnreadableDocument` if it is none, or several."""
    if not is_agreement(" ".join(passage.text for passage in everything)):
        message = _("{path} is no target agreement on the training and qualification budget.", path=str(path))
        help = _("It must name itself “Zielvereinbarung”, and the “Ausbildungs- und Qualifizierungsbudget”.")
        raise UnreadableDocument(message, help)
    highest = 0
    for section in outline.sections:
        if section.number == 1 and highest >= 3 and section.heading:
            message = _("{path} holds more than one agreement: § 1 begins anew.", path=str(path))
            place = section.heading[0].place.said
            help = _("It does so here: {place}. Put each agreement into a file of its own.", place=place)
            raise UnreadableDocument(message, help)
        highest = max(highest, section.number or 0)
    for line in outline.title:
        if finds("amendment", line.text):
            notes.unread(line.place, _("It seems to change an earlier agreement: “{quote}”.", quote=line.whole))


def _check_sections(outline: Outline, texts: Iterable[str], path: Path) -> None:
    """Raises `UnreadableDocument` if a document without measures has no sections of an agreement, nor a report's."""
    is_whole = len(outline.sections) >= 3 or any(section.number == 1 for section in outline.sections)
    if not is_whole and not any(finds("reported", text) for text in texts):
        message = _("{path} speaks of a target agreement, but is none.", path=str(path))
        raise UnreadableDocument(
            message, _("It has neither sections (§ 1, § 2 …) nor categories. Name the agreement itself.")
        )


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
    categories: dict[Category, str] = {}
    earmarks: dict[Earmark, str] = {}
    for other in (*by_year, *([programme] if programme else ())):
        categories |= other.categories
        earmarks |= other.earmarks
    missing = (each for each in Category if each not in categories)
    return Words({each: vocabulary_name(each).translated("de") for each in missing} | categories, earmarks)


def _listed(outline: Outline, words: Words, notes: Notes, loose: Sequence[int]) -> Listed | None:
    """The measures in the section with most of the categories and measures; None if none lists any."""
    best: tuple[Listed, Notes] | None = None
    for number, section in enumerate(outline.sections):
        own = Notes()
        listed = measures_of(section.parts, words, own, loose)
        if listed and (best is None or _extent(listed) > _extent(best[0])):
            best = listed._replace(section=number), own
    if best is None:
        return None
    is_sure = any(heading.likeness >= SURE for heading in best[0].headings.values())
    if len(best[0].headings) < (2 if is_sure else 3):  # two lines may only be like the categories' headings
        return None
    notes.add(best[1])
    return best[0]


def _extent(listed: Listed) -> tuple[int, int]:
    return len(listed.headings), sum(map(len, listed.measures.values()))


def _budget(
    outline: Outline, listed: Listed | None, outside: Sequence[PrintedPart], words: Words, notes: Notes
) -> dict[str, Any]:
    """The budget: what the section on funds says; if that has no total, what stands around the list of measures."""
    section = outline.section(4, "on_funds")
    is_list = listed is not None and section is outline.sections[listed.section]
    on_funds = outside if section is None or is_list else section.parts
    others = other_funds_of(on_funds, words, notes)
    budget = funds_of(on_funds, words, notes)
    if "total" not in budget:
        own = Notes()
        elsewhere = funds_of(outside, words, own)
        if "total" in elsewhere:
            notes.add(own)
            for field in elsewhere:
                if field not in budget:
                    notes.doubt(("budget", field), None, _("It does not stand in the section on funds."))
            budget = {**elsewhere, **budget}
        else:
            notes.doubt(("budget", "total"), None, _("The total was not found."))
            budget = {"total": None, **budget}
    claim_repeated(outside, budget, words, notes)
    ordered = ("total", "rounded", "by_year", "by_category", "earmarked", "own_contribution")
    found = {field: budget[field] for field in ordered if field in budget}
    return {**found, "other_funds": others} if others else found


def _outside(outline: Outline, listed: Listed | None) -> list[PrintedPart]:
    """What stands in the sections outside of the list of measures."""
    parts = [list(section.parts) for section in outline.sections]
    if listed is not None:
        del parts[listed.section][listed.begin : listed.end]
    return [part for each in parts for part in each]


def _parties(passages: list[Passage], known: Known, district: str) -> tuple[str | None, Parties]:
    """The ministry's name, and how both parties may be named."""
    years = sorted(known.programmes, reverse=True)
    borne = (known.programmes[year].ministry for year in years)
    ministries = list({ministry.name: ministry for ministry in borne if ministry is not None}.values())
    ministry = ministry_of(passages, ministries)
    forms = [form for other in ministries for form in (*names_of(other), other.short_name) if form]
    slugs = dict.fromkeys(slug(form) for form in (*forms, *((ministry,) if ministry else ())))
    return ministry, Parties(tuple(slugs), tuple(forms_of(known.districts[district])))


def _others(parties: Parties, known: Known) -> tuple[str, ...]:
    """How other districts than the agreement's are named, and the towns where they sit."""
    forms = {form for district in known.districts.values() for form in district.forms()}
    towns = {slug(f"Stadt {district.seat}") for district in known.districts.values()}
    return tuple(sorted((forms | towns) - set(parties.district)))


def _status(
    marks: Sequence[str],
    outline: Outline,
    listed: Listed | None,
    everything: Sequence[Passage],
    signed: Sequence[Signed],
    notes: Notes,
) -> Status:
    """Whether it is signed, by its title, page headers and signatures, and by texts in which a remark may stand."""
    heads = [*marks, *(line.text for line in outline.title)]
    around = [section for n, section in enumerate(outline.sections) if listed is None or n != listed.section]
    texts = [*heads, *(line.text for section in around for part in section.parts for line in passages_of(part))]
    if any(finds("reported", text) for text in texts):
        return Status.REPORTED
    dated = [one for one in signed if "date" in one.people[0]]
    if any(finds("draft_in_heading", head) for head in heads) or any(finds("draft", text) for text in texts):
        if dated:
            notes.doubt(("status",), None, _("The document calls itself a draft, and has the date of a signature."))
        return Status.DRAFT
    if len({one.party for one in dated}) == len(Party):
        return Status.SIGNED
    place = signed[0].place if signed else None
    electronic = next((line for line in everything if finds("electronic", line.text)), None)
    if electronic is not None:
        message = _(
            "It is signed electronically, and not both signatures have a date: “{quote}”.", quote=electronic.text
        )
        notes.doubt(("status",), electronic.place, message)
        return Status.SIGNED
    if _is_blank(outline):
        return Status.DRAFT
    if not signed:
        notes.doubt(("status",), None, _("No signatures were found, so it is taken for a draft."))
    else:
        notes.doubt(("status",), place, _("Not both signatures have a date."))
    return Status.SIGNED if dated else Status.DRAFT


def _is_blank(outline: Outline) -> bool:
    """Whether every line for a place and a day has a rule to write on and no digit, so that nobody has signed yet."""
    days = [line.text for line in outline.signatures if signed_at(line.text)]
    return bool(days) and all(re.search(r"_{3}|\.{4}|…", day) and not re.search("[0-9]", day) for day in days)


def _source(outline: Outline, ministry: str | None) -> dict[str, Any]:
    """The document itself as the source: its title without the parties, and who published it."""
    text = "\n".join(passage.whole for passage in outline.title)
    begin = max(text.rfind("\n", 0, kind.start()), 0) if (kind := pattern("kind").search(text)) else 0
    name = pattern("between_parties").split(text[begin:], maxsplit=1)
    purpose = pattern("purpose").search(name[1]) if len(name) == 2 else None
    title = " ".join(f"{name[0]} {purpose['purpose'] if purpose else ''}".split())[:300] or "Zielvereinbarung"
    return {"title": title, **({"publisher": ministry} if ministry else {})}


def _placed(notes: list[Note], data: Mapping[str, Any]) -> Iterable[Note]:
    """The notes, with signatures named by their place in the file instead of their party."""
    order = [signature["party"] for signature in data.get("signatures", ())]
    for note in notes:
        if note.field and note.field[0] == "signatures" and note.field[1] in order:
            yield note._replace(field=("signatures", order.index(str(note.field[1])), *note.field[2:]))
        else:
            yield note
