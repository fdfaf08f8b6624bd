"""Agreements → documents → files: what `aqb render` writes and where."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from aqb_cli.checking.outcome import FileReport
from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.fileformat.model import Programme, StandingFacts
from aqb_cli.publishing.colophon import colophons
from aqb_cli.publishing.formats import Made, Unmakeable, renderer
from aqb_cli.publishing.wordings import Library, Unpublishable
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.composing import Incomplete
from aqb_cli.wording.facts import facts_of
from aqb_cli.wording.typography import literal, runs
from aqb_cli.workspace.collection import TEMPLATES, Workspace, bundled, shown_path
from aqb_cli.workspace.processes import NoProcess, Work, shared

_WORTH_A_PROCESS = {"html": 300, "md": 300, "txt": 300, "docx": 10}
"""How many documents of a format make it worth while to start another process."""

_CHUNK = 25
"""How many agreements a worker process takes at a time."""


class Reference(NamedTuple):
    """What the facts of agreements rest on beside their files."""

    programmes: Mapping[int, Programme]
    """By year."""
    standing: StandingFacts
    notes: Mapping[str, Sequence[str]]
    """What stands at the end of each document, by the path of the agreement file."""


class Published(NamedTuple):
    """One agreement in all the formats that were asked for."""

    record: Record
    files: Mapping[str, Made]
    """By format."""
    unmade: tuple[Unmakeable, ...] = ()
    """Why it can't be had in the other formats."""


Outcome = Published | Unpublishable | FileReport
"""The result for one agreement; a report where the wording itself has faults."""


class Publisher:
    """Makes documents of agreements, one by one."""

    def __init__(self, workspace: Workspace, wording: str | None, formats: Sequence[str]) -> None:
        self.asked = (workspace, wording, formats)
        templates = [*([workspace.root / TEMPLATES] if workspace.root else []), bundled(TEMPLATES)]
        self.wordings = Library(workspace, wording)
        self.renders = {name: renderer(name, templates) for name in formats}
        self.notes: Sequence[Message] = ()
        """What can't be said in documents, and why."""

    def publish(self, record: Record, reference: Reference) -> Outcome:
        """One agreement as documents."""
        year = record.agreement.year
        volume = self.wordings.volume_for(year)
        if isinstance(volume, FileReport):
            return volume
        try:
            facts = facts_of(record.agreement, record.district, reference.programmes.get(year), reference.standing)
            document = volume.wording.document(facts)
            notes = reference.notes.get(record.path, ())
            document = document._replace(notes=tuple(runs(literal(note)) for note in notes))
        except Incomplete as incomplete:
            return Unpublishable(year, incomplete.subject, incomplete.finding)
        files, unmade = {}, []
        for name, render in self.renders.items():
            try:
                files[name] = render(document)
            except Unmakeable as problem:
                unmade.append(problem)
        return Published(record, files, tuple(unmade))

    def reports(self, outcomes: Iterable[Unpublishable | FileReport]) -> tuple[FileReport, ...]:
        """What is wrong with the wordings, each fault once however many agreements it concerns."""
        reports: dict[FileReport, None] = {}
        gaps: dict[str, list[Unpublishable]] = {}
        for outcome in outcomes:
            if isinstance(outcome, FileReport):
                reports[outcome] = None
            else:
                gaps.setdefault(self.wordings.name_for(outcome.year), []).append(outcome)
        for refused in gaps.values():
            volume = self.wordings.volume_for(refused[0].year)
            assert not isinstance(volume, FileReport)
            reports[volume.report(refused)] = None
        return tuple(reports)


def publish(publisher: Publisher, inventory: Inventory, jobs: int | None = None) -> Iterator[Outcome]:
    """Each agreement as documents, in their order; from several processes where that is worth while."""
    records = inventory.records
    said = colophons(records, corrections=publisher.asked[0].settings.corrections)
    publisher.notes = said.notes
    reference = Reference(inventory.programmes, inventory.standing, said.lines)
    formats = publisher.renders.keys()
    processes = jobs or 1
    if jobs is None and formats <= _WORTH_A_PROCESS.keys():
        processes = min(os.cpu_count() or 1, int(sum(len(records) / _WORTH_A_PROCESS[name] for name in formats)))
    if processes <= 1 or "pdf" in formats:  # typst has threads, and processes with threads can't be copied
        yield from (publisher.publish(record, reference) for record in records)
        return
    _Worker.publisher = publisher  # where processes begin as copies of this one, they have what was prepared here
    for year in {record.agreement.year for record in records}:
        publisher.wordings.volume_for(year)
    chunks = (records[start : start + _CHUNK] for start in range(0, len(records), _CHUNK))
    try:
        for outcomes in shared(Work(_publish_chunk, _start_worker, (publisher.asked, reference)), chunks, processes):
            yield from outcomes
    except NoProcess:
        if jobs is not None:
            raise
        yield from (publisher.publish(record, reference) for record in records)


class _Worker:
    """What a worker process keeps between two chunks."""

    asked: Any
    reference: Reference
    publisher: Publisher | None = None


def _start_worker(asked: Any, reference: Reference) -> None:
    _Worker.asked, _Worker.reference = asked, reference


def _publish_chunk(records: Sequence[Record]) -> list[Outcome]:
    _Worker.publisher = _Worker.publisher or Publisher(*_Worker.asked)  # here, so that its problems reach who waits
    return [_Worker.publisher.publish(record, _Worker.reference) for record in records]


def target(folder: Path, record: Record, format: str) -> Path:
    """Where a document goes below a folder. Raises `Problem` if a link there would lead it elsewhere."""
    path = folder / str(record.agreement.year) / f"{record.district.slug}.{format}"
    return _inside(folder, _inside(folder, path.parent) / path.name)


def target_folder(root: Path, name: str) -> Path:
    """A folder of the workspace for documents. Raises `Problem` if it is a link that leads elsewhere."""
    return _inside(root, root / name)


def make_folder(path: Path) -> None:
    """Makes a folder, if it isn't there. Raises `Problem` if that isn't possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = reason_of(error)
        message = _("The folder {path} can't be made: {reason}.", path=shown_path(path), reason=reason)
        raise Problem(message, _("Choose another folder with -o.")) from error


def _inside(folder: Path, path: Path) -> Path:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        message = _("{path} is a link that leads out of the folder; nothing is written there.", path=shown_path(path))
        raise Problem(message, _("Delete the link, or choose another folder with -o."))
    return path
