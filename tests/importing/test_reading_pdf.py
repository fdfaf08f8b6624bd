"""What is read of PDF files, and what is left out and told."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from reading import printed, said, texts, typst

from aqb_cli.importing.reading.cells import cell_of
from aqb_cli.importing.reading.printed import PrintedTable, Stretch
from aqb_cli.wording.blocks import TextRun

HEAD = "table.header([Maßnahme], [Betrag])"


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    """A PDF file after a change with pikepdf."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as document:
        change(document)
        result = BytesIO()
        document.save(result)
    return result.getvalue()


def before(operators: str) -> Callable[[Any], None]:
    """Puts operators before those of the first page."""
    return lambda document: document.pages[0].contents_add(operators.encode(), prepend=True)


READ = {
    "a raised digit": ("595950#super[1] Euro", ["595950 Euro"], "The raised “1” behind “595950”"),
    "a digit raised by hand": (
        "16#text(size: 6pt, baseline: -4pt)[1] Plätze", ["16 Plätze"], "The raised “1” behind “16”",
    ),
    "a smaller digit": ("16#text(size: 6pt)[1] Plätze", ["16 Plätze"], "The raised “1” behind “16”"),
    "a digit as browsers raise it": (
        "16#text(size: 0.83em, baseline: -0.4em)[1] Plätze", ["16 Plätze"], "The raised “1” behind “16”",
    ),
    "a footnote as browsers print it": (
        "Kurs\n\n#text(size: 0.83em, baseline: -0.4em)[1] mit Zustimmung",
        ["Kurs"],
        "The footnote “mit Zustimmung” was",
    ),
    "small capitals": ("K#text(size: 7pt)[URS]", ["KURS"], ""),
    "a footnote": ("Kurs#footnote[Davon 30.000 Euro.]", ["Kurs"], "The footnote “Davon 30.000 Euro.” was left out."),
    "struck out": ("#strike[alt] neu", ["neu"], "“alt” is struck out"),
    "underlined": ("#underline[Kurs]", ["Kurs"], ""),
    "white on white": ("#text(fill: white)[alt] neu", ["neu"], "“alt” stands in the file, but doesn't show"),
    "white on black": ("#box(fill: black, inset: 3pt, text(fill: white)[Kurs])", ["Kurs"], ""),
    "covered": (
        "#block[alt#place(top + left, rect(width: 1cm, height: 1em, fill: white))]neu",
        ["neu"],
        "“alt” stands in the file, but doesn't show",
    ),
    "crossed out": ("#block[alt#place(top + left, line(end: (1cm, 8pt)))]neu", ["neu"], "“alt” is struck out"),
    "too small to be seen": ("Kurs #text(size: 1pt)[B]", ["Kurs"], "“B” stands in the file, but doesn't show"),
    "printed twice, as bold": ("Kurs#place(top + left, dx: 0.3pt)[Kurs]", ["Kurs"], ""),
    "letters drawn as one sign": ("Schiffe eröffnen öffentliche Stoffe", ["Schiffe eröffnen öffentliche Stoffe"], ""),
    "a box that is drawn": ("#box(rect(width: 9pt, height: 9pt)) Kurs A", [], "The box before “Kurs A” isn't ticked"),
    "a box that is drawn and ticked": (
        "#box(rect(width: 9pt, height: 9pt, inset: 0pt, line(end: (9pt, 9pt)))) Kurs A", ["Kurs A"], "",
    ),
    "letters of two signs": ("C̈hancen für L̥okman", ["C̈hancen für L̥okman"], ""),
    "a list's number and an amount": (
        "1. 120.000 Euro für A\n2. 9.000 Euro für B", ["1. 120.000 Euro für A", "2. 9.000 Euro für B"], "",
    ),
    "a table of contents": ("Inhalt\n\n§ 1 Ziele #h(1fr) 1\n\n§ 2 Mittel #h(1fr) 2\n\n§ 1 Ziele", ["§ 1 Ziele"], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_is_read(name: str) -> None:
    content, expected, told = READ[name]
    document = printed(typst(content), "pdf")
    assert texts(document) == expected
    assert (told in said(document)) if told else said(document) == ""


def sideways(document: Any) -> None:
    _left, _bottom, right, top = document.pages[0].mediabox
    document.pages[0].mediabox = [0, 0, top, right]
    before(f"0.00000001 1 -1 0.00000001 {top} 0 cm\n")(document)


TURNED = {"the page": lambda document: document.pages[0].rotate(90, relative=False), "the text": sideways}
LONG = "Ein Satz, der so lang ist, dass die Zeile voll wird und er auf der nächsten zu Ende geht."


@pytest.mark.parametrize("name", TURNED)
def test_turned_pages(name: str) -> None:
    upright = typst(f"Kurs A für alle\n\nKurs B\n\n{LONG}")
    assert texts(printed(changed(upright, TURNED[name]), "pdf")) == ["Kurs A für alle", "Kurs B", LONG]


@pytest.mark.parametrize("name", TURNED)
def test_tables_on_turned_pages(name: str) -> None:
    table = typst(f"#table(columns: (6cm, 4cm), {HEAD}, [Kurs A], [9 €])\n\n{LONG}")
    assert texts(printed(changed(table, TURNED[name]), "pdf")) == ["Maßnahme | Betrag", "Kurs A | 9 €", LONG]


def test_what_stands_aslant_is_a_mark() -> None:
    assert printed(typst("Kurs #place(rotate(40deg)[ENTWURF])"), "pdf").marks == ("ENTWURF",)


def cropped(document: Any) -> None:
    left, _bottom, right, top = document.pages[0].mediabox
    document.pages[0].cropbox = [left, float(top) - 90, right, top]


def invisible(document: Any) -> None:
    import pikepdf

    found = pikepdf.parse_content_stream(document.pages[0])
    mode = pikepdf.ContentStreamInstruction([3], pikepdf.Operator("Tr"))
    with_mode = [each for one in found for each in ((mode, one) if str(one.operator) in ("Tj", "TJ") else (one,))]
    document.pages[0].Contents = document.make_stream(pikepdf.unparse_content_stream(with_mode))


def on_a_hidden_layer(document: Any) -> None:
    import pikepdf

    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Entwurf")))
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer]))
    page = document.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(L0=layer)
    page.contents_add(b"/OC /L0 BDC\n", prepend=True)
    page.contents_add(b"\nEMC\n")


