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
_MOST_ROUNDS = 200
"""How many different signs one document may have that the fonts lack."""


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
        content = json.dumps(_plain(document), ensure_ascii=False)
        for _round in range(_MOST_ROUNDS):
            try:
                made = compiler.compile(
                    layout, format="pdf", sys_inputs={"document": content}, pdf_standards=["a-2a", "ua-1"]
                )
            except typst.TypstError as error:
                reason = str(error)
                before, content = content, _written_out(content, reason)
                if content == before:
                    break
            else:
                assert isinstance(made, bytes)
                return made
        raise Problem(_("The PDF of {name} can't be made: {reason}.", name=document.name, reason=reason))

    return to_bytes


def _written_out(content: str, reason: str) -> str:
    """The texts with the sign that the fonts lack written out, such as `<U+1F680>`; typst names one at a time."""
    lacking = _LACKING.search(reason)
    if not lacking:
        return content
    sign = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), lacking[1])
    shown = "".join(c if c.isascii() else f"<U+{ord(c):04X}>" for c in sign)
    return content.replace(sign, shown)


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
