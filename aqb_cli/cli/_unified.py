"""The difference between two texts, as `diff -u` and `git diff` show it."""

from __future__ import annotations

import difflib

from aqb_cli.diagnostics import LINE_BREAK
from aqb_cli.text.messages import Message, _, visible

_LINE_ENDS = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}


def unified(before: str, after: str, path: str, language: str) -> list[str]:
    """The lines of the difference, made harmless for terminals. What no line shows is said in words."""
    old, new = before.splitlines(), after.splitlines()
    lines = [f"{visible(line.rstrip())}\n" for line in difflib.unified_diff(old, new, path, path, lineterm="")]
    unseen = [f"\\ {message.translated(language)}\n" for message in _unseen(before, after)]
    head = [f"--- {visible(path)}\n", f"+++ {visible(path)}\n"] if unseen and not lines else []
    return [*head, *lines, *unseen]


def _unseen(before: str, after: str) -> list[Message]:
    """What is different in the ends of lines."""
    found = []
    old, new = _line_ends(before), _line_ends(after)
    if old and new and old != new:
        found.append(_("Line ends: {before} → {after}", before=old, after=new))
    if before and LINE_BREAK.search(before[-1]) is None and LINE_BREAK.search(after[-1:]):
        found.append(_("The last line gets a line end."))
    return found


def _line_ends(text: str) -> list[str | Message]:
    """What lines end with, the most frequent first."""
    ends = LINE_BREAK.findall(text)
    return [_LINE_ENDS[end] for end in sorted(set(ends), key=lambda end: (-ends.count(end), end))]
