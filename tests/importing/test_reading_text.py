"""What is read of text and Markdown files, and what is left out and told."""

from __future__ import annotations

import pytest
from reading import printed, said, texts

from aqb_cli.importing.reading.printed import PrintedTable

LONG = "Ein Satz, der so lang ist, dass die Zeile voll wird und er auf der nächsten zu Ende\ngeht."
ONE = LONG.replace("\n", " ")
NARROW = "Alle illustrierten Titel wie dieser fallen in ihrer Zeile trotz vieler Lettern kürzer aus."
WIDE = "Während MMMMM Wörter WWWWW GROSS MMMMM und mmmmm breit sind beim Druck"
ASIDE = "Die Förderung erfolgt auf der Grundlage und nach dem Inhalt des vom"
SUM = "Die Stadt bekommt im Jahr 2025 vom Land Mittel in Höhe von insgesamt 1."
OURS = """\
Kurs           Betrag
===========  ========
Kurs A für      9.000
alle             Euro
-----------  --------
Kurs B         7 Euro
-----------  --------
"""
MARKS = """\
Kurs         Betrag
==========  =======
C̈hancen L̥    9 Euro
N̂euer       7 Euro
"""
GAPS = """\
Kurs                 Betrag
Kurs A              120.000 €
Kurs B                9.000 €
"""
UNSTATED = """\
Herkunft                        Betrag
Jobcenter Fulda            50.000 Euro
ESF                    nicht angegeben
Stiftung                          k. A.
"""
APART = f"Kurs A{' ' * 60}120.000 €\n\nKurs B{' ' * 62}9.000 €"
AFTER = "Nach der Landeshaushaltsordnung werden die Mittel in jedem Jahr\nso bewilligt:"
CONTENTS = "Inhaltsverzeichnis\n§ 1 Ziele ....... 1\n§ 2 Mittel ....... 2\n\n§ 1 Ziele"
FOOTNOTES = "950.0001 Euro für u252\nim Jahr 20213\n\n1\n vom Land\n2\n unter 25\n3\n und danach\n\n\fNeu"
TWICE = "Kurse in Hanau1 und Fulda1\n1\n mit Anhang\n\n\fNeu"
NARROW_FIELDS = """\
Maßnahmenar    Maßnahme        Träger       Plätze
t
Ausbildungsv   Maschinenführ BZ Fulda       18
orbereitung    er/in
Weiterbildun   Fachkraft       Verein für   9
g              Pflege          Arbeit
\f               integriert
Ausbildungsv   Kurs C          BZ           7
orbereitung

"""
TOUCHING = """\
Wiesbaden, 2. 7. 2025    Fulda, 9. 7. 2025

Anna Beispiel            Jan Muster
Ministerin für das Soziale Landrat"""
ROWS = """\
Nr.     Maßnahme           Träger             Plätze
1.1     Projekt Busecker   Träger Busecker    8
        Tal mit längerem   Tal gGmbH
        Namen und Zusatz
1.2     Kurs               Werk               9
"""
PERIODS = """\
Kurs                     Träger        Laufzeit         Betrag
Kurs                     Werk          1. 2. 2025 –     9.000 €
A                                      1. 3. 2025
Kurs B                   Werk Süd                       9 €
"""
READ: dict[str, tuple[str, list[str], str]] = {
    "a star that is no bullet": ("* Kurs A\n\n*Kurs B für alle*", ["* Kurs A", "*Kurs B für alle*"], ""),
    "a superscript sign": ("595.950 Euro¹", ["595.950 Euro"], "The raised “¹” behind “595.950 Euro”"),
    "a raised letter": ("Kurs Aᵃ", ["Kurs A"], "The raised “ᵃ” behind “Kurs A”"),
    "signs that strike out": ("K\u0336u\u0336 Kurs B", ["Kurs B"], "“Ku” is struck out"),
    "a tag": ("595950<sup>1</sup> Euro", ["595950 Euro"], "The raised “1” behind “595950”"),
    "a footnote": ("Kurs\n\n¹ Davon 30.000 Euro.", ["Kurs"], "The footnote “Davon 30.000 Euro.” was left out."),
    "a box": ("[ ] Kurs A\n[x] Kurs B", ["Kurs B"], "The box before “Kurs A” isn't ticked"),
    "wrapped": ("Kurs A\nKurs B", ["Kurs A", "Kurs B"], ""),
    "wrapped where letters are narrow": (
        f"{NARROW}\n" * 8 + f"\n{WIDE}\nPlatz.",
        [" ".join([NARROW] * 8), f"{WIDE} Platz."],
        "",
    ),
    "a dash at a line's beginning": (f"{ASIDE}\n– fachlich – Amt.", [f"{ASIDE} – fachlich – Amt."], ""),
    "a number at a line's beginning": (f"{SUM}\n595.950 Euro.", [f"{SUM} 595.950 Euro."], ""),
    "a list of amounts": ("1. 120.000 Euro für A\n2. 9.000 Euro", ["1. 120.000 Euro für A", "2. 9.000 Euro"], ""),
    "entries whose signs were lost, below a page's end": (
        "1. Kurse\n\f   Kurs A\n   Kurs B",
        ["1. Kurse", "Kurs A", "Kurs B"],
        "",
    ),
    "misread numbers": ("I. Alpha\n2: Beta\n3. Gamma", ["1. Alpha", "2. Beta", "3. Gamma"], ""),
    "misread bullets": ("« Kurs A\n° Kurs B", ["« Kurs A", "° Kurs B"], ""),
    "numbers above their texts": ("1.\nAlpha\n2.\nBeta", ["1. Alpha", "2. Beta"], ""),
    "numbers apart": ("1.\n\n2.\n\nAlpha\n\n-\n\nBeta", ["Alpha", "Beta"], "Its lines may stand in a wrong order"),
    "a heading below a full line": (
        f"{ASIDE} Land Hessen\nPräambel\nDas Land",
        [f"{ASIDE} Land Hessen", "Präambel", "Das Land"],
        "",
    ),
    "a line stretched to the page's width": (
        "• Kurs A\n• Qualifizierungsprojekte      zur      Arbeitsmarktintegration,\n  Fachkräfte\n• Kurs B",
        ["• Kurs A", "• Qualifizierungsprojekte zur Arbeitsmarktintegration, Fachkräfte", "• Kurs B"],
        "",
    ),
    "an entry stretched to the page's width": (
        "–             Kurs              Fulda\n– Kurs Hanau",
        ["– Kurs Fulda", "– Kurs Hanau"],
        "",
    ),
    "columns that nearly touch": (
        TOUCHING,
        [
            "Wiesbaden, 2. 7. 2025 | Fulda, 9. 7. 2025",
            "Anna Beispiel | Jan Muster",
            "Ministerin für das Soziale | Landrat",
        ],
        "",
    ),
    "letters before entries": ("a. Kurs A\nb. „B“\nc. 2. Chance", ["a. Kurs A", "b. „B“", "c. 2. Chance"], ""),
    "letters that are words": ("e. V.", ["e. V."], ""),
    "a table of contents": (CONTENTS, ["§ 1 Ziele"], ""),
    "tabs": ("- Kurs A\t120.000 €\n- Kurs B\t9.000 €", ["- Kurs A | 120.000 €", "- Kurs B | 9.000 €"], ""),
    "empty fields between tabs": ("Kurs A\t12\t9 €\nSumme\t\t9 €", ["Kurs A | 12 | 9 €", "Summe |  | 9 €"], ""),
    "gaps": (GAPS, ["Kurs | Betrag", "Kurs A | 120.000 €", "Kurs B | 9.000 €"], ""),
    "amounts that aren't stated": (
        UNSTATED,
        ["Herkunft | Betrag", "Jobcenter Fulda | 50.000 Euro", "ESF | nicht angegeben", "Stiftung | k. A."],
        "",
    ),
    "text below a table with gaps between its rows": (
        f"{APART}\n\n{AFTER}",
        ["Kurs A | 120.000 €", "Kurs B | 9.000 €", AFTER.replace("\n", " ")],
        "",
    ),
    "a heading below it": (
        f"{APART}\n\n{' ' * 25}Die Kurse",
        ["Kurs A | 120.000 €", "Kurs B | 9.000 €", "Die Kurse"],
        "",
    ),
    "a table as we print it": (OURS, ["Kurs | Betrag", "Kurs A für alle | 9.000 Euro", "Kurs B | 7 Euro"], ""),
    "footnotes": (FOOTNOTES, ["950.000 Euro für u25", "im Jahr 2021", "Neu"], "The footnote “unter 25” was left out."),
    "footnotes with their numbers in front": (
        "950.0001 Euro für u252\n1 vom Land\n2 unter 25\n\fNeu",
        ["950.000 Euro für u25", "Neu"],
        "The footnote “vom Land” was left out.",
    ),
    "a footnote that two words may have": (
        TWICE,
        ["Kurse in Hanau1 und Fulda1", "Neu"],
        "The “1” in “Kurse in Hanau1 und Fulda1” may be the mark of a footnote.",
    ),
    "a page number above a page": ("Neu\n1\nDie Mittel\n\f2\nDer Kreis", ["Neu", "Die Mittel", "Der Kreis"], ""),
    "an entry that goes on in a sentence": (
        "- Weiterbildung zu Recht und Beratung für alle Mitarbeiterinnen\nund Mitarbeiter",
        ["- Weiterbildung zu Recht und Beratung für alle Mitarbeiterinnen und Mitarbeiter"],
        "",
    ),
    "a currency and a bracket in a line of its own": (
        "- Kurs (12 Plätze, 22.500,50\nEuro)",
        ["- Kurs (12 Plätze, 22.500,50 Euro)"],
        "",
    ),
    "an amount's currency in a line of its own": ("595.950\nEuro", ["595.950 Euro"], ""),
    "a dash in the first of fields between tabs": (
        "A\t7\t9 €\n–\t\t\nB\t8\t9 €",
        ["A | 7 | 9 €", "– |  | ", "B | 8 | 9 €"],
        "",
    ),
    "narrow fields on two pages": (
        NARROW_FIELDS,
        [
            "Maßnahmenart | Maßnahme | Träger | Plätze",
            "Ausbildungsvorbereitung | Maschinenführer/in | BZ Fulda | 18",
            "Weiterbildung | Fachkraft Pflege integriert | Verein für Arbeit | 9",
            "Ausbildungsvorbereitung | Kurs C | BZ | 7",
        ],
        "",
    ),
    "rows over several lines, with numbers": (
        ROWS,
        [
            "Nr. | Maßnahme | Träger | Plätze",
            "1.1 | Projekt Busecker Tal mit längerem Namen und Zusatz | Träger Busecker Tal gGmbH | 8",
            "1.2 | Kurs | Werk | 9",
        ],
        "",
    ),
    "a period over two lines": (
        PERIODS,
        [
            "Kurs | Träger | Laufzeit | Betrag",
            "Kurs A | Werk | 1. 2. 2025 – 1. 3. 2025 | 9.000 €",
            "Kurs B | Werk Süd |  | 9 €",
        ],
        "",
    ),
    "letters of two signs in a table": (MARKS, ["Kurs | Betrag", "C̈hancen L̥ | 9 Euro", "N̂euer | 7 Euro"], ""),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read_of_text(name: str) -> None:
    content, expected, told = READ[name]
    document = printed(f"{content}\n\n{LONG}", "txt")
    assert texts(document) == [*expected, ONE]
    assert (told in said(document)) if told else said(document) == ""


def test_the_edge_of_a_column_within_a_word() -> None:
    (part,) = printed("Kurs    Betrag\n======  ======\nKurs A für 9 Euro\nKurs B  7 Euro", "txt").parts
    assert isinstance(part, PrintedTable)
    assert [[cell.parted for cell in row] for row in part.rows] == [[False, False], [True, True], [False, False]]


def test_a_number_that_stands_before_its_column() -> None:
    (part,) = printed("Kurs    Betrag\n======  ======\nA      9\nKurs B  7 Euro", "txt").parts
    assert isinstance(part, PrintedTable)
    assert part.rows[1][0].parted


def test_pages_with_headers_and_numbers() -> None:
    pages = (f"Entwurf\n\nAbsatz {letter} steht hier.\n\nSeite {n} von 3\n" for n, letter in enumerate("abc", 1))
    document = printed("\f".join(pages).replace("Seite 2 von 3", "– 2"), "txt")
    assert texts(document) == ["Absatz a steht hier.", "Absatz b steht hier.", "Absatz c steht hier."]
    assert document.marks == ("Entwurf", "Seite 1 von 3", "– 2", "Seite 3 von 3")


MARKDOWN = {
    "marks": (
        "595950<sup>1</sup> Euro und 7[^1]\n\n[^1]: Davon 9 Euro.",
        ["595950 Euro und 7"],
        "The footnote “Davon 9 Euro.”",
    ),
    "struck out": ("~~alt~~ **neu**", ["neu"], "“alt” is struck out"),
    "struck out with a tag": ("<del>alt</del> neu", ["neu"], "“alt” is struck out"),
    "hidden by a style": (
        '<span style="display:none">alt</span> neu',
        ["alt neu"],
        "It may strike out or hide text, which was read as if it showed: “<span",
    ),
    "hidden": ("<!-- geheim -->\n\nKurs<!-- intern -->", ["Kurs"], "“intern” stands in the file"),
    "boxes": ("- [ ] Kurs A\n- [x] Kurs B", ["• Kurs B"], "The box before “Kurs A” isn't ticked"),
    "lists": ("2. Zwei\n    - Kurs A\n    - Kurs B\n3. Drei", ["2. Zwei", "• Kurs A", "• Kurs B", "3. Drei"], ""),
    "tables": ("| A | B |\n| --- | ---: |\n| Kurs<br>A | 1 |\n| | 2 |", ["A | B", "Kurs A | 1", " | 2"], ""),
    "a number that an entry begins with": ("- 3. Weg\n- Kurs", ["• 3. Weg", "• Kurs"], ""),
    "short lines": ("Anna Beispiel\nStaatsministerin", ["Anna Beispiel", "Staatsministerin"], ""),
    "long lines": (LONG, [ONE], ""),
    "HTML": ("<p>Kurs &amp; mehr</p>", ["Kurs & mehr"], ""),
    "letters of two signs": ("C̈hancen für L̥", ["C̈hancen für L̥"], ""),
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_what_is_read_of_markdown(name: str) -> None:
    content, expected, told = MARKDOWN[name]
    document = printed(content, "md")
    assert texts(document) == expected
    assert (told in said(document)) if told else said(document) == ""
