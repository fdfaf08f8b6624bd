"""What is read of Word files, and what is left out and told."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from reading import STRICT, p, printed, r, said, table, texts, word

from aqb_cli.importing.reading import UnreadableDocument, office
from aqb_cli.importing.reading.printed import Passage, PrintedTable

UP = '<w:vertAlign w:val="superscript"/>'
MARKED = p("Kurs", "<w:r><w:rPr/><w:footnoteReference w:id='2'/></w:r>")
DRAWN = "<w:r><w:drawing><x:wsp xmlns:x='urn:shape'><w:txbxContent>{}</w:txbxContent></x:wsp></w:drawing></w:r>"
FIELD = "<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{}</w:ffData></w:fldChar></w:r>"
BOX = FIELD.format("<w:checkBox><w:default w:val='{}'/></w:checkBox>")
LIST = FIELD.format("<w:ddList><w:result w:val='1'/><w:listEntry w:val='A'/><w:listEntry w:val='Kurs B'/></w:ddList>")
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
OWN_MARK = "<w:r><w:footnoteReference w:id='2' w:customMarkFollows='1'/><w:t>a</w:t></w:r>"
READ = {
    "a raised digit": (p("595950", r("1", UP), " Euro"), ["595950 Euro"], "The raised “1” behind “595950”"),
    "a lifted digit": (p("16", r("1", '<w:position w:val="8"/>')), ["16"], "The raised “1” behind “16”"),
    "a superscript sign": (p("595.950 Euro¹"), ["595.950 Euro"], "The raised “¹” behind “595.950 Euro”"),
    "a footnote": (MARKED, ["Kurs"], "The raised “[1]” behind “Kurs”"),
    "struck out": (p(r("alt ", "<w:strike/>"), "neu"), ["neu"], "“alt” is struck out"),
    "struck out twice": (p(r("alt ", "<w:dstrike/>"), "neu"), ["neu"], "“alt” is struck out"),
    "not struck out": (p(r("neu", '<w:strike w:val="0"/>')), ["neu"], ""),
    "too small to be seen": (p("Kurs", r("B", "<w:sz w:val='2'/>")), ["Kurs"], "“B” stands in the file, but"),
    "hidden": (p("Kurs", r(" (intern)", "<w:vanish/>")), ["Kurs"], "“(intern)” stands in the file, but doesn't show"),
    "deleted": (p("<w:del><w:r><w:delText>alt </w:delText></w:r></w:del>", "neu"), ["neu"], "“alt” was deleted"),
    "moved": (p("<w:moveFrom><w:r><w:t>alt </w:t></w:r></w:moveFrom>", "neu"), ["neu"], "“alt” was deleted"),
    "inserted": (p("<w:ins><w:r><w:t>neu</w:t></w:r></w:ins>"), ["neu"], "It has tracked changes"),
    "a deleted end": (p("eins ", properties="<w:rPr><w:del/></w:rPr>") + p("zwei"), ["eins zwei"], "tracked changes"),
    "a simple field": (p("<w:fldSimple w:instr='x'><w:r><w:t>7 Euro</w:t></w:r></w:fldSimple>"), ["7 Euro"], ""),
    "a list to choose from": (p(LIST), ["Kurs B"], ""),
    "a box not ticked": (p(BOX.format(0), " Kurs A"), [], "The box before “Kurs A” isn't ticked"),
    "a box ticked": (p(BOX.format(1), " Kurs A"), ["Kurs A"], ""),
    "a control with a box": (p(CONTROL.format("<x:checkbox xmlns:x='urn:x'/>", "○"), " A"), [], "The box before “A”"),
    "a control nobody filled in": (p(CONTROL.format("<w:showingPlcHdr/>", "7")), [], "“7” only says what to fill in"),
    "a box of Wingdings": (p(r("o", "<w:rFonts w:ascii='Wingdings'/>"), " Kurs A"), [], "The box before “Kurs A”"),
    "a minus of Symbol": (p("<w:r><w:sym w:font='Symbol' w:char='F02D'/></w:r>", "7"), ["−7"], ""),
    "a mark of its own": (p("Kurs", OWN_MARK), ["Kurs"], "The raised “a” behind “Kurs”"),
    "a field deleted": (
        table(("A", "1"), ("B", "<w:tcPr><w:cellDel/></w:tcPr>" + p("2"))),
        ["A | 1", "B | "],
        "“2” was deleted",
    ),
    "a table of another program": (p("Kurs", "<w:r><w:object/></w:r>"), ["Kurs"], "It holds another document"),
    "controls of a form": (
        p("Kurs", "<w:r><w:object><w:control/></w:object></w:r>"),
        ["Kurs"],
        "It has controls of a form, such as text fields and lists, which were not read.",
    ),
    "signs of boxes": (p("☒ ja ☐ nein"), ["ja"], "The box before “nein”"),
    "a table of contents": (
        p("§ 1 Ziele", "<w:r><w:tab/><w:t>2</w:t></w:r>", properties="<w:pStyle w:val='Verzeichnis1'/>")
        + p("§ 1 Ziele"),
        ["§ 1 Ziele"],
        "",
    ),
    "a text box": (p("vor", DRAWN.format(p("im Kasten"))), ["vor", "im Kasten"], ""),
    "a control": ("<w:sdt><w:sdtContent>" + p("gewählt") + "</w:sdtContent></w:sdt>", ["gewählt"], ""),
    "an unknown element": (p("<w:new><w:r><w:t>neu</w:t></w:r></w:new>"), ["neu"], ""),
    "a table of one row": (table(("Werkstatt", "50.000 Euro")), ["Werkstatt 50.000 Euro"], ""),
    "a frame around text": (table(("eins",), ("zwei",)), ["eins", "zwei"], ""),
    "a row deleted": (
        table(("A", "1"), ("B", "2"), ("C", "3"), row="<w:trPr><w:del/></w:trPr>"),
        ["A | 1", "B | 2"],
        "“C 3” was",
    ),
    "a row not ticked": (table(("☐", "A"), ("☒", "B"), ("☒", "C")), [" | B", " | C"], "The box before “☐ | A”"),
    "letters of two signs": (p("C̈hancen für L̥"), ["C̈hancen für L̥"], ""),
    "tabs": (p("A<w:tab/>".replace("<w:tab/>", ""), "<w:r><w:tab/><w:t>1</w:t></w:r>") * 2, ["A | 1", "A | 1"], ""),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read(name: str) -> None:
    body, expected, told = READ[name]
    document = printed(word(body), "docx")
    assert texts(document) == expected
    assert (told in said(document)) if told else said(document) == ""


def test_the_kind_of_file_and_its_prefix_do_not_matter() -> None:
    body = p("<w:del><w:r><w:delText>alt </w:delText></w:r></w:del>", "neu")
    for content in (word(body, STRICT), word(body, prefix="ns0"), word(body, STRICT, header1_xml=p("ENTWURF"))):
        document = printed(content, "docx")
        assert texts(document) == ["neu"]
        assert "“alt” was deleted" in said(document)
    assert document.marks == ("ENTWURF",)


def test_the_text_of_footnotes_is_told() -> None:
    notes = f"<w:footnote w:id='2'>{p('Davon 30.000 Euro für Teilzeit.')}</w:footnote>"
    assert "The footnote “Davon 30.000 Euro für Teilzeit.”" in said(printed(word(MARKED, footnotes_xml=notes), "docx"))


def test_styles_hide_and_strike_out() -> None:
    styles = (
        "<w:style w:styleId='a'><w:rPr><w:strike/></w:rPr></w:style>"
        "<w:style w:styleId='b'><w:basedOn w:val='a'/></w:style>"
    )
    body = p("alt", properties="<w:pStyle w:val='b'/>") + p(r("neu", "<w:rStyle w:val='none'/>"))
    assert texts(printed(word(body, styles_xml=styles), "docx")) == ["neu"]


def numbered(*levels: tuple[str, int]) -> str:
    return "".join(
        p(text, properties=f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>")
        for text, level in levels
    )


def test_numbers_of_lists_are_as_printed() -> None:
    level = "<w:lvl w:ilvl='{}'><w:numFmt w:val='{}'/><w:lvlText w:val='{}'/></w:lvl>"
    numbering = (
        f"<w:abstractNum w:abstractNumId='7'>{level.format(0, 'decimal', '(%1)')}{level.format(1, 'lowerRoman', '%2.')}"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    )
    body = numbered(("eins", 0)) + p("Text") + numbered(("zwei", 0), ("innen", 1), ("drei", 0), ("anders", 1))
    assert texts(printed(word(body, numbering_xml=numbering), "docx")) == [
        "(1) eins", "Text", "(2) zwei", "i. innen", "(3) drei", "i. anders",
    ]  # fmt: skip


def test_words_own_styles_for_lists_in_lists() -> None:
    style = "<w:style w:styleId='L{0}'><w:name w:val='List Bullet{0}'/><w:pPr><w:numPr><w:numId w:val='1'/>"
    styles = "".join(f"{style.format(n)}</w:numPr></w:pPr></w:style>" for n in ("", " 2"))
    level = "<w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl>"
    lists = f"<w:abstractNum w:abstractNumId='1'>{level}</w:abstractNum>"
    lists += "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
    body = "".join(p("Kurs", properties=f"<w:pStyle w:val='L{n}'/>") for n in ("", " 2"))
    found = printed(word(body, styles_xml=styles, numbering_xml=lists), "docx").parts
    assert [(part.marker, part.level) for part in found if isinstance(part, Passage)] == [("•", 0), ("•", 1)]


def test_merged_fields_are_told_apart() -> None:
    merge = "<w:tcPr><w:vMerge{}/></w:tcPr>"
    rows = [(merge.format(" w:val='restart'") + p("Art"), "A"), (merge.format("") + p(), "B")]
    (part,) = printed(word(table(*rows)), "docx").parts
    assert isinstance(part, PrintedTable)
    assert [row[0].spanned for row in part.rows] == [False, True]


@pytest.mark.parametrize(("below", "doubtful"), [("Delta", True), ("und mehr", False)])
def test_paragraphs_in_one_field_may_be_two(below: str, doubtful: bool) -> None:
    (part,) = printed(word(table(("Kopf", "Betrag"), (p("Alpha") + p(below), "1"))), "docx").parts
    assert isinstance(part, PrintedTable)
    assert part.rows[1][0].doubtful is doubtful


def test_entries_in_one_field_are_rows() -> None:
    body = table(("Art", "Kurse"), ("Vorbereitung", p("– Alpha") + p("– Delta")))
    assert texts(printed(word(body), "docx")) == ["Art | Kurse", "Vorbereitung | Alpha", " | Delta"]


TODAY = (
    "<w:r><w:fldChar w:fldCharType='begin'{}/></w:r><w:r><w:instrText>{}</w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>8. August 2025</w:t></w:r>"
    "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
SIMPLE = "<w:fldSimple w:instr='{}'><w:r><w:t>8. August 2025</w:t></w:r></w:fldSimple>"


@pytest.mark.parametrize(
    ("field", "is_told"),
    [
        (TODAY.format("", " DATE \\@ &quot;d. MMMM yyyy&quot; "), True),
        (TODAY.format("", "time \\@ &quot;d. MMMM yyyy&quot;"), True),
        (TODAY.format("", " CREATEDATE "), False),
        (TODAY.format(" w:fldLock='1'", " DATE "), False),
        (SIMPLE.format("DATE"), True),
        (SIMPLE.format("DOCPROPERTY Datum"), False),
    ],
)
def test_dates_that_are_always_today_are_doubted(field: str, is_told: bool) -> None:
    document = printed(word(p("Fulda, den ", field)), "docx")
    assert texts(document) == ["Fulda, den 8. August 2025"]
    assert said(document) == (TOLD_OF_DATE.format("8. August 2025") if is_told else "")


def test_data_behind_a_field_that_say_something_else() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a[1]/b:total[1]'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    for shown, told in (("5 Euro", ""), ("7 Euro", "A field shows “7 Euro”, but the data behind it say “5 Euro”.")):
        content = BytesIO(word(control.format(p(shown))))
        with zipfile.ZipFile(content, "a") as archive:
            archive.writestr("customXml/item1.xml", "<a xmlns:b='urn:b'><b:total>5 Euro</b:total></a>")
        document = printed(content.getvalue(), "docx")
        assert texts(document) == [shown]
        assert told in said(document)
        assert bool(told) == bool(said(document))


@pytest.mark.parametrize("ending", ["odt", "rtf"])
def test_other_office_files_need_libreoffice(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    content = BytesIO(b"{\\rtf1 Kurs A}")
    if ending == "odt":
        content = BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(UnreadableDocument, match="which only LibreOffice can turn into a Word file") as refused:
        printed(content.getvalue(), ending)
    assert str(refused.value.help).startswith("Install LibreOffice, or save it as .docx or PDF")


def test_what_does_not_show_in_an_opendocument_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", '<text:section text:display="none"><text:p>Kurs B</text:p></text:section>')
    document = office.read(path, word(p("Kurs A") + p("Kurs B")))
    assert texts(document) == ["Kurs A", "Kurs B"]
    assert said(document) == "“Kurs B” doesn't show, but was read as if it did."


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
def test_what_libreoffice_makes_of_rtf() -> None:
    document = printed("{\\rtf1 Kurs A\\par {\\strike alt }neu\\par }", "rtf")
    assert texts(document) == ["Kurs A", "neu"]
    assert "“alt” is struck out" in said(document)


OPENDOCUMENT = """<office:document-content office:version="1.3" xmlns:office="{0}office:1.0" xmlns:text="{0}text:1.0"
xmlns:number="{0}datastyle:1.0" xmlns:table="{0}table:1.0"
 xmlns:style="{0}style:1.0"><office:automatic-styles><number:date-style style:name="N1">
