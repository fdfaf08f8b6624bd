"""The wording packs of a workspace: which one an agreement is published in, each read and prepared once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from aqb_cli.diagnostics import Severity
from aqb_cli.document.composing import Incomplete, Wording
from aqb_cli.document.packs import check_pack
from aqb_cli.examining import FileReport, Selection, examine
from aqb_cli.findings import Finding, locate
from aqb_cli.messages import _
from aqb_cli.model.scalars import choices
from aqb_cli.model.wording import Pack
from aqb_cli.problems import Problem
from aqb_cli.source import Document
from aqb_cli.workspace import File, link_fault, shown_path

_STANDARD = re.compile(r"standard-([0-9]{4})")


class Volume(NamedTuple):
    """A pack that can be used."""

    name: str
    path: str
    """Where it lies, as messages name it."""
    wording: Wording
    document: Document

    def report(self, incomplete: Incomplete) -> FileReport:
        """What keeps a document from being made, at its place in the pack."""
        finding = Finding(incomplete.place, incomplete.message, incomplete.help, incomplete.code)
        diagnostic = locate(finding, Severity.ERROR, self.document, self.path)
        return FileReport(self.path, (diagnostic,), self.document.text)


class Library:
    """Hands out packs by name or programme year."""

    def __init__(self, files: Mapping[str, Path], asked: str | None) -> None:
        if asked is not None and asked not in files:
            raise Problem(_("There is no wording “{name}”.", name=asked), choices(sorted(files), asked)[0])
        self._files = files
        self._asked = asked
        self._volumes: dict[str, Volume | FileReport] = {}

    def name_for(self, year: int) -> str:
        """The pack for a year: the one asked for, that year's standard, else the last before it, else the first."""
        if self._asked is not None:
            return self._asked
        standards = sorted((int(match[1]), name) for name in self._files if (match := _STANDARD.fullmatch(name)))
        earlier = [name for since, name in standards if since <= year]
        return earlier[-1] if earlier else standards[0][1]

    def volume_for(self, year: int) -> Volume | FileReport:
        """The pack for a year, or what is wrong with it."""
        name = self.name_for(year)
        if name not in self._volumes:
            self._volumes[name] = self._read(name)
        return self._volumes[name]

    def _read(self, name: str) -> Volume | FileReport:
        path = self._files[name]
        shown = shown_path(path)
        outside = link_fault(path, path.parent.resolve()) if path.is_symlink() else None
        file = File(str(path), shown, fault=outside)
        examined = examine(file, Pack, lambda pack, _document: check_pack(pack), Selection())
        if any(diagnostic.severity is Severity.ERROR for diagnostic in examined.report.diagnostics):
            return examined.report
        if not examined.sound or examined.model is None or examined.document is None or any(check_pack(examined.model)):
            message = _("The wording {path} has faults, and the findings about them are silenced.", path=shown)
            raise Problem(message, _("Mend the faults, or choose another wording."))
        return Volume(name, shown, Wording(examined.model), examined.document)
