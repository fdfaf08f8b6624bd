"""What an Excel workbook has beside its cells: their looks, what stays in view, how it is printed, its parts."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from aqb_cli.querying.tables import Kind
from aqb_cli.querying.tables.workbook import FLUSH_RIGHT, Role, Sheet, Workbook, column_letters

BEGIN = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_FORMATS}/officeDocument/2006/relationships"
_PACKAGE = f"{_FORMATS}/package/2006"
MAIN = f'xmlns="{_FORMATS}/spreadsheetml/2006/main" xmlns:r="{_RELATIONS}"'

_KINDS = (Kind.TEXT, Kind.EURO, Kind.COUNT, Kind.YEAR, Kind.SHARE, Kind.DATE)
STYLES = {
    role: {kind: 1 + len(_KINDS) * row + place for place, kind in enumerate(_KINDS)} for row, role in enumerate(Role)
}
"""The numbers of the styles of cells, in the order in which `_styles` lists them; 0 is that of all other cells."""

_NUMBERS = {Kind.TEXT: 0, Kind.YEAR: 1, Kind.COUNT: 3, Kind.EURO: 164, Kind.SHARE: 165, Kind.DATE: 166}
"""The numbers of their formats, up to 163 of those that Excel has by itself: 1 is `0`, 3 is `#,##0`."""
_DATES = {"de": "dd.mm.yyyy", "en": "yyyy-mm-dd"}

_FONTS = ('<sz val="11"/>', '<b/><sz val="14"/>', '<sz val="11"/><color rgb="FF444444"/>', '<b/><sz val="11"/>')
_BORDERS = ("<top/><bottom/>", '<top/><bottom style="thin"/>', '<top style="thin"/><bottom/>')
_LOOKS = {
    Role.TITLE: (1, 0),
    Role.REMARK: (2, 0),
    Role.HEAD: (3, 1),
    Role.LABEL: (3, 0),
    Role.ROW: (0, 0),
    Role.TOTAL: (3, 2),
}
"""The places of a role's font and border in these lists."""

_EDGE = 182 / 256
"""What Excel adds to the width of a column, in characters, for the room at its edges."""

PAGE = (
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
)
"""How a sheet is printed: A4 landscape, as wide as the sheet, with its name and the number of the page below."""


def other_parts(book: Workbook) -> dict[str, str]:
    """The parts of the file, by their names, but for the sheets and their texts."""
    sheets = {f"worksheets/sheet{number}.xml": "worksheet" for number in range(1, len(book.sheets) + 1)}
    parts = {**sheets, "styles.xml": "styles", "sharedStrings.xml": "sharedStrings"}
    kinds = {f"/xl/{name}": f"officedocument.spreadsheetml.{kind}" for name, kind in parts.items()}
    kinds["/xl/workbook.xml"] = "officedocument.spreadsheetml.sheet.main"
    kinds["/docProps/core.xml"] = "package.core-properties"
    about = {"xl/workbook.xml": f"{_RELATIONS}/officeDocument"}
    about["docProps/core.xml"] = f"{_PACKAGE}/relationships/metadata/core-properties"
    return {
        "[Content_Types].xml": _content_types(kinds),
        "_rels/.rels": _related(about),
        "docProps/core.xml": _core(book.title),
        "xl/workbook.xml": _names(book),
        "xl/_rels/workbook.xml.rels": _related({name: f"{_RELATIONS}/{kind}" for name, kind in parts.items()}),
        "xl/styles.xml": _styles(book.language),
    }


def view_of(sheet: Sheet, last: str, *, is_first: bool) -> str:
    """What stands before the rows of a sheet: its extent to the last cell, what stays in view, its columns."""
    pane, kinds = "", []
    if sheet.head is not None:
        line = sheet.head + 1
        pane = f'<pane ySplit="{line}" topLeftCell="A{line + 1}" activePane="bottomLeft" state="frozen"/>'
        pane += '<selection pane="bottomLeft"/>'
        kinds = [content.kind for content in sheet.lines[sheet.head].contents]
    columns = ""
    for place, width in enumerate(sheet.widths):
        # The style of its empty cells, which then needn't be written one by one.
        style = f' style="{STYLES[Role.ROW][kinds[place]]}"' if kinds else ""
        columns += f'<col min="{place + 1}" max="{place + 1}" width="{width + _EDGE}"{style} customWidth="1"/>'
    selected = ' tabSelected="1"' if is_first else ""
    return (
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/>'
        f'<sheetViews><sheetView{selected} workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
    )


