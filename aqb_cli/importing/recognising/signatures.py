"""Who signed an agreement for which party, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Party
from aqb_cli.importing.notes import Notes
from aqb_cli.importing.reading.printed import Passage, SourceLocation, joined
from aqb_cli.importing.reading.signature_lines import (
    Signatory,
    SignedAt,
    days_apart,
    is_empty,
    is_lead,
    is_office,
    office_of,
    signatory_of,
    signed_at,
)
from aqb_cli.importing.recognising.outline import MOST_DAY_LINES
from aqb_cli.importing.recognising.parties import names_one
from aqb_cli.importing.words import finds, is_all, pattern
from aqb_cli.text.german import slug
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import TextRun

ONE_PERSON = 3
"""How many words a person's name has at most, titles and particles aside; more may be the names of two."""

LONGEST_OFFICE = 6
"""How many words an office has at most; with more, and two offices, it may be those of two persons."""

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

    def named_in(self, text: str) -> Party | None:
        """The party whose name stands in a text; None if neither's or both."""
        return _one_of(names_one(text, self.ministry), names_one(text, self.district))

    def meant_by(self, texts: Sequence[str]) -> Party | None:
        """Whom lines are about: the party that they name, else the one that has such offices; None if that is open."""
        text = " ".join(texts)
        return self.named_in(text) or _one_of(finds("of_ministry", text), finds("of_district", text))

    def is_name(self, text: str) -> bool:
        """Whether a text is a party's name, or a part of it, as it is broken over several lines."""
        slugged = re.sub(r"^(?:de[smrn]|der|die|das)-", "", slug(text))
        return bool(slugged) and any(f"-{slugged}-" in f"-{form}-" for form in self.forms)


def _one_of(is_ministry: bool, is_district: bool) -> Party | None:
    if is_ministry == is_district:
        return None
    return Party.MINISTRY if is_ministry else Party.DISTRICT


class Signed(NamedTuple):
    """One party's signature as printed; two people may sign below one place and day."""

    party: Party
    people: tuple[dict[str, Any], ...]
    """Each person who signs, as in the file format."""
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


class _SignatureLine(NamedTuple):
    """A line of a signature by what it says: one of these, or nothing that is understood."""

    passage: Passage
    at: SignedAt | None = None
    who: Signatory | None = None
    is_party: bool = False
    """Whether it says no more than whom somebody signs for, or nothing."""

    @property
    def text(self) -> str:
        return self.passage.text


def _read(passage: Passage, below: str, parties: Parties) -> _SignatureLine:
    text = passage.text
    if at := signed_at(text):
        return _SignatureLine(passage, at)
    if is_empty(text) or is_lead(text) or is_all("of_party", text) or parties.is_name(text):
        return _SignatureLine(passage, is_party=is_empty(text) or is_lead(text) or not is_office(text))
    is_named = is_all("named_like_office", text) and is_office(below)  # "Petra Landrat"
    who = signatory_of(text) or (Signatory(text) if is_named else None)
    return _SignatureLine(passage, who=None if who and names_one(text, parties.forms) else who)


def signatures_of(passages: Sequence[Passage], parties: Parties, notes: Notes) -> list[Signed]:
    """The signatures, the ministry's first; one or two for each party. A third person of a party becomes a note."""
    found: dict[Party, list[Signed]] = {party: [] for party in Party}
    below = [*(passage.text for passage in passages[1:]), ""]
    lines = _without_labels([_read(passage, text, parties) for passage, text in zip(passages, below, strict=False)])
    blocks = list(_blocks(lines, parties))
    parties_of = _signing([block for block, _is_apart in blocks], parties, notes)
    for (block, is_apart), party in zip(blocks, parties_of, strict=True):
        if party is None or not any(line.who for line in block):
            notes.claim(*(line.passage for line in block if line.is_party or (line.at and not line.at.day)))
            continue
        signed = _signed(block, party, parties, notes, is_apart=is_apart)
        known = [person for other in found[party] for person in other.people]
        new = [person for person in signed.people if person not in known]  # signatures may be printed twice
        if len(known) + len(new) <= MOST_SIGNATORIES and new:
            found[party].append(signed)
        else:
            for person in new:
                _report_another(person, party, signed.place, notes)
    return [signed for party in Party for signed in found[party]]


