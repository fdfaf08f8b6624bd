"""Who signed an agreement for which party, where and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from aqb_cli.german import slug
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.outline import passages_of, signed_at
from aqb_cli.importing.printed import Part, Passage
from aqb_cli.messages import _
from aqb_cli.model import Party

_TITLES = r"(?:(?:Dr|Prof|Dipl|h\.c|jur|med|phil|Ing|rer|pol|nat)\.(?:-\w+\.?)?\s*)*"
_NAME = re.compile(
    rf"(?:gez\.?\s*|i\.\s?[VA]\.\s*)*(?P<name>{_TITLES}(?:[A-ZÄÖÜ][\w’'.-]*|von|van|de|der|den|zu|zur|vom|Freiherr|Freifrau|Graf|Gräfin)"
    r"(?:\s+(?:[A-ZÄÖÜ][\w’'.-]*|von|van|de|der|den|zu|zur|vom))+)"
)
_OFFICE = re.compile(
    r"(?i)minister|sekretär|landr[aä]t|bürgermeister|beigeordnet|stadtr[aä]t|dezernent|direktor|präsident|leiter|magistrat|kreisausschuss"
    r"|abteilung|vertret|beauftragt"
)
_MINISTRY = re.compile(r"(?i)minister|staatssekretär|land hessen|ministerialdirig")
_DISTRICT = re.compile(
    r"(?i)landr[aä]t|bürgermeister|beigeordnet|stadtr[aä]t|dezernent|kreisausschuss|magistrat|landkreis|\bkreis|\bstadt"
)
_OF_PARTY = re.compile(
    r"(?:des|der|dem) (?:Land)?[Kk]reis(?:es)?|(?:der|die) Stadt|für (?:das Land Hessen|den .*|die .*)"
)
_NO_OFFICE = re.compile(r"[0-9]{2}|://|^(?i:anlagen?|seite)\b|\.$")
"""What stands below signatures and is no office: annexes, page numbers, addresses, sentences."""

_NOTHING = re.compile(r"[\W_]*|(?i:gez\.?|unterschrift(?:en)?|\(?siegel\)?|\(?stempel\)?)")


class Parties(NamedTuple):
    """How the parties are named, in any case, as slugs."""

    ministry: Sequence[str]
    district: Sequence[str]


class Signed(NamedTuple):
    """One party's signature as printed."""

    party: Party
    facts: dict[str, Any]
    """As in the file format."""
    above: tuple[Passage, ...]
    """The line with place and day."""
    below: tuple[Passage, ...]


def signatures_of(parts: Sequence[Part], parties: Parties, notes: Notes) -> list[Signed]:
    """The signatures, the ministry's first; one for each party."""
    found: dict[Party, Signed] = {}
    for block in _blocks(parts):
        signed = _signed(block, parties, notes)
        if signed is None:
            continue
        known = found.get(signed.party)
        if known is None:
            found[signed.party] = signed
        elif known.facts != signed.facts:
            _compare(known, signed, notes)
    return [found[party] for party in Party if party in found]


def _compare(known: Signed, other: Signed, notes: Notes) -> None:
    """Takes from a block that is printed twice what the first one lacks, and tells what contradicts it."""
    for field, value in other.facts.items():
        if field not in known.facts:
            known.facts[field] = value
        elif known.facts[field] != value:
            message = _("There is a second signature of this party, with “{value}”.", value=str(value))
            notes.doubt(("signatures", str(known.party), field), other.above[0].place, message)


def _blocks(parts: Sequence[Part]) -> list[list[Passage]]:
    """The lines that belong to one signature each."""
    blocks: list[list[Passage]] = []
    for passage in (passage for part in parts for passage in passages_of(part)):
        if signed_at(passage.text):
            blocks.append([])
        if blocks:
            blocks[-1].append(passage)
    return blocks


def _signed(block: list[Passage], parties: Parties, notes: Notes) -> Signed | None:
    at = signed_at(block[0].text)
    lines = [passage for passage in block[1:] if not _NOTHING.fullmatch(passage.text)]
    party = _party(lines, parties)
    name_at = next((number for number, line in enumerate(lines) if _name(line.text, parties)), None)
    if at is None or party is None or name_at is None:
        if not _is_blank(lines, parties) or (at and at.day):
            quote = " / ".join(passage.text for passage in block)
            notes.unread(block[0].place, _("The signature “{quote}” was not understood.", quote=quote))
        return None
    name = _name(lines[name_at].text, parties)
    rest = [line for line in lines[name_at + 1 :] if _name(line.text, parties) != name]
    facts: dict[str, Any] = {"party": str(party), "name": name}
    if office := _office(rest, party, parties, notes):
        facts["office"] = office
    if at.place:
        facts["place"] = at.place
    if at.day:
        facts["date"] = at.day
    elif re.search("[0-9]", block[0].text):
        message = _("Its date was not understood: “{quote}”.", quote=block[0].text)
        notes.doubt(("signatures", str(party)), block[0].place, message)
    return Signed(party, facts, (block[0],), tuple(block[1:]))


def _is_blank(lines: list[Passage], parties: Parties) -> bool:
    """Whether nothing stands below a line for place and day but the party's name: nobody has signed yet."""
    text = slug(" ".join(line.text for line in lines))
    return not text or text in (*parties.ministry, *parties.district)


def _party(lines: list[Passage], parties: Parties) -> Party | None:
    text = " ".join(line.text for line in lines)
    slugged = f"-{slug(text)}-"
    is_ministry = any(f"-{form}-" in slugged for form in parties.ministry)
    is_district = any(f"-{form}-" in slugged for form in parties.district)
    if is_ministry == is_district:
        is_ministry, is_district = bool(_MINISTRY.search(text)), bool(_DISTRICT.search(text))
    if is_ministry == is_district:
        return None
    return Party.MINISTRY if is_ministry else Party.DISTRICT


def _name(text: str, parties: Parties) -> str | None:
    """The person whom a line names; nothing if it names none."""
    match = _NAME.fullmatch(text.strip())
    if match is None or _OFFICE.search(text) or len(text.split()) > 7:
        return None
    slugged = f"-{slug(text)}-"
    if any(f"-{form}-" in slugged or slugged in f"-{form}-" for form in (*parties.ministry, *parties.district)):
        return None
    return match["name"]


def _office(lines: list[Passage], party: Party, parties: Parties, notes: Notes) -> str | None:
    """The office among the lines below a name: what stands there before the party's own name."""
    text = ""
    for line in lines:
        slugged = slug(line.text)
        begins = any(form.startswith(slugged) for form in (*parties.ministry, *parties.district))
        if begins or _OF_PARTY.fullmatch(line.text):
            break
        if _NO_OFFICE.search(line.text) or _name(line.text, parties):
            message = _("“{quote}” stands below it, and was not understood.", quote=line.text)
            notes.doubt(("signatures", str(party), "office"), line.place, message)
            break
        text = f"{text} {line.text}".strip()
    for form in sorted((*parties.ministry, *parties.district), key=len, reverse=True):
        words = text.split(" ")
        for index in range(1, len(words)):
            if slug(" ".join(words[index:])) in (form, f"des-{form}", f"der-{form}"):
                return " ".join(words[:index])
    return text or None
