"""Imports small texts in the test's own process."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conftest import CHECKOUT

from aqb_cli.checking.reference_data import ReferenceData
from aqb_cli.cli._knowledge import known_of
from aqb_cli.diagnostics import dotted
from aqb_cli.importing.importer import Known, import_printed
from aqb_cli.workspace.collection import Workspace

LABELS = (
    "Ausbildungsvorbereitung",
    "Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen",
    "Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung",
    (
        "Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte in der fachlichen "
        "Verantwortung für Benachteiligte im Kontext der Arbeitsmarktförderung"
    ),
)
HEADINGS = PREPARATION, TRAINING, QUALIFICATION, STAFF = tuple(f"{n}. {label}" for n, label in enumerate(LABELS, 1))
FUNDS = "Insgesamt 100.000 Euro."
LISTED = (PREPARATION, "- Alpha", TRAINING, "- Beta", QUALIFICATION, "- Gamma", STAFF)
MINISTRY = "Wiesbaden, den 2. 7. 2025\n\nAnna Beispiel\nStaatsministerin"
DISTRICT = "Fulda, den 9. 7. 2025\n\nBernd Muster\nLandrat"
TEXT = """Zielvereinbarung 2025
zwischen dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
und dem Landkreis Fulda
über das Ausbildungs- und Qualifizierungsbudget

§ 4 Haushaltsmittel

{funds}

§ 5 Maßnahmen

{listed}

§ 6 Zielsteuerung

{more}

{signatures}
"""


@cache
def known() -> Known:
    """The districts and programmes of the checkout."""
    return known_of(ReferenceData(Workspace.around(CHECKOUT)))


def document(
    *listed: str,
    funds: str = FUNDS,
    more: str = "Man trifft sich.",
    signatures: str = f"{MINISTRY}\n\n{DISTRICT}",
) -> str:
    """The text of an agreement with these lines as its list of measures."""
    return TEXT.format(funds=funds, listed="\n".join(listed or LISTED), more=more, signatures=signatures)


def imported(text: str, ending: str = "txt") -> tuple[dict[str, Any], str]:
    """The data of the file, and the notes, each in a line."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"one.{ending}"
        path.write_text(text, encoding="utf-8")
        read = import_module(f"aqb_cli.importing.reading.{'markdown' if ending == 'md' else 'text'}").read
        found = import_printed(read(path), path, known())
    notes = ((f"`{dotted(note.field)}` " if note.field else "") + note.message.translated("en") for note in found.notes)
    return found.data, "\n".join(notes)


def titles(data: dict[str, Any]) -> list[list[str]]:
    """The titles of the measures, by category."""
    return [[measure["title"] for measure in measures] for measures in data["measures"].values()]


def table(*rows: str) -> tuple[str, ...]:
    """The lines of a Markdown table; its head is the first row."""
    return "", f"| {rows[0]} |", "|" + "---|" * (rows[0].count("|") + 1), *(f"| {row} |" for row in rows[1:]), ""