def _without_labels(lines: Sequence[_SignatureLine]) -> list[_SignatureLine]:
    """The lines, in which "(Ort, Datum)" below a place and day says nothing of its own."""
    found: list[_SignatureLine] = []
    for line in lines:
        above = next((each for each in reversed(found) if each.at or not is_empty(each.text)), None)
        is_label = line.at == SignedAt(None, None) and above is not None and above.at is not None and above.at.day
        found.append(line._replace(at=None, is_party=True) if is_label else line)
    return found


def _report_another(person: dict[str, Any], party: Party, place: SourceLocation, notes: Notes) -> None:
    quote = ", ".join(filter(None, (person["name"], person.get("office"))))
    message = _(
        "One more person signs for this party: “{quote}”. Check whether it belongs under `signatures`.", quote=quote
    )
    notes.doubt(("signatures", str(party), "name"), place, message)


def arranged(lines: Sequence[Passage], parties: Parties) -> tuple[Passage, ...]:
    """The lines of signatures, one signature after the other, and each place and day in one line."""
    return tuple(_with_whole_days(_by_columns(lines, parties)))


def _by_columns(lines: Sequence[Passage], parties: Parties) -> list[Passage]:
    """The lines; where two signatures stand side by side in the same lines, those of the left one come first."""
    start = next((n for n, line in enumerate(lines) if days_apart(line.text)), len(lines))
    columns: tuple[list[Passage], list[Passage]] = ([], [])
    ways = [days_apart(line.text) or _parted(line.text, parties) for line in lines[start:]]
    if not any(way and signatory_of(way[0]) for way in ways):  # only places and days stand side by side
        ways = [days_apart(line.text) for line in lines[start:]]
    for line, parted in zip(lines[start:], ways, strict=True):
        for column, text in zip(columns, parted or (line.text,), strict=False):
            column.append(line._replace(line=(TextRun(text),)))
    if len(columns[1]) == 1:
        return [*lines[:start], columns[0][0], columns[1][0], *columns[0][1:]]
    return [*lines[:start], *columns[0], *columns[1]]


def _parted(text: str, parties: Parties) -> tuple[str, str] | None:
    """The two columns of a line, if there is one way only to divide it into two names, offices or parties."""

    def kind(part: str) -> str:
        if parties.is_name(part) or is_all("of_party", part):
            return "party"
        if signatory_of(part):
            return "name"
        return "office" if is_office(part.rsplit(" ", maxsplit=1)[-1]) and part[:1].isupper() else ""

    if kind(text) == "party":
        return None
    ways = [(text[: match.start()], text[match.end() :]) for match in re.finditer(r"\s+", text)]
    sound = [(a, b) for a, b in ways if kind(a) == kind(b) != ""]
    if not sound and text[:1].isalpha():
        sound = [(a, b) for a, b in ways if kind(b) == "party" and kind(a) != "name"][:1]
    return sound[0] if len(sound) == 1 or (sound and kind(sound[0][0]) != "name") else None


def _with_whole_days(lines: Sequence[Passage]) -> list[Passage]:
    """The lines, in which a place and day that is broken over two or three is one: "Fulda, den 10. Juni" / "2025"."""
    whole: list[Passage] = []
    for line in lines:
        for count in range(1, MOST_DAY_LINES):
            above = " ".join(each.text for each in whole[-count:])
            day = next((text for seam in (" ", ", ") if _is_day(text := f"{above}{seam}{line.text}")), None)
            if day and _is_open(above) and (not signed_at(line.text) or is_all("day_alone", line.text)):
                whole[-count:] = [whole[-count:][0]._replace(line=(TextRun(day),))]
                break
        else:
            is_parted = whole and re.search(r"[^\W\d_][-\u00ad]$", whole[-1].text)  # "Anna Muster-" / "Beispiel"
            above_it = (whole.pop().line,) if is_parted else ()
            whole.append(line._replace(line=joined((*above_it, line.line))))
    return whole


def _is_day(text: str) -> bool:
    at = signed_at(text)
    return at is not None and at.day is not None


