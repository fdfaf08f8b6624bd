"""Every letter of DIN 91379, from a file into a document of each format and back into a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from din91379 import LETTERS
from imported import known
from test_import_property import document_of, render

from aqb_cli.fileformat.model import Category
from aqb_cli.importing.importer import ImportedAgreement, import_printed
from aqb_cli.importing.reading import reader_of
from aqb_cli.importing.reading.signature_lines import signatory_of
from aqb_cli.wording.blocks import Publication

ROWS = 3
"""Measures of a category: more would not stand on one page."""

MARKED = ("Ğül C̀ara-K͟han", "Ṣ̄alih L̥̄ou Åłəŋ")
"""Names of two signatories, with letters of one, two and three signs."""


def words(letters: Sequence[str], start: str = "") -> str:
    """The letters in words, at their beginnings, in their middles and at their ends."""
    parts = [letters[at : at + 8] for at in range(0, len(letters), 8)]
    return " ".join(start + "".join(part) + "a" * (number % 3) for number, part in enumerate(parts))


def shares(letters: Sequence[str], count: int) -> list[Sequence[str]]:
    """The letters in so many parts."""
    size = -(-len(letters) // count)
    return [letters[at : at + size] for at in range(0, len(letters), size)]


def agreement(names: Sequence[str], measures: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    parties = (("ministry", "Staatsministerin", "Wiesbaden"), ("district", "Landrat", "Fulda"))
    return {
        "format": 1, "district": "fulda", "year": 2025, "status": "signed", "budget": {"total": Decimal(900000)},
        "measures": {str(c): list(measures[n * ROWS : (n + 1) * ROWS]) for n, c in enumerate(Category)},
        "signatures": [
            {"party": party, "name": name, "office": office, "place": place, "date": date(2025, 6, 2)}
            for (party, office, place), name in zip(parties, names, strict=True)
        ],
    }  # fmt: skip


def printed(data: dict[str, Any]) -> Publication:
    document = document_of(data)
    assert document is not None
    return document


def taken_in(data: dict[str, Any], format: str, folder: Path) -> ImportedAgreement:
    """What is taken in of an agreement's document."""
    path = folder / f"agreement.{format}"
    made = render(format)(printed(data))
    assert made.lacking == ()
    path.write_bytes(made.content)
    return import_printed(reader_of(path)(path), path, known())


@cache
def all_letters() -> dict[str, Any]:
    """An agreement with all letters in titles, and in names of providers beside other ones."""
    titles = [f"Kurs {words(part)}" for part in shares(LETTERS, ROWS * len(Category))]
    providers = [f"Werkstatt {words(part)}" for part in shares(LETTERS[::-1], ROWS * len(Category))]
    return agreement(MARKED, [{"title": t, "provider": p} for t, p in zip(titles, providers, strict=True)])


def test_columns_of_text_are_straight() -> None:
    lines = render("txt")(printed(all_letters())).content.decode().splitlines()
    firsts = [re.sub("[\u0300-\u036f]", "", line).find("Werkstatt") for line in lines if "Werkstatt" in line]
    assert len(firsts) == ROWS * len(Category)
    assert len(set(firsts)) == 1


@pytest.mark.parametrize("format", ["docx", "md", "pdf", "txt"])
def test_letters_survive_in_titles_and_names(format: str, tmp_path: Path) -> None:
    data = all_letters()
    taken = taken_in(data, format, tmp_path)
    assert {name: taken.data[name] for name in data} == data
    assert taken.notes == ()


def test_letters_survive_in_names_of_signatories(tmp_path: Path) -> None:
    names = [f"Eva {words(LETTERS[start::28], 'A')}" for start in range(28)]
    for pair in zip(names[::2], names[1::2], strict=True):
        data = agreement(pair)
        for format in ("md", "txt"):
            assert taken_in(data, format, tmp_path).data["signatures"] == data["signatures"]


def test_names_begin_with_any_capital_letter() -> None:
    for letter in LETTERS:
        if letter[0].isupper():
            assert signatory_of(f"Dr. {letter}ra {letter}ma") == (f"Dr. {letter}ra {letter}ma", ""), letter


def test_html_has_them() -> None:
    text = render("html")(printed(all_letters())).content.decode()
    assert [letter for letter in LETTERS if letter not in text] == []
