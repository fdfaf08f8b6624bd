"""Importing: who signed, where and when, in the many ways in which that is printed."""

from __future__ import annotations

from typing import Any

import pytest
from imported import DISTRICT, HEADINGS, LISTED, MINISTRY, document, imported
from learning import learned, words

from aqb_cli.importing.reading.signature_lines import signatory_of

EXPECTED = [
    ("ministry", "Anna Beispiel", "Staatsministerin", "Wiesbaden", "2025-07-02"),
    ("district", "Bernd Muster", "Landrat", "Fulda", "2025-07-09"),
]
LONG = "Hessische Ministerin für Arbeit,\nIntegration, Jugend und Soziales"
DAYS = "Wiesbaden, den 2. 7. 2025     Fulda, den 9. 7. 2025"
NAMES = "Anna Beispiel                 Bernd Muster\nStaatsministerin              Landrat"
FORMS = {
    "one below the other": f"{MINISTRY}\n\n{DISTRICT}",
    "the district first": f"{DISTRICT}\n\n{MINISTRY}",
    "side by side": f"{DAYS}\n\n{NAMES}",
    "names on the next page": f"{DAYS}\n\n\f\n{NAMES}",
    "for whom, above": f"Für das Land Hessen:\n{MINISTRY}\n\nFür den Landkreis Fulda:\n{DISTRICT}",
    "for whom, below place and day": f"{MINISTRY}\n\n{DISTRICT}".replace(
        "2025\n", "2025\nFür das Land Hessen\n", 1
    ).replace("9. 7. 2025\n", "9. 7. 2025\nFür den Landkreis Fulda\n"),
    "the parties above": "Hessisches Ministerium für Arbeit,\nIntegration, Jugend und Soziales\n"
    f"{MINISTRY}\n\nLandkreis Fulda\nDer Kreisausschuss\n{DISTRICT}",
    "the names above": "Anna Beispiel\nStaatsministerin\nWiesbaden, den 2. 7. 2025\n\n"
    "Bernd Muster\nLandrat\nFulda, den 9. 7. 2025",
    "offices behind and before names": "Wiesbaden, 2. Juli 2025\n\n(Anna Beispiel, Staatsministerin)\n\n"
    "Fulda, 9. Juli 2025\n\nLandrat Bernd Muster",
    "what is no name and no office": "Wiesbaden, den 2. 7. 2025\nIm Auftrag\nAnna Beispiel\n(Staatsministerin)\n\n"
    "Fulda, den 9. 7. 2025\nIn Vertretung\nBernd Muster\n(Unterschrift)\nDer Landrat",
    "a long name of the party above a name": f"{'Man trifft sich an einem Tag im Herbst. ' * 2}\n\n"
    f"{MINISTRY[:25]}\nFür das Hessische Ministerium für Arbeit, Integration, Jugend und Soziales\n"
    f"{MINISTRY[27:]}\n\n{DISTRICT}",
    "a long name of the party above “gez.”": f"{'Man trifft sich an einem Tag im Herbst. ' * 2}\n\n{MINISTRY}\n\n"
    "Fulda, den 9. 7. 2025\nDer Kreisausschuss des Landkreises Fulda im Land\ngez. Bernd Muster, Landrat",
    "deputies side by side": f"{DAYS}\nIm Auftrag                     In Vertretung\n{NAMES}",
    "deputies in one line": "Wiesbaden, den 2. 7. 2025 Fulda, den 9. 7. 2025\nIm Auftrag In Vertretung\n"
    "Anna Beispiel Bernd Muster\nStaatsministerin Landrat",
    "below the last line of a page's width": f"{'Man trifft sich jedes Jahr im Herbst in Wiesbaden. ' * 12}\n".replace(
        "in Wiesbaden. M", "in Wiesbaden.\nM"
    )
    + "Wiesbaden, den 2. 7. 2025 Fulda, den 9. 7. 2025\nAnna Beispiel Bernd Muster\nStaatsministerin Landrat",
    "who signs for the holder of an office": f"{MINISTRY}\n\n{DISTRICT}".replace(
        "Bernd", "Die Landrätin\nIn Vertretung\n\nBernd"
    ),
    "who gets a copy": f"{MINISTRY}\n\n{DISTRICT}\n\nVerteiler:\nAlle Ämter",
    "the parties below": f"{MINISTRY}\nHessisches Ministerium\nfür Arbeit, Integration,\nJugend und Soziales\n\n"
    f"{DISTRICT}\ndes Landkreises Fulda",
    "a day over two lines": "Wiesbaden, den 2. 7. 2025      Fulda, den 9. Juli\n"
    "Anna Beispiel                  2025\nStaatsministerin               Bernd Muster\n"
    "                               Landrat",
    "place and day in two lines": "Wiesbaden\nDatum: 2. 7. 2025\n\nAnna Beispiel\nStaatsministerin\n\n"
    "Fulda, den\n9. 7. 2025\nBernd Muster\nLandrat",
    "place and day in two lines and columns": f"Wiesbaden, den                Fulda, den\n"
    f"2. 7. 2025                    9. 7. 2025\n\n{NAMES}",
    "a comma between place and day in two lines": "Wiesbaden,                    Fulda,\n"
    f"den 2. 7. 2025                den 9. 7. 2025\n\n{NAMES}",
    "years in a second line": "Wiesbaden, den 2. Juli        Fulda, den 9. Juli\n"
    f"2025                          2025\n\n{NAMES}",
    "a day over three lines": f"Wiesbaden,\nden 2. Juli\n2025\n\nAnna Beispiel\nStaatsministerin\n\n{DISTRICT}",
    "right below a text": "Die Zielvereinbarung wird auf dem Portal des Landes veröffentlicht, das alle\n"
    f"lesen können, die im Land Hessen wohnen, und auch sonst ein jeder Mensch hier.\n{MINISTRY}\n\n{DISTRICT}",
    "signed by copies": f"{MINISTRY}\n\n{DISTRICT}".replace("2025\n", "2025\ngez.\n"),
    "printed twice": f"{MINISTRY}\n\n{DISTRICT}\n\n{MINISTRY}\n\n{DISTRICT}",
    "columns taken apart": f"Wiesbaden, den 2. 7. 2025\n\nFulda, den 9. 7. 2025\n\n{MINISTRY[27:]}\n\n{DISTRICT[23:]}",
    "bare days below their places": "Wiesbaden\n02.07.2025\n\nAnna Beispiel\nStaatsministerin\n\nFulda\n09.07.2025\n\n"
    "Bernd Muster\nLandrat",
    "bare days below their places, side by side": f"Wiesbaden                     Fulda\n"
    f"02.07.2025                    09.07.2025\n\n{NAMES}",
    "what a printed form asks for": "Ort, Datum: Wiesbaden, 02.07.2025\n\nAnna Beispiel\nStaatsministerin\n\n"
    "Fulda, 09.07.2025\n____________\n(Ort, Datum)\n\nBernd Muster\nLandrat",
    "where it was signed as a sentence": "Geschehen zu Wiesbaden am 2. Juli 2025\n\nAnna Beispiel\nStaatsministerin\n\n"
    "Unterzeichnet in Fulda am 9. Juli 2025\n\nBernd Muster\nLandrat",
    "lines across both columns": "Wiesbaden, den 2. 7. 2025 Fulda, den 9. 7. 2025\n\nAnna Beispiel Bernd Muster\n"
    "Staatsministerin Landrat\nHessisches Ministerium des Landkreises Fulda",
}


