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
from html import unescape
from pathlib import Path

from aqb_cli.importing.reading import LARGEST as LARGEST_FILE
from aqb_cli.importing.reading import UnreadableDocument, too_much, word
from aqb_cli.importing.reading.printed import Doubt, Printed
from aqb_cli.importing.reading.word.fields import doubt_on_date
from aqb_cli.text.messages import Message, _

SECONDS = 60
"""How long LibreOffice may take; its first start takes up to 15 seconds on an old computer."""

MEMORY = 4_000_000_000
"""How many bytes of addresses it may use; it takes about 1.5 GB of them, most without memory behind."""


LARGEST = 3_000_000
"""How many bytes of an OpenDocument file's text are looked at for what is hidden."""

_FIELD = re.compile(
    r"<text:(date|time|title|subject|keywords|description|chapter|sequence|file-name|template-name|printed-by"
    r"|conditional-text|expression|variable-[a-z]+|database-[a-z-]+|measure|[a-z]+-count|(?:[a-z]+-)?(?:creator|ref)"
    r"|(?:author|sender|creation|modification|print|user)-[a-z-]+)\b(?![^<>]*display=.none)([^<>]*)>([^<]*)</text:\1>"
)
"""What LibreOffice fills in anew when it opens a file: with today's date, its user's name, its own view of a number."""

_FORMULA = re.compile(r' table:formula="[^"]*"')
_RTF_BEGIN = rb"\\fldinst(?:[\s{}]|\\[a-z]{1,32}-?[0-9]{0,10}){0,100}+"
_RTF_DATE = re.compile(rb"(" + _RTF_BEGIN + rb")(?=(?:DATE|TIME)\b)")
_RTF_OTHER = re.compile(rb"(?:\\\*)?(?!" + _RTF_BEGIN + rb"(?:FORM|FIXED))\\fldinst")
"""What fills in a field, but for what is ticked or chosen in a form."""

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
    for name, attributes, shown in _FIELD.findall(text):
        if name == "date" and 'text:fixed="true"' not in attributes:
            doubts.append(doubt_on_date(unescape(shown)))
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
        _copy_filled_in(path, source)
        _run(office, source)
        result = source.with_suffix(".docx")
        if not result.is_file():
            message = _("LibreOffice can't turn {path} into a Word file.", path=str(path))
            raise UnreadableDocument(message, _("Save it as .docx or PDF, with the program that made it."))
        return result.read_bytes()


def _copy_filled_in(path: Path, copy: Path) -> None:
    """Copies a file whose fields keep what they showed when it was saved. Raises `UnreadableDocument`."""
    if not zipfile.is_zipfile(path):
        content = _RTF_DATE.sub(rb"\1FIXED", path.read_bytes())  # `word.fields` knows dates by this name
        copy.write_bytes(_RTF_OTHER.sub(rb"\\*\\notused", content))
        return
    try:
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(copy, "w") as filled_in:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_FILE:
                raise too_much(path)
            for entry in archive.infolist():
                content = archive.read(entry)
                if entry.filename == "content.xml":
                    text = _FIELD.sub(r"\3", content.decode("utf-8", "replace"))
                    content = _FORMULA.sub("", text).encode()
                filled_in.writestr(entry, content)
    except UnreadableDocument:
        raise
    except Exception:  # a damaged archive: LibreOffice may be able to repair it
        shutil.copyfile(path, copy)


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
