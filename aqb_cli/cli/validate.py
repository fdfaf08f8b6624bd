"""`aqb validate`: check agreements."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from aqb_cli.checking.baseline import only_new
from aqb_cli.checking.one_file import Selection
from aqb_cli.checking.reporters import FORMATS, ReportView, reporter
from aqb_cli.checking.reporters.summary import summary
from aqb_cli.checking.rules import BY_CODE
from aqb_cli.checking.runner import FileChecker, Run, check, check_text
from aqb_cli.cli._fixing import mend_files, resolved
from aqb_cli.cli._options import Color, ColorOption, LanguageOption, OutputOption
from aqb_cli.cli._progress import Progress
from aqb_cli.cli._running import (
    FINDINGS,
    NOT_DONE,
    collect_garbage,
    language_of,
    new_app,
    output_to,
    wants_color,
    width_of,
)
from aqb_cli.diagnostics import Problem, Severity
from aqb_cli.fileformat.yaml import LARGEST_FILE
from aqb_cli.text.messages import Message, _
from aqb_cli.text.near_misses import choices
from aqb_cli.workspace.collection import Workspace
from aqb_cli.workspace.git import merge_base

app = new_app()

COUNTING = ("full", "concise", "json", "github")
"""The formats that can count findings."""


@app.command()
def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, or names such as fulda/2025; - reads standard input. [default: data/agreements]",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar=f"<{'|'.join(FORMATS)}>",
            help="How to show the findings. [default: full; inside GitHub Actions, github]",
            show_default=False,
        ),
    ] = None,
    output: OutputOption = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="Apply only these rules (AQB2 means all of AQB2xx).")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODES", help="Leave these rules out.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail the check too.")] = False,
    since: Annotated[
        str | None,
        typer.Option(metavar="REF", help="Only findings that weren't there when the work parted from this branch."),
    ] = None,
    complete: Annotated[bool, typer.Option("--complete", help="Report districts that have no agreement.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Fix what can be fixed safely.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="With --fix: only show what would be changed.")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings of each rule instead of showing them.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Number of processes. [default: by the number of files]", show_default=False),
    ] = None,
    stdin_filename: Annotated[
        str, typer.Option(metavar="PATH", help="The path that standard input is to be checked under.")
    ] = "-",
    color: ColorOption = Color.AUTO,
    lang: LanguageOption = None,
) -> None:
    """Check agreements and say what is wrong, where, and what to do.

    Exit codes: 0 nothing wrong, 1 findings, 2 not carried out (wrong usage, or a file that can't be read).

    \b
    Examples:
      aqb validate                            all agreements of this folder
      aqb validate data/agreements/2025       those of one year
      aqb validate fulda/2025 --lang de       one agreement, messages in German
      aqb validate --fix                      fix what can be fixed safely
      aqb validate -f concise --select AQB2   only budgets, one line a finding
      aqb validate --since origin/main        only what is new on this branch
      aqb validate - --stdin-filename data/agreements/2025/fulda.yaml < draft.yaml
    """
    workspace = Workspace.around(Path.cwd())
    settings = workspace.settings
    selection = Selection(_codes(select) or settings.select, _codes(ignore) + settings.ignore)
    _check_codes((*selection.select, *selection.ignore))
    language = language_of(lang)
    format = format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" and output is None else "full")
    if format not in FORMATS:
        raise Problem(_("There is no format “{format}”.", format=format), choices(FORMATS, format)[0])
    if statistics and format not in COUNTING:
        raise Problem(
            _("The format {format} holds no counts.", format=format),
            _("Leave --statistics out, or choose another format: {formats}.", formats=COUNTING),
        )
    from_stdin = paths == ["-"]
    if diff and not fix:
        raise Problem(_("--diff shows what --fix would do; give both."))
    if from_stdin and since is not None:
        raise Problem(_("--since compares files with git; standard input has no history."))
    if from_stdin and fix:
        raise Problem(_("--fix can't write to standard input; name the file."))
    if not from_stdin and "-" in (paths or ()):
        raise Problem(_("Standard input (-) can't be checked together with other files."))

    if from_stdin:
        count, counted = 1, {stdin_filename}
        run = check_text(workspace, sys.stdin.buffer.read(LARGEST_FILE + 1), stdin_filename, selection)
    else:
        files = workspace.files(paths or [])
        count, counted = len(files), {file.shown for file in files}
        collect_garbage()

        revision = None if since is None else merge_base(workspace.root, since)

        def check_all() -> Run:
            with Progress(count, language) as progress:
                found = check(
                    workspace,
                    files,
                    selection,
                    complete=complete,
                    jobs=jobs,
                    whole=not paths,
                    on_progress=progress.show,
                )
            return only_new(found, revision, selection, complete=complete) if revision else found

        targets = resolved(workspace, files) if fix else {}  # before they are read: what is written is what was read
        run = check_all()
        if fix:
            changed = mend_files(FileChecker(workspace, selection), run, targets, language, only_show=diff)
            if diff:
                code = _exit_code(run, strict=strict or settings.strict)
                raise typer.Exit(code or (FINDINGS if changed else 0))
            run = check_all() if changed else run
    with output_to(output) as out:
        is_file = out is not sys.stdout
        view = ReportView(
            out=out,
            notes=sys.stderr,
            language=language,
            color=wants_color(color, out) if not is_file else color is Color.ALWAYS,
            width=None if is_file else width_of(out),
            statistics=statistics,
            files=count + sum(report.path not in counted and bool(report.text) for report in run.reports),
            strict=strict or settings.strict,
        )
        reporter(format)(run, view)
    if is_file and format not in ("concise", "github"):  # which have said it already
        sys.stderr.writelines(f"{line}\n" for line in summary(run, view))
    raise typer.Exit(_exit_code(run, strict=strict or settings.strict))


def _exit_code(run: Run, *, strict: bool) -> int:
    if run.unreadable:
        return NOT_DONE
    if run.registry_broken or run.count(Severity.ERROR) or (strict and run.count(Severity.WARNING)):
        return FINDINGS
    return 0


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for item in given or () for code in item.split(",") if code.strip())


def _check_codes(codes: Sequence[str]) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in BY_CODE):
            raise Problem(
                _("There is no rule {code}.", code=code), choices(BY_CODE, code)[0] if len(code) > 5 else _list_hint()
            )


def _list_hint() -> Message:
    return _("`aqb rule` lists all rules.")