def of(data: dict[str, Any]) -> list[tuple[str, ...]]:
    fields = ("party", "name", "office", "place", "date")
    return [tuple(str(one.get(field)) for field in fields) for one in data.get("signatures", ())]


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str) -> None:
    data, notes = imported(document(*LISTED, signatures=FORMS[form]))
    assert of(data) == EXPECTED
    assert (data["status"], notes) == ("signed", "")


PUT_TOGETHER = (
    "what is no name",
    "names on the next page",
    "a day over",
    "place and day",
    "bare days",
    "what a printed form",
    "a comma between",
    "printed twice",
    "lines across",
)
"""How forms begin that a wording puts in order."""


def test_a_sentence_of_the_party_above_the_signatures_is_no_lead() -> None:
    sentence = "Der Landkreis Fulda nimmt an Tagungen teil (4.711 Euro)"
    _data, notes = imported(document(more=sentence))
    assert "“4.711 Euro” stands in no field of the file" in notes


def test_a_sentence_above_a_day_is_no_town() -> None:
    data, notes = imported(document(signatures=f"{MINISTRY}\n\n{DISTRICT}".replace("Wiesbaden, den", "Datum:")))
    assert "place" not in data["signatures"][0]
    assert notes == ""


def test_a_name_of_two_particles() -> None:
    assert signatory_of("Dr. Ada von und zu Muster") == ("Dr. Ada von und zu Muster", "")
    assert signatory_of("Ada Muster und Eva Muster") is None


