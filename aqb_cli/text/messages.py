"""Texts for people: written once in English, with their values apart, and put into a language late.

`_("The total is {total}.", total=amount)` makes a `Message`. The text is a constant of the program, never data,
so it can be looked up in a catalogue; the values are data and are formatted and made harmless when shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString, Union

from aqb_cli.text import german
from aqb_cli.text.unseen import has_unseen, is_unseen

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("de", "en")
"""The languages that messages come in."""

LONGEST_VALUE = 80
"""How many characters of one value from a file a message quotes."""

IN_AMOUNT = r"(?<=\bEUR) (?=[-0-9])|(?<=[0-9]) (?=[0-9]{3}(?![0-9]))|(?<=[0-9]) (?=Euro\b|%)"
"""The spaces inside of amounts, a pattern: at these no line is broken."""

Value = Union[str, int, Decimal, date, "Message", Sequence[Union[str, "Message"]]]
"""What may stand in a message. A `Decimal` is an amount in euros; a sequence becomes "a, b and c"."""


class Verbatim(str):
    """A value that a program takes to the letter, such as git's name of a revision; Markdown sets it as code."""

    __slots__ = ()


class Message:
    """A text with its values, not yet in any language. `str()` gives the English text."""

    __slots__ = ("number", "plural", "text", "values")

    def __init__(self, text: str, values: Mapping[str, Value], plural: str | None = None, number: int = 1) -> None:
        self.text = text
        self.values = values
        self.plural = plural
        self.number = number

    def __str__(self) -> str:
        return self.translated("en")

    def __repr__(self) -> str:
        return f"Message({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Message) and self._content() == other._content())

    def __hash__(self) -> int:
        return hash(self.text)

    def translated(self, language: str) -> str:
        """The text in a language of `LANGUAGES`, its values formatted as that language writes them."""
        if not self.values and self.plural is None:
            return _bare(self.text, language)
        if self.plural is None:
            text = _pattern(self.text, language)
        else:
            text = catalogue(language).ngettext(self.text, self.plural, self.number)
        return text.format_map({name: shown(value, language) for name, value in self.values.items()})

    def _content(self) -> tuple[object, ...]:
        return (self.text, self.plural, self.number, dict(self.values))


@cache  # of a fixed number of texts: headings and words, which large tables have in each row
def _bare(text: str, language: str) -> str:
    return catalogue(language).gettext(text).format_map({})


@cache
def _pattern(text: str, language: str) -> str:
    return catalogue(language).gettext(text)


def _(text: LiteralString, /, **values: Value) -> Message:
    """A message; the text's `{names}` stand for the values."""
    return Message(text, values)


def N_(text: LiteralString) -> str:
    """The text itself, marked for the catalogue: for texts that have to be plain, such as titles in `Field`."""
    return text


def ngettext(singular: LiteralString, plural: LiteralString, number: int, /, **values: Value) -> Message:
    """A message whose form depends on a number, which the text may name as `{n}`."""
    return Message(singular, {"n": number, **values}, plural, number)


MOST_NAMES = 5
"""How many things a message names."""


def some(names: Sequence[str]) -> Sequence[str | Message]:
    """The first few names, and how many more there are."""
    rest = len(names) - MOST_NAMES
    return [*names[:MOST_NAMES], _("{n} more", n=rest)] if rest > 0 else names


def listing(
    singular: LiteralString, plural: LiteralString, names: Sequence[str], /, **values: Value
) -> Iterator[Message]:
    """A message on things that it counts as `{n}` and names as `{names}`; none if there are none."""
    if names:
        yield Message(singular, {"n": len(names), "names": some(names), **values}, plural, len(names))


def chained(messages: Sequence[Message], between: str) -> Message:
    """Several messages as one, with something between them that is the same in every language."""
    names = [f"part{number}" for number in range(len(messages))]
    return Message(between.join(f"{{{name}}}" for name in names), dict(zip(names, messages, strict=True)))


def choose_language(
    asked: str | None, environ: Mapping[str, str], setting: Callable[[], str | None] = lambda: None
) -> str:
    """The language of messages: the asked one, `AQB_LANG`, the workspace's setting, the locale's, or English."""
    if found := _known(asked) or _known(environ.get("AQB_LANG")) or _known(setting()):
        return found
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return "de" if environ[variable].lower().startswith("de") else "en"
    return "en"


def _known(name: str | None) -> str | None:
    language = (name or "").lower()[:2]
    return language if language in LANGUAGES else None


def shown(value: Value, language: str) -> str:
    """A value as the language writes it, without characters that control a terminal."""
    if isinstance(value, str):
        return visible(value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…")
    if isinstance(value, Message):
        return value.translated(language)
    if isinstance(value, Decimal):
        return german.euro(value) if language == "de" else "EUR " + digits(value, language, cents=bool(value % 1))
    if isinstance(value, date):
        return german.long_date(value) if language == "de" else f"{value.day} {value:%B %Y}"
    if isinstance(value, int):
        return str(value)
    return _joined([shown(item, language) for item in value], language)


def visible(text: str) -> str:
    """The text with invisible, control and undecodable characters written out, such as `<U+202E>`."""
    if text.isprintable() and (text.isascii() or not has_unseen(text)):
        return text
    return "".join(map(visible_character, text))


def visible_character(character: str) -> str:
    """One character as `visible` shows it, for callers that count columns."""
    if character.isprintable() and not is_unseen(character):
        # A letter's loose marks (U+0308 and the like) stay with it: terminals draw them as one.
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps bytes of a file name that are no UTF-8
        return f"<0x{code - 0xDC00:02X}>"
    return f"<U+{code:04X}>"


def plain(text: str) -> str:
    """The text as people search for it: composed, without case."""
    return unicodedata.normalize("NFC", text).casefold()


def _joined(items: Sequence[str], language: str) -> str:
    if len(items) < 2:
        return "".join(items)
    last = {"de": " und ", "en": " and "}[language]
    return ", ".join(items[:-1]) + last + items[-1]


def digits(amount: Decimal, language: str, *, cents: bool) -> str:
    """The amount in digits, with two decimals or none.

    In English with spaces between thousands (the EU's style guide): never to be misread as German.
    """
    if language == "de":
        return german.number(amount, cents=cents)
    return f"{amount:,.{2 if cents else 0}f}".replace(",", " ")


@cache
def catalogue(language: str, domain: str = "aqb") -> NullTranslations:
    """The translations of messages; or of help pages (`help`) or the rules' (`pages`), which most runs don't need."""
    import gettext

    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(domain, Path(__file__).parent / "locale", [language])
