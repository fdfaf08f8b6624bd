"""PDF, after the standards PDF/A-2a and PDF/UA-1 in one file. Typst does the work (`pip install 'aqb-cli[pdf]'`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any
from unicodedata import category

import typst

from aqb_cli.publishing.formats import Made, Render, Unmakeable
from aqb_cli.publishing.formats.columns import shares
from aqb_cli.querying.charts.files import lacking_sign
from aqb_cli.text.german import has_marks
from aqb_cli.text.messages import _
from aqb_cli.wording.blocks import Publication, TableBlock

_LAYOUT = Path(__file__).with_name("agreement.typ")
"""Part of the program, and not of a workspace: Typst's language could do more than a layout needs."""

_ONE_TEXT = b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#sys.inputs.text'
"""Typst's text of a document that holds one text."""

_MOST_ROUNDS = 200
"""How many different signs one document may have that the fonts lack."""


def renderer(templates: Sequence[Path]) -> Render:  # noqa: ARG001 - has a layout of its own
    """See `formats.renderer`."""
    compiler = typst.Compiler(ignore_system_fonts=True)
    layout = _LAYOUT.read_bytes()

    def compiled(source: bytes, **inputs: str) -> bytes:
        made = compiler.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"])
        assert isinstance(made, bytes)
        return made

    def can_be_set(text: str) -> bool:
        try:
            compiled(_ONE_TEXT, text=text)
        except typst.TypstError:
            return False
        return True

    def make(document: Publication) -> Made:
        content = json.dumps(_plain(document), ensure_ascii=False)
        lacking: list[str] = []
        for _round in range(_MOST_ROUNDS):
            try:
                made = compiled(layout, document=content)
                if has_marks(content):  # as in few documents
                    from aqb_cli.publishing.formats.pdf_letters import with_whole_letters

                    made = with_whole_letters(made)
                return Made(made, tuple(lacking))
            except typst.TypstError as error:
                reason = str(error)
            sign = lacking_sign(reason)
            if sign.isascii():  # a letter of which the fonts lack the marks: typst names it without them
                sign = next((letter for letter in _marked(sign, content) if not can_be_set(letter)), "")
            if not sign or sign not in content:
                break
            lacking.append(sign)
            written_out = (letter if letter.isascii() else f"<U+{ord(letter):04X}>" for letter in sign)
            content = content.replace(sign, "".join(written_out))
        unset = [text for text in dict.fromkeys(_texts(_plain(document))) if not can_be_set(text)]
        raise Unmakeable(
            _("The PDF of {name} can't be made: {reason}.", name=document.name, reason=reason.partition("\n")[0]),
            _("Write in other signs, or publish as HTML or Word: {texts}.", texts=unset) if unset else None,
        )

    return make


def _marked(letter: str, content: str) -> Iterator[str]:
    """The letter with each of the marks on it that occur."""
    for found in sorted(set(re.findall(rf"{re.escape(letter)}[^\x00-\x7f]+", content))) if letter else ():
        marks = "".join(takewhile(lambda sign: category(sign).startswith("M"), found[len(letter) :]))
        if marks:
            yield letter + marks


def _texts(value: Any) -> Iterator[str]:
    """The texts in what `_plain` gives."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _plain(value: Any) -> Any:
    """The document as lists and groups."""
    if isinstance(value, date):
        return {"year": value.year, "month": value.month, "day": value.day}
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_fields"):
        return [_plain(item) for item in value]
    group = {name: _plain(getattr(value, name)) for name in value._fields}
    return group | {"shares": shares(value)} if isinstance(value, TableBlock) else group
