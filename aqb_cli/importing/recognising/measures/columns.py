"""The columns of a table of measures: what they are called, and what stands in a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from aqb_cli.fileformat.model import Earmark
from aqb_cli.importing.reading.amounts import amount_of, dates_in
from aqb_cli.importing.reading.printed import PrintedCell
from aqb_cli.importing.recognising.categories import earmark_of
from aqb_cli.importing.recognising.measures.details import Details, Split, detail_of, split_title
from aqb_cli.importing.recognising.measures.periods import period_of
from aqb_cli.text.german import folded
from aqb_cli.text.messages import Message, _

Name = str | int | None
"""A field of the file format, a year, or nothing for a column without meaning.

"?" stands for a column without a heading, "unknown" for one whose heading isn't known.
"""

_NAMES = {
    "category": r"massnahmenart|kategorie",
    "number": r"(lfd\.? ?)?nr\.?|pos\.?|lfd\.?",
    "title": r"(projekte?|massnahmen?|titel|bezeichnung|(projekt|massnahmen)(titel|name|bezeichnung)|vorhaben|angebot)"
    r"( ?(/|und|mit|\() ?(projekt)?(traeger|anbieter)\)?)?",
    "provider": r"(projekt)?traeger|anbieter|durchfuehrung( durch)?",
    "period": r"zeitraum|laufzeit|dauer|durchfuehrungszeitraum|projektlaufzeit",
    "starts": r"beginn|start|von|ab",
    "ends": r"ende|bis",
    "places": r"(tn-?|teilnehmer-?|teilnehmenden-?)?(plaetze|platzzahl)|tn|teilnehmende|anzahl( der)?( tn| plaetze)?",
    "state": r"(davon )?(anteil )?(des )?land(es(mittel|anteil|foerderung|zuschuss)?)?( ?\(?(in )?(euro|eur|€)\)?)?"
    r"|(foerderung|zuwendung|zuschuss|anteil|mittel) (durch )?(das |des )?land(es)?( ?\(?(in )?(euro|eur|€)\)?)?",
    "costs": r"gesamt(kosten|ausgaben|volumen|finanzierung)( ?\(?(in )?(euro|eur|€)\)?)?",
    "amount": r"(betrag|kosten|mittel|foerder(ung|summe|betrag)|budget|ansatz|summe|hoehe)?"
    r"( ?\(?(in )?(euro|eur|€)\)?)?",
    "earmark": r"zweck(bindung)?|zweckgebunden",
    "legal_bases": r"rechtskreise?",
    "target_groups": r"zielgruppen?",
}

_OF_YEAR = re.compile(
    r"(?:(?:betrag|(?:landes)?mittel|haushaltsjahr|jahr|zuwendung|foerderung|summe|kosten) )?(20[0-9]{2})"
    r"(?: \W*(?:in )?(?:euro|eur|€)\W*)?"
)

_AMOUNTS = ("state", "amount", "costs")
"""Columns of amounts: what the state pays, what isn't said to be anything else, and what all pay together."""

_SCALED = re.compile(r"(?i)\b(?:tsd|teur|tausend|mio)\b|\bt\s?(?:€|eur\b|euro\b)")


def is_scaled(text: str) -> bool:
    """Whether a text speaks of amounts in thousands or millions."""
    return _SCALED.search(text) is not None


def fields_of(head: Sequence[PrintedCell]) -> tuple[bool, list[Name]]:
    """Whether a row is a table's head, and the fields of its columns. Without a head, the first is the title."""
    names = [_name(cell.text) for cell in head]
    known = sum(name not in ("?", None) for name in names)
    if known * 2 >= len([cell for cell in head if cell.text]) > 0 and ("title" in names or "?" in names):
        if "title" not in names:
            names[names.index("?")] = "title"
        return True, ["unknown" if name == "?" else name for name in _with_one_amount(names)]
    return False, ["title", *["?"] * (len(head) - 1)]


def _with_one_amount(names: list[Name]) -> list[Name]:
    """The columns of which one at most is the amount: the first of what the state pays, or what comes closest."""
    kind = next((kind for kind in _AMOUNTS if kind in names), None)
    chosen = names.index(kind) if kind else None
    return ["amount" if index == chosen else "?" if name in _AMOUNTS else name for index, name in enumerate(names)]


