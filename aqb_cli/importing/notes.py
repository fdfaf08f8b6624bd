"""What a person must look at after a document was taken in: doubtful values, and what was not understood."""

from __future__ import annotations

from typing import NamedTuple

from aqb_cli.diagnostics import FieldPath as Field
from aqb_cli.importing.reading.printed import SourceLocation
from aqb_cli.text.messages import Message


class Note(NamedTuple):
    """Something to look at, with where it stands in the document."""

    place: SourceLocation | None
    """Where in the document; None if it is about all of it."""
    message: Message
    field: Field | None = None
    """The field of the file that is doubtful; None for what went into none."""


class Notes:
    """The notes on one document, in the order in which they were found."""

    def __init__(self) -> None:
        self.all: list[Note] = []

    def doubt(self, field: Field, place: SourceLocation | None, message: Message) -> None:
        """A value that isn't certain."""
        self.all.append(Note(place, message, field))

    def unread(self, place: SourceLocation | None, message: Message) -> None:
        """Something that was not understood and stands nowhere in the file."""
        self.all.append(Note(place, message))
