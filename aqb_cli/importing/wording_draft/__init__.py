"""From a signed document to a wording pack that gives its text back, and any other agreement in its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.drafting import drafted
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement, District
from aqb_cli.fileformat.model.wording import Pack
from aqb_cli.importing.isolated import in_time
from aqb_cli.importing.notes import Note, Notes
from aqb_cli.importing.reading import UnreadableDocument, reader_of
from aqb_cli.importing.reading.printed import Printed
from aqb_cli.importing.recognising.outline import passages_of
from aqb_cli.importing.taking import Known, Taken, take, words_for
from aqb_cli.importing.wording_draft.packing import pack_of
from aqb_cli.importing.wording_draft.placeholders import Filler, Subject
from aqb_cli.importing.wording_draft.proof import differences
from aqb_cli.text.messages import _
from aqb_cli.wording.composing import Incomplete, Wording
from aqb_cli.wording.facts import facts_of
from aqb_cli.wording.packs import check_pack


class Learned(NamedTuple):
    """A wording pack that was learned."""

    text: str
    """The pack's file."""
    notes: tuple[Note, ...]
    """What a person must look at."""
    is_proven: bool
    """Whether the pack gives back the document's text word for word."""


def learn_file(path: Path, known: Known) -> Learned:
    """The wording pack of a file. Raises `UnreadableDocument` if it is no agreement or can't be read in time."""
    return in_time(partial(_learn_read, reader_of(path), known), path)


def _learn_read(reader: Callable[[Path], Printed], known: Known, path: Path) -> Learned:
    return learn(take(reader(path), path, known), known, path.name)


def learn(taken: Taken, known: Known, name: str) -> Learned:
    """The wording pack of a document. Raises `UnreadableDocument` if it says too little for an agreement."""
    agreement = load(yaml.read(drafted(taken.data, {}).encode()), Agreement).sound
    if agreement is None:
        message = _("{name} doesn't state all that an agreement needs.", name=name)
        raise UnreadableDocument(message, _("Take it in with `aqb import`, which says what is missing."))
    notes = Notes()
    district: District = known.districts[agreement.district]
    subject = Subject(agreement, district, taken.programme)
    data = pack_of(taken, Filler(subject, words_for(taken.programme, known.programmes), notes))
    head = [_("Learned from {name}.", name=name).translated("en")]
    text = drafted(data, {}, head, model=Pack)
    if "{{ budget.total " not in " ".join(text.split()):
        notes.unread(
            None,
            _("The total stands only in sentences on the grant notice, or nowhere; without it nothing is printed."),
        )
    unsure = [note for note in taken.notes if note.field and note.field[0] == "measures" and len(note.field) == 2]
    notes.all += unsure if len(unsure) > 1 else []  # a document may leave out one category, but the list is clear then
    last = taken.outline.sections[-1] if taken.outline.sections else None
    if last and not last.heading and taken.outline.signatures:
        quote = passages_of(last.parts[0])[0].text
        message = _("“{quote}” stands below the signatures; the wording has it above them.", quote=quote)
        notes.unread(passages_of(last.parts[0])[0].place, message)
    found = _differences(text, taken, subject, notes)
    placed = sorted(
        (note for note in notes.all if note.place), key=lambda note: [part or 0 for part in note.place or ()]
    )
    told = [*placed, *(note for note in notes.all if note.place is None)]
    return Learned(text, tuple(told), not found)


def _differences(text: str, taken: Taken, subject: Subject, notes: Notes) -> bool:
    """Whether the pack gives back other words than the document's; each place is noted."""
    pack = load(yaml.read(text.encode()), Pack).sound
    assert pack is not None, "what was drafted is a pack"
    faults = list(check_pack(pack))
    for fault in faults:
        notes.unread(None, fault.message)
    if faults:
        return True
    try:
        document = Wording(pack).document(facts_of(*subject))
    except Incomplete as incomplete:
        notes.unread(None, incomplete.finding.message)
        return True
    found = list(differences(taken.outline, document))
    for message in found:
        notes.unread(None, message)
    return bool(found)


__all__ = ["Learned", "learn", "learn_file"]