<number:day/><number:text>. </number:text><number:month number:style="long" number:textual="true"/>
<number:text> </number:text><number:year number:style="long"/></number:date-style></office:automatic-styles>
<office:body><office:text>{1}</office:text></office:body></office:document-content>"""
DATED = '<text:date style:data-style-name="N1" text:date-value="2025-08-08"{}>8. August 2025</text:date>'
MANIFEST = """<manifest:manifest xmlns:manifest="{0}manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def opendocument(*paragraphs: str) -> bytes:
    """An OpenDocument file."""
    content, urn = BytesIO(), "urn:oasis:names:tc:opendocument:xmlns:"
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        text = "".join(f"<text:p>{each}</text:p>" for each in paragraphs)
        archive.writestr("content.xml", OPENDOCUMENT.format(urn, text))
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(urn))
    return content.getvalue()


FORMULA = """<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell>
<text:p>Summe</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="5950"
 table:formula="ooow:0"><text:p>5.950</text:p></table:table-cell></table:table-row></table:table>"""
FIELDS = {
    "<text:author-name text:fixed='false'>Erika Muster</text:author-name>": "Erika Muster",
    "<text:sender-lastname>Muster</text:sender-lastname>": "Muster",
    "<text:file-name text:display='full'>alt.odt</text:file-name>": "alt.odt",
    "<text:bookmark-ref text:reference-format='text' text:ref-name='x'>§ 4</text:bookmark-ref>": "§ 4",
    "<text:user-field-get text:name='x'>5.950</text:user-field-get>": "5.950",
    "<text:expression text:formula='ooow:1' office:value-type='float'>5.950</text:expression>": "5.950",
    "<text:variable-set text:name='x' office:value-type='float' office:value='1'>5.950</text:variable-set>": "5.950",
    "8<text:variable-set text:name='y' text:display='none' text:formula='ooow:1'>7</text:variable-set>": "8",
    f"</text:p>{FORMULA}<text:p>": "Summe 5.950",
    DATED.format(' text:fixed="true"'): "8. August 2025",
}
RTF_FIELDS = {
    r"REF x \\h": "§ 4",
    "SEQ Los": "3",
    'IF 1=1 "ja" "nein"': "ja",
    "SAVEDATE": "7. August 2025",
    "FILENAME": "alt.rtf",
}
TOLD_OF_DATE = "“{}” stands in a field that always shows today's date. Compare it with what was signed."


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
def test_libreoffice_fills_in_no_fields_of_opendocument_anew() -> None:
    dates = [DATED.format(""), DATED.format(' text:fixed="false"').replace("8. A", "9. A")]
    document = printed(opendocument(*FIELDS, *dates), "odt")
    assert [text for text in texts(document) if text] == [*FIELDS.values(), "8. August 2025", "9. August 2025"]
    assert said(document).splitlines() == [TOLD_OF_DATE.format(f"{day}. August 2025") for day in (8, 9)]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
def test_libreoffice_fills_in_no_fields_of_rtf_anew() -> None:
    field = r"{{\field{{\*\fldinst {}}}{{\fldrslt {}}}}}\par "
    fields = "".join(
        field.format(instruction, shown.replace("§", r"\'a7")) for instruction, shown in RTF_FIELDS.items()
    )
    fields += field.format(r'{\fs20\insrsid7  DATE \\@ "d. MMMM yyyy" }', r"{\fs20 8. August 2025}")
    fields += field.format("TIME", "08.08.2025")
    fields += field.format(r"{FORMDROPDOWN {\*\formfield{\fftype2\ffres1{\*\ffl A}{\*\ffl B}}}}", "")
    document = printed(rf"{{\rtf1\ansi {fields}}}", "rtf")
    assert texts(document) == [*RTF_FIELDS.values(), "8. August 2025", "08.08.2025", "B"]
    assert said(document).splitlines() == [TOLD_OF_DATE.format(day) for day in ("8. August 2025", "08.08.2025")]
