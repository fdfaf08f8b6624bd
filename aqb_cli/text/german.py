"""How German offices write amounts, dates and names, and how to read what they write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip

LAST_SHORT_YEAR = 50
"""The last two-digit year that is read as 20xx: agreements look some years ahead, never far back."""

_CURRENCY = r"(?:€|EUR|Euro)"
_AMOUNT = rf"""(?xi)
    (?:{_CURRENCY}\s*)?
    (?P<sign>[-\u2212\u2013]\s*|minus\s+)?
    (?P<whole>[1-9][0-9]{{0,2}}(?:(?P<group>[.'’\u00a0\u202f\u2009\ ])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)
      |0|[1-9][0-9]*)
    (?:,(?P<cents>[0-9]{{1,2}}|[-\u2013\u2014]{{1,2}}))?
    (?P<behind>(?<=[0-9])[-\u2212])?
    (?:\s*{_CURRENCY})?"""
_ENGLISH_AMOUNT = (
    rf"(?i)(?:{_CURRENCY}\s*)?(?P<whole>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+)(?P<cents>\.[0-9][0-9])?(?:\s*{_CURRENCY})?"
)
_DOT_CENTS = rf"(?i)(?:{_CURRENCY}\s*)?(?P<whole>0|[1-9][0-9]*)\.(?P<cents>[0-9][0-9])(?:\s*{_CURRENCY})?"

_SCALED = rf"""(?xi)(?:rund\s+|ca\.?\s+|etwa\s+|knapp\s+|bis\s+zu\s+)?(?P<number>[0-9]{{1,6}}(?:,[0-9]{{1,3}})?)\s*
    (?P<scale>Tsd\.?|Tausend|TEUR|T€|Mio\.?|Million(?:en)?)(?:\s*{_CURRENCY})?"""
_SCALES = {"t": 3, "m": 6}
"""By how many digits the words of `_SCALED` move a number, by how they begin."""

_MONTH = r"(?i)(?:(?:Anfang|Mitte|Ende)\s+)?([A-Za-zÄä]{3,9})\.?\s+(2[0-9]{3})"
_NUMBER_DATE = r"(?i)(?:den\s+)?([0-9]{1,2})\s*\.\s*([0-9]{1,2})\s*\.\s*([0-9]{4}|[0-9]{2})(?:,?\s+00:00(?::00)?)?"
_WORD_DATE = r"(?i)(?:den\s+)?([0-9]{1,2})\s*\.?\s*([A-Za-zÄä]{3,9})\.?\s*([0-9]{4}|[0-9]{2})"
_DASH = r"[-\u2010-\u2013\u2212/.]"
_ISO_LIKE = rf"([0-9]{{4}}){_DASH}([0-9]{{1,2}}){_DASH}([0-9]{{1,2}})(?:[T ]00:00(?::00)?(?:Z|\+00:00)?)?"

_MARKS = "[\u0300-\u036f]*"
_SPELLINGS = ((f"([aou]){_MARKS}\u0308{_MARKS}", r"\1e"), (f"a{_MARKS}\u030a{_MARKS}", "aa"), ("ø", "oe"))
"""What DIN 91379 writes out for searching, beside `_PLAIN`: ä, also with more marks, as ae; å as aa; ø as oe."""

_PLAIN = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "þ": "th", "ð": "d", "đ": "d", "ǥ": "g", "ħ": "h", "ı": "i", "ɨ": "i", "ĸ": "k",
        "ł": "l", "ŋ": "n", "ŧ": "t", "ƈ": "c", "ə": "e", "ʒ": "z",
    }
)  # fmt: skip
"""The letters of DIN 91379 that have no mark which Unicode could part from them."""

_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
_UNPARTED = (("Ŀ", "L"), ("ŀ", "l"), ("ŉ", "n"))
"""Letters from which Unicode parts a sign that isn't a mark."""


_NUMBERS = (
    *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
)
_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")

_GERMAN_SIGNS = str.maketrans(",.", ".,")


def euro(amount: Decimal) -> str:
    """The amount as the agreements write it: "595.950 Euro", with cents only where there are some."""
    return number(amount, cents=bool(amount % 1)) + " Euro"


@lru_cache(4096)  # the same amounts stand on many pages
def number(amount: Decimal, *, cents: bool) -> str:
    """The amount in German digits, with two decimals or none: "595.950,00"."""
    return f"{amount + 0:,.{2 if cents else 0}f}".translate(_GERMAN_SIGNS)  # + 0: no sign of a zero, equal to another


def long_date(day: date) -> str:
    """The date in words: "2. August 2025"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def read_amount(text: str) -> Decimal | None:
    """The amount that a person means by "595.950", "595.950,00 €", "95 000 EUR", "1.000,-", "1,000.00" or "1.000,00-".

    None if the text isn't an amount, or could mean two: "1.5", "12,345" (twelve euros, or twelve thousand?), "0.500"
    (half a euro, or five hundred? No amount begins with a 0 that counts for nothing).
    """
    text = text.strip()
    if match := re.fullmatch(_AMOUNT, text):
        whole = re.sub(r"\D", "", match["whole"])
        cents = match["cents"] or ""
        fraction = cents.ljust(2, "0") if cents.isdigit() else "00"
        sign = "-" if match["sign"] or match["behind"] else ""
        return _plain_decimal(f"{sign}{whole}.{fraction}")
    if match := re.fullmatch(_DOT_CENTS, text):
        return _plain_decimal(f"{match['whole']}.{match['cents']}")
    if (match := re.fullmatch(_ENGLISH_AMOUNT, text)) and (match["cents"] or match["whole"].count(",") > 1):
        return _plain_decimal(match["whole"].replace(",", "") + (match["cents"] or ""))
    return None


def in_words(number: int) -> str:
    """A number below a thousand million in words, as written in one: "fünfhundertfünfundneunzigtausend"."""
    for size, name in ((1_000_000, "millionen"), (1_000, "tausend"), (100, "hundert")):
        count, rest = divmod(number, size)
        if count:
            many = "einemillion" if (count, size) == (1, 1_000_000) else in_words(count).removesuffix("s") + name
            return many + (in_words(rest) if rest else "")
    if number < len(_NUMBERS):
        return _NUMBERS[number]
    tens, ones = divmod(number, 10)
    return (_NUMBERS[ones].removesuffix("s") + "und" if ones else "") + _TENS[tens - 2]


def read_date(text: str) -> date | None:
    """The day that "2. 8. 2025", "02.08.25", "2. August 2025" or "2025/8/2" stands for; None if it is no date.

    A year of two digits from 51 on could be one of either century, so it is none.
    """
    text = text.strip()
    if match := re.fullmatch(_ISO_LIKE, text):
        return _day(*map(int, match.groups()))
    if match := re.fullmatch(_NUMBER_DATE, text):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if (match := re.fullmatch(_WORD_DATE, text)) and (month := _month(match[2])):
        return _day(_year(match[3]), month, int(match[1]))
    return None


def read_scaled(text: str) -> Decimal | None:
    """The amount that "250 Tsd. €" or "1,2 Mio. Euro" names, which may be rounded; None if it is none such."""
    match = re.fullmatch(_SCALED, text.strip())
    if match is None:
        return None
    power = next(power for word, power in _SCALES.items() if match["scale"].casefold().startswith(word))
    return _plain_decimal(f"{Decimal(match['number'].replace(',', '.')).scaleb(power):.2f}")


def read_month(text: str) -> tuple[date, date] | None:
    """The first and the last day of the month that a text such as "Ende August 2027" names; None if it is none such."""
    match = re.fullmatch(_MONTH, text.strip())
    if match is None or not (month := _month(match[1])):
        return None
    first = date(int(match[2]), month, 1)
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def is_date_like(text: str) -> bool:
    """Whether a text has the form of a date, also of a day that isn't in the calendar."""
    text = text.strip()
    word = re.fullmatch(_WORD_DATE, text)
    return bool((word and _month(word[2])) or re.fullmatch(_ISO_LIKE, text) or re.fullmatch(_NUMBER_DATE, text))


def lacks_century(text: str) -> bool:
    """Whether a text is a date whose century is unknown, such as "1.9.99"."""
    found = (re.fullmatch(form, text.strip()) for form in (_NUMBER_DATE, _WORD_DATE))
    return any(match is not None and not _year(match[3]) for match in found)


def ungarbled(text: str) -> str | None:
    """What a text was before UTF-8 was read as Windows-1252 (once or more); None if that didn't happen."""
    meant = None
    for _round in range(3):
        try:
            text = text.encode("cp1252").decode("utf-8")
        except UnicodeEncodeError:
            try:
                text = text.encode("latin-1").decode("utf-8")
            except UnicodeError:
                break
        except UnicodeDecodeError:
            break
        meant = text
    return meant if meant and meant.isprintable() else None


def sort_key(text: str) -> tuple[list[tuple[int, int, str]], str]:
    """The sort key of a text: ä beside a, ß as ss (DIN 5007-1), numbers by their value, also Roman ones to XXXIX."""
    parts = []
    for part in re.findall(rf"[0-9]+|(?:[^\W\d_]{_MARKS})+|.", unicodedata.normalize("NFC", text), re.DOTALL):
        if part.isascii() and part.isdecimal():
            parts.append((0, int(part[:18]), part))
        elif re.fullmatch(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})", part):
            parts.append((0, _roman(part), part))
        elif not part.isspace():
            parts.append((1, 0, _without_marks(_parted(part))))
    return parts, text  # texts that differ only in their accents still have one order


@lru_cache(1024)
def name_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """The sort key of a district by its own name: "Landkreis Fulda" as "Fulda, Landkreis", as registers have it."""
    kind, _space, own = name.partition(" ")
    return sort_key(f"{own}, {kind}" if own and kind.casefold().endswith(("kreis", "stadt")) else name)


@lru_cache(maxsize=4096)  # titles and names of providers come again each year, and on many pages
def folded(text: str) -> str:
    """The text as people search for it: letters in the search form of DIN 91379 ("ü" as "ue"), every gap one space."""
    text = _replaced(unicodedata.normalize("NFC", _replaced(text, _UNPARTED)).casefold(), _UMLAUTS)
    if not text.isascii():
        text = _parted(text)
        for letter, spelling in _SPELLINGS:
            text = re.sub(letter, spelling, text)
        text = _without_marks(text)
    return " ".join(text.split())


@lru_cache(1024)
def slug(name: str) -> str:
    """The name as it stands in a file name: "Groß-Gerau" is "gross-gerau"."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")


def has_marks(text: str) -> bool:
    """Whether a text has letters that Unicode can write only with combining marks, such as "C̀"."""
    return any(map(unicodedata.combining, unicodedata.normalize("NFC", text)))


def _replaced(text: str, spellings: Iterable[tuple[str, str]]) -> str:
    for letter, spelling in spellings:
        text = text.replace(letter, spelling)
    return text


def _parted(text: str) -> str:
    """The text without case, with marks parted from their letters."""
    text = unicodedata.normalize("NFKD", _replaced(text, _UNPARTED)).casefold()
    return text if text.isascii() else unicodedata.normalize("NFKD", text)


def _without_marks(text: str) -> str:
    """The letters that are left without marks."""
    return text if text.isascii() else "".join(c for c in text if not unicodedata.combining(c)).translate(_PLAIN)


def _roman(digits: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[digit] for digit in digits]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _plain_decimal(text: str) -> Decimal:
    amount = Decimal(text)
    return amount if amount % 1 else amount.quantize(Decimal(1))


def _month(word: str) -> int | None:
    word = word.casefold().replace("ae", "ä").replace("mrz", "märz")
    found = [number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else None


def _year(digits: str) -> int:
    """The year as a number; 0 where its century isn't known."""
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if int(digits) <= LAST_SHORT_YEAR else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