def test_an_office_over_two_lines() -> None:
    data, notes = imported(document(signatures=f"{MINISTRY}\n\n{DISTRICT}".replace("Staatsministerin", LONG)))
    assert data["signatures"][0]["office"] == LONG.replace("\n", " ")
    assert notes == ""


@pytest.mark.parametrize(
    "footnote",
    ["1 mit Zustimmung des Kreistags", "i mit Zustimmung", "1\nmit Zustimmung", "vorbehaltlich des Kreistags"],
)
def test_footnotes_below_signatures_are_no_offices(footnote: str) -> None:
    data, notes = imported(document(signatures=f"{MINISTRY}\n\n{DISTRICT}\n{footnote}"))
    assert of(data) == EXPECTED
    assert footnote.splitlines()[-1] in notes


@pytest.mark.parametrize("form", [form for form in FORMS if not form.startswith(PUT_TOGETHER)])
def test_a_learned_wording_gives_them_back(form: str) -> None:
    text = document(*LISTED, signatures=FORMS[form])
    own = learned(text)
    printed = own.learned.text.partition("\nname: ")[2]  # above it, `to_check` has what the reports say
    assert [fact for fact in ("Anna", "Bernd", "Staatsministerin", "2025") if fact in printed] == []
    assert sorted(words(own.rendered("fulda"))) == sorted(words(text.replace("Landrat", "Landrätin")))


@pytest.mark.parametrize("day", ["", "Fulda, den 10. 7. 2025\n\n"])
def test_a_learned_wording_names_both_signatories(day: str) -> None:
    text = document(*LISTED, signatures=f"{MINISTRY}\n\n{DISTRICT}\n\n{day}Inga Probe\nErste Kreisbeigeordnete")
    own = learned(text)
    assert "Inga" not in own.learned.text.partition("\nname: ")[2]
    expected = text.replace("Landrat", "Landrätin").replace("Erste Kreisbeigeordnete", "Landrätin")
    assert sorted(words(own.rendered("fulda"))) == sorted(words(expected))


def test_a_name_may_go_over_two_lines() -> None:
    signatures = f"{MINISTRY}\n\n{DISTRICT}".replace("Anna Beispiel", "Anna Beispiel-\nMuster")
    data, notes = imported(document(*LISTED, signatures=signatures))
    assert (data["signatures"][0]["name"], notes) == ("Anna Beispiel-Muster", "")


def test_what_a_minister_is_for_may_stand_on_the_next_line() -> None:
    minister = "Hessische Ministerin\nfür Soziales und Integration"
    data, notes = imported(
        document(*LISTED, signatures=f"{MINISTRY}\n\n{DISTRICT}".replace("Staatsministerin", minister))
    )
    assert (data["signatures"][0]["office"], notes) == (minister.replace("\n", " "), "")


def test_an_annex_below_signatures_side_by_side_is_none_of_them() -> None:
    pairs = (("Wiesbaden, den 2. 7. 2025", "Fulda, den 9. 7. 2025"), ("Anna Beispiel", "Bernd Muster"))
    signed = "\n\n".join(f"{one:<40}{other}" for one, other in (*pairs, ("Staatsministerin", "Landrat")))
    rows = (f"{label[:38]:<40}Kurs {n}" for n, label in enumerate(HEADINGS, 1))
    annex = "\n".join(("Anlage zur Zielvereinbarung 2025", "", *rows))
    data, notes = imported(document("Siehe Anlage.", signatures=f"{signed}\n\n{annex}"))
    assert (of(data), data["status"]) == (EXPECTED, "signed")
    assert "signatures" not in notes


def test_people_may_be_called_like_an_office() -> None:
    signatures = f"{MINISTRY}\nPetra Sekretär\nStaatssekretärin\n\n{DISTRICT}".replace(
        "Bernd Muster", "Elke Bürgermeister"
    )
    data, notes = imported(document(*LISTED, signatures=signatures))
    assert [one["name"] for one in data["signatures"]] == ["Anna Beispiel", "Petra Sekretär", "Elke Bürgermeister"]
    assert notes == ""


