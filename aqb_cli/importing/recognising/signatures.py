"""Who signed an agreement for which party, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Party
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import Passage, SourceLocation, joined
from aqb_cli.importing.reading.signature_lines import (
    Signatory,
    SignedAt,
    is_empty,
    is_lead,
    is_office,
    office_of,
    signatory_of,
    signed_at,
)
from aqb_cli.importing.recognising.outline import days_apart
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text.german import slug
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import TextRun

ONE_PERSON = 3
"""How many words a person's name has at most, titles and particles aside; more may be the names of two."""

MOST_SIGNATORIES = 2
"""How many people sign for a party (AQB403)."""


class Parties(NamedTuple):
    """How the parties are named, in any case, as slugs."""

    ministry: Sequence[str]
    district: Sequence[str]
    seat: str = "wiesbaden"
    """Where the ministry sits, as a slug."""

    @property
    def forms(self) -> tuple[str, ...]:
        """How either is named."""
        return (*self.ministry, *self.district)


class Signed(NamedTuple):
    """One party's signature as printed; two people may sign below one place and day."""

    party: Party
    facts: dict[str, Any]
    """As in the file format."""
    above: tuple[Passage, ...]
    """The lines above the name: whom it is for, place and day."""
    below: tuple[Passage, ...]
    """The line with the name, and those below."""
    second: dict[str, Any] | None = None
    """As in the file format, who else signs below the same place and day; None if nobody does for certain."""

    @property
    def people(self) -> list[dict[str, Any]]:
        """Each person who signs, as in the file format."""
        return [self.facts, *([self.second] if self.second else ())]

    @property
    def lines(self) -> tuple[Passage, ...]:
        """All of its lines."""
        return (*self.above, *self.below)

    @property
    def place(self) -> SourceLocation:
        """Where it begins."""
        return self.lines[0].place


def signatures_of(lines: Sequence[Passage], parties: Parties, notes: Notes) -> list[Signed]:
    """The signatures, the ministry's first; one or two for each party. A third person of a party becomes a note."""
    found: dict[Party, list[Signed]] = {party: [] for party in Party}
    blocks = list(_blocks(lines, parties))
    for block, party in zip(blocks, _signing(blocks, parties, notes), strict=True):
        signed = _signed(block, party, parties, notes)
        if signed is None:
            continue
        others = found[signed.party]
        same = next((other for other in others if other.facts["name"] == signed.facts["name"]), None)
        if same is None and sum(len(one.people) for one in (*others, signed)) <= MOST_SIGNATORIES:
            others.append(signed)
        else:
            _compare(same or others[0], signed, notes)
    return [signed for party in Party for signed in found[party]]


def arranged(lines: Sequence[Passage], parties: Parties) -> tuple[Passage, ...]:
    """The lines of signatures, one signature after the other, and each place and day in one line."""
    return tuple(_with_whole_days(_by_columns(lines, parties)))


def _compare(known: Signed, other: Signed, notes: Notes) -> None:
    """Takes from a block that is printed twice what the first one lacks, and reports another person."""
    if known.facts["name"] != other.facts["name"]:
        for person in other.people:
            quote = ", ".join(filter(None, (person["name"], person.get("office"))))
            _report_second(quote, known.party, other.place, notes)
        return
    for name, value in other.facts.items():
        if known.facts.setdefault(name, value) != value:
            message = _("There is a second signature of this party, with “{value}”.", value=str(value))
            notes.doubt(("signatures", str(known.party), name), other.place, message)


def _report_second(quote: str, party: Party, place: SourceLocation, notes: Notes) -> None:
    message = _(
        "One more person signs for this party: “{quote}”. Check whether it belongs under `signatures`.", quote=quote
    )
    notes.doubt(("signatures", str(party), "name"), place, message)