def _content_types(kinds: dict[str, str]) -> str:
    kind = "application/vnd.openxmlformats-{}+xml".format
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind(own)}"/>' for name, own in kinds.items())
    rels = f'<Default Extension="rels" ContentType="{kind("package.relationships")}"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{BEGIN}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{parts}</Types>'


def _related(parts: dict[str, str]) -> str:
    """Which parts belong to one, and as what; they are named by their numbers in this order."""
    each = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{name}"/>'
        for number, (name, kind) in enumerate(parts.items(), 1)
    )
    return f'{BEGIN}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _core(title: str) -> str:
    """The title. The dates are always the same, so that the same answer is the same file."""
    terms, times = "http://purl.org/dc", "1980-01-01T00:00:00Z</dcterms:"
    return (
        f'{BEGIN}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="{terms}/elements/1.1/" '
        f'xmlns:dcterms="{terms}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dc:title>{escape(title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">{times}created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{times}modified></cp:coreProperties>'
    )


def _names(book: Workbook) -> str:
    """The sheets, with what is filtered in them and repeated on each page."""
    sheets = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(book.sheets, 1)
    )
    named = "".join(name for number, sheet in enumerate(book.sheets) for name in _named(number, sheet))
    return (
        f"{BEGIN}<workbook {MAIN}><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets>"
        f'<definedNames>{named}</definedNames><calcPr fullCalcOnLoad="1"/></workbook>'
    )


def _named(number: int, sheet: Sheet) -> Iterator[str]:
    if sheet.head is not None:
        name, line = escape("'" + sheet.name.replace("'", "''") + "'"), sheet.head + 1
        if sheet.filtered:
            cells = f"$A${line}:${column_letters(len(sheet.widths) - 1)}${len(sheet.lines)}"
            own = f'name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1"'
            yield f"<definedName {own}>{name}!{cells}</definedName>"
        yield f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{name}!${line}:${line}</definedName>'


def _styles(language: str) -> str:
    formats = {Kind.EURO: '#,##0.00\\ "€"', Kind.SHARE: "0.0\\ %", Kind.DATE: _DATES[language]}
    listed = {
        "numFmts": [
            f'<numFmt numFmtId="{_NUMBERS[kind]}" formatCode={quoteattr(code)}/>' for kind, code in formats.items()
        ],
        "fonts": [f'<font>{look}<name val="Calibri"/><family val="2"/></font>' for look in _FONTS],
        "fills": [f'<fill><patternFill patternType="{look}"/></fill>' for look in ("none", "gray125")],
        "borders": [f"<border><left/><right/>{look}<diagonal/></border>" for look in _BORDERS],
        "cellStyleXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
        "cellXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>', *_cells()],
        "cellStyles": ['<cellStyle name="Normal" xfId="0" builtinId="0"/>'],
    }
    lists = "".join(f'<{name} count="{len(each)}">{"".join(each)}</{name}>' for name, each in listed.items())
    return f"{BEGIN}<styleSheet {MAIN}>{lists}</styleSheet>"


def _cells() -> Iterator[str]:
    for role, (font, border) in ((role, _LOOKS[role]) for role in STYLES):
        for kind in STYLES[role]:
            align = 'horizontal="left"'
            if kind in FLUSH_RIGHT:
                align = 'horizontal="right" indent="1"'  # so that a number doesn't touch the text to its right
            wrap = ' wrapText="1"' if kind is Kind.TEXT or role is Role.HEAD else ""
            yield (
                f'<xf numFmtId="{_NUMBERS[kind]}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" '
                'applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">'
                f'<alignment {align} vertical="top"{wrap}/></xf>'
            )
