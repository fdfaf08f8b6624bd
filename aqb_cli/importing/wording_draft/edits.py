"""Stretches of a text and what takes their place: facts by placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aqb_cli.text.messages import Message
from aqb_cli.wording.blocks import Line

CITY = 'district.kind == "kreisfreie_stadt"'
"""The condition for what a Stadt is called otherwise than a Landkreis."""

_BRACE = "\ue000"
"""Stands for an opening brace of the document, while placeholders are put in."""


class Replacement(NamedTuple):
    """A stretch of a text, and the placeholder that takes its place."""

    start: int
    end: int
    template: str
    needs: str | None = None
    """The fact that must be stated for the sentence to be printed; None for facts that each agreement has."""
    doubt: Message | None = None
    case: str | None = None
    """The case of a name that it replaces."""


class Guard(NamedTuple):
    """A stretch that is only printed if some facts are stated."""

    start: int
    end: int
    needs: str
    otherwise: str = ""
    """What stands there if they aren't."""

    @property
    def closing(self) -> str:
        """What the condition ends with."""
        return f"{{% else %}}{self.otherwise}{{% endif %}}" if self.otherwise else "{% endif %}"


def without_overlaps(edits: Iterable[Replacement]) -> list[Replacement]:
    """The edits in the order of the text; of those that overlap, the one that was given first."""
    chosen: list[Replacement] = []
    for edit in edits:
        if all(edit.end <= other.start or edit.start >= other.end for other in chosen):
            chosen.append(edit)
    return sorted(chosen, key=lambda edit: edit.start)


def applied(line: Line, edits: Sequence[Replacement], guards: Sequence[Guard] = ()) -> str:
    """The line as a text of a wording pack, with its bold passages, placeholders for facts, and conditions."""
    text = "".join(run.text for run in line)
    strong = [run.strong for run in line for _character in run.text]
    starts = {edit.start: edit for edit in edits}
    written = ""
    bold = False
    at = 0
    while at < len(text):
        begins = [guard for guard in guards if guard.start == at]
        if bold and (begins or not strong[at]):  # no bold passage goes on across the bounds of a condition
            written, bold = f"{written}**", False
        written += "".join(f"{{% if {guard.needs} %}}" for guard in begins)
        if strong[at] and not bold:
            written, bold = f"{written}**", True
        edit = starts.get(at)
        written += edit.template if edit else literal(text[at])
        at = edit.end if edit else at + 1
        ends = [guard for guard in guards if guard.end == at]
        if bold and ends:
            written, bold = f"{written}**", False
        written += "".join(guard.closing for guard in ends)
    return _unbraced(written + ("**" if bold else ""))


def literal(text: str) -> str:
    """A text that stands for itself in a wording pack."""
    escaped = text.replace("\\", "\\\\").replace("*", "\\*")
    return escaped.replace("{", _BRACE)


def _unbraced(text: str) -> str:
    """Braces of the document never open a placeholder."""
    return re.sub(f"{_BRACE}(?=[{_BRACE}%#{{])", '{{ "{" }}', text).replace(_BRACE, "{")
