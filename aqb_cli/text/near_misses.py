"""Near misses: the known word that was probably meant by a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from aqb_cli.text import german
from aqb_cli.text.messages import Message, _, plain

CERTAIN = 0.8
"""The similarity (0 to 1) from which on a word is taken for a misspelling of another one."""

GERMAN_WORDS = {
    "entwurf": "draft", "unterschrieben": "signed", "unterzeichnet": "signed", "berichtet": "reported",
    "geplant": "planned", "laufend": "running", "laeuft": "running", "abgeschlossen": "completed",
    "beendet": "completed", "abgebrochen": "cancelled", "abgesagt": "cancelled",
    "ministerium": "ministry", "land": "ministry", "landkreis": "district", "kreis": "district", "stadt": "district",
    "jahr": "year", "massnahmen": "measures", "gesamt": "total", "summe": "total", "gesamtbetrag": "total",
    "betrag": "amount", "titel": "title", "beginn": "starts", "ende": "ends", "plaetze": "places",
    "traeger": "provider", "ort": "place", "datum": "date", "amt": "office", "funktion": "office", "partei": "party",
    "unterschriften": "signatures", "quellen": "sources", "bescheid": "grant", "eigenmittel": "own_contribution",
    "zielgruppen": "target_groups", "rechtskreise": "legal_bases", "zweckbindung": "earmark",
    "massnahmenart": "category", "gebietskoerperschaft": "district", "regierungsbezirk": "region",
    "teilzeitausbildung": "part_time_training", "migration": "migrant_integration",
    "integration": "migrant_integration", "digitalisierung": "digitalisation",
    "ausbildungsvorbereitung": "training_preparation", "ausbildung": "vocational_training",
    "qualifizierung": "qualification", "qualifizierungsprojekte": "qualification", "weiterbildung": "staff_training",
}  # fmt: skip
"""German words that people write in place of the format's: slug → the format's word."""


def closest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word that is most like this one; None if none is like it (0 is anything, 1 the same letters)."""
    wanted = plain(word)[:60].replace("-", "_").replace(" ", "_")
    spellings = {plain(name).replace("-", "_"): name for name in known}
    found = difflib.get_close_matches(wanted, spellings, n=1, cutoff=likeness)
    return spellings[found[0]] if found else None


def choices(known: Iterable[str], word: str) -> tuple[Message, str | None]:
    """The advice for a word that isn't on the list; and the word that was meant, if that is all but certain."""
    known = list(known)
    if (english := GERMAN_WORDS.get(german.slug(word[:60]))) in known:
        return _("Did you mean “{guess}”?", guess=english), english
    if len(known) == 1 and not closest(word, known):
        return _("Possible is {known}.", known=known), None
    if guess := closest(word, known):
        if known == [guess]:
            return _("Did you mean “{guess}”?", guess=guess), closest(word, known, CERTAIN)
        return _("Did you mean “{guess}”? Possible are {known}.", guess=guess, known=known), closest(
            word, known, CERTAIN
        )
    return _("Possible are {known}.", known=known), None
