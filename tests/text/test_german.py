"""Amounts, days and names as people write them: what is certain is read, what could mean two things is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from aqb_cli.text.german import (
    is_date_like,
    lacks_century,
    name_key,
    number,
    read_amount,
    read_date,
    read_month,
    read_scaled,
    sort_key,
    ungarbled,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("595950", "595950"),
        ("595.950", "595950"),
        (" 595.950,50 € ", "595950.50"),
        ("EUR 1.000,-", "1000"),
        ("1.000,–– Euro", "1000"),
        ("95 000", "95000"),
        ("95'000,5", "95000.50"),
        ("−1.234,56", "-1234.56"),
        ("595950.00", "595950"),
        ("0.50 EUR", "0.50"),
        ("12,345.00", "12345"),
        ("12.000,00-", "-12000"),
        ("12.000,---", None),  # one dash too many, or a reduction?
        ("1,234,567 €", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("12,345", None),
        ("1.5", None),
        ("0.500", None),
        ("00,50", None),
        ("1.0000", None),
        ("1.000 000", None),
        ("1,2345", None),
        ("12,34.50", None),
        ("fünf", None),
    ],
)
def test_amounts(text: str, amount: str | None) -> None:
    read = read_amount(text)
    assert (None if read is None else str(read)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("250 Tsd. €", "250000"),
        ("rund 1,2 Mio. Euro", "1200000"),
        ("250 TEUR", "250000"),
        ("bis zu 1,3456 Mio.", None),
        ("3 Millionen", "3000000"),
        ("1.200 Tsd.", None),
    ],
)
def test_amounts_in_words(text: str, amount: str | None) -> None:
    read = read_scaled(text)
    assert (None if read is None else str(read)) == amount


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2. 8. 2025", date(2025, 8, 2)),
        ("den 02.08.25", date(2025, 8, 2)),
        ("2.8.50", date(2050, 8, 2)),
        ("2.8.51", None),
        ("2. August 2025", date(2025, 8, 2)),
        ("2 Aug. 2025", date(2025, 8, 2)),
        ("1. Maerz 2025", date(2025, 3, 1)),
        ("1. Mrz 25", date(2025, 3, 1)),
        ("2. Ju 2025", None),  # a month's word has three letters
        ("2. Jun 2025", date(2025, 6, 2)),
        ("2025/8/2", date(2025, 8, 2)),
        ("2025-08-02T00:00:00Z", date(2025, 8, 2)),
        ("2025–08−02", date(2025, 8, 2)),  # as word processors write dashes
        ("02.08.2025 00:00", date(2025, 8, 2)),
        ("2025-08-02 10:00", None),
        ("30.2.2025", None),
        ("8/2/2025", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_what_is_said_of_texts_that_are_no_days() -> None:
    assert [is_date_like(text) for text in ("30.2.2025", "31. Juni 2025", "2025-13-01", "2. Muster 2025", "heute")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert [lacks_century(text) for text in ("1.9.99", "1. Mai 51", "1.9.50", "1.9.1999", "heute")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert read_month("Ende August 2027") == (date(2027, 8, 1), date(2027, 8, 31))
    assert read_month("Dez. 2027") == (date(2027, 12, 1), date(2027, 12, 31))
    assert read_month("Februar 2028") == (date(2028, 2, 1), date(2028, 2, 29))
    assert read_month("Sommer 2027") is None


def test_amounts_are_written_without_the_sign_of_a_zero() -> None:
    assert [number(Decimal(text), cents=True) for text in ("-0", "-1234.5", "1000000")] == [
        "0,00", "-1.234,50", "1.000.000,00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("FÃ¼r", "Für"),
        ("FÃƒÂ¼r", "Für"),
        ("â€“", "–"),
        ("Für", None),
        ("fur", "fur"),
        ("Ã\u0084", "Ä"),
        ("Â\u0085", None),
    ],
)
def test_garbled_letters(garbled: str, meant: str | None) -> None:
    assert ungarbled(garbled) == meant


def test_numbers_are_sorted_by_their_values_and_districts_by_their_own_names() -> None:
    texts = ["Kurs 2", "Kurs 10", "Kurs IX", "Kurs X b", "Kurs X a", "Kurs XL", "kurs 1", "Küra", "Kurse"]
    assert sorted(texts, key=sort_key) == [
        "Küra", "kurs 1", "Kurs 2", "Kurs IX", "Kurs 10", "Kurs X a", "Kurs X b", "Kurs XL", "Kurse",
    ]  # fmt: skip
    names = ["Stadt Kassel", "Landkreis Kassel", "Lahn-Dill-Kreis", "Kreis Offenbach", "Stadt Fulda", "Stadt"]
    assert sorted(names, key=name_key) == [
        "Stadt Fulda", "Landkreis Kassel", "Stadt Kassel", "Lahn-Dill-Kreis", "Kreis Offenbach", "Stadt",
    ]  # fmt: skip
