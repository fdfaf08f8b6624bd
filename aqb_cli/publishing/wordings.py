"""The wording packs of a workspace: which one an agreement is published in, each read and prepared once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aqb_cli.checking.one_file import examine
from aqb_cli.checking.outcome import EVERY_RULE, FileReport
from aqb_cli.checking.reference_data import faults_of_pack
from aqb_cli.diagnostics import Finding, Problem, Severity
from aqb_cli.fileformat.findings import locate
from aqb_cli.fileformat.model.wording import Pack
from aqb_cli.fileformat.yaml import YamlFile
from aqb_cli.text.messages import Message, _, ngettext
from aqb_cli.text.near_misses import choices
from aqb_cli.wording.composing import Wording
from aqb_cli.workspace.collection import File, Workspace, shown_path, template_fault

_STANDARD = re.compile(r"standard-([0-9]{4})")
_UNBOUND = "standard"
"""The wording that is bound to no year; it comes with the program."""


class Unpublishable(NamedTuple):
    """One agreement that the wording can't be filled in with."""

    year: int
    subject: Message
    """The agreement, and where that says more, the measure or entry."""
    finding: Finding
    """What is wrong, at its place in the pack."""


class Volume(NamedTuple):
    """A pack that can be used."""

    name: str
    path: str
    """Where it lies, as messages name it."""
    wording: Wording
    document: YamlFile

    def report(self, gaps: Iterable[Unpublishable]) -> FileReport:
        """What keeps documents from being made, at its places in the pack; the same reason is reported once."""
        subjects: dict[Finding, list[Message]] = {}
        for gap in gaps:
            subjects.setdefault(gap.finding, []).append(gap.subject)
        diagnostics = [
            locate(
                finding._replace(message=_("{whom}: {what}", whom=_some(whom), what=finding.message)),
                self.document,
                self.path,
            )
            for finding, whom in subjects.items()
        ]
        return FileReport(self.path, tuple(sorted(diagnostics, key=lambda d: d.span or (-1, -1))), self.document.text)


_NAMED = 3
"""How many of the agreements that a fault concerns are named."""


def _some(subjects: Sequence[Message]) -> Sequence[Message]:
    """The first few, and how many there are besides."""
    rest = len(subjects) - _NAMED
    return subjects if rest < 2 else [*subjects[:_NAMED], ngettext("{n} other", "{n} others", rest)]


class Library:
    """Finds packs by name or programme year, and keeps them."""

    def __init__(self, workspace: Workspace, asked: str | None) -> None:
        files = workspace.wording_files
        if asked is not None and asked not in files:
            raise Problem(_("There is no wording “{name}”.", name=asked), choices(sorted(files), asked)[0])
        self._files = files
        self._asked = asked
        self._volumes: dict[str, Volume | FileReport] = {}

    def name_for(self, year: int) -> str:
        """The pack for a year: the one asked for, else the latest `standard-<year>` that holds, else `standard`."""
        if self._asked is not None:
            return self._asked
        standards = sorted((int(match[1]), name) for name in self._files if (match := _STANDARD.fullmatch(name)))
        for since, name in reversed(standards):
            if since <= year:
                volume = self._volume(name)
                if isinstance(volume, FileReport) or volume.wording.pack.holds_for(year):
                    return name
        return _UNBOUND

    def volume_for(self, year: int) -> Volume | FileReport:
        """The pack for a year, or what is wrong with it."""
        return self._volume(self.name_for(year))

    def unchecked(self) -> list[str]:
        """What the packs that were used still say of one district or year only, as far as that is known."""
        packs = (each.wording.pack for each in self._volumes.values() if isinstance(each, Volume))
        return [text for pack in packs for text in pack.to_check]

    def _volume(self, name: str) -> Volume | FileReport:
        if name not in self._volumes:
            self._volumes[name] = self._read(name)
        return self._volumes[name]

    def _read(self, name: str) -> Volume | FileReport:
        path = self._files[name]
        shown = shown_path(path)
        file = File(str(path), shown, fault=template_fault(path))
        examined = examine(file, Pack, lambda pack, _document: faults_of_pack(pack), EVERY_RULE)
        if any(diagnostic.severity is Severity.ERROR for diagnostic in examined.report.diagnostics):
            return examined.report
        pack, document = examined.model, examined.document
        if not examined.sound or pack is None or document is None or any(faults_of_pack(pack)):
            message = _("The wording {path} has faults, and the findings about them are silenced.", path=shown)
            raise Problem(message, _("Fix the faults, or choose another wording."))
        return Volume(name, shown, Wording(pack), document)