SECOND = ("district", "Inga Probe", "Erste Kreisbeigeordnete", "Fulda", "2025-07-09")
TWO = {
    "below": f"{DISTRICT}\n\nInga Probe\nErste Kreisbeigeordnete\ndes Landkreises Fulda",
    "in a line each": f"{DISTRICT}\nInga Probe, Erste Kreisbeigeordnete",
    "beside": "Fulda, den 9. 7. 2025\n\nBernd Muster     Inga Probe\nLandrat          Erste Kreisbeigeordnete",
}


@pytest.mark.parametrize("form", TWO)
def test_two_sign_below_one_place_and_day(form: str) -> None:
    data, notes = imported(document(*LISTED, signatures=f"{MINISTRY}\n\n{TWO[form]}"))
    assert of(data) == [*EXPECTED, SECOND]
    assert (data["status"], notes) == ("signed", "")
    data, notes = imported(document(*LISTED, signatures=f"{MINISTRY}\n\n{TWO[form]}\n\nJan Dritter\nAbteilungsleiter"))
    assert of(data) == EXPECTED
    assert "One more person signs for this party: “Inga Probe, Erste Kreisbeigeordnete”." in notes
    assert "One more person signs for this party: “Jan Dritter, Abteilungsleiter”." in notes


def test_two_sign_beside_the_ministry() -> None:
    names = "Anna Beispiel         Bernd Muster     Inga Probe\nStaatsministerin      Landrat          "
    data, notes = imported(document(*LISTED, signatures=f"{DAYS}\n\n{names}Erste Kreisbeigeordnete"))
    assert of(data) == [*EXPECTED, SECOND]
    assert notes == ""


def test_days_in_a_table_of_measures_are_no_signatures() -> None:
    table = "   Titel            Beginn\n   Kurs A           01.09.2025\n   Kurs B           01.10.2025"
    data, _notes = imported(document(HEADINGS[0], table, *HEADINGS[1:], signatures=f"{MINISTRY}\n\n{DISTRICT}"))
    assert of(data) == EXPECTED
    assert [one["title"] for one in data["measures"]["training_preparation"]] == ["Kurs A", "Kurs B"]


DOUBTED = {
    "without an office": (
        f"{MINISTRY}\n\n{DISTRICT}\n\nInga Probe",
        "One more person signs for this party: “Inga Probe”.",
    ),
    "in one sentence": (
        f"{MINISTRY}\n\nFulda, den 9. 7. 2025\n\nBernd Muster, Landrat, und Inga Probe, Erste Kreisbeigeordnete",
        "It may be the names of two persons.",
    ),
    "in one office, as columns were mixed": (
        f"{MINISTRY}\n\n{DISTRICT} Integration, Jugend und Soziales Inga Probe\nErste Kreisbeigeordnete",
        "It may be the names of two persons.",
    ),
    "in one line": (
        f"{MINISTRY}\n\nFulda, den 9. 7. 2025\n\nBernd Muster Inga Probe\nLandrat",
        "It may be the names of two persons.",
    ),
}


@pytest.mark.parametrize("office", ["Stadtratin", "ne Landrat"])
def test_an_office_that_text_recognition_misread_is_a_doubt(office: str) -> None:
    data, notes = imported(document(*LISTED, signatures=f"{MINISTRY}\n\n{DISTRICT.replace('Landrat', office)}"))
    assert data["signatures"][1]["office"] == office
    assert f"`signatures[1].office` Text recognition may have misread it: “{office}”." in notes


def test_a_second_signatory_with_a_day_of_its_own() -> None:
    second = "Fulda, den 10. 7. 2025\n\nInga Probe\nErste Kreisbeigeordnete"
    data, notes = imported(document(*LISTED, signatures=f"{MINISTRY}\n\n{DISTRICT}\n\n{second}"))
    assert [one[:2] for one in of(data)] == [
        ("ministry", "Anna Beispiel"), ("district", "Bernd Muster"), ("district", "Inga Probe"),
    ]  # fmt: skip
    assert (data["status"], notes) == ("signed", "")
    third = second.replace("Inga Probe", "Jan Dritter")
    data, notes = imported(document(*LISTED, signatures=f"{MINISTRY}\n\n{DISTRICT}\n\n{second}\n\n{third}"))
    assert [one[1] for one in of(data)] == ["Anna Beispiel", "Bernd Muster", "Inga Probe"]
    assert "One more person signs for this party: “Jan Dritter, Erste Kreisbeigeordnete”." in notes


