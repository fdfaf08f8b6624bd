"""Text as Markdown shows it to the letter, whatever is in it."""

from __future__ import annotations

import re

from aqb_cli.messages import visible

_INLINE = re.compile(
    r"[\\`*\[\]<>|~$]"  # code, emphasis, links, HTML, tables, formulas
    r"|(?<!\w)_|_(?!\w)"  # emphasis; inside a word an underscore is only itself
    r"|&(?=#?\w+;)"  # entities
    r"|:(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)",  # addresses, which become links by themselves
    re.IGNORECASE,
)
_START = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+=]|[0-9]{1,9}(?=[.)](?:\s|$)))")


def inline(text: str) -> str:
    """Text for a cell or the middle of a line, in which nothing is taken for markup."""
    return _INLINE.sub(lambda match: f"\\{match[0]}", visible(" ".join(text.split())))


def paragraph(text: str) -> str:
    """Text that a line begins with; it makes no heading, list or rule either."""
    line = inline(text)
    start = _START.match(line)
    if not start:
        return line
    if start[0].isdecimal():
        return f"{start[0]}\\{line[start.end() :]}"
    return f"\\{line}"
