"""Workbooks read back: what stands in each cell, with the formula beside the value that is stored for it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import openpyxl

NAMES = {
    short: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for short, name in {"office": "office", "table": "table", "text": "text", "style": "style"}.items()
}


class Stored(NamedTuple):
    """One cell."""

    value: str | Decimal | date | None
    formula: str | None = None


Book = dict[str, list[list[Stored]]]


def read(path: Path | str) -> Book:
    """The sheets of a workbook by their names."""
    return _read_ods(Path(path)) if str(path).endswith("ods") else _read_xlsx(Path(path))


def _read_xlsx(path: Path) -> Book:
    content = path.read_bytes()
    formulas, values = (openpyxl.load_workbook(io.BytesIO(content), data_only=known) for known in (False, True))
    return {
        sheet.title: [
            [
                Stored(_plain(known.value), cell.value.lstrip("=") if cell.data_type == "f" else None)
                for cell, known in zip(row, values_row, strict=True)
            ]
            for row, values_row in zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True)
        ]
        for sheet in formulas
    }


def _plain(value: object) -> str | Decimal | date | None:
    if isinstance(value, datetime):
        return value.date()
    return Decimal(str(value)) if isinstance(value, (int, float)) else value if isinstance(value, str) else None


def _read_ods(path: Path) -> Book:
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("content.xml"))  # noqa: S314 - our own
    return {
        _get(table, "table:name") or "": [
            [cell for element in row for cell in _cells(element)] for row in table.iter(_tag("table:table-row"))
        ]
        for table in root.iter(_tag("table:table"))
    }


def _tag(name: str) -> str:
    short, _colon, rest = name.partition(":")
    return f"{{{NAMES[short]}}}{rest}"


def _get(element: ET.Element, name: str) -> str | None:
    return element.get(_tag(name))


def _cells(element: ET.Element) -> list[Stored]:
    kind, value = _get(element, "office:value-type"), _get(element, "office:value")
    formula = _get(element, "table:formula")
    found: str | Decimal | date | None = None
    if kind == "string":
        found = "\n".join(map(_text, element.findall(_tag("text:p"))))
    elif kind == "date":
        found = date.fromisoformat(_get(element, "office:date-value") or "")
    elif value is not None:
        found = Decimal(value)
    same = (
        formula.removeprefix("of:=").replace("[.", "").replace(".", "").replace("]", "").replace(";", ",")
        if formula
        else None
    )
    return [Stored(found, same)] * int(_get(element, "table:number-columns-repeated") or 1)


def _text(paragraph: ET.Element) -> str:
    blanks = "".join(" " * int(_get(s, "text:c") or 1) + (s.tail or "") for s in paragraph)
    return (paragraph.text or "") + blanks


def wrong_sums(book: Book) -> list[str]:
    """The formulas whose stored value isn't the sum of the cells that they name; none if there is no formula at all."""
    wrong = [] if any(cell.formula for rows in book.values() for row in rows for cell in row) else ["no formula"]
    for name, rows in book.items():
        for row in rows:
            for place, cell in enumerate(row):
                if cell.formula is None:
                    continue
                first, last = (int("".join(filter(str.isdigit, end))) for end in cell.formula[11:-1].split(":"))
                column = [above[place] for above in rows[first - 1 : last]]
                numbers = [c.value for c in column if c.formula is None and isinstance(c.value, Decimal)]
                if not cell.formula.startswith("SUBTOTAL(9,") or sum(numbers) != cell.value:
                    wrong.append(f"{name}: {cell.formula} is {sum(numbers)}, not {cell.value}")
    return wrong
