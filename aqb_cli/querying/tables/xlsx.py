"""For Excel (ISO/IEC 29500): a workbook with real numbers and dates, to print and to filter.

Written without a library: XlsxWriter 3.3 takes three times as long for the same workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from aqb_cli.querying.tables import Report, View
from aqb_cli.querying.tables.workbook import CellContent, Role, Sheet, Workbook, column_letters, package, workbook
from aqb_cli.querying.tables.xlsx_parts import BEGIN, MAIN, PAGE, STYLES, other_parts, view_of

_LINE = 15
"""The height of a line of text, in points."""

_LONGEST = 32767
"""How many characters, as UTF-16 counts them, Excel takes in a cell."""

_NUMBERED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Where Excel would take a text for the number of a character, such as `_x000D_`."""

_DAY_0 = date(1899, 12, 30).toordinal()
"""The day from which Excel counts those since March 1900."""


def render(report: Report, view: View) -> bytes:
    """The workbook as a file."""
    return packed(workbook(report, view))


def packed(book: Workbook) -> bytes:
    """The file of a workbook."""
    parts = other_parts(book)
    texts: dict[str, int] = {}
    for number, sheet in enumerate(book.sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, texts, is_first=number == 1)
    parts["xl/sharedStrings.xml"] = f"{BEGIN}<sst {MAIN}>{''.join(map(_shared, texts))}</sst>"
    return package(parts)


def _sheet(sheet: Sheet, texts: dict[str, int], *, is_first: bool) -> str:
    """A sheet; `texts` are those of the workbook, with their numbers."""
    letters = [column_letters(place) for place in range(len(sheet.widths))]
    last = f"{letters[-1]}{len(sheet.lines)}"
    across = [number for number, line in enumerate(sheet.lines, 1) if line.is_across and len(letters) > 1]
    merged = "".join([f'<mergeCell ref="A{number}:{letters[-1]}{number}"/>' for number in across])
    return (
        f"{BEGIN}<worksheet {MAIN}>{view_of(sheet, last, is_first=is_first)}"
        f"<sheetData>{''.join(_rows(sheet, letters, texts))}</sheetData>"
        + (f'<autoFilter ref="A{sheet.head + 1}:{last}"/>' if sheet.filtered and sheet.head is not None else "")
        + (f'<mergeCells count="{len(across)}">{merged}</mergeCells>' if across else "")
        + f"{PAGE}</worksheet>"
    )


def _rows(sheet: Sheet, letters: list[str], texts: dict[str, int]) -> Iterator[str]:
    for number, line in enumerate(sheet.lines, 1):
        height = sheet.height(line) * _LINE * (1.4 if line.role is Role.TITLE else 1)
        # LibreOffice doesn't find it by itself, as Excel does.
        tall = f' ht="{height:g}" customHeight="1"' if height > _LINE else ""
        styles, is_bare = STYLES[line.role], line.role is Role.ROW  # whose empty cells have the style of their column
        cells = [
            f'<c r="{letter}{number}" s="{styles[content.kind]}"{_value(content, letter, texts)}'
            for letter, content in zip(letters, line.contents, strict=False)  # one text may go across all
            if content.value is not None or not is_bare
        ]
        yield f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def _value(content: CellContent, letter: str, texts: dict[str, int]) -> str:
    """The end of a cell: what stands in it."""
    value = content.value
    if isinstance(value, str):
        return f' t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    if value is None:
        return "/>"
    if isinstance(value, date):
        return f"><v>{value.toordinal() - _DAY_0}</v></c>"
    if content.adds_up is None:
        return f"><v>{value}</v></c>"
    first, last = content.adds_up
    return f"><f>SUBTOTAL(9,{letter}{first + 1}:{letter}{last + 1})</f><v>{value}</v></c>"


def _shared(text: str) -> str:
    if len(text) > _LONGEST // 2:
        text = text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
    return f'<si><t xml:space="preserve">{escape(_NUMBERED.sub("_x005F_", text))}</t></si>'
