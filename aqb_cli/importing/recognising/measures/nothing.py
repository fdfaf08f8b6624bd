"""What stands in a document where a category has no measures: "keine", "(entfällt)", a dash."""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"(?i)"
    r"|(?:(?:in dieser maßnahmenart|hier|es|derzeit|aktuell|im jahr 20[0-9]{2}) )*(?:(?:sind|werden|ist|wird) )?"
    r"(?:keine?|entfällt|fehlanzeige|nichts?)"
    r"(?: (?:weiteren?|maßnahmen?|projekte?|angebote?|vorhaben|förderung|mittel|vorgesehen|geplant|beantragt|belegt"
    r"|besetzt|vereinbart|bekannt|im|jahr|20[0-9]{2}|in|dieser|maßnahmenart|gefördert|umgesetzt|benannt|festgelegt))*"
    r"|n\.?\s?n"
)
_LIKE_NOTHING = re.compile(r"(?i)\W*(?:keine?[snr]?|entfällt|nichts?|n\.\s?n\.)\b")
_AROUND = " \t()[]-–—./!_"
"""What may stand around such a word, or alone: brackets, dashes, a full stop."""


def says_none(text: str) -> bool:
    """Whether a text says that there is no measure, and nothing else."""
    return _NOTHING.fullmatch(text.strip(_AROUND)) is not None


def may_say_none(text: str) -> bool:
    """Whether a text begins as if it said that there is no measure."""
    return _LIKE_NOTHING.match(text) is not None
