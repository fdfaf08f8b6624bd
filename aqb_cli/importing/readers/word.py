"""Word files, through mammoth. Page headers and footers aren't part of their text."""

from __future__ import annotations

import zipfile
from pathlib import Path

from aqb_cli.importing.printed import Printed
from aqb_cli.importing.readers import Refused, markup, too_much
from aqb_cli.messages import _

LARGEST = 3_000_000
"""How many bytes a file may unfold to, without pictures; an agreement has less than 200,000."""


def read(path: Path) -> Printed:
    """What stands in a Word file. Raises `Refused`."""
    import mammoth

    try:
        with zipfile.ZipFile(path) as archive:
            texts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
            if sum(entry.file_size for entry in texts) > LARGEST or len(archive.infolist()) > 5_000:
                raise too_much(path)
            for entry in texts:
                if b"<!DOCTYPE" in archive.read(entry)[:1_000]:  # Word writes none; it is how entities are smuggled in
                    raise zipfile.BadZipFile
        with path.open("rb") as stream:
            result = mammoth.convert_to_html(
                stream, convert_image=mammoth.images.img_element(lambda _image: {}), ignore_empty_paragraphs=True
            )
    except Refused:
        raise
    except Exception as error:  # whatever its many parsers stumble over, the file is no sound Word file
        message = _("{path} is damaged: it can't be opened as a Word file.", path=str(path))
        raise Refused(message, _("Fetch or save it anew.")) from error
    return Printed(tuple(markup.parts_of(result.value)))