def _by_columns(lines: Sequence[Passage], parties: Parties) -> list[Passage]:
    """The lines; where two signatures stand side by side in the same lines, those of the left one come first."""
    start = next((n for n, line in enumerate(lines) if days_apart(line.text)), None)
    if start is None:
        return list(lines)
    columns: tuple[list[Passage], list[Passage]] = ([], [])
    ways = [days_apart(line.text) or _parted(line.text, parties) for line in lines[start:]]
    if not any(way and signatory_of(way[0]) for way in ways):  # only places and days stand side by side
        ways = [days_apart(line.text) for line in lines[start:]]
    for line, parted in zip(lines[start:], ways, strict=True):
        for column, text in zip(columns, parted or (line.text, ""), strict=True):
            if text:
                column.append(line._replace(line=(TextRun(text),)))
    if len(columns[1]) == 1:
        return [*lines[:start], columns[0][0], columns[1][0], *columns[0][1:]]
    return [*lines[:start], *columns[0], *columns[1]]


def _parted(text: str, parties: Parties) -> tuple[str, str] | None:
    """The two columns of a line, if there is one way only to divide it into two names, offices or parties."""

    def kind(part: str) -> str:
        if _names(part, parties) or is_all("of_party", part):
            return "party"
        if signatory_of(part):
            return "name"
        return "office" if is_office(part.rsplit(" ", maxsplit=1)[-1]) and part[:1].isupper() else ""

    if kind(text) == "party":
        return None
    spaces = [match.span() for match in re.finditer(r"\s+", text)]
    ways = [(text[:start], text[end:]) for start, end in spaces]
    sound = [(a, b) for a, b in ways if kind(a) == kind(b) != ""]
    if not sound and text[:1].isalpha():
        sound = [(a, b) for a, b in ways if kind(b) == "party" and kind(a) != "name"][:1]
    if len(sound) > 1 and kind(sound[0][0]) != "name":
        return sound[0]
    return sound[0] if len(sound) == 1 else None


def _with_whole_days(lines: Sequence[Passage]) -> list[Passage]:
    """The lines, in which a place and day that is broken over two is one: "Fulda, den 10. Juni" / "2025"."""
    whole: list[Passage] = []
    for line in lines:
        above = whole[-1].text if whole else ""
        both = signed_at(f"{above} {line.text}") or signed_at(f"{above}, {line.text}") if above else None
        known = signed_at(above)
        is_open = (known is None or known.day is None) and not (is_office(above) or signatory_of(above))
        may = is_open and not finds("electronic", above)
        if may and both and both.day and (not signed_at(line.text) or is_all("day_alone", line.text)):
            seam = (TextRun(", "),) if not signed_at(f"{above} {line.text}") else ()
            whole[-1] = whole[-1]._replace(line=joined((whole[-1].line, (*seam, *line.line))))
        else:
            whole.append(line)
    return whole


class _SignatureLines(NamedTuple):
    """The lines of one signature."""

    lines: tuple[Passage, ...]
    apart: bool = False
    """Whether place and day stand apart from the name, with those of the other party in between."""

    @property
    def day_at(self) -> int:
        """Where its place and day stand."""
        return next(number for number, line in enumerate(self.lines) if signed_at(line.text))

    @property
    def texts(self) -> list[str]:
        """What stands around place and day."""
        return [line.text for number, line in enumerate(self.lines) if number != self.day_at]


def _blocks(lines: Sequence[Passage], parties: Parties) -> Iterator[_SignatureLines]:
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
        people = [_party([line.text for line in part], parties) for part in (lines[first:second], lines[second:])]
        at_seat = [
            slug((signed_at(lines[day].text) or SignedAt(None, None)).place or "") == parties.seat for day in days
        ]
        proven = people == [Party.MINISTRY if at else Party.DISTRICT for at in at_seat] and sum(at_seat) == 1
        yield _SignatureLines((*lines[: days[1]], *lines[first:second]), apart=not proven)
        yield _SignatureLines((*lines[days[1] : first], *lines[second:]), apart=not proven)
        return
    if first < days[0] and max(names.values()) < days[-1]:
        edges = [0, *(day + 1 for day in days)]
    else:
        below = any(_named([line.text], parties) for line in lines[days[-1] :])
        nexts = (_next(lines, day, following, None if below else parties) for day, following in pairwise(days))
        edges = [0, *nexts, len(lines)]
    yield from (_SignatureLines(tuple(lines[start:end])) for start, end in pairwise(edges))


