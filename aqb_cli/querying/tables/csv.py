"""For spreadsheets: in German as Excel opens it there (BOM, semicolons, decimal commas), otherwise as RFC 4180 says."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import islice
from types import NoneType
from typing import Any

from aqb_cli.querying.tables import DAYS, Cell, Column, Kind, Period, Report, Sum, View
from aqb_cli.querying.tables.unknown import with_unknown
from aqb_cli.querying.tables.values import heading, share_for_programs, written
from aqb_cli.text.messages import visible

_FORMULA = re.compile(r"^ *(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;,\t])(?= *(?:[=+@＝＋＠]|[-－](?![\s–-]|$)))")
"""Where a spreadsheet would take a text for a formula (OWASP, "CSV Injection"): at its beginning, and behind what
another program's settings may take for the end of the field."""

_SIGN = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What one of these has to be there for; to look for it takes a tenth of the time."""

_COMMON = (str, int, Period, NoneType)
"""What comes again and again: names, categories, periods, nothing. Amounts don't, and equal ones (1, 1.00) differ."""

_KEPT = 20_000
"""How many texts of a column are kept: the names of as many agreements, which come again for each category."""

_AT_A_TIME = 1000
"""How many rows are written at a time: column by column, which takes a third of the time."""


def render(report: Report, view: View) -> bytes:
    """The rows of the report's main table, without totals and remarks: so nothing is counted twice."""
    delimiter, encoding = (";", "utf-8-sig") if view.language == "de" else (",", "utf-8")
    table = with_unknown(report.main_table, totals=False)
    columns = [(place, *each) for place, column in enumerate(table.columns) for each in _columns(column, view)]
    writers = [(place, write, lru_cache(maxsize=_KEPT, typed=True)(write)) for place, _heading, write in columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([defused(heading) for _place, heading, _write in columns])
    encoded = [out.getvalue().encode(encoding)]  # a text in memory takes up to four bytes a letter
    rows = iter(table.rows)
    while some := [*islice(rows, _AT_A_TIME)]:
        cells = [*zip(*some, strict=True)]
        kinds = [set(map(type, column)) for column in cells]
        often = [all(issubclass(kind, _COMMON) for kind in of_column) for of_column in kinds]
        texts = (map(known if often[place] else write, cells[place]) for place, write, known in writers)
        out.seek(0)
        out.truncate()
        writer.writerows(zip(*texts, strict=True))
        encoded.append(out.getvalue().encode())
    return b"".join(encoded)


def defused(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return _FORMULA.sub(lambda match: f"'{match[0]}", text) if _SIGN.search(text) else text


def _columns(column: Column, view: View) -> Iterator[tuple[str, Callable[[Any], str]]]:
    """The headings of what a column is written as, and what writes its cells."""
    if column.kind is Kind.PERIOD:
        first, last = map(view.text, DAYS.values())
        yield first, lambda period: _day(period and period.starts)
        yield last, lambda period: _day(period and period.ends)
    elif column.kind is not Kind.BAR:
        text = heading(column, view.language)
        yield f"{text} (%)" if column.kind is Kind.SHARE else text, partial(_text, column, view)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _text(column: Column, view: View, cell: Cell) -> str:
    if isinstance(cell, Sum):
        cell = cell.known
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        number = (share_for_programs(cell) * 100).normalize() if column.kind is Kind.SHARE else cell
        return _decimal(number, view.language)
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, int):
        return str(cell)
    return defused(visible(" ".join(written(cell, column, view.language).splitlines())))


def _decimal(number: Decimal, language: str) -> str:
    text = f"{number:f}"
    return text.replace(".", ",") if language == "de" else text
