"""Agreements → documents: what `aqb render` writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from aqb_cli.checking.outcome import FileReport
from aqb_cli.checking.valid import Inventory, Record
from aqb_cli.fileformat.model import Programme, StandingFacts
from aqb_cli.publishing.colophon import colophons
from aqb_cli.publishing.formats import Made, Unmakeable, renderer
from aqb_cli.publishing.wordings import Library, Unpublishable
from aqb_cli.text.messages import Message, _
from aqb_cli.wording.composing import Incomplete
from aqb_cli.wording.facts import facts_of
from aqb_cli.wording.typography import literal, runs
from aqb_cli.workspace.collection import TEMPLATES, Workspace, bundled, shown_path
from aqb_cli.workspace.processes import spread

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


Result = TypeVar("Result")

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

    def __reduce__(self) -> tuple[type[Publisher], tuple[Any, ...]]:
        return Publisher, self.asked  # layouts can't be sent to another process: they are prepared there again

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


def unused(own: Path) -> list[Message]:
    """What is said of files that nothing reads in a folder of the collection's own: of layouts, or of the site."""
    is_layouts = own.name == TEMPLATES.name
    glob = "[!.]*.j2" if is_layouts else "[!.]*"  # beside layouts, there are the folders of other templates
    known = sorted(path.name for path in (bundled(TEMPLATES) / ("" if is_layouts else own.name)).glob(glob))
    return [
        _("{path} isn't used: the templates there are {known}.", path=shown_path(path), known=known)
        for path in sorted(own.glob(glob))
        if path.name not in known
    ]


def publish(
    publisher: Publisher, inventory: Inventory, deliver: Callable[[Published], Result], jobs: int | None = None
) -> Iterator[Result | Unpublishable | FileReport]:
    """What `deliver` makes of the documents of each agreement, in their order.

    From several processes where that is worth while; documents are delivered in the process that has made them.
    """
    records = inventory.records
    said = colophons(records, corrections=publisher.asked[0].settings.corrections)
    root = publisher.asked[0].root
    publisher.notes = (*said.notes, *(unused(root / TEMPLATES) if root else ()))
    reference = Reference(inventory.programmes, inventory.standing, said.lines)
    formats = publisher.renders.keys()
    processes = jobs or 1
    if jobs is None and formats <= _WORTH_A_PROCESS.keys():
        processes = min(os.cpu_count() or 1, int(sum(len(records) / _WORTH_A_PROCESS[name] for name in formats)))
    if "pdf" in formats:  # typst has threads, and processes with threads can't be copied
        processes = 1
    if processes > 1:
        for year in {record.agreement.year for record in records}:
            publisher.wordings.volume_for(year)  # where processes begin as copies of this one, they have it already
    publishing = _Publishing(publisher, reference, records, deliver)
    chunks = [range(start, min(start + _CHUNK, len(records))) for start in range(0, len(records), _CHUNK)]
    for outcomes in spread(publishing.outcomes, chunks, processes):
        yield from outcomes


class _Publishing(NamedTuple, Generic[Result]):
    """All that a process needs to publish some of the agreements."""

    publisher: Publisher
    reference: Reference
    records: Sequence[Record]
    deliver: Callable[[Published], Result]

    def outcomes(self, numbers: range) -> list[Result | Unpublishable | FileReport]:
        """What becomes of the agreements of these numbers."""
        outcomes = (self.publisher.publish(self.records[number], self.reference) for number in numbers)
        return [self.deliver(each) if isinstance(each, Published) else each for each in outcomes]
