"""What was imported → the text of an agreement file, with a comment where a value isn't certain."""

from __future__ import annotations

from pathlib import Path

from aqb_cli.diagnostics import FieldPath as Field
from aqb_cli.fileformat.drafting import drafted
from aqb_cli.fileformat.fmt import Unformattable
from aqb_cli.importing.importer import ImportedAgreement
from aqb_cli.importing.notes import Note
from aqb_cli.importing.reading import too_much
from aqb_cli.text.messages import Message, _


def text_of(imported: ImportedAgreement, path: Path, language: str, schema: str | None) -> str:
    """The text of the agreement file that a document gives, in the one layout; `path` is the document.

    Raises `Refused` if it would be larger than an agreement file can be.
    """
    comments: dict[Field, list[str]] = {}
    for note in imported.notes:
        if note.field is not None:
            comments.setdefault(_existing(imported, note.field), []).append(said(note).translated(language))
    head = [_("Taken over from {name}.", name=path.name).translated(language)]
    try:
        return drafted(imported.data, comments, head, schema)
    except Unformattable:
        raise too_much(path) from None


def said(note: Note) -> Message:
    """A note with the place that it is about."""
    if note.place is None:
        return _("not certain: {message}", message=note.message)
    return _("not certain ({place}): {message}", place=note.place.said, message=note.message)


def _existing(imported: ImportedAgreement, field: Field) -> Field:
    """The field, or the one around it that the file has."""
    data: object = imported.data
    for count, step in enumerate(field):
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return field[:count] or field[:1]
    return field