def _is_open(above: str) -> bool:
    """Whether what stands above may be a place, or a part of a place and day."""
    return bool(above) and not (_is_day(above) or is_office(above) or signatory_of(above) or finds("electronic", above))


def _blocks(lines: Sequence[_SignatureLine], parties: Parties) -> Iterator[tuple[Sequence[_SignatureLine], bool]]:
    """The lines that belong to one signature each, and whether its place and day stand apart from its name."""
    days = [number for number, line in enumerate(lines) if line.at]
    names: dict[Signatory, int] = {}
    for number, line in enumerate(lines):
        if line.who:
            names.setdefault(line.who, number)
    starts = list(names.values())
    if not days:
        return
    if len(days) == 2 <= len(starts) and days[1] < starts[0]:  # as programs print the columns of a page
        is_seat = [slug(at.place or "") == parties.seat for day in days if (at := lines[day].at)]
        wanted = [Party.MINISTRY if each else Party.DISTRICT for each in is_seat]
        splits = [(lines[starts[0] : start], lines[start:]) for start in starts[1:]]
        proven = [s for s in splits if wanted == [parties.meant_by([each.text for each in side]) for side in s]]
        proven = proven if wanted[0] != wanted[1] else []
        if len(proven) == 1 or len(splits) == 1:  # the days stand in the order of the names
            first, second = (proven or splits)[0]
            yield (*lines[: days[1]], *first), not proven
            yield (*lines[days[1] : starts[0]], *second), not proven
            return
    if starts and starts[0] < days[0] and starts[-1] < days[-1]:
        edges = [0, *(day + 1 for day in days)]
    else:
        edges = [0, *(_next(lines, day, following, parties) for day, following in pairwise(days)), len(lines)]
    yield from ((lines[start:end], False) for start, end in pairwise(edges))


def _next(lines: Sequence[_SignatureLine], day: int, following: int, parties: Parties) -> int:
    """Where the signature begins whose day stands at `following`, below one whose day stands at `day`.

    Parties may be named above place and day, unless one is named below the last day.
    """
    last = max(number for number, line in enumerate(lines) if line.at)
    is_below = any(parties.named_in(line.text) for line in lines[last:])
    party: Party | None = None
    has_name = False
    for number in range(day + 1, following):
        text = lines[number].text
        has_name = has_name or lines[number].who is not None
        other = None if is_below else parties.meant_by([text])
        if (has_name and finds("for_whom", text) and is_lead(text)) or (party and other and party is not other):
            return number
        party = party or other
    return following


def _signing(blocks: Sequence[Sequence[_SignatureLine]], parties: Parties, notes: Notes) -> list[Party | None]:
    """Who signs each block; of two, one is concluded from the other if nothing else says it."""
    found = [parties.meant_by([line.text for line in block if not line.at]) for block in blocks]
    if len(found) == 2 and None in found and found != [None, None]:
        unknown = found.index(None)
        if any(line.who for line in blocks[unknown]):
            found[unknown] = Party.DISTRICT if Party.MINISTRY in found else Party.MINISTRY
            message = _("Its party was concluded from the other's.")
            notes.doubt(("signatures", str(found[unknown])), blocks[unknown][0].passage.place, message)
    return found


