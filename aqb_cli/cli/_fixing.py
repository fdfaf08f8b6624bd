"""`aqb validate --fix`: writes what has been fixed, and says what was changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.rules import BY_CODE
from aqb_cli.checking.runner import FileChecker
from aqb_cli.cli._unified import unified
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import Message, _, ngettext, visible
from aqb_cli.workspace.collection import File, Workspace, shown_path

if TYPE_CHECKING:
    from aqb_cli.checking.fixes import AppliedFix

MOST = 20
"""How many changes of a file are listed."""

LONGEST = 60
"""How many characters of a text are quoted, before and after."""

_BOM = b"\xef\xbb\xbf"
"""What some editors put in front of UTF-8; a file keeps it."""


def resolved(workspace: Workspace, files: Sequence[File]) -> dict[str, Path]:
    """Where files really lie, links followed, by the paths that messages name."""
    paths = {file.shown: file.path for file in files}
    paths |= {shown_path(path): str(path) for path in workspace.reference_files()}
    return {shown: Path(os.path.realpath(path)) for shown, path in paths.items()}


def fix_files(checker: FileChecker, run: Run, targets: Mapping[str, Path], language: str, *, only_show: bool) -> int:
    """Fixes the files, or shows how; returns how many are or would be changed.

    Raises `Problem` if a file has changed since it was checked; nothing is written to it then.
    """
    from aqb_cli.checking.fixes import fix

    changed = fixed = 0
    for report in run.reports:
        file = fix(checker, report) if report.text else None
        if file is None:
            continue
        changed += 1
        fixed += len(file.changes)
        if only_show:
            sys.stdout.writelines(unified(file.before, file.after, report.path, language))
        else:
            _write(targets[report.path], report.path, file.before.encode(), file.after.encode())
            lines = [_line(report.path, change, language) for change in file.changes]
            more = len(lines) - MOST
            sys.stderr.writelines(f"{visible(line)}\n" for line in lines[:MOST])
            if more > 0:
                rest = ngettext("{path}: and {n} more change", "{path}: and {n} more changes", more, path=report.path)
                sys.stderr.write(rest.translated(language) + "\n")
    sys.stderr.write(_summary(fixed, changed, only_show=only_show).translated(language) + "\n")
    return changed


def _write(target: Path, shown: str, before: bytes, after: bytes) -> None:
    from aqb_cli.workspace.files import rewrite

    if not any(rewrite(target, mark + before, mark + after) for mark in (b"", _BOM)):
        raise Problem(
            _("{path} has been changed meanwhile; nothing is written to it.", path=shown),
            _("Run the command again."),
        )


def _line(path: str, change: AppliedFix, language: str) -> str:
    title = BY_CODE[change.code].title.translated(language)
    what = _("“{before}” → “{after}”", before=_shortened(change.before), after=_shortened(change.after))
    return f"{path}:{change.line}: {change.code}: {title}: {what.translated(language)}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _summary(fixed: int, changed: int, *, only_show: bool) -> Message:
    found = ngettext("{n} finding", "{n} findings", fixed)
    places = ngettext("in {n} file", "in {n} files", changed)
    if only_show:
        return _("{found} {places} would be fixed.", found=found, places=places)
    return _("{found} {places} fixed.", found=found, places=places)
