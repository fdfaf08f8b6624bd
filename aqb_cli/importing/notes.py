"""What a person must look at after an import: doubtful values, and what nobody understood."""

from __future__ import annotations

from typing import NamedTuple

from aqb_cli.diagnostics import FieldPath
from aqb_cli.importing.reading.printed import Passage, PrintedCell, SourceLocation
from aqb_cli.text.messages import Message


class Note(NamedTuple):
    """Something to look at, with where it stands in the document."""

    place: SourceLocation | None
    """Where in the document; None if it is about all of it."""
    message: Message
    field: FieldPath | None = None
    """The field of the file that is doubtful; None for what went into none."""


class Notes:
    """The notes on one document, and which of its lines were understood, so that all others can be reported."""

    def __init__(self) -> None:
        self.all: list[Note] = []
        self._claimed: dict[int, list[tuple[int, int]]] = {}
        self._lines: list[object] = []  # so that no other line gets the identity of one that is gone

    def doubt(self, field: FieldPath, place: SourceLocation | None, message: Message) -> None:
        """A value that isn't certain."""
        self.all.append(Note(place, message, field))

    def unread(self, place: SourceLocation | None, message: Message) -> None:
        """Something that was not understood and stands nowhere in the file."""
        self.all.append(Note(place, message))

    def claim(self, *lines: Passage | PrintedCell) -> None:
        """Says that lines were understood completely, or that a note tells of them."""
        for line in lines:
            self.claim_part(line, 0, len(line.text))

    def claim_part(self, line: Passage | PrintedCell, start: int, end: int) -> None:
        """Says that a stretch of a line was understood, such as an amount."""
        self._lines.append(line)
        self._claimed.setdefault(id(line), []).append((start, end))

    def is_claimed(self, line: Passage | PrintedCell, start: int = 0, end: int | None = None) -> bool:
        """Whether a stretch of a line was understood; without a stretch, all of the line."""
        stop = len(line.text) if end is None else end
        return any(begin <= start and stop <= until for begin, until in self._claimed.get(id(line), ()))

    def is_touched(self, line: Passage | PrintedCell) -> bool:
        """Whether anything in a line was understood."""
        return id(line) in self._claimed

    def add(self, other: Notes) -> None:
        """Takes over the notes and claims of an attempt that succeeded."""
        self.all += other.all
        self._lines += other._lines
        for line, parts in other._claimed.items():
            self._claimed.setdefault(line, []).extend(parts)
