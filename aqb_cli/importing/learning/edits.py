"""Stretches of a text and what takes their place: facts by placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aqb_cli.document.blocks import Line
from aqb_cli.messages import Message

SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[A-ZÄÖÜ„])")


CITY = 'district.kind == "kreisfreie_stadt"'
"""The condition for what a Stadt is called otherwise than a Landkreis."""

_BRACE = "\ue000"
"""Stands for an opening brace of the document, while placeholders are put in."""


class Edit(NamedTuple):
    """A stretch of a text, and the placeholder that takes its place."""

    start: int
    end: int
    template: str
    needs: str | None = None
    """The fact that must be stated for the sentence to be printed; nothing for facts that each agreement has."""
    doubt: Message | None = None
    case: str | None = None
    """The case of a name that it replaces."""


class _Guard(NamedTuple):
    """A stretch that is only printed if some facts are stated."""

    start: int
    end: int
    needs: str


def without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order of the text; of those that overlap, the one that was given first."""
    chosen: list[Edit] = []
    for edit in edits:
        if all(edit.end <= other.start or edit.start >= other.end for other in chosen):
            chosen.append(edit)
    return sorted(chosen, key=lambda edit: edit.start)


def applied(line: Line, edits: Sequence[Edit]) -> str:
    """The line as a text of a wording pack, with its bold passages, and with placeholders for facts."""
    text = "".join(run.text for run in line)
    strong = [run.strong for run in line for _character in run.text]
    guards = list(_guards(text, edits))
    starts = {edit.start: edit for edit in edits}
    written = ""
    bold = False
    at = 0
    while at < len(text):
        if strong[at] != bold:
            written, bold = f"{written}**", strong[at]
        written += "".join(f"{{% if {guard.needs} %}}" for guard in guards if guard.start == at)
        edit = starts.get(at)
        written += edit.template if edit else literal(text[at])
        at = edit.end if edit else at + 1
        written += "".join("{% endif %}" for guard in guards if guard.end == at)
    return _unbraced(written + ("**" if bold else ""))


def literal(text: str) -> str:
    """A text that stands for itself in a wording pack."""
    escaped = text.replace("\\", "\\\\").replace("*", "\\*")
    return escaped.replace("{", _BRACE)


def _unbraced(text: str) -> str:
    """Braces of the document never open a placeholder."""
    return re.sub(f"{_BRACE}(?=[{_BRACE}%#{{])", '{{ "{" }}', text).replace(_BRACE, "{")


def _guards(text: str, edits: Sequence[Edit]) -> Iterator[_Guard]:
    """The sentences that need facts which not every agreement states; or the clauses, where a sentence needs more."""
    bounds = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    for start, end in pairwise(bounds):
        inside = [edit for edit in edits if start <= edit.start < end]
        needs = dict.fromkeys(edit.needs for edit in inside if edit.needs)
        if not needs:
            continue
        if all(edit.needs or "budget." not in edit.template for edit in inside):
            yield _Guard(start, end, " and ".join(needs))
            continue
        wanting = [edit for edit in inside if edit.needs]  # beside the total, which must stay
        begin = max(text.rfind(",", start, wanting[0].start), text.rfind(" (", start, wanting[0].start), start)
        found = re.search(r"(?<=\))|[,;](?=\s)|\.?$", text[wanting[-1].end : end].rstrip())
        stop = wanting[-1].end + (found.start() if found else 0)
        yield _Guard(begin, stop, " or ".join(needs))
