"""Fields of a Word file that programs fill in anew: each time, they may show something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aqb_cli.importing.reading.printed import Doubt
from aqb_cli.importing.reading.word.formats import local, text_in, value
from aqb_cli.text.messages import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TODAY = re.compile(r"\s*(?:FIXED)?(?:DATE|TIME)\b", re.IGNORECASE)
"""How the instruction of a field that shows the present day begins; FIXED is what `office` puts before it in RTF."""


def doubts_on_dates(root: Element) -> Iterator[Doubt]:
    """What is to be said of fields that always show the day on which the file is opened, unless they are locked."""
    for instruction, shown, is_locked in _fields(root):
        if _TODAY.match(instruction) and shown.strip() and not is_locked:
            yield doubt_on_date(shown.strip())


def doubt_on_date(text: str) -> Doubt:
    """What is to be said of a date that follows the day."""
    return Doubt(
        _("“{text}” stands in a field that always shows today's date. Compare it with what was signed.", text=text)
    )


def _fields(root: Element) -> Iterator[tuple[str, str, bool]]:
    """The instruction of each field, what it shows, and whether that is locked."""
    begun: list[list[str]] = []
    for element in root.iter():
        name, lock = local(element), value(element, "fldLock") or "0"
        if name == "fldSimple":
            yield value(element, "instr") or "", text_in(element), lock != "0"
        elif name == "fldChar" and value(element, "fldCharType") == "begin":
            begun.append(["", "", lock])
        elif name == "fldChar" and value(element, "fldCharType") == "end" and begun:
            instruction, shown, lock = begun.pop()
            yield instruction, shown, lock != "0"
        elif begun and name in ("instrText", "t"):
            begun[-1][name == "t"] += element.text or ""
