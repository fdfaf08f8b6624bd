"""How findings are shown: one module a format, each with a function `report(run, view)`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from aqb_cli.checking.outcome import Run
from aqb_cli.diagnostics import Diagnostic, Severity
from aqb_cli.text.messages import Message
from aqb_cli.workspace.collection import repository_top
from aqb_cli.workspace.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("full", "concise", "json", "sarif", "junit", "github", "gitlab", "markdown")
"""The names of the formats, which are those of their modules. To add one, write the module and name it here."""


class ReportView(NamedTuple):
    """Where and how a report is written."""

    out: TextIO
    """Where the results go."""
    notes: TextIO
    """Where notes go that aren't part of the result."""
    language: str
    color: bool = False
    width: int | None = None
    """The terminal's width in cells; None where lines needn't be broken."""
    statistics: bool = False
    """Whether to count the findings of each rule instead of showing them one by one."""
    files: int = 0
    """How many files were checked."""
    fixable: int = 0
    """How many findings `--fix` would fix."""
    strict: bool = False
    """Whether warnings fail the check, so that they weigh as much as errors."""
    settings: Settings = Settings()
    """The settings of the workspace that were applied."""

    def write(self, lines: Iterable[str]) -> None:
        """Writes lines of the result."""
        self.out.writelines(f"{line}\n" for line in lines)

    def note(self, lines: Iterable[str]) -> None:
        """Writes lines that aren't part of the result."""
        self.notes.writelines(f"{line}\n" for line in lines)

    def weight(self, severity: Severity) -> Severity:
        """What a finding of a severity counts as where a format knows only what fails and what doesn't."""
        return Severity.ERROR if self.strict and severity is Severity.WARNING else severity

    def advice(self, diagnostic: Diagnostic, before: str = "\n") -> str:
        """What to do about a finding, with something before it; empty if nothing is known."""
        return before + self.text(diagnostic.help) if diagnostic.help else ""

    def text(self, message: Message) -> str:
        """The message in the view's language."""
        return message.translated(self.language)


_top = cache(repository_top)  # asked for each finding


def in_repository(path: str) -> str:
    """A path relative to the working folder, from the top of the repository, where services look for files.

    Paths outside of a repository stay as they are.
    """
    top = _top(Path.cwd())
    if top is None or path == "-":
        return path
    absolute = Path(os.path.abspath(path))
    return absolute.relative_to(top).as_posix() if absolute.is_relative_to(top) else path


ENDLESS = 1_000_000
"""The width in cells where lines needn't be broken."""


def console_on(out: TextIO, width: int | None, *, color: bool) -> Console:
    """What prints texts as they are: nothing in them is markup."""
    from rich.console import Console

    return Console(
        file=out, width=width or ENDLESS, force_terminal=color, color_system="standard" if color else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip


def reporter(name: str) -> Callable[[Run, ReportView], None]:
    """The function that writes a report in a format."""
    function: Callable[[Run, ReportView], None] = import_module(f"{__name__}.{name}").report
    return function
