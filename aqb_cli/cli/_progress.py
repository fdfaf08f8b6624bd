"""A progress bar on standard error, when work takes longer than a second and somebody is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aqb_cli.text.messages import Message, _

if TYPE_CHECKING:
    import rich.progress

PATIENCE = 1.0
"""How long, in seconds, work may take before a bar is shown."""


CHECKING = _("Checking")


@contextmanager
def progress(total: int, language: str, work: Message = CHECKING) -> Iterator[Callable[[int], None]]:
    """A function that shows that so many are done: as a bar, only in a terminal, and only if it takes long."""
    wanted, begun = sys.stderr.isatty(), time.monotonic()
    bar: rich.progress.Progress | None = None

    def show(done: int) -> None:
        nonlocal bar
        if not wanted or (bar is None and time.monotonic() - begun < PATIENCE):
            return
        if bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            bar.add_task(work.translated(language), total=total)
            bar.start()
        bar.update(bar.task_ids[0], completed=done)

    try:
        yield show
    finally:
        if bar is not None:
            bar.stop()
