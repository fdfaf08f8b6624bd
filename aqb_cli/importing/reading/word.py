"""Word files: their text through mammoth, and what stands in their page headers and footers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from aqb_cli.importing.reading import UnreadableDocument, markup, too_much
from aqb_cli.importing.reading.characters import cleaned
from aqb_cli.importing.reading.printed import Printed
from aqb_cli.text.messages import _

_FURNITURE = re.compile(r"word/(?:header|footer)[0-9]*\.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

LARGEST = 3_000_000
"""How many bytes a file may unfold to, without pictures; an agreement has less than 200,000."""


def read(path: Path) -> Printed:
    """What stands in a Word file. Raises `UnreadableDocument`."""
    import mammoth

    marks: list[str] = []
    has_changes = False
    try:
        with zipfile.ZipFile(path) as archive:
            texts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
            if sum(entry.file_size for entry in texts) > LARGEST or len(archive.infolist()) > 5_000:
                raise too_much(path)
            for entry in texts:
                content = archive.read(entry)
                if b"<!DOCTYPE" in content:  # Word writes none; it is how entities are smuggled in
                    raise zipfile.BadZipFile
                has_changes = has_changes or re.search(rb"<w:(?:ins|del) ", content) is not None
                if _FURNITURE.fullmatch(entry.filename):
                    marks += _marks(content)
        with path.open("rb") as stream:
            result = mammoth.convert_to_html(
                stream, convert_image=mammoth.images.img_element(lambda _image: {}), ignore_empty_paragraphs=True
            )
    except UnreadableDocument:
        raise
    except Exception as error:  # whatever its many parsers stumble over, the file is no sound Word file
        message = _("{path} is damaged: it can't be opened as a Word file.", path=str(path))
        raise UnreadableDocument(message, _("Fetch or save it anew.")) from error
    open_changes = _("It has tracked changes; they were read as if they were accepted.")
    return Printed(tuple(markup.parts_of(result.value)), tuple(marks), (open_changes,) if has_changes else ())


def _marks(content: bytes) -> Iterator[str]:
    """The paragraphs of a page header or footer, and its watermark."""
    from xml.etree import ElementTree

    root = ElementTree.fromstring(content)  # noqa: S314 - without entities, in a process with limits
    for paragraph in root.iter(f"{_WORD}p"):
        yield cleaned("".join(text.text or "" for text in paragraph.iter(f"{_WORD}t")))
    for drawn in root.iter("{urn:schemas-microsoft-com:vml}textpath"):
        yield cleaned(drawn.get("string", ""))