def _next(lines: Sequence[Passage], day: int, following: int, parties: Parties | None) -> int:
    """Where the signature begins whose day stands at `following`, below one whose day stands at `day`.

    The parties are given where they may be named above place and day.
    """
    party: Party | None = None
    has_name = False
    for number in range(day + 1, following):
        text = lines[number].text
        has_name = has_name or signatory_of(text) is not None
        if has_name and finds("for_whom", text) and is_lead(text):
            return number
        other = _party([text], parties) if parties else None
        if party and other and party is not other:
            return number
        party = party or other
    return following


def _signing(blocks: Sequence[_SignatureLines], parties: Parties, notes: Notes) -> list[Party | None]:
    """Who signs each block; of two, one is concluded from the other if nothing else says it."""
    found = [_party(block.texts, parties) for block in blocks]
    unknown = found.index(None) if len(found) == 2 and None in found and found != [None, None] else None
    if unknown is not None and any(signatory_of(line.text) for line in blocks[unknown].lines):
        found[unknown] = Party.DISTRICT if Party.MINISTRY in found else Party.MINISTRY
        message = _("Its party was concluded from the other's.")
        notes.doubt(("signatures", str(found[unknown])), blocks[unknown].lines[0].place, message)
    return found


def _signed(block: _SignatureLines, party: Party | None, parties: Parties, notes: Notes) -> Signed | None:
    """The signature in a block, whose lines it claims; None if it names nobody, or nothing says for whom."""
    lines = block.lines
    day = lines[block.day_at]
    at = signed_at(day.text) or SignedAt(None, None)
    people = [(number, who) for number, line in enumerate(lines) if (who := _signatory(line.text, parties))]
    if party is None or not people:
        notes.claim(*(line for line in lines if _says_party(line.text, parties)), *(() if at.day else (day,)))
        return None
    (name_at, who), *_others = people
    field = ("signatures", str(party))
    below, second = _office(lines, name_at, party, parties, notes)
    shared = {"party": str(party), "place": at.place, "date": at.day}
    facts, other = (
        _facts(one, shared) if one else None for one in (who._replace(office=office_of(who.office or below)), second)
    )
    assert facts
    notes.claim(day)
    if not at.day and re.search("[0-9]", day.text):
        notes.doubt(field, day.place, _("Its date was not understood: “{quote}”.", quote=day.text))
    if block.apart:
        notes.doubt(field, day.place, _("Place and day stand apart from the name: “{quote}”.", quote=day.text))
    if _may_be_two(who):
        notes.doubt((*field, "name"), lines[name_at].place, _("It may be the names of two persons."))
    above = block.day_at + 1 if block.day_at < name_at else name_at
    return Signed(party, facts, lines[:above], lines[above:], other)


def _facts(who: Signatory, shared: Mapping[str, Any]) -> dict[str, Any]:
    """A person's signature as in the file format, with what is shared by all who sign below one place and day."""
    found = {"party": shared["party"], "name": who.name, "office": who.office, **shared}
    return {name: value for name, value in found.items() if value}


