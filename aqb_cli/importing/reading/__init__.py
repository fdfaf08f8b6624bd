"""Files → what is printed in them. What a file is, its content says, not its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from aqb_cli.diagnostics import Problem, reason_of
from aqb_cli.importing.isolated import begun
from aqb_cli.importing.reading.printed import Printed
from aqb_cli.text.messages import Message, _
from aqb_cli.workspace.extras import install

LARGEST = 50_000_000
"""How many bytes a file may have: a scan of a hundred pages."""

MOST_PARTS = 5_000
"""How many paragraphs, entries of lists and tables a document may have; an agreement has less than a hundred."""

_COMMON = ("markers", "signature_lines")
"""What those who read and those who recognise need, which is loaded once, before the process that reads begins."""

_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"<!doctype html", _("an HTML")),
    (b"<html", _("an HTML")),
    (b"<?xml", _("an XML")),
    (b"%!ps", _("a PostScript")),
)
"""What other files begin with that people may have."""

_READABLE = _("It must be a PDF file with text in it, a Word file (.docx), a text or a Markdown file.")


class UnreadableDocument(Problem):
    """A file can't be taken in; says why and what to do."""


def reader_of(path: Path) -> Callable[[Path], Printed]:
    """What reads a file, best in a process of its own, as it may come from anyone. Raises `UnreadableDocument`."""
    shown = str(path)
    try:
        if path.is_dir():
            raise UnreadableDocument(
                _("{path} is a folder.", path=shown), _("Name the files in it: {path}/*", path=shown)
            )
        if path.exists() and not path.is_file():
            raise UnreadableDocument(_("{path} is no ordinary file.", path=shown), _READABLE)
        size = path.stat().st_size
        with path.open("rb") as stream:
            begin = stream.read(1024)
    except FileNotFoundError:
        raise UnreadableDocument(_("There is no file {path}.", path=shown)) from None
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise UnreadableDocument(_("{path} can't be read: {reason}.", path=shown, reason=reason)) from error
    if size > LARGEST:
        message = _("{path} has {n} megabytes; no agreement is larger than 50.", path=shown, n=-(-size // 1_000_000))
        help = _(
            "Name the agreement itself, without attachments. Save a scan in shades of grey, with 200 dots an inch."
        )
        raise UnreadableDocument(message, help)
    return _reader_of(path, begin)


def _reader_of(path: Path, begin: bytes) -> Callable[[Path], Printed]:
    """The reader for a file that begins like this. Raises `UnreadableDocument`."""
    if not begin.strip():
        raise UnreadableDocument(_("{path} is empty.", path=str(path)))
    if b"%PDF-" in begin:
        return _loaded("pdf", "pypdfium2", path)
    if begin.startswith(_OLD_WORD):
        message = _("{path} is an old Word file (.doc), or one that is protected by a password.", path=str(path))
        raise UnreadableDocument(message, _("Save it in Word as .docx without a password, or as PDF."))
    if begin.startswith(b"PK"):
        if not _is_word(path):
            if b"opendocument.text" in begin:
                return _converted(path, _("an OpenDocument"), ".odt")
            raise UnreadableDocument(_("{path} is an archive, but no Word file.", path=str(path)), _READABLE)
        return _loaded("word", None, path)
    if begin.lstrip().startswith(b"{\\rtf"):
        return _converted(path, _("an RTF"), ".rtf")
    if other := next((name for mark, name in _OTHERS if begin.lstrip().lower().startswith(mark)), None):
        message = _("{path} is {kind} file, which can't be read.", path=str(path), kind=other)
        raise UnreadableDocument(message, _("Save it as .docx or PDF, with the program that made it."))
    if b"\0" in begin and not begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocument(_("{path} is neither text nor PDF nor Word.", path=str(path)), _READABLE)
    if path.suffix.lower() in (".yaml", ".yml"):
        message = _("{path} is a YAML file, and no document that was signed.", path=str(path))
        raise UnreadableDocument(message, _("An agreement's file is checked by `aqb validate {path}`.", path=str(path)))
    if path.suffix.lower() in (".md", ".markdown"):
        return _loaded("markdown", "markdown_it", path)
    return _loaded("text", None, path)


def begin_reading(path: Path) -> Callable[[], Printed]:
    """Begins to read a file; what this gives waits for it. That raises `UnreadableDocument`, or another `Problem`."""
    for name in _COMMON:
        import_module(f"{__name__}.{name}")
    try:
        return begun(partial(reader_of(path), path), path)
    except UnreadableDocument as problem:
        return partial(_raise, problem)


def _raise(problem: UnreadableDocument) -> Printed:
    raise problem


def _loaded(name: str, library: str | None, path: Path) -> Callable[[Path], Printed]:
    """The `read` of a module here. Raises `UnreadableDocument` if the library that it needs isn't installed."""
    if library is not None and find_spec(library) is None:
        message = _("To read {path}, {library} is needed, which isn't installed.", path=str(path), library=library)
        raise UnreadableDocument(message, install("import"))
    return partial(_read, name)


def _read(name: str, path: Path, **more: bytes) -> Printed:
    """What a module here reads in a file. Raises `UnreadableDocument`."""
    printed: Printed = import_module(f"{__name__}.{name}").read(path, **more)
    if len(printed.parts) > MOST_PARTS:
        raise too_much(path)
    return printed


def _converted(path: Path, kind: Message, ending: str) -> Callable[[Path], Printed]:
    """What reads the Word file that LibreOffice makes of a file. Raises `UnreadableDocument`."""
    from aqb_cli.importing.reading import office

    return partial(_read, "office", content=office.as_word(path, kind, ending))


def _is_word(path: Path) -> bool:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        message = _("{path} is damaged: it can't be opened as a Word file.", path=str(path))
        raise UnreadableDocument(message, _("Fetch or save it anew.")) from error


def too_much(path: Path) -> UnreadableDocument:
    """The refusal of a file with more text than an agreement can have."""
    message: Message = _("{path} holds far more than an agreement.", path=os.fspath(path))
    return UnreadableDocument(message, _("Name the agreement itself, without attachments."))
