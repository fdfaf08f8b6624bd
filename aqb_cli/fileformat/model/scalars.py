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
from functools import lru_cache
from typing import Any, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from aqb_cli.diagnostics import PageRule
from aqb_cli.fileformat.rules import form as rules
from aqb_cli.text import german
from aqb_cli.text.messages import Message, _, chained
from aqb_cli.text.near_misses import NO_NAMES, Names, choices

LONGEST_TEXT = 500
"""How many characters a text may have: far more than the longest measure title known."""

LARGEST_AMOUNT = Decimal("999999999.99")
"""In euros. The whole state's budget was 28.7 million in 2023."""

_EURO = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]{2})?"
_USUAL_EURO = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{2})?")
"""The amounts that are neither negative nor too large."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,8})")
YEAR = re.compile(r"2[0-9]{3}")
URL = r"https?://[^\s/?#@:]+(?::[0-9]+)?(?:[/?#]\S*)?"


def invalid(rule: PageRule, message: Message, help: Message | None = None, spelling: str | None = None) -> Exception:
    """The error that a validator raises; its context brings the rule's finding to the loader."""
    finding = rule((), message, help, spelling=spelling)
    return PydanticCustomError("finding", "see the finding", {"finding": finding})


def text_of(value: Any) -> str:
    """The one text that stands for a value; anything else is a fault (AQB103)."""
    if isinstance(value, str):
        return value
    if value is None:
        raise invalid(
            rules.wrong_kind,
            _("There is no value here."),
            _("Give the value, or leave the line out if the agreement doesn't state it."),
        )
    help = _("Write one value behind the colon, without brackets, braces or dashes.")
    raise invalid(rules.wrong_kind, _not_one_value(value), help)


def _not_one_value(value: Any) -> Message:
    found = _("a list") if isinstance(value, list) else _("a group of fields")
    return _("Here stands {found}, where one single value is expected.", found=found)


def read_text(value: Any) -> str:
    """The text as it stands, if it is one and not empty (AQB103, AQB108)."""
    if isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and not value.isspace():
        return value
    if isinstance(value, dict) and any(isinstance(each, str) for each in value.values()):
        help = _("Put the text in quotes if the colon is part of it.")
        raise invalid(rules.wrong_kind, _not_one_value(value), help)
    text = text_of(value)
    if not text.strip():
        raise invalid(rules.text_length, _("The text is empty."), _("Write the text, or leave the line out."))
    if len(text) > LONGEST_TEXT:
        raise invalid(
            rules.text_length,
            _("The text has {length} characters; at most {most} are allowed.", length=len(text), most=LONGEST_TEXT),
            _("Shorten it to what the agreement says."),
        )
    return text


def read_amount(value: Any, *, signed: bool = False) -> Decimal:
    """The amount in euros, 0 or more unless it may have a sign (AQB104)."""
    if isinstance(value, str) and _USUAL_EURO.fullmatch(value):
        return Decimal(value)
    text = text_of(value)
    if plain := re.fullmatch(_EURO, text) if len(text) <= 20 else None:
        amount = Decimal(text)
        if amount.is_signed() and not amount:
            raise invalid(
                rules.amount, _("“{text}” is 0 with a sign.", text=text), _("Write 0, or the amount meant."), "0"
            )
    else:
        meant = german.read_amount(re.sub(r"^\+\s*(?=[\d€])|[,;]$", "", text)) if len(text) <= 24 else None
        if meant is None:
            help = _advice_on_amount(text, signed=signed)
            raise invalid(rules.amount, _("“{text}” isn't an amount in euros.", text=text), help)
        amount = meant or Decimal(0)  # 0 has no sign
    if abs(amount) > LARGEST_AMOUNT:
        raise invalid(
            rules.amount, _("{amount} is more than any agreement can hold.", amount=amount), rules.ask_digits()
        )
    if amount < 0 and not signed:
        raise invalid(
            rules.amount,
            _("An amount can't be negative here: {amount}.", amount=amount),
            _("Write the amount without a sign; reductions belong into `review.deviations`."),
        )
    if plain:
        return amount
    raise invalid(
        rules.amount,
        _("The amount “{text}” isn't written as plain digits.", text=text),
        _(
            "Write {spelling} if {amount} is meant: no points between thousands, no currency.",
            spelling=f"{amount}",
            amount=amount,
        ),
        f"{amount}",
    )


def _advice_on_amount(text: str, *, signed: bool) -> Message:
    in_brackets = re.fullmatch(r"\(([\d.,]{1,20})\)", text)  # as Excel prints amounts below zero
    if signed and in_brackets and (negative := german.read_amount(f"-{in_brackets[1]}")):
        return _("Write {spelling} if {amount} is meant.", spelling=f"{negative}", amount=negative)
    scaled = german.read_scaled(text) if len(text) <= 40 else None
    if scaled is None:
        return _or_leave_out(text, rules.ask_digits())
    return _(
        "Look the exact amount up; write {spelling} if it is exactly {amount} and isn't rounded.",
        spelling=f"{scaled}", amount=scaled,
    )  # fmt: skip


