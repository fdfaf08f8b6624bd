"""AQB6xx: what copying out of other programs does to texts, and what must not be published."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate

from aqb_cli.checking.rules.base import ERROR, WARNING, Case, FieldPath, Finding, Iterator, _, rule
from aqb_cli.fileformat import model
from aqb_cli.fileformat.model.scalars import LONGEST_TEXT
from aqb_cli.fileformat.yaml import Plain, YamlFile
from aqb_cli.text.german import ungarbled
from aqb_cli.text.messages import Message
from aqb_cli.text.unseen import UNSEEN

_LOOSE_MARKS = "\u0300-\u036f"
_INVISIBLE = f"[{UNSEEN}]+"
_SOFT_HYPHEN = "\u00ad+"
_DECOMPOSED = rf"\w[{_LOOSE_MARKS}]+(?:\w[{_LOOSE_MARKS}]+)*"
_MOJIBAKE = "[ÂÃâ][^\x00-\x7f]{1,24}"
_ENTITY = "&(?:[aouAOU]uml|szlig|amp|ndash);"
_LOST = "\ufffd+"
_STRAY_SPACE = r"^\s+|\s+$|[ \t]{2,}|[^\S \n]+|(?<=\S)\s*\n\s*(?=\S)"
_CALLED = r"(?:Tel|Telefon|Fon|Fax|Mobil|Handy|Durchwahl)"
_CONTACT = rf"""(?xi)
    [\w.+%-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+                      # an e-mail address
    | \b{_CALLED}\b\.?(?:-Nr\.?)?\s*:?\s*[+(]?\d[\d ()/.–-]{{2,20}}\d       # a number that is called one
    | (?<![\w/])(?:\+\d\d|00[1-9]\d)[\s(/-]{{0,3}}\d[\d ()/–-]{{5,18}}\d    # an international number
    | (?<![\w/.,-])\(?0[1-9]\d{{1,4}}\)?[\s/–-]{{0,3}}\d[\d /–-]{{3,14}}\d  # a number with its area code
    | \b(?:DE|AT|CH)\d\d(?:\s?[\dA-Z]{{4}}){{3,5}}(?:\s?\d{{1,4}})?\b      # a bank account (IBAN)
    """
_NO_PHONE = r"(?<!\d)(?:19|20)\d\d(?!\d)"
"""A year among the digits: a file number or the like, not a telephone number."""
_BEHIND_HALVES = "und|oder|o|bzw|beziehungsweise|sowie|als|wie|bis|plus|statt|u|aber|noch|nach|zu|in|mit"
"""What stands behind a word's first half that isn't broken: “Aus- und Weiterbildung”, “von Teil- in Vollzeit”."""
_HYPHENATED = rf"-(?<=[a-zäöüß]-)\s+(?!(?:{_BEHIND_HALVES})\b)(?=[a-zäöüß])"

_COLON = r":(?<=[a-z]:)(?=[^\s/])"
"""The colon behind a field's name that has become a part of the text above it."""

_SUSPICIOUS = {
    "[^\n -?A-~ÄÖÜäöüßéèáàçñ§«»°²³½×·–—…„“”‚‘’€]": "",  # what is in no plain text, whether or not a rule speaks of it
    r" (?:[ \n]|(?<=\n ))": "",
    r"\+\d": "+",
    r"0(?<![\w/]0)\d[\d ()/–-]{6}": "",
    r"[DdAaCc][EeTtHh]\d\d": "",
    r"[TtFfMmHhDd](?<!\w.)(?i:(?<=t)(?:el|elefon)|(?<=f)(?:on|ax)|(?<=m)obil|(?<=h)andy|(?<=d)urchwahl)\b": "",
    _HYPHENATED: "- ",
    _ENTITY: "&",
    r",\n": ",\n",
    r";\n": ";\n",
    _COLON: ":",
}
"""What there must be for a rule of this family to find anything; and what there must be for that, looked for first.

Each begins with one character or set, so that all others are passed over quickly; one pattern of all takes twice as
long.
"""


_MOST_SEEN = 10_000
"""How many texts are remembered, a megabyte: a file has some ten that no other one has, such as its amounts."""

_seen: set[str] = set()
"""Texts that weren't suspicious. Most texts of a collection stand in many of its files: days, words, names, titles."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def suspicious(texts: Iterable[str]) -> bool:
    """A quick look at texts: where it says no, no rule of this family can find anything in them."""
    new = [text for text in texts if text not in _seen]
    together = "\n".join(("", *new, ""))
    if together.count("\n") > len(new) + 1:
        return True
    if any(_compiled(pattern).search(together) for pattern, sign in _SUSPICIOUS.items() if sign in together):
        return True
    if len(_seen) > _MOST_SEEN:
        _seen.clear()
    _seen.update(text for text in new if len(text) <= LONGEST_TEXT)
    return False


def texts_to_check(document: YamlFile) -> tuple[tuple[FieldPath, str], ...]:
    """The texts of a file in which rules of this family may find something, with their places."""
    if not suspicious(document.texts):
        return ()
    close = _suspicious_ones(tuple(_texts(document.data)))
    return tuple(item for item in close if len(item[1]) <= LONGEST_TEXT)  # longer ones are faults (AQB108)


def _suspicious_ones(texts: Sequence[tuple[FieldPath, str]]) -> Iterator[tuple[FieldPath, str]]:
    """Those texts that are suspicious by themselves; looked for in all of them at once, in a third of the time."""
    together = "\n".join(("", *(text for _place, text in texts), ""))
    if together.count("\n") > len(texts) + 1:  # which text a place belongs to is only plain where none has lines
        yield from (item for item in texts if suspicious(item[1:]))
        return
    starts = [0, *accumulate(len(text) + 1 for _place, text in texts)]
    found = {match.start() for pattern in _SUSPICIOUS for match in re.finditer(pattern, together)}
    yield from (texts[number] for number in sorted({bisect_right(starts, start) - 1 for start in found}))


def _texts(data: Plain, place: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _texts(value, (*place, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*place, index))


def _each(
    case: Case,
    pattern: str,
    message: Callable[[str], Message],
    help: Message,
    spelling: Callable[[str], str] | None = None,
) -> Iterator[Finding]:
    for place, text in case.texts:
        for match in re.finditer(pattern, text):
            yield Finding(
                place, message(match[0]), help, part=match.span(), spelling=spelling(match[0]) if spelling else None
            )


@rule("AQB601", ERROR, _("Invisible characters"), about="texts")
def invisible(case: Case) -> Iterator[Finding]:
    r"""Zero-width and direction-changing characters can't be seen, break searches, and can make a text read otherwise.

    Wrong:
        sources: [{title: "Presse\u200bmitteilung"}]
    Right:
        sources: [{title: "Pressemitteilung"}]
    """
    yield from _each(
        case,
        _INVISIBLE,
        lambda found: _("The text contains an invisible character: {found}.", found=found),
        _("Delete it; retype the word if in doubt."),
        lambda _found: "",
    )


@rule("AQB602", ERROR, _("Soft hyphens"), about="texts")
def soft_hyphen(case: Case) -> Iterator[Finding]:
    r"""A soft hyphen (U+00AD) marks where a word may be broken. It comes from PDF and Word files and breaks searches.

    Wrong:
        sources: [{title: "Presse\u00admitteilung"}]
    Right:
        sources: [{title: "Pressemitteilung"}]
    """
    yield from _each(
        case,
        _SOFT_HYPHEN,
        lambda _found: _("The text contains a soft hyphen, which can't be seen."),
        _("Delete it; retype the word if in doubt."),
        lambda _found: "",
    )


@rule("AQB603", ERROR, _("Letters in two pieces"), about="texts")
def decomposed(case: Case) -> Iterator[Finding]:
    r"""An umlaut can be one character or a letter with a loose mark. Both look the same and are never found together.

    Wrong:
        sources: [{title: "Fu\u0308r alle"}]
    Right:
        sources: [{title: "Für alle"}]
    """
    for place, text in case.texts:
        for match in re.finditer(_DECOMPOSED, text):
            composed = unicodedata.normalize("NFC", match[0])
            if composed != match[0]:
                yield Finding(
                    place,
                    _("“{found}” is written with a loose mark; it should be one character.", found=match[0]),
                    _("Retype the letters."),
                    part=match.span(),
                    spelling=composed,
                )


@rule("AQB604", ERROR, _("Garbled umlauts"), about="texts")
def mojibake(case: Case) -> Iterator[Finding]:
    """“Ã¼” instead of “ü” comes about when UTF-8 is read as Windows-1252; “�” stands for a letter that was lost.

    “&uuml;” is copied from the source of a web page.

    Wrong:
        sources: [{title: "FÃ¶rderung"}]
    Right:
        sources: [{title: "Förderung"}]
    """
    for place, text in case.texts:
        for match in re.finditer(_MOJIBAKE, text):
            ends = range(match.end(), match.start() + 1, -1)  # what follows may be sound
            for end in ends:
                if meant := ungarbled(text[match.start() : end]):
                    found = text[match.start() : end]
                    message = _("“{found}” is a garbled “{meant}”.", found=found, meant=meant)
                    part = (match.start(), end)
                    yield Finding(place, message, _("Retype the letters."), part=part, spelling=meant)
                    break
        for match in re.finditer(_ENTITY, text):
            from html import unescape  # most runs come upon none, and do without its list of all names

            meant = unescape(match[0])
            message = _("“{found}” is a garbled “{meant}”.", found=match[0], meant=meant)
            yield Finding(place, message, _("Retype the letters."), part=match.span(), spelling=meant)
        for match in re.finditer(_LOST, text):
            message = _("A letter was lost here: “{found}”.", found=match[0])
            yield Finding(place, message, _("Look the word up in the document and retype it."), part=match.span())


@rule("AQB605", ERROR, _("Stray spaces"), about="texts")
def stray_space(case: Case) -> Iterator[Finding]:
    """Spaces at the beginning or end, two in a row, unusual ones and line breaks inside a text: none of them is meant.

    Wrong:
        sources: [{title: "Mitteilung  der Stadt"}]
    Right:
        sources: [{title: "Pressemitteilung"}]
    """
    for place, text in case.texts:
        for match in re.finditer(_STRAY_SPACE, text):
            if not text.strip():
                continue  # a matter of AQB108
            at_edge = match.start() == 0 or match.end() == len(text)
            yield Finding(
                place,
                _about_space(match[0], at_edge=at_edge),
                _how_to_fix(match[0], at_edge=at_edge),
                part=match.span(),
                spelling="" if at_edge else " ",
            )


def _how_to_fix(space: str, *, at_edge: bool) -> Message:
    if not at_edge:
        return _("One plain space is enough.")
    if "\n" in space:
        return _("Write `>-` instead of `>`, or `|-` instead of `|`.")
    return _("Delete it.")


def _about_space(space: str, *, at_edge: bool) -> Message:
    if "\n" in space:
        return _("The text has a line break in it.")
    if at_edge:
        return _("The text begins or ends with a space.")
    if unusual := space.strip(" \t"):
        return _("The text contains an unusual space: {found}.", found=f"<U+{ord(unusual[0]):04X}>")
    return _("The text has more than one space in a row.")


@rule("AQB606", ERROR, _("Personal contact data"), about="texts")
def contact_data(case: Case) -> Iterator[Finding]:
    """Agreements are published. E-mail addresses, telephone numbers and bank accounts don't belong into them.

    If one is meant to be published, say so in an ignore comment.

    Wrong:
        sources: [{title: "Pressemitteilung, Fragen an erika.muster@example.org"}]
    Right:
        sources: [{title: "Pressemitteilung"}]
    """
    for place, text in case.texts:
        if place[-1] in ("url", "reference"):
            continue
        for match in re.finditer(_CONTACT, text):
            found = match[0].strip()
            if found[:1] in "(0" and re.search(_NO_PHONE, found):
                continue
            yield Finding(
                place,
                _("“{found}” looks like personal contact data, which must not be published.", found=found),
                _("Delete it. If it is meant for the public, say so in an ignore comment."),
                part=match.span(),
            )


@rule("AQB607", WARNING, _("A word that was broken at the end of a line"), about="texts")
def hyphenation(case: Case) -> Iterator[Finding]:
    """A hyphen followed by a space inside a word is left over from a line of a PDF: “Ausbil- dung”.

    Wrong:
        sources: [{title: "Ausbil- dung"}]
    Right:
        sources: [{title: "Aus- und Weiterbildung"}]
    """
    yield from _each(
        case,
        _HYPHENATED,
        lambda _found: _("A word is broken here by a hyphen and a space."),
        _("Join the two parts of the word."),
    )


@rule("AQB608", WARNING, _("A text that ends with a comma"), about="texts")
def unfinished(case: Case) -> Iterator[Finding]:
    """A comma or semicolon at the end belongs to the text and is printed with it; or the text was cut off there.

    Commas stand only between entries in brackets, not at the ends of lines.

    Wrong:
        measures:
          training_preparation: [{title: "Social Coach,"}]
    Right:
        measures:
          training_preparation: [{title: Social Coach}]
    """
    for place, text in case.texts:
        if text[-1:] in (",", ";") and re.search(r"[^\W\d_]", text):  # amounts and days are a matter of AQB104 and 105
            message, help = _("The text ends with “{found}”.", found=text[-1]), _("Delete it, or complete the text.")
            yield Finding(place, message, help, part=(len(text) - 1, len(text)))


@rule("AQB609", ERROR, _("A field inside of a text"), about="texts")
def swallowed_field(case: Case) -> Iterator[Finding]:
    """A line that is indented more than the one above it goes on with its text.

    Where the space behind a colon is missing, too, nothing else tells that a field was meant: an amount would be lost
    in a title.

    Wrong:
        measures:
          training_preparation:
            - title: Social Coach
                places:16
    Right:
        measures:
          training_preparation:
            - title: Social Coach
              places: 16
    """
    for place, text in case.texts:
        for match in re.finditer(rf"(?<!\S)([a-z_]+){_COLON}", text):
            if match[1] in _fields():
                message = _("“{field}” is a part of the text here, and no field.", field=match[0])
                help = _("Indent it as the fields above it, with a space behind the colon; or take it out of the text.")
                yield Finding(place, message, help, part=match.span())


@cache
def _fields() -> frozenset[str]:
    """The names of all fields that files have anywhere, but for those of wording packs."""
    entries = (each for each in vars(model).values() if isinstance(each, type) and issubclass(each, model.Entry))
    return frozenset(name for entry in entries for name in entry.model_fields)


RULES = (
    invisible, soft_hyphen, decomposed, mojibake, stray_space, contact_data, hyphenation, unfinished, swallowed_field,
)  # fmt: skip
"""The rules that look at nothing but texts, whatever file they stand in."""
