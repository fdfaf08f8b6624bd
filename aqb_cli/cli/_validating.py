"""What `aqb validate` does, once its options are known: checks, fixes if asked to, reports, and gives the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from aqb_cli.checking.outcome import FileReport, Run, Selection
from aqb_cli.checking.reporters import ReportView, reporter
from aqb_cli.checking.reporters.summary import summary
from aqb_cli.checking.verdicts import Verdicts
from aqb_cli.cli._language import language_of
from aqb_cli.cli._progress import Progress
from aqb_cli.cli._running import FINDINGS, NOT_DONE, collect_garbage, output_to, wants_color, width_of
from aqb_cli.diagnostics import Problem, Severity
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import File, Workspace

if TYPE_CHECKING:
    from aqb_cli.workspace.git import Revision

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
    workspace = Workspace.around(Path.cwd())
    settings = workspace.settings
    selection = Selection(asked.select or settings.select, asked.ignore + settings.ignore)
    on_github = os.environ.get("GITHUB_ACTIONS") == "true" and asked.output is None
    asked = asked._replace(
        format=asked.format or ("github" if on_github else "full"), strict=asked.strict or settings.strict
    )
    _check_usage(asked)
    changed = 0
    if asked.paths == ("-",):
        shown = {asked.stdin_filename}
        run = _standard_input(workspace, asked.stdin_filename, selection)
    else:
        known = _known_to_git(workspace) if asked.tracked else _any_path
        files = [file for file in workspace.files(asked.paths) if known(file.shown)]
        shown = {file.shown for file in files}
        collect_garbage()
        checking = _Checking(workspace, files, selection, _parted(workspace, asked.since), known, asked)
        run, changed = checking.fixed() if asked.fix else (checking.run(), 0)
    if not asked.diff:
        others = sum(report.path not in shown and bool(report.text) for report in run.reports)
        view = ReportView(
            sys.stdout,
            sys.stderr,
            language_of(asked.lang),
            statistics=asked.statistics,
            files=len(shown) + others,
            fixable=_fixable(workspace, selection, run),
            strict=asked.strict,
            settings=settings._replace(select=() if asked.select else settings.select),
        )
        _report(run, asked, view)
    return _exit_code(run, strict=asked.strict) or (FINDINGS if asked.diff and changed else 0)


def _standard_input(workspace: Workspace, shown: str, selection: Selection) -> Run:
    _check_codes(selection)
    from aqb_cli.checking.runner import check_text
    from aqb_cli.fileformat.yaml import LARGEST_FILE

    return check_text(workspace, sys.stdin.buffer.read(LARGEST_FILE + 1), shown, selection)


def _parted(workspace: Workspace, since: str | None) -> Revision | None:
    """Where the work parted from the branch that `--since` names."""
    if since is None:
        return None
    from aqb_cli.workspace.git import merge_base

    return merge_base(workspace.root, since)


class _Checking(NamedTuple):
    """A check of files, which is made again once they are fixed."""

    workspace: Workspace
    files: Sequence[File]
    selection: Selection
    revision: Revision | None
    """Where the work parted from the branch that `--since` names."""
    known: Callable[[str], bool]
    """Whether a file counts, by its path as messages name it."""
    asked: Asked

    def run(self) -> Run:
        """Checks the files; without what was there before, if that was asked for."""
        verdicts = self._verdicts()
        if verdicts is not None and verdicts.nothing_changed:
            return Run(tuple(FileReport(file.shown) for file in self.files))
        _check_codes(self.selection)
        from aqb_cli.checking.runner import check

        with Progress(len(self.files), language_of(self.asked.lang)) as progress:
            found = check(
                self.workspace,
                self.files,
                self.selection,
                complete=self.asked.complete,
                jobs=self.asked.jobs,
                whole=not self.asked.paths,
                verdicts=verdicts,
                on_progress=progress.show,
            )
        if not found.reference_broken:  # packs and reference files were found without being named
            found = found._replace(reports=tuple(report for report in found.reports if self.known(report.path)))
        if self.revision is None:
            return found
        from aqb_cli.checking.baseline import only_new

        return only_new(found, self.revision, self.selection, complete=self.asked.complete)

    def _verdicts(self) -> Verdicts | None:
        """What is known to be clean; None where that isn't wanted, or where more than the files of today counts."""
        if self.asked.no_cache or self.asked.fix or self.revision is not None:
            return None
        asked = self.asked
        return Verdicts(self.workspace, self.files, self.selection, whole=not asked.paths, complete=asked.complete)

    def fixed(self) -> tuple[Run, int]:
        """Fixes the files, or shows how: what is left then, and how many files are or would be changed."""
        from aqb_cli.checking.runner import FileChecker
        from aqb_cli.cli._fixing import fix_files, resolved

        targets = resolved(self.workspace, self.files)  # before they are read: what is written is what was read
        run = self.run()
        checker = FileChecker(self.workspace, self.selection)
        changed = fix_files(checker, run, targets, language_of(self.asked.lang), only_show=self.asked.diff)
        return (self.run() if changed and not self.asked.diff else run), changed


def _report(run: Run, asked: Asked, view: ReportView) -> None:
    """Writes the report; of one that goes into a file, the summary is said too."""
    with output_to(asked.output) as out:
        if is_file := out is not sys.stdout:
            view = view._replace(out=out, color=asked.color == "always")
        else:
            view = view._replace(color=wants_color(asked.color, out), width=width_of(out))
        reporter(asked.format or "full")(run, view)
    if is_file and asked.format not in ("concise", "github"):  # which have said it already
        sys.stderr.writelines(f"{line}\n" for line in summary(run, view))


def _fixable(workspace: Workspace, selection: Selection, run: Run) -> int:
    """How many findings `--fix` would fix."""
    if all(diagnostic.fix is None for diagnostic in run.diagnostics):
        return 0
    from aqb_cli.checking.fixes import count_fixable
    from aqb_cli.checking.runner import FileChecker

    return count_fixable(FileChecker(workspace, selection), run)


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


def _any_path(_shown: str) -> bool:
    return True


def _known_to_git(workspace: Workspace) -> Callable[[str], bool]:
    """Says of a path, as messages name it, whether git was told of what is there, or of something below it."""
    from aqb_cli.workspace.git import tracked_files

    root = workspace.root or Path.cwd()
    tracked = tracked_files(root)
    known = tracked | {str(folder) for path in tracked for folder in PurePosixPath(path).parents}
    return lambda shown: Path(os.path.relpath(shown, root)).as_posix() in known


def _exit_code(run: Run, *, strict: bool) -> int:
    if run.unreadable:
        return NOT_DONE
    if run.reference_broken or run.count(Severity.ERROR) or (strict and run.count(Severity.WARNING)):
        return FINDINGS
    return 0


def _check_codes(selection: Selection) -> None:
    """Raises `Problem` for a code that no rule has."""
    if selection == Selection():
        return
    from aqb_cli.checking.manual import no_such_rule
    from aqb_cli.checking.rules import BY_CODE

    for code in (*selection.select, *selection.ignore):
        if not any(known.startswith(code) for known in BY_CODE):
            raise Problem(*no_such_rule(code))
