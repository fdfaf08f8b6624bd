"""What Word files need beyond their text: styles, numbering, header and footer, and always the same bytes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from aqb_cli.publishing.formats.columns import shares
from aqb_cli.wording.blocks import Publication, TableBlock, plain
from aqb_cli.workspace.files import zipped

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_ACCENT = RGBColor(0x17, 0x40, 0x6D)
_MARK = RGBColor(0x8A, 0x1C, 0x1C)
_FONT = "Arial"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_SHORT = 8
"""Tables with at most so many rows stay on one page."""


def new_document(document: Publication) -> WordDocument:
    """An empty Word document with our styles, its properties, header and footer."""
    word = docx.Document(BytesIO(_blank()))
    _set_properties(word, document)
    section = word.sections[0]
    if document.mark:
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = header.add_run(document.mark)
        run.bold, run.font.color.rgb = True, _MARK
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{document.name}\t")
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")
    return word


@cache
def _blank() -> bytes:
    """What is the same in all documents: our styles and the page. To set them takes 54 ms."""
    word = docx.Document()
    for key, part in list(word.part.rels.items()):
        if part.reltype.endswith("/stylesWithEffects"):  # python-docx's copy of the styles for Word 2010, without ours
            del word.part.rels[key]
    for key, part in list(word.part.package.rels.items()):
        if part.reltype.endswith("/thumbnail"):  # a picture of python-docx's own empty document
            del word.part.package.rels[key]
    # Words too long for a table's column are hyphenated.
    word.settings.element.insert_element_before(OxmlElement("w:autoHyphenation"), "w:defaultTabStop")
    _set_styles(word)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(25)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    tabs = word.styles["Footer"].paragraph_format.tab_stops
    tabs.clear_all()
    tabs.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.RIGHT)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


@cache
def _style_ids() -> dict[str, str]:
    """What the styles are called in the files. python-docx goes through all of them for each paragraph."""
    return {str(style.name): style.style_id for style in docx.Document(BytesIO(_blank())).styles}


@cache
def _style_names() -> dict[str, str]:
    return {id: name for name, id in _style_ids().items()}


def set_style(paragraph: Paragraph, name: str) -> None:
    """Gives a paragraph one of our styles."""
    paragraph._p.style = _style_ids()[name]  # noqa: SLF001 - see `_style_ids`


def _style_of(part: Paragraph | Table) -> str:
    """The name of a paragraph's style; none of a table."""
    if not isinstance(part, Paragraph):
        return ""
    return _style_names().get(part._p.style or "", "Normal")  # noqa: SLF001 - see `_style_ids`


def _set_styles(word: WordDocument) -> None:
    styles = word.styles
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    properties = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert properties is not None
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)
    for name, based_on in (
        ("Centred", "Body Text"), ("Amount", "Body Text"), ("Table Text", "Normal"), ("Table Right", "Table Text"),
        ("After Table", "Normal"), ("Signature Place", "Normal"), ("Signature", "Normal"),
        ("Note", "Normal"),
    ):  # fmt: skip
        if name not in [style.name for style in styles]:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[based_on]
    _style(word, "Normal", size=11)
    _style(word, "Body Text", before=3, after=6, line=1.15)
    _style(word, "Title", size=22, bold=True, after=12, color=_ACCENT, centred=True)
    _style(word, "Subtitle", size=11, after=24, centred=True, line=1.3)
    _style(word, "Heading 1", size=13, bold=True, before=24, after=10, color=_ACCENT, centred=True)
    _style(word, "Centred", centred=True)
    _style(word, "Amount", size=17, bold=True, before=10, after=14, centred=True)
    _style(word, "List Number", before=6, after=3)
    _style(word, "List Continue", after=6)
    for name in ("List Bullet", "List Bullet 2"):
        _style(word, name, after=3)
    _style(word, "Table Text", size=9.5, before=2, after=2)
    styles["Table Right"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _style(word, "After Table", size=6, after=0)
    _style(word, "Signature Place", before=36, after=48)
    _style(word, "Signature", after=0)
    _style(word, "Note", size=8.5, before=12, after=0)
    for name in ("Signature Place", "Signature"):
        styles[name].paragraph_format.right_indent = Mm(8)
    for border in styles["Table Grid"].element.iter(*(qn(f"w:{side}") for side in _SIDES)):
        border.set(qn("w:color"), "B9C0CA")
    _add_rule(styles["Signature"].element.get_or_add_pPr())


def _style(
    word: WordDocument, name: str, *, size: float | None = None, bold: bool | None = None, before: float | None = None,
    after: float | None = None, color: RGBColor | None = None, centred: bool = False, line: float | None = None,
) -> None:  # fmt: skip
    style: Any = word.styles[name]
    style.font.name = _FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    style.font.size = Pt(size) if size else style.font.size
    style.font.bold = bold if bold is not None else style.font.bold
    style.font.italic = False
    style.font.color.rgb = color or RGBColor(0, 0, 0)
    shape = style.paragraph_format
    shape.space_before = Pt(before) if before is not None else Pt(0)
    shape.space_after = Pt(after) if after is not None else shape.space_after
    shape.line_spacing = line or shape.line_spacing
    if centred:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


def _add_rule(properties: Any) -> None:
    """A line above a paragraph, for somebody to sign on."""
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "4"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc",
        "w:outlineLvl", "w:rPr",
    )  # fmt: skip


