"""`aqb import` of justified lines, whose wide gaps are those of no table, and of justified names side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conftest import Command
from ruamel.yaml import YAML
from test_import_layout import FRAME, SIGNED
from test_import_tables import FULDA, TYPST, taken

JUSTIFIED = """Dem Landkreis Fulda werden für die Umsetzung der Ziele      im    Jahr   2025
Haushaltsmittel in Höhe von

123.400 Euro

bereitgestellt."""
SIDE_BY_SIDE = """Wiesbaden, 02.07.2025                    Fulda, 09.07.2025

Anna                            Beispiel Bernd                         Muster
Staatsministerin                         Landrat"""
DRAWN = """#let at(..words) = block(height: 1em, width: 100%, for (x, word) in words.pos() { place(dx: x, word) })
#set text(size: 10pt)
#at((0cm, [Wiesbaden, 02.07.2025]), (7cm, [Fulda, 09.07.2025]))
#at((0cm, [Anna]), (5.3cm, [Beispiel]), (7cm, [Bernd]), (12cm, [Muster]))
#at((0cm, [Staatsministerin]), (7cm, [Landrat]))
"""
SIGNATURES = [("ministry", "Anna Beispiel", "Staatsministerin"), ("district", "Bernd Muster", "Landrat")]


def of_text(workspace: Path, aqb: Command, text: str) -> tuple[Any, str]:
    """The agreement as it was taken in from text, and the notes."""
    (workspace / "one.txt").write_text(text, encoding="utf-8")
    notes = aqb("import", "--force", "one.txt").err
    return YAML(typ="safe").load((workspace / FULDA).read_text(encoding="utf-8")), notes


def test_gaps_of_justified_text_make_no_table(workspace: Path, aqb: Command) -> None:
    frame = FRAME.format(measures="- Alpha", last="", signatures=SIGNED)
    data, notes = of_text(workspace, aqb, frame.replace("Insgesamt 100.000 Euro.", JUSTIFIED))
    assert data["budget"]["total"] == 123400
    assert notes == ""


def test_a_row_of_a_table_is_none_of_text(workspace: Path, aqb: Command) -> None:
    rows = "Alpha, ein Kurs für alle, die etwas lernen      12 Plätze      30.000 Euro\nwollen"
    frame = FRAME.format(measures=rows, last="", signatures=SIGNED)
    data, _notes = of_text(workspace, aqb, frame)
    assert data["measures"]["training_preparation"] == [
        {"title": "Alpha, ein Kurs für alle, die etwas lernen wollen", "amount": 30000, "places": 12}
    ]


def test_justified_names_side_by_side(workspace: Path, aqb: Command) -> None:
    data, notes = of_text(workspace, aqb, FRAME.format(measures="- Alpha", last="", signatures=SIDE_BY_SIDE))
    assert [(one["party"], one["name"], one["office"]) for one in data["signatures"]] == SIGNATURES
    assert notes == ""


def test_justified_names_side_by_side_in_pdf(workspace: Path, aqb: Command) -> None:
    import typst

    source = TYPST.partition("Wiesbaden, den")[0] + DRAWN
    data = json.dumps({"content": "1. Ausbildungsvorbereitung", "rows": [], "height": "29.7cm", "total": "100.000"})
    pdf = typst.compile(source.encode(), sys_inputs={"data": data}, ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    agreement, _notes = taken(workspace, aqb, pdf)
    assert [(one["party"], one["name"], one["office"]) for one in agreement["signatures"]] == SIGNATURES
