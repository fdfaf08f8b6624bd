"""The kinds of values in a file: how each is read, and how it looks to other programs.

Other programs read `total: 100` as a number and `total: "100"` as a text, and so `title: 5` as a number; this program
reads all of them as texts. So the JSON Schema of a value names all the types that others may read it as.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from aqb_cli.fileformat.model.scalars import (
    LARGEST_AMOUNT,
    LONGEST_TEXT,
    URL,
    WHOLE,
    YEAR,
    Reader,
    at_least_one,
    read_amount,
    read_date,
    read_flag,
    read_format,
    read_text,
    read_url,
    read_whole,
    read_year,
)

ANY_TEXT = ["string", "number", "boolean"]
"""The types of JSON that a text may come as."""

Text = Annotated[
    str, Reader(read_text, {"type": ANY_TEXT, "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": r"\S"})
]
"""A text in one or more lines, not empty."""


def _number(kind: str, pattern: str, maximum: float, **least: float) -> Mapping[str, Any]:
    return {"type": [kind, "string"], **least, "maximum": maximum, "pattern": f"^{pattern}$"}


_DIGITS = r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{2})?"
_AMOUNT = ["number", "string"]
_MOST = float(LARGEST_AMOUNT)  # to be written as JSON, never to be counted with

SignedEuro = Annotated[
    Decimal,
    Reader(
        partial(read_amount, signed=True), _number("number", rf"(?:-(?!0(?:\.00)?$))?{_DIGITS}", _MOST, minimum=-_MOST)
    ),
]
"""A change of an amount in euros, exact to the cent; may be negative."""

Euro = Annotated[Decimal, Reader(read_amount, _number("number", _DIGITS, _MOST, minimum=0))]
"""An amount in euros, exact to the cent, 0 or more."""

Total = Annotated[
    Decimal,
    Reader(
        read_amount,
        {**_number("number", rf"(?!0(?:\.00)?$){_DIGITS}", _MOST, exclusiveMinimum=0), "type": [*_AMOUNT, "null"]},
    ),
]
"""The same, and for other programs more than 0; for us that is a matter of AQB209. A draft's line may be empty."""

Date = Annotated[
    date, Reader(read_date, {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]
"""A day, written year-month-day."""

Year = Annotated[int, Reader(read_year, _number("integer", YEAR.pattern, 2999, minimum=2000))]
"""A calendar year with four digits."""

Number = Annotated[int, Reader(read_whole, _number("integer", WHOLE.pattern, 999999999, minimum=0))]
"""A whole number, 0 or more."""

Positive = Annotated[
    int,
    Reader(lambda value: at_least_one(read_whole(value)), _number("integer", "[1-9][0-9]{0,8}", 999999999, minimum=1)),
]
"""A whole number, 1 or more."""

Flag = Annotated[bool, Reader(read_flag, {"type": ["boolean", "string"], "pattern": "^(?:true|false)$"})]
"""Whether something holds: `true` or `false`."""

Format = Annotated[int, Reader(read_format, _number("integer", "1", 1, minimum=1))]
"""The version of the file format; this program reads version 1."""

Url = Annotated[
    str, Reader(read_url, {"type": "string", "format": "uri", "pattern": f"^{URL}$", "maxLength": LONGEST_TEXT})
]
"""A web address, http or https."""