def _set_properties(word: WordDocument, document: Publication) -> None:
    moment = datetime(document.date.year, document.date.month, document.date.day)  # noqa: DTZ001 - a day, no moment
    properties = word.core_properties
    properties.title, properties.language = " – ".join(filter(None, (document.name, document.mark)))[:255], "de-DE"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _add_field(paragraph: Any, name: str) -> None:
    """A number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def new_numbering(word: WordDocument) -> int:
    """The number of a new numbered list, which begins with 1."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element
    like = style.pPr.numPr.numId.val
    abstract = next(num for num in numbering.num_lst if num.numId == like).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(num.numId)


def set_numbering(paragraph: Any, number: int) -> None:
    """Makes a paragraph an entry of a numbered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no numbering
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def finish_table(table: Any, content: TableBlock, *, inside: bool) -> None:
    """Marks the first row as headings, which every page repeats, and gives the columns their widths."""
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no header rows
    for cell in head.cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2F5F9")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no shading
        for run in cell.paragraphs[0].runs:
            run.bold = True
    keep_rows_whole(table)
    for row in table.rows[:-1] if len(table.rows) <= _SHORT else table.rows[:1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    widths = _widths(content, 158 if inside else 165)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    if inside:
        indent = OxmlElement("w:tblInd")
        indent.set(qn("w:w"), str(Mm(7).twips))
        indent.set(qn("w:type"), "dxa")
        properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no indents of tables
        properties.insert_element_before(indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _widths(content: TableBlock, room: int) -> list[Mm]:
    """The columns' widths: numbers take what they need, and texts share the rest."""
    columns = zip(content.head, *content.rows, strict=True)
    needed = [max(len(plain(cell.line)) for cell in column) * 1.8 + 4 if column[0].right else 0 for column in columns]
    parts = shares(content)
    share = (room - sum(needed)) / max(sum(parts), 1)
    return [Mm(width or share * part) for width, part in zip(needed, parts, strict=True)]


def keep_rows_whole(table: Any) -> None:
    """Keeps each row on one page, such as that of the signatures."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx doesn't know it


def keep_with_next(word: WordDocument) -> None:
    """Keeps what introduces a list, an amount, a table or the signatures on the page where that begins.

    So it does with the end of the document and the first of the notes below.
    """
    body = [*word.iter_inner_content()]
    for paragraph, following in pairwise(body):
        name, own = _style_of(following), _style_of(paragraph)
        if name == "Note" != own:
            for each in _paragraphs(paragraph):
                each.paragraph_format.keep_with_next = True
        elif isinstance(paragraph, Paragraph):
            introduces = not name or name == "Amount" or name.startswith("List")
            if introduces and not own.startswith(("List Bullet", "List Continue", "After")):
                paragraph.paragraph_format.keep_with_next = True


def _paragraphs(part: Paragraph | Table) -> list[Paragraph]:
    if isinstance(part, Paragraph):
        return [part]
    return [paragraph for row in part.rows for cell in row.cells for paragraph in cell.paragraphs]


def packed(word: WordDocument) -> bytes:
    """The file, with the same bytes each time."""
    made = BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as old:
        return zipped((name, old.read(name)) for name in old.namelist())
