"""Which category a heading is: by the programme's labels, however they are misspelt or shortened."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import NamedTuple

from aqb_cli.fileformat.model import Category, Earmark
from aqb_cli.text.german import folded

LIKE = 0.8
"""How like a label a heading must be to be taken for it, doubtfully."""

SURE = 0.9
"""How like it must be to be taken for it without a doubt: "Ausbildungsbereufen"."""

_WORDS = {
    Category.TRAINING_PREPARATION: r"(massnahmen )?(zur )?ausbildungs(- und qualifizierungs)?vorbereitung(?P<more>)",
    Category.VOCATIONAL_TRAINING: r"ausbildung( und ausbildungscoaching)?(?P<more> in anerkannten [^0-9€]*)?",
    Category.QUALIFICATION: r"qualifizierung|qualifizierungsprojekte(?P<more> zur [^0-9€]*)?",
    Category.STAFF_TRAINING: r"weiterbildung(en|smassnahmen)? (fuer|von|des) (fach)?personals?(?P<more> [^0-9€]*)?",
}
"""Short and older names; after `folded`. A number is of what stands behind, such as an amount."""


class Heading(NamedTuple):
    """A category's heading."""

    category: Category
    text: str
    """As printed, without what follows it."""
    rest: str
    """What follows it in the same line."""
    likeness: float


def heading_of(text: str, labels: Mapping[Category, str]) -> Heading | None:
    """The category that a line is the heading of; None if it is none's."""
    bare = text.strip().rstrip(":").strip()
    if not bare or len(bare) > 400:
        return None
    best: Heading | None = None
    for category in Category:
        for end in _ends(bare, labels.get(category, "")):
            begin = bare[:end].rstrip(" :–-")
            likeness = _likeness(begin, category, labels.get(category, ""))
            better = best is None or likeness > best.likeness or (likeness == best.likeness and end > len(best.text))
            if likeness >= LIKE and better:
                best = Heading(category, begin, bare[end:].strip(" :"), likeness)
    return best


def _ends(text: str, label: str) -> list[int]:
    """Where a heading may end in a line: at its end, before a bracket or colon, or where the label's words end."""
    ends = {len(text), *(match.start() for match in re.finditer(r"\s*[(:]|\s[–-]\s", text))}
    words = [match.end() for match in re.finditer(r"\S+", text)]
    count = len(label.split())
    ends |= {words[number] for number in (count - 2, count - 1, count) if 0 <= number < len(words)} if label else set()
    return sorted(ends - {0})


def _likeness(text: str, category: Category, label: str) -> float:
    plain, wanted = folded(text), folded(label)
    if plain == wanted:
        return 1.0
    match = re.fullmatch(_WORDS[category], plain)
    if match and (not match["more"] or match["more"].strip() in wanted):
        return 0.97  # a label to the letter is more than that
    matcher = difflib.SequenceMatcher(None, plain, wanted, autojunk=False)
    unlike = matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE
    likeness = 0.0 if unlike else matcher.ratio()
    return max(likeness, 0.85) if match else likeness  # behind the first words, a measure may stand: fields were joined


def earmark_of(text: str, earmarks: Mapping[Earmark, str]) -> Earmark | None:
    """The purpose that funds are reserved for; None if the text names none or several."""
    plain = folded(text)
    found = {earmark for earmark, label in earmarks.items() if folded(label) in plain}
    words = {
        Earmark.PART_TIME_TRAINING: "teilzeit",
        Earmark.MIGRANT_INTEGRATION: "migration|migrant|integration von menschen",
        Earmark.DIGITALISATION: "digitalisierung|digital",
    }
    found = found or {earmark for earmark, pattern in words.items() if re.search(pattern, plain)}
    return found.pop() if len(found) == 1 else None