def _or_leave_out(text: str, help: Message) -> Message:
    """The advice on a text that should be a number or date; without digits, it may say that nothing is known."""
    if re.search(r"\d", text):
        return help
    return chained([help, _("Leave the line out if the agreement doesn't state it.")], " ")


def read_date(value: Any) -> date:
    """The day (AQB105)."""
    text = text_of(value)
    if len(text) == 10 and (day := _day(text)):
        return day
    raise invalid(rules.not_a_date, *_about_date(text))


@lru_cache(1000)  # the agreements of a year share most of their days
def _day(text: str) -> date | None:
    """The day that a text such as 2025-08-02 names; None if it names none."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _about_date(text: str) -> tuple[Message, Message] | tuple[Message, Message, str]:
    """What is wrong with a date, what to do, and what is certainly meant."""
    if day := german.read_date(text) if len(text) <= 40 else None:
        message = _("The date “{text}” isn't written as year-month-day.", text=text)
        return message, _("Write {spelling} for {day}.", spelling=day.isoformat(), day=day), day.isoformat()
    if german.lacks_century(text[:40]):
        return (
            _("“{text}” doesn't say of which century its year is.", text=text),
            _("Look the date up in the document, and write its year with four digits, such as 2025-08-02."),
        )
    if german.is_date_like(text[:40]):
        message = _("There is no day {text} in the calendar.", text=text)
        return message, _("Look the date up in the document.")
    if month := german.read_month(text[:40]):
        return (
            _("“{text}” names a month and no day.", text=text),
            _("Write its first day ({first}) or its last ({last}) if that is meant; otherwise leave the line out.",
              first=month[0].isoformat(), last=month[1].isoformat()),
        )  # fmt: skip
    message = _("“{text}” isn't a date.", text=text)
    return message, _or_leave_out(text, _("Write year, month and day, such as 2025-08-02 for 2 August 2025."))


def read_whole(value: Any) -> int:
    """The whole number, 0 or more (AQB107)."""
    text = text_of(value)
    if not WHOLE.fullmatch(text):
        help = _or_leave_out(text, _("Write digits only, such as 16."))
        raise invalid(rules.not_a_number, _("“{text}” isn't a whole number.", text=text), help)
    return int(text)


_MEANT_AS_FLAGS = {"true": "true", "yes": "true", "ja": "true", "false": "false", "no": "false", "nein": "false"}


def read_flag(value: Any) -> bool:
    """Whether something holds (AQB106)."""
    text = text_of(value)
    if text not in ("true", "false"):
        raise invalid(
            rules.unknown_word,
            _("“{text}” is neither true nor false.", text=text),
            _("Write `true`, or leave the line out."),
            _MEANT_AS_FLAGS.get(text.casefold()),
        )
    return text == "true"


def read_year(value: Any) -> int:
    """The year, of four digits (AQB107)."""
    text = text_of(value)
    if not YEAR.fullmatch(text):
        raise invalid(rules.not_a_number, _("“{text}” isn't a year.", text=text), _("Write four digits, such as 2025."))
    return int(text)


def at_least_one(number: int) -> int:
    """The number, if it is 1 or more (AQB107)."""
    if number < 1:
        raise invalid(
            rules.not_a_number,
            _("The number must be 1 or more."),
            _("Leave the line out if the agreement doesn't state it."),
        )
    return number


def read_format(value: Any) -> int:
    """The version of the file format, which is 1 (AQB112)."""
    text = text_of(value)
    if text != "1":
        raise invalid(
            rules.format_version,
            _("The file says that it is written in format “{text}”; this version of aqb reads format 1.", text=text),
            _("Write `format: 1`, or use the version of aqb that the file was made for."),
        )
    return 1


def read_url(value: Any) -> str:
    """The web address (AQB113)."""
    text = read_text(value)
    if not re.fullmatch(URL, text):
        raise invalid(
            rules.web_address,
            _("“{text}” isn't a web address.", text=text),
            _("Write the whole address, beginning with https://, without spaces or a user name."),
        )
    return text


class Reader:
    """In an annotation: the function that turns the file's text into the value, and the value's JSON Schema.

    `schema` is the JSON Schema of the value; without one, it is a text.
    """

    def __init__(self, read: Callable[[Any], Any], schema: Mapping[str, Any] | None = None) -> None:
        self.read = read
        self.schema = schema or {"type": "string"}

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        return dict(self.schema)


Word = TypeVar("Word", bound=StrEnum)


def word_of(
    words: type[Word],
    names: Names = NO_NAMES,
    rule: PageRule = rules.unknown_word,
    message: Callable[[str], Message] = lambda text: _("“{text}” isn't one of the possible words here.", text=text),
) -> Reader:
    """A validator for a value of a fixed list; a finding of the rule for any other text (AQB106)."""
    known = {word.value: word for word in words}

    def read(value: Any) -> Word:
        word = known.get(text_of(value))
        if word is None:
            advice, guess = choices(words, value, names)
            raise invalid(rule, message(value), advice, guess)
        return word

    return Reader(read, {"enum": list(words)})
