"""The check that `aqb validate` makes: of which files, under which rules, and what of it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from aqb_cli.checking.outcome import EVERY_RULE, FileReport, Run, Selection
from aqb_cli.checking.verdicts import Verdicts, place_of
from aqb_cli.diagnostics import Problem
from aqb_cli.text.messages import _
from aqb_cli.workspace.collection import Workspace


class Validation:
    """A check of files, which can be made again once they are fixed."""

    def __init__(
        self,
        workspace: Workspace,
        paths: Sequence[str],
        selection: Selection,
        *,
        since: str | None = None,
        tracked: bool = False,
        complete: bool = False,
        fix: bool = False,
        jobs: int | None = None,
        use_cache: bool = True,
    ) -> None:
        self._workspace, self._selection = workspace, selection
        self._whole, self._complete, self._jobs = not paths, complete, jobs
        self._counts: Callable[[str], bool] = lambda _shown: True
        if tracked:
            from aqb_cli.workspace.git import known_to_git

            self._counts = known_to_git(workspace.root)
        self.files = [file for file in workspace.files(paths) if self._counts(file.shown)]
        self._revision = self._verdicts = None
        if since is not None:
            from aqb_cli.workspace.git import merge_base

            self._revision = merge_base(workspace.root, since)
        self.targets: Mapping[str, Path] = {}
        """Where the files really lie, if they are to be fixed."""
        if fix:
            from aqb_cli.checking.fixes import resolved

            self.targets = resolved(workspace, self.files)
        elif use_cache and since is None and (place := place_of(workspace)):
            self._verdicts = Verdicts(place, workspace, self.files, selection, whole=self._whole, complete=complete)

    def run(self, progress: Callable[[int], AbstractContextManager[Callable[[int], None]]]) -> Run:
        """Checks the files; without what was there before, if that was asked for. Raises `Problem` for unknown codes.

        `progress` gets the number of files, and gives a function that is called with the number of those that are done.
        """
        if self._verdicts is not None and self._verdicts.nothing_changed:
            return Run(tuple(FileReport(file.shown) for file in self.files))
        refuse_wrong_codes(self._selection)
        from aqb_cli.checking.runner import check

        with progress(len(self.files)) as on_progress:
            found = check(
                self._workspace,
                self.files,
                self._selection,
                complete=self._complete,
                jobs=self._jobs,
                whole=self._whole,
                verdicts=self._verdicts,
                on_progress=on_progress,
            )
        if not found.reference_broken:  # packs and reference files were found without being named
            found = found._replace(reports=tuple(report for report in found.reports if self._counts(report.path)))
        if self._revision is None:
            return found
        from aqb_cli.checking.baseline import only_new

        return only_new(found, self._revision, self._selection, complete=self._complete)


def check_stream(workspace: Workspace, stream: BinaryIO, shown: str, selection: Selection) -> Run:
    """Checks what a stream holds, under a path. Raises `Problem` for unknown codes."""
    refuse_wrong_codes(selection)
    from aqb_cli.checking.runner import check_text
    from aqb_cli.fileformat.yaml import LARGEST_FILE

    return check_text(workspace, stream.read(LARGEST_FILE + 1), shown, selection)


def fixable(workspace: Workspace, selection: Selection, run: Run) -> int:
    """How many findings `--fix` would fix."""
    if all(diagnostic.fix is None for diagnostic in run.diagnostics):
        return 0
    from aqb_cli.checking.fixes import count_fixable
    from aqb_cli.checking.runner import FileChecker

    return count_fixable(FileChecker(workspace, selection), run)


def refuse_wrong_codes(selection: Selection) -> None:
    """Raises `Problem` for a code that no rule has, and for one that can't be left out."""
    if selection == EVERY_RULE:
        return
    from aqb_cli.checking.manual import no_such_rule
    from aqb_cli.checking.rules import BY_CODE

    for code in (*selection.select, *selection.ignore):
        meant = [rule for known, rule in BY_CODE.items() if known.startswith(code)]
        if not meant:
            raise Problem(*no_such_rule(code))
        if code in selection.ignore and all(rule.fatal for rule in meant):
            message = _("{code} can't be left out: what can't be read is always reported.", code=code)
            raise Problem(message, _("Take {code} out of `--ignore`, or out of `ignore` in the settings.", code=code))
