"""Word files, through their XML: nothing that stands in them gets lost, whatever element it stands in."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from aqb_cli.importing.reading import UnreadableDocument, too_much
from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.markers import with_numbers
from aqb_cli.importing.reading.printed import Doubt, Printed
from aqb_cli.importing.reading.sieve import PieceKind, Sieve
from aqb_cli.importing.reading.word.body import WordBody
from aqb_cli.importing.reading.word.fields import doubts_on_dates
from aqb_cli.importing.reading.word.formats import Formats, local, text_in
from aqb_cli.text.messages import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FURNITURE = re.compile(r"word/(?:header|footer)[0-9]*\.xml")
_NOTES = re.compile(r"word/(?:foot|end)notes\.xml")
_TEXT = re.compile(r"word/(?:document|styles|numbering|(?:foot|end)notes|(?:header|footer)[0-9]*)\.xml")
_DATA = re.compile(r"customXml/item[0-9]+\.xml|docProps/(?:core|app)\.xml")
_MAIN = "word/document.xml"

LARGEST = 3_000_000
"""How many bytes a file may unfold to, without pictures; an agreement has less than 200,000."""


def read(path: Path, content: bytes | None = None) -> Printed:
    """What stands in a Word file, or in the `content` of one made of the file. Raises `UnreadableDocument`."""
    sieve = Sieve()
    try:
        roots = _roots(path, content)
        body = WordBody(Formats(roots.get("word/styles.xml"), roots.get("word/numbering.xml")), sieve)
        body.read(roots[_MAIN])
    except UnreadableDocument:
        raise
    except Exception as error:  # whatever a parser stumbles over, the file is no sound Word file
        message = _("{path} is damaged: it can't be opened as a Word file.", path=str(path))
        raise UnreadableDocument(message, _("Fetch or save it anew.")) from error
    for name, root in roots.items():
        for note in root if _NOTES.fullmatch(name) else ():
            sieve.leave_out(PieceKind.FOOTNOTE, text_in(note), None)
    marks = [mark for name, root in roots.items() if _FURNITURE.fullmatch(name) for mark in _marks(root)]
    data = [element for name, root in roots.items() if _DATA.fullmatch(name) for element in root.iter()]
    dates = doubts_on_dates(roots[_MAIN])
    return Printed(tuple(with_numbers(body.parts)), tuple(marks), (*dates, *_doubts(roots[_MAIN], data), *sieve.doubts))


def _roots(path: Path, content: bytes | None) -> dict[str, Element]:
    """The parts of the file that hold text, by their names. Raises `UnreadableDocument` if they are too large."""
    from xml.etree.ElementTree import fromstring

    roots: dict[str, Element] = {}
    with zipfile.ZipFile(path if content is None else io.BytesIO(content)) as archive:
        texts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
        if sum(entry.file_size for entry in texts) > LARGEST or len(archive.infolist()) > 5_000:
            raise too_much(path)
        for entry in texts:
            if not _TEXT.fullmatch(entry.filename) and not _DATA.fullmatch(entry.filename):
                continue
            xml = archive.read(entry)
            if b"<!DOCTYPE" in xml:  # Word writes none; it is how entities are smuggled in
                raise zipfile.BadZipFile
            roots[entry.filename] = fromstring(xml)  # noqa: S314 - without entities, in a process with limits
    return roots


def _marks(root: Element) -> list[str]:
    """The paragraphs of a page header or footer, and its watermark."""
    marks = [cleaned(text_in(element)) for element in root.iter() if local(element) == "p"]
    drawn = [cleaned(element.get("string", "")) for element in root.iter() if local(element) == "textpath"]
    return [mark for mark in (*marks, *drawn) if mark.strip()]


def _doubts(root: Element, data: list[Element]) -> list[Doubt]:
    """What is to be said of the file as a whole."""
    doubts: list[Doubt] = []
    names = {local(element) for element in root.iter()}
    if names & {"ins", "del", "moveFrom", "moveTo"}:
        doubts.append(Doubt(_("It has tracked changes; they were read as if they were accepted.")))
    if "control" in names:
        doubts.append(Doubt(_("It has controls of a form, such as text fields and lists, which were not read.")))
    elif names & {"altChunk", "subDoc", "object"}:
        doubts.append(Doubt(_("It holds another document that Word shows in it, which was not read.")))
    for control in root.iter():
        if local(control) != "sdt":
            continue
        binding = next((child for child in control.iter() if local(child) == "dataBinding"), None)
        if binding is None:
            continue
        path = next((value for key, value in binding.items() if key.endswith("}xpath")), "")
        name = re.sub(r"\[[0-9]+\]$", "", path.rpartition("/")[2]).rpartition(":")[2]
        bound = {" ".join((element.text or "").split()) for element in data if local(element) == name}
        shown = " ".join(text_in(control).split())
        if bound and shown not in bound:
            message = _(
                "A field shows “{text}”, but the data behind it say “{other}”. Compare it in Word.",
                text=shown,
                other=min(bound),
            )
            doubts.append(Doubt(message))
    return doubts
