"""Text as Markdown shows it to the letter, whatever is in it."""

from __future__ import annotations

import re

from aqb_cli.messages import visible

_INLINE = re.compile(
    r"[\\`*\[\]<>|~$]"  # code, emphasis, links, HTML, tables, formulas
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis; inside a word an underscore is only itself
    r"|&(?=#?\w+;)"  # entities
    r"|:(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)",  # addresses, which become links by themselves
    re.IGNORECASE,
)
_START = re.compile(r"^(\s*)(?:#{1,6}(?= |$)|[-+=]|[0-9]{1,9}(?=[.)](?: |$)))")


def inline(text: str) -> str:
    """Text for a cell or the middle of a line, in which nothing is taken for markup."""
    return escaped(visible(" ".join(text.split())))


def paragraph(text: str) -> str:
    """Text that a line begins with; it makes no heading, list or rule either."""
    return begun(inline(text))


def escaped(text: str) -> str:
    """The text with backslashes where it would be taken for markup in the middle of a line."""
    return _INLINE.sub(lambda match: f"\\{match[0]}", text)


def begun(line: str) -> str:
    """A line of escaped text so that its beginning isn't taken for markup either."""
    start = _START.match(line)
    if not start:
        return line
    place = start.end() if start[0].strip().isdecimal() else start.end(1)
    return f"{line[:place]}\\{line[place:]}"
