"""What checking gives: the findings of each file, of a whole run, and which rules were applied.

The rules, and with them Pydantic, are loaded only where they are asked: to say that nothing was found takes none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aqb_cli.diagnostics import Diagnostic, Severity


class Selection(NamedTuple):
    """Which rules are applied, by their codes or beginnings of them."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def active(self, code: str) -> bool:
        """Whether a rule is applied. A file that can't be read or understood is always reported."""
        from aqb_cli.checking.rules import BY_CODE

        if BY_CODE[code].fatal:
            return True
        return (not self.select or code.startswith(self.select)) and not (self.ignore and code.startswith(self.ignore))


EVERY_RULE = Selection()
"""None is left out."""


class FileReport(NamedTuple):
    """All that was found in one file."""

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    """In the file's order, each once."""
    text: str = ""
    """The file's text, kept only where there is something to show of it."""


class Run(NamedTuple):
    """All that one run of checking found."""

    reports: tuple[FileReport, ...]
    """One for each file, in the order of their paths; folders with findings come last."""
    reference_broken: bool = False
    """Whether the districts couldn't be read, so that agreements weren't checked at all."""
    older: int = 0
    """How many findings are left out because they were there before."""

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """All findings, file by file."""
        return (diagnostic for report in self.reports for diagnostic in report.diagnostics)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def unreadable(self) -> bool:
        """Whether a file couldn't be read at all."""
        if not any(self.diagnostics):
            return False
        from aqb_cli.checking.rules import BY_CODE

        return any(BY_CODE[diagnostic.code].unreadable for diagnostic in self.diagnostics)
