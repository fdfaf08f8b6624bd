"""A progress bar on standard error, when work takes longer than a second and somebody is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from aqb_cli.text.messages import Message, _

if TYPE_CHECKING:
    import rich.progress

PATIENCE = 1.0
"""How long, in seconds, work may take before a bar is shown."""


class Progress:
    """Counts what is done; shows a bar only in a terminal, and only if it takes long."""

    def __init__(self, total: int, language: str, work: Message | None = None) -> None:
        self._total = total
        self._work = work or _("Checking")
        self._language = language
        self._begun = time.monotonic()
        self._bar: rich.progress.Progress | None = None
        self._task: rich.progress.TaskID | None = None
        self._wanted = sys.stderr.isatty()

    def __enter__(self) -> Callable[[int], None]:
        """A function that shows that so many are done."""
        return self._show

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _show(self, done: int) -> None:
        if not self._wanted or (self._bar is None and time.monotonic() - self._begun < PATIENCE):
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._work.translated(self._language), total=self._total)
            self._bar.start()
        if self._task is not None:
            self._bar.update(self._task, completed=done)
