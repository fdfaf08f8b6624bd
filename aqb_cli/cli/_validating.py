"""What `aqb validate` does, once its options are known: checks, fixes if asked to, reports, and gives the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from aqb_cli.checking.outcome import Run, Selection
from aqb_cli.checking.reporters import ReportView, reporter
from aqb_cli.checking.reporters.summary import summary
from aqb_cli.checking.validating import Validation, check_stream, fixable
from aqb_cli.cli._language import language_of
from aqb_cli.cli._running import FINDINGS, NOT_DONE, collect_garbage, output_to, wants_color, width_of
from aqb_cli.diagnostics import Problem, Severity
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace

COUNTING = ("full", "concise", "json", "github")
"""The formats that can count findings."""


class Asked(NamedTuple):
    """What the command line asks for; by itself, what `aqb validate` does without options."""

    paths: Sequence[str] = ()
    format: str | None = None
    output: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    since: str | None = None
    tracked: bool = False
    complete: bool = False
    fix: bool = False
    diff: bool = False
    statistics: bool = False
    jobs: int | None = None
    stdin_filename: str = "-"
    color: str = "auto"
    lang: str | None = None
    no_cache: bool = False


def validated(asked: Asked) -> int:
    """Checks what is asked for and reports it; returns the exit code."""
    workspace = Workspace.here()
    settings = workspace.settings
    language = language_of(asked.lang)
    selection = Selection(asked.select or settings.select, asked.ignore + settings.ignore)
    on_github = os.environ.get("GITHUB_ACTIONS") == "true" and asked.output is None
    asked = asked._replace(
        format=asked.format or ("github" if on_github else "full"), strict=asked.strict or settings.strict
    )
    _check_usage(asked)
    changed = 0
    if asked.paths == ("-",):
        shown = {asked.stdin_filename}
        run = check_stream(workspace, sys.stdin.buffer, asked.stdin_filename, selection)
    else:
        validation = Validation(
            workspace, asked.paths, selection, since=asked.since, tracked=asked.tracked, complete=asked.complete,
            fix=asked.fix, jobs=asked.jobs, use_cache=not asked.no_cache,
        )  # fmt: skip
        shown = {file.shown for file in validation.files}
        collect_garbage()
        run = validation.run(partial(_progress, language))
        if asked.fix:
            from aqb_cli.checking.fixes import fix_files
            from aqb_cli.checking.runner import FileChecker
            from aqb_cli.cli._fixing import say_fixes

            checker = FileChecker(workspace, selection)
            changed = say_fixes(fix_files(checker, run, validation.targets, only_show=asked.diff), language, asked.diff)
            if changed and not asked.diff:
                run = validation.run(partial(_progress, language))
    if not asked.diff:
        others = sum(report.path not in shown and bool(report.text) for report in run.reports)
        view = ReportView(
            sys.stdout,
            sys.stderr,
            language,
            statistics=asked.statistics,
            files=len(shown) + others,
            fixable=fixable(workspace, selection, run),
            strict=asked.strict,
            settings=settings._replace(select=() if asked.select else settings.select),
        )
        _report(run, asked, view)
    return _exit_code(run, strict=asked.strict) or (FINDINGS if asked.diff and changed else 0)


def _progress(language: str, files: int) -> AbstractContextManager[Callable[[int], None]]:
    from aqb_cli.cli._progress import progress

    return progress(files, language)


def _report(run: Run, asked: Asked, view: ReportView) -> None:
    """Writes the report; of one that goes into a file, the summary is said too."""
    with output_to(asked.output) as out:
        if is_file := out is not sys.stdout:
            view = view._replace(out=out, color=asked.color == "always")
        else:
            view = view._replace(color=wants_color(asked.color, out), width=width_of(out))
        reporter(asked.format or "full")(run, view)
    if is_file and asked.format not in ("concise", "github"):  # which have said it already
        view.note(summary(run, view))


def _check_usage(asked: Asked) -> None:
    """Raises `Problem` for options that don't fit each other."""
    if asked.statistics and asked.format not in COUNTING:
        raise Problem(
            _("The format {format} holds no counts.", format=asked.format or ""),
            _("Leave --statistics out, or choose another format: {formats}.", formats=COUNTING),
        )
    if asked.diff and not asked.fix:
        raise Problem(_("--diff shows what --fix would do; give both."))
    standard_input = asked.paths == ("-",)
    if standard_input and asked.since is not None:
        raise Problem(_("--since compares files with git; standard input has no history."))
    if standard_input and asked.tracked:
        raise Problem(_("--tracked asks git about files; leave it out for standard input."))
    if standard_input and asked.fix:
        raise Problem(_("--fix can't write to standard input; name the file."))
    if not standard_input and "-" in asked.paths:
        raise Problem(_("Standard input (-) can't be checked together with other files."))


def _exit_code(run: Run, *, strict: bool) -> int:
    if run.unreadable:
        return NOT_DONE
    if run.reference_broken or run.count(Severity.ERROR) or (strict and run.count(Severity.WARNING)):
        return FINDINGS
    return 0
