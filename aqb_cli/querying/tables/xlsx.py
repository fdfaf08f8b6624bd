"""For Excel and LibreOffice: a sheet a group, with real numbers and dates, filters and a fixed head."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aqb_cli.diagnostics import Problem
from aqb_cli.querying.tables import NOT_STATED, Cell, Column, Group, Kind, Period, Report, Row, Sum, Table, View
from aqb_cli.querying.tables.unknown import with_unknown
from aqb_cli.querying.tables.values import heading, written
from aqb_cli.text.messages import Message, _, visible
from aqb_cli.workspace.extras import install

if TYPE_CHECKING:
    import xlsxwriter

_WIDEST = 60
"""The width, in characters, from which on texts are wrapped."""

_FORMATS = {
    Kind.EURO: '#,##0.00\\ "€"',
    Kind.SHARE: "0.0\\ %",
    Kind.COUNT: "#,##0",
    Kind.YEAR: "0",
    Kind.DATE: "dd.mm.yyyy",
    Kind.PERIOD: "dd.mm.yyyy",
}

_LONGEST_NAME = 31
"""How many characters Excel allows for a sheet's name."""


def render(report: Report, view: View) -> bytes:
    """A workbook with a sheet for each group of each table."""
    try:
        import xlsxwriter
    except ImportError:
        raise Problem(
            _("To make Excel files, a part of aqb is needed that isn't installed."),
            install("xlsx"),
        ) from None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Without a date of its own a workbook carries the time of its making, and no two files would be the same.
    book.set_properties({"title": view.text(report.title), "created": datetime(1980, 1, 1)})  # noqa: DTZ001 - as Excel has it
    writer = _SheetWriter(book, view)
    for table in report.tables:
        writer.table(table, several=len(report.tables) > 1)
    if report.left_out:
        writer.remarks(_("Left out"), [_("Left out because of errors: {paths}.", paths=[p]) for p in report.left_out])
    book.close()
    return out.getvalue()


class _SheetWriter:
    """Fills a workbook."""

    def __init__(self, book: xlsxwriter.Workbook, view: View) -> None:
        self.book = book
        self.view = view
        self.names: set[str] = set()
        self.formats: dict[tuple[Kind, bool], Any] = {}
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})

    def table(self, table: Table, *, several: bool) -> None:
        """Writes a table: each of its groups to a sheet of its own."""
        table = with_unknown(table, totals=True)
        for group in table.groups:
            label = self._label(table, group)
            title = self.view.text(table.title)
            name = f"{title}, {label}" if label and several else label or title
            alone = table.total if len(table.groups) == 1 else None
            self._sheet(name, table, group, group.total or alone)
        if table.total and len(table.groups) > 1:
            together = self.view.text(_("All together"))
            name = f"{self.view.text(table.title)}, {together}" if several else together
            self._sheet(name, table, Group(()), table.total)

    def remarks(self, title: Message, remarks: Sequence[Message]) -> None:
        """Writes a sheet of sentences."""
        sheet = self.book.add_worksheet(self._name(self.view.text(title)))
        for row, remark in enumerate(remarks):
            sheet.write_string(row, 0, self.view.text(remark))

    def _label(self, table: Table, group: Group) -> str:
        column = next((column for column in table.columns if column.key == table.grouped_by), None)
        return _harmless(written(group.label, column, self.view.language)) if column else ""

    def _sheet(self, name: str, table: Table, group: Group, total: Row | None) -> None:
        sheet = self.book.add_worksheet(self._name(name))
        heads = [text for column in table.columns for text in self._headings(column)]
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, self.head)
        widths = [len(max(head.split(), key=len, default="")) + 3 for head in heads]
        line = 0
        for line, row in enumerate(group.rows, 1):
            self._row(sheet, line, table.columns, row, widths, bold=False)
        sheet.set_row(0, 15 * max(-(-len(head) // max(widths[place], 1)) for place, head in enumerate(heads)) + 2)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if group.rows:
            sheet.autofilter(0, 0, line, len(heads) - 1)
        if total:
            line += 1
            self._row(sheet, line, table.columns, total, widths, bold=True)
        remarks = (*group.remarks, *((group.conclusion,) if group.conclusion else ()), *table.notes)
        for offset, remark in enumerate(remarks, line + 2):
            sheet.write_string(offset, 0, self.view.text(remark))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(width, _WIDEST))

    def _row(
        self, sheet: Any, line: int, columns: Sequence[Column], row: Row, widths: list[int], *, bold: bool
    ) -> None:
        cells = (item for column, cell in zip(columns, row, strict=True) for item in _flat(cell, column))
        for place, (cell, column) in enumerate(cells):
            format = self._format(column.kind, bold)
            text = _harmless(written(cell, column, self.view.language, cents=True))
            if isinstance(cell, (Decimal, int)) and not isinstance(cell, bool):
                sheet.write_number(line, place, cell, format)
            elif isinstance(cell, date):
                sheet.write_datetime(line, place, cell, format)
            elif cell is None and (bold or column.kind is not Kind.TEXT or column.missing == NOT_STATED):
                text = ""
                sheet.write_blank(line, place, None, format)
            else:
                sheet.write_string(line, place, text, format)
            widths[place] = max(widths[place], min(len(text), _WIDEST) + 2)

    def _headings(self, column: Column) -> Iterator[str]:
        if column.kind is Kind.PERIOD:
            yield self.view.text(_("from"))
            yield self.view.text(_("until"))
        elif column.kind is not Kind.BAR:
            yield heading(column, self.view.language)

    def _format(self, kind: Kind, bold: bool) -> Any:
        if (kind, bold) not in self.formats:
            properties: dict[str, Any] = {"valign": "top", "bold": bold}
            if bold:
                properties["top"] = 1
            if kind in _FORMATS:
                properties["num_format"] = _FORMATS[kind]
            if kind is Kind.TEXT:
                properties["text_wrap"] = True
            self.formats[kind, bold] = self.book.add_format(properties)
        return self.formats[kind, bold]

    def _name(self, wanted: str) -> str:
        """A name that Excel takes for a sheet, and that no other sheet has."""
        clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted).strip().strip("'") or "–"
        name, number = _shortened(clean), 1
        while name.casefold() in self.names | {"history"}:
            number += 1
            name = f"{clean[: _LONGEST_NAME - len(str(number)) - 1].strip()} {number}"
        self.names.add(name.casefold())
        return name


def _shortened(name: str) -> str:
    """A name that isn't too long for a sheet."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].strip() + "…"


def _flat(cell: Cell, column: Column) -> Iterator[tuple[Cell, Column]]:
    """The cell as the values of its columns: a period has two, a bar none."""
    if column.kind is Kind.PERIOD:
        period = cell if isinstance(cell, Period) else Period(None, None)
        yield from ((day, column) for day in period)
    elif column.kind is not Kind.BAR:
        yield (cell.known if isinstance(cell, Sum) else cell), column


def _harmless(text: str) -> str:
    """The text without control and direction characters; its lines stay."""
    return "\n".join(map(visible, text.splitlines()))
