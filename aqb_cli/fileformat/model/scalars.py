"""From text to values: amounts, dates, whole numbers, words of a fixed list.

Everything in a file is text until it comes here. A text that isn't the value's one canonical spelling is a fault
with a code of its own; where the meaning is certain all the same, the fault carries the canonical spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from aqb_cli.fileformat.yaml.faults import ask_digits
from aqb_cli.text import german
from aqb_cli.text.messages import Message, _
from aqb_cli.text.near_misses import choices

LONGEST_TEXT = 500
"""How many characters a text may have: far more than the longest measure title known."""

LARGEST_AMOUNT = Decimal("999999999.99")
"""In euros. The whole state's budget was 28.7 million in 2023."""

_EURO = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]{2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,8})")
YEAR = re.compile(r"2[0-9]{3}")
URL = re.compile(r"https?://[^\s/?#@:]+(?::[0-9]+)?(?:[/?#]\S*)?")


class Fault(NamedTuple):
    """What is wrong with a text, and its canonical spelling where that is certain."""

    message: Message
    help: Message | None = None
    spelling: str | None = None


def fault(code: str, message: Message, help: Message | None = None, spelling: str | None = None) -> Exception:
    """The error that a validator raises: its Pydantic type is the rule's code, its context the `Fault`."""
    return PydanticCustomError(code, "see the fault", {"fault": Fault(message, help, spelling)})


def _text_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        raise fault(
            "AQB103",
            _("There is no value here."),
            _("Give the value, or leave the line out if the agreement doesn't state it."),
        )
    found = _("a list") if isinstance(value, list) else _("a group of fields")
    raise fault(
        "AQB103",
        _("Here stands {found}, where one single value is expected.", found=found),
        _("Write one value behind the colon, without brackets, braces or dashes."),
    )


def read_text(value: Any) -> str:
    """The text as it stands, if it is one and not empty (AQB103, AQB108)."""
    text = _text_of(value)
    if not text.strip():
        raise fault("AQB108", _("The text is empty."), _("Write the text, or leave the line out."))
    if len(text) > LONGEST_TEXT:
        raise fault(
            "AQB108",
            _("The text has {length} characters; at most {most} are allowed.", length=len(text), most=LONGEST_TEXT),
            _("Shorten it to what the agreement says."),
        )
    return text


def read_amount(value: Any) -> Decimal:
    """The amount in euros (AQB104)."""
    text = _text_of(value)
    if _EURO.fullmatch(text) and len(text) <= 20:
        amount = Decimal(text)
        if abs(amount) > LARGEST_AMOUNT:
            raise fault("AQB104", _("{amount} is more than any agreement can hold.", amount=amount), ask_digits())
        return amount
    meant = german.read_amount(text) if len(text) <= 24 else None
    if meant is None:
        raise fault("AQB104", _("“{text}” isn't an amount in euros.", text=text), ask_digits())
    if abs(meant) > LARGEST_AMOUNT:
        raise fault("AQB104", _("{amount} is more than any agreement can hold.", amount=meant), ask_digits())
    raise fault(
        "AQB104",
        _("The amount “{text}” isn't written as plain digits.", text=text),
        _(
            "Write {spelling} if {amount} is meant: no points between thousands, no currency.",
            spelling=f"{meant}",
            amount=meant,
        ),
        f"{meant}",
    )


def not_negative(amount: Decimal) -> Decimal:
    """The amount, if it is 0 or more (AQB104)."""
    if amount < 0:
        raise fault(
            "AQB104",
            _("An amount can't be negative here: {amount}.", amount=amount),
            _("Write the amount without a sign; reductions belong into `review.deviations`."),
        )
    return amount


def read_date(value: Any) -> date:
    """The day (AQB105)."""
    text = _text_of(value)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise fault(
                "AQB105",
                _("There is no day {text} in the calendar.", text=text),
                _("Look the date up in the document."),
            ) from None
    meant = german.read_date(text) if len(text) <= 40 else None
    if meant is None and german.lacks_century(text[:40]):
        raise fault(
            "AQB105",
            _("“{text}” doesn't say of which century its year is.", text=text),
            _("Look the date up in the document, and write its year with four digits, such as 2025-08-02."),
        )
    if meant is None and german.is_date_like(text[:40]):
        raise fault(
            "AQB105",
            _("There is no day {text} in the calendar.", text=text),
            _("Look the date up in the document."),
        )
    if meant is None:
        raise fault(
            "AQB105",
            _("“{text}” isn't a date.", text=text),
            _("Write year, month and day, such as 2025-08-02 for 2 August 2025."),
        )
    raise fault(
        "AQB105",
        _("The date “{text}” isn't written as year-month-day.", text=text),
        _("Write {spelling} for {day}.", spelling=meant.isoformat(), day=meant),
        meant.isoformat(),
    )


def read_whole(value: Any) -> int:
    """The whole number, 0 or more (AQB107)."""
    text = _text_of(value)
    if not WHOLE.fullmatch(text):
        raise fault("AQB107", _("“{text}” isn't a whole number.", text=text), _("Write digits only, such as 16."))
    return int(text)


def read_year(value: Any) -> int:
    """The year, of four digits (AQB107)."""
    text = _text_of(value)
    if not YEAR.fullmatch(text):
        raise fault("AQB107", _("“{text}” isn't a year.", text=text), _("Write four digits, such as 2025."))
    return int(text)


def at_least_one(number: int) -> int:
    """The number, if it is 1 or more (AQB107)."""
    if number < 1:
        raise fault(
            "AQB107", _("The number must be 1 or more."), _("Leave the line out if the agreement doesn't state it.")
        )
    return number


def read_format(value: Any) -> int:
    """The version of the file format, which is 1 (AQB112)."""
    text = _text_of(value)
    if text != "1":
        raise fault(
            "AQB112",
            _("The file says that it is written in format “{text}”; this version of aqb reads format 1.", text=text),
            _("Write `format: 1`, or use the version of aqb that the file was made for."),
        )
    return 1


def read_url(value: Any) -> str:
    """The web address (AQB113)."""
    text = read_text(value)
    if not URL.fullmatch(text):
        raise fault(
            "AQB113",
            _("“{text}” isn't a web address.", text=text),
            _("Write the whole address, beginning with https://, without spaces or a user name."),
        )
    return text


class Reader:
    """Says in an annotation which function turns the file's text into the value, and how that looks to other programs.

    `schema` is the JSON Schema of the value; without one, it is a text.
    """

    def __init__(self, read: Callable[[Any], Any], schema: Mapping[str, Any] | None = None) -> None:
        self.read = read
        self.schema = schema or {"type": "string"}

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


Word = TypeVar("Word", bound=StrEnum)


def read_word(words: type[Word], value: Any, code: str, message: Message) -> Word:
    """The member of a fixed list that a text names; a fault with the code and message if there is none."""
    text = _text_of(value)
    try:
        return words(text)
    except ValueError:
        advice, guess = choices(words, text)
        raise fault(code, message, advice, guess) from None


def word_of(words: type[Word]) -> Reader:
    """A validator for a value of a fixed list (AQB106)."""
    return Reader(
        lambda value: read_word(
            words, value, "AQB106", _("“{text}” isn't one of the possible words here.", text=str(value))
        ),
        {"enum": list(words)},
    )
