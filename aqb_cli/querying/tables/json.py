"""For programs: one object, its version first; numbers exactly as they are, fields only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from aqb_cli.querying.tables import (
    DAYS,
    Between,
    Cell,
    Column,
    FieldName,
    Group,
    Kind,
    Period,
    Report,
    Row,
    Sum,
    Table,
    View,
)
from aqb_cli.querying.tables.values import share_for_programs
from aqb_cli.text.messages import Message

VERSION = 1

JsonValue: TypeAlias = str | int | Decimal | bool | Mapping[str, "JsonValue"] | Sequence["JsonValue"] | None

_UNITS = {Kind.EURO: "EUR", Kind.SHARE: "1"}


def render(report: Report, view: View) -> str:
    """All tables with their rows, totals and notes."""
    tables = {table.name: _table(table, view) for table in report.tables}
    content: JsonValue = {
        "version": VERSION,
        "title": view.text(report.title),
        "tables": tables,
        "left_out": list(report.left_out),
    }
    return encoded(content) + "\n"


_encode = json.JSONEncoder().encode  # `json.dumps` looks at all its options each time
_quoted = lru_cache(maxsize=4096)(_encode)  # keys, names and words stand in many rows


def encoded(value: JsonValue, indent: str = "") -> str:
    """The value in JSON. The standard library would make floats of the amounts."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    inner = indent + "  "
    if isinstance(value, Mapping):
        fields = [f"{inner}{_quoted(name)}: {encoded(item, inner)}" for name, item in value.items()]
        return "{\n" + ",\n".join(fields) + f"\n{indent}}}" if fields else "{}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, Sequence):
        return _encode(value)
    items = [inner + encoded(item, inner) for item in value]
    return "[\n" + ",\n".join(items) + f"\n{indent}]" if items else "[]"


def _table(table: Table, view: View) -> JsonValue:
    content: dict[str, JsonValue] = {
        "title": view.text(table.title),
        "columns": [field for column in table.columns for field in _column(column, view)],
        "rows": [_row(row, table, view) for row in table.rows],
    }
    if table.grouped_by:
        content["grouped_by"] = table.grouped_by
        content["groups"] = [_group(group, table, view) for group in table.groups]
    content["total"] = _row(table.total, table, view, known=True) if table.total else None
    content["notes"] = [view.text(note) for note in table.notes]
    return content


def _column(column: Column, view: View) -> Iterator[JsonValue]:
    if column.kind is Kind.PERIOD:
        for key, heading in DAYS.items():
            yield {"key": key, "heading": view.text(heading), "type": Kind.DATE.value, "unit": None}
    elif column.kind is not Kind.BAR:
        unit = _UNITS.get(column.kind)
        yield {"key": column.key, "heading": view.text(column.heading), "type": column.kind.value, "unit": unit}


def _group(group: Group, table: Table, view: View) -> JsonValue:
    return {
        "label": _value(group.label, view),
        "count": len(group.rows),
        "remarks": [view.text(remark) for remark in group.remarks],
        "total": _row(group.total, table, view, known=True) if group.total else None,
        "conclusion": view.text(group.conclusion) if group.conclusion else None,
    }


def _row(row: Row, table: Table, view: View, *, known: bool = False) -> JsonValue:
    """One row by its columns' keys; of a total, only what has a value."""
    fields: dict[str, JsonValue] = {}
    for column, cell in zip(table.columns, row, strict=True):
        if column.kind is Kind.BAR or (known and cell is None):
            continue
        if column.kind is Kind.PERIOD:
            period = cell if isinstance(cell, Period) else Period(None, None)
            fields["starts"], fields["ends"] = (day.isoformat() if day else None for day in period)
        elif cell is None or type(cell) is str:  # as most are
            fields[column.key] = cell
        elif isinstance(cell, Between):
            fields[column.key] = None
            fields[f"{column.key}_from"], fields[f"{column.key}_to"] = cell
        elif isinstance(cell, Sum):
            fields[column.key] = cell.known
            fields[f"{column.key}_unknown"] = cell.unknown
            if cell.rounded:
                fields[f"{column.key}_rounded"] = cell.rounded
        elif column.kind is Kind.SHARE and isinstance(cell, Decimal):
            fields[column.key] = share_for_programs(cell)
        else:
            fields[column.key] = _value(cell, view)
    return fields


def _value(cell: Cell, view: View) -> JsonValue:
    if isinstance(cell, FieldName):
        return cell.text
    if isinstance(cell, Message):
        return view.text(cell)
    if isinstance(cell, StrEnum):
        return cell.value
    if isinstance(cell, date):
        return cell.isoformat()
    assert not isinstance(cell, (Period, Sum, Between))
    return cell