@pytest.mark.parametrize("form", DOUBTED)
def test_a_second_signatory_is_a_doubt(form: str) -> None:
    printed, said = DOUBTED[form]
    data, notes = imported(document(*LISTED, signatures=printed))
    assert [one[0] for one in of(data)] == ["ministry", "district"]
    assert data["signatures"][1]["name"].startswith("Bernd Muster")
    assert f"`signatures[1].name` {said}" in notes


DOUBTFUL = {
    "an annex below": (f"{MINISTRY}\n\n{DISTRICT}\n\nAnlage 1: Finanzplan\n2026: 50.000 Euro", "“50.000 Euro” stands"),
    "a garbled day": (
        f"{MINISTRY.replace('den 2. 7. 2025', 'den Z. 7. 2O25')}\n\n{DISTRICT}",
        "Its date was not understood",
    ),
    "what is no office": (f"{MINISTRY}\n\n{DISTRICT}\nfile:///c.html 2/2", "“file:///c.html 2/2” was not understood"),
    "a place that isn't the ministry's": (
        f"{MINISTRY}\n\n{DISTRICT}".replace("Wiesbaden", "Gießen"),
        "The ministry's seat is elsewhere",
    ),
    "offices above and below a name": (
        f"{MINISTRY}\n\n{DISTRICT}".replace("Bernd", "Stadträtin\nBernd"),
        "`signatures[1].office` It was read from “Stadträtin / Landrat”.",
    ),
    "an office above a name with another": (
        f"{MINISTRY}\n\n{DISTRICT}".replace("Bernd Muster\n", "Stadträtin\nBernd Muster, "),
        "`signatures[1].office` It was read from “Stadträtin / Landrat”.",
    ),
    "two persons in one line": (
        f"{MINISTRY}\n\n{DISTRICT}".replace("Muster\nLandrat", "Muster, Landrat Carla Probe, Erste Beigeordnete"),
        "`signatures[1].name` It may be the names of two persons.",
    ),
    "a name behind the party's": (
        f"{MINISTRY}\n\n{DISTRICT}".replace("Bernd", "Der Kreisausschuss gez. Carla Probe, Landrätin\nBernd"),
        "`signatures[1].office` It was read from “Der Kreisausschuss gez. Carla Probe, Landrätin / Landrat”.",
    ),
    "an office that both may have": (f"{MINISTRY}\n\n{DISTRICT[:-7]}Leiter", "Its party was concluded from the"),
}


@pytest.mark.parametrize("form", DOUBTFUL)
def test_what_is_doubtful_is_reported(form: str) -> None:
    printed, said = DOUBTFUL[form]
    data, notes = imported(document(*LISTED, signatures=printed))
    assert [one[1] for one in of(data)] == ["Anna Beispiel", "Bernd Muster"]
    assert said in notes


@pytest.mark.parametrize(
    ("signatures", "status", "said"),
    [
        ("Wiesbaden, den __________\n\nFulda, den __________", "draft", ""),
        (f"{MINISTRY[:14]} ______{MINISTRY[25:]}\n\n{DISTRICT[:10]} ______{DISTRICT[21:]}", "draft", ""),
        ("Anna Beispiel\nStaatsministerin\n\nBernd Muster, Landrat", "draft", "No signatures were found"),
        (f"{MINISTRY}\n\nFulda, den\n\nBernd Muster\nLandrat", "signed", "Not both signatures have a date."),
        (
            f"{MINISTRY[:14]}{MINISTRY[25:]}\n\nFulda, den\n\nDigital signiert von Bernd Muster\nBernd Muster\nLandrat",
            "signed",
            "It is signed electronically",
        ),
    ],
)
def test_whether_it_is_signed(signatures: str, status: str, said: str) -> None:
    data, notes = imported(document(*LISTED, signatures=signatures))
    assert data["status"] == status
    assert said in notes
    assert bool(notes) == bool(said), notes


@pytest.mark.parametrize(
    "name", ["Şule Čevik", "Bernd N\u0302\u0302eumann", "Łucja d’Arc-Ø̂rsted", "Dr. Ç\u0301em von der Ağaoğlu"]
)
def test_names_with_every_letter_of_din_91379(name: str) -> None:
    data, notes = imported(document(*LISTED, signatures=f"{MINISTRY}\n\n{DISTRICT}".replace("Bernd Muster", name)))
    assert [ord(c) for c in data["signatures"][1]["name"]] == [ord(c) for c in name] or notes == ""
    assert data["signatures"][1]["office"] == "Landrat"
    assert notes == ""
