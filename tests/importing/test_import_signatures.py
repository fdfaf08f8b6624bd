"""`aqb import` and `aqb wording learn` of signatures, in the many ways in which they are printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from learning import words
from ruamel.yaml import YAML

TEXT = """Zielvereinbarung 2025
zwischen
dem Hessischen Ministerium für Arbeit, Integration, Jugend und Soziales
und dem Landkreis Fulda
über das Ausbildungs- und Qualifizierungsbudget

§ 4 Haushaltsmittel

Insgesamt 100.000 Euro.

§ 5 Maßnahmen

1. Ausbildungsvorbereitung
- Alpha
2. Ausbildung und Ausbildungscoaching in anerkannten Ausbildungsberufen
3. Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräftesicherung
4. Weiterbildungsmaßnahmen für Personal der Landkreise und kreisfreien Städte

§ 6 Schluss

Man trifft sich.

{signatures}
"""
MINISTRY = "Wiesbaden, den 2. 7. 2025\n\nAnna Beispiel\nStaatsministerin"
DISTRICT = "Fulda, den 9. 7. 2025\n\nBernd Muster\nLandrat"
SIDE_BY_SIDE = (
    "Wiesbaden, den 2. 7. 2025     Fulda, den 9. 7. 2025",
    "Anna Beispiel                 Bernd Muster\nStaatsministerin              Landrat",
)
FORMS = {
    "one below the other": f"{MINISTRY}\n\n{DISTRICT}",
    "the district first": f"{DISTRICT}\n\n{MINISTRY}",
    "side by side": "\n\n".join(SIDE_BY_SIDE),
    "names on the next page": "\n\n\f\n".join(SIDE_BY_SIDE),
    "for whom, above": f"Für das Land Hessen:\n{MINISTRY}\n\nFür den Landkreis Fulda:\n{DISTRICT}",
    "for whom, in short": f"Für das Land\n\n{MINISTRY}\n\nFür den Landkreis\n\n{DISTRICT}",
    "for whom, side by side": "\n\n".join(("Für das Land                  Für den Landkreis Fulda", *SIDE_BY_SIDE)),
    "the parties above": "Hessisches Ministerium für Arbeit,\nIntegration, Jugend und Soziales\n"
    f"{MINISTRY}\n\nLandkreis Fulda\nDer Kreisausschuss\n{DISTRICT}",
    "the names above": "Anna Beispiel\nStaatsministerin\nWiesbaden, den 2. 7. 2025\n\n"
    "Bernd Muster\nLandrat\nFulda, den 9. 7. 2025",
    "names in brackets": "Wiesbaden, 2. Juli 2025\n\n(Anna Beispiel)\nStaatsministerin\n\n"
    "Fulda, 9. Juli 2025\n\n(Bernd Muster)\nLandrat",
    "offices behind names": "Wiesbaden, den 2. 7. 2025\n\nAnna Beispiel, Staatsministerin\n\n"
    "Fulda, den 9. 7. 2025\n\nBernd Muster, Landrat",
    "offices before names": "Wiesbaden, den 2. 7. 2025\n\nStaatsministerin Anna Beispiel\n\n"
    "Fulda, den 9. 7. 2025\n\nLandrat Bernd Muster",
    "offices above names": "Wiesbaden, den 2. 7. 2025\n\nStaatsministerin\nAnna Beispiel\n\n"
    "Fulda, den 9. 7. 2025\n\nLandrat\nBernd Muster",
    "what is no name and no office": "Wiesbaden, den 2. 7. 2025\nIm Auftrag\nAnna Beispiel\n(Staatsministerin)\n\n"
    "Fulda, den 9. 7. 2025\nIn Vertretung\nBernd Muster\n(Unterschrift)\nDer Landrat",
    "the parties below": f"{MINISTRY}\nLand Hessen\n\n{DISTRICT}\nLandkreis Fulda",
    "a day over two lines": "Wiesbaden, den 2. 7. 2025      Fulda, den 9. Juli\n"
    "Anna Beispiel                  2025\nStaatsministerin               Bernd Muster\n"
    "                               Landrat",
    "printed twice": f"{MINISTRY}\n\n{DISTRICT}\n\n{MINISTRY}\n\n{DISTRICT}",
}
PUT_TOGETHER = ("what is no name and no office", "names on the next page", "a day over two lines", "printed twice")
"""Forms that a wording puts in order."""

DOUBTFUL = {
    "an annex below": (f"{MINISTRY}\n\n{DISTRICT}\n\nAnlage 1: Finanzplan\n2026: 50.000 Euro", "50.000 Euro"),
    "a sentence below": (f"{MINISTRY}\n\n{DISTRICT}\n\nDas ist der letzte Satz.", ""),
    "an office that both may have": (
        "Wiesbaden, den 2. 7. 2025\n\nAnna Beispiel\nStaatsministerin\n\nFulda, den 9. 7. 2025\n\nBernd Muster\nLeiter",
        "Its party was concluded from the other's.",
    ),
    "columns taken apart": (
        SIDE_BY_SIDE[0].replace("     ", "\n\n") + "\n\nAnna Beispiel\nStaatsministerin\n\nBernd Muster\nLandrat",
        "Place and day stand apart from the name: “Fulda, den 9. 7. 2025”.",
    ),
}
EXPECTED = [
    ("ministry", "Anna Beispiel", "Staatsministerin", "Wiesbaden", "2025-07-02"),
    ("district", "Bernd Muster", "Landrat", "Fulda", "2025-07-09"),
]


def taken(aqb: Command, signatures: str) -> tuple[dict[str, Any], str]:
    """The agreement with these signatures, and the notes."""
    Path("one.txt").write_text(TEXT.format(signatures=signatures), encoding="utf-8")
    result = aqb("import", "one.txt")
    return YAML(typ="safe").load(Path(result.out.strip()).read_text(encoding="utf-8")), result.err


def of(data: dict[str, Any]) -> list[tuple[str, ...]]:
    fields = ("party", "name", "office", "place", "date")
    return [tuple(str(one[field]) for field in fields) for one in data.get("signatures", ())]


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str, workspace: Path, aqb: Command) -> None:
    data, notes = taken(aqb, FORMS[form])
    assert of(data) == EXPECTED
    assert data["status"] == "signed"
    assert notes == ""


@pytest.mark.parametrize("form", [form for form in FORMS if form not in PUT_TOGETHER])
def test_a_learned_wording_gives_them_back(form: str, workspace: Path, aqb: Command) -> None:
    taken(aqb, FORMS[form])
    learned = aqb("wording", "learn", "one.txt", "--name", "own")
    assert "gives another text" not in learned.err
    pack = Path("templates/wording/own.yaml").read_text(encoding="utf-8")
    assert [fact for fact in ("Anna", "Bernd", "Staatsministerin", "Landrat", "Fulda", "2025") if fact in pack] == []
    printed = aqb("render", "fulda/2025", "--wording", "own", "-f", "txt", "-o", "-").out
    assert sorted(words(printed)) == sorted(words(TEXT.format(signatures=FORMS[form])))


@pytest.mark.parametrize("form", DOUBTFUL)
def test_what_is_doubtful_is_told(form: str, workspace: Path, aqb: Command) -> None:
    printed, said = DOUBTFUL[form]
    data, notes = taken(aqb, printed)
    assert [one[:2] + one[3:] for one in of(data)] == [one[:2] + one[3:] for one in EXPECTED]
    assert said in notes


@pytest.mark.parametrize(
    "blank",
    [
        "Wiesbaden, den __________\n\nFulda, den __________",
        "Für das Land Hessen\n\nWiesbaden, den ______\n\nFür den Landkreis Fulda\n\nFulda, den ______",
    ],
)
def test_nobody_has_signed_yet(blank: str, workspace: Path, aqb: Command) -> None:
    data, notes = taken(aqb, blank)
    assert (data["status"], "signatures" in data) == ("draft", False)
    assert notes.count("isn't certain") == 1
    assert "No signatures were found, so it is taken for a draft." in notes


def test_names_without_place_and_day_are_told(workspace: Path, aqb: Command) -> None:
    data, notes = taken(aqb, "Anna Beispiel\nStaatsministerin\n\nBernd Muster, Landrat")
    assert (data["status"], "signatures" in data) == ("draft", False)
    for line in ("Anna Beispiel", "Bernd Muster, Landrat"):
        assert f"“{line}” looks like a signature, but has neither place nor day." in notes
