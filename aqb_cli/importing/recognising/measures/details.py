"""What a measure's line says beside its title: amount, places, period, provider, purpose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.fileformat.model import Earmark
from aqb_cli.importing.reading.amounts import MONTH, amounts_in, dates_in, scaled_in
from aqb_cli.importing.recognising.categories import earmark_of
from aqb_cli.importing.recognising.measures.periods import period_of
from aqb_cli.text.messages import Message, _

Facts = dict[str, Any]
"""Fields of a measure, as in the file format."""

_PLACES = re.compile(
    r"(?i)(?:\b(?:plätze|tn|teilnehmerplätze|teilnehmende)\s*:?\s*(?P<after>[0-9]{1,4})(?![0-9./])"
    r"|(?<![0-9./x×-])(?P<before>[0-9]{1,4})\s*"
    r"(?:(?:tn|teilnehmer|teilnehmenden)?-?\s*(?:plätze|platz)|tn|teilnehmende[rn]?|teilnehmerinnen und teilnehmer"
    r"|teilnehmer(?:[/*:_]?-?innen)?)\b)"
)
_LABEL = re.compile(
    r"(?i)(?P<label>(?:träger|projektträger|anbieter|zielgruppen?|zweckgebunden|zweckbindung|zweck|rechtskreise?)\s*:"
    r"|(?:förderung|fördermittel|förderbetrag|zuwendung|landesmittel)\s*:"
    r"|(?:betrag|kosten|fördersumme|budget|mittel|beginn|ende|start)(?:\s*:|(?=\s)))\s*(?P<value>.+)"
)
_BEFORE_LABEL = re.compile(
    r"(?i)(?<=[^\s,;:|–-])\s+(?=(?:(?:projekt)?träger|anbieter|zielgruppen?|zweck(?:gebunden|bindung)?|rechtskreise?"
    r"|förder(?:ung|mittel|betrag|summe)|zuwendung|landesmittel|betrag|kosten|budget|mittel|beginn|ende|start"
    r"|laufzeit|zeitraum|dauer|plätze|tn)\s*:)"
)
"""Where another label begins in a line that has several: "Plätze: 12 Kosten: 30.000 Euro"."""

_SEPARATOR = re.compile(rf"(?<=\S)(?:[:;,] | [–|-] )|{_BEFORE_LABEL.pattern.removeprefix('(?i)')}", re.IGNORECASE)
"""What stands between a title and what is said of it."""

_NAMES = re.compile(r"(?i)(?:projekt)?träger|anbieter|zielgruppe")
"""Labels behind which anything may stand."""

_LEGAL_BASIS = re.compile(r"SGB\s?(?:XII|XI|X|IX|VIII|VII|VI|V|IV|III|II|I)|AsylbLG")
_YEARLY = re.compile(r"(?P<year>20[0-9]{2})\s*:\s*(?P<amount>.+)")
_BARE = re.compile(r"(?i)\s*(?:in Höhe von|i\.\s?H\.\s?v\.)?[\s.]*")
"""What may stand around an amount that says no more than it."""

_LETTER = re.compile(r"[^\W\d_]")
"""What a title has at least."""

_BRACKET = re.compile(r"\s*(?:\((?P<round>[^()]*(?:\([^()]*\)[^()]*)*)\)|\[(?P<square>[^][]*)\])\s*$")

LEAST = 1_000
"""From how many euros on an amount in a title may be the measure's; a "Kurs für 500 Euro" may be called so."""

_DROPPED = re.compile(r"(?i)\b(?:entfällt|entfallen|gestrichen|abgesagt|zurückgezogen|zurückgestellt)\b")
_LONG_WORD = re.compile(r"\w{45}")
"""A word that hardly goes on one line, so that programs part it without a hyphen."""

_GOES_ON = re.compile(
    r"(?:[,;–-]|\s(?:und|oder|sowie|bzw\.|als|für|mit|in|im|an|am|auf|zur?|zum|vo[nm]|bei|beim|durch|aus|über|nach|ohne"
    r"|der|die|das|de[nms]|eine?[rnms]?))$"
)
_SECTION = re.compile(r"§\s*[0-9]|(?:Artikel|Art\.)\s*[0-9]")
_FOOTNOTE = re.compile(r"^[^*]*\*\)?$|(?:[†¹⁴⁵]|(?<!m)[²³])\)?$")
"""What a title ends with that a footnote belongs to."""

