"""What was imported → the text of an agreement file, with a comment where a value isn't certain."""

from __future__ import annotations

import re
from pathlib import Path

from aqb_cli.diagnostics import FieldPath
from aqb_cli.fileformat.drafting import drafted
from aqb_cli.fileformat.fmt import Unformattable, formatted
from aqb_cli.fileformat.model import Agreement
from aqb_cli.fileformat.yaml import read
from aqb_cli.importing.importer import ImportedAgreement
from aqb_cli.importing.notes import Note
from aqb_cli.importing.reading import too_much
from aqb_cli.text.messages import LANGUAGES, Message, _


def text_of(imported: ImportedAgreement, path: Path, language: str, schema: str | None) -> str:
    """The text of the agreement file that a document gives, in the one layout; `path` is the document.

    Raises `Refused` if it would be larger than an agreement file can be.
    """
    comments: dict[FieldPath, list[str]] = {}
    for note in imported.notes:
        if note.field is not None:
            comments.setdefault(_existing(imported, note.field), []).append(said(note).translated(language))
    head = [_("Taken over from {name}.", name=path.name).translated(language)]
    try:
        return drafted(imported.data, comments, head, schema)
    except Unformattable:
        raise too_much(path) from None


def with_review(before: str, after: str, schema: str | None) -> str:
    """The text of an agreement file with the `review` of the file that it replaces, which no document has."""
    review = re.search(r"(?ms)^review:.*?(?=^[^\s#]|\Z)", before)
    if review is None:
        return after
    try:
        return formatted(read(f"{after}\n{review[0]}".encode()), schema, Agreement)
    except Unformattable:
        return after


def lost_comments(imported: ImportedAgreement, path: Path, before: str) -> list[str]:
    """The comments of a file that an import didn't write and that replacing the file would lose."""
    own = "".join(text_of(imported, path, language, None) for language in LANGUAGES)
    heads = tuple(_("Taken over from {name}.", name="").translated(language)[:-1] for language in LANGUAGES)
    found = (line.partition("#")[2].strip() for line in before.split("\n") if re.search(r"(?:^|\s)#\s", line))
    return [each for each in found if each not in own and not each.startswith(("yaml-language-server:", *heads))]


def said(note: Note) -> Message:
    """A note with the place that it is about."""
    if note.place is None:
        return _("not certain: {message}", message=note.message)
    return _("not certain ({place}): {message}", place=note.place.said, message=note.message)


def _existing(imported: ImportedAgreement, field: FieldPath) -> FieldPath:
    """The field, or the one around it that the file has."""
    data: object = imported.data
    for count, step in enumerate(field):
        try:
            data = data[step]  # type: ignore[index] # what has no such step is caught below
        except (KeyError, IndexError, TypeError):
            return field[:count] or field[:1]
    return field
