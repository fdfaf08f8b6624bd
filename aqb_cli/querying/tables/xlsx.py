"""For Excel: a workbook with real numbers and dates, to print and to filter."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from inspect import unwrap
from typing import TYPE_CHECKING, Any

from aqb_cli.querying.tables import Kind, Report, View
from aqb_cli.querying.tables.workbook import FLUSH_RIGHT, CellContent, Role, Sheet, Workbook, column_letters, workbook
from aqb_cli.text.messages import _
from aqb_cli.workspace.extras import part

if TYPE_CHECKING:
    import xlsxwriter

_NUMBERS = {Kind.EURO: '#,##0.00\\ "€"', Kind.SHARE: "0.0\\ %", Kind.COUNT: "#,##0", Kind.YEAR: "0"}
_DATES = {"de": "dd.mm.yyyy", "en": "yyyy-mm-dd"}

_LOOKS: dict[Role, dict[str, Any]] = {
    Role.TITLE: {"bold": True, "font_size": 14},
    Role.REMARK: {"font_color": "#444444"},
    Role.HEAD: {"bold": True, "bottom": 1},
    Role.LABEL: {"bold": True},
    Role.ROW: {},
    Role.TOTAL: {"bold": True, "top": 1},
}

_A4 = 9
_LINE = 15
"""The height of a line of text, in points."""


def render(report: Report, view: View) -> bytes:
    """The workbook as a file."""
    return packed(workbook(report, view))


def packed(content: Workbook) -> bytes:
    """The file of a workbook."""
    with part("xlsx", _("To make Excel files, a part of aqb is needed that isn't installed.")):
        import xlsxwriter
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Without a date of its own a workbook carries the time of its making, and no two files would be the same.
    book.set_properties({"title": content.title, "created": datetime(1980, 1, 1)})  # noqa: DTZ001 - as Excel has it
    writer = _Writer(book, content.language)
    for sheet in content.sheets:
        writer.sheet(sheet)
    book.close()
    return out.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        from xlsxwriter.worksheet import Worksheet

        self.book = book
        self.language = language
        self.formats: dict[tuple[Role, Kind], Any] = {}
        # As the library offers them, they look at each call for a cell's name ("A1") first.
        self.write_number, self.write_string = unwrap(Worksheet.write_number), unwrap(Worksheet.write_string)

    def sheet(self, content: Sheet) -> None:
        """Writes a sheet, and how it is printed."""
        sheet = self.book.add_worksheet(content.name)
        last = len(content.widths) - 1
        kinds = [] if content.head is None else [each.kind for each in content.lines[content.head].contents]
        for place, width in enumerate(content.widths):
            # The format of its empty cells, which then needn't be written one by one.
            sheet.set_column(place, place, width, self._format(Role.ROW, kinds[place]) if kinds else None)
        for number, line in enumerate(content.lines):
            height = content.height(line) * _LINE * (1.4 if line.role is Role.TITLE else 1)
            if height > _LINE:  # LibreOffice doesn't find it by itself, as Excel does
                sheet.set_row(number, height)
            if line.is_across and last:
                sheet.merge_range(number, 0, number, last, "", self._format(line.role, Kind.TEXT))
            for place, cell in enumerate(line.contents):
                if cell.value is not None or line.role is not Role.ROW:
                    self._write(sheet, number, place, cell, self._format(line.role, cell.kind))
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        if content.head is not None:
            sheet.freeze_panes(content.head + 1, 0)
            sheet.repeat_rows(content.head)
        if content.filtered and content.head is not None:
            sheet.autofilter(content.head, 0, len(content.lines) - 1, last)

    def _write(self, sheet: Any, line: int, place: int, content: CellContent, format: Any) -> None:
        value = content.value
        if content.adds_up is not None:
            first, last = (f"{column_letters(place)}{number + 1}" for number in content.adds_up)
            sheet.write_formula(line, place, f"=SUBTOTAL(9,{first}:{last})", format, value)
        elif isinstance(value, str):
            self.write_string(sheet, line, place, value, format)
        elif isinstance(value, (Decimal, int)):
            self.write_number(sheet, line, place, value, format)
        elif value is None:
            sheet.write_blank(line, place, None, format)
        else:
            sheet.write_datetime(line, place, value, format)

    def _format(self, role: Role, kind: Kind) -> Any:
        known = self.formats.get((role, kind))
        if known is None:
            number = _DATES[self.language] if kind is Kind.DATE else _NUMBERS.get(kind)
            align = "right" if kind in FLUSH_RIGHT else "left"
            wrap = kind is Kind.TEXT or role is Role.HEAD
            indent = 1 if kind in FLUSH_RIGHT else 0  # so that a number doesn't touch the text to its right
            look = {"valign": "top", "align": align, "indent": indent, "text_wrap": wrap, **_LOOKS[role]}
            known = self.formats[role, kind] = self.book.add_format(look | ({"num_format": number} if number else {}))
        return known
