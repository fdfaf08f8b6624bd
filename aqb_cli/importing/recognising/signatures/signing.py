"""Who signed an agreement for which party, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Party
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import Passage, PrintedPart, SourceLocation, joined
from aqb_cli.importing.reading.signature_lines import (
    Signatory,
    is_empty,
    is_lead,
    is_office,
    office_of,
    signatory_of,
    signed_at,
)
from aqb_cli.importing.recognising.outline import passages_of
from aqb_cli.text.german import slug
from aqb_cli.text.messages import _

_MINISTRY = re.compile(r"(?i)minister|staatssekretär|für das land\b|land hessen|ministerialdirig")
_DISTRICT = re.compile(
    r"(?i)landr[aä]t|bürgermeister|beigeordnet|stadtr[aä]t|dezernent|kreisausschuss|magistrat|landkreis|\bkreis|\bstadt\b"
)
_OF_PARTY = re.compile(
    r"(?:des|der|dem) (?:Land)?[Kk]reis(?:es)?|(?:der|die) Stadt|für (?:das Land Hessen|den .*|die .*)"
)
_NO_OFFICE = re.compile(r"[0-9]{2}|://|^(?i:anlagen?|seite)\b|\.$")
"""What stands below signatures and is no office: annexes, page numbers, addresses, sentences."""


MOST_NAMES = 12
"""How many lines at a document's end may be signatures without place and day."""


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
    """The lines above the name: whom it is for, place and day."""
    below: tuple[Passage, ...]
    """The line with the name, and those below."""

    @property
    def lines(self) -> tuple[Passage, ...]:
        """All of its lines."""
        return (*self.above, *self.below)

    @property
    def place(self) -> SourceLocation:
        """Where it begins."""
        return self.lines[0].place


def signatures_of(parts: Sequence[PrintedPart], parties: Parties, notes: Notes) -> list[Signed]:
    """The signatures, the ministry's first; one for each party."""
    found: dict[Party, Signed] = {}
    lines = _with_whole_days([passage for part in parts for passage in passages_of(part)])
    blocks = list(_blocks(lines, parties))
    for block, party in zip(blocks, _signing(blocks, parties, notes), strict=True):
        signed = _signed(block, party, parties, notes)
        if signed is None:
            continue
        known = found.get(signed.party)
        if known is None:
            found[signed.party] = signed
        elif known.facts != signed.facts:
            _compare(known, signed, notes)
    return [found[party] for party in Party if party in found]


def tell_names(passages: Sequence[Passage], notes: Notes) -> None:
    """Tells of names with offices at the end of a document that has no place and day of a signature."""
    for line, below in pairwise((*passages[-MOST_NAMES:], Passage((), SourceLocation()))):
        who = signatory_of(line.text)
        if who and (who.office or is_office(below.text)):
            message = _("“{quote}” looks like a signature, but has neither place nor day.", quote=line.text)
            notes.unread(line.place, message)


def _compare(known: Signed, other: Signed, notes: Notes) -> None:
    """Takes from a block that is printed twice what the first one lacks, and tells what contradicts it."""
    for field, value in other.facts.items():
        if field not in known.facts:
            known.facts[field] = value
        elif known.facts[field] != value:
            message = _("There is a second signature of this party, with “{value}”.", value=str(value))
            notes.doubt(("signatures", str(known.party), field), other.place, message)


def _with_whole_days(lines: Sequence[Passage]) -> list[Passage]:
    """The lines, in which a place and day that is broken over two is one: "Fulda, den 10. Juni" / "2025"."""
    whole: list[Passage] = []
    for line in lines:
        apart = whole and not signed_at(whole[-1].text) and not signed_at(line.text)
        if apart and signed_at(f"{whole[-1].text} {line.text}"):
            whole[-1] = whole[-1]._replace(line=joined((whole[-1].line, line.line)))
        else:
            whole.append(line)
    return whole


class _Block(NamedTuple):
    """The lines of one signature."""

    lines: tuple[Passage, ...]
    apart: bool = False
    """Whether place and day stand apart from the name, with those of the other party in between."""


def _blocks(lines: Sequence[Passage], parties: Parties) -> Iterator[_Block]:
    """The lines that belong to one signature each."""
    days = [number for number, line in enumerate(lines) if signed_at(line.text)]
    names: dict[Signatory, int] = {}
    for number, line in enumerate(lines):
        if who := _signatory(line.text, parties):
            names.setdefault(who, number)
    first, second = [*names.values(), len(lines), len(lines)][:2]
    if not days:
        return
    if len(days) == len(names) == 2 and days[1] < first:  # as programs print the columns of a page
        yield _Block((*lines[: days[1]], *lines[first:second]), apart=True)
        yield _Block((*lines[days[1] : first], *lines[second:]), apart=True)
        return
    if first < days[0] and max(names.values()) < days[-1]:
        edges = [0, *(day + 1 for day in days)]
    else:
        below = any(_named([line.text], parties) for line in lines[days[-1] :])
        nexts = (_next(lines, day, following, None if below else parties) for day, following in pairwise(days))
        edges = [0, *nexts, len(lines)]
    for start, end in pairwise(edges):
        yield _Block(tuple(lines[start:end]))


def _next(lines: Sequence[Passage], day: int, following: int, parties: Parties | None) -> int:
    """Where the signature begins whose day stands at `following`, below one whose day stands at `day`.

    The parties are given where they may be named above place and day.
    """
    party: Party | None = None
    for number in range(day + 1, following):
        text = lines[number].text
        other = _party([text], parties) if parties else None
        if text.startswith(("Für ", "für ")) and is_lead(text):
            return number
        if party and other and party is not other:
            return number
        party = party or other
    return following


