"""`aqb import` of documents laid out in unusual ways: what it takes over, and what it tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from ruamel.yaml import YAML

FULDA = "data/agreements/2025/fulda.yaml"
FRAME = """Zielvereinbarung 2025
zwischen dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
und dem Landkreis Fulda
über das Ausbildungs- und Qualifizierungsbudget

§ 4 Haushaltsmittel

Insgesamt 100.000 Euro.

§ 5 Maßnahmen

1. Ausbildungsvorbereitung
{measures}
2. Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen
- Beta
3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung
- Gamma
4. Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte in der
fachlichen Verantwortung
{last}

§ 6 Schluss

Man trifft sich.

{signatures}
"""
SIGNED = """Wiesbaden, den 2. 7. 2025

Anna Beispiel
Staatsministerin

Fulda, den 9. 7. 2025

Bernd Muster
Landrat"""


def taken(workspace: Path, aqb: Command, measures: str = "- Alpha", last: str = "", signatures: str = SIGNED) -> Any:
    """The agreement as it was taken in, and the notes."""
    text = FRAME.format(measures=measures, last=last, signatures=signatures)
    (workspace / "one.txt").write_text(text, encoding="utf-8")
    result = aqb("import", "--force", "one.txt")
    data = YAML(typ="safe").load((workspace / FULDA).read_text(encoding="utf-8"))
    assert result.code == (1 if result.err else 0)
    return data, result.err


def test_a_dash_inside_a_sentence_is_no_entry(workspace: Path, aqb: Command) -> None:
    sentence = (
        "\nDie Förderung der aufgeführten Maßnahmen erfolgt auf der Grundlage und nach Inhalt des\n"
        "– auf Antrag des Landkreises Fulda vom\nRegierungspräsidium Kassel erlassenen – Bescheides."
    )
    data, notes = taken(workspace, aqb, last=sentence)
    assert data["measures"]["staff_training"] == []
    assert not notes


ALPHA = {"title": "Alpha"}
MEASURES: dict[str, tuple[str, list[dict[str, Any]], tuple[str, ...]]] = {
    "details below": (
        "- Alpha\n  Träger: Bildungswerk gGmbH\n  Plätze: 12\n  Kosten: 30.000 Euro\n- Delta",
        [{**ALPHA, "provider": "Bildungswerk gGmbH", "places": 12, "amount": 30000}, {"title": "Delta"}],
        (),
    ),
}


@pytest.mark.parametrize("name", MEASURES)
def test_measures(name: str, workspace: Path, aqb: Command) -> None:
    printed, expected, said = MEASURES[name]
    data, notes = taken(workspace, aqb, printed)
    assert data["measures"]["training_preparation"] == expected
    assert [text for text in said if text not in notes] == []
    assert bool(notes) == bool(said)


def test_a_measure_goes_on_below_where_paragraphs_are_long_lines(workspace: Path, aqb: Command) -> None:
    last = (
        "\nDas Regierungspräsidium Kassel "
        + "teilt dem Landkreis Fulda die Mittel zu, sobald es geht, und " * 3
        + "so fort."
    )
    data, _notes = taken(workspace, aqb, "- Alpha: Nachholen des Hauptschulabschlusses\n  für alle (12 Plätze)", last)
    assert data["measures"]["training_preparation"] == [
        {"title": "Alpha: Nachholen des Hauptschulabschlusses für alle", "places": 12}
    ]
