"""Which layers of a PDF file are switched off: only its catalogue knows that."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any


class Layers:
    """The layers of one file. Its catalogue is read only if text stands on any."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hide(self, names: Iterable[str]) -> bool:
        """Whether text on all of these layers doesn't show when the file is opened."""
        return any(name in self._hidden for name in names)

    @cached_property
    def _hidden(self) -> set[str]:
        from pdfminer.pdfdocument import PDFDocument
        from pdfminer.pdfparser import PDFParser
        from pdfminer.pdftypes import dict_value, list_value, resolve1

        with self._path.open("rb") as stream:
            try:
                properties = dict_value(PDFDocument(PDFParser(stream)).catalog.get("OCProperties", {}))
                default = dict_value(properties.get("D", {}))
                is_off = "OFF" in str(default.get("BaseState", ""))
                named = {each.objid for each in list_value(default.get("ON" if is_off else "OFF", []))}
                every = list_value(properties.get("OCGs", []))
                return {_name(resolve1(each)) for each in every if (each.objid in named) != is_off}
            except Exception:  # a file that pdfium mends, and pdfminer can't: all of its text is taken
                return set()


def _name(group: Any) -> str:
    from pdfminer.utils import decode_text

    return str(decode_text(dict(group).get("Name", b"")))
