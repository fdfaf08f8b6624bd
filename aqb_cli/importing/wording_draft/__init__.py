"""From a signed document to a wording pack that gives its text back, and any other agreement in its words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from aqb_cli.fileformat import yaml
from aqb_cli.fileformat.drafting import drafted
from aqb_cli.fileformat.loading import load
from aqb_cli.fileformat.model import Agreement
from aqb_cli.fileformat.model.scalars import LONGEST_TEXT
from aqb_cli.fileformat.model.wording import Pack
from aqb_cli.importing.importer import ImportedAgreement, Known, import_printed
from aqb_cli.importing.isolated import in_time
from aqb_cli.importing.notes import Note, Notes
from aqb_cli.importing.reading import UnreadableDocument, begin_reading
from aqb_cli.importing.reading.printed import Printed
from aqb_cli.importing.recognising.outline import Outline, outline_of, passages_of, without_version
from aqb_cli.importing.wording_draft.filling import Filler, Subject
from aqb_cli.importing.wording_draft.packing import pack_of
from aqb_cli.importing.wording_draft.proof import differences
from aqb_cli.importing.words import is_all
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
    return in_time(partial(learn, begin_reading(path)(), path, known), path)


def learn(printed: Printed, path: Path, known: Known) -> Learned:
    """The wording pack of a document. Raises `UnreadableDocument` if it says too little for an agreement."""
    notes = Notes()
    printed = printed._replace(parts=tuple(without_version(printed.parts)))
    imported = import_printed(printed, path, known)
    imported = imported._replace(outline=_without_draft_mark(imported.outline))
    raw = _without_draft_mark(outline_of(printed.parts))._replace(signatures=imported.outline.signatures)
    agreement = load(yaml.read(drafted(imported.data, {}).encode()), Agreement).sound
    if agreement is None:
        message = _("{name} doesn't state all that an agreement needs.", name=path.name)
        raise UnreadableDocument(message, _("Take it in with `aqb import`, which says what is missing."))
    if not imported.signed:
        notes.unread(None, _("No signatures were found; names and days of some may have stayed in the text."))
    subject = Subject(agreement, known.districts[agreement.district], imported.programme)
    pack = pack_of(imported, Filler(subject, notes, printed.parts))
    to_check = dict.fromkeys(note.message.translated("de")[:LONGEST_TEXT] for note in notes.all)
    data = {**pack, **_time(imported, known), **({"to_check": list(to_check)} if to_check else {})}
    text = drafted(data, {}, [_("Learned from {name}.", name=path.name).translated("en")], model=Pack)
    last = imported.outline.sections[-1] if imported.outline.sections else None
    if last and not last.heading and imported.outline.signatures:
        below = passages_of(last.parts[0])[0]
        message = _("“{quote}” stands below the signatures; the wording has it above them.", quote=below.text)
        notes.unread(below.place, message)
    unproven = _unproven(text, raw, subject)
    ordered = sorted(
        dict.fromkeys([*notes.all, *unproven]),
        key=lambda note: [note.place is None, *(part or 0 for part in note.place or ())],
    )
    return Learned(text, tuple(ordered), not unproven)


def _without_draft_mark(outline: Outline) -> Outline:
    """Without the mark of a draft above the title: layouts print it wherever an agreement is one."""
    return outline._replace(title=tuple(line for line in outline.title if not is_all("draft_mark", line.text)))


def _time(imported: ImportedAgreement, known: Known) -> dict[str, int]:
    """The first and last programme year for which the text can hold: those of the ministry that it names."""
    own = imported.data["sources"][0].get("publisher")
    named = {year: one.ministry is not None and one.ministry.name == own for year, one in known.programmes.items()}
    years = [year for year, is_own in named.items() if is_own]
    if imported.data["year"] not in years:
        return {}
    bounds = {"from_year": min(years), "to_year": max(years)}
    return {field: year for field, year in bounds.items() if year not in (min(named), max(named))}


def _unproven(text: str, outline: Outline, subject: Subject) -> list[Note]:
    """Where the pack gives back other words than the document's, or why it gives back none."""
    pack = load(yaml.read(text.encode()), Pack).sound
    assert pack is not None, "what was drafted is a pack"
    if faults := list(check_pack(pack)):
        return [Note(None, fault.message) for fault in faults]
    try:
        document = Wording(pack).document(facts_of(*subject))
    except Incomplete as incomplete:
        return [Note(None, incomplete.finding.message)]
    return list(differences(outline, document))


__all__ = ["Learned", "learn", "learn_file"]
