"""What stays in a wording as it is printed, though it may belong to the one district or year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from aqb_cli.fileformat.model import District
from aqb_cli.importing.reading.amounts import amounts_in, dates_in, scaled_in
from aqb_cli.importing.wording_draft.naming import around, only_here
from aqb_cli.importing.wording_draft.placeholders import Replacement
from aqb_cli.importing.words import alternatives, pattern
from aqb_cli.text.messages import Message, _


def leftovers(text: str, edits: Sequence[Replacement], district: District, titles: Iterable[str]) -> Iterator[Message]:
    """What a person should look at in a text whose placeholders are known; `titles` are those of the measures."""
    seen = [(edit.start, edit.end) for edit in edits]
    works = pattern("title_of_a_work").finditer(text)
    seen += [match.span() for match in works if not list(amounts_in(match[0]))]
    amounts = [(amount.start, amount.end) for amount in amounts_in(text)]
    for start, end in [*amounts, *((text.index(each), text.index(each) + len(each)) for each in scaled_in(text))]:
        if _claim(seen, start, end):
            yield _("The amount “{quote}” stays in the wording, for every district.", quote=text[start:end])
    stretches = [(day.start, day.end) for day in dates_in(text)]
    names = [re.compile(rf"(?<!\w){re.escape(title)}(?!\w)") for title in titles if len(title) > 5]
    names += [_own_names(district), *map(pattern, ("some_person", "some_number", "kind_of_district"))]
    stretches += [match.span() for name in names for match in name.finditer(text)]
    for start, end in stretches:
        if not pattern("authority_before").search(text[:start]) and _claim(seen, start, end):
            yield only_here(around(text, start, end))


def _claim(seen: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether nothing of a stretch was seen before; from now on it is."""
    if any(start < other_end and end > other_start for other_start, other_end in seen):
        return False
    seen.append((start, end))
    return True


def _own_names(district: District) -> re.Pattern[str]:
    """The district's proper name and that of its seat, also in words made of them: "Fuldaer Betriebe"."""
    words = set(re.findall(r"[^\W\d_]{4,}", f"{district.name} {district.seat}")) - set(alternatives("no_proper_name"))
    return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, sorted(words)))})(?:er|s)?(?!\w)")