HIDDEN = {"outside of the page": cropped, "invisible": invisible, "on a hidden layer": on_a_hidden_layer}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_does_not_show(name: str) -> None:
    document = printed(changed(typst("#v(5cm) Kurs A"), HIDDEN[name]), "pdf")
    assert texts(document) == []
    assert "“Kurs A” stands in the file, but doesn't show" in said(document)


def test_the_size_of_a_page_may_be_that_of_all_pages() -> None:
    def inherited(document: Any) -> None:
        document.Root.Pages.MediaBox = document.pages[0].obj.MediaBox
        del document.pages[0].obj["/MediaBox"]

    content = typst("#set page(height: 40cm)\nKurs A")
    assert texts(printed(changed(content, inherited), "pdf")) == ["Kurs A"]


def test_a_table_of_one_row_is_one_unless_text_follows_right_below() -> None:
    row = "#table(columns: (3cm, 3cm), [Kurs A], [9 Euro])"
    assert texts(printed(typst(f"{row} #v(1cm) Text"), "pdf")) == ["Kurs A | 9 Euro", "Text"]
    below = "#v(-0.8em) #h(5pt) Kurs B #h(2cm) 7 Euro"
    assert texts(printed(typst(f"{row} {below}"), "pdf")) == ["Kurs A | 9 Euro", "Kurs B | 7 Euro"]


