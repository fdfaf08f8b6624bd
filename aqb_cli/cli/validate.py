"""`aqb validate`: check agreements."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, NamedTuple

import typer

from aqb_cli.checking.baseline import only_new
from aqb_cli.checking.manual import no_such_rule
from aqb_cli.checking.one_file import Selection
from aqb_cli.checking.reporters import FORMATS, ReportView, reporter
from aqb_cli.checking.reporters.summary import summary
from aqb_cli.checking.rules import BY_CODE
from aqb_cli.checking.runner import FileChecker, Run, check, check_text
from aqb_cli.cli import _options as option
from aqb_cli.cli._fixing import fix_files, resolved
from aqb_cli.cli._language import language_of
from aqb_cli.cli._options import When
from aqb_cli.cli._progress import Progress
from aqb_cli.cli._running import FINDINGS, NOT_DONE, collect_garbage, new_app, output_to, wants_color, width_of
from aqb_cli.cli._words import formats
from aqb_cli.diagnostics import Problem, Severity
from aqb_cli.fileformat.yaml import LARGEST_FILE
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import File, Workspace
from aqb_cli.workspace.git import Revision, merge_base, tracked_files

app = new_app()

MOST_PROCESSES = 64
"""How many processes may be asked for: more than any machine has that checks agreements."""

COUNTING = ("full", "concise", "json", "github")
"""The formats that can count findings."""

FORMAT = formats(FORMATS)


def _number_of_processes(text: str) -> int:
    if text.isdecimal() and 1 <= int(text[:9]) <= MOST_PROCESSES:
        return int(text)
    raise Problem(
        _("“{text}” isn't a number of processes.", text=text),
        _("Write a number from 1 to {most}.", most=MOST_PROCESSES),
    )


PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Files, folders, or names such as fulda/2025; - reads standard input. [default: data/agreements]",
        show_default=False,
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar=FORMAT,
        parser=FORMAT.read_format,
        help="How to show the findings. [default: full; inside GitHub Actions, github]",
        show_default=False,
    ),
]
SelectOption = Annotated[
    list[str] | None, typer.Option(metavar="CODES", help="Apply only these rules (AQB2 means all of AQB2xx).")
]
IgnoreOption = Annotated[list[str] | None, typer.Option(metavar="CODES", help="Leave these rules out.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Let warnings fail the check too.")]
SinceOption = Annotated[
    str | None,
    typer.Option(metavar="REF", help="Only findings that weren't there when the work parted from this branch."),
]
TrackedOption = Annotated[
    bool, typer.Option("--tracked", help="Only files that git was told of; in a hook, those that the commit holds.")
]
CompleteOption = Annotated[bool, typer.Option("--complete", help="Report districts that have no agreement.")]
FixOption = Annotated[bool, typer.Option("--fix", help="Fix what can be fixed safely.")]
DiffOption = Annotated[bool, typer.Option("--diff", help="With --fix: only show what would be changed.")]
StatisticsOption = Annotated[
    bool, typer.Option("--statistics", help="Count the findings of each rule instead of showing them.")
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER",
        parser=_number_of_processes,
        help="Number of processes. [default: by the number of files]",
        show_default=False,
    ),
]
StdinFilenameOption = Annotated[
    str, typer.Option(metavar="PATH", help="The path that standard input is to be checked under.")
]


@app.command()
def validate(
    paths: PathsArgument = None,
    format: FormatOption = None,
    output: option.Output = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    strict: StrictOption = False,
    since: SinceOption = None,
    tracked: TrackedOption = False,
    complete: CompleteOption = False,
    fix: FixOption = False,
    diff: DiffOption = False,
    statistics: StatisticsOption = False,
    jobs: JobsOption = None,
    stdin_filename: StdinFilenameOption = "-",
    color: option.Color = When.AUTO,
    lang: option.Lang = None,
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
    format = format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" and output is None else "full")
    _check_format(format, statistics=statistics)
    _check_usage(paths or [], since, tracked=tracked, fix=fix, diff=diff)
    language, strict = language_of(lang), strict or settings.strict
    changed = 0
    if paths == ["-"]:
        shown = {stdin_filename}
        run = check_text(workspace, sys.stdin.buffer.read(LARGEST_FILE + 1), stdin_filename, selection)
    else:
        known = _known_to_git(workspace) if tracked else _any_path
        files = [file for file in workspace.files(paths or []) if known(file.shown)]
        shown = {file.shown for file in files}
        collect_garbage()
        revision = None if since is None else merge_base(workspace.root, since)
        checking = _Checking(workspace, files, selection, revision, known, complete, jobs, not paths, language)
        run, changed = checking.fixed(only_show=diff) if fix else (checking.run(), 0)
    if not diff:
        others = sum(report.path not in shown and bool(report.text) for report in run.reports)
        view = ReportView(
            sys.stdout,
            sys.stderr,
            language,
            statistics=statistics,
            files=len(shown) + others,
            fixable=_fixable(workspace, selection, run),
            strict=strict,
            settings=settings._replace(select=() if select else settings.select),
        )
        _report(run, format, output, color, view)
    raise typer.Exit(_exit_code(run, strict=strict) or (FINDINGS if diff and changed else 0))


class _Checking(NamedTuple):
    """A check of files, which is made again once they are fixed."""

    workspace: Workspace
    files: Sequence[File]
    selection: Selection
    revision: Revision | None
    """Where the work parted from the branch that `--since` names."""
    known: Callable[[str], bool]
    """Whether a file counts, by its path as messages name it."""
    complete: bool
    jobs: int | None
    whole: bool
    language: str

    def run(self) -> Run:
        """Checks the files; without what was there before, if that was asked for."""
        with Progress(len(self.files), self.language) as progress:
            found = check(
                self.workspace,
                self.files,
                self.selection,
                complete=self.complete,
                jobs=self.jobs,
                whole=self.whole,
                on_progress=progress.show,
            )
        if not found.reference_broken:  # packs and reference files were found without being named
            found = found._replace(reports=tuple(report for report in found.reports if self.known(report.path)))
        return only_new(found, self.revision, self.selection, complete=self.complete) if self.revision else found

    def fixed(self, *, only_show: bool) -> tuple[Run, int]:
        """Fixes the files, or shows how: what is left then, and how many files are or would be changed."""
        targets = resolved(self.workspace, self.files)  # before they are read: what is written is what was read
        run = self.run()
        checker = FileChecker(self.workspace, self.selection)
        changed = fix_files(checker, run, targets, self.language, only_show=only_show)
        return (self.run() if changed and not only_show else run), changed


def _report(run: Run, format: str, output: Path | None, color: When, view: ReportView) -> None:
    """Writes the report; of one that goes into a file, the summary is said too."""
    with output_to(output) as out:
        if is_file := out is not sys.stdout:
            view = view._replace(out=out, color=color is When.ALWAYS)
        else:
            view = view._replace(color=wants_color(color, out), width=width_of(out))
        reporter(format)(run, view)
    if is_file and format not in ("concise", "github"):  # which have said it already
        sys.stderr.writelines(f"{line}\n" for line in summary(run, view))


def _fixable(workspace: Workspace, selection: Selection, run: Run) -> int:
    """How many findings `--fix` would fix."""
    if all(diagnostic.fix is None for diagnostic in run.diagnostics):
        return 0
    from aqb_cli.checking.fixes import count_fixable

    return count_fixable(FileChecker(workspace, selection), run)


def _check_format(format: str, *, statistics: bool) -> None:
    if statistics and format not in COUNTING:
        raise Problem(
            _("The format {format} holds no counts.", format=format),
            _("Leave --statistics out, or choose another format: {formats}.", formats=COUNTING),
        )


def _check_usage(paths: Sequence[str], since: str | None, *, tracked: bool, fix: bool, diff: bool) -> None:
    """Raises `Problem` for options that don't fit each other."""
    if diff and not fix:
        raise Problem(_("--diff shows what --fix would do; give both."))
    if paths == ["-"] and since is not None:
        raise Problem(_("--since compares files with git; standard input has no history."))
    if paths == ["-"] and tracked:
        raise Problem(_("--tracked asks git about files; leave it out for standard input."))
    if paths == ["-"] and fix:
        raise Problem(_("--fix can't write to standard input; name the file."))
    if paths != ["-"] and "-" in paths:
        raise Problem(_("Standard input (-) can't be checked together with other files."))


def _any_path(_shown: str) -> bool:
    return True


def _known_to_git(workspace: Workspace) -> Callable[[str], bool]:
    """Says of a path, as messages name it, whether git was told of what is there, or of something below it."""
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


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for item in given or () for code in item.split(",") if code.strip())


def _check_codes(codes: Sequence[str]) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in BY_CODE):
            raise Problem(*no_such_rule(code))
