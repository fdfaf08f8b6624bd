"""The 649 letters that German authorities have to be able to write: the normative ones of DIN 91379:2022-08."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = os.environ.get("AQB_DIN91379")
"""Where the lists of the project String-Latin are, if they are; read before the tests' environment is scrubbed."""

_SINGLE = (
    "0041-005a 0061-007a 00c0-00d6 00d8-00f6 00f8-017e 0187-0188 018f 0197 01a0-01a1 01af-01b0 01b7 01cd-01dc "
    "01de-01df 01e2-01f0 01f4-01f5 01f8-01ff 0212-0213 0218-021b 021e-021f 0227-0233 0259 0268 0292 1e02-1e03 "
    "1e06-1e07 1e0a-1e11 1e17 1e1c-1e2b 1e2f-1e37 1e3a-1e3b 1e40-1e49 1e52-1e5b 1e5e-1e63 1e6a-1e6f 1e80-1e87 "
    "1e8c-1e97 1e9e 1ea0-1ef9"
)
_MARKED = {
    "\u0300": "CFGKMPSTZcfgkmpstz", "\u0301": "JjÿĪī", "\u0302": "DKLMNdklmn", "\u0306": "CMNRZcmnrzÇç",
    "\u0304": "CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ", "\u0307": "KUku", "\u0308": "CTZczẠạỌọỤụ", "\u030b": "Aa",
    "\u030c": "J", "\u030d": "ēō", "\u0310": "Mm", "\u0315": "CKPTckptČč", "\u031b": "KTkt", "\u031b\u0304": "Ss",
    "\u0323": "CPcpČč", "\u0325": "LRlr", "\u0325\u0304": "LRlr", "\u0326": "CHKLNchklnŽž", "\u0327": "ZzŽž",
    "\u0328\u0306": "Cc", "\u0331": "HSs", "\u035fH": "K", "\u035fh": "Kk",
}  # fmt: skip
"""What stands behind which letters."""


def _range(codes: str) -> range:
    first, _, last = codes.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


LETTERS = (
    *(chr(code) for codes in _SINGLE.split() for code in _range(codes)),
    *(base + marks for marks, bases in _MARKED.items() for base in bases),
)


def search_forms() -> dict[str, str]:
    """The letters and their search forms, as the list says; empty if there is none."""
    if not FOLDER:
        return {}
    lines = (Path(FOLDER) / "latin_list_search_form_1.3.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("; ") for line in lines]
    return {_text(row[2]): _text(row[5]) for row in rows if row[0] == "bll"}


def _text(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split())
