"""Near misses: the known word that was probably meant by a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aqb_cli.text import german
from aqb_cli.text.messages import LANGUAGES, Message, _, plain
from aqb_cli.text.unseen import in_common

GERMAN_WORDS = {
    "entwurf": "draft", "unterschrieben": "signed", "unterzeichnet": "signed", "berichtet": "reported",
    "geplant": "planned", "laufend": "running", "laeuft": "running", "abgeschlossen": "completed",
    "beendet": "completed", "abgebrochen": "cancelled", "abgesagt": "cancelled",
    "ministerium": "ministry", "land": "ministry", "land-hessen": "ministry", "hessen": "ministry", "hmsi": "ministry",
    "landkreis": "district", "kreis": "district", "stadt": "district",
    "kreisausschuss": "district", "magistrat": "district",
    "jahr": "year", "mittel": "budget", "haushaltsmittel": "budget", "umsetzungsbesprechung": "review",
    "gesamt": "total", "summe": "total", "gesamtsumme": "total", "nach-jahr": "by_year", "jahresbetraege": "by_year",
    "nach-massnahmenart": "by_category", "zweckgebunden": "earmarked", "eigenanteil": "own_contribution",
    "kosten": "amount", "anfang": "starts", "start": "starts", "von": "starts", "bis": "ends", "zweck": "earmark",
    "bildungstraeger": "provider", "rechtskreis": "legal_bases", "zielgruppe": "target_groups",
    "beantragt-am": "applied_on", "antrag": "applied_on", "bewilligt-am": "granted_on", "bewilligt": "granted_on",
    "begruendung": "reason", "ausgaben": "spent", "verausgabt": "spent", "teilnehmer": "participants",
    "teilnehmerinnen-und-teilnehmer": "participants", "uebertrag": "carried_over", "rueckzahlung": "returned",
    "amt": "office", "partei": "party", "link": "url", "internetadresse": "url", "abgerufen": "retrieved_on",
    "massnahmenart": "category", "regierungsbezirk": "region",
    "teilzeitausbildung": "part_time_training", "migration": "migrant_integration",
    "integration": "migrant_integration", "digitalisierung": "digitalisation",
    "ausbildungsvorbereitung": "training_preparation", "ausbildung": "vocational_training",
    "berufsausbildung": "vocational_training",
    "qualifizierung": "qualification", "qualifizierungsprojekte": "qualification", "weiterbildung": "staff_training",
}  # fmt: skip
"""German words that people write in place of the format's: slug → the format's word."""


Names = Mapping[str, Message]
"""What words are called."""

NO_NAMES: Names = {}


class NamedWord(Message):
    """A word as programs know it, and in brackets what it is called, where that is something else."""

    def __init__(self, word: str, name: Message) -> None:
        super().__init__(word, {})
        self.name = name

    def translated(self, language: str) -> str:
        """The word with its name in a language."""
        name = self.name.translated(language)
        return self.text if german.slug(name) == german.slug(self.text) else f"{self.text} ({name})"


def meant(word: str, known: Names) -> str | None:
    """The known word that is called like this in any language, however it is spelt; None if there is none."""
    slug = german.slug(word[:60])
    names = {german.slug(name.translated(language)): each for each, name in known.items() for language in LANGUAGES}
    names |= {german.slug(each): each for each in known}
    english = GERMAN_WORDS.get(slug)
    return names.get(slug) or (english if english in known else None)


def closest(
    word: str, known: Iterable[str], likeness: float = 0.6, names: Names = NO_NAMES, *, certain: bool = False
) -> str | None:
    """The known word that is most like this one, itself or by name; None if none is (0 is anything, 1 the same).

    One that is certainly meant differs by one slip: "unsigned" is more like "signed" than many a misspelling.
    """
    words = list(map(str, known))
    named = [each for each in words if each in names]
    called = {_spelt(names[each].translated(language)): each for each in named for language in LANGUAGES}
    german_words = {spelling: each for spelling, each in GERMAN_WORDS.items() if each in named}
    spellings = german_words | called | {_spelt(each): each for each in words}
    import difflib

    wanted = _spelt(word[:60])
    found = difflib.get_close_matches(wanted, spellings, n=1, cutoff=likeness)
    return spellings[found[0]] if found and (not certain or is_slip(wanted, found[0])) else None


def is_slip(word: str, known: str) -> bool:
    """Whether one letter behind the first is wrong, missing, too much, or has changed places with the next one."""
    same = in_common(word, known)
    rest, right = word[same:], known[same:]
    swapped = rest[:2] == right[1::-1] and rest[2:] == right[2:]
    return same > 0 and (swapped or rest[1:] in (right, right[1:]) or rest == right[1:])


def _spelt(word: str) -> str:
    return plain(word).replace("-", "_").replace(" ", "_")


def choices(known: Iterable[str], word: str, names: Names = NO_NAMES) -> tuple[Message, str | None]:
    """The advice for a word that isn't on the list; and the word that was meant, if that is all but certain."""
    words = list(map(str, known))
    said = {each: NamedWord(each, names[each]) if each in names else each for each in words}
    if exact := meant(word, {each: names.get(each) or Message(each, {}) for each in words}):
        return _("Did you mean “{guess}”?", guess=said[exact]), exact
    possible, guess = list(said.values()), closest(word, words, names=names)
    if guess is None:
        one, several = _("Possible is {known}.", known=possible), _("Possible are {known}.", known=possible)
        return one if len(words) == 1 else several, None
    certain = closest(word, words, names=names, certain=True)
    if words == [guess]:
        return _("Did you mean “{guess}”?", guess=said[guess]), certain
    return _("Did you mean “{guess}”? Possible are {known}.", guess=said[guess], known=possible), certain