@pytest.mark.parametrize("slope", [0, 0.012, -0.012])
def test_the_text_of_a_scan_is_read(slope: float) -> None:
    import pikepdf

    def scanned(document: Any) -> None:
        invisible(document)
        before(f"1 {slope} {-slope} 1 0 0 cm\n")(document)
        picture = pikepdf.Stream(document, b"\0" * 4, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                                 Width=2, Height=2, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
        document.pages[0].Resources.XObject = pikepdf.Dictionary(P=picture)
        document.pages[0].contents_add(b"q 480 0 0 680 0 0 cm /P Do Q\n", prepend=True)

    content = f"1: Vorbereitung\n\n« Kurs A\n\n2: Ausbildung\n\n| Kurs B |\n\n{LONG}\n\nKurs — C\n\n"
    content += "Kurs | Werk |, 9 €\\ Lehre | Amt | 8 €"
    document = printed(changed(typst(content), scanned), "pdf")
    assert texts(document) == [
        "1. Vorbereitung",
        "• Kurs A",
        "2. Ausbildung",
        "Kurs B",
        LONG,
        "Kurs – C",
        "Kurs | Werk | 9 €",
        "Lehre | Amt | 8 €",
    ]
    assert (said(document), document.scanned) == ("", True)


LAID = {
    "a box not ticked": ({"Subtype": "/Widget", "FT": "/Btn", "AS": "/Off", "V": "/Off"}, "The box before “Kurs A”"),
    "a box ticked": ({"Subtype": "/Widget", "FT": "/Btn", "AS": "/Yes", "V": "/Yes"}, ""),
    "a mark that strikes out": ({"Subtype": "/StrikeOut"}, "“Kurs A” is struck out"),
    "a mark to black out": ({"Subtype": "/Redact"}, "“Kurs A” is struck out"),
}


@pytest.mark.parametrize("name", LAID)
def test_what_is_laid_upon_a_page(name: str) -> None:
    import pikepdf

    entries, told = LAID[name]

    def with_annotation(document: Any) -> None:
        is_box = "FT" in entries
        shown = pikepdf.Stream(document, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        states = pikepdf.Dictionary(N=pikepdf.Dictionary(Yes=shown, Off=shown)) if is_box else pikepdf.Dictionary()
        left, right = (40, 50) if is_box else (50, 100)
        entry = document.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, T=pikepdf.String("a"), F=4, Rect=[left, 613, right, 625], AP=states,
            QuadPoints=[50, 625, 100, 625, 50, 613, 100, 613],
        ))  # fmt: skip
        for key, value in entries.items():
            entry[f"/{key}"] = pikepdf.Name(value)
        document.pages[0].Annots = pikepdf.Array([entry])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[entry] if is_box else [])

    document = printed(changed(typst("Kurs A"), with_annotation), "pdf")
    assert texts(document) == ([] if told else ["Kurs A"])
    assert (told in said(document)) if told else said(document) == ""


def test_values_of_form_fields_are_read() -> None:
    import pikepdf

    def with_field(document: Any) -> None:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        shown = pikepdf.Stream(document, b"BT /F 10 Tf 2 5 Td (595.950 Euro) Tj ET", Type=pikepdf.Name.XObject,
                               Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 20],
                               Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)))  # fmt: skip
        field = document.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=pikepdf.String("total"),
            V=pikepdf.String("595.950 Euro"), Rect=[60, 500, 160, 520], F=4, AP=pikepdf.Dictionary(N=shown),
        ))  # fmt: skip
        document.pages[0].Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[field])

    assert texts(printed(changed(typst("Gesamt"), with_field), "pdf")) == ["Gesamt", "595.950 Euro"]


TABLES = {
    "with lines": "",
    "without lines": ", stroke: none",
    "with borders around each field": ", gutter: 2pt",
    "with a shaded head": ", stroke: none, fill: (_x, y) => if y == 0 { luma(80%) }",
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    rows = "[Kurs A], [120.000 €], [Kurs B], [9.000 €]"
    document = printed(typst(f"Davor\n\n#table(columns: (6cm, 4cm){TABLES[name]}, {HEAD}, {rows})\n\nDanach"), "pdf")
    assert texts(document) == ["Davor", "Maßnahme | Betrag", "Kurs A | 120.000 €", "Kurs B | 9.000 €", "Danach"]


def test_two_tables_below_each_other() -> None:
    one, other = (f"#table(columns: (6cm, 4cm), {HEAD}, [Kurs {letter}], [9 €])" for letter in "AB")
    document = printed(typst(f"{one}\n\nDazwischen\n\n{other}"), "pdf")
    assert [isinstance(part, PrintedTable) for part in document.parts] == [True, False, True]


def test_merged_fields_and_lists_in_fields() -> None:
    rows = "table.cell(rowspan: 2)[Vorbereitung], [Kurs A], [Kurs B], [Ausbildung], [• Kurs C \\ • Kurs D]"
    document = printed(typst(f"#table(columns: (6cm, 4cm), {rows})"), "pdf")
    assert texts(document) == ["Vorbereitung | Kurs A", " | Kurs B", "Ausbildung | Kurs C", " | Kurs D"]
    (part,) = document.parts
    assert isinstance(part, PrintedTable)
    assert part.rows[1][0].spanned


def test_a_table_over_pages_has_one_head_and_whole_rows() -> None:
    rows = ", ".join(f"[Kurs {number}], [{number}.000 €]" for number in range(1, 60))
    found = texts(printed(typst(f"#table(columns: (6cm, 4cm), {HEAD}, {rows})"), "pdf"))
    assert found == ["Maßnahme | Betrag", *(f"Kurs {number} | {number}.000 €" for number in range(1, 60))]


def test_a_heading_at_the_top_of_a_page_is_a_row_of_its_own() -> None:
    rows = (
        "[Kurs A], [9 €], [Summe], [9 €]) #pagebreak() #table(columns: (6cm, 4cm), [2. Ausbildung], [], [Kurs B], [7 €]"
    )
    found = texts(printed(typst(f"#table(columns: (6cm, 4cm), {HEAD}, {rows})"), "pdf"))
    assert found == ["Maßnahme | Betrag", "Kurs A | 9 €", "Summe | 9 €", "2. Ausbildung | ", "Kurs B | 7 €"]


def test_one_letter_is_the_end_of_a_word_and_no_legal_form() -> None:
    content = "#table(columns: (4cm, 4cm), [Arbeitsloseninitiativ \\ e e. V.], [Kurs])"
    assert texts(printed(typst(content), "pdf")) == ["Arbeitsloseninitiative e. V. | Kurs"]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("Brücke Schule–", "Beruf", "Brücke Schule–Beruf"),
        ("Erzieherin", "/Erzieher", "Erzieherin/Erzieher"),
        ("Oberbürgermeister", "i. V. A", "Oberbürgermeister i. V. A"),
        ("Oberbürgermeister", "gez. A", "Oberbürgermeister gez. A"),
    ],
)
def test_signs_and_abbreviations_at_a_lines_end(above: str, below: str, whole: str) -> None:
    lines = [Stretch((TextRun(text),), 0.0, float(len(text))) for text in (above, below)]
    assert cell_of(lines, 17.0, frozenset()).text == whole