def doubts_of_head(head: Sequence[PrintedCell], names: Sequence[Name], year: int | None) -> dict[str, Message]:
    """What is doubtful about the fields of a table's columns, by these fields; `year` is the agreement's."""
    doubts: dict[str, Message] = {}
    kinds = [_name(cell.text) for cell in head]
    if "amount" in names:
        column = names.index("amount")
        if kinds[column] == "costs" or kinds.count(kinds[column]) > 1:
            message = _(
                "It was read from the column “{quote}”; it may not be the state's share.", quote=head[column].text
            )
            doubts["amount"] = message
    years = [name for name in names if isinstance(name, int)]
    if years and year is not None and (year not in years or min(years) < year):
        message = _(
            "The table's columns are of {years}, the agreement of {year}.", years=", ".join(map(str, years)), year=year
        )
        doubts["by_year"] = message
    quote = head[names.index("title")].text
    if re.search(r"(?i)träger|anbieter", quote):
        doubts["title"] = _("It was read from the column “{quote}”, so a provider may stand in it.", quote=quote)
    return doubts


def _name(text: str) -> Name:
    plain = folded(text).strip(" :.")
    if not plain:
        return None
    if match := _OF_YEAR.fullmatch(plain):
        return int(match[1])
    return next((name for name, pattern in _NAMES.items() if re.fullmatch(pattern, plain)), "?")


def row_facts(
    row: Sequence[PrintedCell], names: Sequence[Name], earmarks: Mapping[Earmark, str]
) -> tuple[Split, list[str]]:
    """The measure in a row of a table, with an empty title if there is none; and the texts that weren't understood."""
    facts: dict[str, Any] = {}
    concluded = False
    unread: list[str] = []
    title = ""
    for cell, name in zip(row, names, strict=False):
        text = cell.text.strip()
        if not text or name in ("number", "category"):
            continue
        if name == "title":
            title = text
            continue
        if re.fullmatch(r"[-–—./]+", text):
            continue
        found = _field(name, text, earmarks)
        if not found.facts or (set(found.facts) & set(facts)) - {"by_year"}:
            unread.append(text)
            continue
        concluded |= found.concluded
        for field, value in found.facts.items():
            facts[field] = {**facts.get(field, {}), **value} if field == "by_year" else value
    elsewhere = {*facts, *(str(name) for name in names), *(("starts", "ends") if "period" in names else ())}
    split = split_title(title, earmarks, elsewhere)
    details = Details({**split.details.facts, **facts}, concluded or split.details.concluded)
    return split._replace(details=details), unread


def _field(name: Name, text: str, earmarks: Mapping[Earmark, str]) -> Details:
    """What a field says in its column."""
    if name == "unknown":
        return Details({})  # whatever stands there, it may be something else: "Eigenanteil"
    if name == "period":
        period = period_of(text)
        return Details(dict(period.facts), period.concluded)
    return detail_of(text, earmarks) if name in ("?", None) else Details(_facts(str(name), text, earmarks))


def _facts(name: str, text: str, earmarks: Mapping[Earmark, str]) -> dict[str, Any]:
    """The facts that a field states in a column of a known name, or of a year."""
    amount = amount_of(text)
    if name.isdecimal():
        return {"by_year": {int(name): amount.value}} if amount and amount.certain else {}
    if name == "amount":
        return {"amount": amount.value} if amount and amount.certain else {}
    if name == "provider":
        return {"provider": text}
    if name == "target_groups":
        return {"target_groups": [group.strip() for group in re.split(r"[,;]\s+", text)]}
    if name == "places":
        match = re.fullmatch(r"([0-9]{1,4})(?: (?:Plätze|TN))?", text)
        return {"places": int(match[1])} if match else {}
    if name == "earmark":
        earmark = earmark_of(text, earmarks)
        return {"earmark": earmark} if earmark else {}
    if name in ("starts", "ends"):
        days = list(dates_in(text))
        return {name: days[0].value} if len(days) == 1 and days[0].quote == text else {}
    return detail_of(text, earmarks).facts
