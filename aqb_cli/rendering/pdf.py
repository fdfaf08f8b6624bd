"""PDF, after the standards PDF/A-2a and PDF/UA-1 in one file. Typst does the work (`pip install 'aqb-cli[pdf]'`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from aqb_cli.document.blocks import Document
from aqb_cli.messages import _
from aqb_cli.problems import Problem
from aqb_cli.rendering import Render

_LAYOUT = Path(__file__).with_name("agreement.typ")
"""Part of the program, and not of a workspace: Typst's language could do more than a layout needs."""

_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')


def renderer(templates: Sequence[Path]) -> Render:  # noqa: ARG001 - has a layout of its own
    """See `rendering.renderer`."""
    try:
        import typst
    except ImportError as error:
        message = _("To make PDF files, a part of aqb is needed that isn't installed.")
        raise Problem(message, _("Install it: {command}", command="pip install 'aqb-cli[pdf]'")) from error
    import json

    compiler = typst.Compiler(ignore_system_fonts=True)
    layout = _LAYOUT.read_bytes()

    def to_bytes(document: Document) -> bytes:
        inputs = {"document": json.dumps(_plain(document), ensure_ascii=False)}
        try:
            made = compiler.compile(layout, format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"])
        except typst.TypstError as error:
            raise _problem(document, str(error)) from error
        assert isinstance(made, bytes)
        return made

    return to_bytes


def _problem(document: Document, reason: str) -> Problem:
    if lacking := _LACKING.search(reason):
        message = _("{name}: the fonts of the PDF have no sign for “{text}”.", name=document.name, text=lacking[1])
        return Problem(message, _("Write it in other letters, or publish this agreement in another format."))
    return Problem(_("The PDF of {name} can't be made: {reason}.", name=document.name, reason=reason))


def _plain(value: Any) -> Any:
    """The document as lists and groups, each block with its kind."""
    if isinstance(value, date):
        return {"year": value.year, "month": value.month, "day": value.day}
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_fields"):
        return [_plain(item) for item in value]
    group = {name: _plain(getattr(value, name)) for name in value._fields}
    return group | ({"kind": value.kind} if hasattr(value, "kind") else {})
