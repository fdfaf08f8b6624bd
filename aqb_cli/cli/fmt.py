"""`aqb fmt`: bring agreement files into the one layout."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from aqb_cli.checking.formatting import FormattedFile, format_bytes, format_files
from aqb_cli.checking.outcome import FileReport, Run
from aqb_cli.checking.runner import FileChecker
from aqb_cli.cli import _options as option
from aqb_cli.cli._faults import explain
from aqb_cli.cli._framework import App
from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import FINDINGS, NOT_DONE, collect_garbage, say
from aqb_cli.cli._unified import unified
from aqb_cli.diagnostics import Problem
from aqb_cli.fileformat.yaml import LARGEST_FILE
from aqb_cli.text.messages import Message, _, ngettext, visible
from aqb_cli.workspace.collection import Workspace, is_reference_file

app = App()

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Files, folders, or names such as fulda/2025; - formats standard input. [default: data/agreements]",
    ),
]
CheckOption = Annotated[bool, typer.Option("--check", help="Only say which files would be changed.")]
DiffOption = Annotated[bool, typer.Option("--diff", help="Only show what would be changed.")]


@app.command()
def fmt(
    paths: PathsArgument = None,
    check: CheckOption = False,
    diff: DiffOption = False,
    color: option.Color = "auto",
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
    workspace = Workspace.here()
    checker = FileChecker(workspace)
    if paths == ["-"]:
        if check or diff:
            raise Problem(_("--check and --diff look at files; standard input is only formatted."))
        done = format_bytes(checker, sys.stdin.buffer.read(LARGEST_FILE + 1), "-")
        sys.stdout.write(done.after)
        _say_refused([done], language, color)
        raise typer.Exit(FINDINGS if done.fault else 0)
    found = workspace.files(paths or [])
    files = [file for file in found if not is_reference_file(file.shown)]
    _say_left_alone([file.shown for file in found if is_reference_file(file.shown)], language)
    collect_garbage()
    refused, changed = [], 0
    for file in format_files(checker, files, only_show=check or diff):
        if file.fault is not None:
            refused.append(file)
        elif file.after != file.before:
            changed += 1
            if diff:
                sys.stdout.writelines(unified(file.before, file.after, file.path, language))
            elif check:
                print(visible(file.path))
    unreadable = _say_refused(refused, language, color)
    unchanged = len(files) - changed - len(refused)
    say(_summary(changed, unchanged, len(refused), only_look=check or diff), language)
    if unreadable:
        raise typer.Exit(NOT_DONE)
    raise typer.Exit(FINDINGS if refused or (changed and (check or diff)) else 0)


def _say_refused(refused: list[FormattedFile], language: str, color: str) -> bool:
    """Says what is wrong with files that can't be formatted; returns whether some can't even be read."""
    run = Run(tuple(file.fault for file in refused if isinstance(file.fault, FileReport)))
    if run.reports:
        explain(run, len(run.reports), language, color)
    for file in refused:
        if isinstance(file.fault, Message):
            say(file.fault, language)
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