_LIKE_DETAIL = re.compile(
    rf"""(?ix)[0-9]\s*(?:tn|teilnehm\w+|monate?|pl(?:ä|ae)tzen?|platz)\b | \bpl(?:ä|ae)tzen?\b
    | \b[0-9]{{1,2}}\.\s?[0-9]{{1,2}}\. | \b(?:0?[1-9]|1[0-2])/[0-9]{{2,4}}\s*(?:[-–—]|bis)
    | \b(?:{MONTH})\b\.?\s+20[0-9]{{2}}\b | \b[0-9]{{1,2}}\.\s(?:{MONTH})\b | \b(?:quartal|halbjahr)\b
    | [(–-]\s*[0-9]{{1,3}}(?:[.\s][0-9]{{3}})+(?:,[0-9–—-]+)?\s*(?:\)|$) | \([0-9]{{5,}}\) | [0-9]\s*pl\.
    | \b(?:träger|anbieter)\b | \b(?:förderung|zuwendung|landesmittel|laufzeit|zeitraum)\s*:"""
)
"""What places, periods, amounts without a currency and providers look like."""


class Details(NamedTuple):
    """What a piece of text says of a measure."""

    facts: Facts
    concluded: bool = False
    """Whether something was concluded that the text doesn't say, such as a month's last day."""


class Split(NamedTuple):
    """A measure's line by its parts."""

    title: str
    details: Details
    partly: bool = False
    """Whether what stands behind the title was understood only in part, and so stays in it."""


def split_title(text: str, earmarks: Mapping[Earmark, str], elsewhere: Collection[str] = ()) -> Split:
    """A measure's title, and what stands behind it.

    What isn't understood stays in the title, as printed; so does what belongs to a field that stands `elsewhere`.
    """
    title = text.strip()
    facts: Facts = {}
    concluded = partly = False
    while match := _BRACKET.search(title):
        details, whole = _parts(match["round"] or match["square"] or "", earmarks)
        if not whole:
            partly = bool(details.facts)
            break
        if not title[: match.start()].strip() or set(details.facts) & {*facts, *elsewhere}:
            break
        facts = {**details.facts, **facts}
        concluded |= details.concluded
        title = title[: match.start()].rstrip()
    for separator in _SEPARATOR.finditer(title):
        details, whole = _parts(title[separator.end() :], earmarks)
        is_new = not set(details.facts) & {*facts, *elsewhere}
        if separator[0].isspace() and (
            _GOES_ON.search(title[: separator.start()]) or _NAMES.match(separator.string, separator.end())
        ):
            continue  # "Seminar für Träger: Grundlagen"
        if whole and is_new and _LETTER.search(title[: separator.start()]):
            facts, concluded = {**details.facts, **facts}, concluded or details.concluded
            title = title[: separator.start()]
            break
    return Split(title, Details(facts, concluded), partly)


def doubts_of(split: Split, printed: str) -> Iterator[tuple[str, Message]]:
    """What a person must look at of a measure's line: the field, and what is doubtful about it."""
    if split.partly:
        yield "title", _("What stands in brackets was understood only in part, so all of it stays in the title.")
    elif doubt := _doubt_of(split.title):
        yield "title", doubt
    if split.details.concluded:
        field = "starts" if "starts" in split.details.facts else "ends"
        yield field, _("The document names months only: “{quote}”.", quote=printed)


def _doubt_of(title: str) -> Message | None:
    """What is doubtful about a measure's title, if it holds what belongs into other fields; None if all is well."""
    if _DROPPED.search(title):
        return _("It may say that the measure is dropped.")
    if _LONG_WORD.search(title):
        return _("Where a line ends, a space may be missing or stand within a word: “{quote}”.", quote=title)
    if _GOES_ON.search(title):
        return _("It reads like it goes on.")
    if _SECTION.match(title):
        return _("It reads like a section's heading.")
    if has_footnote(title):
        return _("A footnote may belong to it.")
    is_large = any(amount.value >= LEAST for amount in amounts_in(title))
    if is_large or scaled_in(title) or _LIKE_DETAIL.search(title):
        return _("It reads like there is an amount, a period, places or a provider in it.")
    return None


