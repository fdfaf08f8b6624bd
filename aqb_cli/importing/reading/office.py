"""OpenDocument and RTF files, which LibreOffice turns into Word files where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from aqb_cli.importing.reading import LARGEST as LARGEST_FILE
from aqb_cli.importing.reading import UnreadableDocument, too_much, word
from aqb_cli.importing.reading.printed import Doubt, Printed
from aqb_cli.text.messages import Message, _

SECONDS = 60
"""How long LibreOffice may take; its first start takes up to 15 seconds on an old computer."""

MEMORY = 4_000_000_000
"""How many bytes of addresses it may use; it takes about 1.5 GB of them, most without memory behind."""


LARGEST = 3_000_000
"""How many bytes of an OpenDocument file's text are looked at for what is hidden."""

_FIELD = re.compile(r"<text:(date|time|author-[a-z]+|sender-[a-z-]+)\b([^>]*)>([^<]*)</text:\1>")
"""What LibreOffice fills in anew when it opens a file: with today's date, the name of whoever has it installed."""

_RTF_FIELD = re.compile(rb"\\field(?![a-z])")
_HIDDEN = re.compile(
    r'<text:section\b[^>]*(?:display="none"|is-hidden="true")[^>]*>.*?</text:section>'
    r'|<text:hidden-paragraph[^>]*is-hidden="true".*?</text:p>',
    re.DOTALL,
)


def read(path: Path, content: bytes) -> Printed:
    """What stands in the Word file that was made of a file; says what doesn't show in the file itself."""
    printed = word.read(path, content)
    if not zipfile.is_zipfile(path):
        return printed
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        text = stream.read(LARGEST).decode("utf-8", "replace")
    hidden = (" ".join(re.sub("<[^>]*>", " ", part[0]).split()) for part in _HIDDEN.finditer(text))
    doubts = [Doubt(_("“{text}” doesn't show, but was read as if it did.", text=each)) for each in hidden if each]
    return printed._replace(doubts=(*doubts, *printed.doubts))


def as_word(path: Path, kind: Message, ending: str) -> bytes:
    """The Word file that LibreOffice makes of a file. Raises `UnreadableDocument`."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        message = _(
            "{path} is {kind} file, which only LibreOffice can turn into a Word file.", path=str(path), kind=kind
        )
        help = _("Install LibreOffice, or save it as .docx or PDF, with the program that made it.")
        raise UnreadableDocument(message, help)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"document{ending}")  # LibreOffice puts a lock beside what it opens
        _copy_locked(path, source)
        _run(office, source)
        result = source.with_suffix(".docx")
        if not result.is_file():
            message = _("LibreOffice can't turn {path} into a Word file.", path=str(path))
            raise UnreadableDocument(message, _("Save it as .docx or PDF, with the program that made it."))
        return result.read_bytes()


def _copy_locked(path: Path, copy: Path) -> None:
    """Copies a file whose fields will keep what they showed when it was saved. Raises `UnreadableDocument`."""
    if not zipfile.is_zipfile(path):
        copy.write_bytes(_RTF_FIELD.sub(rb"\\field\\fldlock", path.read_bytes()))
        return
    try:
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(copy, "w") as locked:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_FILE:
                raise too_much(path)
            for entry in archive.infolist():
                content = archive.read(entry)
                if entry.filename == "content.xml":
                    content = _FIELD.sub(_locked, content.decode("utf-8", "replace")).encode()
                locked.writestr(entry, content)
    except UnreadableDocument:
        raise
    except Exception:  # a damaged archive: LibreOffice may be able to repair it
        shutil.copyfile(path, copy)


def _locked(field: re.Match[str]) -> str:
    """A field that keeps what it shows: one that showed today's date as such, any other as plain text."""
    name, attributes, shown = field.groups()
    if name not in ("date", "time") or 'text:fixed="true"' in attributes:
        return shown
    attributes = attributes.replace(' text:fixed="false"', "")
    return f'<text:{name} text:fixed="true"{attributes}>{shown}</text:{name}>'


def _run(office: str, source: Path) -> None:
    """Lets LibreOffice work on a file, with settings of its own, in bounded time and memory."""
    settings = Path(source.parent, "settings").as_uri()
    command = [office, "--headless", "--norestore", f"-env:UserInstallation={settings}", "--convert-to", "docx"]
    with subprocess.Popen(  # noqa: S603 - the program of that name; the file's name is ours
        [*command, "--outdir", str(source.parent), str(source)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        if sys.platform == "linux":
            import resource

            with suppress(OSError):  # it may have ended already
                resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            if sys.platform != "win32":
                os.killpg(process.pid, signal.SIGKILL)  # it has started others
            process.kill()
