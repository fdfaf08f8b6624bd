"""The signatures of a document → the signatures block of a wording pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from aqb_cli.document.blocks import plain
from aqb_cli.german import slug
from aqb_cli.importing.amounts import dates_in
from aqb_cli.importing.learning.edits import literal
from aqb_cli.importing.learning.placeholders import Filler, date_like
from aqb_cli.importing.markers import cut
from aqb_cli.importing.outline import passages_of
from aqb_cli.importing.printed import Passage, joined
from aqb_cli.importing.signing import Signed
from aqb_cli.importing.taking import Taken


def signature_blocks(taken: Taken, filler: Filler) -> Iterator[dict[str, Any]]:
    """What stands before the signatures, then the signatures side by side."""
    lines = [passage for part in taken.outline.signatures for passage in passages_of(part)]
    first = taken.signed[0].above[0] if taken.signed else None
    for line in lines:
        if first is None or any(line == one.above[0] for one in taken.signed):
            break
        yield {"text": filler.text(line.line, line.place)}
    if taken.signed:
        order = sorted(taken.signed, key=lambda one: lines.index(one.above[0]))
        yield {"signatures": [_column(one, filler) for one in order]}
    else:
        yield from ({"text": filler.text(line.line, line.place)} for line in lines)


def _column(signed: Signed, filler: Filler) -> dict[str, Any]:
    fact = f"signatures.{signed.party}"
    above = [_above(line, signed, fact) for line in signed.above]
    return {"above": above, "below": list(_below(signed, fact, filler))}


def _above(line: Passage, signed: Signed, fact: str) -> str:
    """Place and day as the document writes them; where they aren't known, what is to be filled in."""
    text = line.text
    place = signed.facts.get("place", "")
    days = list(dates_in(text))
    if not (place and days and text.startswith(place)):
        return literal(text)
    between = literal(text[len(place) : days[0].start])
    day = date_like(f"{fact}.date", days[0].value, days[0].quote)
    stated = f"{{{{ {fact}.place }}}}{between}{day}{literal(text[days[0].end :])}"
    return f"{{% if {fact}.place and {fact}.date %}}{stated}{{% else %}}Ort, Datum{{% endif %}}"


def _below(signed: Signed, fact: str, filler: Filler) -> Iterator[str]:
    """The lines below, with the name, the office and the district's name replaced; lines of one name are one."""
    lines = list(signed.below)
    index = 0
    while index < len(lines):
        count, text = _replaced(lines[index:], signed, fact, filler)
        yield text
        index += count


def _replaced(lines: Sequence[Passage], signed: Signed, fact: str, filler: Filler) -> tuple[int, str]:
    """How many lines belong together, and their text for the pack."""
    name, office = signed.facts["name"], signed.facts.get("office")
    first = lines[0].text
    if name in first:
        before, _name, after = first.partition(name)
        return 1, f"{{% if {fact}.name %}}{literal(before)}{{{{ {fact}.name }}}}{literal(after)}{{% endif %}}"
    if office and first == office:
        return 1, f"{{{{ {fact}.office or '' }}}}"
    if office and first.startswith(f"{office} "):
        rest = filler.text(cut(lines[0].line, len(office)), lines[0].place)
        return 1, f"{{% if {fact}.office %}}{{{{ {fact}.office }}}}{rest}{{% endif %}}"
    names = {filler.subject.district.name, *filler.subject.district.cases.model_dump().values()}
    for count in range(min(len(lines), 4), 1, -1):
        line = joined(passage.line for passage in lines[:count])
        if office and plain(line) == office:
            return count, f"{{{{ {fact}.office or '' }}}}"
        if slug(plain(line)) in {slug(each) for each in names}:
            return count, filler.text(line, lines[0].place)
    return 1, filler.text(lines[0].line, lines[0].place)