def has_footnote(title: str) -> bool:
    """Whether a title ends with the sign of a footnote; "*plus*" is emphasis, and "m²" a measure."""
    return _FOOTNOTE.search(title) is not None


def places_in(text: str) -> list[tuple[int, str]]:
    """The numbers of places that a text speaks of, each as printed too."""
    return [(int(match["before"] or match["after"]), match[0]) for match in _PLACES.finditer(text)]


def details_below(text: str, earmarks: Mapping[Earmark, str]) -> Details:
    """The facts in a line below a measure, such as "Träger: Verein, 12 Plätze"; none if it isn't all plain."""
    details, whole = _parts(text, earmarks)
    return details if whole else detail_of(text, earmarks)


def _parts(text: str, earmarks: Mapping[Earmark, str]) -> tuple[Details, bool]:
    """The facts in a list of details; and whether all of it was understood."""
    facts: Facts = {}
    concluded = False
    whole = True
    for _before, piece in pieces_of(text, earmarks):
        details = detail_of(piece, earmarks)
        if not details.facts or set(details.facts) & set(facts) - {"by_year", "legal_bases"}:
            whole = False
            continue
        for name, value in details.facts.items():
            facts[name] = _merged(facts.get(name), value)
        concluded |= details.concluded
    return Details(facts, concluded), whole and bool(facts)


def pieces_of(text: str, earmarks: Mapping[Earmark, str]) -> Iterator[tuple[str, str]]:
    """The pieces of a list of details, each with what stands before it; dashes divide only what isn't a period."""
    before = ""
    for number, piece in enumerate(re.split(r"(;\s*|,\s+(?!-)|\s+\|\s+)", _BEFORE_LABEL.sub("; ", text))):
        if number % 2:
            before = piece
        elif detail_of(piece, earmarks).facts:
            yield before, piece
        else:
            for index, part in enumerate(re.split(r"(\s[–-]\s)", piece)):
                if index % 2:
                    before = part
                elif part.strip():
                    yield before, part


def _merged(before: Any, value: Any) -> Any:
    if isinstance(before, dict):
        return {**before, **value}
    return [*before, *value] if isinstance(before, list) else value


def detail_of(text: str, earmarks: Mapping[Earmark, str]) -> Details:
    """The facts that a piece of text states and nothing else; none if it is something else."""
    if match := _LABEL.fullmatch(text.strip()):
        return _labelled(match["label"].lower().rstrip(" :"), match["value"].strip(), earmarks)
    text = text.strip(" .")
    if match := _PLACES.fullmatch(text):
        return Details({"places": int(match["before"] or match["after"])})
    if match := _YEARLY.fullmatch(text):
        amount = _only_amount(match["amount"])
        return Details({"by_year": {int(match["year"]): amount}}) if amount is not None else Details({})
    if (period := period_of(text)).facts:
        return Details(dict(period.facts), period.concluded)
    if (amount := _only_amount(text)) is not None:
        return Details({"amount": amount})
    bases = [" ".join(base.split()) for base in _LEGAL_BASIS.findall(text)]
    if bases and not re.sub(r"und|,|\s", "", _LEGAL_BASIS.sub("", text)):
        return Details({"legal_bases": bases})
    return Details({})


def _labelled(label: str, value: str, earmarks: Mapping[Earmark, str]) -> Details:
    if label.endswith(("träger", "anbieter")):
        is_name = not any(amounts_in(value)) and not _LIKE_DETAIL.search(value) and not _BEFORE_LABEL.search(value)
        return Details({"provider": value} if is_name else {})
    if label.startswith("zielgruppe"):
        return Details({"target_groups": [value]})
    if label.startswith("zweck"):
        earmark = earmark_of(value, earmarks)
        return Details({"earmark": earmark}) if earmark else Details({})
    if label.startswith("rechtskreis"):
        return detail_of(value, earmarks)
    if label in ("beginn", "start", "ende"):
        days = list(dates_in(value))
        return Details({"ends" if label == "ende" else "starts": days[0].value}) if len(days) == 1 else Details({})
    amount = _only_amount(value)
    return Details({"amount": amount}) if amount is not None else Details({})


def _only_amount(text: str) -> Decimal | None:
    found = list(amounts_in(text))
    if len(found) == 1 and found[0].certain and _BARE.fullmatch(text.replace(found[0].quote, "", 1)):
        return found[0].value
    return None
