"""For spreadsheets: in German as Excel opens it there (BOM, semicolons, decimal commas), otherwise as RFC 4180 says."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from types import NoneType

from aqb_cli.querying.tables import Cell, Column, Kind, Period, Report, Sum, View
from aqb_cli.querying.tables.unknown import with_unknown
from aqb_cli.querying.tables.values import heading, share_for_programs, written
from aqb_cli.text.messages import _, visible

_FORMULA = re.compile(r"^ *(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;,\t])(?= *(?:[=+@＝＋＠]|[-－](?![\s–-]|$)))")
"""Where a spreadsheet would take a text for a formula (OWASP, "CSV Injection"): at its beginning, and behind what
another program's settings may take for the end of the field."""

_COMMON = (str, int, Period, NoneType)


def render(report: Report, view: View) -> bytes:
    """The rows of the report's main table, without totals and remarks: so nothing is counted twice."""
    german = view.language == "de"
    table = with_unknown(next(table for table in report.tables if table.name == report.main), totals=False)
    columns = [column for column in table.columns if column.kind is not Kind.BAR]
    places = [index for index, column in enumerate(table.columns) if column.kind is not Kind.BAR]
    encoded = io.BytesIO()  # a text in memory takes four bytes a letter
    out = io.TextIOWrapper(encoded, "utf-8-sig" if german else "utf-8", newline="")
    writer = csv.writer(out, delimiter=";" if german else ",", lineterminator="\r\n")
    writer.writerow(defused(text) for column in columns for text in _headings(column, view))
    # Most cells come again and again: names, categories, periods, nothing. Amounts don't, and equal ones (1, 1.00) can
    # differ.
    writers = [partial(_texts, column=column, view=view) for column in columns]
    known = [lru_cache(maxsize=1000, typed=True)(write) for write in writers]
    for row in table.rows:
        texts: list[str] = []
        for place, write, written_before in zip(places, writers, known, strict=True):
            cell = row[place]
            texts += written_before(cell) if isinstance(cell, _COMMON) else write(cell)
        writer.writerow(texts)
    out.flush()
    return encoded.getvalue()


def defused(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return _FORMULA.sub(lambda match: f"'{match[0]}", text)


def _headings(column: Column, view: View) -> list[str]:
    if column.kind is Kind.PERIOD:
        return [view.text(_("from")), view.text(_("until"))]
    text = heading(column, view.language)
    return [f"{text} (%)" if column.kind is Kind.SHARE else text]


def _texts(cell: Cell, column: Column, view: View) -> list[str]:
    if column.kind is Kind.PERIOD:
        period = cell if isinstance(cell, Period) else Period(None, None)
        return [day.isoformat() if day else "" for day in period]
    if isinstance(cell, Sum):
        cell = cell.known
    if cell is None:
        return [""]
    if isinstance(cell, Decimal):
        number = (share_for_programs(cell) * 100).normalize() if column.kind is Kind.SHARE else cell
        return [_decimal(number, view.language)]
    if isinstance(cell, date):
        return [cell.isoformat()]
    if isinstance(cell, int):
        return [str(cell)]
    return [defused(visible(" ".join(written(cell, column, view.language).splitlines())))]


def _decimal(number: Decimal, language: str) -> str:
    text = f"{number:f}"
    return text.replace(".", ",") if language == "de" else text