def test_words_wider_than_their_field_are_whole_or_told() -> None:
    cut = "Berufs \\ orientierung"  # as programs do it that cut words where a field ends
    known = "#v(1fr) Hier geht es allen um Berufsorientierung für alle."
    for text, parted in ((f"#table(columns: (1.6cm, 4cm), [{cut}], [9 €], [Kurs], [7 €]) {known}", False),
                         (f"#table(columns: (1.6cm, 4cm), [{cut}], [9 €], [Kurs], [7 €])", True)):  # fmt: skip
        table = printed(typst(text), "pdf").parts[0]
        assert isinstance(table, PrintedTable)
        assert (table.rows[0][0].text, table.rows[0][0].parted) == ("Berufsorientierung", parted)


DOT = "#box(width: 3pt, height: 5pt, place(circle(radius: 1.5pt, fill: black)))#h(4pt)"


def test_drawn_bullets() -> None:
    assert texts(printed(typst(f"Liste:\n\n{DOT}Kurs A\n\n{DOT}Kurs B"), "pdf")) == ["Liste:", "• Kurs A", "• Kurs B"]


def test_a_dotted_line_is_no_bullet() -> None:
    squares = "#stack(dir: ltr, spacing: 2pt, ..range(9).map(n => rect(width: 2pt, height: 2pt, fill: black)))"
    assert texts(printed(typst(f"{squares}\n\nKurs A"), "pdf")) == ["Kurs A"]


def test_page_headers_and_numbers_are_marks() -> None:
    pages = "#pagebreak()".join(f"{word} zuerst\n\n{word} danach" for word in ("Alpha", "Beta", "Gamma"))
    document = printed(
        typst(f"#set page(header: [Entwurf], footer: context [Seite #counter(page).display()])\n{pages}"), "pdf"
    )
    assert not {"Entwurf", "Seite 1", "Seite 2"} & set(texts(document))
    assert document.marks == ("Entwurf", "Seite 1", "Seite 2", "Seite 3")


def test_a_drawing_of_a_million_lines_is_no_table() -> None:
    many = "0 0 m " + "9 9 l 0 9 l " * 500_000 + "S\n"
    assert texts(printed(changed(typst("Kurs A"), before(many)), "pdf")) == ["Kurs A"]


@pytest.mark.parametrize(("right", "parted"), [(17.5, True), (15.0, False)])
def test_a_line_that_fills_its_column_may_be_a_piece_of_a_word(right: float, parted: bool) -> None:
    lines = [Stretch((TextRun("Ausbildungsverb"),), 0.0, right), Stretch((TextRun("und Süd e. V."),), 0.0, 13.0)]
    assert cell_of(lines, 18.0, frozenset()).parted is parted


@pytest.mark.parametrize("size", [9, 10, 10.5, 11, 12])
def test_words_at_a_columns_edge_are_of_one_field(size: float) -> None:
    rows = (("Herkunft", "Betrag"), ("Jobcenter Fulda", "50.000 Euro"), ("ESF", "nicht angegeben"))
    cells = "".join(f"[{cell}]," for row in rows for cell in row)
    document = printed(
        typst(f"#set text(size: {size}pt)\n#table(columns: (1fr, auto), stroke: none, align: (left, right), {cells})"),
        "pdf",
    )
    assert texts(document) == [" | ".join(row) for row in rows]
