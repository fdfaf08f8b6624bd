"""What a measure's line says beside its title: amount, places, period, provider, purpose."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from aqb_cli.german import folded
from aqb_cli.importing.amounts import amounts_in, dates_in
from aqb_cli.model import Earmark

Facts = dict[str, Any]
"""Fields of a measure, as in the file format."""

_PLACES = re.compile(
    r"(?i)(?:\b(?:plätze|tn|teilnehmerplätze|teilnehmende)\s*:?\s*(?P<after>[0-9]{1,4})(?![0-9./])"
    r"|(?<![0-9./x×-])(?P<before>[0-9]{1,4})\s*"
    r"(?:(?:tn|teilnehmer|teilnehmenden)?-?\s*(?:plätze|platz)|tn|teilnehmende|teilnehmerinnen und teilnehmer)\b)"
)
_LABEL = re.compile(
    r"(?i)(?P<label>träger|projektträger|anbieter|zielgruppen?|zweckgebunden|zweckbindung|zweck|rechtskreise?|laufzeit|zeitraum|dauer"
    r"|betrag|kosten|fördersumme|budget|mittel|beginn|ende|start)\s*:\s*(?P<value>.+)"
)
_LEGAL_BASIS = re.compile(r"SGB\s?(?:XII|XI|X|IX|VIII|VII|VI|V|IV|III|II|I)|AsylbLG")
_MONTH = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>20[0-9]{2})")
_YEARLY = re.compile(r"(?P<year>20[0-9]{2})\s*:\s*(?P<amount>.+)")
_SHORT_START = re.compile(r"(?:vom\s+)?([0-9]{1,2}\.\s*[0-9]{1,2}\.)\s*(?=bis|[-–—])")
_WORD = re.compile(r"[^\W\d_]{2}")
"""What a title has at least."""

_BRACKET = re.compile(r"\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")


class Details(NamedTuple):
    """What a piece of text says of a measure."""

    facts: Facts
    concluded: bool = False
    """Whether something was concluded that the text doesn't say, such as a month's last day."""


def split_title(
    text: str, earmarks: Mapping[Earmark, str], elsewhere: Collection[str] = ()
) -> tuple[str, Details, bool]:
    """A measure's title, what stands behind it, and whether something behind it was understood only in part.

    What isn't understood stays in the title, as printed; so does what belongs to a field that stands `elsewhere`.
    """
    title = text.strip()
    facts: Facts = {}
    concluded = partly = False
    while match := _BRACKET.search(title):
        details, whole = _parts(match["inside"], earmarks)
        if not whole:
            partly = bool(details.facts)
            break
        if not title[: match.start()].strip() or set(details.facts) & {*facts, *elsewhere}:
            break
        facts = {**details.facts, **facts}
        concluded |= details.concluded
        title = title[: match.start()].rstrip()
    for separator in re.finditer(r"(?<=\S)(?:[:;,] | [–-] )", title):
        details, whole = _parts(title[separator.end() :], earmarks)
        is_new = not set(details.facts) & {*facts, *elsewhere}
        if whole and is_new and _WORD.search(title[: separator.start()]):
            return (
                title[: separator.start()],
                Details({**details.facts, **facts}, concluded or details.concluded),
                partly,
            )
    return title, Details(facts, concluded), partly


def places_in(text: str) -> list[tuple[int, str]]:
    """The numbers of places that a text speaks of, each as printed too."""
    return [(int(match["before"] or match["after"]), match[0]) for match in _PLACES.finditer(text)]


def _parts(text: str, earmarks: Mapping[Earmark, str]) -> tuple[Details, bool]:
    """The facts in a list of details; and whether all of it was understood."""
    facts: Facts = {}
    concluded = False
    whole = True
    for piece in re.split(r";\s*|,\s+(?!-)|\s+\|\s+", text):
        if not piece.strip():
            continue
        details = detail_of(piece, earmarks)
        if not details.facts or set(details.facts) & set(facts) - {"by_year", "legal_bases"}:
            whole = False
            continue
        for name, value in details.facts.items():
            facts[name] = _merged(facts.get(name), value)
        concluded |= details.concluded
    return Details(facts, concluded), whole and bool(facts)


def _merged(before: Any, value: Any) -> Any:
    if isinstance(before, dict):
        return {**before, **value}
    return [*before, *value] if isinstance(before, list) else value


def detail_of(text: str, earmarks: Mapping[Earmark, str]) -> Details:
    """The facts that a piece of text states and nothing else; none if it is something else."""
    if match := _LABEL.fullmatch(text.strip()):
        return _labelled(match["label"].lower(), match["value"].strip(), earmarks)
    text = text.strip(" .")
    if match := _PLACES.fullmatch(text):
        return Details({"places": int(match["before"] or match["after"])})
    if match := _YEARLY.fullmatch(text):
        amount = _only_amount(match["amount"])
        return Details({"by_year": {int(match["year"]): amount}}) if amount is not None else Details({})
    if (period := period_of(text)).facts:
        return period
    if (amount := _only_amount(text)) is not None:
        return Details({"amount": amount})
    bases = [" ".join(base.split()) for base in _LEGAL_BASIS.findall(text)]
    if bases and not re.sub(r"und|,|\s", "", _LEGAL_BASIS.sub("", text)):
        return Details({"legal_bases": bases})
    return Details({})


def _labelled(label: str, value: str, earmarks: Mapping[Earmark, str]) -> Details:
    if label.endswith(("träger", "anbieter")):
        return Details({"provider": value})
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
    if label in ("laufzeit", "zeitraum", "dauer"):
        return period_of(value)
    amount = _only_amount(value)
    return Details({"amount": amount}) if amount is not None else Details({})


def _only_amount(text: str) -> Decimal | None:
    found = list(amounts_in(text))
    if len(found) == 1 and found[0].certain and not text.replace(found[0].quote, "", 1).strip(" ."):
        return found[0].value
    return None


def earmark_of(text: str, earmarks: Mapping[Earmark, str]) -> Earmark | None:
    """The purpose that funds are reserved for; nothing if the text names none or several."""
    plain = folded(text)
    found = {earmark for earmark, label in earmarks.items() if folded(label) in plain}
    words = {
        Earmark.PART_TIME_TRAINING: "teilzeit",
        Earmark.MIGRANT_INTEGRATION: "migration|migrant|integration von menschen",
        Earmark.DIGITALISATION: "digitalisierung|digital",
    }
    found = found or {earmark for earmark, pattern in words.items() if re.search(pattern, plain)}
    return found.pop() if len(found) == 1 else None


def period_of(text: str) -> Details:
    """The period that a text states and nothing else, such as "01.09.2025 bis 31.08.2026" or "09/2025–08/2026"."""
    text = text.strip(" .")
    if match := _SHORT_START.match(text):  # "01.01.–31.12.2025"
        ends = list(dates_in(text[match.end() :]))
        if len(ends) == 1:
            text = text.replace(match[1], f"{match[1]}{ends[0].value.year}", 1)
    days = list(dates_in(text))
    words = text
    for day in days:
        words = words.replace(day.quote, "#", 1)
    form = re.sub(r"\s|vom|von|laufzeit|zeitraum|:", "", words.lower())
    if re.fullmatch(r"#(?:bis|[-–—]|biszum)#", form) and len(days) == 2:
        return Details({"starts": days[0].value, "ends": days[1].value})
    if form in ("ab#", "seit#", "#-", "#–") and len(days) == 1:
        return Details({"starts": days[0].value})
    if form in ("bis#", "biszum#") and len(days) == 1:
        return Details({"ends": days[0].value})
    months = list(_MONTH.finditer(text))
    rest = re.sub(r"\s", "", _MONTH.sub("#", text.lower()))
    if len(months) == 2 and re.fullmatch(r"#(?:bis|[-–—])#", rest):
        first, last = (date(int(month["year"]), int(month["month"]), 1) for month in months)
        return Details({"starts": first, "ends": last.replace(day=calendar.monthrange(last.year, last.month)[1])}, True)
    return Details({})