def _signing(blocks: Sequence[_Block], parties: Parties, notes: Notes) -> list[Party | None]:
    """Who signs each block; of two, one is concluded from the other if nothing else says it."""
    found = [_party(_texts(block), parties) for block in blocks]
    if len(found) == 2 and None in found and found != [None, None]:
        unknown = found.index(None)
        other = Party.DISTRICT if Party.MINISTRY in found else Party.MINISTRY
        message = _("Its party was concluded from the other's.")
        notes.doubt(("signatures", str(other)), blocks[unknown].lines[0].place, message)
        found[unknown] = other
    return found


def _texts(block: _Block) -> list[str]:
    """What stands around the first place and day."""
    day_at = next(number for number, line in enumerate(block.lines) if signed_at(line.text))
    return [line.text for number, line in enumerate(block.lines) if number != day_at]


def _signed(block: _Block, party: Party | None, parties: Parties, notes: Notes) -> Signed | None:
    lines = block.lines
    day_at = next(number for number, line in enumerate(lines) if signed_at(line.text))
    at = signed_at(lines[day_at].text)
    name_at = next((number for number, line in enumerate(lines) if _signatory(line.text, parties)), None)
    if at is None or party is None or name_at is None:
        if not _is_blank(_texts(block), parties) or (at and at.day):
            quote = " / ".join(passage.text for passage in lines)
            notes.unread(lines[0].place, _("The signature “{quote}” was not understood.", quote=quote))
        return None
    who = _signatory(lines[name_at].text, parties)
    assert who is not None
    rest = [
        line
        for number, line in enumerate(lines)
        if number > name_at and number != day_at and _signatory(line.text, parties) != who and not is_empty(line.text)
    ]
    facts: dict[str, Any] = {"party": str(party), "name": who.name}
    held = [line.text for line in lines[:name_at] if is_office(line.text) and not is_lead(line.text)]
    if office := office_of(who.office or _office(rest, party, parties, notes) or " ".join(held)):
        facts["office"] = office
    if at.place:
        facts["place"] = at.place
    if at.day:
        facts["date"] = at.day
    elif re.search("[0-9]", lines[day_at].text):
        message = _("Its date was not understood: “{quote}”.", quote=lines[day_at].text)
        notes.doubt(("signatures", str(party)), lines[day_at].place, message)
    if block.apart:
        message = _("Place and day stand apart from the name: “{quote}”.", quote=lines[day_at].text)
        notes.doubt(("signatures", str(party)), lines[day_at].place, message)
    above = day_at + 1 if day_at < name_at else name_at
    return Signed(party, facts, lines[:above], lines[above:])


def _is_blank(texts: Sequence[str], parties: Parties) -> bool:
    """Whether only the party's name stands around a line for place and day: nobody has signed yet."""
    text = slug(" ".join(text for text in texts if not is_empty(text) and not is_lead(text)))
    return not text or text in (*parties.ministry, *parties.district)


def _party(texts: Sequence[str], parties: Parties) -> Party | None:
    """Whom lines are about: the party that they name, else the one that has such offices; None if that is open."""
    if named := _named(texts, parties):
        return named
    text = " ".join(texts)
    is_ministry, is_district = bool(_MINISTRY.search(text)), bool(_DISTRICT.search(text))
    if is_ministry == is_district:
        return None
    return Party.MINISTRY if is_ministry else Party.DISTRICT


def _named(texts: Sequence[str], parties: Parties) -> Party | None:
    """The party whose name stands in lines; None if neither's or both."""
    slugged = f"-{slug(' '.join(texts))}-"
    is_ministry = any(f"-{form}-" in slugged for form in parties.ministry)
    is_district = any(f"-{form}-" in slugged for form in parties.district)
    if is_ministry == is_district:
        return None
    return Party.MINISTRY if is_ministry else Party.DISTRICT


def _signatory(text: str, parties: Parties) -> Signatory | None:
    """The person whom a line names; None if it names none, or a party."""
    who = signatory_of(text)
    slugged = f"-{slug(text)}-"
    if who and any(f"-{form}-" in slugged or slugged in f"-{form}-" for form in (*parties.ministry, *parties.district)):
        return None
    return who


def _office(lines: list[Passage], party: Party, parties: Parties, notes: Notes) -> str | None:
    """The office among the lines below a name: what stands there before the party's own name."""
    text = ""
    for line in lines:
        slugged = slug(line.text)
        begins = any(form.startswith(slugged) for form in (*parties.ministry, *parties.district))
        if begins or _OF_PARTY.fullmatch(line.text) or is_lead(line.text):
            break
        if _NO_OFFICE.search(line.text) or _signatory(line.text, parties):
            message = _("“{quote}” stands below it, and was not understood.", quote=line.text)
            notes.doubt(("signatures", str(party), "office"), line.place, message)
            break
        text = f"{text} {line.text}".strip()
    words = text.split(" ")
    forms = {f"{article}{form}" for form in (*parties.ministry, *parties.district) for article in ("", "des-", "der-")}
    for begin in range(1, len(words)):
        if any(slug(" ".join(words[begin:end])) in forms for end in range(begin + 1, len(words) + 1)):
            return " ".join(words[:begin])
    return text or None
