"""`aqb fmt`: bring agreement files into the one layout."""

from __future__ import annotations

import os
import sys
from collections import Counter
from enum import Enum, auto
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.checking.outcome import Run, Selection
from aqb_cli.checking.runner import FileChecker
from aqb_cli.cli import _options as option
from aqb_cli.cli._faults import explain
from aqb_cli.cli._language import language_of
from aqb_cli.cli._options import When
from aqb_cli.cli._running import FINDINGS, NOT_DONE, collect_garbage, new_app, say
from aqb_cli.cli._unified import unified
from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.fmt import NotTheSame, Unformattable, formatted
from aqb_cli.fileformat.yaml import LARGEST_FILE
from aqb_cli.text.messages import Message, _, ngettext, visible
from aqb_cli.workspace.collection import File, Workspace, is_reference_file, read_bytes
from aqb_cli.workspace.files import rewrite

app = new_app()

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Files, folders, or names such as fulda/2025; - formats standard input. [default: data/agreements]",
        show_default=False,
    ),
]
CheckOption = Annotated[bool, typer.Option("--check", help="Only say which files would be changed.")]
DiffOption = Annotated[bool, typer.Option("--diff", help="Only show what would be changed.")]


@app.command()
def fmt(
    paths: PathsArgument = None,
    check: CheckOption = False,
    diff: DiffOption = False,
    color: option.Color = When.AUTO,
    lang: option.Lang = None,
) -> None:
    """Bring agreement files into one layout: order of fields, indentation, quotes, blank lines.

    Values and comments stay as they are. Files that can't be read are left alone; what is wrong with them is printed.

    Exit codes: 0 done (or nothing to do), 1 files would be changed (--check, --diff) or can't be formatted, 2 not
    carried out.

    \b
    Examples:
      aqb fmt                 all agreements of this folder
      aqb fmt fulda/2025      one of them
      aqb fmt --check --diff  show what would be changed, and fail if there is anything
    """
    language = language_of(lang)
    workspace = Workspace.around(Path.cwd())
    if paths == ["-"]:
        if check or diff:
            raise Problem(_("--check and --diff look at files; standard input is only formatted."))
        raise typer.Exit(_format_input(workspace, language, color))
    found = workspace.files(paths or [])
    files = [file for file in found if not is_reference_file(file.shown)]
    _say_left_alone([file.shown for file in found if is_reference_file(file.shown)], language)
    collect_garbage()
    outcomes = [(file, _format_file(workspace, file, language, check=check, diff=diff)) for file in files]
    count = Counter(outcome for _file, outcome in outcomes)
    unreadable = _refuse(
        workspace, [file for file, outcome in outcomes if outcome is _Formatting.REFUSED], language, color
    )
    for file, outcome in outcomes:
        if outcome is _Formatting.NOT_THE_SAME:
            say(_not_the_same(file.shown), language)
    refused = count[_Formatting.REFUSED] + count[_Formatting.NOT_THE_SAME]
    changed = count[_Formatting.CHANGED]
    only_look = check or diff
    say(_summary(changed, count[_Formatting.UNCHANGED], refused, only_look=only_look), language)
    if unreadable:
        raise typer.Exit(NOT_DONE)
    raise typer.Exit(FINDINGS if refused or (only_look and changed) else 0)


class _Formatting(Enum):
    """The result of formatting a file."""

    UNCHANGED = auto()
    CHANGED = auto()
    REFUSED = auto()
    """It can't be read completely."""
    NOT_THE_SAME = auto()
    """In the one layout it would say something else."""


def _format_file(workspace: Workspace, file: File, language: str, *, check: bool, diff: bool) -> _Formatting:
    """Writes a file in the one layout; if it is only to be looked at, says that it would be changed."""
    target = Path(os.path.realpath(file.path))  # before it is read: what is written is what was read
    raw = read_bytes(file, LARGEST_FILE)
    if not isinstance(raw, bytes):
        return _Formatting.REFUSED
    try:
        before, after = _texts(raw, workspace.schema_from(Path(file.path)))
    except NotTheSame:
        return _Formatting.NOT_THE_SAME
    if after is None:
        return _Formatting.REFUSED
    if after == before:
        return _Formatting.UNCHANGED
    if diff:
        sys.stdout.writelines(unified(before, after, file.shown, language))
    elif check:
        print(visible(file.shown))
    elif not rewrite(target, raw, after.encode()):
        raise Problem(_("{path} has been changed meanwhile; nothing is written to it.", path=file.shown))
    return _Formatting.CHANGED


def _texts(raw: bytes, schema: str | None) -> tuple[str, str | None]:
    """A file before and after; None for after if it can't be read completely. Raises `NotTheSame` as `formatted`."""
    document = yaml.read(raw)
    try:
        return raw.decode("utf-8", "replace"), formatted(document, schema)
    except Unformattable:
        return "", None


def _format_input(workspace: Workspace, language: str, color: When) -> int:
    raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        _before, after = _texts(raw, None)
    except NotTheSame:
        say(_not_the_same("-"), language)
        return FINDINGS
    if after is not None:
        sys.stdout.write(after)
        return 0
    report = FileChecker(workspace, Selection()).check_bytes(raw, "-").report
    explain(Run((report,)), 1, language, color)
    return FINDINGS


def _refuse(workspace: Workspace, refused: list[File], language: str, color: When) -> bool:
    """Says what is wrong with files that can't be formatted; returns whether some can't even be read."""
    if not refused:
        return False
    checker = FileChecker(workspace, Selection())
    run = Run(tuple(checker.check_file(file).report for file in refused))
    explain(run, len(refused), language, color)
    return run.unreadable


def _say_left_alone(paths: list[str], language: str) -> None:
    if paths:
        message = ngettext(
            "{paths} is no agreement and left as it is: fmt knows no layout for it.",
            "{paths} are no agreements and left as they are: fmt knows no layout for them.",
            len(paths),
            paths=paths,
        )
        say(message, language)


def _not_the_same(path: str) -> Message:
    return _(
        "{path} is left as it is: in the one layout it would say something else. That is a fault of aqb; please report "
        "it, with the file.",
        path=path,
    )


def _summary(changed: int, unchanged: int, refused: int, *, only_look: bool) -> Message:
    if only_look:
        first = ngettext("{n} file would be formatted", "{n} files would be formatted", changed)
    else:
        first = ngettext("{n} file formatted", "{n} files formatted", changed)
    if refused:
        return _(
            "{first}, {unchanged} unchanged, {refused} left alone.", first=first, unchanged=unchanged, refused=refused
        )
    return _("{first}, {unchanged} unchanged.", first=first, unchanged=unchanged)
