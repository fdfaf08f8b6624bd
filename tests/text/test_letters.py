"""The letters of DIN 91379 in searching, in file names and in sorted lists."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

import pytest
from din91379 import LETTERS, search_forms

from aqb_cli.querying.queries.choice import Choice
from aqb_cli.text.german import folded, slug, sort_key
from aqb_cli.text.unseen import difference, looks_the_same

FORMS = search_forms()
"""All letters, where the list is at hand."""

KINDS = {
    "e": "eÉėẽə", "ae": "äÄǟǢæạ̈", "aa": "åÅǻ", "oe": "öÖØǿœȫọ̈", "ue": "üÜǘỤ̈", "ss": "ßẞ", "th": "þÞ", "d": "đÐðd̂",
    "h": "ħĦH̱", "i": "ıİɨ", "k": "ĸk̕", "kh": "K͟H", "l": "łŁŀĿl̥̄", "n": "ŋŊŉN̆", "t": "ŧŦ", "c": "ƈƇc̨̆", "z": "ʒƷǯz̈",
    "g": "ǥ", "a": "a̋ầ", "o": "őơō̍", "u": "űůụ̄",
}  # fmt: skip
"""A few letters of each kind by their search forms; a letter begins where no mark stands."""


def test_the_repertoire() -> None:
    assert len(set(LETTERS)) == 649
    assert all(unicodedata.is_normalized("NFC", letter) for letter in LETTERS)
    assert not FORMS or set(FORMS) == set(LETTERS)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_are_found_and_named_by_their_search_forms(form: Literal["NFC", "NFD"]) -> None:
    for wanted, letters in KINDS.items():
        assert folded(unicodedata.normalize(form, letters)).replace(wanted, "") == "", wanted
    for letter, wanted in FORMS.items():
        text = unicodedata.normalize(form, f"x{letter}y")
        assert (folded(text), slug(text)) == (f"x{wanted}y".lower(), f"x{wanted}y".lower())


def test_a_search_finds_them() -> None:
    for typed, written in (("mueller", "Müller"), ("AAGAARD", "Ågaard"), ("oestby", "Østby"), ("Łódź", "Lodz")):
        assert Choice(search=typed).matches("Kurs", f"Werkstatt {written}")
    assert not Choice(search="muller").matches("Müller")


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ("Kurs", "Kurs\u200b", ("–", "<U+200B>")),
        ("\u200bKurs", "Kurs", ("<U+200B>", "–")),
        ("a b", "a\u00a0b", ("<U+0020>", "<U+00A0>")),
        ("Kür", "Ku\u0308r", ("<U+00FC>", "<U+0075><U+0308>")),
        ("aa", "a\u200b\u200b\u200b\u200b\u200ba", ("–", "<U+200B>" * 4)),
    ],
)
def test_texts_that_look_the_same_are_told_apart(one: str, other: str, parts: tuple[str, str]) -> None:
    assert looks_the_same(one, other)
    assert difference(one, other) == parts


def test_every_letter_has_a_place_in_file_names() -> None:
    for letter in LETTERS:
        assert slug(f"x{letter}y")[1:-1].isalpha(), letter
        assert slug(letter) == folded(letter)


def test_words_are_sorted_by_their_letters_whatever_marks_they_have() -> None:
    for letter in LETTERS:
        base = sort_key(f"x{letter}")[0][0][2]
        assert re.fullmatch("x[a-z]{1,2}", base), letter
        assert sort_key(f"{base}a") < sort_key(f"x{letter}b") < sort_key(f"{base}c"), letter
    assert sorted(("Ort", "Ødegård", "Oz", "Öl", "Lz", "Łódź", "Cb", "C̀z", "Ca"), key=sort_key) == [
        "Ca", "Cb", "C̀z", "Łódź", "Lz", "Ødegård", "Öl", "Ort", "Oz",
    ]  # fmt: skip
