"""The signatures of a document → the signatures block of a wording pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from aqb_cli.importing.reading.amounts import dates_in
from aqb_cli.importing.reading.printed import Passage, joined
from aqb_cli.importing.reading.signature_lines import is_office, signatory_of, signed_at
from aqb_cli.importing.recognising.outline import passages_of
from aqb_cli.importing.recognising.signatures.signing import Signed
from aqb_cli.importing.taking import Taken
from aqb_cli.importing.wording_draft.edits import Replacement, literal
from aqb_cli.importing.wording_draft.placeholders import Filler, date_like
from aqb_cli.importing.wording_draft.pronouns import only_here
from aqb_cli.text.german import slug
from aqb_cli.wording.blocks import plain

_BODY = re.compile(r"(?i)ministerium|magistrat|kreisausschuss")
"""What a party's line speaks of that is no person."""


def signature_blocks(taken: Taken, filler: Filler) -> Iterator[dict[str, Any]]:
    """What stands before the signatures, then the signatures side by side."""
    lines = [passage for part in taken.outline.signatures for passage in passages_of(part)]
    for line in lines:
        if not taken.signed or any(line == one.lines[0] for one in taken.signed):
            break
        yield {"text": filler.text(line.line, line.place)}
    if taken.signed:
        order = sorted(taken.signed, key=lambda one: lines.index(one.lines[0]))
        yield {"signatures": [_column(one, filler) for one in order]}
    else:
        yield from ({"text": filler.text(line.line, line.place)} for line in lines)


def _column(signed: Signed, filler: Filler) -> dict[str, Any]:
    fact = f"signatures.{signed.party}"
    return {
        "above": list(_replaced(signed.above, signed, fact, filler)),
        "below": list(_replaced(signed.below, signed, fact, filler)),
    }


def _place_and_day(line: Passage, signed: Signed, fact: str, filler: Filler) -> str:
    """Place and day as the document writes them; where they aren't known, what is to be filled in."""
    text = line.text
    place = signed.facts.get("place", "")
    days = list(dates_in(text))
    if not (place and text.startswith(place)):
        filler.notes.unread(line.place, only_here(text))
        return literal(text)
    if not days:  # "Fulda, im August 2025"
        stated = f"{{{{ {fact}.place }}}}, den {{{{ {fact}.date | date }}}}"
        return f"{{% if {fact}.place and {fact}.date %}}{stated}{{% else %}}Ort, Datum{{% endif %}}"
    between = literal(text[len(place) : days[0].start])
    day = date_like(f"{fact}.date", days[0].value, days[0].quote)
    stated = f"{{{{ {fact}.place }}}}{between}{day}{literal(text[days[0].end :])}"
    return f"{{% if {fact}.place and {fact}.date %}}{stated}{{% else %}}Ort, Datum{{% endif %}}"


def _replaced(lines: Sequence[Passage], signed: Signed, fact: str, filler: Filler) -> Iterator[str]:
    """The lines with what they say of this signature replaced; lines of one name or office are one."""
    index = 0
    while index < len(lines):
        count, text = _first(lines[index:], signed, fact, filler)
        yield text
        index += count


def _first(lines: Sequence[Passage], signed: Signed, fact: str, filler: Filler) -> tuple[int, str]:
    """How many lines at the beginning belong together, and their text for the pack."""
    name, office = signed.facts["name"], signed.facts.get("office")
    first = lines[0].text
    if signed_at(first):
        return 1, _place_and_day(lines[0], signed, fact, filler)
    if name in first:
        return 1, f"{{% if {fact}.name %}}{_named(lines[0], name, office, fact, filler)}{{% endif %}}"
    if office and first == office:
        return 1, f"{{{{ {fact}.office or '' }}}}"
    if office and first.startswith(f"{office} "):
        text = filler.text(
            lines[0].line, lines[0].place, given=[Replacement(0, len(office), f"{{{{ {fact}.office }}}}")]
        )
        return 1, f"{{% if {fact}.office %}}{text}{{% endif %}}"
    names = {filler.subject.district.name, *filler.subject.district.cases.model_dump().values()}
    for count in range(min(len(lines), 4), 1, -1):
        line = joined(passage.line for passage in lines[:count])
        if office and plain(line) == office:
            return count, f"{{{{ {fact}.office or '' }}}}"
        if slug(plain(line)) in {slug(each) for each in names}:
            return count, filler.text(line, lines[0].place)
    told = len(filler.notes.all)
    text = filler.text(lines[0].line, lines[0].place)
    is_open = "{{" not in text and len(filler.notes.all) == told
    is_below = lines[0] in signed.below and not _BODY.search(first)
    if is_open and is_below and (signatory_of(first) or is_office(first)):  # somebody else who signed
        filler.notes.unread(lines[0].place, only_here(first))
    return 1, text


def _named(line: Passage, name: str, office: str | None, fact: str, filler: Filler) -> str:
    """A line that names the person, and perhaps the office too: "Max Muster, Landrat"."""
    text = line.text
    begin = text.index(name)
    edits = [Replacement(begin, begin + len(name), f"{{{{ {fact}.name }}}}")]
    if office and text.startswith(f"{office} ") and begin > len(office):
        space = " " if begin == len(office) + 1 else ""
        stated = f"{{% if {fact}.office %}}{{{{ {fact}.office }}}}{space}{{% endif %}}"
        edits.append(Replacement(0, len(office) + len(space), stated))
    elif office and text.endswith(office):
        comma = literal(text[begin + len(name) : -len(office)])
        stated = f"{{% if {fact}.office %}}{comma}{{{{ {fact}.office }}}}{{% endif %}}"
        edits.append(Replacement(begin + len(name), len(text), stated))
    return filler.text(line.line, line.place, given=edits)