def _office(
    lines: Sequence[Passage], name_at: int, party: Party, parties: Parties, notes: Notes
) -> tuple[str, Signatory | None]:
    """The office below a name, or above it, and a second person if both have an office.

    Claims the lines that it understands, and reports other people.
    """
    held, below = "", ""
    seconds: list[tuple[Passage, Signatory]] = []
    is_over = False
    first = signatory_of(lines[name_at].text)
    name = first.name if first else ""
    for number, line in enumerate(lines):
        text = line.text
        who = _signatory(text, parties)
        if who is not None and number > name_at and who.name != name:
            seconds.append((line, who))
        elif who is not None or signed_at(text):
            pass
        elif _says_party(text, parties) and (is_lead(text) or not is_office(text)):
            is_over = is_over or (number > name_at and not is_empty(text))
        elif number < name_at and is_office(text):
            held = f"{held} {text}".strip()
        elif seconds and is_office(text):
            other = seconds[-1][1]
            seconds[-1] = seconds[-1][0], other._replace(office=f"{other.office} {text}".strip())
        elif number < name_at:
            continue
        elif is_over or seconds or finds("no_office", text):
            message = _("“{quote}” stands below it, and was not understood.", quote=text)
            notes.doubt(("signatures", str(party), "office"), line.place, message)
        else:
            below = f"{below} {text}".strip()
        notes.claim(line)
    office = _without_party(below, parties) or held
    second = seconds[0][1] if len(seconds) == 1 else None
    if second and second.office and (office or (first and first.office)) and not _may_be_two(second):
        return office, second._replace(office=office_of(_without_party(second.office, parties)))
    for line, other in seconds:
        _report_second(", ".join(filter(None, other)), party, line.place, notes)
    return office, None


def _without_party(office: str, parties: Parties) -> str:
    """An office without the party's name behind it: "Landrat des Landkreises Fulda"."""
    words = office.split(" ")
    forms = {f"{article}{form}" for form in parties.forms for article in ("", "des-", "der-")}
    for begin in range(1, len(words)):
        if any(slug(" ".join(words[begin:end])) in forms for end in range(begin + 1, len(words) + 1)):
            return " ".join(words[:begin])
    return office


def _may_be_two(who: Signatory) -> bool:
    """Whether a name has so many words that it may be two, or an office names somebody else."""
    words = [word for word in pattern("name_title").sub("", who.name).split() if not is_all("name_particle", word)]
    return len(words) > ONE_PERSON or any(
        signatory_of(piece) for piece in re.split(r",?\s+und\s+|,\s+", who.office)[1:]
    )


def _says_party(text: str, parties: Parties) -> bool:
    """Whether a line says no more than whom somebody signs for, or nothing."""
    return is_empty(text) or is_lead(text) or is_all("of_party", text) or _names(text, parties)


def _names(text: str, parties: Parties) -> bool:
    """Whether a text is a party's name, or a part of it, as it is broken over several lines."""
    slugged = re.sub(r"^(?:de[smrn]|der|die|das)-", "", slug(text))
    return bool(slugged) and any(f"-{slugged}-" in f"-{form}-" for form in parties.forms)


def _party(texts: Sequence[str], parties: Parties) -> Party | None:
    """Whom lines are about: the party that they name, else the one that has such offices; None if that is open."""
    if named := _named(texts, parties):
        return named
    text = " ".join(texts)
    return _one_of(finds("of_ministry", text), finds("of_district", text))


def _named(texts: Sequence[str], parties: Parties) -> Party | None:
    """The party whose name stands in lines; None if neither's or both."""
    slugged = f"-{slug(' '.join(texts))}-"
    return _one_of(*(any(f"-{form}-" in slugged for form in forms) for forms in parties[:2]))


def _one_of(is_ministry: bool, is_district: bool) -> Party | None:
    if is_ministry == is_district:
        return None
    return Party.MINISTRY if is_ministry else Party.DISTRICT


def _signatory(text: str, parties: Parties) -> Signatory | None:
    """The person whom a line names; None if it names none, or a party."""
    who = signatory_of(text)
    slugged = f"-{slug(text)}-"
    return None if who and any(f"-{f}-" in slugged or slugged in f"-{f}-" for f in parties.forms) else who