def _signed(block: Sequence[_SignatureLine], party: Party, parties: Parties, notes: Notes, *, is_apart: bool) -> Signed:
    """The signature in a block that names somebody. Claims what it understands; what is left is reported."""
    day_at = next(number for number, line in enumerate(block) if line.at)
    name_at = next(number for number, line in enumerate(block) if line.who)
    day, at = block[day_at].passage, block[day_at].at or SignedAt(None, None)
    field = ("signatures", str(party))
    people = []
    for who, office in _people(block, party, notes):
        facts: dict[str, Any] = {
            "party": str(party),
            "name": who.name,
            "office": office_of(_without_party(office, parties)),
        }
        facts |= {"place": at.place, "date": at.day}
        people.append({name: value for name, value in facts.items() if value})
        if finds("misread_office", facts["office"]):
            message = _("Text recognition may have misread it: “{quote}”.", quote=facts["office"])
            notes.doubt((*field, "office"), day.place, message)
        if _may_be_two(who, facts["office"]):
            notes.doubt((*field, "name"), block[name_at].passage.place, _("It may be the names of two persons."))
    if not at.day and re.search("[0-9]", day.text):
        notes.doubt(field, day.place, _("Its date was not understood: “{quote}”.", quote=day.text))
    if party is Party.MINISTRY and at.place and slug(at.place) != parties.seat:
        notes.doubt(field, day.place, _("The ministry's seat is elsewhere than where it is said to sign."))
    if is_apart:
        notes.doubt(field, day.place, _("Place and day stand apart from the name: “{quote}”.", quote=day.text))
    if len(people) != MOST_SIGNATORIES or not all("office" in person for person in people):
        for person in people[1:]:
            place = next(line.passage.place for line in block if line.who and line.who.name == person["name"])
            _report_another(person, party, place, notes)
        del people[1:]
    above = day_at + 1 if day_at < name_at else name_at
    passages = tuple(line.passage for line in block)
    return Signed(party, tuple(people), passages[:above], passages[above:])


def _people(block: Sequence[_SignatureLine], party: Party, notes: Notes) -> list[tuple[Signatory, str]]:
    """Each person whom a block names, with the office below or above the name; claims the lines that say so."""
    people: list[tuple[Signatory, str]] = []
    above = ""
    under: set[str] = set()  # those whose office stands above the name
    is_over = is_deputy = False
    for line in block:
        who, office = people[-1] if people else (None, above)
        if line.who and all(line.who.name != known.name for known, _office in people):
            is_deputy = is_deputy or finds("deputy", line.text)
            if above and line.who.office:
                _doubt_office(f"{above} / {line.who.office}", party, line, notes)
            under |= {line.who.name} if above else set()
            people.append((line.who, line.who.office or above))
            above, is_over = "", bool(line.who.office)
        elif line.is_party and not office.endswith(",") and (is_over or not _is_minister(office, line.text)):
            is_deputy = is_deputy or finds("deputy", line.text)
            is_over = is_over or (who is not None and not is_empty(line.text))
        elif is_all("footnote", line.text):
            is_over = True
            continue
        elif not line.at and not line.who:
            may_follow = who is not None and not is_over and not finds("no_office", line.text)
            if not may_follow and (not is_office(line.text) or (is_over and office)):
                continue
            if who and who.name in under and is_office(line.text) and not is_deputy:
                _doubt_office(f"{office} / {line.text}", party, line, notes)
            office = line.text if who and is_deputy else f"{office} {line.text}".strip()
            is_deputy = is_deputy and who is None
            if who is None:
                above = office
            else:
                people[-1] = who, office
        notes.claim(line.passage)
    return people


def _doubt_office(quote: str, party: Party, line: _SignatureLine, notes: Notes) -> None:
    message = _("It was read from “{quote}”.", quote=quote)
    notes.doubt(("signatures", str(party), "office"), line.passage.place, message)


def _is_minister(office: str, below: str) -> bool:
    """Whether an office goes on with what the minister is for, which the ministry's name has, too."""
    return re.search("minister(?:in)?$", office, re.IGNORECASE) is not None and below.startswith("für ")


def _without_party(office: str, parties: Parties) -> str:
    """An office without the party's name behind it: "Landrat des Landkreises Fulda"."""
    words = office.split(" ")
    forms = {f"{article}{form}" for form in parties.forms for article in ("", "des-", "der-")}
    for begin in range(1, len(words)):
        if any(slug(" ".join(words[begin:end])) in forms for end in range(begin + 1, len(words) + 1)):
            return " ".join(words[:begin])
    return office


def _may_be_two(who: Signatory, office: str) -> bool:
    """Whether a name has so many words that it may be two, or an office names somebody else."""
    words = [word for word in pattern("name_title").sub("", who.name).split() if not is_all("name_particle", word)]
    is_long = len(office.split()) > LONGEST_OFFICE and len(pattern("office").findall(office)) > 1
    others = re.split(r",?\s+und\s+|,\s+", who.office)
    return len(words) > ONE_PERSON or is_long or any(map(signatory_of, others))
