"""`aqb validate --fix`: says what was changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from aqb_cli.checking.fixes import AppliedFix, FixedFile
from aqb_cli.checking.rules import BY_CODE
from aqb_cli.cli._running import say
from aqb_cli.cli._unified import unified
from aqb_cli.text.messages import Message, _, ngettext, visible

MOST = 20
"""How many changes of a file are listed."""

LONGEST = 60
"""How many characters of a text are quoted, before and after."""


def say_fixes(files: Iterable[FixedFile], language: str, only_show: bool) -> int:
    """Says what was changed in files, or shows it as a difference; returns how many were or would be changed."""
    changed = fixed = 0
    for file in files:
        changed += 1
        fixed += len(file.changes)
        if only_show:
            sys.stdout.writelines(unified(file.before, file.after, file.path, language))
            continue
        lines = [_line(file.path, change, language) for change in file.changes]
        more = len(lines) - MOST
        sys.stderr.writelines(f"{visible(line)}\n" for line in lines[:MOST])
        if more > 0:
            rest = ngettext("{path}: and {n} more change", "{path}: and {n} more changes", more, path=file.path)
            say(rest, language)
    say(_summary(fixed, changed, only_show), language)
    return changed


def _line(path: str, change: AppliedFix, language: str) -> str:
    title = BY_CODE[change.code].title.translated(language)
    what = _("“{before}” → “{after}”", before=_shortened(change.before), after=_shortened(change.after))
    return f"{path}:{change.line}: {change.code}: {title}: {what.translated(language)}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _summary(fixed: int, changed: int, only_show: bool) -> Message:
    found = ngettext("{n} finding", "{n} findings", fixed)
    places = ngettext("in {n} file", "in {n} files", changed)
    if only_show:
        return _("{found} {places} would be fixed.", found=found, places=places)
    return _("{found} {places} fixed.", found=found, places=places)
