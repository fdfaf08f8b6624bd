"""For LibreOffice and all that reads OpenDocument (ISO/IEC 26300): the same workbook as for Excel.

Written without a library: the last release of odfpy is of January 2020, and odfdo 3.27 takes a millisecond for a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from xml.sax.saxutils import escape, quoteattr

from aqb_cli.querying.tables import Kind, Report, View
from aqb_cli.querying.tables.ods_styles import BEGIN, NAMESPACES, automatic_styles, settings, styles
from aqb_cli.querying.tables.workbook import CellContent, Role, Sheet, SheetLine, Workbook, column_letters, workbook
from aqb_cli.workspace.files import zipped

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_VALUE_TYPES = {Kind.EURO: 'currency" office:currency="EUR', Kind.SHARE: "percentage"}
_MANIFEST = (
    f'{BEGIN}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta", "settings")
    )
    + "</manifest:manifest>"
)


def render(report: Report, view: View) -> bytes:
    """The workbook as a file."""
    return packed(workbook(report, view))


def packed(book: Workbook) -> bytes:
    """The file of a workbook."""
    about = f"<dc:title>{escape(book.title)}</dc:title><dc:language>{book.language}</dc:language>"
    about = f"<office:meta>{about}</office:meta>"
    parts = {
        "mimetype": _TYPE,
        "content.xml": _content(book),
        "styles.xml": styles(),
        "meta.xml": f"{BEGIN}<office:document-meta{NAMESPACES}>{about}</office:document-meta>",
        "settings.xml": settings(book),
        "META-INF/manifest.xml": _MANIFEST,
    }
    return zipped(parts.items())


def _content(book: Workbook) -> str:
    filters = "".join(
        f'<table:database-range table:name="rows{number}" table:display-filter-buttons="true" '
        f"table:target-range-address={quoteattr(_range(sheet, sheet.head))}/>"
        for number, sheet in enumerate(book.sheets)
        if sheet.filtered and sheet.head is not None
    )
    sheets = "".join(part for sheet in book.sheets for part in _sheet(sheet))
    return (
        f"{BEGIN}<office:document-content{NAMESPACES}>"
        f"<office:automatic-styles>{automatic_styles(book)}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}<table:database-ranges>{filters}</table:database-ranges>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _range(sheet: Sheet, first: int) -> str:
    """The cells of a sheet from a line on, as formulas name them."""
    name = "'" + sheet.name.replace("'", "''") + "'"
    return f"{name}.A{first + 1}:{name}.{column_letters(len(sheet.widths) - 1)}{len(sheet.lines)}"


def _sheet(sheet: Sheet) -> Iterator[str]:
    printed = quoteattr(_range(sheet, 0))
    yield f'<table:table table:name={quoteattr(sheet.name)} table:style-name="sheet" table:print-ranges={printed}>'
    for width in sheet.widths:
        yield f'<table:table-column table:style-name="w{width}"/>'
    for number, line in enumerate(sheet.lines):
        if line.is_across:
            cells, height = _across(line, len(sheet.widths)), sheet.height(line)
        else:
            cells, height = "".join([_cell(line.role, *each) for each in enumerate(line.contents)]), 0
        row = f'<table:table-row table:style-name="h{height}">{cells}</table:table-row>'
        yield f"<table:table-header-rows>{row}</table:table-header-rows>" if number == sheet.head else row
    yield "</table:table>"


def _across(line: SheetLine, columns: int) -> str:
    """The cells of a line whose one text goes across all columns."""
    content = line.contents[0]
    rest = f'<table:covered-table-cell table:number-columns-repeated="{columns - 1}"/>' if columns > 1 else ""
    spanned = f'table:number-columns-spanned="{columns}" table:number-rows-spanned="1"'
    begin = f'<table:table-cell {_style(line.role, content.kind)} {spanned} office:value-type="string">'
    return f"{begin}{_paragraphs(content)}</table:table-cell>{rest}"


def _cell(role: Role, place: int, content: CellContent) -> str:
    if not isinstance(content.value, (Decimal, int)):
        return _kept_cell(role, content)
    formula = ""
    if content.adds_up is not None:
        first, last = (f"[.{column_letters(place)}{number + 1}]" for number in content.adds_up)
        formula = f' table:formula="of:=SUBTOTAL(9;{first[:-1]}:{last[1:]})"'
    return f"<table:table-cell {_style(role, content.kind)}{formula}{_typed(content)}></table:table-cell>"


@lru_cache(maxsize=4096)  # titles, names, words and days stand in many rows; of amounts, equal ones (1, 1.00) differ
def _kept_cell(role: Role, content: CellContent) -> str:
    begin = f"<table:table-cell {_style(role, content.kind)}{_typed(content)}>"
    return f"{begin}{_paragraphs(content)}</table:table-cell>"


@cache
def _style(role: Role, kind: Kind) -> str:
    return f'table:style-name="{role.value}-{kind.value}"'


def _paragraphs(content: CellContent) -> str:
    if not isinstance(content.value, str):
        return ""
    return "".join([f"<text:p>{_text(part)}</text:p>" for part in content.value.split("\n")])


def _typed(content: CellContent) -> str:
    """The attributes that hold a value: programs show the text of a cell, but count with these."""
    value = content.value
    if value is None:
        return ""
    if isinstance(value, str):
        return ' office:value-type="string"'
    if isinstance(value, date):
        return f' office:value-type="date" office:date-value="{value.isoformat()}"'
    kind = _VALUE_TYPES.get(content.kind, "float")
    return f' office:value-type="{kind}" office:value="{value:f}"'


@lru_cache(maxsize=4096)  # titles, names and words stand in many rows
def _text(text: str) -> str:
    """A text, with the blanks that OpenDocument would take for one."""
    return re.sub("^ +| {2,}| +$", lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', escape(text))
